"""Circulars that are pushed, each push counted by LINE: to whom, and when that is worth it.

A letter to a few offices goes out at once. One to many rides on what is said anyway, replies and the month's reminders,
which costs nothing; only when its day is near are the offices that have not been reached sent it, one person each, and
for one letter never more than half as many messages as it has offices (`docs/decisions/0023`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import Session, lazyload

from bot.ladder import evening
from bot.line.render import render
from bot.message_class import MessageClass
from bot.schedule import is_workday, local_day
from bot.texts.circulars.card import LISTED, card
from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularState, CircularVersion
from models.circulars.receipt import CircularOffice, CircularReceipt
from models.membership.membership import Membership, Role
from models.membership.person import Person
from models.messaging import outbox
from models.org_unit import OrgUnit
from services.circulars.audience import speaks_for_unit
from services.circulars.lines import lines_of
from services.circulars.receipts import NEWS, Addressed, hand_over_each
from services.circulars.taking_back import PURPOSE
from services.messaging.outbox import address_of

AT_ONCE = 100
"""A letter to so many offices, or fewer, is pushed to everybody as soon as it is published."""
SHARE = 2
"""Of a letter to more, one counted message for so many offices."""
BEFORE = 3
"""Working days before its last day from which it is pushed."""
KEYS = UUID("0e1f5a52-5f0b-5c0a-8e5b-6a3a1c0de4f7")


@dataclass(frozen=True, slots=True)
class Announcement:
    """One push to one person with the letters it carries, the most pressing first."""

    person_id: int
    letters: tuple[Addressed, ...]
    message_class: MessageClass = MessageClass.ANNOUNCEMENT


@dataclass(frozen=True, slots=True)
class _Letter:
    circular: Circular
    version: CircularVersion
    offices: int
    counted: int

    @property
    def is_small(self) -> bool:
        return self.offices <= AT_ONCE

    @property
    def room(self) -> int:
        return self.offices // SHARE - self.counted

    def is_due(self, day: date) -> bool:
        if self.is_small:
            return True
        if not self.version.must_acknowledge or self.version.ack_by is None or self.room <= 0:
            return False
        return first_day(self.version.ack_by) <= day


def first_day(ack_by: date) -> date:
    """The day from which a letter with this last day is pushed."""
    day, left = ack_by, BEFORE
    while left:
        day -= timedelta(days=1)
        left -= is_workday(day)
    return day


def wanted(session: Session, now: datetime, but: Collection[int] = ()) -> list[Announcement]:
    """Pushes that are due now, the most pressing letters first. `but`: people who are not to be disturbed now. Two
    statements, and one for each letter that is due."""
    day = local_day(now)
    mine: dict[int, list[Addressed]] = defaultdict(list)
    for letter in _letters(session, now):
        if not letter.is_due(day):
            continue
        chosen = _people(session, letter)
        if not letter.is_small:
            chosen = _one_an_office(chosen)[: letter.room]
        for person_id, found in _by_person(letter, chosen).items():
            if person_id not in but and len(mine[person_id]) < LISTED:
                mine[person_id].append(found)
    return [Announcement(person_id, tuple(letters)) for person_id, letters in mine.items() if letters]


def write(session: Session, announcements: Sequence[Announcement], now: datetime) -> dict[int, int]:
    """Puts these pushes on their way: person → outbox id of those that were new. Whoever else plans the same at the
    same time writes nothing. What was withdrawn or corrected since they were planned is left out."""
    announcements = _still(session, announcements)
    drawn: dict[tuple[int, ...], Any] = {}
    rows = []
    for one in announcements:
        key = tuple(letter.circular.id for letter in one.letters)
        if key not in drawn:
            lines = lines_of(session, [(letter.circular, letter.version) for letter in one.letters])
            drawn[key] = render([card(lines)], address_of(session))
        rows.append(_row(one, drawn[key], now))
    if not rows:
        return {}
    ids = outbox.write_once(session, rows)
    hand_over_each(session, [(one.person_id, one.letters, ids.get(one.person_id)) for one in announcements])
    return ids


def _still(session: Session, announcements: Sequence[Announcement]) -> list[Announcement]:
    """These with those of their letters that are in force, which they are then until the transaction ends."""
    versions = circulars.in_force(session, {letter.circular.id for one in announcements for letter in one.letters})
    found = []
    for one in announcements:
        letters = tuple(each for each in one.letters if versions.get(each.circular.id) == each.version.version)
        if letters:
            found.append(replace(one, letters=letters))
    return found


def _row(one: Announcement, messages: list[Any], now: datetime) -> Mapping[str, Any]:
    day = local_day(now)
    letters = " ".join(f"{letter.circular.id}.{letter.version.version}" for letter in one.letters)
    return {
        "person_id": one.person_id,
        "purpose": PURPOSE,
        "messages": messages,
        "must_arrive": True,
        "retry_key": str(uuid5(KEYS, f"{one.person_id} {day} {letters}")),
        "next_try_at": now,
        "send_before": evening(day),
        "created_at": now,
    }


def _letters(session: Session, now: datetime) -> list[_Letter]:
    """Of those published lately, with the offices and the counted messages of each, by their last day."""
    query = (
        select(Circular.id, func.count(), func.sum(CircularOffice.counted))
        .join(CircularOffice, CircularOffice.circular_id == Circular.id)
        .where(
            Circular.state == CircularState.PUBLISHED,
            Circular.published_at > now - NEWS,
            CircularOffice.removed_in.is_(None),
        )
        .group_by(Circular.id)
    )
    counts = {circular_id: (offices, int(counted)) for circular_id, offices, counted in session.execute(query)}
    if not counts:
        return []
    letters = (
        select(Circular, CircularVersion)
        .join(
            CircularVersion,
            and_(CircularVersion.circular_id == Circular.id, CircularVersion.version == Circular.version),
        )
        .where(Circular.id.in_(counts))
        .order_by(func.coalesce(CircularVersion.ack_by, date.max), Circular.id)
    )
    return [_Letter(one, version, *counts[one.id]) for one, version in session.execute(letters).unique()]


def _people(session: Session, letter: _Letter) -> list[tuple[int, OrgUnit, str]]:
    """(person, office, role) of those who have no receipt of this version; of a letter to many offices only where
    nobody of the office has one. Officers first, those who were here last before others."""
    has_receipt = (
        select(CircularReceipt.id)
        .where(
            CircularReceipt.circular_id == letter.circular.id,
            CircularReceipt.version == letter.version.version,
            CircularReceipt.org_unit_id == OrgUnit.id,
            CircularReceipt.person_id == Person.id if letter.is_small else true(),
        )
        .exists()
    )
    # Of whom to say it to where only one of an office is told.
    is_deputy: ColumnElement[bool] = Membership.role == Role.DEPUTY
    query = (
        select(Person.id, OrgUnit, Membership.role)
        .select_from(CircularOffice)
        .join(OrgUnit, OrgUnit.id == CircularOffice.org_unit_id)
        .join(Membership, Membership.org_unit_id == OrgUnit.id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            CircularOffice.circular_id == letter.circular.id,
            CircularOffice.removed_in.is_(None),
            CircularOffice.acknowledged < letter.version.version,
            speaks_for_unit(),
            Person.is_reachable,
            ~has_receipt,
        )
        .order_by(OrgUnit.id, is_deputy, Person.last_event_at.desc(), Membership.id)
        .options(lazyload(OrgUnit.parent))
    )
    return [(person_id, unit, role) for person_id, unit, role in session.execute(query)]


def _one_an_office(chosen: Iterable[tuple[int, OrgUnit, str]]) -> list[tuple[int, OrgUnit, str]]:
    first: dict[int, tuple[int, OrgUnit, str]] = {}
    for row in chosen:
        first.setdefault(row[1].id, row)
    return [*first.values()]


def _by_person(letter: _Letter, chosen: Iterable[tuple[int, OrgUnit, str]]) -> dict[int, Addressed]:
    units: dict[int, list[tuple[OrgUnit, str]]] = defaultdict(list)
    for person_id, unit, role in chosen:
        units[person_id].append((unit, role))
    return {
        person_id: Addressed(
            letter.circular, letter.version, tuple(unit for unit, _ in mine), tuple(role for _, role in mine)
        )
        for person_id, mine in units.items()
    }
