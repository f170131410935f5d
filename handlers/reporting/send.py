"""Sending a report: photos looked at, answers kept, receipt given."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import press
from bot.engine.definition.form import Form
from bot.interview import interview
from bot.interview.state.types import Turn
from bot.messages import Message
from bot.texts.reporting import report as words
from bot.texts.reporting import waiting as waiting_words
from bot.thai.units import full_name
from handlers.reporting.turns import cannot_submit, messages_of, save_turn
from handlers.request import Request
from models.form_version import FormVersion
from models.reporting.report import ReportStatus
from services.obligations import due_months
from services.obligations.due_months import Obligation
from services.photos.attachments import let_go, lost_among
from services.reporting import report_conversation
from services.reporting.submit import CannotSubmit, is_later, receipt_number, submit


def send(request: Request, obligation: Obligation, version: FormVersion, form: Form, turn: Turn) -> list[Message]:
    """What the officer hears after pressing send: a receipt, or what still has to be corrected."""
    session, conversation, report, now = request.session, request.conversation, request.report, request.now
    assert conversation is not None and report is not None
    answers = turn.answers or {}
    lost = lost_among(session, report.id, answers)
    if lost:
        # LINE no longer had the photo, or it is no picture: only its sender can correct that.
        again = interview.correct(
            form,
            turn.state,
            lost,
            report_conversation.about_of(conversation, obligation, language=request.person.language),
            now,
        )
        save_turn(conversation, again, now)
        return messages_of(again, words.photo_lost(len(lost)))
    is_amended = report.revision > 0
    try:
        submit(
            session,
            report,
            request.person,
            answers=answers,
            is_nothing=interview.says_nothing(form, answers),
            form=version,
            at=request.at,
            now=now,
            confirmed=turn.confirmed,
        )
    except CannotSubmit as closed:
        conversation.is_active = False
        return cannot_submit(request, report, closed)
    let_go(session, turn.dropped)
    save_turn(conversation, turn, now)
    conversation.is_active = False
    receipt = words.receipt(
        number=receipt_number(report),
        period=report.period,
        subject=obligation.programme.title,
        office=full_name(report.unit),
        at=request.at,
        handled_at=now if is_later(request.at, now) else None,
        on_time=bool(report.on_time),
        is_nothing=report.is_nothing if interview.nothing_to_report(form) else None,
        is_amended=is_amended,
        report_id=report.id,
        until=obligation.locks,
    )
    return receipt + next_one(request)


def next_one(request: Request) -> list[Message]:
    """The report that waits now, where this one is done with or closed; empty where none does."""
    obligations = due_months.duties_open(request.session, request.offices, request.now)
    waiting = [one for one in obligations if one.waits]
    first = next((one for one in waiting if not one.is_sent), None)
    if first is None:
        return []
    return waiting_words.next_one(as_waiting(first, obligations), len(waiting) if is_to_choose(waiting) else 1)


def and_next(request: Request, told: list[Message]) -> list[Message]:
    """What answers words to a report that has ended, of which there is this to say; empty where there is nothing."""
    return [*told, *next_one(request)] if told else []


def is_to_choose(waiting: Sequence[Obligation]) -> bool:
    """Whether the word alone cannot mean one of these: of one office and programme it means the oldest."""
    return len({(one.unit.id, one.programme.id) for one in waiting}) > 1


def as_waiting(one: Obligation, among: Sequence[Obligation], do: str = "report.start") -> waiting_words.Waiting:
    """This report that waits, as it is shown among those."""
    stands = {None: waiting_words.Stands.NEW, ReportStatus.RETURNED: waiting_words.Stands.RETURNED}.get(
        one.state, waiting_words.Stands.BEGUN
    )
    return waiting_words.Waiting(
        period=one.period,
        subject=due_months.subject_among(among, one),
        office=full_name(one.unit),
        due=one.due,
        stands=waiting_words.Stands.AMENDED if one.is_amended else stands,
        begin=press(do, p=one.programme.code, u=one.unit.code, m=one.period),
    )


def already_sent(obligation: Obligation) -> list[Message]:
    """Nothing is left to send for this month: what was sent, and how to look at it or amend it."""
    report = obligation.report
    if report is None or report.submitted_at is None:
        return [words.NONE_SENT]
    can_amend = obligation.is_open and report.status != ReportStatus.APPROVED
    office = full_name(obligation.unit)
    return words.already_sent(
        obligation.period,
        obligation.programme.title,
        office,
        report.submitted_at,
        bool(report.on_time),
        report.id,
        can_amend,
    )
