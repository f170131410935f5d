"""A button tapped: one of this moment is done, an older one is answered kindly."""

from __future__ import annotations

from bot.engine.filling.places import AskedQuestion, RepeatTurn
from bot.interview.asking.choosing import toggle, turn_page
from bot.interview.asking.present import present
from bot.interview.hearing import changing, languages
from bot.interview.hearing.answers import clear, give, keep, keep_all, leave, nothing
from bot.interview.hearing.commands import finish, obey, settle
from bot.interview.hearing.settling import tapped_at_anomaly
from bot.interview.state.buttons import Tap, read_tap
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Tapped, Turn
from bot.interview.values.reading import read_button, read_picked
from bot.texts.interview import answering
from bot.vocabulary.commands import Command, Spoken

# Help and menu go by names of their own here: `do=help` and `do=menu` are the main menu's, outside any report.
_COMMANDS = {command.value: command for command in Command} | {"explain": Command.HELP, "leave": Command.MENU}
# These do no harm whenever they were drawn.
_EVER_GOOD = ("leave", "explain", "pause", "resume", "review")


def tapped(conversation: LiveConversation, incoming: Tapped) -> Turn:
    """The turn that answers a tap."""
    tap = read_tap(incoming.data)
    pending = conversation.take_pending()
    if tap is None or tap.conversation != conversation.about.conversation or tap.step != conversation.step:
        if tap is not None and tap.conversation == conversation.about.conversation and tap.do == "language":
            return _anywhere(conversation, tap)
        if tap is not None and tap.do in _EVER_GOOD and not tap.more:
            return obey(conversation, conversation.place(), Spoken(_COMMANDS[tap.do])) or present(conversation)
        conversation.say(answering.OLD_BUTTON)
        return present(conversation)
    if tap.do in ("yes", "no"):
        return settle(conversation, pending, tap.do == "yes") if pending else present(conversation)
    if tap.do in ("sure", "mend"):
        return tapped_at_anomaly(conversation, tap)
    place = conversation.place()
    turn = None
    if isinstance(place, AskedQuestion):
        turn = _at_question(conversation, place, tap, incoming.picked)
    elif isinstance(place, RepeatTurn):
        turn = _at_rows(conversation, place, tap)
    return turn or _anywhere(conversation, tap)


def _at_question(conversation: LiveConversation, asked: AskedQuestion, tap: Tap, picked: str) -> Turn | None:
    if tap.do == "answer":
        return give(conversation, asked, read_button(asked, tap.value, tap.number("n")))
    if tap.do == "pick":
        return give(conversation, asked, read_picked(asked, picked))
    if tap.do == "none" and not asked.required:
        return nothing(conversation, asked)
    if tap.do == "skip":
        return leave(conversation, asked)
    if tap.do == "clear":
        return clear(conversation, asked)
    if tap.do == "use":
        return keep(conversation, asked)
    if tap.do == "useall":
        return keep_all(conversation, asked)
    if tap.do == "done":
        return finish(conversation, asked)
    if tap.do == "more":
        turn_page(conversation, asked, tap.number("p"))
        return present(conversation)
    if tap.do == "toggle":
        toggle(conversation, asked, tap.number("n"), tap.more.get("on") == "1")
        return present(conversation)
    return None


def _at_rows(conversation: LiveConversation, turn: RepeatTurn, tap: Tap) -> Turn | None:
    if tap.do == "add":
        return changing.add_row(conversation, turn.path)
    if tap.do == "done":
        return changing.done_rows(conversation, turn.path)
    if tap.do == "row" and not tap.value:
        return changing.edit_row(conversation, tap.number("n"))
    return None


def _anywhere(conversation: LiveConversation, tap: Tap) -> Turn:
    if tap.do in ("edit", "row"):
        return (
            changing.edit(conversation, tap.value) if tap.value else changing.edit_number(conversation, tap.number("n"))
        )
    if tap.do == "remove":
        return changing.remove_row(conversation, path=tap.value)
    if tap.do == "add" and tap.value in conversation.form.repeats:
        return changing.add_row(conversation, tap.value)
    if tap.do == "count" and tap.value in conversation.form.questions:
        return changing.correct_count(conversation, tap.value, tap.number("n"))
    if tap.do == "language" and conversation.has_languages:
        return languages.choose(conversation, tap.number("n"))
    if tap.do == "review":
        return changing.look(conversation, tap.number("p"))
    turn = obey(conversation, conversation.place(), Spoken(_COMMANDS[tap.do])) if tap.do in _COMMANDS else None
    return turn or present(conversation)
