"""Messages with a letter that have not gone out and are not to: it was corrected or withdrawn, or is acknowledged."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Select, and_, delete, select, update
from sqlalchemy.orm import Session, aliased

from models.circulars.circular import Circular
from models.circulars.receipt import CircularOffice, CircularReceipt
from models.messaging.outbox import Outbox, OutboxState

PURPOSE = "circular"  # of the messages that carry letters and nothing else
# Fewer than any database takes as values of one statement.
_AT_ONCE = 1_000


def of_letter(session: Session, circular: Circular) -> None:
    """All that carry this letter; nobody has a receipt of them."""
    _take_back(session, session.scalars(_waiting(circular).distinct()).all())


def of_offices(session: Session, circular: Circular, unit_ids: Collection[int]) -> None:
    """Those to people of these offices that carry nothing which an office has still to acknowledge."""
    other = aliased(CircularReceipt)
    of_other = and_(CircularOffice.circular_id == other.circular_id, CircularOffice.org_unit_id == other.org_unit_id)
    is_asked = (
        select(other.id)
        .join(CircularOffice, of_other)
        .where(other.outbox_id == Outbox.id, CircularOffice.acknowledged < other.version)
        .exists()
    )
    done = _waiting(circular).where(CircularReceipt.org_unit_id.in_(unit_ids), ~is_asked)
    _take_back(session, session.scalars(done.distinct()).all())


def _waiting(circular: Circular) -> Select[int | None]:
    return (
        select(CircularReceipt.outbox_id)
        .join(Outbox, Outbox.id == CircularReceipt.outbox_id)
        .where(
            CircularReceipt.circular_id == circular.id,
            Outbox.state == OutboxState.PENDING,
            Outbox.purpose == PURPOSE,
        )
    )


def _take_back(session: Session, ids: Sequence[int | None]) -> None:
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        dropped = (
            update(Outbox)
            .where(Outbox.id.in_(some), Outbox.state == OutboxState.PENDING)
            .values(state=OutboxState.DROPPED, error="taken back")
            .returning(Outbox.id)
        )
        gone = session.scalars(dropped.execution_options(synchronize_session=False)).all()
        unseen = CircularReceipt.opened_at.is_(None), CircularReceipt.acknowledged_at.is_(None)
        session.execute(
            delete(CircularReceipt)
            .where(CircularReceipt.outbox_id.in_(gone), *unseen)
            .execution_options(synchronize_session=False)
        )
