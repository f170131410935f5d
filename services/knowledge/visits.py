"""Openings of the pages of the library and of circulars, counted in memory and written down many at a time.

Whoever opens a page costs no write of the database: every process notes for itself, and writes what it has noted once
a second (`commands/serving/background.py`), when its figures are asked for, and at its end. A process that is killed
loses what was noted in that second.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.schedule import local_day
from models.database import Database
from models.knowledge.visit import ALL_ITEMS, EVERYBODY, VisitDay, VisitKind
from models.org_unit import OrgUnit
from models.put import insert_into

log = structlog.get_logger(__name__)

_KEYS = ("org_unit_id", "knowledge_item_id", "day")

# Sums that are kept while the database is away; readers beyond that are not counted.
MOST = 10_000
# Of those a transaction: each is some ten rows, and no backlog may hold a transaction for long.
AT_ONCE = 1_000


class _Sum(NamedTuple):
    office: str
    day: date
    item_id: int
    kind: VisitKind


class Visits:
    """What one process has noted and not yet written. Safe for any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._noted: Counter[_Sum] = Counter()

    def count(self, item_id: int, kind: VisitKind, office: str, now: datetime) -> None:
        """One reader more of an item, or of a circular by its `of_circular`. `office` is the code that stood in the
        link, "" for none; one that does not exist counts as none. Asks the database nothing."""
        one = _Sum(office, local_day(now), item_id, kind)
        with self._lock:
            if len(self._noted) < MOST or one in self._noted:
                self._noted[one] += 1

    def write(self, database: Database) -> None:
        """Two statements for what a second brings, none where nothing was noted. What cannot be written is kept for the
        next time."""
        with self._lock:
            noted, self._noted = self._noted, Counter()
        left = list(noted.items())
        try:
            while left:
                _write(database, dict(left[:AT_ONCE]))
                del left[:AT_ONCE]
        except SQLAlchemyError as error:
            with self._lock:
                self._noted = Counter(dict((Counter(dict(left)) + self._noted).most_common(MOST)))
            log.warning("visits not written", error=type(error).__name__)


def _write(database: Database, noted: Mapping[_Sum, int]) -> None:
    codes = {one.office for one in noted if one.office}
    with database.writing(patient=True) as session:
        known = session.scalars(select(OrgUnit).where(OrgUnit.code.in_(codes))).unique() if codes else ()
        ways = {unit.code: [unit.id, *(one.id for one in unit.up())] for unit in known}
        sums: dict[tuple[int, int, date], Counter[str]] = defaultdict(Counter)
        for one, count in noted.items():
            for unit_id in (EVERYBODY, *ways.get(one.office, ())):
                for item_id in (ALL_ITEMS, one.item_id):
                    sums[unit_id, item_id, one.day][one.kind] += count
        statement = insert_into(session, VisitDay)
        more = statement.on_conflict_do_update(
            index_elements=_KEYS,
            set_={kind: getattr(VisitDay, kind) + statement.excluded[kind] for kind in VisitKind},
        )
        # In one order for all: two processes that count the same readers never wait for each other in a ring.
        rows = [
            dict(zip(_KEYS, key, strict=True)) | {kind.value: counts[kind] for kind in VisitKind}
            for key, counts in sorted(sums.items())
        ]
        session.connection().execute(more, rows)
