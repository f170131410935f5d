"""The reminder ladder: which rung stands on which day, and the hours in which it may ring."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.ladder import is_hour, next_hour, rung_on, rungs
from bot.schedule import BANGKOK, Period, Schedule


def days(schedule, period, extended_to=None):
    return [(str(rung.day), rung.kind) for rung in rungs(schedule.window(Period.parse(period), extended_to))]


def test_the_usual_ladder():
    assert days(Schedule(), "2026-10") == [
        ("2026-11-01", "open"),
        ("2026-11-03", "due-2@2026-11-05"),
        ("2026-11-05", "due@2026-11-05"),
        ("2026-11-06", "due+1@2026-11-05"),
        ("2026-11-08", "due+3@2026-11-05"),
    ]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        # Saturday the 5th and Monday the 7th are holidays: due on Tuesday
        ("2026-11", ["2026-12-01", "2026-12-06", "2026-12-08", "2026-12-09", "2026-12-11"]),
        ("2026-12", ["2027-01-01", "2027-01-03", "2027-01-05", "2027-01-06", "2027-01-08"]),
        ("2028-01", ["2028-02-01", "2028-02-05", "2028-02-07", "2028-02-08", "2028-02-10"]),  # the 5th: a Saturday
    ],
)
def test_the_ladder_follows_a_due_day_that_a_holiday_moves(period, expected):
    assert [day for day, _ in days(Schedule(holiday_rule="next_workday"), period)] == expected


def test_an_extension_moves_the_rungs_and_names_them_anew():
    assert days(Schedule(), "2026-10", date(2026, 11, 20)) == [
        ("2026-11-01", "open"),
        ("2026-11-18", "due-2@2026-11-20"),
        ("2026-11-20", "due@2026-11-20"),
        ("2026-11-21", "due+1@2026-11-20"),
        ("2026-11-23", "due+3@2026-11-20"),
    ]


def test_no_rung_stands_after_the_lock_or_before_the_opening():
    # Due on the 28th of February: a day after is March, when the month is locked.
    assert [day for day, _ in days(Schedule(due_day=28), "2027-01")] == ["2027-02-01", "2027-02-26", "2027-02-28"]
    # Due on the day it opens: two days before it was not open, and one day has one rung, the more pressing.
    assert days(Schedule(opens_day=1, due_day=1), "2026-10")[0] == ("2026-11-01", "due@2026-11-01")
    assert days(Schedule(opens_day=3), "2026-10")[0] == ("2026-11-03", "due-2@2026-11-05")
    # Extended past the lock day: the new due day is the lock day.
    assert days(Schedule(), "2026-10", date(2026, 12, 10))[-1] == ("2026-12-10", "due@2026-12-10")


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ((2026, 10, 31), None),
        ((2026, 11, 1), "open"),
        ((2026, 11, 2), "open"),
        ((2026, 11, 4), "due-2@2026-11-05"),
        ((2026, 11, 5), "due@2026-11-05"),
        ((2026, 11, 7), "due+1@2026-11-05"),
        ((2026, 11, 8), "due+3@2026-11-05"),
        ((2026, 11, 11), "due+3@2026-11-05"),
        ((2026, 11, 12), None),  # four days late: no news any more
        ((2026, 12, 1), None),
    ],
)
def test_a_missed_rung_stands_until_the_next_one_or_three_days(day, kind):
    rung = rung_on(Schedule().window(Period(2026, 10)), date(*day))
    assert (rung.kind if rung else None) == kind


def bangkok(text):
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-05T00:00", "2026-11-05T08:30"),
        ("2026-11-05T08:29:59", "2026-11-05T08:30"),
        ("2026-11-05T08:30", "2026-11-05T08:30"),
        ("2026-11-05T16:59:59", "2026-11-05T16:59:59"),
        ("2026-11-05T17:00", "2026-11-06T08:30"),
        ("2028-02-28T23:00", "2028-02-29T08:30"),
        ("2026-12-31T18:00", "2027-01-01T08:30"),
    ],
)
def test_only_office_hours(now, then):
    assert next_hour(bangkok(now)) == bangkok(then)
    assert is_hour(bangkok(now)) == (now == then)


def test_the_kinds_of_all_windows_fit_their_column():
    assert max(len(rung.kind) for rung in rungs(Schedule().window(Period(2026, 10)))) <= 24
    assert len(f"again@{date(2026, 11, 5) + timedelta(days=1)}") <= 24
