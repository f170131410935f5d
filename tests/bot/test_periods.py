"""Periods and their keys: months, quarters and fiscal years, and what is asked once."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ladder import rungs
from bot.message_class import MessageClass
from bot.periods import Every, Period
from bot.schedule import LOCKS_AFTER, Schedule
from bot.thai.dates import write_period, write_short_period
from bot.thai.periods import (
    how_often,
    name_beside_day,
    of_period,
    period_name,
    read_period,
    read_periods,
    same_of_year_before,
)

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
FEW = settings(max_examples=40)
RECURRING = st.sampled_from([Every.MONTH, Every.QUARTER, Every.FISCAL_YEAR])
ONE_DAY = date(2026, 12, 30)
ONCE = Schedule(every=Every.ONCE, opens_on=date(2026, 11, 3), due_on=ONE_DAY)


@pytest.mark.parametrize(
    ("every", "day", "key", "first", "last"),
    [
        (Every.MONTH, date(2026, 10, 7), "2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        # The fiscal year begins in October, and so does its first quarter.
        (Every.QUARTER, date(2026, 9, 30), "2026-Q4", date(2026, 7, 1), date(2026, 9, 30)),
        (Every.QUARTER, date(2026, 10, 1), "2027-Q1", date(2026, 10, 1), date(2026, 12, 31)),
        (Every.QUARTER, date(2027, 1, 1), "2027-Q2", date(2027, 1, 1), date(2027, 3, 31)),
        (Every.QUARTER, date(2027, 6, 30), "2027-Q3", date(2027, 4, 1), date(2027, 6, 30)),
        (Every.FISCAL_YEAR, date(2026, 9, 30), "2026-FY", date(2025, 10, 1), date(2026, 9, 30)),
        (Every.FISCAL_YEAR, date(2026, 10, 1), "2027-FY", date(2026, 10, 1), date(2027, 9, 30)),
        (Every.ONCE, date(2028, 2, 29), "2028060", date(2028, 2, 29), date(2028, 2, 29)),
        (Every.ONCE, date(2028, 12, 31), "2028366", date(2028, 12, 31), date(2028, 12, 31)),
    ],
)
def test_a_day_lies_in_a_period_of_the_fiscal_year(every, day, key, first, last):
    period = Period.of(day, every)
    assert (str(period), period.first_day, period.last_day) == (key, first, last)


@FEW
@given(DAYS, st.sampled_from(Every))
def test_a_key_has_seven_characters_and_says_what_it_is(day, every):
    period = Period.of(day, every)
    assert len(str(period)) == 7 and Period.parse(str(period)) == period
    assert period.first_day <= day <= period.last_day


@FEW
@given(DAYS, DAYS, st.sampled_from(Every))
def test_keys_sort_as_their_periods_do_in_time(one, other, every):
    first, second = Period.of(one, every), Period.of(other, every)
    assert (str(first) < str(second)) == (first < second) == (first.last_day < second.last_day)


@FEW
@given(DAYS, RECURRING, st.integers(-30, 30))
def test_periods_follow_each_other_without_a_gap(day, every, steps):
    period = Period.of(day, every)
    assert period.plus(1).first_day - period.last_day == timedelta(days=1)
    assert period.plus(steps).plus(-steps) == period and (period.plus(steps) > period) == (steps > 0)
    assert period.beside() == (period.plus(-1), period.plus(1))
    assert period.back(2) == [period, period.plus(-1), period.plus(-2)]


def test_what_is_asked_once_has_no_neighbours():
    period = Period.of(ONE_DAY, Every.ONCE)
    assert (period.beside(), period.back(5)) == ((None, None), [period])
    with pytest.raises(ValueError, match="alone"):
        period.plus(1)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "2027-Q0",
            "2027-Q5",
            "2027-q1",
            "2027Q1",
            "27-Q1",
            "2027-F",
            "2027-fy",
            "2027-FY1",
            "2027-1Q",
            "2026000",
            "2026366",
            "2028367",
            "202636",
        ],
        *("2026-364", "0000-10", "0001-FY", "9998-12", "9999-12", "๒๕๖๙-๑๐", " 2026-10", "2026-10\n", ""),
    ],
)
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ValueError, match="not a "):
        Period.parse(text)


@FEW
@given(st.text(max_size=9))
def test_whatever_is_typed_is_a_key_or_refused(text):
    with suppress(ValueError):
        assert str(Period.parse(text)) == text


@FEW
@given(DAYS, RECURRING, st.integers(1, 28), st.integers(0, 27), st.booleans())
def test_windows_of_a_rhythm_never_overlap_but_by_a_holiday(day, every, opens, more, moves):
    schedule = Schedule(opens, min(28, opens + more), "next_workday" if moves else "none", every)
    period = schedule.current(day)
    window, following = schedule.window(period), schedule.window(period.plus(1))
    assert period.last_day < window.opens <= window.due <= window.locks
    assert window.opens <= day < following.opens
    assert window.locks < following.opens or window.locks == window.due  # a holiday pushed the due day on
    assert [one.period for one in schedule.open_windows(day) if one.period >= period] == [period] * window.is_open(day)
    assert schedule.has_opened(period, day) and not schedule.has_opened(period.plus(1), day)
    assert not schedule.is_over(day)


@pytest.mark.parametrize(
    ("every", "day", "key", "due", "locks"),
    [
        (Every.QUARTER, date(2027, 1, 3), "2027-Q1", date(2027, 1, 5), date(2027, 1, 31)),
        (Every.QUARTER, date(2026, 12, 31), "2026-Q4", date(2026, 10, 5), date(2026, 10, 31)),
        (Every.FISCAL_YEAR, date(2026, 10, 1), "2026-FY", date(2026, 10, 5), date(2026, 10, 31)),
        (Every.FISCAL_YEAR, date(2026, 9, 30), "2025-FY", date(2025, 10, 5), date(2025, 10, 31)),
    ],
)
def test_a_period_is_due_in_the_month_after_it(every, day, key, due, locks):
    schedule = Schedule(every=every)
    window = schedule.window(schedule.current(day))
    assert (str(window.period), window.due, window.locks) == (key, due, locks)


def test_what_is_asked_once_opens_at_once_and_locks_a_month_after_it_was_due():
    (window,) = ONCE.open_windows(date(2026, 11, 3))
    assert (str(window.period), window.due, window.locks) == ("2026364", ONE_DAY, ONE_DAY + LOCKS_AFTER)
    assert ONCE.open_windows(date(2026, 11, 2)) == [] and not ONCE.has_opened(window.period, date(2026, 11, 2))
    assert len(ONCE.open_windows(window.locks)) == 1 and not ONCE.is_over(window.locks)
    after = window.locks + timedelta(days=1)
    assert ONCE.open_windows(after) == [] and ONCE.is_over(after)
    later = ONCE.open_windows(after, {window.period: after})
    assert [(one.due, one.is_extended) for one in later] == [(after, True)]


@FEW
@given(DAYS, st.integers(0, 90))
def test_the_ladder_of_what_is_asked_once_stays_inside_its_window(opens_on, days):
    schedule = Schedule(every=Every.ONCE, opens_on=opens_on, due_on=opens_on + timedelta(days=days))
    window = schedule.window(schedule.current(opens_on))
    ladder = rungs(window)
    assert all(window.is_open(rung.day) for rung in ladder)
    assert [rung.message_class for rung in ladder].count(MessageClass.DUE) == 1
    assert max(len(rung.kind) for rung in ladder) <= 24


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule(),
        Schedule(2, 9, "next_workday"),
        Schedule(every=Every.QUARTER),
        Schedule(3, 20, every=Every.FISCAL_YEAR),
        ONCE,
    ],
)
def test_a_schedule_is_read_back_as_it_was_written(schedule):
    assert Schedule.from_json(schedule.to_json()) == schedule


def test_a_stored_schedule_that_says_nothing_of_its_rhythm_is_monthly():
    stored = {"opens_day": 1, "due_day": 5, "holiday_rule": "none"}
    assert Schedule.from_json(stored) == Schedule() and Schedule().to_json() == stored


@pytest.mark.parametrize(
    "value",
    [
        {"every": "week"},
        {"every": ["month"]},
        {"due_on": "2026-12-30"},
        {"every": "once"},
        {"every": "once", "opens_on": "2026-11-03", "due_on": "30 ธ.ค."},
        {"every": "once", "opens_on": "2026-12-31", "due_on": "2026-12-30"},
        {"every": "once", "opens_on": "2026-11-03", "due_on": "2026-12-30", "due_day": 5},
        {"every": "quarter", "due_day": 29},
    ],
)
def test_a_schedule_that_cannot_be_is_refused(value):
    with pytest.raises(ValueError, match="schedule"):
        Schedule.from_json(value)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2026-10", ("ตุลาคม 2569", "เดือนตุลาคม 2569", "ประจำเดือนตุลาคม 2569", "ต.ค. 69", "เดือนเดียวกันของปีก่อน")),
        (
            "2027-Q1",
            (
                "ไตรมาสที่ 1 ปีงบประมาณ 2570 (ต.ค.–ธ.ค. 2569)",
                "ไตรมาสที่ 1 ปีงบประมาณ 2570 (ต.ค.–ธ.ค. 2569)",
                "ประจำไตรมาสที่ 1 ปีงบประมาณ 2570 (ต.ค.–ธ.ค. 2569)",
                "ไตรมาส 1/2570",
                "ไตรมาสเดียวกันของปีก่อน",
            ),
        ),
        (
            "2027-FY",
            ("ปีงบประมาณ 2570", "ปีงบประมาณ 2570", "ประจำปีงบประมาณ 2570", "ปีงบ 2570", "ปีงบประมาณก่อน"),
        ),
        (
            "2026364",
            (
                "ครั้งเดียว ภายในวันที่ 30 ธันวาคม 2569",
                "ครั้งเดียว ภายในวันที่ 30 ธันวาคม 2569",
                "ครั้งเดียว ภายในวันที่ 30 ธันวาคม 2569",
                "ครั้งเดียว 30 ธ.ค. 69",
                "งวดเดียวกันของปีก่อน",
            ),
        ),
    ],
)
def test_a_period_in_words(key, words):
    assert (
        write_period(key),
        period_name(key),
        of_period(key),
        write_short_period(key),
        same_of_year_before(key),
    ) == words


def test_what_is_asked_once_does_not_say_its_day_twice():
    assert (name_beside_day("2026364"), how_often("2026364")) == ("ครั้งเดียว", "ครั้งเดียว")
    assert how_often("2026-10") == "ทุกเดือน โดยรายงานของเดือนตุลาคม 2569"
    assert how_often("2027-FY") == "ทุกปีงบประมาณ โดยรายงานของปีงบประมาณ 2570"


@pytest.mark.parametrize(
    ("said", "newest", "key"),
    [
        ("ไตรมาส 4", "2027-Q1", "2026-Q4"),
        ("ไตรมาสที่ ๑", "2027-Q1", "2027-Q1"),
        ("Q2/69", "2027-Q1", "2026-Q2"),
        ("ไตรมาส 3/2569", "2027-Q1", "2026-Q3"),
        ("ไตรมาสที่ 3 ปีงบประมาณ พ.ศ. 2569", "2027-Q1", "2026-Q3"),
        ("ก.ย. 69", "2027-Q1", "2026-Q4"),
        ("ไตรมาสนี้", "2027-Q1", "2027-Q1"),
        ("ไตรมาส 5", "2027-Q1", None),
        ("ปีงบ 2569", "2026-FY", "2026-FY"),
        ("ปีงบประมาณ 68", "2026-FY", "2025-FY"),
        ("2568", "2026-FY", "2025-FY"),
        ("ต.ค. 67", "2026-FY", "2025-FY"),
        ("68", "2026-FY", None),
        ("ไตรมาส 1", "2026-FY", None),
        ("ไตรมาส 1", "2026-10", None),
        ("ก.ย. 69", "2026364", None),
        ("ล่าสุด", "2026364", "2026364"),
        ("เดือนที่แล้ว", "2026-01", "2025-12"),
        ("ไตรมาสก่อน", "2027-Q1", "2026-Q4"),
        ("ปีที่แล้ว", "2026-FY", "2025-FY"),
        ("งวดก่อน", "2026364", None),
    ],
)
def test_a_period_that_was_typed(said, newest, key):
    assert read_period(said, newest) == key


def test_last_month_is_also_the_one_that_is_asked_for_now_where_it_is_reported():
    """In November the report of October is asked for, which is last month's."""
    assert read_periods("เดือนที่แล้ว", "2026-10") == {"2026-09", "2026-10"}
    assert read_periods("ก.ย.", "2026-10") == {"2026-09"} and read_periods("อะไร", "2026-10") == set()


@FEW
@given(DAYS, RECURRING)
def test_what_is_written_can_be_typed(day, every):
    key = str(Period.of(day, every))
    assert read_period(write_period(key), key) == read_period(write_short_period(key), key) == key
