"""The table with one row an office: which rows, in which order, as the address says (`?status=missing&…`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.texts.progress import AREA_SORTS, FILTERS, SORTS
from bot.thai.digits import folded
from bot.thai.units import short_name, thai_order
from bot.whole import whole
from services.obligations.due_months import Outcome
from services.progress.overview import OfficeLine

PAGE, WHOLE = 100, 500  # rows of a page; of one that asks for all (`rows=all`), as for printing
LONGEST_WORDS = 80

_HOLDS: Mapping[str, Callable[[OfficeLine], bool]] = {
    "missing": lambda line: line.waits and not line.is_returned,
    "returned": lambda line: line.is_returned,
    "sent": lambda line: line.is_sent,
    "late": lambda line: line.is_sent and line.on_time is False,
    "nothing": lambda line: line.outcome is Outcome.NOTHING,
    "flagged": lambda line: bool(line.flags),
    "approved": lambda line: line.approved_level is not None,
    "unregistered": lambda line: line.is_expected and not line.people,
}
# What needs somebody first: never sent, not yet sent, sent back, late, sent, nothing.
_BY_URGENCY = [
    Outcome.MISSING,
    Outcome.OPEN,
    Outcome.RETURNED,
    Outcome.LATE,
    Outcome.ON_TIME,
    Outcome.NOTHING,
    Outcome.NOT_EXPECTED,
]


@dataclass(frozen=True, slots=True)
class TableFilter:
    """What the address asks for; whatever is not understood is as if it were not there."""

    status: str = ""
    words: str = ""
    sort: str = "district"
    is_down: bool = False
    page: int = 1
    is_whole: bool = False

    @property
    def size(self) -> int:
        """How many rows a page has."""
        return WHOLE if self.is_whole else PAGE

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> TableFilter:
        status, sort = asked.get("status", ""), asked.get("sort", "")
        return cls(
            status=status if status in FILTERS else "",
            words=" ".join(asked.get("q", "").split())[:LONGEST_WORDS],
            sort=sort if sort in SORTS or sort in AREA_SORTS else "district",
            is_down=asked.get("order") == "down",
            page=whole(asked.get("page", "")) or 1,
            is_whole=asked.get("rows") == "all",
        )

    def query(self) -> dict[str, str]:
        """The same as an address writes it, without what goes without saying and without the page."""
        said = {"status": self.status, "q": self.words}
        if self.sort != "district" or self.is_down:
            said |= {"sort": self.sort, "order": "down" if self.is_down else ""}
        if self.is_whole:
            said["rows"] = "all"
        return {key: value for key, value in said.items() if value}


def rows(lines: Sequence[OfficeLine], wanted: TableFilter, waiting: Collection[int]) -> list[OfficeLine]:
    """The lines that are wanted, in their order. `waiting` are ids of offices whose report waits for the visitor."""
    found = [line for line in lines if _is_wanted(line, wanted, waiting)]
    key = _KEYS.get(wanted.sort, _KEYS["district"])
    # What is not known stands last whichever way one sorts.
    known = [line for line in found if key(line) is not None]
    unknown = [line for line in found if key(line) is None]
    known.sort(key=_by_name)
    known.sort(key=key, reverse=wanted.is_down)
    return known + sorted(unknown, key=_by_name)


def _is_wanted(line: OfficeLine, wanted: TableFilter, waiting: Collection[int]) -> bool:
    if wanted.status == "waiting":
        if line.unit.id not in waiting:
            return False
    elif wanted.status and not _HOLDS[wanted.status](line):
        return False
    if not wanted.words:
        return True
    names = [short_name(line.unit), line.unit.code, *(place.name for place in line.unit.up())]
    return folded(wanted.words) in folded(" ".join(names))


_ordered = lru_cache(maxsize=20_000)(thai_order)


def _by_name(line: OfficeLine) -> Any:
    return _ordered(line.unit.name), line.unit.code


_KEYS: Mapping[str, Callable[[OfficeLine], Any]] = {
    # As registers have it: offices of the province itself, then its districts from that of the capital on.
    "district": lambda line: line.unit.path,
    "name": _by_name,
    "status": lambda line: _BY_URGENCY.index(line.outcome),
    "sent": lambda line: line.submitted_at,
    "score": lambda line: line.score,
    "contact": lambda line: line.last_contact,
}
