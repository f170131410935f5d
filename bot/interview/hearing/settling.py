"""The officer's answer to an anomaly: it is right, it is to be corrected, or the right value at once."""

from __future__ import annotations

from bot.engine.definition.form_items import QuestionKind
from bot.engine.filling.places import AnswerLine, AskedQuestion
from bot.interview.asking.anomalies import anomalous, mark_confirmed, mark_passed
from bot.interview.asking.listing import entries
from bot.interview.asking.present import is_anomalous_first, present
from bot.interview.hearing.answers import give
from bot.interview.hearing.commands import obey
from bot.interview.state.buttons import Tap
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Turn, Typed
from bot.interview.values.reading import read, read_figure
from bot.interview.values.showing import clipped, show_line
from bot.texts.interview import anomalies, answering
from bot.thai.refused import Refused
from bot.vocabulary.commands import Command, Spoken, understand

_LONGEST_ECHO = 200
_RIGHT = (Command.YES, Command.USE, Command.USE_ALL, Command.DONE)
_WRONG = (Command.NO, Command.BACK)


def typed_at_anomaly(conversation: LiveConversation, typed: Typed) -> Turn | None:
    """What words do where an answer waits to be confirmed; None where none does."""
    waiting = anomalous(conversation) if is_anomalous_first(conversation) else None
    if waiting is None:
        return None
    line, _ = waiting
    said, rest = anomalies.answer(typed.text)
    if said is not None:
        return _right(conversation, line) if said else _correct(conversation, line)
    spoken = understand(typed.text)
    if spoken is not None:
        return _obeyed(conversation, line, spoken)
    if line.question.kind is QuestionKind.TEXT:
        return _given(conversation, line, typed.text, typed.message)
    if not any(letter.isdigit() for letter in rest) and isinstance(read_figure(line.question, rest), Refused):
        if anomalies.sounds_sure(typed.text):
            return _right(conversation, line)
        conversation.say(anomalies.NOT_UNDERSTOOD)
        conversation.refused = True
        return present(conversation)
    return _given(conversation, line, rest, typed.message)


def tapped_at_anomaly(conversation: LiveConversation, tap: Tap) -> Turn:
    """The two buttons; one of another answer than the one that waits now changes nothing."""
    waiting = anomalous(conversation)
    if waiting is None or tap.value not in ("", waiting[0].path):
        return present(conversation)
    return _right(conversation, waiting[0]) if tap.do == "sure" else _correct(conversation, waiting[0])


def _obeyed(conversation: LiveConversation, line: AnswerLine, spoken: Spoken) -> Turn:
    command = spoken.command
    if command in _RIGHT:
        return _right(conversation, line)
    if command in _WRONG or (command is Command.EDIT and spoken.number is None):
        return _correct(conversation, line)
    if command is Command.SKIP:
        mark_passed(conversation, line)
        return present(conversation)
    if command is Command.HELP:
        conversation.say(line.question.guidance.plain(conversation.filling.language))
        if conversation.about.contact:
            conversation.say(answering.contact(conversation.about.contact))
        conversation.lines = [words for words in conversation.lines if words]
        return present(conversation)
    is_value = line.question.kind is not QuestionKind.TEXT and not spoken.row
    if command is Command.EDIT and is_value and (spoken.number or 0) > len(entries(conversation)):
        # "Correct 120": there is no such line, so it is the figure.
        return _given(conversation, line, str(spoken.number), "")
    return obey(conversation, None, spoken) or present(conversation)


def _right(conversation: LiveConversation, line: AnswerLine) -> Turn:
    mark_confirmed(conversation, line)
    conversation.echo(anomalies.confirmed(clipped(show_line(line), _LONGEST_ECHO)))
    return present(conversation)


def _given(conversation: LiveConversation, line: AnswerLine, words: str, message: str) -> Turn:
    """The right value, typed at once."""
    if conversation.filling.go(line.path) and isinstance(place := conversation.place(), AskedQuestion):
        return give(conversation, place, read(place, words, conversation.today), message)
    return present(conversation)


def _correct(conversation: LiveConversation, line: AnswerLine) -> Turn:
    conversation.filling.go(line.path)
    conversation.moved()
    return present(conversation)
