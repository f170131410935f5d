"""Pictures that an author shows with notes and questions: image messages before the words, once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.interview.state.live_conversation import MOST_MESSAGES, LiveConversation
from bot.messages import Message, Picture


def not_shown_yet(conversation: LiveConversation, names: Iterable[str]) -> list[Picture]:
    """Those of these files ("": none) that belong to a place at which the conversation has just arrived: they come and
    go with its notes. To be asked before those are said."""
    if conversation.state.here.noted:
        return []
    links = (conversation.form.picture_link(name) for name in names)
    return [Picture(link) for link in dict.fromkeys(links) if link]


def before(conversation: LiveConversation, pictures: Sequence[Picture], messages: Sequence[Message]) -> list[Message]:
    """The messages with as many pictures before them, the last ones, as LINE takes in one answer; a place is kept for
    what is said before all of it."""
    room = max(MOST_MESSAGES - 1 - len(conversation.cards) - len(messages), 0)
    return [*pictures[max(len(pictures) - room, 0) :], *messages]
