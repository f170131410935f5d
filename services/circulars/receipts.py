"""What people do with a circular: be sent it, open it, read it to its end, acknowledge it. Their office follows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from models.circulars.circular import Circular, CircularState, CircularVersion
from models.circulars.receipt import CircularOffice, CircularReceipt
from models.membership.membership import Membership
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.put import insert_into
from services.circulars import taking_back
from services.circulars.audience import speaks_for_unit

# A letter that asks for nothing is no news to somebody who joins later than this.
NEWS = timedelta(days=60)


class How(StrEnum):
    BUTTON = "button"
    WORDS = "words"


@dataclass(frozen=True)
class Addressed:
    """A circular in force with the offices of one person that it is addressed to, and the person's role in each.
    `acknowledged` are those of them, by their ids, that have acknowledged the present version."""

    circular: Circular
    version: CircularVersion
    units: tuple[OrgUnit, ...]
    roles: tuple[str, ...]
    acknowledged: frozenset[int] = frozenset()

    @property
    def is_awaited(self) -> bool:
        """Whether รับทราบ of one of the offices is still to come."""
        return self.version.must_acknowledge and any(unit.id not in self.acknowledged for unit in self.units)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The receipt. `at` is when the office's was given first, by whomever: a second tap changes nothing."""

    unit: OrgUnit
    at: datetime
    is_new: bool


def addressed_to(session: Session, person: Person) -> list[Addressed]:
    """Circulars in force that go to one of the person's offices: those to acknowledge first, by their last day, then
    the newest."""
    return _grouped(session.execute(_OF_PEOPLE, {"people": [person.id]}).unique())


def counted_awaited(person: ColumnElement[int]) -> Select[int]:
    """How many of them an office of the person with this number still has to acknowledge."""
    awaited = _OF_ALL.where(Membership.person_id == person, CircularVersion.must_acknowledge, ~_IS_DONE)
    return awaited.order_by(None).with_only_columns(func.count(Circular.id.distinct()))


def waiting_for(session: Session, person: Person, now: datetime) -> list[Addressed]:
    """Those of them whose present version the person has not been sent or opened, and which their offices still have
    to acknowledge or which are news. The most pressing first."""
    return waiting_for_each(session, [person.id], now).get(person.id, [])


def waiting_for_each(
    session: Session, people: Collection[int], now: datetime, *, again: bool = False
) -> dict[int, list[Addressed]]:
    """The same of many people by their ids, in one statement. With `again` also what they have been sent, as long as
    their office has not acknowledged what it is asked to."""
    query = _WAITING_AGAIN if again else _WAITING
    rows: dict[int, list[Any]] = {}
    for *row, person_id in session.execute(query, {"people": people, "since": now - NEWS}).unique():
        rows.setdefault(person_id, []).append(row)
    return {person_id: _grouped(mine) for person_id, mine in rows.items()}


def one_for(session: Session, person: Person, code: str) -> Addressed | None:
    """The circular with this code, where it is in force and goes to one of the person's offices."""
    found = _grouped(session.execute(_OF_CODE, {"people": [person.id], "code": code}).unique())
    return found[0] if found else None


def hand_over(session: Session, person: Person, given: Iterable[Addressed], outbox_id: int | None) -> None:
    """The message with this number carries these to the person; None where they found them by themselves."""
    _write(session, _rows(person.id, given, outbox_id))


def hand_over_each(session: Session, given: Iterable[tuple[int, Iterable[Addressed], int | None]]) -> None:
    """The same for many: (person, letters, message). Of whoever got no message nothing is written."""
    _write(
        session, [row for who, letters, number in given if number is not None for row in _rows(who, letters, number)]
    )


def _rows(person_id: int, given: Iterable[Addressed], outbox_id: int | None) -> list[dict[str, Any]]:
    return [
        {
            "circular_id": one.circular.id,
            "version": one.circular.version,
            "org_unit_id": unit.id,
            "person_id": person_id,
            "outbox_id": outbox_id,
        }
        for one in given
        for unit in one.units
    ]


def _write(session: Session, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert_into(session, CircularReceipt).on_conflict_do_nothing(), rows)


def opened(session: Session, person: Person, one: Addressed, at: datetime) -> None:
    """The person has opened it in the chat or on its page; only the first time counts."""
    _happened(session, person, one, "opened_at", at)
    _office(session, one, "opened")


def scrolled(session: Session, person: Person, one: Addressed, at: datetime) -> None:
    """The person has come to the end of its page; only the first time counts."""
    _happened(session, person, one, "scrolled_at", at)


