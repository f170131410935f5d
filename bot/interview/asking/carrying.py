"""What may be taken over from the report before, and what goes together with one tap.

What stays from month to month (`nong:carry` = yes) goes together, and so do the figures that are counted anew
(`nong:carry` = flow), but never the one with the other: who carries what was counted says so.
"""

from __future__ import annotations

from bot.anomalies.warn_rule import FIGURES
from bot.engine.definition.datatypes import Value
from bot.engine.definition.form_items import Question
from bot.engine.definition.labels import choice_labels
from bot.engine.filling.places import AskedQuestion
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.values.showing import clipped, name_of, show
from bot.texts.interview import answering, asking

_LONGEST_SHOWN = 60


def is_flow(question: Question) -> bool:
    """Whether this is counted anew in every report; a figure is, unless its author says otherwise."""
    carry = question.extras.get("carry", "")
    return carry == "flow" or (not carry and question.kind in FIGURES and question.extras.get("rollup") != "last")


def carried_with(conversation: LiveConversation, question: Question) -> list[Question]:
    """All that one tap at this question takes over, itself first: of the same kind, not answered yet, and asked now or
    perhaps later on."""
    values = {line.path: line.value for section in conversation.filling.review() for line in section.lines}
    answered = {path for path, value in values.items() if value not in (None, "", [])}
    same = [
        one
        for path, one in conversation.form.questions.items()
        if path not in answered
        and path not in conversation.state.ahead
        and is_flow(one) is is_flow(question)
        and conversation.carried(one) not in (None, "", [])
        and (path in values or _may_be_asked(conversation, path, answered))
    ]
    return [question, *(one for one in same if one is not question)] if question in same else []


def _may_be_asked(conversation: LiveConversation, path: str, answered: set[str]) -> bool:
    """Whether something that this question hangs on is still open."""
    specs = conversation.form.blueprint.specs
    deciders = specs[tuple(path.strip("/").split("/"))].decided_by
    return any(specs[decider].generic not in answered for decider in deciders)


def shown(conversation: LiveConversation, question: Question, value: Value) -> str:
    """ "Name: value" in words."""
    labels = choice_labels(conversation.form, question) if question.kind.has_choices else {}
    chosen = value if isinstance(value, list) else [value]
    words = ", ".join(labels.get(str(one), str(one)) for one in chosen) if labels else ""
    name = name_of(question, question.label.plain(conversation.filling.language) or question.name)
    return answering.named(name, clipped(show(question, value, words), _LONGEST_SHOWN))


def what_is_carried(conversation: LiveConversation, asked: AskedQuestion) -> str:
    """What `==` takes over at this question, by name and value; "" where that is this answer alone."""
    if asked.suggestion is None or asked.suggestion.source != "previous" or asked.editing or asked.answer is not None:
        return ""
    questions = carried_with(conversation, asked.question)
    if len(questions) < 2:
        return ""
    lines = [shown(conversation, one, conversation.carried(one)) for one in questions]
    return asking.all_flows(lines) if is_flow(asked.question) else asking.all_that_stays(lines)
