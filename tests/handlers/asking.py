"""One event the way of every event, but for the inbox: recognised, allowed, done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.events import Event, Kind
from bot.messages import Message
from handlers.dispatch import dispatch
from handlers.request import request_of


def ask(session: Session, user_id: str, now: datetime, text: str = "", data: str = "") -> list[Message]:
    """What is answered to these words, or to the button with this data."""
    kind = Kind.POSTBACK if data else Kind.TEXT
    session.flush()
    return dispatch(request_of(Event("e", kind, now, user_id, "token", text=text, data=data), session, now))
