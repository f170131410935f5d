"""The reminder ladder: which rung stands on which day, and the hours in which it may ring."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.ladder import Standstill, counted_from, is_hour, next_hour, rung_on, rungs
from bot.message_class import MessageClass
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


@pytest.mark.parametrize(
    ("since", "until", "day", "kind"),
    [
        ((10, 31), (11, 12), (11, 12), "due+3@2026-11-05"),
        ((11, 4), (11, 20), (11, 23), "due+3@2026-11-05"),
        ((11, 4), (11, 20), (11, 24), None),  # and so long it is worth it again
        ((11, 9), (11, 20), (11, 20), None),  # it had gone out before
        ((10, 31), (12, 2), (12, 2), None),  # locked
    ],
)
def test_what_nobody_could_be_told_while_all_stood_still_is_new_when_it_goes_on(since, until, day, kind):
    still = Standstill(date(2026, *since), date(2026, *until))
    rung = rung_on(Schedule().window(Period(2026, 10)), date(2026, *day), still)
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


@pytest.mark.parametrize(
    ("period", "extended_to", "classes"),
    [
        # The 5th is a Thursday: its own morning counts.
        ("2026-10", None, {1: "opening", 3: "opening", 5: "due", 6: "overdue", 8: "overdue"}),
        # A Saturday: nobody is in the office on it, the Thursday before counts.
        ("2026-11", None, {1: "opening", 3: "due", 5: "opening", 6: "overdue", 8: "overdue"}),
        # A Sunday, and two days before is a Friday.
        ("2026-06", None, {1: "opening", 3: "due", 5: "opening", 6: "overdue", 8: "overdue"}),
        ("2026-10", date(2026, 11, 20), {1: "opening", 18: "opening", 20: "due", 21: "overdue", 23: "overdue"}),
    ],
)
def test_one_reminder_is_counted_before_a_month_is_late(period, extended_to, classes):
    window = Schedule().window(Period.parse(period), extended_to)
    assert {rung.day.day: rung.message_class.value for rung in rungs(window)} == classes


def test_where_no_day_is_a_working_day_the_last_one_counts():
    # Opens on a Saturday, is due on the Sunday.
    window = Schedule(opens_day=7, due_day=8).window(Period(2026, 10))
    assert [rung.message_class for rung in rungs(window)][:2] == [MessageClass.OPENING, MessageClass.DUE]


def test_from_which_rung_on_officers_and_deputies_beside_them_are_worth_a_counted_message():
    window = Schedule().window(Period(2026, 10))
    assert counted_from(window, is_second=False).kind == "due@2026-11-05"
    assert counted_from(window, is_second=True).kind == "due+1@2026-11-05"
    assert counted_from(Schedule(due_day=28).window(Period(2027, 1)), is_second=True) is None
