"""The markdown form of a workbook: one table a sheet, so that a change can be read line by line.

The first cell names a sheet, the next line its columns, every further line is a row with an empty first cell.
"""

from __future__ import annotations

import re

from bot.engine.definition.problems import refused


def sheets_of(markdown: str) -> dict[str, list[list[str]]]:
    """The sheets in order: rows of cells, the first row the column names. Raises `FormRefused`."""
    sheets: dict[str, list[list[str]]] = {}
    rows: list[list[str]] | None = None
    for line in markdown.splitlines():
        if not line.strip().startswith("|"):
            continue
        cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
        if not any(cells) or all(re.fullmatch(r":?-*:?", cell) for cell in cells):
            continue
        if cells[0]:
            rows = sheets.setdefault(cells[0], [])
            if any(cells[1:]):
                rows.append(cells[1:])
        elif rows is not None:
            rows.append(cells[1:])
    if "survey" not in sheets:
        raise refused("no-survey-sheet")
    return sheets
