"""Where the conversation stands, said: a question, a repeat's rows, or the review."""

from __future__ import annotations

from bot.engine.filling.places import RepeatTurn
from bot.interview.asking import anomalies
from bot.interview.asking.pictures import before, not_shown_yet
from bot.interview.asking.question import ask
from bot.interview.asking.returned import lead
from bot.interview.asking.review import review_turn
from bot.interview.asking.rows import rows_card
from bot.interview.state.interview_state import Act, Pending
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Outcome, Turn
from bot.messages import Button, Text


def present(conversation: LiveConversation) -> Turn:
    """The turn that asks what is due now, after whatever was to be said."""
    if is_anomalous_first(conversation) and (waiting := anomalies.anomalous(conversation)):
        return anomalies.ask(conversation, *waiting)
    place = conversation.place() if conversation.state.returned is None else lead(conversation)
    if place is None:
        return review_turn(conversation)
    if isinstance(place, RepeatTurn):
        shown = not_shown_yet(conversation, [note.picture for note in place.notes])
        messages = conversation.with_words(rows_card(conversation, place))
        return conversation.turn(before(conversation, shown, messages), Outcome.ASKING)
    return conversation.turn(ask(conversation, place), Outcome.ASKING)


def is_anomalous_first(conversation: LiveConversation) -> bool:
    """Whether an answer may wait to be confirmed, and nothing is being changed just now."""
    if not conversation.state.anomalies.waiting:
        return False
    place = conversation.place()
    return place is None or not place.editing


def confirm(
    conversation: LiveConversation,
    act: Act,
    words: str,
    buttons: tuple[Button, ...],
    value: str = "",
    message: str = "",
) -> Turn:
    """Ask yes or no before something that cannot be taken back; the answer comes with the next step. `message` as in
    `Pending`."""
    conversation.state.here.pending = Pending(act, value, message)
    return conversation.turn([Text("\n\n".join([*conversation.words, words]), buttons)], Outcome.ASKING)
