"""What is ever done with a file from outside, and what it may cost.

Each task is a function `(asked, handed) -> (said, pieces)` of a module that is imported by the readers alone: `asked`
and `said` are JSON, `handed` and `pieces` bytes. Whoever wants one done calls `services/untrusted/readings`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any, cast

Work = Callable[[Any, Sequence[bytes]], tuple[Any, Sequence[bytes]]]


class Task(StrEnum):
    """What is to be done."""

    EXAMINE_WORKBOOK = "examine_workbook"
    READ_TABLE = "read_table"
    LOOK_AT_ATTACHMENT = "look_at_attachment"
    DRAW_SMALL = "draw_small"
    FIT_PICTURE = "fit_picture"
    LOOK_AT_DOCUMENT = "look_at_document"
    CHECK_TEMPLATE = "check_template"
    FILL_TEMPLATE = "fill_template"


@dataclass(frozen=True, slots=True)
class Terms:
    """`seconds` of a processor and `megabytes` of address space, a hundred of which are the reader's own; `at_once` as
    many of a kind in each of our processes. An answer longer than `largest` bytes is not taken."""

    module: str
    seconds: int
    megabytes: int
    at_once: int = 2
    largest: int = 64 << 20


_WORKBOOKS = "services.untrusted.workbooks"
_PICTURES = "services.untrusted.pictures.work"
_DOCUMENTS = "services.untrusted.documents.work"
_TEMPLATES = "services.untrusted.templates.work"
TERMS = {
    # The slowest of 49 real forms took 0.7 s and 150 MB.
    Task.EXAMINE_WORKBOOK: Terms(_WORKBOOKS, 20, 1024),
    # 7,851 offices take 2 s.
    Task.READ_TABLE: Terms(_WORKBOOKS, 20, 512),
    # A photo of a telephone takes 0.03 s.
    Task.LOOK_AT_ATTACHMENT: Terms(_PICTURES, 5, 400, largest=1 << 20),
    Task.DRAW_SMALL: Terms(_PICTURES, 5, 400, largest=1 << 20),
    Task.FIT_PICTURE: Terms(_PICTURES, 5, 400, largest=1 << 20),
    # A page of a PDF takes 0.1 s, one full of pictures 2 s.
    Task.LOOK_AT_DOCUMENT: Terms(_DOCUMENTS, 10, 600, largest=2 << 20),
    # The built-in template takes 0.3 s, the memo of a large province 1 s.
    Task.CHECK_TEMPLATE: Terms(_TEMPLATES, 5, 400, largest=1 << 20),
    Task.FILL_TEMPLATE: Terms(_TEMPLATES, 15, 600),
}


def work_of(task: Task) -> Work:
    """Imports what the task needs."""
    return cast(Work, getattr(import_module(TERMS[task].module), task.value))
