"""The choices sheet: what keeps it from being read, and what of it LINE shows badly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from bot.engine.definition.problems import Severity
from bot.forms.remarks import Remark
from bot.forms.workbook.sheets import Cell
from bot.forms.xlsform.columns import Columns
from bot.forms.xlsform.outline import Outline, SurveyRow
from bot.forms.xlsform.structure import Correct, Fault, at, missing_columns, spaced_list

MOST_OPTIONS = 10
"""Options that fit LINE's 13 quick replies beside back, skip and menu."""
LONGEST_LABEL = 20
"""Grapheme clusters of a quick reply's label."""
_MOST_NAMED = 12


class Lists:
    """`names` are the lists there are; `rows` their rows, in order."""

    def __init__(self, columns: Columns | None) -> None:
        self.columns = columns
        self.rows: dict[str, list[int]] = {}
        if columns is not None:
            for row in columns.sheet.rows:
                name = columns.text(row, "list_name")
                if name:
                    self.rows.setdefault(name, []).append(row)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.rows)

    def _missing(self) -> list[str]:
        columns = self.columns
        if columns is None or not (columns.sheet.headers or columns.sheet.headless):
            return []
        return [key for key in ("list_name", "name") if not columns.of(key)]

    def column_faults(self) -> Iterator[Fault]:
        """Columns without which nothing of the sheet can be read."""
        if self.columns is None:
            return
        for remark in missing_columns(self.columns.sheet, self._missing()):
            yield Fault(remark, lambda draft: draft.drop_sheet("choices"))

    def faults(self, outline: Outline, allow_same: bool) -> Iterator[Fault]:
        """Options without a name, with another's name, or with a space where several may be chosen."""
        columns = self.columns
        if columns is None:
            return
        several = {item.list_name for item in outline.items if item.select == "select all that apply"}
        names = next(iter(columns.of("name")), None)
        for list_name, rows in self.rows.items():
            seen: dict[str, int] = {}
            for row in rows:
                name = columns.text(row, "name")
                cell = columns.cell(row, "name") or columns.sheet.cell(row, 1)

                correct = _renames(row, names)
                if not name:
                    yield Fault(at(cell, "choice-no-name"), correct)
                elif name in seen and not allow_same:
                    yield Fault(at(cell, "choice-same-name", name, str(seen[name])), correct)
                elif " " in name and list_name in several:
                    meant = name.replace(" ", "_")
                    free = all(columns.text(other, "name") != meant for other in rows)
                    yield Fault(at(cell, "choice-space", name, suggestion=meant if free else ""), correct)
                seen.setdefault(name, row)

    def remarks(self, outline: Outline) -> Iterator[Remark]:
        """What can be published and is still worth saying."""
        columns = self.columns
        if columns is None:
            return
        missing = self._missing()
        for row, texts in columns.sheet.rows.items():
            if (
                texts
                and "list_name" not in missing
                and not columns.text(row, "list_name")
                and (columns.text(row, "name") or columns.text(row, "label"))
            ):
                cell = columns.cell(row, "list_name") or columns.sheet.cell(row, 1)
                yield at(cell, "choice-no-list", severity=Severity.WARNING)
        asked = {item.list_name: item for item in outline.items if item.list_name and not item.is_from_file}
        for list_name in asked:
            yield from self._without_label(columns, self.rows.get(list_name, []))
        for column, header in columns.sheet.headers.items():
            if " " in header and not columns.meanings[column].is_known:
                yield at(columns.head(column), "header-space", header, severity=Severity.NOTE)
        yield from self._unused(columns, outline)
        yield from self._many(outline)
        yield from self._long(outline)

    def _unused(self, columns: Columns, outline: Outline) -> Iterator[Remark]:
        """Lists that neither a type nor a formula names."""
        written = "\n".join(text for texts in outline.columns.sheet.rows.values() for text in texts.values())
        named = {item.list_name or item.type.rpartition(" ")[2] for item in outline.items}
        named |= {spaced for item in outline.items if (spaced := spaced_list(item.type, self.rows))}
        for list_name, rows in self.rows.items():
            cell = columns.cell(rows[0], "list_name")
            is_read = list_name in named or f"'{list_name}'" in written or f'"{list_name}"' in written
            if cell is not None and not is_read:
                yield at(cell, "unused-list", list_name, severity=Severity.NOTE)

    def _without_label(self, columns: Columns, rows: list[int]) -> Iterator[Remark]:
        for row in rows:
            name = columns.text(row, "name")
            if name and not columns.text(row, "label"):
                cell = columns.cell(row, "label") or columns.cell(row, "name")
                if cell is not None:
                    yield at(cell, "choice-no-label", name, severity=Severity.WARNING)

    def _many(self, outline: Outline) -> Iterator[Remark]:
        for item in outline.items:
            count = len(self.rows.get(item.list_name, ()))
            if count > MOST_OPTIONS and item.select and not outline.columns.text(item.row, "choice_filter"):
                cell = outline.columns.cell(item.row, "type")
                if cell is not None:
                    yield at(cell, "many-options", f"{count:,}", item=item, severity=Severity.WARNING)

    def _long(self, outline: Outline) -> Iterator[Remark]:
        """Labels that become buttons: of short lists from which one is chosen. One remark a list."""
        buttons = dict.fromkeys(
            item.list_name for item in outline.items if item.select == "select one" and _fits(self, outline, item)
        )
        for list_name in buttons:
            found = [
                cell for row in self.rows[list_name] for cell in self._labels(row) if _length(cell.text) > LONGEST_LABEL
            ]
            if found:
                first = max(found, key=lambda cell: _length(cell.text))
                also = tuple(cell.place for cell in found if cell is not first)[:_MOST_NAMED]
                remark = at(first, "long-choice-label", str(_length(first.text)), severity=Severity.WARNING)
                yield replace(remark, also=also)

    def _labels(self, row: int) -> Iterator[Cell]:
        columns = self.columns
        if columns is not None:
            for column in columns.of("label"):
                if column in columns.sheet.rows[row]:
                    yield columns.sheet.cell(row, column)


def _renames(row: int, column: int | None) -> Correct:
    return lambda draft: draft.put("choices", row, column, f"row_{row}")


def _fits(lists: Lists, outline: Outline, item: SurveyRow) -> bool:
    count = len(lists.rows.get(item.list_name, ()))
    return count > 0 and (count <= MOST_OPTIONS or bool(outline.columns.text(item.row, "choice_filter")))


def _length(text: str) -> int:
    return len(regex.findall(r"\X", text))
