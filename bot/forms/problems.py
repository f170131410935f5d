"""What is wrong with a form, said so that its author can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a form from being used.

    `code` names the kind of problem and is stable (`syntax`, `unknown-function`, `arguments`, `unknown-path`,
    `cycle`, `unsupported`, `not-a-workbook`, `too-large`, `conversion`, `missing-file` …); `detail` is a sentence
    in English. `path` is the question's path in the form (`/data/g/name`) or "" where the whole workbook is meant;
    `aspect` the bind attribute or element it stands in (`relevant`, `constraint`, `calculate`, `label` …).
    `expression` is the text as it stands in the XForm and `position` the 0-based character in it, None where there
    is none. `suggestion` is what the author probably meant, or "".
    """

    code: str
    detail: str
    path: str = ""
    aspect: str = ""
    expression: str = ""
    position: int | None = None
    suggestion: str = ""

    def __str__(self) -> str:
        where = " ".join(part for part in (self.path, self.aspect) if part)
        at = f" (at {self.position + 1} in {self.expression!r})" if self.position is not None else ""
        return f"{where}: {self.detail}{at}" if where else f"{self.detail}{at}"


class FormRefused(Exception):
    """A workbook or an XForm that cannot be used; `problems` holds every reason found, in form order."""

    def __init__(self, problems: list[Problem] | tuple[Problem, ...]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(map(str, self.problems)))


def refused(code: str, detail: str) -> FormRefused:
    """A refusal for one reason that concerns the whole file."""
    return FormRefused([Problem(code, detail)])
