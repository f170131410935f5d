"""Photos and files of a report: named in the transaction of the answer, let go when they stand in it no more.

`services/photos/keeper` fetches them from LINE right after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.photos import attachment, released_photo
from models.photos.attachment import Attachment, AttachmentState
from models.reporting.report import Report
from services.assessment import quality

# What a picture says, taken out of its row.
_SAID: dict[str, Any] = dict.fromkeys(
    ("sha256", "fine_hash", "band_0", "band_1", "band_2", "band_3", "taken_at", "latitude", "longitude")
)


def name_photo(
    session: Session,
    *,
    ref: str,
    person_id: int,
    report_id: int,
    message_id: str,
    now: datetime,
    kind: str = "image",
) -> None:
    """Remembers that `ref` in an answer is this message's photo (or film, sound, paper: `kind`), to be fetched."""
    row = Attachment(
        ref=ref,
        kind=kind,
        report_id=report_id,
        person_id=person_id,
        message_id=message_id,
        next_try_at=now,
        created_at=now,
    )
    session.add(row)
    session.flush()
    session.info.setdefault("wanted", []).append(row.id)


def lost_among(session: Session, report_id: int, answers: Any) -> set[str]:
    """References in the answers whose photo cannot be had: gone at LINE, or no picture."""
    query = select(Attachment.ref).where(
        Attachment.report_id == report_id, Attachment.state.in_((AttachmentState.GONE, AttachmentState.REFUSED))
    )
    return set(session.scalars(query)) & set(_strings(answers))


def mark_sent(session: Session, report: Report, now: datetime) -> None:
    """What stands in the answers is sent now; what was sent before keeps its moment."""
    query = select(Attachment).where(Attachment.report_id == report.id, Attachment.sent_at.is_(None))
    rows = session.scalars(query).all()
    standing = set(_strings(report.answers)) if rows else set()
    for row in rows:
        if row.ref in standing:
            row.sent_at = now
    session.flush()


def let_go(session: Session, refs: Sequence[str]) -> None:
    """These stand in no answer any more: their bytes are removed after the commit, what they said at once."""
    if not refs:
        return
    released_photo.take_back(session, Attachment.ref.in_(refs))
    # All of it, and not what differs from what was read here: the keeper may learn at this instant what it says.
    gone = update(Attachment).where(Attachment.ref.in_(refs)).values(state=AttachmentState.GONE, **_SAID)
    session.info.setdefault("wanted", []).extend(session.scalars(gone.returning(Attachment.id)))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def take_back(session: Session, message_id: str, now: datetime) -> None:
    """The sender withdrew the message: what it showed must not be kept. A report that was sent with it lacks it now."""
    row = attachment.by_message(session, message_id)
    if row is None:
        return
    report = quality.lock(session, row.report_id) if row.report_id else None
    let_go(session, [row.ref])
    if report is not None:
        quality.refresh(session, report, now)
