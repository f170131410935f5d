"""Everything there is to say about a workbook, at once: for its author.

`examine_apart` is for files from outside: a process of its own bears the time and the memory. Nothing is raised for
what a file holds; what keeps it from being a form is among the remarks.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.forms.problems import FormRefused, Problem, Severity, refused
from bot.forms.remarks import Remark, in_order

SECONDS = 20
MEGABYTES = 1024
"""What a file may cost. The slowest of 49 real forms took 0.7 s and 150 MB to convert."""
LARGEST_LIST = 20_000_000
"""Bytes of one csv or xml file that a form reads. The national list of 7,851 offices has 1 MB."""


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


def examine(content: bytes, files: Mapping[str, bytes] | None = None) -> Examined:
    """The workbook and the files that it reads, in this process: for forms that the product brings along."""
    from bot.forms.looking import look
    from bot.forms.reading import examined
    from bot.forms.sheets import read_book

    try:
        kind = look(content)
        book = read_book(content, kind)
    except FormRefused as refusal:
        return of_refusal(refusal)
    return examined(content, kind, book, files or {})


def examine_apart(
    content: bytes,
    files: Mapping[str, bytes] | None = None,
    *,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
) -> Examined:
    """The same in another process, stopped when it takes longer or needs more."""
    from bot.forms.looking import look

    handed = dict(files or {})
    for name, file in handed.items():
        if len(file) > LARGEST_LIST:
            return of_refusal(refused("file-too-big", name, LARGEST_LIST // 1_000_000))
    try:
        look(content)
    except FormRefused as refusal:
        return of_refusal(refusal)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot.forms.apart", str(seconds), str(megabytes)],
            input=framed(content, handed),
            capture_output=True,
            timeout=seconds,
            env=_bare_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return of_refusal(refused("too-slow", seconds))
    if done.returncode != 0:
        return of_refusal(refused("too-heavy"))
    return unpacked(json.loads(done.stdout))


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


def with_files_unused(remarks: Iterable[Remark], read: Iterable[str], handed: Iterable[str]) -> tuple[Remark, ...]:
    """The remarks in order, with a note on each file that was handed in and is not read."""
    extra = [Remark(Severity.NOTE, "unused-file", (name,)) for name in handed if name not in set(read)]
    return in_order([*remarks, *extra])


def _bare_environment() -> dict[str, str]:
    """Nothing of ours: the settings hold secrets that a reader of somebody else's file has no use for."""
    here = str(Path(__file__).parents[2])
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if name in os.environ}
    return {**kept, "PYTHONPATH": here, "PYTHONDONTWRITEBYTECODE": "1"}


def _whole(problem: Problem) -> Remark:
    return replace(Remark(problem.severity, problem.code, problem.facts), suggestion=problem.suggestion)
