"""An answer that looks wrong beside the months before: noticed at once, and remembered until it is settled.

The anomaly stands in the conversation's scratch, so that a pause loses nothing; the answer itself is kept meanwhile.
What was confirmed is remembered with its value: the same value is not asked about again, another one is looked at
anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.anomalies.anomalies import Anomaly, AnomalyKind, anomaly, from_json, past_of, to_json
from bot.engine.definition.form import Form
from bot.engine.filling.places import Line
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Outcome, Turn
from bot.interview.values.showing import clipped, name_of, show
from bot.messages import Text
from bot.texts.interview import anomalies

# Names in the scratch: the months before; and pairs of path and value that wait for an answer, that were confirmed,
# that were passed over.
PAST, WAITING, SURE, PASSED = "past", "doubts", "sure", "passed"
Before = Sequence[tuple[str, Mapping[str, Any]]]
"""Reports sent before: (month, `Turn.answers`), newest first, without those that said there was nothing."""
_LONGEST_NAME = 60


def memory(form: Form, before: Before, factor: float) -> dict[str, Any]:
    """What the scratch keeps of these reports. `factor` is the programme's."""
    return {"factor": factor, "of": to_json(past_of(form, before))}


def look(conversation: LiveConversation, line: Line | None) -> None:
    """Look at an answer just given: whether it is in anomaly from now on. The very value that was asked about, given
    again, is a yes."""
    if line is None:
        return
    given = [line.path, line.value]
    was_asked = given in conversation.scratch.get(WAITING, [])
    for kept in (WAITING, SURE, PASSED):
        _drop(conversation, kept, line.path, but=given if kept != WAITING else None)
    if _anomaly_of(conversation, line) is None:
        return
    if was_asked:
        _add(conversation, SURE, given)
    elif given not in conversation.scratch.get(SURE, []) and given not in conversation.scratch.get(PASSED, []):
        _add(conversation, WAITING, given)


def anomalous(conversation: LiveConversation) -> tuple[Line, Anomaly] | None:
    """The first answer that waits to be confirmed, as long as it still is what it was."""
    for path, value in list(conversation.scratch.get(WAITING, [])):
        line = conversation.line(path)
        found = _anomaly_of(conversation, line) if line is not None and line.value == value else None
        if line is not None and found is not None:
            return line, found
        _drop(conversation, WAITING, path)
    return None


def stands_by(conversation: LiveConversation, path: str, value: Any) -> None:
    """Whoever looks at an answer in anomaly and leaves it means it."""
    if [path, value] in conversation.scratch.get(WAITING, []):
        _drop(conversation, WAITING, path)
        _add(conversation, SURE, [path, value])


def settle(conversation: LiveConversation, line: Line, how: str) -> None:
    """It no longer waits: `how` is SURE or PASSED."""
    _drop(conversation, WAITING, line.path)
    _add(conversation, how, [line.path, line.value])


def confirmed(conversation: LiveConversation) -> tuple[str, ...]:
    """Paths of the answers that stand and were confirmed."""
    pairs = conversation.scratch.get(SURE, [])
    if not pairs:
        return ()
    values = {line.path: line.value for section in conversation.filling.review() for line in section.lines}
    return tuple(path for path, value in pairs if values.get(path) == value)


def ask(conversation: LiveConversation, line: Line, found: Anomaly) -> Turn:
    """What was seen, with "yes, right" and "correct it"."""
    make = conversation.buttons.place
    buttons = (
        make(anomalies.RIGHT, "sure", line.path, 0, anomalies.RIGHT),
        make(anomalies.WRONG, "mend", line.path, 0, anomalies.WRONG),
    )
    return conversation.turn([Text("\n\n".join([*conversation.lines, _seen(line, found)]), buttons)], Outcome.ASKING)


def _seen(line: Line, found: Anomaly) -> str:
    name = clipped(name_of(line.question, line.label), _LONGEST_NAME)
    if found.value is None or found.before is None:
        return anomalies.repeated(name)
    now, before = show(line.question, found.value), show(line.question, found.before)
    if found.kind is AnomalyKind.FALL:
        less = show(line.question, round(found.before - found.value, 6))
        return anomalies.fell(name, before, found.month, now, less)
    is_more = found.value > found.before
    times = found.value / found.before if is_more else found.before / found.value
    return anomalies.jumped(name, before, found.month, now, times, is_more)


def _anomaly_of(conversation: LiveConversation, line: Line) -> Anomaly | None:
    past = conversation.scratch.get(PAST)
    # Rows of two months cannot be held against each other.
    if past is None or line.path != line.generic or line.path not in past["of"]:
        return None
    known = from_json({line.path: past["of"][line.path]})
    return anomaly(line.question, line.value, known, past["factor"])


def _add(conversation: LiveConversation, name: str, pair: list[Any]) -> None:
    conversation.scratch[name] = [*conversation.scratch.get(name, []), pair]


def _drop(conversation: LiveConversation, name: str, path: str, but: list[Any] | None = None) -> None:
    pairs = [pair for pair in conversation.scratch.get(name, []) if pair[0] != path or pair == but]
    if pairs:
        conversation.scratch[name] = pairs
    else:
        conversation.scratch.pop(name, None)
