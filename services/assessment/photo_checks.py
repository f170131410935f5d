"""What the photos of a report say: which are lost, which were used before, which were taken at another time or place.

All of it is for a supervisor to look at. That a picture says nothing of when and where is the rule, since LINE
makes pictures anew; it is never held against anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.engine.definition.form import Form
from bot.engine.definition.form_items import QuestionKind
from bot.engine.instance.answered import answered
from bot.periods import Every, Period
from bot.schedule import local_day
from bot.thai.places import kilometres
from models.photos.attachment import Attachment, AttachmentState
from models.reporting.report import Report
from services.assessment.flags import Flag
from services.assessment.photo_copies import copies

# A local office's area is seldom more than twenty kilometres across, and a position in a photo is right to within
# some hundred metres: nothing that was taken at the office's own works is further away.
FAR_KM = 20
# A report may show what was prepared in the month before its period.
MONTHS_BEFORE = 1
# The clock of a camera that is a day ahead is a time zone, not a finding.
AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Checked:
    """`photos` is how many the answers name, `copies` how many of them were used before; `lost` are the paths of
    photos and files that cannot be had, `flags` as they stand in `Report.content`."""

    photos: int = 0
    copies: int = 0
    lost: tuple[str, ...] = ()
    flags: tuple[dict[str, Any], ...] = ()


def check(session: Session, report: Report, form: Form, answers: Mapping[str, Any]) -> Checked:
    """Of the answers as they stand in `report`."""
    every = list(answered(form, answers))
    attached = [one for one in every if one.question.kind.is_attachment]
    if not attached:
        return Checked()
    refs = [one.value for one in attached]
    mine = {row.ref: row for row in session.scalars(select(Attachment).where(Attachment.ref.in_(refs)))}
    gone = (AttachmentState.GONE, AttachmentState.REFUSED)
    lost = [one.path for one in attached if one.value in mine and mine[one.value].state in gone]
    named = {one.value: one.path for one in attached if one.question.kind is QuestionKind.IMAGE}
    again = copies(session, named, mine)
    flags: list[dict[str, Any]] = []
    for copy in again:
        flag = {"kind": Flag.PHOTO.value, "path": copy.path, "report": copy.report_id}
        flags.append(flag if copy.is_exact else flag | {"near": True})
    points = [(one.path, one.value) for one in every if one.question.kind is QuestionKind.GEOPOINT]
    for ref, path in named.items():
        if (row := mine.get(ref)) and row.state == AttachmentState.KEPT:
            flags += _at_another_time(row, path, report.period)
            flags += _at_another_place(row, path, points)
    return Checked(len(named), len(again), tuple(lost), tuple(flags))


def _at_another_time(row: Attachment, path: str, period: str) -> list[dict[str, Any]]:
    if row.taken_at is None:
        return []
    taken = local_day(row.taken_at)
    flag = {"kind": Flag.TAKEN.value, "path": path, "day": taken.isoformat()}
    of = Period.parse(period)
    # What is asked once does not say since when.
    if of.every is not Every.ONCE and taken < Period.of(of.first_day).plus(-MONTHS_BEFORE).day(1):
        return [flag]
    return [flag | {"ahead": True}] if row.taken_at > row.created_at + AHEAD else []


def _at_another_place(row: Attachment, path: str, points: Sequence[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Compared with the points of the same repeat row, else of the whole report; near one of them is enough."""
    if row.position is None:
        return []
    beside = [value for other, value in points if _row_of(path) and _row_of(other) == _row_of(path)]
    places = [place for value in beside or [value for _, value in points] if (place := _place(value))]
    if not places:
        return []
    away = min(kilometres(row.position, place) for place in places)
    return [{"kind": Flag.FAR.value, "path": path, "km": round(away)}] if away > FAR_KM else []


def _row_of(path: str) -> str:
    """The row of a repeat that a concrete path lies in; "" outside them."""
    return path.rpartition("]")[0]


def _place(value: Any) -> tuple[float, float] | None:
    """A geopoint's answer is `latitude longitude altitude accuracy`."""
    try:
        latitude, longitude = (float(part) for part in str(value).split()[:2])
    except ValueError:
        return None
    return latitude, longitude
