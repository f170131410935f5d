"""An export as one JSON document: what programs should read. The answers are as the report keeps them."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from services.aggregation.columns import OFFICE, Column
from services.exporting.month import Export
from services.storage.whole_files import WholeFiles


def write(export: Export, target: Path) -> list[Path]:
    """`{programme, period, unit, made_at, questions, repeats, offices}`; an office an element, its `answers` nested
    by group, repeats as lists. Values of choices are what the form calls them; `questions` tells their words."""
    head = {
        "programme": export.programme.code,
        "title": export.programme.title,
        "period": export.period,
        "unit": export.unit.code,
        "made_at": export.made_at.isoformat(timespec="seconds"),
        "questions": [_question(column) for column in export.columns if not column.part],
        "repeats": {
            "/".join(table.steps): [_question(column) for column in table.columns if not column.part]
            for table in export.tables
        },
    }
    with WholeFiles() as files, files.open(target).open("w", encoding="utf-8") as file:
        file.write(_text(head)[:-1] + ', "offices": [')
        for number, line in enumerate(export.lines):
            office = {column.name: cell for column, cell in zip(OFFICE, line.office, strict=True)}
            file.write((",\n" if number else "\n") + _text(office | {"answers": line.answers}))
        file.write("\n]}\n")
    return files.written


def _question(column: Column) -> dict[str, Any]:
    # A geopoint is one answer here, though two columns elsewhere.
    kind = column.shape.value if column.part is None else "geopoint"
    asked = {"path": "/".join(column.steps), "label": column.label, "type": kind}
    return asked | ({"choices": dict(column.words)} if column.words else {})


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
