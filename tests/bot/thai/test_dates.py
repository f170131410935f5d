from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.thai import reasons
from bot.thai.dates import read_date, write_date, write_period, write_short_date, write_short_period, write_weekday_date
from bot.thai.refused import Refused
from bot.thai.times import BANGKOK, read_moment, read_time, write_moment, write_time

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5/7/69", date(2026, 7, 5)),
        ("5 ก.ค. 69", date(2026, 7, 5)),
        ("5กค69", date(2026, 7, 5)),
        ("๒๑/๑๑/๒๕๖๙", date(2026, 11, 21)),
        ("5-7-2569", date(2026, 7, 5)),
        ("5.7.69", date(2026, 7, 5)),
        ("5/7/2026", date(2026, 7, 5)),
        ("5 กรกฎาคม", date(2026, 7, 5)),
        ("5 กรกฏาคม 2569", date(2026, 7, 5)),
        ("วันที่ 5 เดือนกรกฎาคม พ.ศ. 2569", date(2026, 7, 5)),
        ("5 ก.ค. ค.ศ. 2026", date(2026, 7, 5)),
        ("5 July 2026", date(2026, 7, 5)),
        ("วันอาทิตย์ที่ 5 กรกฎาคม 2569", date(2026, 7, 5)),
        ("วันนี้", TODAY),
        ("เมื่อวาน", date(2026, 11, 21)),
        ("เมื่อวานนี้ค่ะ", date(2026, 11, 21)),
        ("3 วันก่อน", date(2026, 11, 19)),
        ("วันที่ 5", date(2026, 11, 5)),
        ("วันที่ 28", date(2026, 10, 28)),
        ("31", date(2026, 10, 31)),
        ("5 ธ.ค.", date(2026, 12, 5)),
        ("2026-07-05", date(2026, 7, 5)),
        ("2569-07-05", date(2026, 7, 5)),
        ("29/2/2567", date(2024, 2, 29)),
        ("วันที่ 5 เดือนนี้", date(2026, 11, 5)),
        ("วันที่ 5 เดือนที่แล้วค่ะ", date(2026, 10, 5)),
        ("จันทร์ที่ 16 พ.ย. 69", date(2026, 11, 16)),
        ("161169", date(2026, 11, 16)),
        ("๑๖๑๑๒๕๖๙", date(2026, 11, 16)),
        ("69-11-16", date(2026, 11, 16)),
        ("5 กรกฎาคม พุทธศักราช 2569", date(2026, 7, 5)),
        ("5 กรกฎาคม 69 เวลา 9.00 น.", date(2026, 7, 5)),
        ("สามวันก่อน", date(2026, 11, 19)),
        ("วันที่ห้า", date(2026, 11, 5)),
        ("วันที่ยี่สิบเอ็ด ตุลาคม", date(2026, 10, 21)),
        ("วันนี้ครับผม", TODAY),
        ("Today", TODAY),
    ],
)
def test_dates_as_officers_type_them(typed, meant):
    assert read_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("31/2/69", reasons.no_such_day("กุมภาพันธ์ 2569", 28)),
        ("7/21/2569", reasons.no_such_month(21)),
        ("5/7/256", reasons.no_such_year("256")),
        ("5/7/2300", reasons.no_such_year("2300")),
        ("วันจันทร์ที่ 5 กรกฎาคม 2569", reasons.wrong_weekday("5 กรกฎาคม 2569", "วันอาทิตย์")),
        ("0/7/69", reasons.NOT_A_DATE),
        ("45", reasons.NOT_A_DATE),
        ("เร็ว ๆ นี้", reasons.NOT_A_DATE),
        ("วันพุธ", reasons.NOT_A_DATE),
        ("5-7 ก.ค. 69", reasons.ONE_DAY),
        ("5/7/69 ถึง 7/7/69", reasons.ONE_DAY),
        ("5 เดือนก่อน", reasons.NOT_A_DATE),
        ("321369", reasons.no_such_month(13)),
        ("ต้นเดือน", reasons.NOT_A_DATE),
        ("", reasons.EMPTY),
    ],
)
def test_impossible_dates_are_refused_with_the_reason(typed, reason):
    assert read_date(typed, TODAY) == Refused(reason)


