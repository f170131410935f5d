"""Several answers in one message, a line each, to questions that were asked together."""

from __future__ import annotations

from typing import Any

from bot.engine.filling.places import AskedQuestion
from bot.interview.asking.anomalies import look
from bot.interview.asking.present import present
from bot.interview.asking.together import together
from bot.interview.hearing.answers import leave, why, wrong
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Turn, Typed
from bot.interview.values.reading import read
from bot.interview.values.showing import clipped, name_of, show_line
from bot.texts.interview import answering
from bot.thai.digits import tidy
from bot.thai.refused import Refused
from bot.vocabulary.commands import Command, understand

_LONGEST_ECHO = 200
_LEFT_OUT = ("-", "–", "—", "")


def typed_in_lines(conversation: LiveConversation, typed: Typed) -> Turn | None:
    """The turn that takes these several lines one after another, as far as they can be read; None where no page is
    asked. What is left is asked again."""
    page = together(conversation, conversation.filling.beside())
    said = [line.strip() for line in typed.text.strip().splitlines()]
    if not page:
        return None
    if len(said) > len(page):
        conversation.say(answering.too_many_lines(len(said), len(page)))
        return present(conversation)
    for expected, line in zip(page, said, strict=False):
        place = conversation.place()
        if not isinstance(place, AskedQuestion) or place.path != expected.path:
            # An answer above has taken the question away, or brought another.
            conversation.say(answering.LINES_LEFT)
            return present(conversation)
        if (turn := _take(conversation, place, line, typed.message)) is not None:
            return turn
    return present(conversation)


def _take(conversation: LiveConversation, place: AskedQuestion, line: str, message: str) -> Turn | None:
    """Takes one line; the turn that ends it where the line is none that the question takes."""
    spoken = understand(line)
    if tidy(line) in _LEFT_OUT or (spoken is not None and spoken.command is Command.SKIP):
        if place.required:
            return leave(conversation, place)
        conversation.put(place.path, None)
        conversation.echo(answering.named(name_of(place.question, place.label), answering.BLANK))
        return None
    value: Any
    if spoken is not None and spoken.command is Command.USE and place.suggestion is not None:
        value = place.suggestion.value
    else:
        value = read(place, line, conversation.today)
    label = name_of(place.question, place.label)
    if isinstance(value, Refused):
        return wrong(conversation, place, Refused(answering.named(label, value.reason), value.candidates))
    verdict = conversation.put(place.path, value, message)
    if not verdict.accepted:
        return wrong(conversation, place, Refused(answering.named(label, why(place, verdict.issue))))
    answer = conversation.line(place.path)
    if answer is not None:
        conversation.echo(answering.taken(answering.named(label, clipped(show_line(answer), _LONGEST_ECHO))))
        look(conversation, answer)
    return None
