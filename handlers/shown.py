"""Whether the question that somebody's words would answer has reached them.

Where LINE is slow or loses an answer of ours, people repeat what they said: the same figure must not be taken for the
question after it, which they have not seen.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import blake2b

from bot.events import Kind
from bot.vocabulary.commands import understand
from bot.vocabulary.recognise import of_command
from handlers.request import Request
from models.messaging import outbox
from models.messaging.outbox import Outbox, OutboxState

# Buttons name their question themselves, and of photos several are sent at once.
WORDS = (Kind.TEXT, Kind.LOCATION)
_UNSENT = (OutboxState.PENDING, OutboxState.SENDING)
# LINE's times are cut to milliseconds.
CUT = timedelta(milliseconds=1)


# Words that are with LINE so soon after they were written stand on the screen before we know: a quick reader's answer
# is one.
PROMPT = timedelta(seconds=1)


class StillSending(Exception):
    """The question is being sent at this very moment: whether it arrives will be known soon."""


def is_shown(request: Request) -> bool:
    """Whether these words were said after the newest question of the request's conversation had been sent; while it was
    just being sent, whether they are others than before. Raises StillSending."""
    asked = request.asked_in
    if asked is None or request.event.kind not in WORDS or _is_of_the_menu(request.event.text):
        return True
    conversation = request.active_conversation
    if conversation is not None and conversation.shown_at is not None:
        return conversation.shown_at - request.at <= CUT
    if asked.state == OutboxState.SENDING and asked.claimed_until is not None and asked.claimed_until > request.now:
        raise StillSending
    if asked.state != OutboxState.SENT or asked.sent_at is None:
        return False
    early = asked.sent_at - request.at
    is_repeated = conversation is not None and conversation.heard == mark(request)
    was_prompt = asked.sent_at - asked.created_at <= PROMPT
    return early <= CUT or (was_prompt and early <= PROMPT and not is_repeated)


def shown_since(request: Request) -> datetime | None:
    """Since when the question stands on the screen that is about to be asked once more; None where it may not."""
    conversation, asked = request.active_conversation, request.asked_in
    if conversation is None or asked is None:
        return None
    return conversation.shown_at or (asked.sent_at if asked.state == OutboxState.SENT else None)


def is_told(request: Request) -> bool:
    """Whether somebody whose words came too early has been told so since: of ten that were said at once, the first is
    answered for all."""
    conversation = request.active_conversation
    return conversation is not None and conversation.shown_at is not None


def mark(request: Request) -> str:
    """What these words are known by when they come again; they cannot be read from it."""
    said = f"{request.event.text}|{request.event.place}|{request.person.id}"
    return blake2b(said.encode(), digest_size=8).hexdigest()


def remember_words(request: Request) -> None:
    """The conversation has taken these words as an answer."""
    if request.conversation is not None and request.event.kind in WORDS:
        request.conversation.heard = mark(request)


def _is_of_the_menu(text: str) -> bool:
    """Whether these words ask for something beside the report: they mean the same whatever was shown."""
    spoken = understand(text)
    return spoken is not None and of_command(spoken.command) is not None


def remember_question(request: Request, reply: Outbox | None) -> None:
    """The question that was asked in this event's transaction stands in its reply. What is asked where nothing can be
    replied (a message taken back) leaves the older one standing."""
    conversation, asked = request.session.info.get("asks"), request.asked_in
    if conversation is None or reply is None:
        return
    conversation.asked_in = reply.id
    is_same = conversation is request.active_conversation
    if asked is not None and is_same and asked.state in _UNSENT and not asked.must_arrive:
        # It would arrive as well, a second time, or after this one: then the older question stood last on the screen.
        outbox.drop(request.session, asked.id, "asked again", request.now)
