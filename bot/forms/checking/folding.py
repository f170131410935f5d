"""One cause, one remark: what is wrong in many cells for one reason is told at the first, with the others named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.engine.expressions.dates import of_common_era
from bot.forms.remarks import Remark

_MOST_NAMED = 12
# Of a date as it is written, which is the first fact.
_WRITTEN_DATES = ("buddhist-date", "bare-date")
# One name, list or language that is missed wherever it is used; the cells differ, what is to be done does not.
_SHARED = (
    "unknown-name", "ambiguous-name", "unknown-list", "unknown-function", "unknown-column", "missing-text",
    "no-constraint-message", "choice-no-list", "bare-null", "bare-truth", "default-does-not-fit",
)  # fmt: skip


def with_consequences(remarks: Sequence[Remark]) -> list[Remark]:
    """That no day can be answered is told with the year that is the cause, at the first such year of its cell."""
    made: list[Remark] = []
    impossible = {(one.sheet, one.cell): one for one in remarks if one.code == "no-date-in-years"}
    for one in remarks:
        if one.code == "no-date-in-years":
            continue
        is_cause = one.code in _WRITTEN_DATES and of_common_era(one.facts[0])
        found = impossible.pop((one.sheet, one.cell), None) if is_cause else None
        made.append(replace(one, code=found.code, severity=found.severity) if found is not None else one)
    return [*made, *(replace(one, code="no-possible-date") for one in impossible.values())]


def folded(remarks: Iterable[Remark]) -> list[Remark]:
    """In the order of the first of each. What stands in the same cell is told apart."""
    made: dict[object, Remark] = {}
    for number, remark in enumerate(remarks):
        key: object = number
        if remark.code in _SHARED and remark.cell:
            key = (remark.code, remark.facts, remark.suggestion, remark.severity, remark.sheet, remark.column)
        first = made.setdefault(key, remark)
        cells = (first.cell, *first.also)
        if first is remark or remark.cell in cells:
            if first is not remark:
                made[number] = remark
            continue
        also = (*first.also, remark.cell)
        made[key] = replace(first, also=also if len(also) <= _MOST_NAMED else (*also[:_MOST_NAMED], "…"))
    return list(made.values())
