"""Which reminders are worth a counted message, and to whom nothing is said for now: the plan, pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.message_class import MessageClass
from bot.schedule import Period, Schedule
from models.reporting.report import ReportStatus
from scheduler.plan import Facts, Outstanding, plan
from tests.support.district import at

NEAR, FAR = 10, 20  # offices
ANNA, BOON = 100, 200  # people
OCTOBER = Outstanding(1, NEAR, Schedule().window(Period(2026, 10)))
NOVEMBER = Outstanding(1, NEAR, Schedule().window(Period(2026, 11)))  # due on Saturday, 5 December


def pushed(one, offices=None, deputies=(), first=(2026, 11, 1), down=()):
    """person → days on which a counted message was sent, in a month that nobody sends; `down`: days without a pass."""
    facts = Facts([one], offices or {ANNA: [NEAR]}, deputies=frozenset(deputies))
    reminded, waiting, days = set(), set(), {person_id: [] for person_id in facts.offices_of}
    for number in range(first[2], 29):
        if number in down:
            continue
        known = replace(facts, reminded=reminded, waiting=waiting)
        for wanted in plan(known, at(*first[:2], number)):
            keys = {item.outstanding.key(wanted.person_id, kind) for item in wanted.items for kind in item.kinds}
            if wanted.is_counted:
                days[wanted.person_id].append(number)
            (reminded if wanted.is_counted else waiting).update(keys)
    return days


def test_before_the_due_day_is_over_one_is_counted_and_after_it_two():
    assert pushed(OCTOBER) == {ANNA: [5, 6, 8]}
    assert pushed(NOVEMBER, first=(2026, 12, 1)) == {ANNA: [3, 6, 8]}


def test_where_the_day_that_counts_was_missed_the_next_one_counts():
    assert pushed(NOVEMBER, first=(2026, 12, 1), down=(3, 4)) == {ANNA: [5, 6, 8]}
    assert pushed(OCTOBER, down=(5, 6, 7)) == {ANNA: [8]}


def test_a_deputy_costs_an_office_one_message_and_only_when_it_is_late():
    both = {ANNA: [NEAR], BOON: [NEAR]}
    assert pushed(OCTOBER, both, {(BOON, NEAR)}) == {ANNA: [5, 6, 8], BOON: [6]}
    assert pushed(OCTOBER, both, {(BOON, NEAR)}, down=(6, 7)) == {ANNA: [5, 8], BOON: [8]}
    assert pushed(OCTOBER, {BOON: [NEAR]}, {(BOON, NEAR)}) == {BOON: [5, 6, 8]}


def test_what_is_not_worth_one_goes_along_with_what_is():
    far = Outstanding(1, FAR, Schedule(due_day=7).window(Period(2026, 10)))  # due on a Saturday: Thursday counts
    later = Outstanding(2, NEAR, Schedule(due_day=20, opens_day=5).window(Period(2026, 10)))
    (one,) = plan(Facts([OCTOBER, far, later], {ANNA: [NEAR, FAR]}), at(2026, 11, 5))
    assert one.message_class == MessageClass.DUE and len(one.items) == 3
    (one,) = plan(Facts([later], {ANNA: [NEAR]}), at(2026, 11, 5))
    assert one.message_class == MessageClass.OPENING and not one.is_counted


def test_what_waits_for_a_reply_is_not_wanted_again_unless_it_is_worth_a_message():
    opening = Facts([OCTOBER], {ANNA: [NEAR]}, waiting={OCTOBER.key(ANNA, "open")})
    assert plan(opening, at(2026, 11, 1)) == []
    due = Facts([OCTOBER], {ANNA: [NEAR]}, waiting={OCTOBER.key(ANNA, "due@2026-11-05")})
    (one,) = plan(due, at(2026, 11, 5))
    assert one.is_counted and one.is_waiting


def test_a_wish_is_always_worth_a_message():
    (one,) = plan(Facts([OCTOBER], {ANNA: [NEAR]}, wishes={ANNA: date(2026, 11, 3)}), at(2026, 11, 3))
    assert one.message_class == MessageClass.DUE


@pytest.mark.parametrize("state", [None, ReportStatus.DRAFT, ReportStatus.RETURNED])
def test_nobody_is_reminded_in_the_middle_of_a_report(state):
    facts = Facts([replace(OCTOBER, state=state)], {ANNA: [NEAR], BOON: [NEAR]}, talking={ANNA})
    assert [one.person_id for one in plan(facts, at(2026, 11, 5))] == [BOON]
    # Silent by the afternoon: it stands there still.
    silent = replace(facts, talking=frozenset())
    assert [one.person_id for one in plan(silent, at(2026, 11, 5, 15))] == [ANNA, BOON]
    # Or sent.
    assert plan(replace(silent, outstanding=[]), at(2026, 11, 5, 15)) == []
