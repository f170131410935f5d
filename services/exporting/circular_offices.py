"""A circular's offices as a file: CSV for other programs, a workbook to look at and to send up."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.schedule import BANGKOK
from bot.texts.admin.admin import role_name
from bot.texts.circulars import desk as words
from bot.texts.joining.requests import shown_name
from bot.thai.units import short_name
from models.circulars.circular import Circular, CircularVersion
from models.org_unit import UnitKind
from services.aggregation.columns import Cell, Column, Shape
from services.circulars.oversight.offices import CircularOfficeLine
from services.exporting.csv_file import written
from services.exporting.sheet import Sheets, workbook
from services.storage.whole_files import WholeFiles

_MOMENTS = ("opened_at", "acknowledged_at")
COLUMNS = tuple(
    Column(name, label, Shape.MOMENT if name in _MOMENTS else Shape.NUMBER if name == "version" else Shape.TEXT)
    for name, label in words.COLUMNS.items()
)


def write(circular: Circular, version: CircularVersion, lines: Sequence[CircularOfficeLine], target: Path) -> None:
    """Writes `target`: a workbook where it is called `.xlsx`, else CSV. Times are Bangkok's."""
    rows = (_cells(circular, line) for line in lines)
    with WholeFiles() as files:
        file = files.open(target)
        if target.suffix == ".xlsx":
            _workbook(version, rows, file)
        else:
            _csv(rows, file)


def _csv(rows: Iterator[tuple[Cell, ...]], file: Path) -> None:
    # The BOM tells Excel that it is UTF-8.
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow([column.name for column in COLUMNS])
        writer.writerows(written(row) for row in rows)


def _workbook(version: CircularVersion, rows: Iterator[tuple[Cell, ...]], file: Path) -> None:
    with workbook(file) as book:
        sheet = Sheets(book, version.number).table(words.SHEET, COLUMNS, frozen=3)
        for row in rows:
            sheet.add(row)
        sheet.finish()


def _cells(circular: Circular, line: CircularOfficeLine) -> tuple[Cell, ...]:
    unit, done, opened = line.unit, line.acknowledged, line.opened
    above = {one.kind: one.name for one in unit.up()}
    standing, _ = words.standing(
        is_reached=line.is_reached,
        is_opened=line.is_opened,
        is_acknowledged=line.is_acknowledged,
        has_people=line.has_people,
    )
    return (
        unit.code,
        unit.kind,
        short_name(unit),
        above.get(UnitKind.DISTRICT, ""),
        above.get(UnitKind.PROVINCE, ""),
        standing,
        opened.receipt.opened_at.astimezone(BANGKOK) if opened and opened.receipt.opened_at else None,
        done.receipt.acknowledged_at.astimezone(BANGKOK) if done and done.receipt.acknowledged_at else None,
        shown_name(done.name) if done else "",
        role_name(done.receipt.role) if done and done.receipt.role else "",
        words.HOW.get(done.receipt.how or "", "") if done else "",
        circular.version if done else None,
        (done.receipt.file_sha256 or "") if done else "",
    )
