"""One cause, one remark: what is wrong in many cells for one reason is told at the first, with the others named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.forms.remarks import Remark

_MOST_NAMED = 12
# One name, list or language that is missed wherever it is used; the cells differ, what is to be done does not.
_SHARED = (
    "unknown-name", "ambiguous-name", "unknown-list", "unknown-function", "unknown-column", "missing-text",
    "no-constraint-message", "choice-no-list", "bare-null", "bare-truth", "default-does-not-fit",
)  # fmt: skip


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
