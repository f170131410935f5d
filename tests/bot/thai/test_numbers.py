from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.thai import reasons
from bot.thai.digits import to_thai
from bot.thai.numbers import BAHT, read_decimal, read_integer, read_money, write_amount, write_number
from bot.thai.refused import Refused


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12", 12),
        ("๑๒,๕๐๐", 12_500),
        ("12,500", 12_500),
        ("12 500", 12_500),
        ("1,234,567", 1_234_567),
        ("12.", 12),
        ("12.00", 12),
        ("12 คน", 12),
        ("12คนค่ะ", 12),
        ("จำนวน 12 ครัวเรือน", 12),
        ("ประมาณ 50 คน", 50),
        ("12,500 บาทถ้วน", 12_500),
        ("-5", -5),
        ("ลบ 5", -5),
        ("ติดลบห้า", -5),
        ("+7", 7),
        ("ไม่มี", 0),
        ("ศูนย์", 0),
        ("หนึ่งพันสอง", 1_002),
        ("ยี่สิบเอ็ด", 21),
        ("สิบเอ็ด", 11),
        ("สามร้อยหกสิบห้า", 365),
        ("ร้อยห้า", 105),
        ("พันห้า", 1_500),
        ("หมื่นสอง", 12_000),
        ("สองหมื่นเอ็ด", 20_001),
        ("สองพันห้าร้อย", 2_500),
        ("2 หมื่น 5 พัน", 25_000),
        ("1.5 ล้าน", 1_500_000),
        ("สิบล้าน", 10_000_000),
        ("เก้าแสนเก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้า", 999_999),
        ("5 พัน บาท", 5_000),
        ("12 คนครับผม ขอบคุณครับ", 12),
        ("~12", 12),
        ("12!", 12),
        ("(12)", 12),
        ("“12”", 12),
        ("= 12", 12),
        ("12,", 12),
        ("12 คน (ชาย 5 หญิง 7)", 12),
        ("คือ 12 คน", 12),
        ("น่าจะ 12", 12),
        ("1,200.-", 1_200),
        ("1200/-", 1_200),
        ("๑,๒๐๐ บ.", 1_200),
        ("สิบบาท", 10),
        ("นึงร้อย", 100),
        ("ล้านครึ่ง", 1_500_000),
        ("สองหมื่นครึ่ง", 25_000),
        ("ครึ่งแสน", 50_000),
        ("ยังไม่มีค่ะ", 0),
        ("ไม่มีผู้เข้าร่วม", 0),
        ("ไม่มีครัวเรือน", 0),
        ("ไม่ได้ดำเนินการ", 0),
    ],
)
def test_whole_numbers_as_officers_type_them(typed, meant):
    assert read_integer(typed) == meant


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1.5", reasons.NOT_WHOLE),
        ("สามจุดห้า", reasons.NOT_WHOLE),
        ("1,5", reasons.COMMA),
        ("12,50", reasons.COMMA),
        ("1 2", reasons.SEVERAL_NUMBERS),
        ("10-12", reasons.SEVERAL_NUMBERS),
        ("ชาย 5 หญิง 7", reasons.SEVERAL_NUMBERS),
        ("-", reasons.DASH),
        ("", reasons.EMPTY),
        ("หลายคน", reasons.NOT_A_NUMBER),
        ("เอ็ด", reasons.NOT_A_NUMBER),
        ("สิบพัน", reasons.NOT_A_NUMBER),
        ("สิบสิบ", reasons.NOT_A_NUMBER),
        ("คน", reasons.NOT_A_NUMBER),
        ("9" * 16, reasons.TOO_BIG),
        ("ก" * 500, reasons.NOT_A_NUMBER),
        ("1e5", reasons.SEVERAL_NUMBERS),
        ("NaN", reasons.NOT_A_NUMBER),
        # No data and not counted are no zero.
        ("ไม่มีข้อมูล", reasons.NOT_A_NUMBER),
        ("ไม่ได้นับ", reasons.NOT_A_NUMBER),
        ("ไม่ทราบ", reasons.NOT_A_NUMBER),
        ("l2", reasons.NOT_A_NUMBER),
        ("...", reasons.NOT_A_NUMBER),
        ("20+15", reasons.SEVERAL_NUMBERS),
        ("ครั้งละ 20 คน 2 ครั้ง", reasons.SEVERAL_NUMBERS),
        ("สิบครึ่ง", reasons.NOT_A_NUMBER),
    ],
)
def test_what_is_not_one_whole_number_is_refused_with_the_reason(typed, reason):
    assert read_integer(typed) == Refused(reason)


