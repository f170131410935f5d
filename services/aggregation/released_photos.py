"""Which photos of model areas everybody may see: those that a supervisor has released, one of an area.

Nothing is released by itself. What is released stands with the version of the report that was looked at and goes with
its approval, with the photo, and when whoever sent the photo is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit_log
from models.membership.person import Person
from models.photos import released_photo
from models.photos.attachment import Attachment, AttachmentState
from models.photos.released_photo import ReleasedPhoto
from models.programme import Programme
from models.put import put
from models.reporting.report import Report, ReportStatus
from services.access.jurisdiction import Level
from services.aggregation import model_areas
from services.aggregation.model_areas import ModelArea
from services.assessment import quality

KIND = "image"


def of_report(
    session: Session, programme: Programme | None, report: Report, level: Level, now: datetime
) -> Mapping[str, bool]:
    """Photos of the report that are released or that this level may release, by their names, and whether they are; {}
    where `programme`, whose model areas are public, is another, or the report is not approved. A level that approves
    no reports releases none, and sees what others have released."""
    areas = _areas(session, programme, report, now)
    refs = [ref for area in areas for ref in area.photos]
    if not refs:
        return {}
    released = {one.ref for one in released_photo.standing(session, Attachment.ref.in_(refs))}
    return {ref: ref in released for ref in refs if ref in released or level in report.programme.levels}


def release(
    session: Session, programme: Programme | None, report: Report, ref: str, by: Person, level: Level, now: datetime
) -> bool:
    """Shows this photo to everybody, instead of another one of the same area; False where it is none to be released."""
    # From here on nobody takes its approval back meanwhile.
    locked = quality.lock(session, report.id)
    may = locked is not None and level in locked.programme.levels
    areas = _areas(session, programme, locked, now) if locked is not None and may else []
    area = next((one for one in areas if ref in one.photos), None)
    photo = _kept(session, report, ref)
    if area is None or photo is None:
        return False
    released_photo.take_back(session, Attachment.ref.in_(area.photos), Attachment.report_id == report.id)
    put(
        session,
        ReleasedPhoto,
        attachment_id=photo.id,
        report_id=report.id,
        revision=report.revision,
        released_at=now,
    )
    _note(session, "photo.release", report, photo, by, now)
    return True


def take_back(session: Session, report: Report, ref: str, by: Person, now: datetime) -> bool:
    """From now on nobody outside sees it; False where it was not released."""
    photo = _kept(session, report, ref)
    if photo is None or not released_photo.take_back(session, Attachment.id == photo.id):
        return False
    _note(session, "photo.take_back", report, photo, by, now)
    return True


def shown(session: Session, areas: Sequence[ModelArea]) -> Mapping[str, Attachment]:
    """The released photo of each of these areas that has one, by the area's key. One statement, none for no photos."""
    refs = {ref: area.key for area in areas for ref in area.photos}
    if not refs:
        return {}
    return {refs[one.ref]: one for one in released_photo.standing(session, Attachment.ref.in_(refs))}


def _areas(session: Session, programme: Programme | None, report: Report, now: datetime) -> list[ModelArea]:
    if programme is None or report.programme_id != programme.id or report.status != ReportStatus.APPROVED:
        return []
    every = model_areas.of_unit(session, programme, report.unit, now)
    return [one for one in every if one.report_id == report.id]


def _kept(session: Session, report: Report, ref: str) -> Attachment | None:
    found = session.scalar(select(Attachment).where(Attachment.ref == ref[:64], Attachment.report_id == report.id))
    return found if found is not None and (found.state, found.kind) == (AttachmentState.KEPT, KIND) else None


def _note(session: Session, act: str, report: Report, photo: Attachment, by: Person, now: datetime) -> None:
    subject = f"attachment:{photo.id}"
    audit_log.note(session, now, act, person_id=by.id, unit_id=report.org_unit_id, subject=subject, report=report.id)
