"""Words and buttons that are no answer: back, skip, pause, review, help, and the confirmations they ask for."""

from __future__ import annotations

from collections.abc import Callable

from bot.engine.definition.form_items import QuestionKind
from bot.engine.filling.places import AskedQuestion, Place, RepeatTurn
from bot.interview.asking.choosing import picked, turn_page
from bot.interview.asking.present import present
from bot.interview.asking.quick import MOST_OPTIONS, offer
from bot.interview.asking.rows import blank_row, unlike_announced
from bot.interview.hearing import changing, closing, languages
from bot.interview.hearing.answers import clear, give, help_words, keep, keep_all, leave
from bot.interview.hearing.wording import as_answer
from bot.interview.state.interview_state import Act, Pending
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Outcome, Turn
from bot.interview.values.languages import called
from bot.texts.interview import answering, guiding
from bot.texts.interview import languages as language_words
from bot.thai.places import read_place
from bot.thai.refused import Refused
from bot.vocabulary.commands import Command, Spoken, understand

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


def obey(conversation: LiveConversation, place: Place | None, spoken: Spoken) -> Turn | None:
    """Do what was said; None where these words mean nothing at this place and may be an answer."""
    if spoken.command is Command.NOTHING and closing.has_work(conversation):
        return closing.ask_nothing(conversation)
    if spoken.command in _ELSEWHERE or (spoken.command is Command.REPORT and spoken.number is not None):
        # With a number the report may be another one.
        return _elsewhere(conversation, spoken)
    simple = _ANYWHERE.get(spoken.command)
    if simple is not None:
        return simple(conversation)
    if spoken.command is Command.CONTACT:
        if not conversation.about.contact:
            return _elsewhere(conversation, spoken)
        conversation.say(answering.contact(conversation.about.contact))
        return present(conversation)
    if spoken.command is Command.LANGUAGE:
        return languages.choose(conversation, spoken.number) if conversation.has_languages else None
    if spoken.command in (Command.EDIT, Command.REMOVE):
        return _change(conversation, place, spoken)
    if isinstance(place, AskedQuestion):
        return _at_question(conversation, place, spoken.command)
    if isinstance(place, RepeatTurn):
        return _at_rows(conversation, place, spoken.command)
    if spoken.command is Command.ADD and (unlike := unlike_announced(conversation)):
        return changing.add_row(conversation, unlike[0][0])
    return None


def settle(conversation: LiveConversation, pending: Pending, yes: bool) -> Turn:
    """The answer to a yes/no that was asked before something final."""
    if not yes and pending.act is Act.WORDS:
        spoken = understand(pending.value)
        return (obey(conversation, conversation.place(), spoken) if spoken else None) or present(conversation)
    if not yes:
        conversation.say(guiding.NOT_DONE)
        return present(conversation)
    if pending.act is Act.RESTART:
        return closing.restart(conversation)
    if pending.act is Act.ROWS:
        repeat, row, _ = pending.value.rpartition("[")
        return changing.done_rows(conversation, repeat or pending.value, blank=pending.value if row else "", sure=True)
    if pending.act is Act.REMOVE:
        return changing.removed(conversation, pending.value)
    if pending.act is Act.NOTHING:
        return _elsewhere(conversation, Spoken(Command.NOTHING))
    if pending.act is Act.CANCEL:
        return closing.cancelled(conversation)
    if pending.act is Act.WORDS:
        return as_answer(conversation, pending)
    place, point = conversation.place(), read_place(pending.value)
    if (
        isinstance(place, AskedQuestion)
        and place.question.kind is QuestionKind.GEOPOINT
        and not isinstance(point, Refused)
    ):
        return give(conversation, place, (point.latitude, point.longitude), sure=True)
    return present(conversation)


def back(conversation: LiveConversation) -> Turn:
    """The place before this one; while changing an answer, the change is given up."""
    place = conversation.filling.current()
    if place is not None and place.editing:
        conversation.corrected(place.path)
    moved = conversation.filling.back()
    while moved and conversation.is_passed(conversation.filling.current()):
        moved = conversation.filling.back()
    if not moved:
        conversation.say(answering.FIRST_QUESTION)
    conversation.moved()
    return present(conversation)


