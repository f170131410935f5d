"""Reminders that go with a reply, which costs nothing: those that are not worth a counted message, and those for which
the month's quota had no room.

They wait as rows without a message, and a mark on their person says that there are any: an answer to anybody else asks
the database nothing. What is said is made when it is said, from what the person's offices owe by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.limits import MESSAGES_A_CALL
from bot.line.render import render
from bot.messages import Message
from bot.schedule import local_day
from bot.texts.desk.desk import place_name
from bot.texts.reminding import carried as words
from bot.thai.units import short_name
from models.membership.membership import SUPERVISING_ROLES, active_of
from models.membership.person import Person
from models.messaging.outbox import Outbox
from models.reminding.reminder import DIGEST, WAITS_FOR_REPLY, Reminder
from services.circulars import carried as circulars
from services.messaging.outbox import address_of
from services.obligations.due_months import open_obligations

# How long it is news to a supervisor how a month went.
NEWS = timedelta(days=31)
_GIVEN = "reminders"


def ahead_of(session: Session, person: Person, messages: Sequence[Message], now: datetime) -> list[Message]:
    """The answer to an event of this person, who awaits a reminder or a circular, with what waits for it before it.

    It goes on waiting where there is no answer, no room beside it, or where the answer asks the next question of a
    report: nobody is interrupted in the middle of one.
    """
    is_asked = session.info.get("asks") is not None
    room = MESSAGES_A_CALL - len(render(messages, address_of(session)))
    if is_asked or not messages or room < 1:
        return list(messages)
    letters = circulars.take(session, person, now) if person.awaits_circular else []
    reminders = take(session, person, now) if person.awaits_reminder and len(letters) < room else []
    return [*letters, *reminders, *messages]


def take(session: Session, person: Person, now: datetime) -> list[Message]:
    """What waits to be said to this person, as one message; empty where all of it has been done by now. Call it in the
    transaction of the reply, and `given` once that is written."""
    person.awaits_reminder = False
    # First of all: whoever adds to it waits for this row, and sets the mark anew.
    session.flush()
    rows = session.scalars(select(Reminder).where(Reminder.person_id == person.id, WAITS_FOR_REPLY)).all()
    months = _months(session, person, [row for row in rows if not row.kind.startswith(DIGEST)], now)
    summaries = _summaries(session, person, [row for row in rows if row.kind.startswith(DIGEST)], now)
    said = {*months, *summaries}
    session.info[_GIVEN] = [row.id for row in rows if _key(row) in said]
    done = Reminder.id.in_([row.id for row in rows if _key(row) not in said])
    session.execute(delete(Reminder).where(done).execution_options(synchronize_session=False))
    return [words.carried([*months.values()], [*dict.fromkeys(summaries.values())])] if said else []


def given(session: Session, person: Person, reply: Outbox | None, now: datetime) -> None:
    """The reply, which has its number now, carries what `ahead_of` put before it: letters and reminders."""
    circulars.given(session, person, reply)
    ids: list[int] = session.info.pop(_GIVEN, [])
    if not ids:
        return
    if reply is None:
        person.awaits_reminder = True
        return
    said = update(Reminder).where(Reminder.id.in_(ids)).values(carried_at=now, carried_in=reply.id)
    session.execute(said.execution_options(synchronize_session=False))


Key = tuple[int, int, str]  # programme, office or area, period


def _key(row: Reminder) -> Key:
    return row.programme_id, row.org_unit_id, row.period


def _months(session: Session, person: Person, rows: Sequence[Reminder], now: datetime) -> dict[Key, words.Month]:
    """Those that are still to be sent, or a change of them, oldest due first."""
    wanted = {_key(row) for row in rows}
    owed = open_obligations(session, person, now) if wanted else []
    return {
        (one.programme.id, one.unit.id, one.period): words.Month(
            short_name(one.unit),
            one.programme.title,
            one.period,
            one.due,
            one.locks,
            not one.is_on_time(now),
            one.is_amended,
        )
        for one in owed
        if one.is_open and one.waits and (one.programme.id, one.unit.id, one.period) in wanted
    }


def _summaries(session: Session, person: Person, rows: Sequence[Reminder], now: datetime) -> dict[Key, words.Summary]:
    """Those of areas that the person still supervises, unless it is old news."""
    rows = [row for row in rows if local_day(now) - local_day(row.planned_at) <= NEWS]
    areas = {one.unit.id: one.unit for one in active_of(session, person, SUPERVISING_ROLES)} if rows else {}
    return {
        _key(row): words.Summary(place_name(areas[row.org_unit_id]), row.period)
        for row in rows
        if row.org_unit_id in areas
    }