@pytest.mark.parametrize(
    ("typed", "either"),
    [
        ("สองหมื่นห้า", (25_000, 20_005)),
        ("สองพันห้า", (2_500, 2_005)),
        ("12.000", (12, 12_000)),
        ("2 แสน 5", (250_000, 200_005)),
    ],
)
def test_two_readings_are_offered_and_never_guessed(typed, either):
    refused = read_integer(typed)
    assert isinstance(refused, Refused)
    assert refused.candidates == either
    assert all(write_number(one) in refused.reason for one in either)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("เกือบ 50", 50),
        ("มากกว่า 12 คน", 12),
        ("100 กว่าคน", 100),
        ("12+", 12),
        ("1.200", 1_200),
        ("1.200.000", 1_200_000),
    ],
)
def test_one_figure_among_other_words_is_offered_and_never_taken(typed, meant):
    refused = read_integer(typed)
    assert refused == Refused(reasons.only_figure(write_number(meant)), (meant,))


@pytest.mark.parametrize(
    ("typed", "baht"),
    [
        ("12,500 บาท 50 สตางค์", "12500.5"),
        ("75 สตางค์", "0.75"),
        ("ห้าร้อยบาทห้าสิบสตางค์", "500.5"),
        ("1,200.50.-", "1200.50"),
        ("0.125", "0.125"),
        ("ไม่ได้ใช้งบประมาณ", "0"),
        ("-", None),
        ("100 สตางค์", None),
        ("12 บาท หลายสตางค์", None),
    ],
)
def test_money(typed, baht):
    read = read_money(typed)
    assert read == Decimal(baht) if baht else isinstance(read, Refused)


def test_points_between_thousands_of_baht_are_asked_about():
    for typed, either in (("12.000 บาท", (12, 12_000)), ("1.234.567", (1_234_567,))):
        refused = read_money(typed)
        assert isinstance(refused, Refused) and refused.candidates == either


def test_decimals_are_exact():
    assert read_decimal("๓.๗๕") == Decimal("3.75")
    assert read_decimal("สามจุดเจ็ดห้า") == Decimal("3.75")
    assert read_decimal("12,500.50 บาท") == Decimal("12500.50")


def test_a_unit_of_the_question_s_own_may_follow():
    assert isinstance(read_integer("5 กระสอบ"), Refused)
    assert read_integer("5 กระสอบ", units=("กระสอบ",)) == 5


def test_printed_without_idle_zeros_or_exponents():
    assert [write_number(n) for n in (12500, Decimal("3.50"), 1e6, Decimal("1E+3"), -4, Decimal("0.00"))] == [
        "12,500",
        "3.5",
        "1,000,000",
        "1,000",
        "-4",
        "0",
    ]


def test_money_has_satang_or_none() -> None:
    told = [write_amount(n, BAHT) for n in (12500, 48500.5, Decimal("367750.50"), Decimal("0.125"), 0)]
    assert told == ["12,500", "48,500.50", "367,750.50", "0.125", "0"]
    assert write_amount(3.5, "ไร่") == "3.5"


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_we_print_we_read_back(number):
    assert read_integer(write_number(number)) == number
    assert read_integer(to_thai(write_number(number))) == number


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_money_we_print_we_read_back(number):
    for words in (write_number(number), write_amount(number, BAHT), f"{write_amount(number, BAHT)} {BAHT}"):
        assert read_money(words) == number


@given(st.text(max_size=40), st.sampled_from(["", "12", "1,200.-", "ล้าน", "บาท สตางค์"]))
def test_nothing_typed_breaks_the_readers_of_numbers(text, more):
    for typed in (text, f"{text}{more}", f"{more}{text}"):
        assert isinstance(read_integer(typed), int | Refused)
        assert isinstance(read_money(typed), Decimal | Refused)


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=6))
def test_decimals_we_print_we_read_back(number):
    assert read_decimal(write_number(number)) == number


_NAMES = ["ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"]
_PLACES = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"]


def spell(number: int) -> str:
    """The written Thai of a whole number, as on a cheque."""
    if number >= 1_000_000:
        rest = number % 1_000_000
        return spell(number // 1_000_000) + "ล้าน" + (spell(rest) if rest else "")
    if number == 0:
        return _NAMES[0]
    words = ""
    for place in range(5, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            continue
        if place == 1:
            words += {1: "", 2: "ยี่"}.get(digit, _NAMES[digit]) + "สิบ"
        elif place == 0 and digit == 1 and number > 1:
            words += "เอ็ด"
        else:
            words += _NAMES[digit] + _PLACES[place]
    return words


@given(st.integers(0, 999_999_999_999))
def test_number_words_are_read_or_both_readings_are_offered(number):
    read = read_integer(spell(number))
    assert read == number or (isinstance(read, Refused) and number in read.candidates)


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_reader(text):
    assert isinstance(read_decimal(text), Decimal | Refused)
