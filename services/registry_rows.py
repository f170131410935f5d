"""The rows of a registry of local offices, each checked by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.texts import units as words
from bot.texts.digits import to_arabic
from models.org_unit import UnitKind
from services.sheet import Table

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
    """Something about one row; row 1 is the file's first, row 0 means the file as a whole."""

    row: int
    says: str


@dataclass(slots=True)
class Remarks:
    """With `problems` nothing of the file may be used; `warnings` tell what was decided where it contradicts
    itself."""

    problems: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """One office as its row has it. An อบจ. lies in no district, whatever the row says; neither does an office
    of special form whose row names none: then `district_code` and `district` are empty."""

    row: int
    code: str
    kind: UnitKind
    name: str
    province_code: str
    province: str
    district_code: str
    district: str


def read_lines(table: Table, remarks: Remarks) -> Iterator[Line]:
    """Every good row below the heads, which stand in the first row that is not empty, in any order."""
    at = next((number for number, row in enumerate(table) if any(row)), None)
    if at is None:
        remarks.problems.append(Remark(0, "the file is empty"))
        return
    heads = [words.read_column(cell) for cell in table[at]]
    if missing := [column for column in COLUMNS if column not in heads]:
        remarks.problems.append(Remark(at + 1, f"missing columns: {', '.join(missing)}"))
        return
    places = {column: heads.index(column) for column in COLUMNS}
    seen: dict[str, int] = {}
    rows = [(number, cells) for number, cells in enumerate(table[at + 1 :], start=at + 2) if any(cells)]
    if not rows:
        remarks.problems.append(Remark(0, "no office in the file"))
    for number, cells in rows:
        values = {column: cells[place] if place < len(cells) else "" for column, place in places.items()}
        line = _line(number, values, remarks)
        if line is None:
            continue
        if line.code in seen:
            remarks.problems.append(Remark(number, f"code {line.code} is already in row {seen[line.code]}"))
            continue
        seen[line.code] = number
        yield line


def _line(row: int, values: dict[str, str], remarks: Remarks) -> Line | None:
    """One row with everything that is wrong with it; None where anything is."""
    wrong: list[str] = []
    named = words.read_kind(values["type"])
    if named is None:
        wrong.append(f"type {quoted(values['type'])} is no kind of local office")
    kind = UnitKind(named) if named else None
    code = _code(values["code"])
    if code is None:
        wrong.append(f"code {quoted(values['code'])} is not 8 digits beginning with 0")
    elif kind != UnitKind.SPECIAL and code[1] not in KIND_DIGITS:
        wrong.append(f"code {code}: the second digit is the kind, 2 to 6")
    province_code, district_code = to_arabic(values["province_code"]), to_arabic(values["district_code"])
    province = words.read_name(values["province"], UnitKind.PROVINCE)
    district = words.read_name(values["district"], UnitKind.DISTRICT)
    if kind == UnitKind.PAO:
        district_code = district = ""
    if not re.fullmatch("[1-9][0-9]", province_code):
        wrong.append(f"province_code {quoted(province_code)} is not 2 digits")
    lies_in_district = kind not in (UnitKind.PAO, UnitKind.SPECIAL) or district_code or district
    if lies_in_district and not re.fullmatch("[1-9][0-9]{3}", district_code):
        wrong.append(f"district_code {quoted(district_code)} is not 4 digits")
    name = words.read_name(values["name"], kind or "")
    needed = {"name": name, "province": province} | ({"district": district} if lies_in_district else {})
    wrong += [
        f"no {column}" if not value else f"{column} {quoted(value)} is no name"
        for column, value in needed.items()
        if not value or not value.isprintable() or len(value) > _LONGEST_NAME
    ]
    remarks.problems += [Remark(row, says) for says in wrong]
    if wrong or code is None or kind is None:
        return None
    if kind != UnitKind.SPECIAL and KIND_DIGITS[code[1]] != kind:
        says = f"code {code} is numbered as {KIND_DIGITS[code[1]].value}, the type says {kind.value}: type taken"
        remarks.warnings.append(Remark(row, says))
    return Line(row, code, kind, name, province_code, province, district_code, district)


def _code(text: str) -> str | None:
    digits = to_arabic(text)
    # Excel takes the code for a number and drops its leading 0.
    digits = digits.zfill(8) if len(digits) == 7 else digits
    return digits if re.fullmatch("0[0-9]{7}", digits) else None


def quoted(text: str) -> str:
    """Text of the file, cut short and harmless on a terminal."""
    return repr(text if len(text) <= 40 else text[:40] + "…")
