"""Words at a text question that are a command anywhere else: which of the two is meant.

The usual word of a command acts at once, and so do a number behind it and the ways back, on and "as before". For every
other the officer is asked; between quotation marks any of them is an answer.
"""

from __future__ import annotations

from bot.engine.definition.form_items import QuestionKind
from bot.engine.filling.places import AskedQuestion, Place
from bot.interview.asking.present import confirm, present
from bot.interview.hearing.answers import give
from bot.interview.state.interview_state import Act, Pending
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Turn, Typed
from bot.interview.values.reading import read
from bot.interview.values.showing import clipped
from bot.texts.interview import guiding
from bot.thai.digits import folded, tidy
from bot.thai.polite import ways_of
from bot.vocabulary.commands import Command, Spoken, glossary, key_of, quoted, understand
from bot.vocabulary.intents import Awaits, Context
from bot.vocabulary.recognise import recognise

# In all their words; every other but "cancel" in its usual one, which is on a button or in a help text.
_AT_ONCE = (Command.BACK, Command.SKIP, Command.USE, Command.USE_ALL)
# They mean nothing at a text question and are answers there anyway.
_ANSWERS = (Command.ADD, Command.DONE, Command.YES, Command.NO, Command.MORE)


def quoted_answer(conversation: LiveConversation, place: Place | None, typed: Typed) -> Turn | None:
    """A command between quotation marks, taken as the answer; None for anything else."""
    words = quoted(typed.text)
    if not words or not _takes_words(place) or not isinstance(place, AskedQuestion):
        return None
    if understand(words) is None and recognise(words, Context(Awaits.QUESTION)) is None:
        return None
    return give(conversation, place, read(place, words, conversation.today), typed.message)


def in_doubt(conversation: LiveConversation, place: Place | None, typed: Typed, spoken: Spoken) -> Turn | None:
    """Asks which is meant; None where it is plain."""
    if not _takes_words(place) or _is_plain(typed.text, spoken):
        return None
    shown = clipped(typed.text, 60)
    buttons = (
        conversation.buttons.post(guiding.AS_ANSWER, "yes"),
        conversation.buttons.post(guiding.AS_COMMAND, "no"),
    )
    return confirm(conversation, Act.WORDS, guiding.answer_or_command(shown), buttons, typed.text, typed.message)


def as_answer(conversation: LiveConversation, pending: Pending) -> Turn:
    """The words were meant as the answer."""
    place = conversation.place()
    if isinstance(place, AskedQuestion) and _takes_words(place):
        return give(conversation, place, read(place, pending.value, conversation.today), pending.message)
    return present(conversation)


def said_which(text: str) -> bool | None:
    """True for "the answer", False for "the command", as the two buttons are called; None for other words."""
    words = folded(text)
    for label, meant in ((guiding.AS_ANSWER, True), (guiding.AS_COMMAND, False)):
        if words in (folded(label), folded(label.removeprefix(guiding.AS))):
            return meant
    return None


def _takes_words(place: Place | None) -> bool:
    return isinstance(place, AskedQuestion) and place.question.kind is QuestionKind.TEXT


def _is_plain(text: str, spoken: Spoken) -> bool:
    command = spoken.command
    if spoken.number is not None or command in _AT_ONCE or command in _ANSWERS or not folded(text):
        return True
    usual = key_of(glossary()[command][0])
    return command is not Command.CANCEL and any(key_of(said) == usual for said in ways_of(tidy(text)))
