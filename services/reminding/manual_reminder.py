"""A supervisor's manual reminder: whom it would reach and what it costs, then one message to each of them.

It is the person's one message of the day (`services/reminding/daily_message`): whoever has had that is not reminded
again, be it by the clock or by another supervisor, and what the clock would have said today goes with it. So pressing
twice is harmless. What an office sends meanwhile is taken back as any reminder is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.messages import Card
from bot.texts.reminding import follow_up as words
from bot.texts.reminding.reminders import ReminderLine
from bot.thai.units import office_name
from models import audit_log
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.programme import Programme
from services.access.jurisdiction import acting_for
from services.reminding.daily_message import insert_each_once, rows
from services.reminding.preview import Eligibility, ManualReminder, PreviewBuilder

# More takes longer than an answer in the chat may: the desk's page sends those.
MOST_IN_CHAT = 300


def preview(
    session: Session,
    asked: Programme,
    period: str,
    unit: OrgUnit,
    now: datetime,
    only: Collection[str] | None = None,
) -> ManualReminder:
    """What `send` would do at this moment. `only` narrows it to offices with these codes. Changes nothing.

    Raises ValueError for what is no month.
    """
    return PreviewBuilder(session, asked, period, unit, now, only).manual_reminder


def send(
    session: Session,
    asked: Programme,
    period: str,
    unit: OrgUnit,
    by: Person,
    now: datetime,
    only: Collection[str] | None = None,
    *,
    people: int | None = None,
) -> ManualReminder | None:
    """Reminds everybody whom `preview` would name now, and says what was really done. The caller has asked
    `services/access/jurisdiction` whether the area is theirs.

    `people` is the figure that was looked at and confirmed: where it is another by now nothing is done, and None comes
    back. None for whomever it reaches."""
    look = PreviewBuilder(session, asked, period, unit, now, only)
    if people is not None and look.manual_reminder.people != people:
        return None
    office = office_name(acting_for(session, by, unit))

    def card(lines: Sequence[ReminderLine], can_wait: bool) -> Card:
        return words.manual_reminder(office, lines, can_wait)

    ready = [
        rows(session, person_id, items, look.names, now, at=look.at, words=card) for person_id, items in look.items()
    ]
    reached = insert_each_once(session, ready)
    if look.at <= now:
        session.info.setdefault("queued", []).extend(reached.items())
    done = look.done(reached)
    if reached:
        reminded = done.of(Eligibility.REMIND)
        audit_log.note(
            session,
            now,
            "nudge",
            person_id=by.id,
            unit_id=unit.id,
            subject=f"org_unit:{unit.id}",
            programme=asked.code,
            period=period,
            offices=len(reminded),
            people=done.people,
        )
    return done
