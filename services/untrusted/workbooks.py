"""Workbooks and tables, as a reader reads them.

What reads them is imported here, before a reader is limited: in there it would cost each file its time and memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import openpyxl  # noqa: F401 (see above)

import bot.forms.reading  # noqa: F401
from bot.forms.examined import packed, unframed
from bot.forms.examining import examine
from services.storage.sheet import SheetError
from services.storage.sheet import read_table as read


def examine_workbook(_asked: Any, handed: Sequence[bytes]) -> tuple[Any, Sequence[bytes]]:
    """`handed`: the workbook and its files, framed."""
    return packed(examine(*unframed(handed[0]))), ()


def read_table(_asked: Any, handed: Sequence[bytes]) -> tuple[Any, Sequence[bytes]]:
    """The rows; or the code and the facts of what is wrong."""
    try:
        return {"rows": read(handed[0])}, ()
    except SheetError as error:
        return {"wrong": error.code, "facts": list(error.facts)}, ()
