"""Several answers in one message: taken, read back, and what is missing is asked."""

from __future__ import annotations

from bot.engine.definition.datatypes import Value
from bot.engine.definition.form_items import QuestionKind
from bot.engine.filling.places import AskedQuestion, Place
from bot.interview.asking.anomalies import look
from bot.interview.asking.carrying import is_flow, shown
from bot.interview.asking.present import present
from bot.interview.hearing.answers import carry
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Turn, Typed
from bot.interview.values.facts import Facts, may_be_several, read_facts
from bot.texts.interview import answering, facts


def several(conversation: LiveConversation, place: Place | None, typed: Typed) -> Turn | None:
    """The turn that takes at least two answers out of one message; None where the words are anything else.

    At a question for words they are its answer, and within a row they are about the row.
    """
    if isinstance(place, AskedQuestion) and (place.rows or place.question.kind is QuestionKind.TEXT):
        return None
    if not may_be_several(typed.text):
        return None
    found = read_facts(conversation.form, typed.text)
    if len(found.values) + found.rest_as_before < 2:
        return None
    _work_was_done(conversation)
    refused = _take(conversation, found, typed.message)
    taken = [_line(conversation, path, value) for path, value in found.values.items() if path not in refused]
    if found.rest_as_before:
        stays = (one for path, one in conversation.form.questions.items() if path in conversation.state.offered)
        taken += next((lines for one in stays if not is_flow(one) and (lines := carry(conversation, one))), [])
    conversation.echo(facts.read_back(taken))
    for path, reason in refused.items():
        conversation.say(answering.refused(f"{_line(conversation, path, found.values[path])}\n{reason}"))
    if found.unclear:
        conversation.say(facts.unclear(found.unclear))
    return present(conversation)


def _take(conversation: LiveConversation, found: Facts, message: str) -> dict[str, str]:
    """Answers what is asked now and keeps the rest ahead; the reasons by path of what does not fit."""
    refused = {}
    for path, value in found.values.items():
        if conversation.line(path) is None:
            conversation.state.ahead[path] = value
            continue
        verdict = conversation.put(path, value, message)
        if verdict.accepted:
            look(conversation, conversation.line(path))
        else:
            refused[path] = (verdict.issue.message if verdict.issue else "") or answering.NOT_ALLOWED
    return refused


def _work_was_done(conversation: LiveConversation) -> None:
    """Whoever gives figures of the work says that there was some (`nong:nothing` names the other answer)."""
    for path, question in conversation.form.having("nothing").items():
        line = conversation.line(path)
        if line is None or line.value is not None:
            continue
        place = conversation.filling.current()
        others = [one.value for one in place.choices] if isinstance(place, AskedQuestion) and place.path == path else []
        others = [value for value in others if value != question.extras["nothing"]]
        if len(others) == 1:
            conversation.put(path, others[0])


def _line(conversation: LiveConversation, path: str, value: Value) -> str:
    question = conversation.form.questions[path]
    words = shown(conversation, question, value)
    return words if value is not None else f"{words}{facts.NOTHING}"
