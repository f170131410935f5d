"""Where the talk stands, said: a question, a repeat's rows, or the review."""

from __future__ import annotations

from bot.conversation.interview_asking import ask
from bot.conversation.interview_returned import lead
from bot.conversation.interview_review import review_turn
from bot.conversation.interview_rows import rows_card
from bot.conversation.interview_talk import Talk
from bot.conversation.interview_types import Outcome, Turn
from bot.conversation.places import RepeatTurn
from bot.messages import Button, Text


def present(talk: Talk) -> Turn:
    """The turn that asks what is due now, after whatever was to be said."""
    place = lead(talk)
    if place is None:
        return review_turn(talk)
    if isinstance(place, RepeatTurn):
        return talk.turn([rows_card(talk, place)], Outcome.ASKING)
    return talk.turn(ask(talk, place), Outcome.ASKING)


def confirm(talk: Talk, what: str, words: str, buttons: tuple[Button, ...], value: str = "") -> Turn:
    """Ask yes or no before something that cannot be taken back; the answer comes with the next step."""
    talk.scratch["confirm"] = {"what": what, "value": value}
    return talk.turn([Text("\n\n".join([*talk.lines, words]), buttons)], Outcome.ASKING)
