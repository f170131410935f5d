"""What each turn of a report's conversation leads to: its state is kept, and its messages are said."""

from __future__ import annotations

from datetime import datetime

from bot.interview.state.types import Turn
from bot.messages import Message, Text
from handlers.request import Request
from models.reporting.conversation import Conversation


def hold(request: Request, conversation: Conversation) -> None:
    """Makes an existing conversation this person's active one, taking it over where another officer held it."""
    if conversation.is_active and conversation.person_id == request.person.id:
        return
    request.set_aside()
    conversation.person_id = request.person.id
    conversation.is_active = True
    conversation.updated_at = request.now


def save_turn(conversation: Conversation, turn: Turn, now: datetime) -> None:
    """Keeps where the turn has left the conversation, as its next step."""
    conversation.state = turn.state
    conversation.step += 1
    conversation.updated_at = now


def messages_of(turn: Turn, first: str = "") -> list[Message]:
    """What is said, `first` before it: joined to a text that follows, so that one answer stays one message."""
    if not first:
        return list(turn.messages)
    if turn.messages and isinstance(turn.messages[0], Text):
        head = turn.messages[0]
        return [Text(f"{first}\n\n{head.text}", head.quick, head.must_arrive), *turn.messages[1:]]
    return [Text(first), *turn.messages]
