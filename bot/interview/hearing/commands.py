"""Words and buttons that are no answer: back, skip, pause, review, help, and the confirmations they ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.engine.definition.form_items import QuestionKind
from bot.engine.filling.places import Asked, Place, RepeatTurn
from bot.interview.asking.choosing import picked, turn_page
from bot.interview.asking.present import present
from bot.interview.asking.quick import MOST_OPTIONS, offer
from bot.interview.hearing import changing, closing
from bot.interview.hearing.answers import clear, give, help_words, keep, keep_all, leave
from bot.interview.state.live_conversation import Talk
from bot.interview.state.types import Outcome, Turn
from bot.messages import Text
from bot.texts.interview import answering, guiding
from bot.thai.places import read_place
from bot.thai.refused import Refused
from bot.vocabulary.commands import Command, Spoken

_ELSEWHERE = (
    Command.MENU,
    Command.STATUS,
    Command.KNOWLEDGE,
    Command.QR,
    Command.NOTHING,
    Command.TOMORROW,
    Command.TAKE_OVER,
    Command.SEE,
    Command.AMEND,
    Command.DESK,
    Command.DESK_OUT,
)


def obey(talk: Talk, place: Place | None, spoken: Spoken) -> Turn | None:
    """Do what was said; None where these words mean nothing at this place and may be an answer."""
    if spoken.command is Command.NOTHING and closing.has_work(talk):
        return closing.ask_nothing(talk)
    if spoken.command in _ELSEWHERE:
        return _elsewhere(talk, spoken)
    simple = _ANYWHERE.get(spoken.command)
    if simple is not None:
        return simple(talk)
    if spoken.command is Command.CONTACT:
        if not talk.about.contact:
            return _elsewhere(talk, spoken)
        talk.say(answering.contact(talk.about.contact))
        return present(talk)
    if spoken.command in (Command.EDIT, Command.REMOVE):
        return _change(talk, place, spoken)
    if isinstance(place, Asked):
        return _at_question(talk, place, spoken.command)
    if isinstance(place, RepeatTurn):
        return _at_rows(talk, place, spoken.command)
    return None


def settle(talk: Talk, pending: Mapping[str, str], yes: bool) -> Turn:
    """The answer to a yes/no that was asked before something final."""
    what, value = pending.get("what"), pending.get("value", "")
    if not yes:
        talk.say(guiding.not_done())
        return present(talk)
    if what == "restart":
        return closing.restart(talk)
    if what == "remove":
        return changing.removed(talk, value)
    if what == "nothing":
        return _elsewhere(talk, Spoken(Command.NOTHING))
    if what == "cancel":
        talk.dropped += talk.attachments()
        return talk.turn([Text(guiding.cancelled())], Outcome.CANCELLED)
    place, point = talk.place(), read_place(value)
    if isinstance(place, Asked) and place.question.kind is QuestionKind.GEOPOINT and not isinstance(point, Refused):
        return give(talk, place, (point.latitude, point.longitude), sure=True)
    return present(talk)


def back(talk: Talk) -> Turn:
    """The place before this one; while changing an answer, the change is given up."""
    place = talk.filling.current()
    if place is not None and place.editing:
        talk.mended(place.path)
    moved = talk.filling.back()
    while moved and talk.is_left_for_later(talk.filling.current()):
        moved = talk.filling.back()
    if not moved:
        talk.say(answering.first_question())
    talk.moved()
    return present(talk)


def help_at(talk: Talk) -> Turn:
    """The question explained, whom to ask, and the words that may be typed."""
    place = talk.place()
    if isinstance(place, Asked):
        talk.say(help_words(talk, place))
    elif talk.about.contact:
        talk.say(answering.contact(talk.about.contact))
    talk.say(guiding.commands())
    return present(talk)


def _cancel(talk: Talk) -> Turn:
    place = talk.place()
    if place is not None and place.editing:
        talk.say(answering.unchanged())
        return back(talk)
    return closing.ask_cancel(talk)


def _elsewhere(talk: Talk, spoken: Spoken) -> Turn:
    return Turn(talk.filling.state(), (), Outcome.ELSEWHERE, spoken=spoken)


def _change(talk: Talk, place: Place | None, spoken: Spoken) -> Turn | None:
    at_rows = isinstance(place, RepeatTurn) and not talk.scratch.get("listed")
    if spoken.command is Command.EDIT:
        return (
            changing.edit_row(talk, spoken.number)
            if spoken.row or at_rows
            else changing.edit_number(talk, spoken.number)
        )
    if spoken.row or isinstance(place, RepeatTurn):
        return changing.remove_row(talk, spoken.number)
    # With a number it may be an answer below zero (the word for minus is the word for delete).
    standing = isinstance(place, Asked) and place.answer is not None and spoken.number is None
    return clear(talk, place) if isinstance(place, Asked) and standing else None


def _at_question(talk: Talk, asked: Asked, command: Command) -> Turn | None:
    if command is Command.SKIP:
        return leave(talk, asked)
    if command in (Command.USE, Command.USE_ALL):
        if asked.question.kind is QuestionKind.TEXT and offer(asked) is None:
            return None
        return keep(talk, asked) if command is Command.USE else keep_all(talk, asked)
    if command is Command.MORE and len(asked.choices) > MOST_OPTIONS:
        turn_page(talk, asked, None)
        return present(talk)
    if command is Command.DONE and asked.question.kind is QuestionKind.SELECT_MULTIPLE:
        return finish(talk, asked)
    return None


def finish(talk: Talk, asked: Asked) -> Turn:
    """ "Done" under ticked options; with none ticked it is a skip, where that is allowed."""
    chosen = picked(talk, asked)
    return give(talk, asked, chosen) if chosen else leave(talk, asked)


def _at_rows(talk: Talk, turn: RepeatTurn, command: Command) -> Turn | None:
    if command is Command.ADD or command is Command.YES:
        return changing.add_row(talk, turn.path)
    if command in (Command.DONE, Command.SKIP, Command.NO):
        return changing.done_rows(talk, turn.path)
    return None


_ANYWHERE: dict[Command, Callable[[Talk], Turn]] = {
    Command.BACK: back,
    Command.PAUSE: closing.pause,
    Command.RESUME: present,
    Command.REPORT: present,
    Command.REVIEW: changing.look,
    Command.RESTART: closing.ask_restart,
    Command.CANCEL: _cancel,
    Command.HELP: help_at,
    Command.SUBMIT: closing.submit,
}
