"""A registry's table, read into the tree it describes, or refused with every fault at once."""

from __future__ import annotations

import pytest

from models.org_unit import UnitKind
from services.org_units.registry import read_registry

HEAD = ["code", "type", "name", "province_code", "province", "district_code", "district"]
PAO = ["02110101", "องค์การบริหารส่วนจังหวัด", "สมุทรปราการ", "11", "สมุทรปราการ", "", ""]
TOWN = ["05110201", "เทศบาลตำบล", "บางบ่อ", "11", "สมุทรปราการ", "1102", "บางบ่อ"]
SAO = ["06110202", "อบต.", "บางบ่อ", "11", "สมุทรปราการ", "1102", "บางบ่อ"]


def but(row: list[str], **changes: str) -> list[str]:
    return [changes.get(column, value) for column, value in zip(HEAD, row, strict=True)]


def problems(*rows: list[str], head: list[str] = HEAD, **how: bool) -> list[tuple[int, str]]:
    return [(one.row, one.says) for one in read_registry([head, *rows], **how).remarks.problems]


def test_the_tree_is_read_from_the_top_down() -> None:
    registry = read_registry([HEAD, PAO, TOWN, SAO])
    assert [(one.code, one.kind, one.parent) for one in [*registry.areas, *registry.offices]] == [
        ("TH", UnitKind.DEPARTMENT, None),
        ("11", UnitKind.PROVINCE, "TH"),
        ("1102", UnitKind.DISTRICT, "11"),
        ("02110101", UnitKind.PAO, "11"),
        ("05110201", UnitKind.TAMBON_TOWN, "1102"),
        ("06110202", UnitKind.SAO, "1102"),
    ]
    assert registry.offices[2].name == "บางบ่อ"
    assert not registry.remarks.problems and not registry.remarks.warnings


def test_heads_in_any_order_and_language_further_columns_and_empty_rows_do_not_matter() -> None:
    head = ["ชื่อ", "หมายเหตุ", "Province Code", "จังหวัด", "รหัสอำเภอ", "อำเภอ", "รหัส", "ประเภท"]
    row = ["บางบ่อ", "-", "๑๑", "จังหวัดสมุทรปราการ", "1102", "อำเภอบางบ่อ", "๐๖๑๑๐๒๐๒", "อบต."]
    registry = read_registry([[], head, [], row])
    assert not registry.remarks.problems
    assert [one.code for one in registry.areas] == ["TH", "11", "1102"]
    assert registry.areas[1].name == "สมุทรปราการ"


def test_the_zero_that_excel_dropped_is_put_back() -> None:
    assert read_registry([HEAD, but(SAO, code="6110202")]).offices[0].code == "06110202"


def test_every_fault_of_every_row_is_told_with_its_row() -> None:
    found = problems(
        but(SAO, code="0611020"),
        but(SAO, code="06110203", type="โรงเรียน", name=""),
        SAO,
        but(SAO, name="คลองด่าน"),
        but(SAO, code="09110204"),
        but(SAO, code="06110205", province_code="1", province="", district_code="", district=""),
    )
    assert [row for row, _ in found] == [2, 3, 3, 5, 6, 7, 7, 7, 7]
    assert found[3] == (5, "code 06110202 is already in row 4")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (but(SAO, district_code="1103"), "lies in district 1102, the column says 1103"),
        (but(PAO, province_code="12"), "lies in province 11, the column says 12"),
        (but(SAO, province_code="12", province="นนทบุรี"), "district 1102 lies in province 11, the column says 12"),
        (but(SAO, name="บาง\x1b[31mบ่อ"), "is no name"),
        (but(SAO, name="ก" * 201), "is no name"),
        (but(PAO, type="เมืองพัทยา", code="07200401", province_code="11", name="เมืองพัทยา"), "lies in province 20"),
    ],
)
def test_a_row_that_contradicts_itself_is_a_problem(row: list[str], says: str) -> None:
    (found,) = problems(row)
    assert found[0] == 2
    assert says in found[1]
    assert "\x1b" not in found[1]


def test_one_code_with_two_names_is_a_problem() -> None:
    found = problems(TOWN, but(SAO, district="บางพลี"), but(PAO, province="นนทบุรี"))
    assert [row for row, _ in found] == [3, 4]
    assert "district 1102 is called" in found[0][1]


def test_a_wrong_province_beside_a_right_district_is_only_a_warning() -> None:
    registry = read_registry([HEAD, TOWN, but(SAO, province_code="12", province="นนทบุรี")])
    assert not registry.remarks.problems
    (warning,) = registry.remarks.warnings
    assert warning.row == 3
    # The province that only the mistaken row names is not made.
    assert [one.code for one in registry.areas] == ["TH", "11", "1102"]


def test_an_office_numbered_as_another_kind_keeps_the_kind_of_its_type() -> None:
    registry = read_registry([HEAD, but(SAO, code="05110202")])
    assert registry.offices[0].kind == UnitKind.SAO
    assert [one.row for one in registry.remarks.warnings] == [2]


def test_with_moved_the_columns_win() -> None:
    office = but(SAO, district_code="1103", district="บางพลี")
    district = but(TOWN, province_code="12", province="นนทบุรี")
    registry = read_registry([HEAD, office, district], moved=True)
    assert not registry.remarks.problems
    places = {one.code: one.parent for one in [*registry.areas, *registry.offices]}
    assert places["06110202"] == "1103"
    assert places["1102"] == "12"


def test_offices_of_special_form_hang_where_their_row_says() -> None:
    pattaya = but(SAO, code="07200401", type="เมืองพัทยา", name="พัทยา", province_code="20", province="ชลบุรี")
    pattaya = but(pattaya, district_code="2004", district="บางละมุง")
    bangkok = ["01100001", "รูปแบบพิเศษ", "กรุงเทพมหานคร", "10", "กรุงเทพมหานคร", "", ""]
    registry = read_registry([HEAD, pattaya, bangkok])
    assert not registry.remarks.problems
    assert [(one.kind, one.name, one.parent) for one in registry.offices] == [
        (UnitKind.SPECIAL, "เมืองพัทยา", "2004"),
        (UnitKind.SPECIAL, "กรุงเทพมหานคร", "10"),
    ]


def test_files_that_are_no_registry() -> None:
    assert problems(head=[]) == [(0, "the file is empty")]
    assert problems() == [(0, "no office in the file")]
    assert problems(SAO, head=[*HEAD[:-2], "x", "y"]) == [(1, "missing columns: district_code, district")]
