"""Choosing the language in which a form is shown, where it has several."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.filling.filling import Filling
from bot.interview.asking.present import present
from bot.interview.state.interview_state import Act, Pending
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Outcome, Turn
from bot.interview.values.languages import called, key_of, named
from bot.messages import Card, Row, Section
from bot.texts.interview import asking, guiding
from bot.texts.interview import languages as words
from bot.thai.digits import tidy
from bot.vocabulary.commands import Command, understand

_STAYS = (Command.CANCEL, Command.NO, Command.BACK)


def choose(conversation: LiveConversation, number: int | None = None) -> Turn:
    """Shows the form in its language of that number (from 1), or asks for one."""
    languages = conversation.form.languages
    if number is not None and 1 <= number <= len(languages):
        return show_in(conversation, languages[number - 1])
    conversation.state.here.pending = Pending(Act.LANGUAGE)
    make = conversation.buttons
    rows = tuple(
        Row(asking.option(at, called(one)), button=make.post(called(one), "language", n=at))
        for at, one in enumerate(languages, 1)
    )
    card = Card(title=words.WHICH, text=words.HOW, sections=(Section("", rows),))
    return conversation.turn(conversation.with_words(card), Outcome.ASKING)


def chosen(conversation: LiveConversation, text: str) -> Turn | None:
    """What was typed when the language was asked for: its number or name, or that it stays; None for other words."""
    spoken = understand(text)
    if spoken is not None and spoken.command in _STAYS:
        conversation.say(guiding.NOT_DONE)
        return present(conversation)
    digits = tidy(text)
    languages = conversation.form.languages
    if digits.isascii() and digits.isdigit() and len(digits) < 4 and 1 <= int(digits) <= len(languages):
        return choose(conversation, int(digits))
    language = named(conversation.form, text)
    return show_in(conversation, language) if language is not None else None


def show_in(conversation: LiveConversation, language: str) -> Turn:
    """What is due, once more, in that language: its notes and headings too."""
    kept = replace(conversation.filling.saved(), language=language)
    conversation.filling = Filling.made_of(conversation.form, kept, now=conversation.now)
    conversation.language = key_of(language)
    conversation.state.here.noted = False
    conversation.state.part = ""
    conversation.say(words.shown_in(called(language), is_kept=conversation.about.language is not None))
    return present(conversation)
