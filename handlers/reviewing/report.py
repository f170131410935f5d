"""One report as a supervisor sees it in the chat: read, approved, its history."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.changes import Difference, Gone
from bot.interview.sent import SentAnswer
from bot.messages import Message
from bot.texts.reviewing import overview as where_words
from bot.texts.reviewing import queue as queue_words
from bot.texts.reviewing import report as words
from handlers.request import Request
from models import programme
from models.membership.person import Person
from models.reporting.report import Report, ReportStatus
from services.access.jurisdiction import Level, report_within
from services.reviewing import decisions
from services.reviewing import history as changes
from services.reviewing.correction import points_of
from services.reviewing.ladder import Sent, has_reached, ladder
from services.reviewing.photo_origins import as_seen
from services.reviewing.shown_list import ShownList, load, save


def open_one(request: Request) -> list[Message]:
    """The button of a report (`r`), and the number of a line that the list shown last has not."""
    if not request.has("r"):
        return [where_words.no_such_number(len(load(request.session, request.person).items))]
    return show(request, request.number("r") or 0, page=request.page)


def approve(request: Request) -> list[Message]:
    """The button of an open report (`r`, at revision `v`), and the word said while one is open."""
    session, person = request.session, request.person
    number, revision = request.number("r"), request.number("v")
    report = report_within(session, request.jurisdiction, number or 0)
    level = request.jurisdiction.level_over(report.unit) if report else None
    if report is None or level is None or number is None:
        return [where_words.NOT_HERE]
    done = decisions.approve(session, [report], person, level, revisions={number: revision or 0}, now=request.now)
    if done.skipped:
        reason = done.skipped[0][1]
        said = queue_words.refused(reason)
        return [said, *show(request, number)] if reason == "stale" else [said]
    memory = load(session, person)
    memory.rests()
    save(session, person, memory, request.now)
    return [words.approved(report.unit, report.period, level)]


def history(request: Request) -> list[Message]:
    """The history of the report that a button names, or of the open one (`r`)."""
    report = report_within(request.session, request.jurisdiction, request.number("r") or 0)
    return [told(request.session, report, request.page) if report is not None else where_words.NOT_HERE]


def told(session: Session, report: Report, page: int, *, of_own: bool = False) -> Message:
    """The card of its history."""
    acts = changes.history(session, report)
    page = min(page, where_words.pages_of(len(acts), words.CHANGES))
    subject = programme.subject(session, report.programme)
    return words.history(report.unit, report.period, report.id, acts, subject=subject, page=page, of_own=of_own)


def show(request: Request, number: int, *, page: int = 1) -> list[Message]:
    """The report, open from now on; the same answer for a foreign one as for one that does not exist."""
    session, jurisdiction, now = request.session, request.jurisdiction, request.now
    report = report_within(session, jurisdiction, number)
    level = jurisdiction.level_over(report.unit) if report else None
    if report is None or level is None or report.submitted_at is None:
        return [where_words.NOT_HERE]
    memory = load(session, request.person)
    memory.opens(report.id, report.revision)
    save(session, request.person, memory, now)
    said = decisions.lines_of(session, report, now)
    names = {line.path: line.label for line in said}
    flags = as_seen(session, jurisdiction, report, (report.content or {}).get("flags", []))
    head = words.Head(
        unit=report.unit,
        period=report.period,
        subject=programme.subject(session, report.programme),
        report_id=report.id,
        revision=report.revision,
        sent_at=report.submitted_at,
        on_time=report.on_time,
        is_nothing=report.is_nothing,
        state=report.status,
        approved=report.approved_level,
        score=(report.content or {}).get("score"),
        flags=tuple((one, names.get(one["path"], "")) for one in flags),
    )
    lines = [_line(one, memory, {flag["path"] for flag in flags}) for one in said]
    waits = []
    if report.status == ReportStatus.RETURNED:
        points = points_of(session, report, now)
        waits = [Gone(one.path, names.get(one.path, ""), one.reason, one.words) for one in points]
    changed = _changed(session, report) if report.status == ReportStatus.RESUBMITTED else ()
    pages = where_words.pages_of(len(lines), words.A_CARD * words.CARDS)
    can = _can(session, report, request.person, level)
    return list(words.cards(head, lines, can, page=min(page, pages), waits=waits, changed=changed))


def may_send_back(report: Report, level: Level) -> bool:
    """Whether this level can send the report back as it stands."""
    locked = report.approved_level is not None and not level.rank >= Level(report.approved_level).rank
    return report.is_sent and not locked


def _can(session: Session, report: Report, by: Person, level: Level) -> words.Can:
    there = ladder(session, [Sent.of(report)])
    can_send_back = may_send_back(report, level)
    return words.Can(
        approve=decisions.why_not(report, by, level, there) is None,
        send_back=can_send_back,
        unlock=can_send_back and has_reached(report.approved_level, Level.DISTRICT),
    )


def _line(one: SentAnswer, memory: ShownList, flagged: set[str]) -> words.ReviewLine:
    place = None
    if one.question.kind == "geopoint" and isinstance(one.value, str):
        latitude, longitude = one.value.split()[:2]
        place = (float(latitude), float(longitude))
    return words.ReviewLine(
        number=one.number,
        heading=one.heading,
        label=one.label,
        shown=one.shown,
        blank=one.blank,
        place=place,
        is_flagged=one.path in flagged,
        is_chosen=any(point.path == one.path for point in memory.points),
    )


def _changed(session: Session, report: Report) -> Sequence[Difference]:
    """What the newest version changed."""
    versions = [one for one in changes.history(session, report) if one.revision is not None]
    return versions[-1].differences if versions else ()
