"""Record what JavaRosa says, so that the tests prove the same where there is no Java.

python -m tests.bot.engine.oracle.record
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.bot.engine.forms import form_of, xform
from tests.bot.engine.oracle import expressions, javarosa
from tests.bot.engine.oracle.forms import FORMS
from tests.bot.engine.oracle.interviews import Player, heard, repeat_names

GOLDEN = Path(__file__).with_name("golden")
INTERVIEWS = 8
STEPS = 22


def record(now: datetime) -> None:
    """Play and write every form's interviews, and the expressions."""
    GOLDEN.mkdir(exist_ok=True)
    for name, markdown in FORMS.items():
        form = form_of(markdown)
        players = [Player(form, seed, now) for seed in range(INTERVIEWS)]
        for player in players:
            player.play(STEPS)
        answers = javarosa.ask([{"form": xform(markdown), "steps": player.script} for player in players])
        interviews = [
            {"script": player.script, "said": _shortened([heard(said, repeat_names(form)) for said in answer["steps"]])}
            for player, answer in zip(players, answers, strict=True)
        ]
        _write(name, {"now": now.isoformat(), "interviews": interviews})
    _write("expressions", {"now": now.isoformat(), "answers": javarosa_on_expressions()})


def javarosa_on_expressions() -> list[list[Any]]:
    """[place, expression, answer] for all of them; an error is only {"error": true}."""
    asked = [["/data/n", text] for text in expressions.AT_THE_TOP]
    asked += [["/data/r[2]/y", text] for text in expressions.IN_THE_SECOND_ROW]
    [said] = javarosa.ask([{"form": xform(expressions.FORM), "steps": expressions.STEPS, "expressions": asked}])
    answers = [{"error": True} if "error" in answer else answer for answer in said["expressions"]]
    return [[place, text, answer] for (place, text), answer in zip(asked, answers, strict=True)]


def _shortened(said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Only the nodes that changed; None for one that went."""
    before: dict[str, Any] = {}
    made = []
    for each in said:
        changed = {path: node for path, node in each["nodes"].items() if before.get(path) != node}
        changed.update({path: None for path in before if path not in each["nodes"]})
        made.append({**each, "nodes": changed})
        before = each["nodes"]
    return made


def lengthened(said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """`_shortened` undone."""
    nodes: dict[str, Any] = {}
    made = []
    for each in said:
        nodes = {path: node for path, node in {**nodes, **each["nodes"]}.items() if node is not None}
        made.append({**each, "nodes": nodes})
    return made


def _write(name: str, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (GOLDEN / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    record(datetime.now(ZoneInfo("Asia/Bangkok")))
