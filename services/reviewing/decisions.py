"""What supervisors do to a report: approve it, send it back, unlock it.

    submitted, nothing to report ──send back──▶ returned ──the office sends again──▶ resubmitted
      ▲  │                                        ▲                                       │
      │  └──────────────approve──▶ approved ──────┴──────────◀────────approve─────────────┘
      └───────────────unlock──────────┘   (the next level approves again; each is kept in `approved_level`)

Every change is one conditional UPDATE of the state that was looked at: of two supervisors who press at once the first
is heard, and whoever acts on a version that is no longer the newest is told so. Callers have asked
`services/access/jurisdiction` whether the report is theirs, and at which level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.interview import interview
from bot.interview.sent import SentAnswer
from bot.interview.state.types import SentBack
from models import audit_log
from models.membership.person import Person
from models.photos import released_photo
from models.photos.attachment import Attachment
from models.reporting import report_event
from models.reporting.report import SENT, Report, ReportStatus
from models.reporting.report_event import ReportEvent
from services.access.jurisdiction import Level
from services.forms.compiled import NoForm, form_of
from services.obligations import due_months
from services.reviewing import notices
from services.reviewing.correction import keep_open, prepare
from services.reviewing.ladder import Ladder, Sent, has_reached, ladder
from services.reviewing.points import Point, ReviewRefused, checked, tidy

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Approved:
    """Ids of the reports that this act approved, and (id, `ReviewRefused.reason`) of the others."""

    done: tuple[int, ...]
    skipped: tuple[tuple[int, str], ...]


def approve(
    session: Session,
    reports: Sequence[Report],
    by: Person,
    level: Level,
    *,
    revisions: Mapping[int, int],
    now: datetime,
) -> Approved:
    """Approves at `level` those of the reports that are still at the revision that was looked at (`revisions`: report
    id → revision). Asking twice is harmless: the second time they are skipped as `already`.

    Whoever sent a report does not approve it (`Ladder.senders`). The level below comes first where the programme has it
    and somebody else holds it. An approved report is locked for its office. Reports are taken in the order of their
    ids, so that two who approve the same ones never wait for each other.
    """
    there = _ladder_of(session, reports)
    done: list[int] = []
    skipped: list[tuple[int, str]] = []
    for report in sorted(reports, key=lambda one: one.id):
        refused = _approve_one(session, report, by, level, revisions.get(report.id), there, now)
        if refused is None:
            done.append(report.id)
        else:
            skipped.append((report.id, refused))
    session.flush()
    return Approved(tuple(done), tuple(skipped))


def would_approve(
    session: Session, reports: Sequence[Report], by: Person, level: Level, *, revisions: Mapping[int, int]
) -> Approved:
    """What `approve` would do with them at this moment. Changes nothing. One query."""
    there = _ladder_of(session, reports)
    reasons = {
        report.id: "stale" if report.revision != revisions.get(report.id) else why_not(report, by, level, there)
        for report in sorted(reports, key=lambda one: one.id)
    }
    return Approved(
        tuple(report_id for report_id, reason in reasons.items() if reason is None),
        tuple((report_id, reason) for report_id, reason in reasons.items() if reason is not None),
    )


def why_not(report: Report, by: Person, level: Level, there: Ladder) -> str | None:
    """Why `by` cannot approve this report at `level` as it stands (`ReviewRefused.reason`); None where it can."""
    if level not in report.programme.levels:
        return "no_level"
    if report.status == ReportStatus.RETURNED:
        return "returned"
    if report.status not in SENT:
        return "not_sent"
    if has_reached(report.approved_level, level):
        return "already"
    if there.is_own(report.id, by.id):
        return "own"
    first = there.comes_before(report.programme, report.unit.path, report.id, level)
    return "below_first" if first is not None and not has_reached(report.approved_level, first) else None


def send_back(
    session: Session,
    report: Report,
    by: Person,
    level: Level,
    points: Sequence[Point],
    *,
    revision: int,
    now: datetime,
) -> int:
    """Sends the report back to its office: it waits for the office again, whatever had approved it so far.

    The office's people get one message each (how many people that were comes back), and their conversation resumes at
    the first of the questions. Where the month is locked or about to be, it stays open for some days
    (`correction.CORRECTION_DAYS`). Raises ReviewRefused."""
    _look(report, revision, level)
    if report.status == ReportStatus.RETURNED:
        raise ReviewRefused("returned")
    if report.status not in SENT:
        raise ReviewRefused("not_sent")
    asked = checked(points, lines_of(session, report, now))
    if due_months.obligation_of(session, report.programme, report.unit, report.period, now) is None:
        raise ReviewRefused("closed")
    _move(session, report, by, now, action="returned", to=ReportStatus.RETURNED, level=None, points=asked)
    until = keep_open(session, report, by, now)
    prepare(session, report, [one for one, _ in asked])
    return notices.sent_back(session, report, by, asked, until, now)


def unlock(
    session: Session,
    report: Report,
    by: Person,
    level: Level,
    reason_words: str,
    now: datetime,
    *,
    until: date | None = None,
) -> int:
    """Withdraws every approval of this version, so that the office may amend it; it stays sent. Raises ReviewRefused.

    For the level that approved it and those above. The office's people get one message each; how many that were comes
    back. `until` is the day of an extension that was given with it, else the month stays open for some days.
    """
    words = tidy(reason_words)
    _look(report, report.revision, level)
    if report.status != ReportStatus.APPROVED:
        raise ReviewRefused("not_approved")
    if not words:
        raise ReviewRefused("no_words")
    if due_months.obligation_of(session, report.programme, report.unit, report.period, now) is None:
        raise ReviewRefused("closed")
    _move(session, report, by, now, action="unlocked", to=_as_sent(session, report), level=None, words=words)
    until = until or keep_open(session, report, by, now)
    return notices.unlocked(session, report, by, words, until, now)


def lines_of(session: Session, report: Report, now: datetime) -> tuple[SentAnswer, ...]:
    """The report as it was sent, line by line and numbered; () where its programme has no form (any more)."""
    try:
        _, form = form_of(session, report)
    except NoForm:
        return ()
    return interview.lines(form, report.answers or {}, now)


def _ladder_of(session: Session, reports: Sequence[Report]) -> Ladder:
    return ladder(session, map(Sent.of, reports))


def _approve_one(
    session: Session,
    report: Report,
    by: Person,
    level: Level,
    revision: int | None,
    there: Ladder,
    now: datetime,
) -> str | None:
    """Why it was not approved; None where it was."""
    for _ in range(_TRIES):
        refused = "stale" if report.revision != revision else why_not(report, by, level, there)
        if refused is not None:
            return refused
        try:
            _move(session, report, by, now, action="approved", to=ReportStatus.APPROVED, level=level)
            return None
        except ReviewRefused:
            # Somebody else was at it in this instant: what stands now may be in order, or say exactly why not.
            continue
    return "stale"


def _look(report: Report, revision: int, level: Level) -> None:
    if report.revision != revision:
        raise ReviewRefused("stale")
    if report.approved_level is not None and Level(report.approved_level).rank > level.rank:
        raise ReviewRefused("locked")


def _move(
    session: Session,
    report: Report,
    by: Person,
    now: datetime,
    *,
    action: str,
    to: ReportStatus,
    level: Level | None,
    words: str = "",
    points: Sequence[tuple[SentBack, str]] = (),
) -> None:
    """The change itself, if the report still stands as it was read; its history. Raises ReviewRefused("stale")."""
    was = ReportStatus(report.status)
    session.flush()
    moved = session.execute(
        update(Report)
        .where(
            Report.id == report.id,
            Report.revision == report.revision,
            Report.status == was,
            Report.approved_level.is_not_distinct_from(report.approved_level),
        )
        .values(status=to, approved_level=level, version=Report.version + 1)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        session.refresh(report)
        raise ReviewRefused("stale")
    session.refresh(report, ["status", "approved_level", "version"])
    if level is None:
        # What everybody could see of it goes with the approval.
        released_photo.take_back(session, Attachment.report_id == report.id)
    event: dict[str, Any] = {
        "report_id": report.id,
        "at": now,
        "person_id": by.id,
        "action": action,
        "from_status": was,
        "to_status": to,
    }
    if not points:
        session.add(ReportEvent(**event, reason=level, comment=words or None))
    audit_log.note(
        session,
        now,
        f"report.{action}",
        person_id=by.id,
        unit_id=report.org_unit_id,
        subject=f"report:{report.id}",
        period=report.period,
        revision=report.revision,
        **({"level": level} if level else {}),
    )
    for point, _ in points:
        session.add(ReportEvent(**event, field=point.path, reason=point.reason, comment=point.words or None))
    session.flush()


def _as_sent(session: Session, report: Report) -> ReportStatus:
    """What the office's last sending made of the report."""
    last = session.scalar(
        select(ReportEvent.to_status)
        .where(ReportEvent.report_id == report.id, ReportEvent.action.in_(report_event.SENDINGS))
        .order_by(ReportEvent.id.desc())
        .limit(1)
    )
    if last in (ReportStatus.SUBMITTED, ReportStatus.RESUBMITTED, ReportStatus.NOTHING):
        return ReportStatus(last)
    return ReportStatus.NOTHING if report.is_nothing else ReportStatus.SUBMITTED
