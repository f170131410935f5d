"""An answer given: read, handed to the filling, echoed; or refused, with more help each time."""

from __future__ import annotations

from typing import Any

from bot.engine.definition.form_items import Question, QuestionKind
from bot.engine.filling.places import AnswerLine, AskedQuestion, Issue, Reason
from bot.events import Place
from bot.interview.asking.anomalies import look, mark_confirmed, stands_by
from bot.interview.asking.carrying import carried_with, shown
from bot.interview.asking.present import confirm, present
from bot.interview.asking.quick import is_wrong, offer
from bot.interview.state.interview_state import Act
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Turn
from bot.interview.values.showing import clipped, show
from bot.texts.interview import answering, guiding, places
from bot.thai.choices import SHORT_LIST
from bot.thai.places import in_thailand, write_place
from bot.thai.refused import Refused

# After so many wrong answers to one question, more help is offered.
_PATIENCE = 3
_LONGEST_ECHO = 200


def give(
    conversation: LiveConversation, asked: AskedQuestion, value: Any, message: str | None = "", sure: bool = False
) -> Turn:
    """Answer the question with `value` (read already) and go on; a point that is hardly theirs is asked about first."""
    if isinstance(value, Refused):
        return wrong(conversation, asked, value)
    if asked.question.kind is QuestionKind.GEOPOINT and isinstance(value, tuple) and not sure:
        point = Place(value[0], value[1])
        point_shown = write_place(point)
        seen = conversation.about.elsewhere(point) if in_thailand(point) else places.outside_thailand(point_shown)
        if seen:
            buttons = (
                conversation.buttons.post(answering.SAME_POINT, "yes"),
                conversation.buttons.post(guiding.NO, "no"),
            )
            return confirm(conversation, Act.ODD_POINT, places.ask(seen), buttons, point_shown)
    verdict = conversation.put(asked.path, value, message)
    if not verdict.accepted:
        return wrong(conversation, asked, Refused(why(asked, verdict.issue)))
    if value is not None:
        line = conversation.line(asked.path)
        conversation.echo(_echo(asked, line))
        if sure and line is not None and asked.question.kind is QuestionKind.GEOPOINT:
            # What was confirmed is told the supervisor.
            mark_confirmed(conversation, line)
        look(conversation, line)
    return present(conversation)


def wrong(conversation: LiveConversation, asked: AskedQuestion, refused: Refused) -> Turn:
    """The same question again, with the reason; after three, with help and whom to ask."""
    conversation.refused = True
    if refused.candidates and len(asked.choices) > SHORT_LIST:
        conversation.say(refused.reason)
        conversation.candidates = refused.candidates
        return present(conversation)
    here = conversation.state.here
    here.wrong_tries += 1
    conversation.say(answering.refused(refused.reason))
    conversation.candidates = refused.candidates
    if here.wrong_tries >= _PATIENCE:
        conversation.say(help_words(conversation, asked, opening=answering.STUCK))
    return present(conversation)


def leave(conversation: LiveConversation, asked: AskedQuestion) -> Turn:
    """Skip the question, where that is allowed; an answer that stands is left as it is."""
    if asked.answer is not None and not asked.problem:
        return keep(conversation, asked)
    return clear(conversation, asked, answering.SKIPPED)


def clear(conversation: LiveConversation, asked: AskedQuestion, said: str = answering.CLEARED) -> Turn:
    """Leaves an optional question blank, and says so."""
    if asked.required:
        conversation.say(answering.refused(answering.REQUIRED))
    else:
        conversation.put(asked.path, None)
        conversation.echo(said)
    return present(conversation)


def nothing(conversation: LiveConversation, asked: AskedQuestion) -> Turn:
    """ "None": there is nothing to say here, which is not the same as leaving the question."""
    conversation.put(asked.path, None)
    conversation.echo(answering.NOTHING)
    return present(conversation)


def keep(conversation: LiveConversation, asked: AskedQuestion) -> Turn:
    """`=`: the answer that stands, or the earlier value on offer."""
    if offer(conversation, asked) is None:
        if not is_wrong(asked):
            conversation.say(answering.NOTHING_TO_KEEP)
        return present(conversation)
    if asked.answer is not None and asked.editing:
        conversation.corrected(asked.path)
        stands_by(conversation, asked.path, asked.answer)
        conversation.filling.back()
        conversation.moved()
        conversation.say(answering.UNCHANGED)
        return present(conversation)
    if asked.answer is None and asked.suggestion is not None:
        return give(conversation, asked, asked.suggestion.value, sure=True)
    return give(conversation, asked, asked.answer, message=None, sure=True)


def keep_all(conversation: LiveConversation, asked: AskedQuestion) -> Turn:
    """`==`: the earlier values of all that goes together with this question, wherever it stands in the form."""
    if lines := carry(conversation, asked.question):
        conversation.echo(answering.kept(lines))
    else:
        conversation.say(answering.NOTHING_TO_KEEP)
    return present(conversation)


def carry(conversation: LiveConversation, question: Question) -> list[str]:
    """Takes over what goes together with the question, and says it line by line; what is not asked yet is taken when
    it is."""
    lines = []
    values = {one.path: one for one in carried_with(conversation, question)}
    for path, one in conversation.form.questions.items():
        if path not in values or (value := conversation.carried(one)) is None:
            continue
        if conversation.line(path) is None:
            conversation.state.ahead[path] = value
        elif not conversation.put(path, value).accepted:
            continue
        lines.append(shown(conversation, one, value))
    return lines


def _echo(asked: AskedQuestion, line: AnswerLine | None) -> str:
    """What was read, shown back."""
    kind = asked.question.kind
    shown = clipped(show(asked.question, line.value, line.shown), _LONGEST_ECHO) if line else ""
    if kind.is_attachment:
        return answering.received(shown)
    if kind.has_choices:
        return answering.chosen(shown)
    if kind is QuestionKind.GEOPOINT:
        return answering.point_taken(shown)
    return answering.NOTED if kind is QuestionKind.TEXT else answering.taken(shown)


def help_words(conversation: LiveConversation, asked: AskedQuestion, opening: str = "") -> str:
    """The question explained, and whom to ask."""
    guidance = asked.question.guidance.plain(conversation.filling.language)
    lines = [opening, guidance or asked.hint]
    if conversation.about.contact:
        lines.append(answering.contact(conversation.about.contact))
    return "\n".join(line for line in lines if line)


def why(asked: AskedQuestion, issue: Issue | None) -> str:
    """Why an answer was not taken, in words."""
    if issue is None:
        return answering.NOT_ALLOWED
    if issue.message:
        return issue.message
    if issue.reason is Reason.REQUIRED:
        return answering.REQUIRED
    if issue.reason is Reason.RANGE:
        parameters = asked.question.parameters
        return answering.out_of_range(parameters.get("start", ""), parameters.get("end", ""))
    if issue.reason is Reason.READONLY:
        return answering.READONLY
    return answering.NOT_ALLOWED
