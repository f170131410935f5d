"""An answer that looks wrong beside the months before: noticed at once, and remembered until it is settled.

That it waits stands in the interview's state (`Anomalies`), so that a pause loses nothing; the answer itself is kept
meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.anomalies.anomalies import Anomaly, AnomalyKind, anomaly, past_of
from bot.engine.definition.datatypes import Value
from bot.engine.definition.form import Form
from bot.engine.filling.places import AnswerLine
from bot.interview.state.interview_state import EarlierReports
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Outcome, Turn
from bot.interview.values.showing import clipped, name_of, show
from bot.messages import Text
from bot.texts.interview import anomalies as anomaly_texts

Before = Sequence[tuple[str, Mapping[str, Any]]]
"""Reports sent before: (month, `Turn.answers`), newest first, without those that said there was nothing."""
_LONGEST_NAME = 60


def earlier_reports(form: Form, before: Before, factor: float) -> EarlierReports:
    """What is remembered of the reports before. `factor` is the programme's."""
    return EarlierReports(factor, past_of(form, before))


def look(conversation: LiveConversation, line: AnswerLine | None) -> None:
    """Whether an answer just given is to be confirmed. The value that was asked about, given again, is a yes."""
    if line is None:
        return
    anomalies, path, value = conversation.state.anomalies, line.path, line.value
    was_asked = is_among(anomalies.waiting, path, value)
    anomalies.waiting.pop(path, None)
    for settled in (anomalies.confirmed, anomalies.passed):
        if not is_among(settled, path, value):
            settled.pop(path, None)
    if _anomaly_of(conversation, line) is None:
        return
    if was_asked:
        anomalies.confirmed[path] = value
    elif path not in anomalies.confirmed and path not in anomalies.passed:
        anomalies.waiting[path] = value


def anomalous(conversation: LiveConversation) -> tuple[AnswerLine, Anomaly] | None:
    """The first answer that waits to be confirmed, as long as it still is what it was."""
    waiting = conversation.state.anomalies.waiting
    for path, value in list(waiting.items()):
        line = conversation.line(path)
        found = _anomaly_of(conversation, line) if line is not None and line.value == value else None
        if line is not None and found is not None:
            return line, found
        del waiting[path]
    return None


def stands_by(conversation: LiveConversation, path: str, value: Value) -> None:
    """Whoever looks at an answer that waits to be confirmed and leaves it means it."""
    anomalies = conversation.state.anomalies
    if is_among(anomalies.waiting, path, value):
        anomalies.confirmed[path] = anomalies.waiting.pop(path)


def mark_confirmed(conversation: LiveConversation, line: AnswerLine) -> None:
    """The officer says that this answer is right: it no longer waits."""
    conversation.state.anomalies.waiting.pop(line.path, None)
    conversation.state.anomalies.confirmed[line.path] = line.value


def mark_passed(conversation: LiveConversation, line: AnswerLine) -> None:
    """The officer goes on without a word about this answer: it no longer waits, and is not confirmed either."""
    conversation.state.anomalies.waiting.pop(line.path, None)
    conversation.state.anomalies.passed[line.path] = line.value


def confirmed(conversation: LiveConversation) -> tuple[str, ...]:
    """Paths of the answers that stand and were confirmed."""
    values = conversation.state.anomalies.confirmed
    if not values:
        return ()
    standing = {line.path: line.value for section in conversation.filling.review() for line in section.lines}
    return tuple(path for path, value in values.items() if standing.get(path) == value)


def is_among(answers: Mapping[str, Value], path: str, value: Value) -> bool:
    """Whether the answer at this path is among them, with this very value."""
    return path in answers and answers[path] == value


def ask(conversation: LiveConversation, line: AnswerLine, found: Anomaly) -> Turn:
    """What was seen, with "yes, right" and "correct it"."""
    make = conversation.buttons.place
    buttons = (
        make(anomaly_texts.RIGHT, "sure", line.path, 0, anomaly_texts.RIGHT),
        make(anomaly_texts.WRONG, "mend", line.path, 0, anomaly_texts.WRONG),
    )
    return conversation.turn([Text("\n\n".join([*conversation.words, _seen(line, found)]), buttons)], Outcome.ASKING)


def _seen(line: AnswerLine, found: Anomaly) -> str:
    name = clipped(name_of(line.question, line.label), _LONGEST_NAME)
    if found.value is None or found.before is None:
        return anomaly_texts.repeated(name)
    now, before = show(line.question, found.value), show(line.question, found.before)
    if found.kind is AnomalyKind.FALL:
        less = show(line.question, round(found.before - found.value, 6))
        return anomaly_texts.fell(name, before, found.month, now, less)
    is_more = found.value > found.before
    times = found.value / found.before if is_more else found.before / found.value
    return anomaly_texts.jumped(name, before, found.month, now, times, is_more)


def _anomaly_of(conversation: LiveConversation, line: AnswerLine) -> Anomaly | None:
    earlier = conversation.state.anomalies.earlier
    # Rows of two months cannot be held against each other.
    if earlier is None or line.path != line.generic:
        return None
    return anomaly(line.question, line.value, earlier.of, earlier.factor)
