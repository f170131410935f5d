"""Texts and their languages: what is missing in the default one, what is too long, what will look odd."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.engine.definition.problems import Severity
from bot.engine.definition.styling import has_image, loses
from bot.forms.remarks import Remark
from bot.forms.workbook.sheets import Sheet
from bot.forms.xlsform.columns import TRANSLATED, Columns
from bot.forms.xlsform.lists import Lists
from bot.forms.xlsform.outline import Outline, SurveyRow
from bot.forms.xlsform.structure import at
from bot.nearness import nearest
from bot.texts.forms.words import LANGUAGE_CODES

LONGEST_TEXT = 5000
"""UTF-16 code units of one LINE message."""
_MOST_NAMED = 12
_CODE = re.compile(r"\(([a-z]{2,3})(?:-[a-z]+)?\)")
_NO_WORDS = ("calculate", "hidden", "start", "end", "today", "username", "deviceid", "phonenumber", "audit", "email",
             "csv-external", "xml-external", "start-geopoint", "background-audio", "background-geopoint", "simserial",
             "subscriberid")  # fmt: skip


class Languages:
    """`default` is the language that is shown: the settings' own, else the one without a name, else the first."""

    def __init__(self, outline: Outline, lists: Lists, settings: Columns | None) -> None:
        self._outline = outline
        self._lists = lists
        self._settings = settings
        self._named = settings.text(2, "default_language") if settings is not None else ""
        languages = outline.columns.languages("label")
        self._meant = self._mistyped(languages)
        named = self._meant or self._named
        self.default = named if named else "" if "" in languages or not languages else languages[0]
        self._otherwise = {columns.kind: self._spelled_otherwise(columns, languages) for _, columns in self._sheets()}

    def remarks(self) -> Iterator[Remark]:
        yield from self._unknown_default()
        yield from self._misspelled()
        for sheet, columns in self._sheets():
            rows = [item.row for item in self._outline.items if item.what != "comment"]
            for row in rows if sheet == "survey" else [row for rows in self._lists.rows.values() for row in rows]:
                yield from self._missing(columns, row)
        yield from self._untranslated()
        yield from self._or_other()
        yield from self._too_long()
        yield from self._styled()

    def _sheets(self) -> list[tuple[str, Columns]]:
        found = [("survey", self._outline.columns)]
        if self._lists.columns is not None:
            found.append(("choices", self._lists.columns))
        return found

    def _written(self) -> list[str]:
        return [language for _, columns in self._sheets() for key in TRANSLATED for language in columns.languages(key)]

    def _mistyped(self, languages: list[str]) -> str:
        """The language that a default one which is no column's most likely means; "" where it is right, or none is
        named. All else is looked at as though it were written so."""
        written = [language for language in self._written() if language]
        # Columns without a language are of the default one, whatever its name.
        if not self._named or not written or self._named in written or "" in languages:
            return ""
        return _same(self._named, written) or written[0]

    def _unknown_default(self) -> Iterator[Remark]:
        cell = self._settings.cell(2, "default_language") if self._settings is not None else None
        if cell is not None and self._meant:
            yield at(cell, "unknown-language", self._named, suggestion=self._meant)

    def _spelled_otherwise(self, columns: Columns, languages: list[str]) -> dict[int, str]:
        """Columns of a language that no question is asked in, with the one that is meant: `ไทย` beside `ไทย (th)`."""
        found: dict[int, str] = {}
        for key in TRANSLATED if len(languages) <= _MOST_NAMED else ():
            written = columns.languages(key)
            for column in columns.of(key):
                language = columns.meanings[column].language
                if (
                    language
                    and language not in languages
                    and (meant := _same(language, languages)) not in ("", *written)
                ):
                    found[column] = meant
        return found

    def _language(self, columns: Columns, column: int) -> str:
        return self._otherwise[columns.kind].get(column, columns.meanings[column].language)

    def _misspelled(self) -> Iterator[Remark]:
        for _, columns in self._sheets():
            for column, meant in self._otherwise[columns.kind].items():
                cell, language = columns.head(column), columns.meanings[column].language
                suggestion = cell.header.replace(language, meant)
                # A question without words cannot be asked; without its hint it can.
                is_needed = columns.meanings[column].key == "label" and meant == self.default
                severity = Severity.ERROR if is_needed else Severity.WARNING
                yield at(cell, "language-otherwise", cell.header, severity=severity, suggestion=suggestion)

    def _missing(self, columns: Columns, row: int) -> Iterator[Remark]:
        """A text that there is in another language and not in the default one."""
        texts = columns.sheet.rows.get(row, {})
        item = next((item for item in self._outline.items if item.row == row), None)
        for key in TRANSLATED:
            own = [c for c in columns.of(key) if self._language(columns, c) in (self.default, "")]
            other = [c for c in columns.of(key) if c not in own and texts.get(c, "-") != "-"]
            if not other or any(column in texts for column in own):
                continue
            column = own[0] if own else None
            header = columns.sheet.headers[column] if column else f"{key}::{self.default}" if self.default else key
            cell = columns.sheet.cell(row, column or other[0])
            is_choice = columns is self._lists.columns
            # A question without words cannot be asked; without its hint it can.
            severity = Severity.ERROR if key == "label" else Severity.WARNING
            yield at(
                cell,
                "missing-text",
                self.default or header,
                item=None if is_choice else item,
                suggestion=header,
                severity=severity,
            )

    def _untranslated(self) -> Iterator[Remark]:
        """A language that some texts have and others have no column for."""
        for _, columns in self._sheets():
            for language in columns.languages("label"):
                if language in ("", self.default):
                    continue
                missing = [
                    key
                    for key in TRANSLATED
                    if {self.default, ""} & set(columns.languages(key)) and language not in columns.languages(key)
                ]
                if missing:
                    sheet = columns.sheet.name
                    yield Remark(Severity.NOTE, "missing-translation", (language, ", ".join(missing)), sheet)

    def _or_other(self) -> Iterator[Remark]:
        languages = {
            columns_language for _, columns in self._sheets() for columns_language in columns.languages("label")
        }
        for item in self._outline.items:
            if not item.or_other:
                continue
            cell = self._outline.columns.cell(item.row, "type")
            if cell is None:
                continue
            place = max(cell.text.find("or"), 0)
            if len(languages) == 1:
                length = len(cell.text) - place
                yield at(cell, "or-other-english", item=item, severity=Severity.NOTE, position=place, length=length)
            if len(languages) > 1:
                yield at(cell, "or-other-languages", item=item, position=place, length=len(cell.text) - place)
            if self._outline.columns.text(item.row, "choice_filter"):
                yield at(cell, "or-other-filter", item=item, position=place, length=len(cell.text) - place)

    def _too_long(self) -> Iterator[Remark]:
        """A question is one message: its words, its hint and its numbered options together."""
        columns = self._outline.columns
        for item in self._outline.items:
            if item.what != "question" or item.type in _NO_WORDS:
                continue
            texts = [columns.sheet.cell(item.row, column) for key in ("label", "hint") for column in columns.of(key)]
            longest = max((_units(cell.text) for cell in texts), default=0)
            shown = _units(columns.text(item.row, "label")) + _units(columns.text(item.row, "hint"))
            total = max(longest, shown + self._options(item))
            if total > LONGEST_TEXT:
                cell = max(texts, key=lambda cell: _units(cell.text))
                yield at(cell, "long-text", f"{total:,}", item=item, severity=Severity.WARNING)

    def _options(self, item: SurveyRow) -> int:
        lists = self._lists
        rows = lists.rows.get(item.list_name, [])
        if lists.columns is None or len(rows) > 10:
            return 0
        return sum(_units(lists.columns.text(row, "label")) + 4 for row in rows)

    def _styled(self) -> Iterator[Remark]:
        for sheet, columns in self._sheets():
            written = [
                columns.sheet.cell(row, column)
                for row, texts in columns.sheet.rows.items()
                for column in texts
                if columns.meanings[column].key in ("label", "hint")
            ]
            pictured = [cell for cell in written if has_image(cell.text)]
            others = [cell for cell in written if cell not in pictured]
            plain = [cell for cell in others if loses(cell.text, is_choice=sheet == "choices")]
            for code, found in (("ignored-inline-image", pictured), ("ignored-styling", plain)):
                if found:
                    remark = at(found[0], code, severity=Severity.NOTE)
                    yield replace(remark, also=tuple(cell.place for cell in found[1 : _MOST_NAMED + 1]))


def _same(language: str, written: list[str]) -> str:
    """The written language of the same code, or spelled nearly so; "" where none is."""
    code = _code(language)
    same = [each for each in written if code and _code(each) == code]
    return same[0] if same else nearest(language, [each for each in written if each and not (code and _code(each))])


def _code(language: str) -> str:
    """`th` of `Thai (th)`, of `ไทย` and of `th`; "" where none is known."""
    small = language.strip().lower()
    found = _CODE.search(small)
    return found[1] if found else LANGUAGE_CODES.get(small, small if len(small) == 2 else "")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def settings_columns(sheet: Sheet | None) -> Columns | None:
    return Columns(sheet, "settings") if sheet is not None else None