def acknowledge(session: Session, person: Person, one: Addressed, at: datetime, how: How) -> list[Acknowledged]:
    """รับทราบ of all the person's offices that it is addressed to: a receipt each. The first one of an office stands;
    a colleague's later one is kept beside it. What is still queued to remind the office of it is not sent."""
    done = []
    for unit, role in zip(one.units, one.roles, strict=True):
        first = _first_acknowledged(session, one, unit)
        receipt = _receipt(session, person, one, unit)
        if receipt.acknowledged_at is None:
            receipt.acknowledged_at, receipt.role, receipt.how = at, role, how
            receipt.file_sha256 = one.version.file_sha256
        done.append(Acknowledged(unit, first or at, first is None))
    session.flush()
    _office(session, one, "acknowledged")
    taking_back.of_offices(session, one.circular, [unit.id for unit in one.units])
    return done


def _first_acknowledged(session: Session, one: Addressed, unit: OrgUnit) -> datetime | None:
    return session.scalar(
        select(func.min(CircularReceipt.acknowledged_at)).where(
            CircularReceipt.circular_id == one.circular.id,
            CircularReceipt.version == one.version.version,
            CircularReceipt.org_unit_id == unit.id,
        )
    )


def _happened(session: Session, person: Person, one: Addressed, what: str, at: datetime) -> None:
    for unit in one.units:
        receipt = _receipt(session, person, one, unit)
        if getattr(receipt, what) is None:
            setattr(receipt, what, at)
    session.flush()


def _receipt(session: Session, person: Person, one: Addressed, unit: OrgUnit) -> CircularReceipt:
    hand_over(session, person, [Addressed(one.circular, one.version, (unit,), ())], None)
    return session.scalars(
        select(CircularReceipt).where(
            CircularReceipt.circular_id == one.circular.id,
            CircularReceipt.version == one.version.version,
            CircularReceipt.org_unit_id == unit.id,
            CircularReceipt.person_id == person.id,
        )
    ).one()


def _office(session: Session, one: Addressed, mark: str) -> None:
    """The office has got so far with this version, and so was reached."""
    version = one.version.version
    columns = {mark: getattr(CircularOffice, mark), "reached": CircularOffice.reached}
    for name, column in columns.items():
        session.execute(
            update(CircularOffice)
            .where(
                CircularOffice.circular_id == one.circular.id,
                CircularOffice.org_unit_id.in_([unit.id for unit in one.units]),
                column < version,
            )
            .values({name: version})
            .execution_options(synchronize_session=False)
        )


_OF_ALL = (
    select(Circular, CircularVersion, OrgUnit, Membership.role, CircularOffice.acknowledged)
    .select_from(Membership)
    .join(OrgUnit, OrgUnit.id == Membership.org_unit_id)
    .join(CircularOffice, CircularOffice.org_unit_id == OrgUnit.id)
    .join(Circular, Circular.id == CircularOffice.circular_id)
    .join(
        CircularVersion,
        and_(CircularVersion.circular_id == Circular.id, CircularVersion.version == Circular.version),
    )
    .where(speaks_for_unit(), Circular.state == CircularState.PUBLISHED, CircularOffice.removed_in.is_(None))
    .order_by(
        CircularVersion.must_acknowledge.desc(),
        func.coalesce(CircularVersion.ack_by, date.max),
        CircularVersion.published_at.desc(),
        Circular.id.desc(),
        Membership.id,
    )
)
_OF_PEOPLE = _OF_ALL.where(Membership.person_id.in_(bindparam("people", expanding=True)))
_OF_CODE = _OF_PEOPLE.where(Circular.code == bindparam("code"))
_IS_KNOWN = (
    select(CircularReceipt.id)
    .where(
        CircularReceipt.circular_id == Circular.id,
        CircularReceipt.version == Circular.version,
        CircularReceipt.org_unit_id == OrgUnit.id,
        CircularReceipt.person_id == Membership.person_id,
    )
    .exists()
)
_IS_DONE = CircularOffice.acknowledged >= Circular.version
_IS_NEWS = and_(~CircularVersion.must_acknowledge, CircularVersion.published_at > bindparam("since"))
_UNDONE = _OF_PEOPLE.where(~_IS_DONE).add_columns(Membership.person_id)
_WAITING = _UNDONE.where(~_IS_KNOWN, or_(CircularVersion.must_acknowledge, _IS_NEWS))
_WAITING_AGAIN = _UNDONE.where(or_(CircularVersion.must_acknowledge, and_(~_IS_KNOWN, _IS_NEWS)))


def _grouped(rows: Iterable[Any]) -> list[Addressed]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row[0].id, []).append(row)
    return [
        Addressed(
            of[0][0],
            of[0][1],
            tuple(unit for _, _, unit, _, _ in of),
            tuple(role for *_, role, _ in of),
            frozenset(unit.id for _, version, unit, _, mark in of if mark >= version.version),
        )
        for of in found.values()
    ]
