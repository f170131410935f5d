"""A person's message of the day as rows: its words final, its retry key fixed, and the reminders it carries.

The scheduler's reminders and a supervisor's manual reminder are the same message to the tables: whichever is written
first is the day's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.ladder import AMENDED, evening
from bot.line.render import render
from bot.messages import Card
from bot.schedule import local_day
from bot.texts.circulars.card import LISTED
from bot.texts.reminding.reminders import Phase, ReminderLine, reminder
from bot.thai.units import short_name
from models.among import among
from models.membership.person import Person
from models.messaging import outbox
from models.programme import Programme
from models.put import insert_all, insert_into
from models.reminding.reminder import WAITS_FOR_REPLY, Reminder
from models.reporting.report import SENT, Report, ReportStatus
from services.circulars import receipts
from services.circulars.carried import circulars
from services.circulars.receipts import Addressed
from services.messaging.outbox import address_of
from services.reminding.cards import Cards
from services.reminding.outstanding import Office, ReminderItem
from services.reminding.reminders import PURPOSE

KEYS = UUID("5d5c1d0a-6b0e-5c8e-9a59-0d6a0b1f2c77")

Words = Callable[[Sequence[ReminderLine], bool], Card]
Month = tuple[int, int, str]  # programme, office, period


@dataclass(frozen=True, slots=True)
class Rows:
    """One message with the reminders it carries, ready to be inserted; `outbox_id` is still to come. `letters` are
    circulars that ride along, which costs nothing."""

    person_id: int
    message: dict[str, Any]
    reminders: list[dict[str, Any]]
    letters: Sequence[Addressed] = ()

    @property
    def months(self) -> set[Month]:
        """Those that are still to be sent, which a change of what was sent is not."""
        rows = (row for row in self.reminders if not row["kind"].startswith(AMENDED))
        return {(row["programme_id"], row["org_unit_id"], row["period"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Names:
    """What the words need besides the items. `taken_back`: person → messages of that day that never went out. `cards`
    are those that were drawn with them. `without_nothing`: programmes whose form has no answer that says that nothing
    was done."""

    programmes: Mapping[int, Programme]
    offices: Mapping[int, Office]
    taken_back: Mapping[int, int]
    without_nothing: Collection[int] = frozenset()
    cards: Cards = field(default_factory=Cards)


def rows(
    session: Session,
    person_id: int,
    items: Sequence[ReminderItem],
    names: Names,
    now: datetime,
    at: datetime,
    words: Words | None = None,
    letters: Sequence[Addressed] = (),
) -> Rows:
    """The message that `person_id` gets on the day of `at`, not before `at` and not after office hours.

    `words` writes the card from the lines and whether it can wait until tomorrow; None for a reminder's own. `letters`
    wait for the person and come first, so that the reminder stands last on the screen.
    """
    day, letters = local_day(at), letters[:LISTED]
    can_wait = any(day < item.outstanding.window.locks for item in items if not item.outstanding.amended_kind)
    lines = [_line(item, names, day) for item in items]
    message = {
        "person_id": person_id,
        "purpose": PURPOSE,
        "messages": _drawn(session, lines, can_wait, names, words, letters),
        "must_arrive": True,
        "retry_key": retry_key(person_id, day, names.taken_back.get(person_id, 0)),
        "next_try_at": at,
        "send_before": evening(day),
        "created_at": now,
    }
    return Rows(person_id, message, reminders_of(person_id, items, at), letters)


def reminders_of(person_id: int, items: Sequence[ReminderItem], at: datetime) -> list[dict[str, Any]]:
    """The rows that tick these months off, without the message that carries them."""
    return [
        {
            "person_id": person_id,
            "programme_id": item.outstanding.programme_id,
            "org_unit_id": item.outstanding.unit_id,
            "period": str(item.outstanding.window.period),
            "kind": kind,
            "planned_at": at,
        }
        for item in items
        for kind in item.kinds
    ]


def retry_key(person_id: int, day: date, taken_back: int) -> str:
    """The same for whoever plans this person's message of this day: it can be queued once, and LINE takes it once.

    `taken_back` counts the day's messages that were withdrawn unsent, each of which frees one more.
    """
    return str(uuid5(KEYS, f"{person_id} {day} {taken_back}"))


def insert_each_once(session: Session, ready: Sequence[Rows]) -> dict[int, int]:
    """Writes these messages with their reminders: person → outbox id of those who got theirs. Of whoever's message of
    the day is there already nothing is written.

    Raises IntegrityError where a reminder was written with another message meanwhile.
    """
    if not ready:
        return {}
    # One order for all writers: two of them then wait for each other, and never in a ring.
    ready = sorted(ready, key=lambda one: one.person_id)
    ids = outbox.write_once(session, [one.message for one in ready])
    reminders = [
        row | {"outbox_id": ids[one.person_id]} for one in ready if one.person_id in ids for row in one.reminders
    ]
    if reminders:
        _supersede(session, reminders)
        insert_all(session.connection(), insert_into(session, Reminder), reminders)
    if given := [(one.person_id, one.letters, ids.get(one.person_id)) for one in ready if one.letters]:
        receipts.hand_over_each(session, given)
    return ids


def wait_for_reply(session: Session, reminders: Sequence[Mapping[str, Any]]) -> None:
    """Has these reminders, columns by name, said with the next reply to their person, free of charge; those that wait
    already or were said are left as they are."""
    session.execute(insert_into(session, Reminder).on_conflict_do_nothing(), reminders)
    # After the rows: whoever takes them first unsets the mark, and so sees all that were there. Also where it is set: a
    # reply that is just unsetting it is waited for.
    people = {row["person_id"] for row in reminders}
    session.execute(
        update(Person)
        .where(Person.id.in_(people))
        .values(awaits_reminder=True)
        .execution_options(synchronize_session=False)
    )


def _supersede(session: Session, reminders: Sequence[Mapping[str, Any]]) -> None:
    """What waits for a reply and is about the same months need not be said any more."""
    columns = (Reminder.person_id, Reminder.org_unit_id, Reminder.programme_id, Reminder.period)
    same = [among(session, column, (row[column.key] for row in reminders)) for column in columns]
    session.execute(delete(Reminder).where(WAITS_FOR_REPLY, *same).execution_options(synchronize_session=False))


def sent_meanwhile(session: Session, months: set[Month]) -> set[Month]:
    """Those of these months that have been sent by now."""
    query = select(Report.programme_id, Report.org_unit_id, Report.period).where(
        among(session, Report.org_unit_id, (unit_id for _, unit_id, _ in months)),
        among(session, Report.period, (period for _, _, period in months)),
        Report.status.in_(SENT),
    )
    return {(by, unit, period) for by, unit, period in session.execute(query)} & months


def _drawn(
    session: Session,
    lines: Sequence[ReminderLine],
    can_wait: bool,
    names: Names,
    words: Words | None,
    letters: Sequence[Addressed],
) -> object:
    address = address_of(session)
    if words is None and not letters:
        return names.cards.draw(lines, address, can_wait=can_wait)
    card = words(lines, can_wait) if words else reminder(lines, can_wait=can_wait)
    return render([*(circulars(session, letters) if letters else ()), card], address)


def _line(item: ReminderItem, names: Names, day: date) -> ReminderLine:
    outstanding, window = item.outstanding, item.outstanding.window
    asked, office = names.programmes[outstanding.programme_id], names.offices[outstanding.unit_id]
    return ReminderLine(
        programme=asked.code,
        subject=asked.title,
        unit=office.code,
        office=short_name(office),
        period=str(window.period),
        due=window.due,
        locks=window.locks,
        phase=_phase(item, day),
        is_begun=outstanding.state is not None,
        can_be_nothing=asked.id not in names.without_nothing,
    )


def _phase(item: ReminderItem, day: date) -> Phase:
    if item.outstanding.amended_kind:
        return Phase.AMENDED
    if item.outstanding.state == ReportStatus.RETURNED:
        return Phase.RETURNED
    due = item.outstanding.window.due
    if day > due:
        return Phase.OVERDUE
    if day == due:
        return Phase.DUE
    return Phase.OPENED if day < due - timedelta(days=2) else Phase.BEFORE