def help_at(conversation: LiveConversation) -> Turn:
    """The question explained, whom to ask, and the words that may be typed."""
    place = conversation.place()
    if isinstance(place, AskedQuestion):
        conversation.say(help_words(conversation, place))
    elif conversation.about.contact:
        conversation.say(answering.contact(conversation.about.contact))
    conversation.say(guiding.COMMANDS)
    if conversation.has_languages:
        conversation.say(language_words.many([called(one) for one in conversation.form.languages]))
    return present(conversation)


def _cancel(conversation: LiveConversation) -> Turn:
    place = conversation.place()
    if place is not None and place.editing:
        conversation.say(answering.UNCHANGED)
        return back(conversation)
    return closing.ask_cancel(conversation)


def _elsewhere(conversation: LiveConversation, spoken: Spoken) -> Turn:
    return Turn(conversation.stored(), (), Outcome.ELSEWHERE, spoken=spoken)


def _change(conversation: LiveConversation, place: Place | None, spoken: Spoken) -> Turn | None:
    at_rows = isinstance(place, RepeatTurn) and not conversation.state.here.listed
    if spoken.command is Command.EDIT:
        return (
            changing.edit_row(conversation, spoken.number)
            if spoken.row or at_rows
            else changing.edit_number(conversation, spoken.number)
        )
    if spoken.row or isinstance(place, RepeatTurn):
        return changing.remove_row(conversation, spoken.number)
    # With a number it may be an answer below zero (the word for minus is the word for delete).
    standing = isinstance(place, AskedQuestion) and place.answer is not None and spoken.number is None
    return clear(conversation, place) if isinstance(place, AskedQuestion) and standing else None


def _at_question(conversation: LiveConversation, asked: AskedQuestion, command: Command) -> Turn | None:
    if command in (Command.SKIP, Command.DONE) and asked.required and (stopped := _stop_rows(conversation, asked)):
        return stopped
    if command is Command.SKIP:
        return leave(conversation, asked)
    if command in (Command.USE, Command.USE_ALL):
        if asked.question.kind is QuestionKind.TEXT and offer(conversation, asked) is None:
            return None
        return keep(conversation, asked) if command is Command.USE else keep_all(conversation, asked)
    if command is Command.MORE and len(asked.choices) > MOST_OPTIONS:
        turn_page(conversation, asked, None)
        return present(conversation)
    if command is Command.DONE and asked.question.kind is QuestionKind.SELECT_MULTIPLE:
        return finish(conversation, asked)
    return None


def _stop_rows(conversation: LiveConversation, asked: AskedQuestion) -> Turn | None:
    """Asks whether to stop before all rows that were announced are filled in, at the beginning of one of them."""
    row = blank_row(conversation, asked)
    repeat = row.rpartition("[")[0] if row else ""
    announced = conversation.announced(repeat) if repeat else None
    if row is None or announced is None or asked.rows[-1].number > announced.count:
        return None
    return changing.done_rows(conversation, repeat, blank=row)


def finish(conversation: LiveConversation, asked: AskedQuestion) -> Turn:
    """ "Done" under ticked options. All unticked takes the answer away, none ever ticked is a skip: where that is
    allowed."""
    chosen = picked(conversation, asked)
    if chosen:
        return give(conversation, asked, chosen)
    return leave(conversation, asked) if asked.answer is None else clear(conversation, asked)


def _at_rows(conversation: LiveConversation, turn: RepeatTurn, command: Command) -> Turn | None:
    if command is Command.ADD or command is Command.YES:
        return changing.add_row(conversation, turn.path)
    if command is Command.SKIP:
        conversation.say(guiding.ROWS_SKIPPED)
        return present(conversation)
    if command in (Command.DONE, Command.NO):
        return changing.done_rows(conversation, turn.path)
    return None


_ANYWHERE: dict[Command, Callable[[LiveConversation], Turn]] = {
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
