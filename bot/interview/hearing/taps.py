"""A button tapped: one of this moment is done, an older one is answered kindly."""

from __future__ import annotations

from bot.engine.filling.places import Asked, RepeatTurn
from bot.interview.asking.choosing import toggle, turn_page
from bot.interview.asking.present import present
from bot.interview.hearing import changing
from bot.interview.hearing.answers import clear, give, keep, keep_all, leave
from bot.interview.hearing.commands import finish, obey, settle
from bot.interview.hearing.settling import tapped_at_doubt
from bot.interview.state.buttons import Tap, read_tap
from bot.interview.state.live_conversation import Talk
from bot.interview.state.types import Tapped, Turn
from bot.interview.values.reading import read_button, read_picked
from bot.texts.interview import answering
from bot.vocabulary.commands import Command, Spoken

# Help and menu go by names of their own here: `do=help` and `do=menu` are the main menu's, outside any report.
_COMMANDS = {command.value: command for command in Command} | {"explain": Command.HELP, "leave": Command.MENU}
# These do no harm whenever they were drawn.
_EVER_GOOD = ("leave", "explain", "pause", "resume", "review")


def tapped(talk: Talk, incoming: Tapped) -> Turn:
    """The turn that answers a tap."""
    tap = read_tap(incoming.data)
    pending = talk.scratch.pop("confirm", None)
    if tap is None or tap.conversation != talk.about.conversation or tap.step != talk.step:
        if tap is not None and tap.do in _EVER_GOOD and not tap.more:
            return obey(talk, talk.place(), Spoken(_COMMANDS[tap.do])) or present(talk)
        talk.say(answering.old_button())
        return present(talk)
    if tap.do in ("yes", "no"):
        return settle(talk, pending, tap.do == "yes") if pending else present(talk)
    if tap.do in ("sure", "mend"):
        return tapped_at_doubt(talk, tap)
    place = talk.place()
    turn = None
    if isinstance(place, Asked):
        turn = _at_question(talk, place, tap, incoming.picked)
    elif isinstance(place, RepeatTurn):
        turn = _at_rows(talk, place, tap)
    return turn or _anywhere(talk, tap)


def _at_question(talk: Talk, asked: Asked, tap: Tap, picked: str) -> Turn | None:
    if tap.do == "answer":
        return give(talk, asked, read_button(asked, tap.value, tap.number("n")))
    if tap.do == "pick":
        return give(talk, asked, read_picked(asked, picked))
    if tap.do == "skip":
        return leave(talk, asked)
    if tap.do == "clear":
        return clear(talk, asked)
    if tap.do == "use":
        return keep(talk, asked)
    if tap.do == "useall":
        return keep_all(talk, asked)
    if tap.do == "done":
        return finish(talk, asked)
    if tap.do == "more":
        turn_page(talk, asked, tap.number("p"))
        return present(talk)
    if tap.do == "toggle":
        toggle(talk, asked, tap.number("n"), tap.more.get("on") == "1")
        return present(talk)
    return None


def _at_rows(talk: Talk, turn: RepeatTurn, tap: Tap) -> Turn | None:
    if tap.do == "add":
        return changing.add_row(talk, turn.path)
    if tap.do == "done":
        return changing.done_rows(talk, turn.path)
    if tap.do == "row" and not tap.value:
        return changing.edit_row(talk, tap.number("n"))
    return None


def _anywhere(talk: Talk, tap: Tap) -> Turn:
    if tap.do in ("edit", "row"):
        return changing.edit(talk, tap.value) if tap.value else changing.edit_number(talk, tap.number("n"))
    if tap.do == "remove":
        return changing.remove_row(talk, path=tap.value)
    if tap.do == "review":
        return changing.look(talk, tap.number("p"))
    turn = obey(talk, talk.place(), Spoken(_COMMANDS[tap.do])) if tap.do in _COMMANDS else None
    return turn or present(talk)
