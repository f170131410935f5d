"""Reminders on their way: taken back when the report is sent, put off as the officer wishes, said again if lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.ladder import AMENDED
from bot.schedule import local_day
from models.membership.person import Person
from models.messaging.outbox import LOST_STATES, Outbox, OutboxState
from models.reminding import snooze
from models.reminding.reminder import Reminder
from models.reporting.conversation import About, Conversation
from models.reporting.report import SENT, Report
from services.obligations.due_months import Obligation, open_obligations

PURPOSE = "reminder"
DIGEST_PURPOSE = "digest"
# No message is lost later than this after its last try.
LOOKED_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tomorrow:
    """The answer to "remind me tomorrow". `on` is the day; None where nothing is `waiting` or all will be locked."""

    on: date | None
    waiting: list[Obligation]


def stop(session: Session, report: Report, now: datetime) -> int:
    """Takes back what is queued but not yet sent about this report; returns how many messages that were.

    What else those messages carried is free to be planned again. Call it in the transaction that submits.
    """
    return stop_for(session, report.programme_id, [report.org_unit_id], report.period, now)


def stop_for(session: Session, programme_id: int, org_unit_ids: Sequence[int], period: str, now: datetime) -> int:
    """The same for this month of several offices: where its words name a due day that no longer holds."""
    about = select(Reminder.outbox_id).where(
        Reminder.org_unit_id.in_(org_unit_ids), Reminder.programme_id == programme_id, Reminder.period == period
    )
    return _take_back(session, session.scalars(_unsent(now).where(Outbox.id.in_(about))).all(), now)


def stale(session: Session, now: datetime) -> Sequence[int]:
    """Ids of unsent reminders and digests that must not go out any more: their hours are over, the report (or the
    change of it) was sent in the same instant as they were planned, or the person cannot be reached."""
    query = (
        _unsent(now, PURPOSE, DIGEST_PURPOSE)
        .join(Person, Outbox.person_id == Person.id)
        .outerjoin(Reminder, Reminder.outbox_id == Outbox.id)
        .outerjoin(
            Report,
            and_(
                Report.programme_id == Reminder.programme_id,
                Report.org_unit_id == Reminder.org_unit_id,
                Report.period == Reminder.period,
            ),
        )
        .outerjoin(Conversation, and_(Conversation.report_id == Report.id, Conversation.about == About.AMENDMENT))
        .where(
            or_(
                Outbox.send_before <= now,
                and_(Report.status.in_(SENT), or_(~Reminder.kind.startswith(AMENDED), Conversation.id.is_(None))),
                ~Person.is_reachable,
            )
        )
    )
    return session.scalars(query.distinct()).all()


def clear(session: Session, outbox_ids: Sequence[int], now: datetime) -> int:
    """Takes back these messages as far as they are still unsent; what they carried may be planned again."""
    return _take_back(session, outbox_ids, now)


def lost(session: Session, now: datetime) -> Sequence[int]:
    """Ids of reminders that went with a reply which never arrived, to people who can be reached."""
    mine = and_(Outbox.person_id == Reminder.person_id, Outbox.id == Reminder.carried_in)
    query = select(Reminder.id).join(Outbox, mine).join(Person, Person.id == Reminder.person_id)
    is_lost = Outbox.state.in_(LOST_STATES), Outbox.next_try_at > now - LOOKED_BACK, Person.is_reachable
    return session.scalars(query.where(*is_lost)).all()


def wait_again(session: Session, reminder_ids: Sequence[int]) -> None:
    """These wait for the person's next reply once more."""
    again = update(Reminder).where(Reminder.id.in_(reminder_ids)).values(carried_at=None, carried_in=None)
    people = session.scalars(again.returning(Reminder.person_id).execution_options(synchronize_session=False)).all()
    marked = update(Person).where(Person.id.in_(people)).values(awaits_reminder=True)
    session.execute(marked.execution_options(synchronize_session=False))


def tomorrow(session: Session, person: Person, now: datetime) -> Tomorrow:
    """Notes the wish to be reminded again tomorrow morning and not before; the newest wish counts."""
    waiting = [obligation for obligation in open_obligations(session, person, now) if not obligation.is_sent]
    on = local_day(now) + timedelta(days=1)
    if not any(on <= obligation.locks for obligation in waiting):
        return Tomorrow(None, waiting)
    snooze.wish(session, person.id, on)
    _take_back(session, session.scalars(_unsent(now).where(Outbox.person_id == person.id)).all(), now)
    return Tomorrow(on, waiting)


def _is_unsent(now: datetime) -> ColumnElement[bool]:
    # A claim that has run out is a dead sender's.
    return or_(
        Outbox.state == OutboxState.PENDING, and_(Outbox.state == OutboxState.SENDING, Outbox.claimed_until < now)
    )


def _unsent(now: datetime, *purposes: str) -> Select[int]:
    return select(Outbox.id).where(Outbox.purpose.in_(purposes or (PURPOSE,)), _is_unsent(now))


def _take_back(session: Session, outbox_ids: Sequence[int], now: datetime) -> int:
    """A message that was tried may have arrived although nobody answered: what it carried counts as reminded."""
    if not outbox_ids:
        return 0
    dropped = {"state": OutboxState.DROPPED, "next_try_at": now, "claimed_until": None, "error": "taken back"}
    taken = session.scalars(
        update(Outbox)
        .where(Outbox.id.in_(outbox_ids), _is_unsent(now))
        .values(dropped)
        .returning(Outbox.id)
        .execution_options(synchronize_session=False)
    ).all()
    untried = select(Outbox.id).where(Outbox.id.in_(taken), Outbox.attempts == 0)
    session.execute(
        delete(Reminder).where(Reminder.outbox_id.in_(untried)).execution_options(synchronize_session=False)
    )
    return len(taken)
