"""What offices are called: by their full official name, by the abbreviation everybody uses, and as typed.

Works on anything that has `kind`, `name` and `parent`, with the kinds of `models.org_unit.UnitKind`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from bot.thai.digits import folded, tidy


class Unit(Protocol):
    """An office in its tree; `parent` is None at the top."""

    @property
    def kind(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def parent(self) -> Unit | None: ...


# Department of Local Administration
DEPARTMENT = "กรมส่งเสริมการปกครองท้องถิ่น"
BANGKOK = "กรุงเทพมหานคร"

_OFFICE = {
    "province": "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด",  # provincial office for local administration
    "district": "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอ",  # district office for local administration
    "pao": "องค์การบริหารส่วนจังหวัด",  # provincial administrative organisation
    "city": "เทศบาลนคร",  # city municipality
    "town": "เทศบาลเมือง",  # town municipality
    "tambon_town": "เทศบาลตำบล",  # subdistrict municipality
    "sao": "องค์การบริหารส่วนตำบล",  # subdistrict administrative organisation
}
# What people call the supervisors' offices, and all of them.
_LOCAL = {"province": "ท้องถิ่นจังหวัด", "district": "ท้องถิ่นอำเภอ"}
SUPERVISORS = "หน่วยงานที่กำกับดูแล"
# The usual abbreviations of the same, and of the department.
_SHORT = {
    "department": "สถ.",
    "province": "สถจ.",
    "district": "สถอ.",
    "pao": "อบจ.",
    "city": "ทน.",
    "town": "ทม.",
    "tambon_town": "ทต.",
    "sao": "อบต.",
}
# How the type column of a registry may be written. Special form: Bangkok, Pattaya.
_KINDS = {
    "pao": ("องค์การบริหารส่วนจังหวัด", "อบจ"),
    "city": ("เทศบาลนคร", "ทน"),
    "town": ("เทศบาลเมือง", "ทม"),
    "tambon_town": ("เทศบาลตำบล", "ทต"),
    "sao": ("องค์การบริหารส่วนตำบล", "อบต"),
    "special": (
        "รูปแบบพิเศษ",
        "องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ",
        "อปทรูปแบบพิเศษ",
        "เขตปกครองพิเศษ",
        "พิเศษ",
        "กรุงเทพมหานคร",
        "กทม",
        "เมืองพัทยา",
    ),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
# The same for provinces and districts (Bangkok's are เขต), as they may stand before a name.
_AREA_WORDS = {"province": ("จังหวัด", "จ."), "district": ("กิ่งอำเภอ", "อำเภอ", "เขต", "อ.")}
# Municipality, without saying which.
_MUNICIPALITY = ("city", "town", "tambon_town")
# What may stand before a typed name: kinds, province, district (Bangkok's are เขต), the supervisors' offices.
_BEFORE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("องค์การบริหารส่วนจังหวัด", ("pao",)),
    ("องค์การบริหารส่วนตำบล", ("sao",)),
    ("เทศบาลนคร", ("city",)),
    ("เทศบาลเมือง", ("town",)),
    ("เทศบาลตำบล", ("tambon_town",)),
    ("เทศบาล", _MUNICIPALITY),
    ("จังหวัด", ("province", "pao")),
    ("อำเภอ", ("district",)),
    ("กิ่งอำเภอ", ("district",)),
    ("อบจ", ("pao",)),
    ("อบต", ("sao",)),
    ("ทน.", ("city",)),
    ("ทม.", ("town",)),
    ("ทต.", ("tambon_town",)),
    ("จ.", ("province", "pao")),
    ("อ.", ("district",)),
)

# Column heads of a registry in Thai, and the names this product knows them by.
COLUMNS = {
    "รหัส": "code",
    "รหัสอปท": "code",
    "รหัสหน่วยงาน": "code",
    "ประเภท": "type",
    "ชื่อ": "name",
    "ชื่ออปท": "name",
    "ชื่อหน่วยงาน": "name",
    "รหัสจังหวัด": "province_code",
    "จังหวัด": "province",
    "รหัสอำเภอ": "district_code",
    "อำเภอ": "district",
    "วันที่จัดตั้ง": "open_from",
    "วันที่เปิด": "open_from",
    "วันที่ยุบเลิก": "open_to",
    "วันที่ยุบ": "open_to",
    "วันที่ปิด": "open_to",
}


def up(unit: Unit) -> Iterator[Unit]:
    """The units above, nearest first."""
    above = unit.parent
    while above is not None:
        yield above
        above = above.parent


def office_name(unit: Unit) -> str:
    """`องค์การบริหารส่วนตำบลบางเมือง`; for a district or province the supervisors' office in it."""
    if unit.kind == "special":
        return unit.name
    if unit.kind == "department":
        return unit.name or DEPARTMENT
    return _OFFICE.get(unit.kind, "") + unit.name


