"""The ledger of counted messages: what LINE counted, by month and class.

It is made from the messages themselves, which are kept for 90 days, and written down once a day for good: no answer and
no push pays for it. Replies are free; a reply that came too late for its token went out as a push.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from bot.ladder import OVERDUE_KINDS
from bot.message_class import MessageClass
from bot.periods import Period
from bot.schedule import at_bangkok, local_day
from models.messaging import counted_message
from models.messaging.counted_message import CountedMessage
from models.messaging.outbox import Outbox, OutboxState
from models.put import put
from models.reminding.reminder import Reminder
from services.messaging.quota import IS_COUNTED, KEEPS

# Purposes of messages, less the reminders, which are told apart by what they carry.
CLASSES = {"reply": MessageClass.RECEIPT, "notice": MessageClass.RETURN, "digest": MessageClass.DIGEST}
REMINDER = "reminder"
HISTORY = 3  # months that are looked back upon


def count(session: Session, month: Period) -> Counter[MessageClass]:
    """What was sent in this month, as long as its messages are kept."""
    begins, ends = (at_bangkok(one.day(1), time()) for one in (month, month.plus(1)))
    is_overdue = and_(Outbox.purpose == REMINDER, ~_is_in_time())
    query = (
        select(Outbox.purpose, case((is_overdue, 1), else_=0).label("overdue"), func.count())
        .where(
            Outbox.state == OutboxState.SENT,
            Outbox.sent_at >= begins,
            Outbox.sent_at < ends,
            # For the index: nothing is sent later than a day after its last try was due.
            Outbox.next_try_at > begins - KEEPS,
            IS_COUNTED,
        )
        .group_by(Outbox.purpose, "overdue")
    )
    found: Counter[MessageClass] = Counter()
    for purpose, overdue, messages in session.execute(query):
        if purpose == REMINDER:
            found[MessageClass.OVERDUE if overdue else MessageClass.DUE] += messages
        else:
            found[CLASSES.get(purpose, MessageClass.ANNOUNCEMENT)] += messages
    return found


def keep(session: Session, now: datetime) -> None:
    """Writes down this month as far as it has come, and the one before for good. Once a day is enough."""
    this = Period.of(local_day(now))
    for month in (this.plus(-1), this):
        for message_class, messages in count(session, month).items():
            put(session, CountedMessage, month=str(month), message_class=message_class.value, count=messages)


def usual(session: Session, now: datetime) -> dict[MessageClass, float]:
    """How many of each class a month has taken of late, this one left out; empty before the first full month."""
    this = Period.of(local_day(now))
    rows = counted_message.of_months(session, [str(this.plus(-back)) for back in range(1, HISTORY + 1)])
    sums: Counter[MessageClass] = Counter()
    for row in rows:
        sums[MessageClass(row.message_class)] += row.count
    months = len({row.month for row in rows})
    return {one: messages / months for one, messages in sums.items()}


def _is_in_time() -> ColumnElement[bool]:
    """Whether the message carries anything that was not late: that is its class."""
    is_overdue = or_(*(Reminder.kind.startswith(kind) for kind in OVERDUE_KINDS))
    return select(Reminder.id).where(Reminder.outbox_id == Outbox.id, ~is_overdue).exists()
