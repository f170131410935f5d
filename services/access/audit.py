"""The audit log as the department reads it: filtered, page by page, with names joined that it never holds itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import Session

from bot.schedule import BANGKOK
from bot.thai.digits import tidy
from models.audit_log import AuditLog
from models.membership.membership import Membership
from models.membership.person import Person
from models.org_unit import OrgUnit

PAGE = 50
# Lines of one file: two seconds' work. More are taken month by month.
MOST_IN_FILE = 50_000
LONGEST_WORDS = 60


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """`person` are words of the name of who did it, `number` their number; `office` a unit's code, with all below it,
    or words of its name; `actions` the actions that are meant, () for all; `first` and `last` days in Bangkok."""

    person: str = ""
    number: int | None = None
    office: str = ""
    actions: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """`person` is the name of who did it, None for the clock or a command, "" where it is not known any more; `about`
    the name of the person of a membership that it was about. `unit` has what a short name needs."""

    log: AuditLog
    person: str | None
    unit: AuditUnit | None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class AuditUnit:
    code: str
    kind: str
    name: str
    parent: None = None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Newest first. `total` counts all pages; `page` is the one shown, from 1."""

    lines: Sequence[AuditLine]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def count(session: Session, wanted: AuditFilter) -> int:
    return session.scalar(_query(wanted, func.count(AuditLog.id))) or 0


def read(session: Session, wanted: AuditFilter, page: int) -> AuditPage:
    """Three queries, whatever stands on the page."""
    total = count(session, wanted)
    page = min(max(1, page), max(1, -(-total // PAGE)))
    query = _query(wanted, *_COLUMNS).order_by(AuditLog.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return AuditPage(_lines(session, session.execute(query).all()), total, page)


def every(session: Session, wanted: AuditFilter) -> Iterator[AuditLine]:
    """Newest first, at most `MOST_IN_FILE`; a query for each thousand beside the one for all."""
    query = _query(wanted, *_COLUMNS).order_by(AuditLog.id.desc()).limit(MOST_IN_FILE)
    for rows in session.execute(query.execution_options(yield_per=1000)).partitions():
        yield from _lines(session, rows)


_COLUMNS = (AuditLog, Person.name, OrgUnit.code, OrgUnit.kind, OrgUnit.name)


def _query(wanted: AuditFilter, *columns: Any) -> Select[Any]:
    query = (
        select(*columns)
        .select_from(AuditLog)
        .outerjoin(Person, AuditLog.person_id == Person.id)
        .outerjoin(OrgUnit, AuditLog.org_unit_id == OrgUnit.id)
    )
    return query.where(*_conditions(wanted))


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if words := tidy(wanted.person)[:LONGEST_WORDS]:
        found.append(Person.name.icontains(words, autoescape=True))
    if wanted.number is not None:
        found.append(AuditLog.person_id == wanted.number)
    if words := tidy(wanted.office)[:LONGEST_WORDS]:
        # A path holds the codes from the top down, with points between.
        path = literal(".") + OrgUnit.path + "."
        inside = path.contains(f".{words}.", autoescape=True)
        found.append(or_(inside, OrgUnit.name.icontains(words, autoescape=True)))
    if wanted.actions:
        found.append(AuditLog.action.in_(wanted.actions))
    if wanted.first is not None:
        found.append(AuditLog.at >= _midnight(wanted.first))
    if wanted.last is not None:
        found.append(AuditLog.at < _midnight(wanted.last) + timedelta(days=1))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BANGKOK)


def _lines(session: Session, rows: Sequence[Any]) -> list[AuditLine]:
    numbers = {row[0].id: number for row in rows if (number := _membership(row[0].subject)) is not None}
    query = select(Membership.id, Person.name).join(Person, Membership.person_id == Person.id)
    found = session.execute(query.where(Membership.id.in_(set(numbers.values()))))
    names: dict[int, str] = {row.id: row.name for row in found}
    return [
        AuditLine(
            log,
            None if log.person_id is None else name or "",
            AuditUnit(code, kind, unit) if code is not None else None,
            names.get(numbers.get(log.id, 0)),
        )
        for log, name, code, kind, unit in rows
    ]


def _membership(subject: str) -> int | None:
    kind, _, number = subject.partition(":")
    return int(number) if kind == "membership" else None
