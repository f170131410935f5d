"""What a supervisor sent back: the conversation is guided to one question after another, and then to the review again.

They stand in the interview's state (`Returned`) until they are answered or left as they are, so that neither a pause
nor a restart nor a colleague who takes over loses the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.engine.filling.places import AskedQuestion, Place
from bot.engine.instance.saved import FillingState
from bot.interview.state.interview_state import InterviewState, Returned
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import SentBack
from bot.texts.reviewing import returned as returning


def set_returned(stored: Mapping[str, Any], points: Sequence[SentBack]) -> dict[str, Any]:
    """The stored state of an interview that leads to these points from now on, in this order, and sends nothing before
    it has; what was sent back before is forgotten. A question that stands open just now is answered first."""
    state = InterviewState.read_from(stored)
    state.returned = Returned(list(points))
    return state.stored_with(FillingState.from_json(stored))


def was_returned(stored: Mapping[str, Any]) -> bool:
    """Whether something was sent back since the report was last sent, settled or not; False for {}."""
    return InterviewState.read_from(stored).returned is not None


def resume_at(conversation: LiveConversation, path: str = "") -> None:
    """Stand at what was sent back: at this question if it still waits, else at the first that does."""
    waiting = [point.path for point in _waiting(conversation)]
    for wanted in ([path] if path in waiting else []) + waiting:
        if conversation.filling.go(wanted):
            conversation.moved()
            return


def lead(conversation: LiveConversation) -> Place | None:
    """Where the conversation stands: once nothing else is to be asked, at the next question that was sent back."""
    place = conversation.place()
    while place is None and (waiting := _waiting(conversation)):
        if conversation.filling.go(waiting[0].path):
            conversation.moved()
            place = conversation.place()
        else:
            conversation.corrected(waiting[0].path)
    if isinstance(place, AskedQuestion):
        for point in _waiting(conversation):
            if point.path == place.path:
                conversation.say(returning.this_one(point.reason, point.words, point.shown))
    elif place is None and (returned := conversation.state.returned):
        for point in returned.points:
            conversation.say(returning.whole_report(point.reason, point.words))
        returned.is_told = True
        if not returned.points:
            conversation.say(returning.ALL_MENDED)
    return place


def _waiting(conversation: LiveConversation) -> list[SentBack]:
    return conversation.state.returned.questions() if conversation.state.returned else []
