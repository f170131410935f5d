"""An event that goes the way of every event, down to its answer, in this thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, update

from bot.events import Event
from handlers.dispatch import dispatch
from handlers.inbox import EventResult, Handle, Outcome, handle_next, lane_of, receive
from models.database import Database
from models.messaging.outbox import Outbox, OutboxState

# To the table itself: nothing is in the session that the session would have to look through.
_SENT = (
    update(Outbox.__table__)
    .where(Outbox.__table__.c.reply_token == bindparam("token"))
    .values(state=OutboxState.SENT, claimed_until=None, sent_at=bindparam("now"))
)


def raw(event: Event) -> dict[str, object]:
    """LINE's JSON of an event that a test has made."""
    message = {"type": event.kind.value, "id": event.message_id, "text": event.text}
    if event.place is not None:
        message |= {"latitude": event.place.latitude, "longitude": event.place.longitude}
        message |= {"title": event.place.title, "address": event.place.address}
    found: dict[str, object] = {
        "webhookEventId": event.id,
        "timestamp": event.at.timestamp() * 1000,
        "source": {"type": "group" if event.in_group else "user", "userId": event.user_id},
        "replyToken": event.reply_token,
        "deliveryContext": {"isRedelivery": event.is_redelivery},
    }
    match event.kind.value:
        case "postback":
            found |= {"type": "postback", "postback": {"data": event.data, "params": {"date": event.picked}}}
        case "follow" | "unfollow":
            found |= {"type": event.kind.value}
        case "unsend":
            found |= {"type": "unsend", "unsend": {"messageId": event.message_id}}
        case "edited":
            found |= {"type": "messageEdited", "message": message}
        case "other":
            found |= {"type": "something new"}
        case _:
            found |= {"type": "message", "message": message}
    return found


def take(event: Event, database: Database, now: datetime, *, handle: Handle = dispatch) -> EventResult:
    """Written down and handled at once; what is tried again at once as well. Its answer is yet to be sent."""
    whole = event if event.raw else replace(event, raw=raw(event))
    if event.id not in receive([whole], database, now):
        return EventResult(Outcome.REPEAT if lane_of(whole) else Outcome.IGNORED)
    while True:
        result = handle_next(lane_of(whole) or "", database, now, handle=handle)
        assert result is not None
        if result.outcome is not Outcome.AGAIN or result.wait:
            return result


def arrives(database: Database, reply_token: str, now: datetime) -> None:
    """LINE has taken the answer to this token."""
    with database.writing() as session:
        session.connection().execute(_SENT, {"token": reply_token, "now": now})
