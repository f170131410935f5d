"""Coming to the bot and leaving it, and the word for joining alone."""

from __future__ import annotations

from bot.messages import Message
from bot.texts.joining import coming as words
from handlers.request import Request
from services.membership import leaving


def follow(request: Request) -> list[Message]:
    """Somebody added the bot, or unblocked it: LINE does not tell the two apart reliably, our rows do."""
    if request.active:
        return [words.welcome_back([one.unit for one in request.active], reports=bool(request.offices))]
    if request.pending:
        return [words.welcome_back_waiting([one.unit for one in request.pending])]
    return [words.GREETING]


def unfollow(request: Request) -> list[Message]:
    """The bot was blocked: nothing can be answered, nothing is sent until a follow."""
    newest = request.person.last_event_at
    # LINE may deliver in another order than things happened: what the person did since then counts.
    if newest is None or request.at >= newest:
        leaving.block(request.person)
    return []


def how(request: Request) -> list[Message]:
    """The word for joining alone."""
    return [words.HOW_TO_JOIN]
