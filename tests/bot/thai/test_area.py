from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.thai import reasons
from bot.thai.area import read_area, write_area
from bot.thai.refused import Refused


@pytest.mark.parametrize(
    ("typed", "rai"),
    [
        ("3 ไร่ 2 งาน", "3.5"),
        ("๓-๒-๕๐", "3.625"),
        ("3 ไร่ 2 งาน 50 ตารางวา", "3.625"),
        ("2 งาน", "0.5"),
        ("6 งาน", "1.5"),
        ("1600 ตร.ม.", "1"),
        ("1,600 ตารางเมตร", "1"),
        ("200 ตร.ว.", "0.5"),
        ("2 งาน 50 ตรว", "0.625"),
        ("3.5 ไร่", "3.5"),
        ("3.5", "3.5"),
        ("สามไร่สองงาน", "3.5"),
        ("สองไร่ครึ่ง", "2.5"),
        ("ไร่ครึ่ง", "1.5"),
        ("ครึ่งไร่", "0.5"),
        ("2 ไร่ 150 ตารางวา", "2.375"),
        ("ประมาณ 15 ไร่ค่ะ", "15"),
        ("0-2-0 ไร่", "0.5"),
        ("0-0-12.5", "0.03125"),
        ("3 2 50", "3.625"),
        ("3-2-50 (ไร่-งาน-วา)", "3.625"),
        ("3 ไร่ 2 งาน (ตามโฉนด)", "3.5"),
        ("3 ไร่-2 งาน", "3.5"),
        ("2 งานครึ่ง", "0.625"),
        ("งานครึ่ง", "0.375"),
        ("สิบห้าไร่สองงานห้าสิบวา", "15.625"),
        ("ขนาด 5 ไร่ถ้วนครับผม", "5"),
        ("3ไร", "3"),
        ("15 rai", "15"),
        ("1600 m²", "1"),
    ],
)
def test_areas_as_officers_type_them(typed, rai):
    assert read_area(typed) == Decimal(rai)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("3 ไร่ 5 งาน", reasons.NGAN_TOO_MANY),
        ("3-4-0", reasons.NGAN_TOO_MANY),
        ("3-2-100", reasons.WAH_TOO_MANY),
        ("2 งาน 150 วา", reasons.WAH_TOO_MANY),
        ("1 ไร่ 400 วา", reasons.WAH_TOO_MANY),
        ("-3", reasons.AREA_BELOW_ZERO),
        ("ไร่", reasons.NOT_AN_AREA),
        ("กว้างมาก", reasons.NOT_AN_AREA),
        ("1 2 ไร่", reasons.NOT_AN_AREA),
        ("3 ไร่เศษ", reasons.NOT_AN_AREA),
        ("-", reasons.NOT_AN_AREA),
        ("1 เฮกตาร์", reasons.NOT_AN_AREA),
        ("40x40 เมตร", reasons.NOT_AN_AREA),
        ("3-2", reasons.NOT_AN_AREA),
        ("ไม่ถึงไร่", reasons.NOT_AN_AREA),
        ("", reasons.EMPTY),
    ],
)
def test_slips_are_refused_with_the_reason(typed, reason):
    assert read_area(typed) == Refused(reason)


@pytest.mark.parametrize(("typed", "unit", "figure"), [("๑๒ ครัวเรือน", "ครัวเรือน", 12), ("สองครั้งค่ะ", "ครั้ง", 2)])
def test_what_is_counted_in_something_else_is_no_area(typed, unit, figure):
    assert read_area(typed) == Refused(reasons.other_unit(unit, "ไร่", str(figure)), (Decimal(figure),))


def test_written_in_words():
    assert write_area(Decimal("3.625")) == "3 ไร่ 2 งาน 50 ตารางวา"
    assert write_area(Decimal("0.5")) == "2 งาน"
    assert write_area(Decimal(0)) == "0 ไร่"


@given(st.integers(0, 10**9))
def test_areas_we_print_we_read_back(hundredths_of_a_wah):
    rai = hundredths_of_a_wah * Decimal("0.000025")
    assert read_area(write_area(rai)) == rai


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_reader(text):
    assert isinstance(read_area(text), Decimal | Refused)
