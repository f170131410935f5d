"""What a supervisor sent back: the conversation is guided to one question after another, and then to the review again.

They stand in the conversation's scratch until they are answered or left as they are, so that neither a pause nor a
restart nor a colleague who takes over loses the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.engine.filling.places import Asked, Place
from bot.interview.state.live_conversation import SENT_BACK, LiveConversation
from bot.interview.state.types import SentBack
from bot.texts.reviewing import returned


def note(state: Mapping[str, Any], points: Sequence[SentBack]) -> dict[str, Any]:
    """The state of a conversation that leads to these from now on, in this order, once its present question is
    answered; what was sent back before is forgotten."""
    return {**state, "scratch": {**state["scratch"], SENT_BACK: [asdict(point) for point in points]}}


def resume_at(conversation: LiveConversation, path: str = "") -> None:
    """Stand at what was sent back: at this question if it still waits, else at the first that does."""
    waiting = [point["path"] for point in _waiting(conversation)]
    for wanted in ([path] if path in waiting else []) + waiting:
        if conversation.filling.go(wanted):
            conversation.moved()
            return


def still_waits(conversation: LiveConversation) -> bool:
    """Whether something that was sent back has not been guided to, or told, yet."""
    return any(point["path"] or not point.get("told") for point in conversation.scratch.get(SENT_BACK, []))


def lead(conversation: LiveConversation) -> Place | None:
    """Where the conversation stands: once nothing else is to be asked, at the next question that was sent back."""
    place = conversation.place()
    while place is None and (waiting := _waiting(conversation)):
        if conversation.filling.go(waiting[0]["path"]):
            conversation.moved()
            place = conversation.place()
        else:
            conversation.corrected(waiting[0]["path"])
    if isinstance(place, Asked):
        for point in _waiting(conversation):
            if point["path"] == place.path:
                conversation.say(returned.this_one(point["reason"], point["words"], point["shown"]))
    elif place is None and SENT_BACK in conversation.scratch:
        for point in conversation.scratch[SENT_BACK]:
            conversation.say(returned.whole_report(point["reason"], point["words"]))
            point["told"] = True
        if not conversation.scratch[SENT_BACK]:
            conversation.say(returned.all_mended())
    return place


def _waiting(conversation: LiveConversation) -> list[dict[str, Any]]:
    """Those of one question; what is of the whole report stays until it is sent again."""
    return [point for point in conversation.scratch.get(SENT_BACK, []) if point["path"]]
