"""Workbooks and tables, as a reader reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
