"""Photos of model areas that a supervisor has released: everybody may see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.photos.attachment import Attachment, AttachmentState
from models.reporting.report import Report


class ReleasedPhoto(Base):
    """There is a row while it is released; who released it, and who took it back, the audit log knows. `revision` is
    the report's version that was looked at: of another one nothing is released."""

    __tablename__ = "released_photo"

    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"), primary_key=True, autoincrement=False)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    revision: Mapped[int]
    released_at: Mapped[datetime]


def standing(session: Session, *where: ColumnElement[bool]) -> Sequence[Attachment]:
    """The released photos of this condition on `Attachment` that may be shown at this moment: kept, of an approved
    report that is still the version in which they were released."""
    query = (
        select(Attachment)
        .join(ReleasedPhoto, ReleasedPhoto.attachment_id == Attachment.id)
        .join(Report, Report.id == ReleasedPhoto.report_id)
        .where(
            Attachment.state == AttachmentState.KEPT,
            Attachment.report_id == Report.id,
            Report.approved_level.is_not(None),
            Report.revision == ReleasedPhoto.revision,
            *where,
        )
    )
    return session.scalars(query).all()


def take_back(session: Session, *where: ColumnElement[bool]) -> int:
    """Nothing of this condition on `Attachment` is released any more; how many photos were."""
    those = select(Attachment.id).where(*where)
    gone = delete(ReleasedPhoto).where(ReleasedPhoto.attachment_id.in_(those))
    done = session.execute(gone.execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]
