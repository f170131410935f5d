"""Which supervisors are told of which month on which day: pure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduler.digest import Facts, Round, Seat, plan
from scheduler.reserves import cut
from tests.support.district import at

ASKED = 1
DEPARTMENT, PROVINCE, DISTRICT = "TH", "TH.11", "TH.11.1103"
ANNA, BOON, CHAI = 100, 200, 300
DUE = date(2026, 11, 5)
EVERYWHERE = {DEPARTMENT, PROVINCE, DISTRICT}
SEATS = (Seat(ANNA, 3, DISTRICT, 0), Seat(BOON, 2, PROVINCE, 1), Seat(CHAI, 1, DEPARTMENT, 2))


def month(waiting=EVERYWHERE, dues=(DUE,), expected=EVERYWHERE, period="2026-10"):
    return Round(ASKED, period, DUE, expected, {path: set(dues) for path in waiting})


def days(*rounds, seats=SEATS, first=1, last=28, missed=()):
    """person → [(day of November, kinds)] with a pass each morning, remembering what was told."""
    told, log = set(), {}
    for number in range(first, last + 1):
        if number in missed:
            continue
        for one in plan(Facts(seats, rounds, told), at(2026, 11, number)):
            for item in one.items:
                told |= {(one.person_id, ASKED, item.unit_id, item.period, kind) for kind in item.kinds}
                log.setdefault(one.person_id, []).append((number, *[kind.split("@")[0] for kind in item.kinds]))
    return log


def test_on_the_morning_after_the_due_day_and_three_days_later():
    twice = [(6, "digest+1"), (9, "digest+4")]
    assert days(month()) == {ANNA: twice, BOON: twice, CHAI: twice}


def test_an_area_that_has_sent_everything_hears_it_once():
    assert days(month(waiting={DEPARTMENT, PROVINCE})) == {
        ANNA: [(6, "digest+1")],
        BOON: [(6, "digest+1"), (9, "digest+4")],
        CHAI: [(6, "digest+1"), (9, "digest+4")],
    }


def test_an_area_of_which_nothing_was_asked_hears_nothing():
    assert set(days(month(waiting=(), expected={DEPARTMENT}))) == {CHAI}


def test_after_days_without_power_only_the_newest_is_told_and_an_old_one_is_no_news():
    assert days(month(), missed=(6, 7))[ANNA] == [(8, "digest+1"), (9, "digest+4")]
    assert days(month(), missed=range(6, 11))[ANNA] == [(11, "digest+4")]
    assert days(month(), missed=range(6, 13)) == {}


def test_offices_with_an_extension_are_told_of_after_their_own_due_day():
    later = date(2026, 11, 12)
    some = days(month(dues=(DUE, later)), seats=SEATS[:1])
    assert some == {ANNA: [(6, "digest+1"), (9, "digest+4"), (13, "digest+1"), (16, "digest+4")]}
    # All that wait have time until the 12th: nothing to press for on the 9th.
    assert days(month(dues=(later,)), seats=SEATS[:1]) == {ANNA: [(6, "digest+1"), (13, "digest+1"), (16, "digest+4")]}


@pytest.mark.parametrize(("hour", "minute", "is_told"), [(8, 29, False), (8, 30, True), (16, 59, True), (17, 0, False)])
def test_only_office_hours(hour, minute, is_told):
    assert bool(plan(Facts(SEATS, [month()]), at(2026, 11, 6, hour, minute))) is is_told


def test_all_areas_and_programmes_of_a_person_are_one_message_the_widest_first():
    other = Round(2, "2026-10", DUE, EVERYWHERE, {})
    seats = [Seat(ANNA, 3, DISTRICT, 0), Seat(ANNA, 2, PROVINCE, 1)]
    (one,) = plan(Facts(seats, [month(), other]), at(2026, 11, 6))
    assert [(item.unit_id, item.programme_id) for item in one.items] == [(2, 1), (2, 2), (3, 1), (3, 2)]


def test_whoever_has_the_digest_of_the_day_waits_for_tomorrow_with_another_area():
    assert plan(Facts(SEATS[:1], [month()], told_today={ANNA}), at(2026, 11, 6)) == []
    assert len(plan(Facts(SEATS[:1], [month()]), at(2026, 11, 7))) == 1


def test_where_the_quota_is_short_those_with_the_widest_view_are_told():
    wanted = plan(Facts(SEATS, [month()]), at(2026, 11, 6))
    taken, short = cut(wanted, 1, {})
    assert ([one.person_id for one in taken], short) == ([CHAI], wanted[1:])
    assert cut(wanted, -5, {}) == ([], wanted)


def test_over_a_year_every_month_is_told_of_twice():
    told, log = set(), []
    day = date(2026, 1, 1)
    while day.year == 2026:
        rounds = []
        for back in (1, 2):
            year, number = divmod(day.year * 12 + day.month - 1 - back, 12)
            due = _due(year, number + 1)
            rounds.append(Round(ASKED, f"{year}-{number + 1:02d}", due, EVERYWHERE, {DISTRICT: {due}}))
        for hour in (7, 9, 12, 18):
            for one in plan(Facts(SEATS[:1], rounds, told), at(day.year, day.month, day.day, hour)):
                for item in one.items:
                    told |= {(ANNA, ASKED, item.unit_id, item.period, kind) for kind in item.kinds}
                    log.append((day.month, day.day, item.period))
        day += timedelta(days=1)
    expected = []
    for number in range(1, 13):
        before = "2025-12" if number == 1 else f"2026-{number - 1:02d}"
        expected += [(number, 6, before), (number, 9, before)]
    assert log == expected


def _due(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 5)
