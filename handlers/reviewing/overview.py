"""The overview of an area's month, who has not sent, and one office that has not: for supervisors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.buttons import press
from bot.messages import Message, Tone
from bot.schedule import local_day
from bot.tally import Tally
from bot.texts import progress as state_words
from bot.texts.reviewing import missing as missing_words
from bot.texts.reviewing import overview as words
from bot.vocabulary.intents import Do
from handlers.request import Request
from handlers.reviewing import report
from handlers.reviewing.where import Here, around, where
from models import programme as programmes
from models.org_unit import UnitKind
from services.access.jurisdiction import Level
from services.progress import overview, tallies
from services.progress.overview import OfficeLine
from services.progress.tallies import by_child
from services.reviewing import waits
from services.reviewing.earlier import earlier
from services.reviewing.shown_list import load, save

_TONES = {"good": Tone.GOOD, "info": Tone.PLAIN, "warn": Tone.WARN, "amber": Tone.WARN, "bad": Tone.BAD}
# Below these there are offices to show; above them areas.
_OF_OFFICES = (UnitKind.DISTRICT,)


def show(request: Request) -> list[Message]:
    """The overview: its word, with a month after it or without, and its buttons."""
    session, now = request.session, request.now
    here = where(request, Do.REVIEW_OVERVIEW)
    if not isinstance(here, Here):
        return here
    if here.unit.is_local:
        return _one_office(request, here)
    total = tallies.tally(session, here.programme, here.period, here.unit, now)
    if not total.expected:
        return [words.NOBODY_ASKED]
    if here.unit.kind in _OF_OFFICES:
        found = overview.offices(session, here.programme, here.period, here.unit, now)
        lines = [_office(here, line, now) for line in found]
    else:
        children = by_child(session, here.programme, here.period, here.unit, now)
        lines = [
            words.OverviewLine(child, here.at(child).press("review.overview"), sent=count.sent, expected=count.expected)
            for child, count in children
        ]
    page = _page(request, len(lines), words.AREAS)
    _remember(request, [line.data for line in lines], here.said.approve_all())
    return [
        words.overview(
            here.said, total, lines, page=page, around=around(request, here), waits=_waits(request, here, total)
        )
    ]


def _waits(request: Request, here: Here, month: Tally) -> words.WaitingFor | None:
    """What waits for the person, where this is their own area."""
    if here.unit.id not in {post.unit.id for post in here.jurisdiction.assignments}:
        return None
    session, person, every = request.session, request.person, programmes.every(request.session)
    found = waits.look(session, person, here.jurisdiction, every, request.now)
    if here.level is Level.DEPARTMENT:
        # Its other months are counted where it asks for them.
        reports, before = waits.for_department(here.programme, month), 0
    else:
        reports = found.reports.get((here.unit.code, here.programme.id, here.period), 0)
        others = earlier(session, person, here.jurisdiction, every, request.now)
        before = sum(count for (*_, period), count in others.items() if period != here.period)
    return words.WaitingFor(reports, before, found.requests, found.letters, month.unregistered)


def missing(request: Request) -> list[Message]:
    """Who has not sent: its word and its buttons."""
    session, now = request.session, request.now
    here = where(request, Do.REVIEW_MISSING)
    if not isinstance(here, Here):
        return here
    if here.unit.is_local:
        return _one_office(request, here)
    if here.unit.kind == UnitKind.DEPARTMENT:
        return _missing_by_area(request, here)
    found = [line for line in overview.offices(session, here.programme, here.period, here.unit, now) if line.waits]
    if not found:
        return [missing_words.all_sent(here.said)]
    # Whom nobody can remind comes last: that is another kind of work.
    ordered = sorted(found, key=lambda line: not line.people)
    _remember(request, [_press_office(here, line) for line in ordered])
    asking = waits.requests_at(session, request.person, here.unit)
    lines = [_waiting(line, now, asking.get(line.unit.id, 0)) for line in ordered]
    page = _page(request, len(lines), missing_words.OFFICES)
    return [missing_words.missing(here.said, lines, page=page, around=around(request, here))]


def office(request: Request) -> list[Message]:
    """One office: its report where it has sent one, else what can be done about it."""
    here = where(request, Do.REVIEW_OFFICE)
    if not isinstance(here, Here):
        return here
    return _one_office(request, here) if here.unit.is_local else show(request)


def _one_office(request: Request, here: Here) -> list[Message]:
    session, now = request.session, request.now
    lines = overview.offices(session, here.programme, here.period, here.unit, now)
    if not lines:
        return [words.NOT_HERE]
    line = lines[0]
    if line.report_id is not None and not line.waits:
        return report.show(request, line.report_id)
    asking = {} if line.people else waits.requests_at(session, request.person, here.unit)
    waiting = _waiting(line, now, asking.get(line.unit.id, 0))
    return [missing_words.office(here.said, waiting, _mark(line, now)[1])]


def _missing_by_area(request: Request, here: Here) -> list[Message]:
    """The whole country: a list of thousands is of no use in a chat."""
    session, now = request.session, request.now
    children = by_child(session, here.programme, here.period, here.unit, now)
    behind = [(child, count) for child, count in children if count.sent < count.expected]
    if not behind:
        return [missing_words.all_sent(here.said)]
    lines = [
        words.OverviewLine(
            child,
            here.at(child).press("review.missing"),
            sent=count.sent,
            returned=count.returned,
            expected=count.expected,
        )
        for child, count in behind
    ]
    _remember(request, [line.data for line in lines])
    total = sum(count.expected - count.sent for _, count in behind)
    return [missing_words.missing_by_area(here.said, lines, total, page=_page(request, len(lines), words.AREAS))]


def _office(here: Here, line: OfficeLine, now: datetime) -> words.OverviewLine:
    state, tone = _mark(line, now)
    if line.approved_level:
        state = f"{state_words.FILTERS['approved']} ({state_words.LEVELS[line.approved_level]})"
    elif line.is_sent and (flags := [state_words.flag(kind) for kind in dict.fromkeys(line.flags) if kind != "late"]):
        state, tone = f"{state} · {', '.join(flags)}", Tone.WARN
    # The same button for all: what it shows depends on what has become of the office by then.
    return words.OverviewLine(line.unit, _press_office(here, line), state=state, tone=tone)


def _mark(line: OfficeLine, now: datetime) -> tuple[str, Tone]:
    is_overdue = not line.is_sent and local_day(now) > line.due
    is_again = line.status == "resubmitted" and not line.approved_level
    mark = state_words.outcome(line.outcome, has_draft=line.has_draft, is_overdue=is_overdue, is_again=is_again)
    return mark.label, _TONES.get(mark.tone, Tone.PLAIN)


def _waiting(line: OfficeLine, now: datetime, requests: int) -> missing_words.MissingOffice:
    state, _ = _mark(line, now)
    return missing_words.MissingOffice(
        unit=line.unit,
        code=line.unit.code,
        state=state,
        due=line.due,
        is_extended=line.is_extended,
        people=line.people,
        reachable=line.reachable,
        contact=line.last_contact,
        report_id=line.report_id,
        requests=requests,
        is_returned=line.is_returned,
        is_open=line.is_open,
    )


def _press_office(here: Here, line: OfficeLine) -> str:
    return press("review.office", p=here.programme.code, u=line.unit.code, m=here.period)


def _page(request: Request, count: int, a_page: int) -> int:
    return min(request.page, words.pages_of(count, a_page))


def _remember(request: Request, items: Sequence[str], approving: str = "") -> None:
    memory = load(request.session, request.person)
    memory.shows_list(items, approving)
    save(request.session, request.person, memory, request.now)
