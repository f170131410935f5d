"""What becomes of each turn of a report's conversation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.interview.interview import Turn
from bot.messages import Message, Text
from models.reporting.conversation import Conversation


def said(conversation: Conversation, turn: Turn, now: datetime, *, first: str = "") -> list[Message]:
    """Keeps the turn in the conversation and gives its messages, `first` words before them."""
    conversation.state = turn.state
    conversation.step += 1
    conversation.updated_at = now
    return with_words(first, turn.messages)


def with_words(first: str, messages: Sequence[Message]) -> list[Message]:
    """`first` before the messages: joined to a text that follows, so that one answer stays one message."""
    if not first:
        return list(messages)
    if messages and isinstance(messages[0], Text):
        head = messages[0]
        return [Text(f"{first}\n\n{head.text}", head.quick, head.must_arrive), *messages[1:]]
    return [Text(first), *messages]
