"""Where the talk stands, said: a question, a repeat's rows, or the review."""

from __future__ import annotations

from bot.engine.filling.places import RepeatTurn
from bot.interview.asking import anomalies as doubts
from bot.interview.asking.question import ask
from bot.interview.asking.returned import lead
from bot.interview.asking.review import review_turn
from bot.interview.asking.rows import rows_card
from bot.interview.state.live_conversation import Talk
from bot.interview.state.types import Outcome, Turn
from bot.messages import Button, Text


def present(talk: Talk) -> Turn:
    """The turn that asks what is due now, after whatever was to be said."""
    if is_doubtful_first(talk) and (waiting := doubts.doubted(talk)):
        return doubts.ask(talk, *waiting)
    place = lead(talk)
    if place is None:
        return review_turn(talk)
    if isinstance(place, RepeatTurn):
        return talk.turn([rows_card(talk, place)], Outcome.ASKING)
    return talk.turn(ask(talk, place), Outcome.ASKING)


def is_doubtful_first(talk: Talk) -> bool:
    """Whether an answer may wait to be confirmed, and nothing is being changed just now."""
    if not talk.scratch.get(doubts.WAITING):
        return False
    place = talk.place()
    return place is None or not place.editing


def confirm(talk: Talk, what: str, words: str, buttons: tuple[Button, ...], value: str = "") -> Turn:
    """Ask yes or no before something that cannot be taken back; the answer comes with the next step."""
    talk.scratch["confirm"] = {"what": what, "value": value}
    return talk.turn([Text("\n\n".join([*talk.lines, words]), buttons)], Outcome.ASKING)
