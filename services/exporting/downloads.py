"""What a supervisor may take away of a month: a workbook, tables, a memo. Made into a folder, whoever asks for it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.texts.desk.desk import place_name
from bot.texts.exporting.downloads import KINDS, file_name
from models.database import Database
from services.exporting import csv_file, json_file, memo, xlsx_file
from services.exporting.memo_facts import AREAS
from services.exporting.month import CannotExport, Export, ReportLine, read

# An area of more offices takes longer than two seconds on a modest server: its file is made beside the request.
MOST_AT_ONCE = 1_500
_TELL_EVERY = 500  # lines: some 250 ms
_MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
}

# Hears (done, of how many) while a file is being made.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class DownloadRequest:
    """`kind` is one of `KINDS`; codes of a programme and a unit, and a month `2026-10`."""

    kind: str
    programme: str
    period: str
    unit: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> DownloadRequest:
        return cls(**value)


@dataclass(frozen=True, slots=True)
class Made:
    """A file in the folder that was given; `file_name` is what a browser should save it as."""

    path: Path
    file_name: str
    media_type: str


def media_type_of(name: str) -> str:
    return _MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def takes_long(kind: str, offices: int) -> bool:
    """Whether an area of so many offices is no matter of a moment. A memo always is one."""
    return kind != "memo" and offices > MOST_AT_ONCE


def make(
    database: Database,
    wanted: DownloadRequest,
    folder: Path,
    now: datetime,
    *,
    base_url: str = "",
    progress: Progress = lambda done, total: None,
) -> Made:
    """Makes the file, out of one reading transaction of its own. Raises CannotExport for what does not exist and for a
    memo of a single office; a memo also what `Unfilled.filled` raises.

    `base_url` is where our pages are: a workbook's photos are linked where it is known.
    """
    if wanted.kind not in KINDS:
        raise CannotExport(f"there is no such file: {wanted.kind!r}")
    with database.reading() as session:
        found = read(session, wanted.programme, wanted.period, now, unit_code=wanted.unit)
        if wanted.kind == "memo":
            if found.unit.kind not in AREAS:
                raise CannotExport("a memo covers an area")
            unfilled = memo.gather(session, found.programme, found.unit, found.period, now)
        else:
            path = _table(replace(found, lines=_told(found, progress)), wanted.kind, folder, base_url)
    if wanted.kind == "memo":
        path = folder / "memo.docx"
        path.write_bytes(unfilled.filled())
    ending = path.suffix[1:]
    return Made(path, _name(found, wanted.kind, ending), _MEDIA_TYPES[ending])


def _table(found: Export, kind: str, folder: Path, base_url: str) -> Path:
    target = folder / f"month.{kind}"
    if kind == "xlsx":
        written = xlsx_file.write(found, target, base_url=base_url)
    else:
        written = (csv_file if kind == "csv" else json_file).write(found, target)
    return written[0] if len(written) == 1 else _zipped(written, folder, _name(found, kind, "csv"))


def _name(found: Export, kind: str, ending: str) -> str:
    return file_name(kind, ending, found.programme.title, found.period, place_name(found.unit))


def _told(found: Export, progress: Progress) -> Iterator[ReportLine]:
    progress(0, found.offices)
    for number, line in enumerate(found.lines, 1):
        yield line
        if number % _TELL_EVERY == 0:
            progress(min(number, found.offices), found.offices)


def _zipped(written: list[Path], folder: Path, name: str) -> Path:
    """Several tables in one file, each with the name it would have alone."""
    path = folder / "month.zip"
    plain = name.removesuffix(".csv")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in written:
            packed.write(one, f"{plain}{one.name.removeprefix('month')}")
    return path
