"""What examining a workbook gives, and how it is packed for the way to another process or into a draft."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.engine.definition.problems import FormRefused, Problem, Severity
from bot.forms.remarks import Remark


@dataclass(frozen=True, slots=True)
class Examined:
    """`xml` is the XForm, None where the workbook cannot be published. `questions` counts what is asked. `files` are
    the csv and xml files that the form reads, by name."""

    remarks: tuple[Remark, ...]
    xml: str | None = None
    title: str = ""
    questions: int = 0
    files: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.severity is Severity.ERROR)


def of_refusal(refusal: FormRefused) -> Examined:
    """A file that was refused as a whole."""
    return Examined(tuple(_whole(problem) for problem in refusal.problems))


def packed(examined: Examined) -> dict[str, Any]:
    """As JSON, for the way between processes."""
    return {
        "remarks": [remark.as_json() for remark in examined.remarks],
        "xml": examined.xml,
        "title": examined.title,
        "questions": examined.questions,
        "files": list(examined.files),
    }


def unpacked(made: Mapping[str, Any]) -> Examined:
    """`packed` undone."""
    remarks = tuple(Remark.from_json(each) for each in made["remarks"])
    return Examined(remarks, made["xml"], made["title"], made["questions"], tuple(made["files"]))


def framed(content: bytes, files: Mapping[str, bytes]) -> bytes:
    """Something and the files that belong to it, as one piece."""
    parts = [("", content), *files.items()]
    head = json.dumps([[name, len(part)] for name, part in parts]).encode()
    return b"".join([head, b"\n", *(part for _, part in parts)])


def unframed(handed: bytes) -> tuple[bytes, dict[str, bytes]]:
    """`framed` undone."""
    head, _, rest = handed.partition(b"\n")
    parts: list[tuple[str, bytes]] = []
    for name, size in json.loads(head):
        parts.append((name, rest[:size]))
        rest = rest[size:]
    return parts[0][1], dict(parts[1:])


def _whole(problem: Problem) -> Remark:
    return Remark(problem.severity, problem.code, problem.facts, suggestion=problem.suggestion)
