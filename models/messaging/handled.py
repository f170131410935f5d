"""What every handled event writes: that it is done, what is remembered of its person's pace, the answer, and the
conversation whose next question is in the answer.

One statement on PostgreSQL, four on SQLite, which costs nothing between two of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, bindparam, insert, null, select, update
from sqlalchemy.orm import Session

from models.base import Base, UtcDateTime
from models.membership.person import Person
from models.messaging.outbox import WRITTEN, Outbox
from models.messaging.webhook_event import EventState, WebhookEvent
from models.prepared import Prepared
from models.reporting import conversation
from models.reporting.conversation import Conversation

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
_NUMBERED = _ANSWER.returning(_OUTBOX.c.id)
_ANSWER_ALONE = Prepared(_NUMBERED, [_OUTBOX.c.id])
_BESIDE = _DONE.cte("done"), _PACE.cte("pace")
_ALL = Prepared(_NUMBERED.add_cte(*_BESIDE), [_OUTBOX.c.id])
_ANSWER_ID = select(_NUMBERED.cte("answer").c.id).scalar_subquery()
_ALL_AND_QUESTION = Prepared(
    conversation.WRITE.values(asked_in=_ANSWER_ID).add_cte(*_BESIDE).returning(_ANSWER_ID), [_OUTBOX.c.id]
)
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
    asks: Conversation | None = None,
) -> None:
    """Writes it now. `answer` is not the session's, and has its id afterwards. `asks` is the conversation whose
    question is in the answer: where it is all that the session has to write it is written as well, and the session's no
    more. Raises StaleDataError where somebody else has written it meanwhile."""
    connection = session.connection()
    values: dict[str, Any] = {
        "event_id": event_id,
        "who": person.id,
        "newest_at": newest_at,
        "until": busy_until,
        "is_aside": is_put_aside,
    }
    if answer is not None:
        values |= {f"new_{name}": getattr(answer, name) for name in WRITTEN}
    if answer is None or asks is None or not conversation.is_all_to_write(session, asks):
        asks = None
    if answer is not None and connection.dialect.name == "postgresql":
        every = _ALL if asks is None else _ALL_AND_QUESTION
        written = every.rows(connection, values if asks is None else values | conversation.values_of(asks))
        if asks is not None:
            conversation.is_written(session, asks, len(written))
        [(answer.id,)] = written
        return
    _DONE_ALONE.run(connection, values)
    _PACE_ALONE.run(connection, values)
    if answer is not None:
        [(answer.id,)] = _ANSWER_ALONE.rows(connection, values)
        if asks is not None:
            asks.asked_in = answer.id
            conversation.write(session, asks)
