"""The plan, pure: a table of days against the reminders they want."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest

from bot.schedule import Period, Schedule
from models.reporting.report import ReportStatus
from scheduler.plan import Facts, Outstanding, again_kind, plan
from scheduler.reserves import cut
from tests.support.district import at

PLAIN = Schedule()
ASKED, OTHER = 1, 2  # programmes
NEAR, FAR = 10, 20  # offices
ANNA, BOON = 100, 200  # people


def outstanding(period="2026-10", unit=NEAR, programme=ASKED, extended_to=None, schedule=PLAIN, state=None):
    return Outstanding(programme, unit, schedule.window(Period.parse(period), extended_to), state)


def facts(*months, offices=None, reminded=(), today=(), wishes=None, deputies=()):
    return Facts(
        months, offices or {ANNA: [NEAR]}, frozenset(reminded), frozenset(today), wishes or {}, frozenset(deputies)
    )


def wants(known, now):
    """person → [(office, month, kinds)] in the order of sending."""
    return {
        one.person_id: [
            (item.outstanding.unit_id, str(item.outstanding.window.period), item.kinds) for item in one.items
        ]
        for one in plan(known, now)
    }


def kinds(known, now):
    return {kind for items in wants(known, now).values() for _, _, several in items for kind in several}


class Machine:
    """Remembers what was planned, as the tables would, and can be asked minute by minute."""

    def __init__(self, schedule=PLAIN):
        self.schedule = schedule
        self.reminded = set()
        self.log = []

    def pass_at(self, now, sent=(), extensions=None, wishes=None):
        day = now.date()
        months = [
            Outstanding(ASKED, NEAR, window)
            for window in self.schedule.open_windows(day, extensions)
            if str(window.period) not in sent
        ]
        known = Facts(
            months,
            {ANNA: [NEAR]},
            self.reminded,
            {ANNA} if any(d == day for d, *_ in self.log) else set(),
            wishes or {},
        )
        for one in plan(known, now):
            for item in one.items:
                for kind in item.kinds:
                    self.reminded.add((one.person_id, ASKED, NEAR, str(item.outstanding.window.period), kind))
                    self.log.append((day, str(item.outstanding.window.period), kind.split("@")[0]))


RUNGS = {1: "open", 3: "due-2", 5: "due", 6: "due+1", 8: "due+3"}


@pytest.mark.parametrize("year", [2026, 2027, 2028])  # 2028 is a leap year
def test_over_a_whole_year_every_month_is_reminded_on_its_five_days_and_on_no_other(year):
    machine, expected = Machine(), []
    day = date(year, 1, 1)
    while day.year == year:
        for hour, minute in ((8, 29), (8, 30), (12, 0), (16, 59), (17, 0), (23, 59)):
            machine.pass_at(at(day.year, day.month, day.day, hour, minute))
        if day.day in RUNGS:
            expected.append((day, str(Period.of(day).plus(-1)), RUNGS[day.day]))
        day += timedelta(days=1)
    assert machine.log == expected
    assert len(machine.log) == 60


def test_over_a_year_of_working_days_only_the_due_day_and_what_hangs_on_it_move():
    schedule = Schedule(holiday_rule="next_workday")
    machine = Machine(schedule)
    day = date(2026, 1, 1)
    while day.year == 2026:
        machine.pass_at(at(day.year, day.month, day.day))
        day += timedelta(days=1)
    by_month = defaultdict(dict)
    for day, period, kind in machine.log:
        by_month[period][kind] = day
    assert len(by_month) == 12
    for period, found in by_month.items():
        due = schedule.due(Period.parse(period))
        assert found["due"] == due and due.weekday() < 5
        assert found["due-2"] == due - timedelta(days=2)
        assert found["due+1"] == due + timedelta(days=1)
        assert found["due+3"] == due + timedelta(days=3)
        assert found["open"].day == 1
    assert by_month["2026-11"]["due"] == date(2026, 12, 8)


def test_on_3_august_the_reminder_names_july_and_on_6_august_it_still_does():
    july = outstanding("2026-07")
    assert wants(facts(july), at(2026, 8, 3)) == {ANNA: [(NEAR, "2026-07", ("due-2@2026-08-05",))]}
    assert wants(facts(july), at(2026, 8, 6)) == {ANNA: [(NEAR, "2026-07", ("due+1@2026-08-05",))]}


@pytest.mark.parametrize(("hour", "minute", "rings"), [(8, 29, False), (8, 30, True), (16, 59, True), (17, 0, False)])
def test_only_office_hours(hour, minute, rings):
    assert bool(wants(facts(outstanding()), at(2026, 11, 5, hour, minute))) is rings


def test_after_a_day_without_power_only_the_newest_rung_is_sent():
    # Down from the 4th to the 6th: the due day's rung is skipped, the 6th's goes out.
    assert kinds(facts(outstanding()), at(2026, 11, 6)) == {"due+1@2026-11-05"}
    # Down on the 8th: nothing newer stands on the 9th, so it is sent a day late.
    assert kinds(facts(outstanding()), at(2026, 11, 9)) == {"due+3@2026-11-05"}
    # Down for a week: it is not news any more.
    assert kinds(facts(outstanding()), at(2026, 11, 15)) == set()


def test_nobody_gets_a_second_message_on_one_day():
    known = facts(outstanding(), outstanding(unit=FAR), offices={ANNA: [NEAR, FAR]}, today=[ANNA])
    assert wants(known, at(2026, 11, 5)) == {}


def test_all_of_a_days_offices_and_programmes_come_in_one_message_oldest_due_first():
    water = Schedule(due_day=3)
    known = facts(
        outstanding(unit=FAR),
        outstanding(unit=NEAR),
        outstanding(unit=NEAR, programme=OTHER, schedule=water),
        offices={ANNA: [NEAR, FAR], BOON: [FAR]},
    )
    assert wants(known, at(2026, 11, 3)) == {
        ANNA: [
            (NEAR, "2026-10", ("due@2026-11-03",)),
            (NEAR, "2026-10", ("due-2@2026-11-05",)),
            (FAR, "2026-10", ("due-2@2026-11-05",)),
        ],
        BOON: [(FAR, "2026-10", ("due-2@2026-11-05",))],
    }


def test_what_was_reminded_before_is_left_out():
    done = (ANNA, ASKED, NEAR, "2026-10", "due@2026-11-05")
    known = facts(outstanding(), outstanding(unit=FAR), offices={ANNA: [NEAR, FAR]}, reminded=[done])
    assert wants(known, at(2026, 11, 5)) == {ANNA: [(FAR, "2026-10", ("due@2026-11-05",))]}


def test_a_returned_report_climbs_the_ladder_like_one_never_sent():
    known = facts(outstanding(state=ReportStatus.RETURNED))
    (one,) = plan(known, at(2026, 11, 6))
    assert one.items[0].outstanding.state == ReportStatus.RETURNED


def test_an_extension_has_rungs_of_its_own_after_the_old_ones_went_out():
    machine = Machine()
    later = {Period(2026, 10): date(2026, 11, 12)}
    for number in range(1, 30):
        machine.pass_at(at(2026, 11, number), extensions=later if number >= 6 else None)
    assert [(day.day, kind) for day, _, kind in machine.log] == [
        (1, "open"),
        (3, "due-2"),
        (5, "due"),
        (10, "due-2"),
        (12, "due"),
        (13, "due+1"),
        (15, "due+3"),
    ]


def test_a_month_kept_open_past_its_lock_is_reminded_beside_the_new_one():
    known = facts(outstanding("2026-10", extended_to=date(2026, 12, 3)), outstanding("2026-11"))
    assert wants(known, at(2026, 12, 1)) == {
        ANNA: [(NEAR, "2026-10", ("due-2@2026-12-03",)), (NEAR, "2026-11", ("open",))]
    }


def test_a_wish_for_tomorrow_takes_the_place_of_that_days_rung():
    machine = Machine()
    tomorrow = {ANNA: date(2026, 11, 6)}
    for number in range(5, 10):
        machine.pass_at(at(2026, 11, number), wishes=tomorrow if number >= 6 else None)
    assert [(day.day, kind) for day, _, kind in machine.log] == [(5, "due"), (6, "due+1"), (6, "again"), (8, "due+3")]


def test_a_wish_is_kept_on_a_day_without_a_rung():
    known = facts(outstanding(), wishes={ANNA: date(2026, 11, 20)})
    assert wants(known, at(2026, 11, 19)) == {}
    assert kinds(known, at(2026, 11, 20)) == {"again@2026-11-20"}


def test_until_the_day_wished_for_nothing_is_sent():
    # Asked on the 4th for the 5th: whatever else comes up on the 4th waits.
    assert wants(facts(outstanding(), wishes={ANNA: date(2026, 11, 6)}), at(2026, 11, 5)) == {}


def test_a_wish_met_is_not_met_again_and_an_old_one_is_forgotten():
    wish = date(2026, 11, 20)
    met = (ANNA, ASKED, NEAR, "2026-10", again_kind(wish))
    known = facts(outstanding(), wishes={ANNA: wish}, reminded=[met])
    assert wants(known, at(2026, 11, 20)) == wants(known, at(2026, 11, 21)) == {}
    assert kinds(facts(outstanding(), wishes={ANNA: wish}), at(2026, 11, 21)) == {"again@2026-11-20"}
    assert wants(facts(outstanding(), wishes={ANNA: wish}), at(2026, 11, 24)) == {}


def test_a_wish_with_everything_sent_rings_nobody():
    assert wants(facts(wishes={ANNA: date(2026, 11, 20)}), at(2026, 11, 20)) == {}


def test_where_the_quota_is_short_wishes_and_the_highest_rungs_go_first():
    people = {number: [number] for number in range(1, 6)}
    months = [
        outstanding(unit=1, schedule=Schedule(opens_day=5, due_day=20)),  # opens today
        outstanding(unit=2, schedule=Schedule(due_day=7)),  # due in two days
        outstanding(unit=3),  # due today
        outstanding(unit=4, schedule=Schedule(due_day=4)),  # due yesterday
        outstanding(unit=5, schedule=Schedule(due_day=20)),  # a wish
    ]
    known = Facts(months, people, wishes={5: date(2026, 11, 5)})
    now = at(2026, 11, 5)
    # Whoever can still be in time comes before those who are late. The 7th is a Saturday: its reminder is today's.
    assert [one.person_id for one in plan(known, now)] == [5, 3, 2, 4, 1]
    taken, short = cut(plan(known, now), 2, {})
    assert ([one.person_id for one in taken], len(short)) == ([5, 3], 3)
    assert cut(plan(known, now), -3, {}) == ([], plan(known, now))


def test_deputies_are_told_from_the_morning_of_the_due_day_on():
    told = defaultdict(list)
    reminded = set()
    for number in range(1, 12):
        known = facts(outstanding(), offices={ANNA: [NEAR], BOON: [NEAR]}, reminded=reminded, deputies={(BOON, NEAR)})
        for one in plan(known, at(2026, 11, number)):
            for item in one.items:
                reminded |= {item.outstanding.key(one.person_id, kind) for kind in item.kinds}
                told[one.person_id] += [(number, *item.kinds)]
    assert [kind for _, kind in told[ANNA]] == [
        "open",
        "due-2@2026-11-05",
        "due@2026-11-05",
        "due+1@2026-11-05",
        "due+3@2026-11-05",
    ]
    assert told[BOON] == told[ANNA][2:]


def test_a_deputy_of_one_office_who_is_the_officer_of_another_is_both():
    known = facts(outstanding(), outstanding(unit=FAR), offices={ANNA: [NEAR, FAR]}, deputies={(ANNA, FAR)})
    assert wants(known, at(2026, 11, 3)) == {ANNA: [(NEAR, "2026-10", ("due-2@2026-11-05",))]}
    assert len(wants(known, at(2026, 11, 5))[ANNA]) == 2


def test_after_an_extension_deputies_wait_for_the_later_due_day():
    month = outstanding(extended_to=date(2026, 11, 12))
    known = facts(month, offices={ANNA: [NEAR]}, deputies={(ANNA, NEAR)})
    assert wants(known, at(2026, 11, 10)) == {}
    assert kinds(known, at(2026, 11, 12)) == {"due@2026-11-12"}


def test_a_deputys_own_wish_is_met_at_any_time():
    known = facts(outstanding(), wishes={ANNA: date(2026, 11, 3)}, deputies={(ANNA, NEAR)})
    assert kinds(known, at(2026, 11, 3)) == {"again@2026-11-03"}
