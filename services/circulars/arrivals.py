"""What has become of the messages that carry circulars: asked of the outbox once a minute."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.circulars.receipt import CircularOffice, CircularReceipt
from models.membership.person import Person
from models.messaging.outbox import LOST_STATES, Outbox, OutboxState
from services.circulars.taking_back import PURPOSE
from services.messaging.quota import IS_COUNTED

# Of one pass: the whole country's first day is through within a few minutes.
MOST = 5_000


def settle(session: Session, now: datetime) -> int:
    """Notes what has arrived; what never will waits for the person's next reply again. Returns how many receipts were
    settled; five statements, none where nothing is under way."""
    query = (
        select(CircularReceipt, Outbox.state, Outbox.sent_at, Outbox.purpose, IS_COUNTED)
        .outerjoin(Outbox, Outbox.id == CircularReceipt.outbox_id)
        .where(CircularReceipt.outbox_id.is_not(None), CircularReceipt.reached_at.is_(None))
        .where(Outbox.state.is_(None) | Outbox.state.in_((OutboxState.SENT, *LOST_STATES)))
        .order_by(CircularReceipt.id)
        .limit(MOST)
        # Of two who look at once each counts what the other does not.
        .with_for_update(of=CircularReceipt, skip_locked=True)
    )
    lost: list[CircularReceipt] = []
    arrived: list[CircularReceipt] = []
    counted: dict[tuple[int, int], set[int]] = {}
    rows = session.execute(query).all()
    for receipt, state, sent_at, purpose, is_counted in rows:
        if state != OutboxState.SENT:
            lost.append(receipt)
            continue
        receipt.reached_at = sent_at
        arrived.append(receipt)
        if is_counted and purpose == PURPOSE and receipt.outbox_id is not None:
            counted.setdefault((receipt.circular_id, receipt.org_unit_id), set()).add(receipt.outbox_id)
    session.flush()
    _reached(session, arrived)
    for (circular_id, unit_id), messages in counted.items():
        mine = CircularOffice.circular_id == circular_id, CircularOffice.org_unit_id == unit_id
        more = update(CircularOffice).where(*mine).values(counted=CircularOffice.counted + len(messages))
        session.execute(more.execution_options(synchronize_session=False))
    if lost:
        _wait_again(session, lost)
    return len(rows)


def _reached(session: Session, arrived: list[CircularReceipt]) -> None:
    for circular_id, version in {(one.circular_id, one.version) for one in arrived}:
        units = [one.org_unit_id for one in arrived if (one.circular_id, one.version) == (circular_id, version)]
        session.execute(
            update(CircularOffice)
            .where(
                CircularOffice.circular_id == circular_id,
                CircularOffice.org_unit_id.in_(units),
                CircularOffice.reached < version,
            )
            .values(reached=version)
            .execution_options(synchronize_session=False)
        )


def _wait_again(session: Session, lost: list[CircularReceipt]) -> None:
    people = {one.person_id for one in lost}
    for receipt in lost:
        if receipt.opened_at is None and receipt.acknowledged_at is None:
            session.delete(receipt)
        else:
            receipt.outbox_id = None
    session.flush()
    session.execute(
        update(Person)
        .where(Person.id.in_(people))
        .values(awaits_circular=True)
        .execution_options(synchronize_session=False)
    )
