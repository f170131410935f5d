"""An answer that looks wrong beside the months before: noticed at once, and remembered until it is settled.

The doubt stands in the talk's scratch, so that a pause loses nothing; the answer itself is kept meanwhile. What was
confirmed is remembered with its value: the same value is not asked about again, another one is looked at anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.anomalies.anomalies import Doubt, DoubtKind, doubt, from_json, past_of, to_json
from bot.engine.definition.form import Form
from bot.engine.filling.places import Line
from bot.interview.state.live_conversation import Talk
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


def look(talk: Talk, line: Line | None) -> None:
    """Look at an answer just given: whether it is in doubt from now on. The very value that was asked about, given
    again, is a yes."""
    if line is None:
        return
    given = [line.path, line.value]
    was_asked = given in talk.scratch.get(WAITING, [])
    for kept in (WAITING, SURE, PASSED):
        _drop(talk, kept, line.path, but=given if kept != WAITING else None)
    if _doubt_of(talk, line) is None:
        return
    if was_asked:
        _add(talk, SURE, given)
    elif given not in talk.scratch.get(SURE, []) and given not in talk.scratch.get(PASSED, []):
        _add(talk, WAITING, given)


def doubted(talk: Talk) -> tuple[Line, Doubt] | None:
    """The first answer that waits to be confirmed, as long as it still is what it was."""
    for path, value in list(talk.scratch.get(WAITING, [])):
        line = talk.line(path)
        found = _doubt_of(talk, line) if line is not None and line.value == value else None
        if line is not None and found is not None:
            return line, found
        _drop(talk, WAITING, path)
    return None


def stands_by(talk: Talk, path: str, value: Any) -> None:
    """Whoever looks at an answer in doubt and leaves it means it."""
    if [path, value] in talk.scratch.get(WAITING, []):
        _drop(talk, WAITING, path)
        _add(talk, SURE, [path, value])


def settle(talk: Talk, line: Line, how: str) -> None:
    """It no longer waits: `how` is SURE or PASSED."""
    _drop(talk, WAITING, line.path)
    _add(talk, how, [line.path, line.value])


def confirmed(talk: Talk) -> tuple[str, ...]:
    """Paths of the answers that stand and were confirmed."""
    pairs = talk.scratch.get(SURE, [])
    if not pairs:
        return ()
    values = {line.path: line.value for section in talk.filling.review() for line in section.lines}
    return tuple(path for path, value in pairs if values.get(path) == value)


def ask(talk: Talk, line: Line, found: Doubt) -> Turn:
    """What was seen, with "yes, right" and "correct it"."""
    make = talk.buttons.place
    buttons = (
        make(anomalies.RIGHT, "sure", line.path, 0, anomalies.RIGHT),
        make(anomalies.WRONG, "mend", line.path, 0, anomalies.WRONG),
    )
    return talk.turn([Text("\n\n".join([*talk.lines, _seen(line, found)]), buttons)], Outcome.ASKING)


def _seen(line: Line, found: Doubt) -> str:
    name = clipped(name_of(line.question, line.label), _LONGEST_NAME)
    if found.value is None or found.before is None:
        return anomalies.repeated(name)
    now, before = show(line.question, found.value), show(line.question, found.before)
    if found.kind is DoubtKind.FALL:
        less = show(line.question, round(found.before - found.value, 6))
        return anomalies.fell(name, before, found.month, now, less)
    is_more = found.value > found.before
    times = found.value / found.before if is_more else found.before / found.value
    return anomalies.jumped(name, before, found.month, now, times, is_more)


def _doubt_of(talk: Talk, line: Line) -> Doubt | None:
    past = talk.scratch.get(PAST)
    # Rows of two months cannot be held against each other.
    if past is None or line.path != line.generic or line.path not in past["of"]:
        return None
    known = from_json({line.path: past["of"][line.path]})
    return doubt(line.question, line.value, known, past["factor"])


def _add(talk: Talk, name: str, pair: list[Any]) -> None:
    talk.scratch[name] = [*talk.scratch.get(name, []), pair]


def _drop(talk: Talk, name: str, path: str, but: list[Any] | None = None) -> None:
    pairs = [pair for pair in talk.scratch.get(name, []) if pair[0] != path or pair == but]
    if pairs:
        talk.scratch[name] = pairs
    else:
        talk.scratch.pop(name, None)
