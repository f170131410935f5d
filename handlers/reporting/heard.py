"""An event as the interview takes it, of a report and of a trial alike."""

from __future__ import annotations

import secrets

from bot.events import Event, Kind
from bot.interview.state.types import Attached, Incoming, Located, Tapped, Typed, Unreadable, Unsent

_ATTACHED = (Kind.IMAGE, Kind.VIDEO, Kind.AUDIO, Kind.FILE)


def heard(event: Event) -> Incoming:
    """What somebody said, sent or tapped."""
    message = event.message_id or ""
    if event.kind is Kind.TEXT:
        return Typed(event.text, message)
    if event.kind is Kind.POSTBACK:
        return Tapped(event.data, event.picked)
    if event.kind is Kind.LOCATION and event.place:
        return Located(event.place, message)
    if event.kind is Kind.UNSEND:
        return Unsent(message)
    if event.kind in _ATTACHED:
        return Attached(event.kind, secrets.token_urlsafe(16), message)
    return Unreadable(event.kind)