def test_a_day_without_a_year_is_the_nearest_one():
    assert read_date("20/12", date(2027, 1, 3)) == date(2026, 12, 20)
    assert read_date("2/1", date(2026, 12, 30)) == date(2027, 1, 2)


def test_on_the_3rd_the_5th_is_last_month_s():
    assert read_date("วันที่ 5", date(2026, 8, 3)) == date(2026, 7, 5)


def test_written_in_the_buddhist_era():
    day = date(2026, 7, 5)
    assert write_date(day) == "5 กรกฎาคม 2569"
    assert write_short_date(day) == "5 ก.ค. 69"
    assert write_weekday_date(day) == "วันอาทิตย์ที่ 5 กรกฎาคม 2569"
    assert write_period("2026-10") == "ตุลาคม 2569"
    assert write_short_period("2026-10") == "ต.ค. 69"


def test_a_moment_is_shown_in_bangkok():
    assert write_moment(datetime(2026, 11, 4, 18, 5, tzinfo=UTC)) == "5 พฤศจิกายน 2569 เวลา 01:05 น."


@given(st.dates(date(1957, 1, 1), date(2056, 12, 31)))
def test_dates_we_print_we_read_back(day):
    for words in (write_date(day), write_short_date(day), write_weekday_date(day), day.isoformat()):
        assert read_date(words, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:00", "09:00"),
        ("๐๙.๓๐ น.", "09:30"),
        ("13 น.", "13:00"),
        ("9 โมง", "09:00"),
        ("เก้าโมงครึ่ง", "09:30"),
        ("บ่ายสอง", "14:00"),
        ("บ่าย 2 โมง", "14:00"),
        ("บ่ายโมงครึ่ง", "13:30"),
        ("5 โมงเย็น", "17:00"),
        ("สามทุ่ม", "21:00"),
        ("ตีห้า", "05:00"),
        ("เที่ยง", "12:00"),
        ("เที่ยงคืน", "00:00"),
        ("เที่ยงคืนครึ่ง", "00:30"),
        ("เที่ยงสิบห้า", "12:15"),
        ("เที่ยงตรง", "12:00"),
        ("สามโมงเช้า", "09:00"),
        ("สิบเอ็ดโมงเช้า", "11:00"),
        ("สามโมง", "15:00"),
        ("ห้าโมงครึ่ง", "17:30"),
        ("หกโมงเย็น", "18:00"),
        ("หกโมงเช้า", "06:00"),
        ("หกทุ่ม", "00:00"),
        ("9 โมง 15 นาที", "09:15"),
        ("บ่ายสองโมงสี่สิบห้า", "14:45"),
        ("ตีสองครึ่ง", "02:30"),
        ("0930", "09:30"),
        ("9.30 am", "09:30"),
        ("12 PM", "12:00"),
        ("13", "13:00"),
    ],
)
def test_times_as_officers_say_them(typed, meant):
    read = read_time(typed)
    assert not isinstance(read, Refused)
    assert f"{read:%H:%M}" == meant


@pytest.mark.parametrize(
    "typed", ["25:00", "9:75", "หก", "ตี 9", "", "เช้า", "หกโมง", "13 am", "2", "โมง", "บ่ายแก่", "9.00-12.00", "0975"]
)
def test_what_is_not_a_time_is_refused(typed):
    assert isinstance(read_time(typed), Refused)


@given(st.times())
def test_times_we_print_we_read_back(at):
    assert read_time(write_time(at)) == at.replace(second=0, microsecond=0, fold=0)


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_readers(text):
    assert isinstance(read_date(text, TODAY), date | Refused)
    read_time(text)


@given(st.datetimes(datetime(1957, 1, 1), datetime(2056, 12, 31)))
def test_moments_we_print_we_read_back(at):
    moment = at.replace(second=0, microsecond=0, tzinfo=BANGKOK)
    assert read_moment(write_moment(moment), TODAY) == moment


@pytest.mark.parametrize("typed", ["5/7/69", "9:30", "5/13/69 9:30", "5/7/69 29:30", "", "x" * 500])
def test_what_is_no_moment_is_refused(typed):
    assert isinstance(read_moment(typed, TODAY), Refused)
