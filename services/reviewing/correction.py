"""What lets an office correct a report that was sent back: an open month, and a guided conversation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.interview import interview
from bot.interview.asking.returned import set_returned, was_returned
from bot.interview.state.types import SentBack
from bot.schedule import local_day
from bot.texts.reviewing import returned as words
from models.membership.person import Person
from models.reporting import conversation as conversations
from models.reporting import report_event
from models.reporting.conversation import Conversation
from models.reporting.report import Report
from models.reporting.report_event import ReportEvent
from services.forms.compiled import NoForm, form_of
from services.obligations import due_months
from services.obligations.extensions import move_later

# So many days an office has at least, counted from the day on which the report was sent back.
CORRECTION_DAYS = 3


def keep_open(session: Session, report: Report, by: Person, now: datetime) -> date:
    """The last day on which the office can send the report again: the month's lock day, or later where that has come or
    is near. Whether the report was on time is settled and does not change by it."""
    obligation = due_months.obligation_of(session, report.programme, report.unit, report.period, now)
    wanted = local_day(now) + timedelta(days=CORRECTION_DAYS)
    if obligation is not None and obligation.locks >= wanted:
        return obligation.locks
    whose = report.programme, report.period, [report.org_unit_id]
    move_later(session, *whose, wanted, words.TO_MEND, by, now, keeps_reason=True)
    return wanted


def prepare(session: Session, report: Report, points: Sequence[SentBack]) -> None:
    """The office's conversation, where there is one, leads to these questions from now on; whatever its officer is at
    just now is answered first, and nothing is sent without them."""
    conversation = conversations.of_report(session, report.id, alone=True)
    if conversation is not None and conversation.state:
        conversation.state = set_returned(conversation.state, points)
        session.flush()


def is_led(conversation: Conversation) -> bool:
    """Whether the conversation knows of what was sent back, corrected or not."""
    return was_returned(conversation.state)


def points_of(session: Session, report: Report, now: datetime) -> list[SentBack]:
    """What was sent back last and waits for the office, in the order in which it was named."""
    events: list[ReportEvent] = []
    for event in report_event.of_report(session, report.id):
        if event.action == "returned":
            events.append(event)
        elif event.action in report_event.SENDINGS:
            events = []
    try:
        _, form = form_of(session, report)
        shown = {line.path: line.shown for line in interview.lines(form, report.answers or {}, now)}
    except NoForm:
        shown = {}
    return [
        SentBack(one.field or "", one.reason or "other", one.comment or "", shown.get(one.field or "", ""))
        for one in events
    ]
