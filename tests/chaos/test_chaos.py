"""The short form of the run under faults: `make chaos` is the long one."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from scheduler import facts
from scheduler.plan import plan
from tests.chaos import place
from tests.chaos.line import Weather
from tests.chaos.run import BEGINS, Plan, run
from tests.chaos.troubles import JUMP
from tests.support import databases

pytestmark = pytest.mark.slow


def test_nothing_is_lost_doubled_or_out_of_order(servers_folder):
    seed = random.randrange(10**6)
    # Shown where the test fails: the same seed draws the same officers, weather and troubles.
    print(f"seed {seed}")
    short = Plan(seed=seed, seconds=25.0, officers=8, at_once=8, think=0.2, kill_every=5.0)
    # In a thread of its own: in this one a browser of other tests may have left a loop that runs.
    with ThreadPoolExecutor(1) as thread:
        verdict = thread.submit(run, short, servers_folder).result()
    counts = verdict.counts
    print(verdict.figures(), *verdict.complaints(), sep="\n")
    assert not verdict.complaints()
    # It was a run worth the name.
    assert counts["events"] > 200 and counts["kills"] >= 3 and counts["answers"] >= 8 * 12
    assert counts["troubles"]["clock jumps"] == 1 and counts["calls to LINE"]["cut after"]


def test_the_picture_of_a_menu_is_not_taken_for_an_officer_s_photo():
    weather = Weather(random.Random(1), rough=1.0, lost={"7"})
    assert weather.of("/v2/bot/message/7/content") == "photo 404"
    for path in ("/v2/bot/richmenu/richmenu-7/content", "/v2/bot/message/push"):
        assert not weather.of(path).startswith("photo")


def test_whoever_has_not_sent_is_reminded_on_the_day_to_which_the_clock_jumps(sqlite_url):
    begins = datetime.fromisoformat(BEGINS)
    place.fill(sqlite_url, ["U1"], begins)
    with databases.database_at(sqlite_url).reading() as session:
        known = facts.load(session, begins + JUMP)
    assert known and [one.is_counted for one in plan(known.facts, begins + JUMP)] == [True]
