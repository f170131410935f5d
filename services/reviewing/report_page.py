"""One report as a supervisor reads it: answers with what is striking, photos, history, possible acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.changes import Change, Difference
from bot.engine.definition.form_items import QuestionKind
from bot.events import Place
from bot.interview.sent import SentAnswer
from bot.interview.state.types import SentBack
from bot.interview.values.differences import differences
from models.membership.person import Person
from models.org_unit import OrgUnit, UnitKind, within
from models.photos.attachment import Attachment, AttachmentState
from models.programme import Programme
from models.reporting import report_event
from models.reporting.report import SENT, Report, ReportStatus
from models.reporting.report_event import SENDINGS
from services.access.jurisdiction import Jurisdiction, Level
from services.assessment.quality import Points, points_in
from services.forms.compiled import NoForm, form_of
from services.reviewing import decisions, history
from services.reviewing.beside import Beside, earlier
from services.reviewing.correction import points_of
from services.reviewing.ladder import Ladder, Sent, has_reached, ladder
from services.reviewing.photo_origins import as_seen

# Of those that the level has not approved, the nearest: further ones are found from the list.
_LOOKED_AT = 50

Flag = Mapping[str, Any]
"""One of `Report.content["flags"]` (`services/assessment/quality`)."""


@dataclass(frozen=True, slots=True)
class Photo:
    """`is_kept`: its bytes are here; else `is_lost` says whether they never will be (gone at LINE, or no picture).
    `taken_at` and `place` are what the camera wrote; most photos say neither."""

    ref: str
    is_kept: bool
    is_lost: bool
    taken_at: datetime | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`place` where the answer is a point; `back` what it was sent back for, while the report waits for its office;
    `beside` what the office answered the time before."""

    said: SentAnswer
    flags: tuple[Flag, ...] = ()
    photo: Photo | None = None
    place: Place | None = None
    back: SentBack | None = None
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Answers under one heading, "" where the form gives none; its photos stand together after the others."""

    heading: str
    answers: tuple[Answer, ...]

    @property
    def said(self) -> list[Answer]:
        return [one for one in self.answers if one.photo is None]

    @property
    def pictured(self) -> list[Answer]:
        return [one for one in self.answers if one.photo is not None]


@dataclass(frozen=True, slots=True)
class Powers:
    """What this supervisor may do to the report as it stands. `first` is the level that has to approve before;
    `is_own`: somebody else has to approve it, for this person has sent it."""

    approve: bool = False
    send_back: bool = False
    unlock: bool = False
    first: Level | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class OneReport:
    """`flags`, `back` are those of the whole report; `points` are what the score of its content is made of, None where
    it has none; `before` is the period that the answers are compared with, "" for none. `by` is the name of who sent
    it, "" where it is not known any more. `changes` are its history, newest first; `newest` what its last version
    changed, empty for the first one. `following` is what `next_waiting` says."""

    report: Report
    parts: tuple[Part, ...]
    flags: tuple[Flag, ...]
    back: tuple[SentBack, ...]
    points: Points | None
    before: str
    by: str
    changes: tuple[Change, ...]
    newest: tuple[Difference, ...]
    powers: Powers
    following: int | None


def look(
    session: Session, report: Report, by: Person, jurisdiction: Jurisdiction, level: Level, now: datetime
) -> OneReport:
    """A report that was sent at some time, for `by`, who has `level` over it and reaches `jurisdiction`."""
    said = decisions.lines_of(session, report, now)
    content = report.content or {}
    flags = as_seen(
        session, jurisdiction, report, [one for one in content.get("flags", []) if isinstance(one, Mapping)]
    )
    back = points_of(session, report, now) if report.status == ReportStatus.RETURNED else []
    photos = _photos(session, report)
    past = earlier(session, report)
    known = {line.path for line in said}
    answers = [
        Answer(
            line,
            flags=tuple(flag for flag in flags if flag.get("path") == line.path),
            photo=_photo(line, photos),
            place=_place(line),
            back=next((point for point in back if point.path == line.path), None),
            beside=past.beside(line) if past else None,
        )
        for line in said
    ]
    changes = tuple(reversed(history.history(session, report)))
    newest = next((change for change in changes if change.action in SENDINGS), None)
    nearby = _nearby(session, jurisdiction, report, level)
    there = ladder(session, [Sent.of(report), *(one for one, _ in nearby)])
    return OneReport(
        report=report,
        parts=tuple(
            Part(heading, tuple(those)) for heading, those in groupby(answers, key=lambda answer: answer.said.heading)
        ),
        flags=tuple(flag for flag in flags if flag.get("path") not in known),
        back=tuple(point for point in back if point.path not in known),
        points=points_in(content),
        before=past.period if past else "",
        by=newest.person if newest else "",
        changes=changes,
        newest=newest.differences if newest else (),
        powers=_powers(report, by, level, there),
        following=_first_waiting(nearby, there, report.programme, level, by),
    )


def _powers(report: Report, by: Person, level: Level, there: Ladder) -> Powers:
    is_above_me = report.approved_level is not None and Level(report.approved_level).rank > level.rank
    may_change = report.is_sent and not is_above_me
    reason = decisions.why_not(report, by, level, there)
    return Powers(
        approve=reason is None,
        send_back=may_change,
        unlock=may_change and report.status == ReportStatus.APPROVED,
        first=there.comes_before(report.programme, report.unit.path, report.id, level)
        if reason == "below_first"
        else None,
        is_own=reason == "own",
    )


def changed_since(session: Session, report: Report, revision: int) -> tuple[Difference, ...]:
    """What is different now from the version with this number; empty where there is none, or nothing is."""
    sent = [event for event in report_event.of_report(session, report.id) if event.action in SENDINGS]
    if not 0 < revision <= len(sent) or sent[revision - 1].answers_after is None:
        return ()
    try:
        _, form = form_of(session, report)
    except NoForm:
        return ()
    return differences(sent[revision - 1].answers_after or {}, report.answers or {}, form, sent[-1].at)


def next_waiting(session: Session, jurisdiction: Jurisdiction, report: Report, level: Level, by: Person) -> int | None:
    """The report of the same month that comes next in the tree, within the jurisdiction and the same province, and that
    waits for this person at this level; from the top again after the last. None where none of the next `_LOOKED_AT`
    that the level has not approved does. Two queries."""
    nearby = _nearby(session, jurisdiction, report, level)
    if not nearby:
        return None
    there = ladder(session, [one for one, _ in nearby])
    return _first_waiting(nearby, there, report.programme, level, by)


def _nearby(
    session: Session, jurisdiction: Jurisdiction, report: Report, level: Level
) -> Sequence[tuple[Sent, str | None]]:
    """Those that the level has not approved, each with the level that it has reached. One query at most."""
    if level not in report.programme.levels:
        return ()
    lower = [one for one in Level if one.rank < level.rank]
    area = report.unit.above(UnitKind.PROVINCE)
    query = (
        select(Report.approved_level, Report.id, OrgUnit.path, Report.submitted_by, Report.revision)
        .join(OrgUnit, Report.org_unit_id == OrgUnit.id)
        .where(
            Report.programme_id == report.programme_id,
            Report.period == report.period,
            Report.status.in_(SENT),
            or_(Report.approved_level.is_(None), Report.approved_level.in_(lower)),
            Report.id != report.id,
            jurisdiction.condition(),
        )
    )
    if area is not None:
        query = query.where(within(area))
    query = query.order_by(OrgUnit.path <= report.unit.path, OrgUnit.path).limit(_LOOKED_AT)
    rows = session.execute(query)
    return [(Sent(number, path, by, revision), approved) for approved, number, path, by, revision in rows]


def _first_waiting(
    nearby: Sequence[tuple[Sent, str | None]], there: Ladder, programme: Programme, level: Level, by: Person
) -> int | None:
    for one, approved in nearby:
        first = there.comes_before(programme, one.path, one.report_id, level)
        if not there.is_own(one.report_id, by.id) and (first is None or has_reached(approved, first)):
            return one.report_id
    return None


def photo_of(session: Session, jurisdiction: Jurisdiction, ref: str) -> Attachment | None:
    """The kept photo of that name, if the report it stands in is within the jurisdiction; None else, and where there is
    none.

    Only what stood in an answer that was sent: what an officer sends and takes back before sending is nobody's.
    """
    query = (
        select(Attachment)
        .join(Report, Attachment.report_id == Report.id)
        .join(OrgUnit, Report.org_unit_id == OrgUnit.id)
        .where(Attachment.ref == ref, Attachment.state == AttachmentState.KEPT, jurisdiction.condition())
    )
    found = session.scalar(query) if ref and len(ref) <= 64 else None
    if found is None or found.key is None or found.report_id is None:
        return None
    report = session.get_one(Report, found.report_id)
    sent: list[Any] = [report.answers if report.submitted_at else None]
    if _stands_in(ref, sent):
        return found
    events = report_event.of_report(session, report.id)
    return found if _stands_in(ref, [event.answers_after for event in events]) else None


def _stands_in(ref: str, value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_stands_in(ref, inner) for inner in value.values())
    return any(_stands_in(ref, inner) for inner in value) if isinstance(value, list) else value == ref


def _photos(session: Session, report: Report) -> dict[str, Photo]:
    lost = (AttachmentState.GONE, AttachmentState.REFUSED)
    return {
        row.ref: Photo(
            row.ref,
            row.state == AttachmentState.KEPT,
            row.state in lost,
            row.taken_at,
            Place(*row.position) if row.position else None,
        )
        for row in session.scalars(select(Attachment).where(Attachment.report_id == report.id))
    }


def _photo(line: SentAnswer, photos: Mapping[str, Photo]) -> Photo | None:
    if line.question.kind is not QuestionKind.IMAGE or not isinstance(line.value, str):
        return None
    return photos.get(line.value, Photo(line.value, is_kept=False, is_lost=True))


def _place(line: SentAnswer) -> Place | None:
    if line.question.kind is not QuestionKind.GEOPOINT or not isinstance(line.value, str):
        return None
    latitude, longitude = line.value.split()[:2]
    return Place(float(latitude), float(longitude))
