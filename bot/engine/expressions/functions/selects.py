"""selected selected-at count-selected jr:choice-name checklist weighted-checklist"""

from __future__ import annotations

from typing import Any

from bot.engine.expressions.context import CompileContext
from bot.engine.expressions.errors import SyntaxProblem
from bot.engine.expressions.frame import Code, Frame
from bot.engine.expressions.functions.registry import Takes, function
from bot.engine.expressions.parser import parse
from bot.engine.expressions.syntax import Call, Literal, Path
from bot.engine.expressions.values import to_boolean, to_number, to_string


@function("selected", 2)
def _selected(value: Any, choice: Any) -> bool:
    return to_string(choice).strip(" ") in to_string(value).split(" ")


function("is-selected", 2)(_selected)


@function("selected-at", 2)
def _selected_at(value: Any, place: Any) -> str:
    """Counted from 0; "" beyond the end."""
    chosen = to_string(value).split()
    number = to_number(place)
    at = int(number) if abs(number) < 1e9 else 0
    return chosen[at] if 0 <= at < len(chosen) else ""


@function("count-selected", 1)
def _count_selected(value: Any) -> float:
    return float(len(to_string(value).split()))


@function("jr:choice-name", 2, takes=Takes.BUILD)
def _choice_name(call: Call, compiler: CompileContext) -> Code:
    """The words of a choice; the second argument is the question's path, as a string."""
    value = compiler.value(call.arguments[0])
    question = call.arguments[1]
    if not isinstance(question, Literal):
        compiler.report("choice-name-quotes", question.position)
        return lambda frame: ""
    try:
        path = parse(question.value.strip())
    except SyntaxProblem:
        compiler.report("choice-name-path", question.position)
        return lambda frame: ""
    if not isinstance(path, Path):
        compiler.report("choice-name-path", question.position)
        return lambda frame: ""
    nodes = compiler.nodes(path)

    def run(frame: Frame) -> str:
        found = nodes(frame)
        return frame.environment.choice_label(found[0], to_string(value(frame))) if found else ""

    return run


@function("checklist", 3, None)
def _checklist(least: Any, most: Any, *answers: Any) -> bool:
    true = sum(to_boolean(answer) for answer in answers)
    return _within(float(true), least, most)


@function("weighted-checklist", 4, None)
def _weighted_checklist(least: Any, most: Any, *pairs: Any) -> bool:
    weighed = sum(
        to_number(weight) for answer, weight in zip(pairs[::2], pairs[1::2], strict=False) if to_boolean(answer)
    )
    return _within(weighed, least, most)


def _within(count: float, least: Any, most: Any) -> bool:
    """-1 stands for no bound."""
    low, high = to_number(least), to_number(most)
    return (low < 0 or count >= low) and (high < 0 or count <= high)
