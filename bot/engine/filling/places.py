"""What a filling hands to whoever speaks for it: places to ask at, verdicts, lines of a review."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.engine.definition.datatypes import Value
from bot.engine.definition.form_items import Choice, Question


class Reason(StrEnum):
    """Why an answer was not taken."""

    TYPE = "type"
    """Not a value of the question's type."""
    CHOICE = "not-a-choice"
    """Not among the choices that are on offer now."""
    RANGE = "range"
    """Outside a range question's start, end and step."""
    CONSTRAINT = "constraint"
    """The author's constraint says no."""
    REQUIRED = "required"
    """Blank where an answer is required."""
    READONLY = "readonly"
    """The question may not be answered by a person (now)."""
    NOT_ASKED = "not-asked"
    """There is no such place now: unknown path, a removed row, or a question that is not relevant."""


@dataclass(frozen=True, slots=True)
class Note:
    """Words to be read and not answered: a note, or a question that is read-only now.

    `shown` is what a read-only question holds, in words. `picture` is the file that is shown with it, "" for none.
    """

    label: str
    shown: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeat.

    `path` is concrete (`/data/areas[2]`, where 2 is the row's id, never used again after removal); `number` counts
    from 1 as the rows stand now. `label` is the first thing answered in the row, in words; "" while there is none.
    """

    path: str
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that may be taken with one tap; it has passed type and choices, not the constraint."""

    value: Value
    shown: str
    source: str
    """`default` (the form's own, already standing as the value) or `previous` (handed in at the start)."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question's turn.

    `path` names this very place (rows by id), `generic` the same without rows (the key of `Form.questions`).
    `label` and `hint` are resolved in the filling's language with their values filled in. `notes` stand before the
    question since the one before it. `headings` are the labels of the groups around it, outermost first, and
    `rows` the repeat rows around it, outermost first. `answer` is what stands now (None when blank); `suggestion`
    what may be taken over. `problem` says why a question that had an answer is asked again (None else).
    `editing` is true when the place was reached by `Filling.go`. `also` are the choices in the form's default
    language, where the filling's is another. `picture` is the file that is shown with it, "" for none.
    """

    path: str
    generic: str
    question: Question
    label: str
    hint: str
    notes: tuple[Note, ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    choices: tuple[Choice, ...]
    required: bool
    answer: Value
    answer_shown: str
    suggestion: Suggestion | None
    problem: Issue | None
    editing: bool
    also: tuple[Choice, ...] = ()
    picture: str = ""


@dataclass(frozen=True, slots=True)
class RepeatTurn:
    """An open repeat's turn: add another row, correct or remove one, or be done. `is_done`: it was said that there are
    no more. `path` is concrete."""

    path: str
    label: str
    hint: str
    notes: tuple[Note, ...]
    rows: tuple[Row, ...]
    editing: bool
    is_done: bool


Place = AskedQuestion | RepeatTurn


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answerable question as it stands, for a review or for saying what came and went.

    `value` is None when blank. `shown` is the value in words: the labels of the chosen options in order, joined by
    ", ", else the plain value.
    """

    path: str
    generic: str
    question: Question
    label: str
    value: Value
    shown: str
    readonly: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that share their groups and row.

    `headings` are the group labels around, outermost first (groups without a label left out), `rows` the repeat rows
    around, outermost first. An open repeat has one section with no lines, before its rows, with its path in `repeat`
    (None elsewhere), so that rows can be added and taken away.
    """

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    repeat: str | None
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that does not stand: `message` is the author's words, or "" where the author wrote none."""

    path: str
    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of an answer.

    Refused: `accepted` is False, `issue` says why, nothing has changed. Accepted: `vanished` are lines that held an
    answer and are no longer relevant (they come back with it if the skip flips), `reopened` are questions whose
    standing answer no longer passes (its choice is gone, or a constraint that reads what was changed) and which will be
    asked again.
    """

    accepted: bool
    issue: Issue | None = None
    vanished: tuple[AnswerLine, ...] = ()
    reopened: tuple[Issue, ...] = ()