def full_name(unit: Unit) -> str:
    """The office with its district and province: enough to tell it from every other office.

    `องค์การบริหารส่วนตำบลบางเมือง อำเภอเมืองสมุทรปราการ จังหวัดสมุทรปราการ`.
    """
    return " ".join([office_name(unit), *(area_name(area) for area in _areas(unit))])


def lies_in(unit: Unit) -> str:
    """`อำเภอบางพลี จังหวัดสมุทรปราการ`: the district and province it lies in; "" for the department and for provinces."""
    return " ".join(area_name(above) for above in up(unit) if above.kind in ("district", "province"))


def kind_name(kind: str) -> str:
    """`อบต.`: the usual abbreviation of a kind."""
    return _SHORT.get(kind) or _KINDS.get(kind, (kind,))[0]


def short_name(unit: Unit) -> str:
    """`อบต.บางเมือง`: only where the place is known already."""
    return unit.name if unit.kind == "special" else _SHORT.get(unit.kind, "") + _own(unit)


def short_full_name(unit: Unit) -> str:
    """`อบต.บางเมือง อ.เมืองสมุทรปราการ จ.สมุทรปราการ`: one line of a list."""
    return " ".join([short_name(unit), *(_short_area(area) for area in _areas(unit))])


def supervisors_of(unit: Unit, above: Unit | None = None) -> str:
    """Who supervises an office, in the words people use: `หน่วยงานที่กำกับดูแล (ท้องถิ่นอำเภอบางพลี)`. `above` is the unit
    that does it where the next one has nobody in the system."""
    above = above or next(up(unit), None)
    if above is None:
        return SUPERVISORS
    name = _LOCAL.get(above.kind, "") + above.name if above.kind in _LOCAL else office_name(above)
    return f"{SUPERVISORS} ({name})"


def area_name(unit: Unit) -> str:
    """A province or district as a place: `จังหวัดสมุทรปราการ`, `อำเภอบางพลี`; Bangkok and its เขต by name."""
    if unit.kind == "province":
        return unit.name if unit.name == BANGKOK else f"จังหวัด{unit.name}"
    if unit.kind == "district":
        return f"เขต{unit.name}" if _in_bangkok(unit) else f"อำเภอ{unit.name}"
    return office_name(unit)


def read_kind(text: str) -> str | None:
    """The kind that a registry's type column names; None for anything else."""
    return _KIND_OF.get(folded(text))


def read_column(text: str) -> str:
    """A registry's column by its head, Thai or English: `province_code`."""
    return COLUMNS.get(folded(text)) or "_".join(tidy(text).casefold().replace("_", " ").split())


def read_name(text: str, kind: str) -> str:
    """The bare name, without the kind before it: `บางเมือง` of `อบต.บางเมือง` for the kind sao.

    Offices of special form keep their whole name (เมืองพัทยา, กรุงเทพมหานคร).
    """
    name = " ".join(text.split())
    if kind == "special":
        # Pattaya is the only city of that form: its register entry is sometimes just the name.
        return "เมืองพัทยา" if name == "พัทยา" else name
    for word in (*_KINDS.get(kind, ()), *_AREA_WORDS.get(kind, ())):
        # Names may begin like an abbreviation (ทม…): without its dot or a space it is none.
        after = "[. ] ?" if len(word) <= 3 and not word.endswith(".") else " ?"
        if (before := re.match(rf"{re.escape(word)}{after}(?=\S)", name)) is not None:
            return name[before.end() :]
    return name


def split_typed(text: str) -> tuple[tuple[str, ...], str]:
    """What kinds a typed name asks for (none: any) and the name without them."""
    words = tidy(text)
    for word, kinds in _BEFORE:
        if words.startswith(word) and (rest := words[len(word) :].lstrip(". ")):
            return kinds, rest
    return (), words


def thai_order(name: str) -> str:
    """A key that sorts Thai names as a dictionary does: a vowel written before its consonant counts after it."""
    return re.sub("([เ-ไ])([ก-ฮ])", r"\2\1", re.sub("[\u0e47-\u0e4e]", "", name))


def _own(unit: Unit) -> str:
    return "" if unit.kind == "department" else unit.name


def _areas(unit: Unit) -> list[Unit]:
    """The district and province that have to be said with the name; an อบจ. and its province are called alike."""
    return [
        area
        for area in up(unit)
        if area.kind in ("district", "province") and not (unit.kind in ("pao", "special") and area.name == unit.name)
    ]


def _short_area(area: Unit) -> str:
    if area.kind == "province":
        return area.name if area.name == BANGKOK else f"จ.{area.name}"
    return f"เขต{area.name}" if _in_bangkok(area) else f"อ.{area.name}"


def _in_bangkok(district: Unit) -> bool:
    return any(area.name == BANGKOK for area in up(district))
