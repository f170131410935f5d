"""The month's report by chat: which one, whose it is, and its questions.

The questions themselves are `bot/interview/interview.py`'s; here they meet the database. What begins a report
stands here; `report_answer.py` carries on one, `report_after.py` looks at what was sent.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.buttons import press, pressed
from bot.events import Event
from bot.interview import interview
from bot.messages import Message
from bot.texts.reporting import report as words
from bot.thai.digits import tidy
from bot.thai.units import full_name
from bot.whole import whole
from handlers.reporting.correction import resume_at
from handlers.reporting.send import already_sent
from handlers.reporting.turns import said
from handlers.who import person_of
from models.membership import membership
from models.membership.person import Person
from models.reporting import conversation as conversations
from models.reporting.report import ReportStatus
from services.forms.compiled import NoForm, form_of, form_to_begin
from services.obligations.due_months import Obligation, open_obligations
from services.reporting import report_conversation


def start(event: Event, session: Session, now: datetime) -> list[Message]:
    """รายงาน, "รายงาน 2", or a button that names programme, office and month."""
    person = person_of(event, session)
    obligations = open_obligations(session, person, now)
    if not obligations:
        return _nothing_open(session, person)
    waiting = [obligation for obligation in obligations if not obligation.is_sent]
    chosen = _named(obligations, event) or _numbered(waiting, event.text)
    if chosen is None and not waiting:
        return already_sent(obligations[-1])
    if chosen is None and len({obligation.unit.id for obligation in waiting}) > 1:
        return words.choose([(d.period, full_name(d.unit), d.due, _button(d)) for d in waiting])
    obligation = chosen or waiting[0]
    if obligation.is_sent:
        return already_sent(obligation)
    return open_report(session, person, obligation, now, more=len([d for d in waiting if d is not obligation]))


def nothing(event: Event, session: Session, now: datetime) -> list[Message]:
    """ไม่มีการดำเนินงาน: the same report, its first question answered; a reason and a tap to send remain."""
    person = person_of(event, session)
    waiting = [obligation for obligation in open_obligations(session, person, now) if not obligation.is_sent]
    if not waiting:
        return start(event, session, now)
    chosen = _named(waiting, event)
    if chosen is None and len(waiting) > 1:
        return words.choose([(d.period, full_name(d.unit), d.due, _button(d, "report.nothing")) for d in waiting])
    return open_report(session, person, chosen or waiting[0], now, nothing=True)


def take_over(event: Event, session: Session, now: datetime) -> list[Message]:
    """รับช่วงต่อ: go on with what another officer of the same office began."""
    person = person_of(event, session)
    wanted = pressed(event.data).get("r")
    for obligation in open_obligations(session, person, now):
        if obligation.report is None or obligation.is_sent or (wanted and str(obligation.report.id) != wanted):
            continue
        conversation = conversations.of_report(session, obligation.report.id)
        if conversation is None or conversation.person_id == person.id:
            continue
        report_conversation.hold(session, person, conversation, now)
        moved = report_conversation.catch_up(session, conversation, obligation.report, now)
        _, form = form_of(session, obligation.report)
        turn = interview.resume(
            form, conversation.state, report_conversation.about_of(conversation, obligation), now, words=moved
        )
        return said(conversation, turn, now, first=words.taken_over(obligation.period))
    return start(event, session, now)


def open_report(
    session: Session, person: Person, obligation: Obligation, now: datetime, *, more: int = 0, nothing: bool = False
) -> list[Message]:
    """Begins or resumes the report of this month, or says who is at it; what was sent back resumes at its question."""
    report = report_conversation.report_of(session, obligation, now)
    if report.status == ReportStatus.RETURNED and not nothing:
        return resume_at(session, person, report, now)
    conversation = conversations.of_report(session, report.id)
    if conversation is not None and conversation.person_id != person.id:
        holder = session.get(Person, conversation.person_id)
        return words.held_by(
            holder.name if holder else "",
            obligation.period,
            full_name(obligation.unit),
            conversation.updated_at,
            report.id,
        )
    moved = report_conversation.catch_up(session, conversation, report, now) if conversation is not None else ""
    try:
        version, form = form_of(session, report) if conversation is not None else form_to_begin(session, report)
    except NoForm:
        return words.no_form()
    heading = words.opening(obligation.period, full_name(obligation.unit), obligation.due)
    if more > 0:
        heading += "\n" + words.more_waiting(more)
    prefill = interview.nothing_to_report(form) if nothing else {}
    if conversation is None:
        conversation = report_conversation.begin(session, person, report, version, now)
        about = report_conversation.about_of(conversation, obligation)
        turn = interview.begin(
            form,
            about,
            now,
            prefill=prefill,
            before=report_conversation.before(session, report),
            factor=report.programme.outlier_factor,
        )
    else:
        report_conversation.hold(session, person, conversation, now)
        about = report_conversation.about_of(conversation, obligation)
        turn = interview.resume(form, conversation.state, about, now, prefill=prefill, words=moved)
    return said(conversation, turn, now, first=heading)


def _named(obligations: list[Obligation], event: Event) -> Obligation | None:
    """The obligation a button names; None for typed words and for months that are closed or somebody else's."""
    values = pressed(event.data)
    wanted = (values.get("p"), values.get("u"), values.get("m"))
    return next((d for d in obligations if (d.programme.code, d.unit.code, d.period) == wanted), None)


def _numbered(obligations: list[Obligation], text: str) -> Obligation | None:
    number = whole(tidy(text).rsplit(" ", 1)[-1], most=len(obligations))
    return obligations[number - 1] if number else None


def _button(obligation: Obligation, do: str = "report.start") -> str:
    return press(do, p=obligation.programme.code, u=obligation.unit.code, m=obligation.period)


def _nothing_open(session: Session, person: Person) -> list[Message]:
    if membership.active_of(session, person, membership.REPORTING_ROLES):
        return words.nothing_open()
    if membership.pending_of(session, person):
        return words.waiting_for_approval()
    return words.no_office()
