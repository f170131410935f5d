"""What the photos of a report say: which are lost, which were somebody's already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversation.answered import answered
from bot.conversation.form import Form, QuestionKind
from models.attachment import Attachment, AttachmentState
from models.report import Report
from services.flags import Flag


@dataclass(frozen=True, slots=True)
class Checked:
    """`photos` is how many the answers name, `copies` how many of them an earlier message had already; `lost` are the
    paths of photos and files that cannot be had, `flags` as they stand in `Report.content`."""

    photos: int = 0
    copies: int = 0
    lost: tuple[str, ...] = ()
    flags: tuple[dict[str, Any], ...] = ()


def check(session: Session, report: Report, form: Form, answers: Mapping[str, Any]) -> Checked:
    """Of two with the same photo only the later is told."""
    attached = [one for one in answered(form, answers) if one.question.kind.is_attachment]
    if not attached:
        return Checked()
    refs = [one.value for one in attached]
    mine = {row.ref: row for row in session.scalars(select(Attachment).where(Attachment.ref.in_(refs)))}
    gone = (AttachmentState.GONE, AttachmentState.REFUSED)
    lost = [one.path for one in attached if one.value in mine and mine[one.value].state in gone]
    named = {one.value: one.path for one in attached if one.question.kind is QuestionKind.IMAGE}
    again = _again(session, report, named, mine)
    flags = [{"kind": Flag.PHOTO.value, "path": path, "report": other} for path, other in again]
    return Checked(len(named), len(again), tuple(lost), tuple(flags))


def _again(
    session: Session, report: Report, named: Mapping[str, str], mine: Mapping[str, Attachment]
) -> list[tuple[str, int]]:
    """(path, report) of the photos that stood in an earlier message already."""
    photos = [mine[ref] for ref in named if ref in mine]
    prints = {row.sha256 for row in photos if row.sha256 and row.state == AttachmentState.KEPT}
    same = session.execute(
        select(Attachment.id, Attachment.ref, Attachment.sha256, Attachment.report_id)
        .join(Report, Attachment.report_id == Report.id)
        .where(Attachment.sha256.in_(prints), Attachment.state == AttachmentState.KEPT, Report.revision > 0)
        .order_by(Attachment.id)
    ).all()
    again = []
    for ref, path in named.items():
        row = mine.get(ref)
        if row is None or row.sha256 not in prints:
            continue
        # In the same report only what stands in an answer counts: a photo sent twice and replaced is no copy.
        others = (one for one in same if one.id < row.id and (one.report_id != report.id or one.ref in named))
        if first := next((one for one in others if one.sha256 == row.sha256), None):
            again.append((path, first.report_id))
    return again
