"""Who is told what was decided about a report: its office's people, and the one who had sent it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.interview.sent import SentAnswer
from bot.interview.state.types import SentBack
from bot.messages import Message
from bot.texts.reviewing import returned as words
from bot.texts.reviewing import returning as told
from bot.thai.dates import write_weekday_date
from bot.thai.units import full_name, office_name
from models.membership.membership import REPORTING_ROLES, Membership, MembershipState
from models.membership.person import Person
from models.reporting.report import Report
from models.reporting.report_event import ReportEvent
from services.access.jurisdiction import jurisdiction_of
from services.messaging.outbox import queue_push


def sent_back(
    session: Session,
    report: Report,
    by: Person,
    points: Sequence[tuple[SentBack, str]],
    until: date,
    now: datetime,
) -> int:
    """One message to each of the office's people; how many there were. `points` have the name of their question."""
    said = [(name, point.shown, point.reason, point.words) for point, name in points]
    office, day = office_of(session, by, report), write_weekday_date(until)
    card = words.sent_back(*_of(report), office, said, report.id, day)
    return _tell_office(session, report, card, now)


def unlocked(session: Session, report: Report, by: Person, reason: str, until: date, now: datetime) -> int:
    """The same where an approval was withdrawn."""
    office, day = office_of(session, by, report), write_weekday_date(until)
    card = words.unlocked(*_of(report), office, reason, report.id, day)
    return _tell_office(session, report, card, now)


def resubmitted(session: Session, report: Report, now: datetime) -> None:
    """Tells the one who sent the report back that it has come again, as long as it is still theirs to look at."""
    query = select(ReportEvent.person_id).where(ReportEvent.report_id == report.id, ReportEvent.action == "returned")
    person_id = session.scalar(query.order_by(ReportEvent.id.desc()).limit(1))
    person = session.get(Person, person_id) if person_id is not None else None
    if person is None or not jurisdiction_of(session, person).covers(report.unit):
        return
    card = told.came_again(*_of(report), report.id)
    queue_push(session, person, [card], now=now, purpose="notice")


def replied(session: Session, report: Report, by: Person, line: SentAnswer, said: str, now: datetime) -> int:
    """The same where a supervisor replies to an answer of theirs."""
    card = told.replied(*_of(report), office_of(session, by, report), line.label, line.shown, said)
    return _tell_office(session, report, card, now)


def office_of(session: Session, by: Person, report: Report) -> str:
    """The office in whose name this person acts on the report."""
    assignment = jurisdiction_of(session, by).post_over(report.unit)
    return office_name(assignment.unit) if assignment else ""


def _of(report: Report) -> tuple[str, str, str]:
    """(period, programme, office) as every notice names them."""
    return report.period, report.programme.title, full_name(report.unit)


def _tell_office(session: Session, report: Report, message: Message, now: datetime) -> int:
    query = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.org_unit_id == report.org_unit_id,
            Membership.role.in_(REPORTING_ROLES),
            Membership.state == MembershipState.ACTIVE,
        )
        .order_by(Person.id)
    )
    people = session.scalars(query).unique().all()
    return sum(queue_push(session, one, [message], now=now, purpose="notice") is not None for one in people)
