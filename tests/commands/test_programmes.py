"""Programmes of every rhythm as an operator makes them, and what is refused with a plain word."""

from __future__ import annotations

import pytest

from commands.publishing.programmes import programme
from models import programme as stored

ONCE = ("--every", "once", "--due-on", "2026-12-30")


@pytest.fixture
def operator(terminal):
    """At noon of 22 November 2026."""
    return terminal("sqlite", "programmes")


@pytest.mark.parametrize(
    ("options", "first", "last", "schedule"),
    [
        # October is open still, but was due on the 5th.
        ((), "2026-11", None, {"opens_day": 1, "due_day": 5, "holiday_rule": "none"}),
        (("--due-day", "22"), "2026-10", None, {"opens_day": 1, "due_day": 22, "holiday_rule": "none"}),
        (
            ("--every", "quarter", "--due-day", "10"),
            "2027-Q1",  # the quarter before has locked on 31 October
            None,
            {"every": "quarter", "opens_day": 1, "due_day": 10, "holiday_rule": "none"},
        ),
        (
            ("--every", "fiscal_year", "--active-from", "2027-FY", "--active-to", "2029-FY"),
            "2027-FY",
            "2029-FY",
            {"every": "fiscal_year", "opens_day": 1, "due_day": 5, "holiday_rule": "none"},
        ),
        (ONCE, "2026364", "2026364", {"every": "once", "opens_on": "2026-11-22", "due_on": "2026-12-30"}),
    ],
)
def test_a_programme_asks_in_its_rhythm(operator, options, first, last, schedule):
    made = operator.json(programme, "create", "survey", "--title", "สำรวจ", *options)
    assert (made["active_from"], made["active_to"], made["schedule"]) == (first, last, schedule)
    assert operator.json(programme, "show", "survey") == made


def test_whoever_begins_with_a_period_that_is_late_is_told(operator):
    made = operator.run(programme, "create", "late", "--title", "สำรวจ", "--active-from", "2026-10")
    assert "2026-10 was due on 2026-11-05" in made.stderr
    made = operator.run(programme, "create", "in-time", "--title", "สำรวจ", "--active-from", "2026-11")
    assert made.exit_code == 0 and made.stderr == ""


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (
            ("--every", "quarter", "--active-from", "2026-10"),
            "2026-10 is no period of a programme that asks every quarter",
        ),
        (("--every", "quarter", "--active-to", "2030-FY"), "2030-FY is no period"),
        (("--every", "fiscal_year", "--active-from", "2027-FY", "--active-to", "2026-FY"), "is before the first"),
        (("--active-from", "2026-13"), "not a month"),
        (("--every", "once"), "needs due_on, a day"),
        (("--every", "once", "--due-on", "30/12/2569"), "needs due_on, a day"),
        (("--every", "once", "--due-on", "2026-11-21"), "opens_on <= due_on"),
        ((*ONCE, "--active-from", "2026-12"), "asked once has no first and no last period"),
        ((*ONCE, "--due-day", "5"), "unknown schedule setting: due_day"),
        (("--due-on", "2026-12-30"), "unknown schedule setting: due_on"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_made(operator, options, word):
    assert word in operator.refused(programme, "create", "survey", "--title", "สำรวจ", *options)
    with operator.wiring.database.reading() as session:
        assert stored.every(session) == []


def test_a_last_period_is_one_of_the_programme_s_own(operator):
    operator.done(programme, "create", "survey", "--title", "สำรวจ", "--every", "quarter", "--active-from", "2026-Q4")
    assert "2027-03 is no period" in operator.refused(programme, "set", "survey", "--active-to", "2027-03")
    assert operator.json(programme, "set", "survey", "--active-to", "2027-Q2")["active_to"] == "2027-Q2"
    assert operator.json(programme, "set", "survey", "--active-to", "")["active_to"] is None
    assert operator.json(programme, "set", "survey", "--date", "2026-10-01")["circular_date"] == "2026-10-01"
    assert operator.json(programme, "set", "survey", "--date", "")["circular_date"] is None
    operator.done(programme, "create", "once", "--title", "ครั้งเดียว", *ONCE)
    assert "not a month" in operator.refused(programme, "set", "once", "--active-to", "")
    operator.done(programme, "set", "survey", "--active-to", "2027-Q2")
    with operator.wiring.database.reading() as session:
        found, _ = stored.every(session)
        asked = ["2026-Q3", "2026-Q4", "2027-Q2", "2027-Q3", "2026-12", "2027-01", "2027-FY", "2026364"]
        assert [period for period in asked if found.runs_in(period)] == ["2026-Q4", "2027-Q2"]
