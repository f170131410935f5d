"""What keeps a survey sheet from being a form at all: types, names, groups that never end. All of it, not the first."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import dataclass

from bot.engine.definition.problems import Severity
from bot.forms.remarks import Remark
from bot.forms.workbook.sheets import Cell, Sheet
from bot.forms.xlsform.columns import Columns
from bot.forms.xlsform.draft import Draft
from bot.forms.xlsform.outline import Outline, SurveyRow
from bot.forms.xlsform.types import meant_type
from bot.nearness import nearest

Correct = Callable[[Draft], None]
_MOST_NAMED = 12
_USUAL = ("type", "name", "label", "list_name")
LATIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_NEEDS_NO_NAME = ("note", "audit")
_FROM_FILE = re.compile(r"from[ _]file\b")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and how a copy is corrected so that reading can go on."""

    remark: Remark
    correct: Correct


def at(cell: Cell, code: str, *facts: str, item: SurveyRow | None = None, suggestion: str = "",
       severity: Severity = Severity.ERROR, position: int | None = None, length: int = 1) -> Remark:  # fmt: skip
    """A remark on a cell."""
    return Remark(
        severity, code, facts, cell.sheet, cell.row, cell.header, cell.place, item.name if item else "", cell.text,
        position, length, suggestion,
    )  # fmt: skip


def missing_columns(sheet: Sheet, missing: Sequence[str]) -> Iterator[Remark]:
    """Columns that the sheet cannot do without; one remark where they stand in a lower row, below a title."""
    if missing and (row := lower_heads(sheet, _USUAL, 2)):
        yield Remark(Severity.ERROR, "heads-lower", (sheet.name, str(row)), sheet.name, row)
        return
    for key in missing:
        header = nearest(key, [each for each in sheet.headers.values() if each.lower() not in _USUAL])
        column = next((at_column for at_column, each in sheet.headers.items() if header and each == header), None)
        place = sheet.cell(1, column).place if column is not None else ""
        facts = (sheet.name, key)
        yield Remark(
            Severity.ERROR,
            "no-column",
            facts,
            sheet.name,
            1,
            header,
            place,
            text=header,
            suggestion=key if header else "",
        )


def lower_heads(sheet: Sheet, usual: Collection[str], least: int) -> int:
    """The row that holds so many of the usual names of columns; 0 where none does."""
    for row in sorted({*sheet.rows, *(first for first, _ in sheet.headless.values())}):
        written = {text.lower() for text in sheet.rows.get(row, {}).values()}
        written |= {text.lower() for at_row, text in sheet.headless.values() if at_row == row}
        if len(written.intersection(usual)) >= least:
            return row
    return 0


def spaced_list(kind: str, lists: Container[str]) -> str:
    """The list with a space in its name that a type asks from; "" where there is none such."""
    words = kind.split(" ")[:_MOST_NAMED]
    names = (" ".join(words[at:]) for at in range(1, len(words) - 1))
    return next((name for name in names if name in lists), "")


def columns_twice(columns: Columns) -> Iterator[Fault]:
    """Two columns of one meaning: which of them counts is nobody's guess."""
    sheet = columns.sheet
    seen: dict[tuple[str, str, str], int] = {}
    for column, meaning in columns.meanings.items():
        # media::image and image are one, image and audio are not.
        medium = sheet.headers[column].lower().removeprefix("media::").partition("::")[0]
        first = seen.setdefault((meaning.key, meaning.language, medium if meaning.key == "media" else ""), column)
        if first != column:
            other = columns.head(first)
            fault = at(columns.head(column), "same-column", sheet.headers[column], f"{other.header} ({other.place})")
            yield Fault(fault, _drops(columns.kind, column))


