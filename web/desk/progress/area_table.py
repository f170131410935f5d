"""The table with one row an area directly below: in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.tally import Tally
from bot.texts.desk.desk import place_name
from bot.thai.digits import folded
from bot.thai.units import thai_order
from models.org_unit import OrgUnit
from web.desk.progress.office_table import TableFilter

Row = tuple[OrgUnit, Sequence[Tally]]
"""The unit and its months, the one that is looked at last."""


def rows(children: Sequence[Row], wanted: TableFilter) -> list[Row]:
    found = [row for row in children if not wanted.words or folded(wanted.words) in folded(place_name(row[0]))]
    key = _KEYS.get(wanted.sort, _by_name)
    known = [row for row in found if key(row) is not None]
    unknown = [row for row in found if key(row) is None]
    known.sort(key=_by_name)
    known.sort(key=key, reverse=wanted.is_down)
    return known + sorted(unknown, key=_by_name)


def _by_name(row: Row) -> Any:
    return thai_order(row[0].name), row[0].code


_KEYS: Mapping[str, Callable[[Row], Any]] = {
    "name": _by_name,
    "expected": lambda row: row[1][-1].expected,
    "rate": lambda row: row[1][-1].rate,
    "on_time": lambda row: row[1][-1].on_time_rate,
    "missing": lambda row: row[1][-1].missing,
    "approved": lambda row: row[1][-1].approved,
    "score": lambda row: row[1][-1].content,
}
