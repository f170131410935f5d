"""The published table of expressions: every row holds, and where ours parts from JavaRosa the reason stands here."""

from __future__ import annotations

import pytest

from bot.engine.expressions import EvaluationError, Frame, compile_expression
from bot.engine.expressions.values import to_string
from bot.engine.xform.findings import Standpoint
from tests.bot.engine.expressions.rows import ROWS
from tests.bot.engine.forms import TABLE, TABLE_STEPS, table_filling, xform
from tests.bot.engine.oracle import javarosa

DEVIATIONS = {
    # JavaRosa: false. A bare string beside a date is silently never smaller or greater; compared as a date it says
    # what its author meant, and the author is warned.
    "'2024-01-10' < today()": "true",
}


def outcome(text: str) -> str:
    """What the engine makes of an expression, in the table's words."""
    filling = table_filling()
    node = filling._tree.by_path["/data/own"]
    compiled, problems = compile_expression(text, Standpoint(("data", "own"), filling.form.blueprint.specs, {}))
    if compiled is None or any(problem.code in ("unknown-function", "arguments") for problem in problems):
        return "ERR"
    frame = Frame(filling._environment, node)
    try:
        if compiled.nodes is not None and len(compiled.nodes(frame)) != 1:
            return f"({len(compiled.nodes(frame))} nodes)"
        return to_string(compiled.value(frame))
    except EvaluationError:
        return "ERR"


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 94


@pytest.mark.parametrize(("text", "javarosa_says"), ROWS, ids=[text for text, _ in ROWS])
def test_row(text: str, javarosa_says: str) -> None:
    assert outcome(text) == DEVIATIONS.get(text, javarosa_says)


def test_a_deviation_is_one() -> None:
    table = dict(ROWS)
    assert all(table[text] != ours for text, ours in DEVIATIONS.items())


def test_the_table_is_what_javarosa_says_today() -> None:
    if not javarosa.is_here():
        pytest.skip("no Java; the table itself was recorded from JavaRosa")
    clocked = [text for text, _ in ROWS if "today()" in text]
    asked = [text for text, _ in ROWS if text not in clocked]
    [heard] = javarosa.ask(
        [{"form": xform(TABLE), "steps": TABLE_STEPS, "expressions": [["/data/own", text] for text in asked]}]
    )
    table = dict(ROWS)
    said = {}
    for text, answer in zip(asked, heard["expressions"], strict=True):
        said[text] = "ERR" if "error" in answer else answer.get("value", f"({answer.get('nodes')} nodes)")
    assert {text: table[text] for text in asked} == said