class Structure:
    """Looks the outline over once."""

    def __init__(self, outline: Outline, lists: frozenset[str]) -> None:
        self._outline = outline
        self._columns = outline.columns
        self._lists = lists
        self._advised: set[str] = set()
        self._twice: list[tuple[str, ...]] = []

    def faults(self) -> Iterator[Fault]:
        """Everything, in the order of the rows."""
        yield from columns_twice(self._columns)
        around: list[SurveyRow] = []
        taken: dict[tuple[str, ...], int] = {}
        repeats: dict[str, int] = {}
        items = [item for item in self._outline.items if item.what != "comment"]
        for number, item in enumerate(items, 1):
            if item.what == "end":
                if not item.is_known_type:
                    yield from self._type(item)
                yield from self._end(item, around, items[number:])
                continue
            yield from self._type(item)
            yield from self._search(item)
            yield from self._name(item, taken, repeats)
            if item.what == "begin":
                around.append(item)
        for item in reversed(around):
            yield Fault(self._unclosed(item), self._close(item.control))

    def _cell(self, item: SurveyRow, key: str) -> Cell:
        found = self._columns.cell(item.row, key) or self._columns.cell(item.row, "type")
        return found or self._columns.sheet.cell(item.row, 1)

    def _end(self, item: SurveyRow, around: list[SurveyRow], after: Sequence[SurveyRow]) -> Iterator[Fault]:
        """`around`: the groups and repeats that are open here. One cause is one fault: an end of the wrong kind, or a
        begin within that has none."""
        cell, control = self._cell(item, "type"), item.control
        if any(one.control == control for one in around):
            while (opened := around.pop()).control != control:
                yield Fault(self._unclosed(opened), self._drops_row(opened.row))
        elif around and not _is_closed(around[-1].control, after):
            opened = around.pop()
            meant = f"end {opened.control}"
            facts = control, opened.control, opened.name, str(opened.row)
            yield Fault(
                at(cell, "end-of-another", *facts, item=item, suggestion=meant), self._writes(item, "type", meant)
            )
        else:
            yield Fault(at(cell, "end-without-begin", control, item=item), self._drops_row(item.row))

    def _unclosed(self, opened: SurveyRow) -> Remark:
        return at(self._cell(opened, "type"), "begin-without-end", opened.control, opened.name, item=opened)

    @staticmethod
    def _drops_row(row: int) -> Correct:
        return lambda draft: draft.drop_row("survey", row)

    def _close(self, control: str) -> Correct:
        column = next(iter(self._columns.of("type")), 1)
        return lambda draft: draft.add_row("survey", {column: f"end {control}"})

    def _type(self, item: SurveyRow) -> Iterator[Fault]:
        cell = self._cell(item, "type")
        as_text = self._writes(item, "type", "text")
        if not item.type:
            yield Fault(at(cell, "no-type", item=item), as_text)
        elif item.select and not item.list_name:
            yield Fault(at(cell, "no-list", item=item, suggestion=""), as_text)
        elif spaced := spaced_list(item.type, self._lists):
            meant = spaced.replace(" ", "_")
            yield Fault(at(cell, "list-space", spaced, item=item, suggestion=meant), as_text)
        elif not item.is_known_type:
            meant = meant_type(item.type, self._lists)
            fault = at(cell, "unknown-type", item.type, item=item, suggestion=meant)
            yield Fault(fault, self._writes(item, "type", meant) if item.what != "question" else as_text)
        elif item.select == "select one external":
            yield Fault(at(cell, "unsupported-external", item=item), as_text)
        elif _FROM_FILE.search(item.type) and not item.is_from_file:
            yield Fault(at(cell, "list-no-file", item.list_name, item=item), as_text)
        elif item.list_name and not item.is_from_file and item.list_name not in self._lists:
            lists = ", ".join(sorted(self._lists)[:_MOST_NAMED]) or "-"
            remark = at(
                cell,
                "unknown-list",
                item.list_name,
                lists,
                item=item,
                suggestion=nearest(item.list_name, self._lists),
                position=max(cell.text.find(item.list_name), 0),
                length=len(item.list_name),
            )
            yield Fault(remark, as_text)

    def _search(self, item: SurveyRow) -> Iterator[Fault]:
        """pyxform has its own to say of search(), where its list is another question's too."""
        cell = self._columns.cell(item.row, "appearance")
        if cell is not None and cell.text.startswith("search("):
            yield Fault(at(cell, "unsupported-search", item=item), self._writes(item, "appearance", ""))

    def _name(self, item: SurveyRow, taken: dict[tuple[str, ...], int], repeats: dict[str, int]) -> Iterator[Fault]:
        cell = self._cell(item, "name")
        fresh = f"row_{item.row}"
        renamed = self._writes(item, "name", fresh)
        if not item.name:
            if item.type.split(" ")[0] not in _NEEDS_NO_NAME:
                yield Fault(at(cell, "no-name", item=item), renamed)
            return
        if not LATIN_NAME.fullmatch(item.name):
            yield self._bad_name(item, cell, fresh)
            return
        if item.name == "meta":
            yield Fault(at(cell, "reserved-name", item.name, item=item), renamed)
        elif item.path in taken and not any(item.path[: len(one)] == one for one in self._twice):
            if item.what == "begin":
                # What stands in it is named twice only because of it.
                self._twice.append(item.path)
            yield Fault(at(cell, "same-name", item.name, str(taken[item.path]), item=item), renamed)
        elif item.control == "repeat" and (item.name in repeats or item.name == "data"):
            code = "reserved-name" if item.name == "data" else "same-repeat-name"
            yield Fault(at(cell, code, item.name, item=item), renamed)
        taken.setdefault(item.path, item.row)
        if item.control == "repeat":
            repeats.setdefault(item.name, item.row)

    def _bad_name(self, item: SurveyRow, cell: Cell, fresh: str) -> Fault:
        code = "bad-name" if item.name.isascii() else "name-not-latin"
        tidy = re.sub(r"[^A-Za-z0-9_.\-]+", "_", item.name).strip("_")
        meant = tidy if LATIN_NAME.fullmatch(tidy) and any(c.isalpha() for c in tidy) else f"q{item.row}"
        if meant in self._outline.names or meant in self._advised or meant == "meta":
            meant = f"{meant}_{item.row}"
        self._advised.add(meant)
        old = item.name
        column = next(iter(self._columns.of("name")), None)

        def correct(draft: Draft) -> None:
            draft.put("survey", item.row, column, fresh)
            draft.replace_everywhere("survey", f"${{{old}}}", f"${{{fresh}}}")

        return Fault(at(cell, code, item.name, item=item, suggestion=meant), correct)

    def _writes(self, item: SurveyRow, key: str, text: str) -> Correct:
        column = next(iter(self._columns.of(key)), None)
        return lambda draft: draft.put("survey", item.row, column, text)


def _is_closed(control: str, after: Sequence[SurveyRow]) -> bool:
    """Whether these rows end what of this kind is open before them."""
    opened = 0
    for item in after:
        if item.control == control and item.what in ("begin", "end"):
            opened += 1 if item.what == "begin" else -1
            if opened < 0:
                return True
    return False


def _drops(kind: str, column: int) -> Correct:
    return lambda draft: draft.drop_column(kind, column)
