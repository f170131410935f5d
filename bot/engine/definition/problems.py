"""What is wrong with a form, found so that its author can be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much it weighs."""

    ERROR = "error"
    """The form cannot be published."""
    WARNING = "warning"
    """It can, but does probably not do what its author means."""
    NOTE = "note"
    """Something that is not used here and does no harm."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing found in a form.

    `code` names the kind of problem and is stable; the words for it stand in `bot/texts/forms/problems.py`, with
    `facts` in their places. `path` is the question's path in the form (`/data/g/name`) or "" where the whole form is
    meant; `aspect` the bind attribute or element it stands in (`relevant`, `constraint`, `calculate`, `label` …).
    `expression` is the text as it stands in the XForm and `position` the 0-based character in it, None where there is
    none, `length` how many characters are meant. `suggestion` is what the author probably meant, or ""."""

    code: str
    facts: tuple[str, ...] = ()
    path: str = ""
    aspect: str = ""
    expression: str = ""
    position: int | None = None
    length: int = 1
    suggestion: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """For a traceback: the code and its facts, where they stand. No words for people."""
        where = " ".join(part for part in (self.path, self.aspect) if part)
        what = ", ".join([self.code, *self.facts])
        at = f" (at {self.position + 1} in {self.expression!r})" if self.position is not None else ""
        return f"{where}: {what}{at}" if where else f"{what}{at}"


class FormRefused(Exception):
    """The form cannot be used: `problems` are all errors in form order, `remarks` the warnings and notes."""

    def __init__(
        self, problems: list[Problem] | tuple[Problem, ...], remarks: list[Problem] | tuple[Problem, ...] = ()
    ) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.remarks: tuple[Problem, ...] = tuple(remarks)
        super().__init__("; ".join(map(str, self.problems)))


def refused(code: str, *facts: str | int) -> FormRefused:
    """A refusal for one reason that concerns the whole file."""
    return FormRefused([Problem(code, tuple(map(str, facts)))])
