"""A picture that was used before: the same file, or one that shows the same, in whatever office and month.

Of two the later is told: the one whose report was sent later. So it makes no difference whose photo was taken into a
draft first, and the original does not become a copy when its report is corrected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from models.photos.attachment import Attachment, AttachmentState
from models.photos.look_alike import BANDS, distance, may_resemble
from services.untrusted.pictures.picture_hash import NEAR_COARSE, is_near_fine

# Reports that learn of a photo that came late; more have the same one only where everybody has.
_MOST_LATER = 50
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Copy:
    """`report_id` had the picture first; `is_exact`: the very same file, else one that shows the same."""

    path: str
    report_id: int
    is_exact: bool


def copies(session: Session, named: Mapping[str, str], mine: Mapping[str, Attachment]) -> list[Copy]:
    """Which photos were used before. `named` are the answers' (reference → path), `mine` their rows."""
    kept = [mine[ref] for ref in named if ref in mine and mine[ref].state == AttachmentState.KEPT]
    kept.sort(key=lambda row: row.id)
    found = []
    for at, row in enumerate(kept):
        if copy := _here(row, kept[:at]) or _elsewhere(session, row):
            found.append(Copy(named[row.ref], *copy))
    order = list(named.values())
    return sorted(found, key=lambda copy: order.index(copy.path))


def reports_after(session: Session, row: Attachment) -> Sequence[int]:
    """Reports that were sent after this photo's own, and have the same photo; not more than some dozens."""
    if row.sent_at is None:
        return ()
    later = or_(Attachment.sent_at > row.sent_at, and_(Attachment.sent_at == row.sent_at, Attachment.id > row.id))
    found = [*_the_same(session, row, later, _MOST_LATER), *_resembling(session, row, later, _MOST_LATER)]
    return tuple(dict.fromkeys(found))[:_MOST_LATER]


def _here(row: Attachment, before: Sequence[Attachment]) -> tuple[int, bool] | None:
    """(report, whether it is the same file) where the report itself has the photo twice."""
    assert row.report_id is not None
    if any(other.sha256 == row.sha256 for other in before):
        return row.report_id, True
    bands = _bands(row)
    for other in before:
        theirs = _bands(other)
        if bands and theirs and _is_near(bands, row.fine_hash, theirs, other.fine_hash):
            return row.report_id, False
    return None


def _elsewhere(session: Session, row: Attachment) -> tuple[int, bool] | None:
    before: ColumnElement[bool] = Attachment.sent_at.is_not(None)
    if row.sent_at is not None:
        same_time = and_(Attachment.sent_at == row.sent_at, Attachment.id < row.id)
        before = or_(Attachment.sent_at < row.sent_at, same_time)
    if found := _the_same(session, row, before, 1):
        return found[0], True
    if found := _resembling(session, row, before, 1):
        return found[0], False
    return None


def _the_same(session: Session, row: Attachment, when: ColumnElement[bool], most: int) -> list[int]:
    """Reports with the very same file, those that were sent first before the others."""
    query = _others(row, when).with_only_columns(Attachment.report_id).where(Attachment.sha256 == row.sha256)
    return [report_id for report_id in session.scalars(query.limit(most)) if report_id is not None]


def _resembling(session: Session, row: Attachment, when: ColumnElement[bool], most: int) -> list[int]:
    """The same for pictures that look alike, a few at a time: of one poster sent by many the first suffice."""
    bands = _bands(row)
    if bands is None:
        return []
    columns = (Attachment.report_id, Attachment.fine_hash, *BANDS)
    query = _others(row, when).with_only_columns(*columns).where(may_resemble(bands)).limit(_AT_ONCE)
    found: list[int] = []
    seen = 0
    while rows := session.execute(query).all():
        for report_id, fine, *theirs in rows:
            if report_id is not None and _is_near(bands, row.fine_hash, [band or 0 for band in theirs], fine):
                found.append(report_id)
                if len(found) == most:
                    return found
        seen += len(rows)
        query = query.offset(seen)
    return found


def _others(row: Attachment, when: ColumnElement[bool]) -> Select[Attachment]:
    """Those sent and still there, which alone have hashes. (SQLite would begin with the state nearly all share.)"""
    return (
        select(Attachment)
        .where(Attachment.report_id != row.report_id, when)
        .order_by(Attachment.sent_at, Attachment.id)
    )


def _is_near(mine: Sequence[int], fine: str | None, theirs: Sequence[int], their_fine: str | None) -> bool:
    return distance(mine, theirs) <= NEAR_COARSE and is_near_fine(fine or "0", their_fine or "0")


def _bands(row: Attachment) -> tuple[int, ...] | None:
    """None for a picture that has no hash."""
    bands = (row.band_0, row.band_1, row.band_2, row.band_3)
    return tuple(band for band in bands if band is not None) if row.fine_hash and None not in bands else None
