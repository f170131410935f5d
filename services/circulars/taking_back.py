"""Messages with a letter that have not gone out and are not to: it was corrected or withdrawn, or is acknowledged."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Select, Text, and_, cast, delete, select, update
from sqlalchemy.orm import Session, aliased

from models.circulars.circular import Circular
from models.circulars.receipt import CircularOffice, CircularReceipt
from models.membership.person import Person
from models.messaging.outbox import Outbox, OutboxState

PURPOSE = "circular"  # of the messages that carry letters and nothing else
# Fewer than any database takes as values of one statement.
_AT_ONCE = 1_000


def of_letter(session: Session, circular: Circular) -> None:
    """All that carry this letter; nobody has a receipt of them. A reminder that waits with it goes without."""
    _take_back(session, session.scalars(_waiting(circular).distinct()).all())
    _lighten(session, circular)


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


def _lighten(session: Session, circular: Circular) -> None:
    """Takes the card of letters, which is their first, out of untried messages that say something else as well. Other
    letters in it wait for their people's next reply."""
    waiting = select(Outbox).where(
        Outbox.state == OutboxState.PENDING,
        Outbox.attempts == 0,
        Outbox.reply_token.is_(None),
        Outbox.purpose != PURPOSE,
        cast(Outbox.messages, Text).contains(circular.code, autoescape=True),
    )
    rows = session.scalars(waiting.order_by(Outbox.id).with_for_update(of=Outbox)).all()
    lightened = [row for row in rows if len(row.messages) > 1 and circular.code in json.dumps(row.messages[0])]
    for row in lightened:
        row.messages = row.messages[1:]
    session.flush()
    for start in range(0, len(lightened), _AT_ONCE):
        some = lightened[start : start + _AT_ONCE]
        _unsaid(session, [row.id for row in some])
        waits = update(Person).where(Person.id.in_([row.person_id for row in some])).values(awaits_circular=True)
        session.execute(waits.execution_options(synchronize_session=False))


def _take_back(session: Session, ids: Sequence[int | None]) -> None:
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        dropped = (
            update(Outbox)
            .where(Outbox.id.in_(some), Outbox.state == OutboxState.PENDING)
            .values(state=OutboxState.DROPPED, error="taken back")
            .returning(Outbox.id)
        )
        _unsaid(session, session.scalars(dropped.execution_options(synchronize_session=False)).all())


def _unsaid(session: Session, outbox_ids: Sequence[int]) -> None:
    """These messages carry no letter: of those that they were to bring nobody has a receipt."""
    unseen = CircularReceipt.opened_at.is_(None), CircularReceipt.acknowledged_at.is_(None)
    session.execute(
        delete(CircularReceipt)
        .where(CircularReceipt.outbox_id.in_(outbox_ids), *unseen)
        .execution_options(synchronize_session=False)
    )
