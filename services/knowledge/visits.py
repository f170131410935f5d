"""Openings of the library's pages, counted in memory and written down many at a time.

Whoever opens a page costs no write of the database: every process notes for itself, and writes what it has noted once
a second (`commands/serving/background.py`), when its figures are asked for, and at its end. A process that is killed
loses what was noted in that second.
"""

from __future__ import annotations

import threading
from datetime import datetime
from typing import NamedTuple

import structlog
from sqlalchemy import insert, select
from sqlalchemy.exc import SQLAlchemyError

from models.base import Base
from models.database import Database
from models.knowledge.visit import Visit, VisitKind
from models.org_unit import OrgUnit

log = structlog.get_logger(__name__)

# What is kept while the database is away; readers beyond that are not counted.
MOST = 10_000


class _Noted(NamedTuple):
    item_id: int
    kind: VisitKind
    office: str
    at: datetime


class Visits:
    """What one process has noted and not yet written. Safe for any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._noted: list[_Noted] = []

    def count(self, item_id: int, kind: VisitKind, office: str, now: datetime) -> None:
        """One reader more. `office` is the code that stood in the link, "" for none; one that does not exist counts as
        none. Asks the database nothing."""
        with self._lock:
            if len(self._noted) < MOST:
                self._noted.append(_Noted(item_id, kind, office, now))

    def write(self, database: Database) -> None:
        """Two statements whatever was noted, or none where nothing was. What cannot be written is kept for the next
        time."""
        with self._lock:
            noted, self._noted = self._noted, []
        if not noted:
            return
        try:
            _write(database, noted)
        except SQLAlchemyError as error:
            with self._lock:
                self._noted = (noted + self._noted)[:MOST]
            log.warning("visits not written", error=type(error).__name__)


def _write(database: Database, noted: list[_Noted]) -> None:
    codes = {one.office for one in noted if one.office}
    with database.writing(patient=True) as session:
        known = select(OrgUnit.code, OrgUnit.id).where(OrgUnit.code.in_(codes))
        units = dict(session.execute(known).all()) if codes else {}
        rows = [
            {"knowledge_item_id": item, "kind": kind, "at": at, "org_unit_id": units.get(office)}
            for item, kind, office, at in noted
        ]
        # Of the table, not of the class: that one would begin a new statement wherever an office is known or is not.
        session.execute(insert(Base.metadata.tables[Visit.__tablename__]), rows)
