"""Status: one card an office, for supervisors how many have sent; and a reminder of it put off until tomorrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.messages import Card, Message
from bot.schedule import Schedule, local_day
from bot.texts.reminding import reminders as reminder_words
from bot.texts.reporting import status as words
from bot.thai.units import lies_in, office_name
from handlers.permissions import not_joined
from handlers.request import Request
from models import programme
from models.org_unit import OrgUnit
from models.programme import Programme
from models.reporting.report import ReportStatus
from services.obligations import due_months
from services.obligations.due_months import Month, Obligation, Outcome
from services.progress import progress
from services.reminding import reminders

# LINE takes five messages a call: two stay free, for the supervisor's line and for the question of a conversation.
CARDS = 3
# What was asked once is shown as long as the months before are.
ENDED_SINCE = timedelta(days=183)


def show(request: Request) -> list[Message]:
    """The word, the tile, and the button for the next offices (`page`)."""
    if not request.offices and not request.areas:
        return [not_joined(request)]
    return _cards(request) + _levels(request.session, request.areas, request.now)


def _cards(request: Request) -> list[Message]:
    """`CARDS` offices a page; those with something to send come first."""
    session, offices, now, page = request.session, request.offices, request.now, request.page
    outstanding = due_months.duties_open(session, offices, now)
    first_due = {
        unit.id: [(not obligation.waits, obligation.due) for obligation in outstanding if obligation.unit.id == unit.id]
        for unit in offices
    }
    far = (True, local_day(now).replace(year=9999))
    ordered = sorted(offices, key=lambda unit: (min(first_due[unit.id], default=far), unit.code))
    page = page if 0 < (page - 1) * CARDS + 1 <= len(ordered) else 1
    shown = ordered[(page - 1) * CARDS : page * CARDS]
    ago = local_day(now) - ENDED_SINCE
    every = programme.with_form(session)
    programmes = [one for one in every if not Schedule.from_json(one.schedule).is_over(ago)]
    past = due_months.histories(session, shown, programmes, now)
    cards = [
        _card(unit, programmes, [one for one in outstanding if one.unit.id == unit.id], past, now) for unit in shown
    ]
    if len(ordered) > page * CARDS:
        last = min(len(ordered), (page + 1) * CARDS)
        more = words.more_offices(page * CARDS + 1, last, len(ordered), page + 1)
        cards[-1] = replace(cards[-1], buttons=(*cards[-1].buttons, more))
    return list(cards)


def _card(
    unit: OrgUnit,
    programmes: Sequence[Programme],
    outstanding: Sequence[Obligation],
    past: dict[tuple[int, int], list[Month]],
    now: datetime,
) -> Card:
    asked = []
    for one in programmes:
        mine = [obligation for obligation in outstanding if obligation.programme.id == one.id]
        months = past[one.id, unit.id]
        if mine or any(month.outcome is not Outcome.NOT_EXPECTED for month in months):
            current = {obligation.period for obligation in mine}
            rest = [
                month for month in months if month.period not in current and month.outcome is not Outcome.NOT_EXPECTED
            ]
            asked.append(
                words.AskedMonths(
                    one.title,
                    tuple(_open(obligation, now) for obligation in mine),
                    tuple(_past(month) for month in rest),
                )
            )
    return words.office(office_name(unit), lies_in(unit), asked, unit.open_to)


def _open(obligation: Obligation, now: datetime) -> words.Open:
    report = obligation.report
    state = {
        None: words.Now.WAITING,
        ReportStatus.DRAFT: words.Now.BEGUN,
        ReportStatus.RETURNED: words.Now.RETURNED,
        ReportStatus.APPROVED: words.Now.APPROVED,
    }.get(obligation.state, words.Now.NOTHING if report is not None and report.is_nothing else words.Now.SENT)
    if obligation.is_amended:
        state = words.Now.AMENDED
    is_late = report.on_time is False if report is not None and obligation.is_sent else not obligation.is_on_time(now)
    return words.Open(
        programme=obligation.programme.code,
        subject=obligation.programme.title,
        unit=obligation.unit.code,
        period=obligation.period,
        due=obligation.due,
        locks=obligation.locks,
        now=state,
        is_late=is_late,
        report_id=report.id if report is not None else None,
    )


def _past(month: Month) -> words.Past:
    is_there = month.report is not None and month.report.submitted_at is not None
    return words.Past(
        month.period, month.outcome.value, month.on_time, month.report.id if month.report and is_there else None
    )


def _levels(session: Session, levels: Sequence[OrgUnit], now: datetime) -> list[Message]:
    if not levels:
        return []
    found = progress.below(session, levels, now)
    if not found:
        return [words.nobody_asked(office_name(levels[0]))]
    return [
        words.level(
            [(office_name(one.unit), one.programme.title, one.period, one.due, one.sent, one.asked) for one in found]
        )
    ]


def tomorrow(request: Request) -> list[Message]:
    """The button of a reminder, and the same words typed."""
    wish = reminders.tomorrow(request.session, request.person, request.now)
    if wish.on is not None:
        open_then = [obligation for obligation in wish.waiting if wish.on <= obligation.locks]
        return [reminder_words.will_remind(wish.on, [(obligation.period, obligation.due) for obligation in open_then])]
    if wish.waiting:
        return [reminder_words.locked_tomorrow([(obligation.period, obligation.locks) for obligation in wish.waiting])]
    return [reminder_words.NOTHING_WAITS]
