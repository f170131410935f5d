from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.thai import units


@dataclass
class Office:
    kind: str
    name: str
    parent: Office | None = None


TH = Office("department", units.DEPARTMENT)
SAMUT_PRAKAN = Office("province", "สมุทรปราการ", TH)
MUEANG = Office("district", "เมืองสมุทรปราการ", SAMUT_PRAKAN)
SAO = Office("sao", "บางเมือง", MUEANG)
PAO = Office("pao", "สมุทรปราการ", SAMUT_PRAKAN)
BANGKOK = Office("province", "กรุงเทพมหานคร", TH)


def test_the_full_name_says_kind_name_district_and_province() -> None:
    assert units.full_name(SAO) == "องค์การบริหารส่วนตำบลบางเมือง อำเภอเมืองสมุทรปราการ จังหวัดสมุทรปราการ"
    assert units.short_full_name(SAO) == "อบต.บางเมือง อ.เมืองสมุทรปราการ จ.สมุทรปราการ"


def test_what_stands_in_the_name_already_is_not_said_twice() -> None:
    assert units.full_name(PAO) == "องค์การบริหารส่วนจังหวัดสมุทรปราการ"
    assert units.full_name(Office("special", "กรุงเทพมหานคร", BANGKOK)) == "กรุงเทพมหานคร"


def test_places_of_special_form_are_called_as_people_call_them() -> None:
    chonburi = Office("province", "ชลบุรี", TH)
    pattaya = Office("special", "เมืองพัทยา", Office("district", "บางละมุง", chonburi))
    assert units.full_name(pattaya) == "เมืองพัทยา อำเภอบางละมุง จังหวัดชลบุรี"
    assert units.area_name(Office("district", "ดุสิต", BANGKOK)) == "เขตดุสิต"
    assert units.area_name(BANGKOK) == "กรุงเทพมหานคร"


def test_supervisors_sit_in_offices_not_in_places() -> None:
    assert units.full_name(MUEANG) == ("สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอเมืองสมุทรปราการ จังหวัดสมุทรปราการ")
    assert units.full_name(SAMUT_PRAKAN) == "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดสมุทรปราการ"
    assert units.full_name(TH) == "กรมส่งเสริมการปกครองท้องถิ่น"
    assert units.short_name(TH) == "สถ."
    assert units.area_name(MUEANG) == "อำเภอเมืองสมุทรปราการ"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("องค์การบริหารส่วนตำบล", "sao"),
        ("อบต.", "sao"),
        ("อบต", "sao"),
        (" เทศบาล ตำบล ", "tambon_town"),
        ("เทศบาลเมือง", "town"),
        ("ทน.", "city"),
        ("อบจ.", "pao"),
        ("อปท. รูปแบบพิเศษ", "special"),
        ("เมืองพัทยา", "special"),
        ("โรงเรียน", None),
        ("", None),
    ],
)
def test_the_type_column_in_its_usual_spellings(written: str, kind: str | None) -> None:
    assert units.read_kind(written) == kind


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("บางเมือง", "sao", "บางเมือง"),
        ("อบต.บางเมือง", "sao", "บางเมือง"),
        ("อบต. บางเมือง", "sao", "บางเมือง"),
        ("องค์การบริหารส่วนตำบลบางเมือง", "sao", "บางเมือง"),
        ("เทศบาลเมืองบางพลี", "town", "บางพลี"),
        ("ทมอ", "town", "ทมอ"),
        ("ทม.บางพลี", "town", "บางพลี"),
        ("เมืองใหม่บางพลี", "town", "เมืองใหม่บางพลี"),
        ("จังหวัดเลย", "province", "เลย"),
        ("อำเภอเมืองเลย", "district", "เมืองเลย"),
        ("พัทยา", "special", "เมืองพัทยา"),
        ("ต้นตาล  - พระยาทด", "tambon_town", "ต้นตาล - พระยาทด"),
    ],
)
def test_a_name_is_kept_without_its_kind(written: str, kind: str, name: str) -> None:
    assert units.read_name(written, kind) == name


@pytest.mark.parametrize(
    ("typed", "kinds", "name"),
    [
        ("อบต บางเมือง", ("sao",), "บางเมือง"),
        ("เทศบาลบางเมือง", ("city", "town", "tambon_town"), "บางเมือง"),
        ("จ.เลย", ("province", "pao"), "เลย"),
        ("อ. บางพลี", ("district",), "บางพลี"),
        ("อำเภอ", (), "อำเภอ"),
        ("ทน", (), "ทน"),
    ],
)
def test_kinds_typed_before_a_name(typed: str, kinds: tuple[str, ...], name: str) -> None:
    assert units.split_typed(typed) == (kinds, name)


def test_thai_names_sort_as_in_a_dictionary() -> None:
    names = ["แพร่", "เลย", "กระบี่", "เชียงใหม่", "ชลบุรี", "พะเยา", "ไทรโยง", "ทองผาภูมิ", "ชัยภูมิ", "เชียงราย"]
    assert sorted(names, key=units.thai_order) == [
        "กระบี่",
        "ชลบุรี",
        "ชัยภูมิ",
        "เชียงราย",
        "เชียงใหม่",
        "ทองผาภูมิ",
        "ไทรโยง",
        "พะเยา",
        "แพร่",
        "เลย",
    ]
