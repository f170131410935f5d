"""The month rule: which month is open, due and locked on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.schedule import Period, Schedule, holiday_name, is_workday, local_day, next_workday

PLAIN = Schedule()
WORKDAYS = Schedule(holiday_rule="next_workday")


def months(windows):
    return [str(window.period) for window in windows]


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 8, 3), "2026-07"),  # the rule everybody remembers: on 3 August the open form is July's
        (date(2026, 8, 6), "2026-07"),  # … and on 6 August too, one day late
        (date(2026, 8, 1), "2026-07"),
        (date(2026, 7, 31), "2026-06"),
        (date(2026, 8, 31), "2026-07"),
        (date(2026, 9, 1), "2026-08"),
        (date(2027, 1, 1), "2026-12"),
        (date(2026, 12, 31), "2026-11"),
        (date(2028, 2, 29), "2028-01"),
        (date(2028, 3, 1), "2028-02"),
    ],
)
def test_a_day_asks_for_the_month_before(day, period):
    assert str(PLAIN.current(day)) == period
    assert months(PLAIN.open_windows(day)) == [period]


def test_every_day_of_four_years_has_exactly_one_month_to_report():
    day = date(2025, 1, 1)
    while day < date(2029, 1, 1):
        (window,) = PLAIN.open_windows(day)
        assert window.period == Period.of(day).plus(-1)
        assert window.opens <= day <= window.locks
        assert (day <= window.due) == (day.day <= 5)
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("period", "opens", "due", "locks"),
    [
        ("2026-10", date(2026, 11, 1), date(2026, 11, 5), date(2026, 11, 30)),
        ("2026-12", date(2027, 1, 1), date(2027, 1, 5), date(2027, 1, 31)),
        ("2028-01", date(2028, 2, 1), date(2028, 2, 5), date(2028, 2, 29)),
        ("2027-01", date(2027, 2, 1), date(2027, 2, 5), date(2027, 2, 28)),
    ],
)
def test_a_month_opens_is_due_and_locks_in_the_next(period, opens, due, locks):
    window = PLAIN.window(Period.parse(period))
    assert (window.opens, window.due, window.locks, window.is_extended) == (opens, due, locks, False)


def test_an_extension_moves_the_due_day_on_and_never_back():
    october = Period(2026, 10)
    later = PLAIN.window(october, date(2026, 11, 20))
    assert (later.due, later.locks, later.is_extended) == (date(2026, 11, 20), date(2026, 11, 30), True)
    past_the_lock = PLAIN.window(october, date(2026, 12, 10))
    assert (past_the_lock.due, past_the_lock.locks) == (date(2026, 12, 10), date(2026, 12, 10))
    earlier = PLAIN.window(october, date(2026, 11, 2))
    assert (earlier.due, earlier.is_extended) == (date(2026, 11, 5), False)


def test_an_extended_month_stays_open_beside_the_new_one_with_the_older_due_first():
    windows = PLAIN.open_windows(date(2026, 12, 2), {Period(2026, 10): date(2026, 12, 3)})
    assert months(windows) == ["2026-10", "2026-11"]
    assert months(PLAIN.open_windows(date(2026, 12, 4), {Period(2026, 10): date(2026, 12, 3)})) == ["2026-11"]
    # The older month was given more time than the newer one has: the newer one is due first.
    windows = PLAIN.open_windows(date(2026, 12, 2), {Period(2026, 10): date(2026, 12, 20)})
    assert months(windows) == ["2026-11", "2026-10"]


def test_an_extension_opens_nothing_before_its_time():
    assert months(PLAIN.open_windows(date(2026, 11, 10), {Period(2026, 11): date(2026, 12, 20)})) == ["2026-10"]


def test_a_holiday_moves_the_due_day_to_the_next_working_day_only_where_the_rule_says_so():
    assert PLAIN.due(Period(2026, 11)) == date(2026, 12, 5)  # a Saturday and the late King's birthday
    due = WORKDAYS.due(Period(2026, 11))
    assert due > date(2026, 12, 5) and is_workday(due)
    assert all(not is_workday(date(2026, 12, 5) + timedelta(days=n)) for n in range((due - date(2026, 12, 5)).days))
    assert WORKDAYS.due(Period(2026, 10)) == date(2026, 11, 5)  # a Thursday


def test_it_moves_to_the_working_day_before_where_the_rule_says_so():
    before = Schedule(holiday_rule="previous_workday")
    assert before.due(Period(2026, 11)) == date(2026, 12, 4)  # a Friday
    assert before.due(Period(2026, 10)) == date(2026, 11, 5)
    window = before.window(Period(2026, 11))
    assert window.due == date(2026, 12, 4)
    assert window.is_open(date(2026, 12, 5)) and window.locks == date(2026, 12, 31)
    # Never before it opens: 1 January is a holiday, 2 and 3 are a weekend.
    opening = Schedule(opens_day=1, due_day=3, holiday_rule="previous_workday")
    assert opening.due(Period(2026, 12)) == date(2027, 1, 3)


def test_a_holiday_has_its_name_and_a_weekend_has_none():
    assert holiday_name(date(2026, 10, 23)) == "วันปิยมหาราช" and not is_workday(date(2026, 10, 23))
    assert holiday_name(date(2026, 11, 8)) == "" and not is_workday(date(2026, 11, 8))
    assert next_workday(date(2026, 12, 5)) == date(2026, 12, 8)  # Monday is in place of Saturday
    assert next_workday(date(2026, 11, 5)) == date(2026, 11, 5)


def test_a_due_day_that_a_holiday_pushes_past_the_month_still_counts():
    late = Schedule(due_day=28, holiday_rule="next_workday")
    window = late.window(Period(2027, 1))  # 28 February 2027 is a Sunday
    assert window.due == date(2027, 3, 1) == window.locks
    assert months(late.open_windows(date(2027, 3, 1))) == ["2027-01", "2027-02"]


def test_between_the_lock_and_a_late_opening_nothing_is_open():
    third = Schedule(opens_day=3)
    assert third.open_windows(date(2026, 11, 2)) == []
    assert months(third.open_windows(date(2026, 11, 3))) == ["2026-10"]


def test_the_day_turns_at_midnight_in_bangkok():
    assert local_day(datetime(2026, 10, 31, 16, 59, tzinfo=UTC)) == date(2026, 10, 31)
    assert local_day(datetime(2026, 10, 31, 17, 0, tzinfo=UTC)) == date(2026, 11, 1)


def test_the_office_that_is_there_on_the_last_day_reports_the_month():
    october = Period(2026, 10)
    assert october.ended_with(None, None)
    assert october.ended_with(date(2026, 10, 31), None)
    assert not october.ended_with(date(2026, 11, 1), None)
    assert october.ended_with(None, date(2026, 11, 1))
    assert not october.ended_with(None, date(2026, 10, 31))


@pytest.mark.parametrize(
    "value",
    [{"opens_day": 6}, {"due_day": 29}, {"opens_day": 0}, {"holiday_rule": "maybe"}, {"lock": 3}],
)
def test_a_wrong_schedule_is_refused_with_what_is_wrong(value):
    with pytest.raises(ValueError, match=r"schedule|holiday_rule"):
        Schedule.from_json(value)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2569/10", "2026-1", ""])
def test_a_wrong_month_is_refused(text):
    with pytest.raises(ValueError, match="not a month"):
        Period.parse(text)
