"""Reports that wait for a supervisor's approval: shown, and those that are in order approved together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.buttons import press
from bot.messages import Button, Message
from bot.texts.reviewing import queue as words
from bot.texts.reviewing.overview import NOBODY_ASKED, Where, pages_of
from bot.thai.units import short_name
from bot.vocabulary.intents import Do
from handlers.request import Request
from handlers.reviewing.where import Here, where
from models import programme as programmes
from models.membership.person import Person
from models.org_unit import OrgUnit, UnitKind
from models.reporting.report import Report
from services.access.jurisdiction import Level
from services.progress import overview
from services.progress.overview import OfficeLine
from services.reminding import pending_step
from services.reminding.pending_step import PendingStep
from services.reviewing import decisions
from services.reviewing.earlier import earlier
from services.reviewing.queue import ToApprove, is_clean, to_approve
from services.reviewing.shown_list import load, save

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# So many reports stand on cards of their own names; beyond, areas are shown first.
_FLAT = 20


def show(request: Request) -> list[Message]:
    """What waits for the person's approval: its word, with a month after it or without, and its buttons. Where no month
    is named, what waits of earlier ones stands below."""
    here = where(request, Do.REVIEW_QUEUE)
    said = _show(request, here, request.page) if isinstance(here, Here) else here
    if request.has("u") or request.value("month"):
        return said
    before = _earlier(request, said[-1].quick)
    return [*(said if said != [NOBODY_ASKED] else ()), *before] if before else said


def _earlier(request: Request, quick: tuple[Button, ...]) -> list[Message]:
    every, posts = programmes.every(request.session), request.jurisdiction.assignments
    found = earlier(request.session, request.person, request.jurisdiction, every, request.now)
    units, asked = {one.unit.code: one.unit for one in posts}, {one.id: one for one in every}
    lines = [
        words.EarlierLine(
            Where(units[code], code, period, asked[number].code, asked[number].title if len(every) > 1 else ""), count
        )
        for (code, number, period), count in found.items()
    ]
    return [words.earlier(lines, quick, names_areas=len(units) > 1)] if lines else []


def approve_all(request: Request) -> list[Message]:
    """The button of a card that lists what is in order (`t`: when it was shown), or without one: of what was in order
    then, or is now, asks with the figures. The button of that question (`s`: a mark of those reports) approves them,
    once and while it is the last question: an old one asks again."""
    session, now = request.session, request.now
    here = where(request, Do.REVIEW_APPROVE_ALL)
    if not isinstance(here, Here):
        return here
    found = _waiting(session, here, request.person, now)
    if not request.has("t") and not found.clean:
        return _show(request, here, 1)
    at = request.number("t", 10**17) or 0 if request.has("t") else _microseconds(now)
    shown_at = _EPOCH + timedelta(microseconds=at)
    seen = [line for line in found.clean if line.submitted_at is not None and line.submitted_at <= shown_at]
    revisions = {line.report_id: line.revision for line in seen if line.report_id is not None}
    yes = here.said.press("review.approve_all", t=at, s=_mark(revisions))
    waits = pending_step.load(session, request.person)
    is_sure = waits.yes == yes and request.value("s") == _mark(revisions)
    pending_step.save(
        session, request.person, PendingStep("", "") if is_sure or not seen else PendingStep("yes", yes), now
    )
    if seen and not is_sure:
        kinds = {"others": len(found.waiting) - len(seen), "own": len(found.own), "below": len(found.below)}
        return [words.sure(here.said, [short_name(line.unit) for line in seen], kinds, yes)]
    reports = session.scalars(select(Report).where(Report.id.in_(revisions))).unique().all()
    done = decisions.approve(session, reports, request.person, here.level, revisions=revisions, now=now)
    left = _waiting(session, here, request.person, now)
    others = len(left.waiting) - len(left.clean)
    said = words.done(len(done.done), [reason for _, reason in done.skipped], others)
    return [said, *_show(request, here, 1)] if left.waiting else [said]


def _show(request: Request, here: Here, page: int) -> list[Message]:
    session, now = request.session, request.now
    if here.level not in here.programme.levels:
        return [words.NOT_YOUR_LEVEL]
    found = _waiting(session, here, request.person, now)
    if not found.waiting:
        return [words.nothing_waits(here.said, len(found.below), _below(here), len(found.own))]
    clean = [_row(line) for line in found.clean]
    others = [_row(line) for line in found.waiting if not is_clean(line)]
    at = _microseconds(now)
    by_area = _areas(session, here, found) if len(found.waiting) > _FLAT else []
    if len(by_area) > 1:
        _remember(request, here.said, [area.data for area in by_area], at if clean else None)
        page = min(page, pages_of(len(by_area), words.A_PAGE))
        return [words.by_area(here.said, by_area, own=len(found.own), at=at, page=page)]
    items = [press("review.open", r=one.report_id) for one in [*others, *clean]]
    _remember(request, here.said, items, at if clean else None)
    page = min(page, pages_of(len(items), words.A_PAGE))
    return [words.queue(here.said, others, clean, below=len(found.below), own=len(found.own), at=at, page=page)]


def _waiting(session: Session, here: Here, by: Person, now: datetime) -> ToApprove:
    lines = overview.offices(session, here.programme, here.period, here.unit, now)
    return to_approve(session, here.programme, lines, here.level, by)


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _mark(revisions: Mapping[int, int]) -> str:
    """Of exactly these versions of these reports."""
    named = ",".join(f"{report_id}.{revision}" for report_id, revision in sorted(revisions.items()))
    return hashlib.sha256(named.encode()).hexdigest()[:12]


def _row(line: OfficeLine) -> words.WaitingReport:
    flags = line.flags
    if not is_clean(line) and not flags:
        flags = ("late",)
    return words.WaitingReport(line.unit, line.report_id or 0, flags, line.is_nothing)


def _areas(session: Session, here: Here, found: ToApprove) -> list[words.Area]:
    """The units directly below, offices that hang there by themselves included."""
    depth = here.unit.path.count(".") + 1

    def of(lines: Sequence[OfficeLine]) -> dict[str, int]:
        counts: dict[str, int] = {}
        for line in lines:
            code = line.unit.path.split(".")[depth]
            counts[code] = counts.get(code, 0) + 1
        return counts

    waiting, clean, below = of(found.waiting), of(found.clean), of(found.below)
    query = select(OrgUnit).where(OrgUnit.code.in_(waiting)).order_by(OrgUnit.code)
    return [
        words.Area(
            unit,
            clean.get(unit.code, 0),
            waiting[unit.code] - clean.get(unit.code, 0),
            below.get(unit.code, 0),
            here.at(unit).press("review.queue" if unit.kind in _AREAS else "review.office"),
        )
        for unit in session.scalars(query).unique()
    ]


_AREAS = (UnitKind.PROVINCE, UnitKind.DISTRICT)


def _below(here: Here) -> str | None:
    """The level under the person's on the programme's ladder."""
    lower = [one for one in Level if one in here.programme.levels and one.rank < here.level.rank]
    return lower[-1].value if lower else None


def _remember(request: Request, at: Where, items: Sequence[str], moment: int | None) -> None:
    memory = load(request.session, request.person)
    memory.shows_list(items, at.press("review.approve_all", t=moment) if moment is not None else "")
    save(request.session, request.person, memory, request.now)
