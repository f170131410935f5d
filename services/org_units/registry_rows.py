"""The rows of a registry of local offices, each checked by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bot.texts.admin import registry as texts
from bot.thai import digits
from bot.thai import units as words
from bot.thai.dates import BE
from bot.thai.digits import to_arabic
from models.org_unit import UnitKind
from services.storage.sheet import Table

# Columns that may be there: first day of the office, first day without it.
DAYS = ("open_from", "open_to")
COLUMNS = ("code", "type", "name", "province_code", "province", "district_code", "district")
# The second digit of an office's code. An office that changes its kind keeps its code until it is given a
# new one, so the digit is checked against the type but does not decide.
KIND_DIGITS = {
    "2": UnitKind.PAO,
    "3": UnitKind.CITY,
    "4": UnitKind.TOWN,
    "5": UnitKind.TAMBON_TOWN,
    "6": UnitKind.SAO,
}
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one row; row 1 is the file's first, row 0 means the file as a whole.

    `code` names what and is stable; `bot/texts/admin/registry.py` has the words, with `facts` in their places.
    """

    row: int
    code: str
    facts: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """In English, for the operator."""
        return texts.english(self.code, self.facts)


@dataclass(slots=True)
class Remarks:
    """With `problems` nothing of the file may be used; `warnings` tell how a contradiction was decided."""

    problems: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RegistryLine:
    """One office as its row has it. An อบจ. lies in no district, whatever the row says; neither does an office
    of special form whose row names none: then `district_code` and `district` are empty. `open_to` is the first
    day without it; both days None where the file does not say."""

    row: int
    code: str
    kind: UnitKind
    name: str
    province_code: str
    province: str
    district_code: str
    district: str
    open_from: date | None = None
    open_to: date | None = None


def read_lines(table: Table, remarks: Remarks) -> Iterator[RegistryLine]:
    """Every good row below the heads, which stand in the first row that is not empty, in any order."""
    at = next((number for number, row in enumerate(table) if any(row)), None)
    if at is None:
        remarks.problems.append(Remark(0, "empty"))
        return
    heads = heads_of(table)
    if missing := [column for column in COLUMNS if column not in heads]:
        remarks.problems.append(Remark(at + 1, "missing-columns", (", ".join(missing),)))
        return
    places = {column: heads.index(column) for column in (*COLUMNS, *DAYS) if column in heads}
    seen: dict[str, int] = {}
    rows = [(number, cells) for number, cells in enumerate(table[at + 1 :], start=at + 2) if any(cells)]
    if not rows:
        remarks.problems.append(Remark(0, "no-office"))
    for number, cells in rows:
        values = {column: cells[place] if place < len(cells) else "" for column, place in places.items()}
        line = _line(number, values, remarks)
        if line is None:
            continue
        if line.code in seen:
            remarks.problems.append(Remark(number, "code-twice", (line.code, str(seen[line.code]))))
            continue
        seen[line.code] = number
        yield line


def heads_of(table: Table) -> list[str]:
    """The columns by name, of the first row that is not empty; empty where there is none."""
    return [words.read_column(cell) for cell in next((row for row in table if any(row)), [])]


def _line(row: int, values: dict[str, str], remarks: Remarks) -> RegistryLine | None:
    """One row with everything that is wrong with it; None where anything is."""
    wrong: list[Remark] = []

    def say(code: str, *facts: str) -> None:
        wrong.append(Remark(row, code, facts))

    named = words.read_kind(values["type"])
    if named is None:
        say("no-kind", quoted(values["type"]))
    kind = UnitKind(named) if named else None
    code = _code(values["code"])
    if code is None:
        say("bad-code", quoted(values["code"]))
    elif kind != UnitKind.SPECIAL and code[1] not in KIND_DIGITS:
        say("bad-kind-digit", code)
    province_code, district_code = to_arabic(values["province_code"]), to_arabic(values["district_code"])
    province = words.read_name(values["province"], UnitKind.PROVINCE)
    district = words.read_name(values["district"], UnitKind.DISTRICT)
    if kind == UnitKind.PAO:
        district_code = district = ""
    if not re.fullmatch("[1-9][0-9]", province_code):
        say("bad-province-code", quoted(province_code))
    lies_in_district = kind not in (UnitKind.PAO, UnitKind.SPECIAL) or district_code or district
    if lies_in_district and not re.fullmatch("[1-9][0-9]{3}", district_code):
        say("bad-district-code", quoted(district_code))
    name = words.read_name(values["name"], kind or "")
    needed = {"name": name, "province": province} | ({"district": district} if lies_in_district else {})
    for column, value in needed.items():
        if not value:
            say("no-name", column, texts.COLUMN_NAMES[column])
        elif not value.isprintable() or len(value) > _LONGEST_NAME:
            say("bad-name", column, texts.COLUMN_NAMES[column], quoted(value))
    days: dict[str, date | None] = {}
    for column in DAYS:
        typed = values.get(column, "")
        days[column] = _day(typed)
        if typed and days[column] is None:
            say("bad-day", column, texts.COLUMN_NAMES[column], quoted(typed))
    first, gone = days["open_from"], days["open_to"]
    if first and gone and gone <= first:
        say("days-crossed", first.isoformat(), gone.isoformat())
    remarks.problems += wrong
    if wrong or code is None or kind is None:
        return None
    if kind != UnitKind.SPECIAL and KIND_DIGITS[code[1]] != kind:
        facts = (code, KIND_DIGITS[code[1]].value, kind.value, words.kind_name(kind))
        remarks.warnings.append(Remark(row, "numbered-otherwise", facts))
    return RegistryLine(row, code, kind, name, province_code, province, district_code, district, first, gone)


def _day(text: str) -> date | None:
    """A whole date: 2026-10-01 (as Excel's cells are read, too) or 1/10/2569, in either era."""
    typed = to_arabic(text).removesuffix(" 00:00:00")
    if found := re.fullmatch(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", typed) or re.fullmatch(
        r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})", typed
    ):
        year = int(found["year"])
        try:
            return date(year - BE if year > 2400 else year, int(found["month"]), int(found["day"]))
        except ValueError:
            return None
    return None


def _code(text: str) -> str | None:
    code = to_arabic(text)
    # Excel takes the code for a number and drops its leading 0.
    code = code.zfill(8) if len(code) == 7 else code
    return code if re.fullmatch("0[0-9]{7}", code) else None


def quoted(text: str) -> str:
    """Text of the file, cut short and harmless on a terminal."""
    text = text if len(text) <= 40 else text[:40] + "…"
    return digits.quoted("".join(one if one.isprintable() else ascii(one)[1:-1] for one in text))
