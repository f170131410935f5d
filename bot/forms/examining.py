"""Everything there is to say about a workbook, at once: for its author.

Nothing is raised for what a file holds; what keeps it from being a form is among the remarks. A file from outside is
examined by a process of its own, which bears the time and the memory.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.engine.definition.problems import FormRefused
from bot.forms.examined import Examined, of_refusal
from bot.forms.workbook.looking import look


def examine(content: bytes, files: Mapping[str, bytes] | None = None) -> Examined:
    """The workbook and the files that it reads, in this process."""
    # What reads workbooks is large, and of no use to a process that hands them to another.
    from bot.forms.reading import examined
    from bot.forms.workbook.sheets import read_book

    try:
        book = read_book(content, look(content))
    except FormRefused as refusal:
        return of_refusal(refusal)
    return examined(book, files or {})
