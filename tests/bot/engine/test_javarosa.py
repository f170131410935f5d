"""The engine beside JavaRosa: recorded interviews everywhere, fresh ones by chance where there is Java."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.engine.expressions import EvaluationError, Frame, compile_expression
from bot.engine.expressions.values import to_string
from bot.engine.filling.filling import Filling
from bot.engine.xform.findings import Standpoint
from tests.bot.engine.forms import form_of, xform
from tests.bot.engine.oracle import expressions, javarosa, record
from tests.bot.engine.oracle.forms import FORMS
from tests.bot.engine.oracle.interviews import Player, differences, gone, heard, repeat_names, standing

pytestmark = pytest.mark.slow

EARLIER = "refused before the form runs, not when it comes to be called"
KINDER = "JavaRosa breaks; the answer is what the author plainly means"
NOT_OFFERED = "not among the functions that the product offers; refused by name"
DATES = "a bare string that is a date compares as one beside a date, instead of silently as no number"
BUG = "JavaRosa's slip: the largest of negative numbers is 0, nonsense under *, the whole repeat for row 0"
OUT_OF_THE_ORDINARY = "not worth the difference: a year of five digits, a date of no number, no such row"
DEVIATIONS = {
    "1 or error()": EARLIER,
    "if(true(),'a',foo())": EARLIER,
    "if(1, /data/r, 2)": EARLIER,
    "selected(/data/n,3)": KINDER,
    "selected(/data/n,'3')": KINDER,
    "jr:itext('m-0')": KINDER,
    "pulldata('m','label','name','a')": KINDER,
    "last()": KINDER,
    "/data/r[last()]/x": KINDER,
    "/data/r[position()=last()]/x": KINDER,
    "current()": KINDER,
    "parent::*/x": KINDER,
    "../self::*/x": KINDER,
    "area(/data/n)": NOT_OFFERED,
    "distance('1 1','2 2')": NOT_OFFERED,
    "depend(1)": NOT_OFFERED,
    "extract-signed('a','b')": NOT_OFFERED,
    "/data/d >= '2024-01-10'": DATES,
    "today() > '2024-01-10'": DATES,
    "max(/data/blank, -5)": BUG,
    "indexed-repeat(/data/r/x, /data/r, 0)": BUG,
    "../*": BUG,
    "count(../*)": BUG,
    "/data/*": BUG,
    "count(/data/*)": BUG,
    "date(0 div 0)": OUT_OF_THE_ORDINARY,
    "date('12024-01-10')": OUT_OF_THE_ORDINARY,
    "indexed-repeat(/data/r/x, /data/r, 9)": OUT_OF_THE_ORDINARY,
}
"""Where the engine answers otherwise than JavaRosa, and why."""


def concrete(filling: Filling, place: str) -> str:
    """A path with rows by place as one with rows by id."""
    node = filling._tree.root
    for step in place.strip("/").split("/")[1:]:
        name, _, at = step.partition("[")
        child = node.children[name]
        if not isinstance(child, list):
            node = child
        elif at:
            node = child[int(at.rstrip("]")) - 1]
        else:
            return f"{node.path}/{name}"
    return node.path


def replay(filling: Filling, step: list[Any]) -> dict[str, Any]:
    path = concrete(filling, step[1])
    said: dict[str, Any] = {}
    if step[0] == "answer":
        said["allowed"] = filling.answer(path, step[2]).accepted
    elif step[0] == "row":
        assert filling.add_row(path)
    elif step[0] == "drop":
        assert filling.remove_row(path)
    else:
        node = filling._tree.by_path[path]
        said["choices"] = [choice.value for choice in filling._environment.choices(node)]
    return {**said, "nodes": standing(filling), "gone": gone(filling)}


@pytest.mark.parametrize("name", FORMS)
def test_recorded_interviews(name: str) -> None:
    golden = record.read(name)
    form, now = form_of(FORMS[name]), datetime.fromisoformat(golden["now"])
    assert len(golden["interviews"]) == record.INTERVIEWS
    for interview in golden["interviews"]:
        filling = Filling.start(form, now=now, seed=1)
        ours = [{"nodes": standing(filling), "gone": []}]
        for step in interview["script"]:
            filling = Filling.restore(form, json.loads(json.dumps(filling.state())), now=now)
            ours.append(replay(filling, step))
        theirs = record.lengthened(interview["said"])
        assert len(theirs) == len(ours) > 20
        for at, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
            assert differences(mine, other) == [], interview["script"][:at]


@pytest.mark.parametrize("name", FORMS)
def test_interviews_by_chance(name: str) -> None:
    if not javarosa.is_here():
        pytest.skip("no Java here; test_recorded_interviews proves the same on recorded ones")
    now = datetime.now(UTC)
    form = form_of(FORMS[name])
    players = [Player(form, seed, now) for seed in range(int(now.timestamp()), int(now.timestamp()) + 6)]
    for player in players:
        player.play(25)
    answers = javarosa.ask([{"form": xform(FORMS[name]), "steps": player.script} for player in players])
    for player, answer in zip(players, answers, strict=True):
        assert "failure" not in answer
        for at, (mine, other) in enumerate(zip(player.seen, answer["steps"], strict=True)):
            assert differences(mine, heard(other, repeat_names(form))) == [], player.script[:at]


def ours(filling: Filling, place: str, text: str) -> dict[str, Any]:
    node = filling._tree.by_path[concrete(filling, place)]
    compiled, problems = compile_expression(
        text, Standpoint(node.spec.path, filling.form.blueprint.specs, {"m": frozenset()})
    )
    if compiled is None or any(
        problem.code in ("unknown-function", "arguments", "unknown-instance") for problem in problems
    ):
        return {"error": True}
    frame = Frame(filling._environment, node)
    try:
        if compiled.nodes is not None and len(compiled.nodes(frame)) != 1:
            return {"nodes": len(compiled.nodes(frame))}
        return {"value": to_string(compiled.value(frame))}
    except EvaluationError:
        return {"error": True}


def alike(mine: dict[str, Any], theirs: dict[str, Any]) -> bool:
    if mine == theirs:
        return True
    try:
        return abs(float(mine["value"]) - float(theirs["value"])) < 1e-9
    except (KeyError, ValueError):
        return False


def test_recorded_expressions() -> None:
    golden = record.read("expressions")
    filling = Filling.start(form_of(expressions.FORM), now=datetime.fromisoformat(golden["now"]), seed=1)
    for step in expressions.STEPS:
        replay(filling, step)
    different = {}
    for place, text, theirs in golden["answers"]:
        mine = ours(filling, place, text)
        if not alike(mine, theirs):
            different[text] = (mine, theirs)
    assert {text: both for text, both in different.items() if text not in DEVIATIONS} == {}
    assert set(different) == set(DEVIATIONS)


def test_the_record_is_what_javarosa_says_today() -> None:
    if not javarosa.is_here():
        pytest.skip("no Java here; the record itself was made with it")
    recorded = {(place, text): answer for place, text, answer in record.read("expressions")["answers"]}
    clocked = ("now()", "today()", "/data/tm", "uuid", "random")
    for place, text, answer in record.javarosa_on_expressions():
        if not any(word in text for word in clocked):
            assert recorded[place, text] == answer
