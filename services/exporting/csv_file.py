"""An export as CSV: for other programs, and for Excel by a double click (UTF-8 with a BOM, CRLF).

Text is quoted, so that codes keep their leading zero wherever a reader looks at quotes; what a spreadsheet would take
for a formula is disarmed with an apostrophe in front.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from services.aggregation.columns import ROW_HEADS, Cell
from services.exporting.month import Export
from services.storage.whole_files import WholeFiles

# With the full-width forms that some spreadsheets read the same way, and what they skip before looking.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(export: Export, target: Path) -> list[Path]:
    """Writes `target`, and beside it `<target>.<repeat>.csv` for each repeat of the form. Returns what was written."""
    files = WholeFiles()
    with ExitStack() as stack:
        stack.enter_context(files)
        main = _writer(stack, files, target)
        main.writerow([column.name for column in export.heads])
        parts = [(table, _writer(stack, files, beside(target, table.name))) for table in export.tables]
        for table, writer in parts:
            writer.writerow([column.name for column in (*ROW_HEADS, *table.columns)])
        for line in export.lines:
            main.writerow(written((*line.office, *(column.cell(line.answers) for column in export.columns))))
            for table, writer in parts:
                for number, row in table.found(line.answers):
                    heads = (line.office[0], line.office[2], number)
                    writer.writerow(written((*heads, *(column.cell(row) for column in table.columns))))
    return files.written


def beside(target: Path, name: str) -> Path:
    return target.with_name(f"{target.stem}.{name}{target.suffix}")


def _writer(stack: ExitStack, files: WholeFiles, target: Path) -> Any:
    # The BOM tells Excel that it is UTF-8.
    file = stack.enter_context(files.open(target).open("w", encoding="utf-8-sig", newline=""))
    return csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)


def written(cells: Sequence[Cell]) -> list[str | int | float]:
    """A row of them: what a spreadsheet would take for a formula is disarmed."""
    return [_one(cell) for cell in cells]


def _one(cell: Cell) -> str | int | float:
    # Of half a million cells in the country's month most are texts and numbers: they are asked for first.
    if isinstance(cell, str):
        return disarmed(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return disarmed(" ".join(cell))


def disarmed(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
