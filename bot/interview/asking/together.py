"""Short questions that the author put on one page, asked in one message that takes one answer a line."""

from __future__ import annotations

from collections.abc import Sequence

from bot.engine.definition.form_items import QuestionKind
from bot.engine.filling.places import AskedQuestion
from bot.interview.asking.quick import offer
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.values.showing import length
from bot.texts.interview import asking

MOST = 5
_LONGEST, _MOST_CHOICES = 200, 10
_KINDS = (
    QuestionKind.TEXT,
    QuestionKind.INTEGER,
    QuestionKind.DECIMAL,
    QuestionKind.RANGE,
    QuestionKind.DATE,
    QuestionKind.TIME,
    QuestionKind.SELECT_ONE,
    QuestionKind.SELECT_MULTIPLE,
)


def together(conversation: LiveConversation, page: Sequence[AskedQuestion]) -> tuple[AskedQuestion, ...]:
    """Those of the page's questions that are asked in one message now, two at least; () where the next is asked by
    itself."""
    if any(point.path for point in (conversation.state.returned.points if conversation.state.returned else ())):
        return ()
    found: list[AskedQuestion] = []
    for asked in page:
        if not _is_short(asked) or asked.question.extras.get("later") == "yes":
            break
        found.append(asked)
    return tuple(found) if 1 < len(found) <= MOST else ()


def lines(conversation: LiveConversation, questions: Sequence[AskedQuestion]) -> list[str]:
    """Each question with its options and what "=" would take, and how to answer them all."""
    shown = []
    for number, asked in enumerate(questions, 1):
        label = asked.label if asked.required else asking.may_be_left(asked.label)
        parts = [asking.option(number, label), asked.hint if number > 1 or asked.hint else ""]
        if asked.choices:
            parts.append(asking.choices_in_line([choice.label for choice in asked.choices]))
        offered = offer(conversation, asked)
        parts.append(offered[1] if offered else "")
        shown.append("\n".join(part for part in parts if part))
    return ["\n".join(shown), asking.one_a_line(len(questions))]


def _is_short(asked: AskedQuestion) -> bool:
    if asked.picture or asked.question.kind not in _KINDS or length(asked.label) + length(asked.hint) > _LONGEST:
        return False
    return not asked.question.kind.has_choices or 0 < len(asked.choices) <= _MOST_CHOICES
