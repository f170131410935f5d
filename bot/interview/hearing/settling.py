"""The officer's answer to a doubt: it is right, it is to be corrected, or the right value at once."""

from __future__ import annotations

from bot.engine.definition.form_items import QuestionKind
from bot.engine.filling.places import Asked, Line
from bot.interview.asking.anomalies import PASSED, SURE, doubted, settle
from bot.interview.asking.listing import entries
from bot.interview.asking.present import is_doubtful_first, present
from bot.interview.hearing.answers import give
from bot.interview.hearing.commands import obey
from bot.interview.state.buttons import Tap
from bot.interview.state.live_conversation import Talk
from bot.interview.state.types import Turn, Typed
from bot.interview.values.reading import read, read_figure
from bot.interview.values.showing import clipped, show_line
from bot.texts.interview import anomalies, answering
from bot.thai.refused import Refused
from bot.vocabulary.commands import Command, Spoken, understand

_LONGEST_ECHO = 200
_RIGHT = (Command.YES, Command.USE, Command.USE_ALL, Command.DONE)
_WRONG = (Command.NO, Command.BACK)


def typed_at_doubt(talk: Talk, typed: Typed) -> Turn | None:
    """What words do where an answer waits to be confirmed; None where none does."""
    waiting = doubted(talk) if is_doubtful_first(talk) else None
    if waiting is None:
        return None
    line, _ = waiting
    said, rest = anomalies.answer(typed.text)
    if said is not None:
        return _right(talk, line) if said else _mend(talk, line)
    spoken = understand(typed.text)
    if spoken is not None:
        return _obeyed(talk, line, spoken)
    if line.question.kind is QuestionKind.TEXT:
        return _given(talk, line, typed.text, typed.message)
    if not any(letter.isdigit() for letter in rest) and isinstance(read_figure(line.question, rest), Refused):
        if anomalies.sounds_sure(typed.text):
            return _right(talk, line)
        talk.say(anomalies.not_understood())
        return present(talk)
    return _given(talk, line, rest, typed.message)


def tapped_at_doubt(talk: Talk, tap: Tap) -> Turn:
    """The two buttons; one of another answer than the one that waits now changes nothing."""
    waiting = doubted(talk)
    if waiting is None or tap.value not in ("", waiting[0].path):
        return present(talk)
    return _right(talk, waiting[0]) if tap.do == "sure" else _mend(talk, waiting[0])


def _obeyed(talk: Talk, line: Line, spoken: Spoken) -> Turn:
    command = spoken.command
    if command in _RIGHT:
        return _right(talk, line)
    if command in _WRONG or (command is Command.EDIT and spoken.number is None):
        return _mend(talk, line)
    if command is Command.SKIP:
        settle(talk, line, PASSED)
        return present(talk)
    if command is Command.HELP:
        talk.say(line.question.guidance.plain(talk.filling.language))
        if talk.about.contact:
            talk.say(answering.contact(talk.about.contact))
        talk.lines = [words for words in talk.lines if words]
        return present(talk)
    is_value = line.question.kind is not QuestionKind.TEXT and not spoken.row
    if command is Command.EDIT and is_value and (spoken.number or 0) > len(entries(talk.filling)):
        # "Correct 120": there is no such line, so it is the figure.
        return _given(talk, line, str(spoken.number), "")
    return obey(talk, None, spoken) or present(talk)


def _right(talk: Talk, line: Line) -> Turn:
    settle(talk, line, SURE)
    talk.lines.insert(0, anomalies.confirmed(clipped(show_line(line), _LONGEST_ECHO)))
    return present(talk)


def _given(talk: Talk, line: Line, words: str, message: str) -> Turn:
    """The right value, typed at once."""
    if talk.filling.go(line.path) and isinstance(place := talk.place(), Asked):
        return give(talk, place, read(place, words, talk.today), message)
    return present(talk)


def _mend(talk: Talk, line: Line) -> Turn:
    talk.filling.go(line.path)
    talk.moved()
    return present(talk)
