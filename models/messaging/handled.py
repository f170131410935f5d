"""What every handled event writes: that it is done, what is remembered of its person's pace, and the answer.

One statement on PostgreSQL, three on SQLite, which costs nothing between two of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, bindparam, insert, null, update
from sqlalchemy.orm import Session

from models.base import Base, UtcDateTime
from models.membership.person import Person
from models.messaging.outbox import WRITTEN, Outbox
from models.messaging.webhook_event import EventState, WebhookEvent
from models.prepared import Prepared

_EVENT, _PERSON, _OUTBOX = (Base.metadata.tables[one.__tablename__] for one in (WebhookEvent, Person, Outbox))
_DONE = (
    update(_EVENT)
    .where(_EVENT.c.id == bindparam("event_id"))
    .values(state=EventState.DONE, event=null(), error=null(), next_try_at=null())
)
_PACE = (
    update(_PERSON)
    .where(_PERSON.c.id == bindparam("who"))
    .values(
        last_event_at=bindparam("newest_at", type_=UtcDateTime),
        busy_until=bindparam("until", type_=UtcDateTime),
        is_put_aside=bindparam("is_aside", type_=Boolean),
    )
)
# Under other names than the columns', which SQLAlchemy would set in the other two tables as well.
_ANSWER = insert(_OUTBOX).values({name: bindparam(f"new_{name}", type_=_OUTBOX.c[name].type) for name in WRITTEN})
_ALL = Prepared(_ANSWER.add_cte(_DONE.cte("done"), _PACE.cte("pace")).returning(_OUTBOX.c.id), [_OUTBOX.c.id])
_ANSWER_ALONE = Prepared(_ANSWER.returning(_OUTBOX.c.id), [_OUTBOX.c.id])
_DONE_ALONE, _PACE_ALONE = Prepared(_DONE), Prepared(_PACE)


def write(
    session: Session,
    event_id: str,
    person: Person,
    answer: Outbox | None,
    *,
    newest_at: datetime | None,
    busy_until: datetime | None,
    is_put_aside: bool,
) -> None:
    """Writes it now. `answer` is not the session's, and has its id afterwards."""
    connection = session.connection()
    done: dict[str, Any] = {"event_id": event_id}
    pace = {"who": person.id, "newest_at": newest_at, "until": busy_until, "is_aside": is_put_aside}
    if answer is not None and connection.dialect.name == "postgresql":
        [(answer.id,)] = _ALL.rows(connection, done | pace | _new(answer))
        return
    _DONE_ALONE.run(connection, done)
    _PACE_ALONE.run(connection, pace)
    if answer is not None:
        [(answer.id,)] = _ANSWER_ALONE.rows(connection, _new(answer))


def _new(answer: Outbox) -> dict[str, Any]:
    return {f"new_{name}": getattr(answer, name) for name in WRITTEN}
