"""An export as an Excel workbook: what a province looks at and sends up.

Sheets: the month added up, the offices, their answers, the rows of each repeat, the photos. Written a row at a time
(constant memory).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.texts.exporting import export as words
from services.aggregation.columns import ANSWER_HEADS, OFFICE, ROW_HEADS, Cell, Column, Shape
from services.exporting import summary
from services.exporting.month import Export, ReportLine
from services.exporting.sheet import Sheets, workbook
from services.storage.whole_files import WholeFiles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_PHOTO_SHAPES = {"size": Shape.NUMBER, "received_at": Shape.MOMENT, "taken_at": Shape.MOMENT}
PHOTO_COLUMNS = (
    *(one for one in ROW_HEADS if one.name != "row"),
    *(Column(name, label, _PHOTO_SHAPES.get(name, Shape.TEXT)) for name, label in words.PHOTO_HEADS.items()),
)


def write(export: Export, target: Path, *, base_url: str = "") -> list[Path]:
    """Writes `target`. `base_url` is where our pages are: photos are linked where it is known."""
    with WholeFiles() as files, workbook(files.open(target)) as book:
        _fill(book, export, base_url)
    return files.written


def _fill(book: Workbook, export: Export, base_url: str) -> None:
    book.set_properties({"title": export.programme.title, "created": export.made_at.replace(tzinfo=None)})
    sheets = Sheets(book, words.page_title(export.programme.title, export.period))
    summary.write(sheets, export)
    offices = sheets.table(words.OFFICES, OFFICE, frozen=3)
    answers = sheets.table(words.ANSWERS, (*ANSWER_HEADS, *export.columns), frozen=2)
    repeats = [(one, sheets.table(one.label, (*ROW_HEADS, *one.columns), frozen=3)) for one in export.tables]
    has_photos = any(
        one.shape is Shape.FILE for one in (*export.columns, *(c for t in export.tables for c in t.columns))
    )
    photos = sheets.table(words.PHOTOS, PHOTO_COLUMNS, frozen=2) if has_photos else None
    places = [OFFICE.index(column) for column in ANSWER_HEADS]
    for line in export.lines:
        offices.add(line.office)
        if not line.answers:
            continue
        names = {ref: words.photo_name(at) for at, (_, _, ref) in enumerate(_files(export, line), 1)}
        said = _cells(export.columns, line.answers, names)
        answers.add((*(line.office[at] for at in places), *said))
        for table, sheet in repeats:
            for number, row in table.found(line.answers):
                sheet.add((line.office[0], line.office[2], number, *_cells(table.columns, row, names)))
        if photos:
            for cells, ref in _photos(export, line, names):
                photos.add(cells, f"{base_url}/desk/photo/{ref}" if base_url else "")
    for sheet in (offices, answers, *(sheet for _, sheet in repeats), *([photos] if photos else [])):
        sheet.finish()


def _cells(columns: Sequence[Column], answers: Any, names: Mapping[str, str]) -> Iterator[Cell]:
    """The answers, with a photo's number in the place of the name that programs know it by."""
    for column in columns:
        cell = column.cell(answers)
        yield names.get(str(cell), cell) if column.shape is Shape.FILE else cell


def _photos(export: Export, line: ReportLine, names: Mapping[str, str]) -> Iterator[tuple[tuple[Cell, ...], str]]:
    """A row a photo, and the name that its address needs."""
    for column, number, ref in _files(export, line):
        known = line.photos().get(ref)
        row: tuple[Cell, ...] = (line.office[0], line.office[2], column.label, number, names[ref])
        if known is None:
            yield (*row, *[None] * (len(PHOTO_COLUMNS) - len(row))), ref
            continue
        size = round(known.size / 1024, 1) if known.size is not None else None
        state = words.PHOTO_STATES.get(known.state, known.state)
        yield (*row, state, size, known.received_at, known.taken_at, known.place, words.OPEN_PHOTO), ref


def _files(export: Export, line: ReportLine) -> Iterator[tuple[Column, str | None, str]]:
    """(question, number in its list, name) of every file in the answers."""
    for column in export.columns:
        if column.shape is Shape.FILE and (ref := column.cell(line.answers)):
            yield column, None, str(ref)
    for table in export.tables:
        for number, row in table.found(line.answers):
            for column in table.columns:
                if column.shape is Shape.FILE and (ref := column.cell(row)):
                    yield column, number, str(ref)
