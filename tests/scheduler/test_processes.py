"""Schedulers that are killed, and schedulers that run two at a time: every officer gets exactly one message.

Real processes, a real database of each kind, and the pretend LINE over HTTP.
"""

from __future__ import annotations

import signal
import time
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from models.database import Database, make_engine
from models.messaging.outbox import Outbox, OutboxState
from scheduler.tick import tick
from services.messaging.outbox import LEASE
from tests.scheduler.killed import dependencies
from tests.support.district import ADDRESS, District, at
from tests.support.emulator import Line
from tests.support.program import Program

ROOT = Path(__file__).resolve().parents[2]
DUE_DAY = at(2026, 11, 5)


class Country:
    """An officer of each of some offices, on the pretend LINE and in the database at `url`."""

    def __init__(self, url: str, line: Line, officers: int) -> None:
        self.url, self.line = url, line
        line.reset()
        line.clock("2026-11-05T09:00")
        self.people = [line.person(f"เจ้าหน้าที่ {number}") for number in range(officers)]
        database = Database(make_engine(url), {"address": ADDRESS})
        with database.writing() as session:
            district = District(session)
            for number, user_id in enumerate(self.people):
                district.joins(district.office(f"061104{number:02d}"), district.person(user_id))
        database.close()

    def process(self, where: str, now: datetime = DUE_DAY) -> Program:
        return Program(["-m", "tests.scheduler.killed", where, self.url, self.line.api, now.isoformat()])

    def restart(self, now: datetime) -> None:
        """The scheduler is back: one pass."""
        parts = dependencies(self.url, self.line.api, now)
        tick(now, parts)
        parts.database.close()

    def got(self) -> list[int]:
        """How many messages each officer has in the chat."""
        return [len(self.line.bot_entries(user_id)) for user_id in self.people]

    def states(self) -> set[str]:
        parts = dependencies(self.url, self.line.api, DUE_DAY)
        with parts.database.reading() as session:
            found = set(session.scalars(select(Outbox.state)))
        parts.database.close()
        return found


def test_killed_between_commit_and_send_the_officer_gets_exactly_one_message(database_url: str, line: Line) -> None:
    country = Country(database_url, line, officers=1)
    killed = country.process("written")
    assert killed.wait(30) == -signal.SIGKILL
    assert country.states() == {OutboxState.PENDING} and country.got() == [0]
    country.restart(DUE_DAY + timedelta(minutes=1))
    country.restart(DUE_DAY + timedelta(minutes=2))
    assert country.got() == [1] and country.states() == {OutboxState.SENT}
    assert line.refused_calls() == []


def test_killed_while_line_had_the_message_the_officer_gets_exactly_one_message(database_url: str, line: Line) -> None:
    country = Country(database_url, line, officers=1)
    # LINE takes the message and cuts the line; the next try is kept waiting, and there the process dies.
    line.fault("cut", path="/v2/bot/message/push")
    country.restart(DUE_DAY)
    assert country.got() == [1] and country.states() == {OutboxState.PENDING}
    line.fault("slow", seconds=30, path="/v2/bot/message/push")
    before = len(line.calls(path="/v2/bot/message/push"))
    killed = country.process("sending", DUE_DAY + timedelta(minutes=1))
    wait_until_sending(country)
    killed.kill()
    killed.wait(30)
    line.clear_faults()
    later = DUE_DAY + timedelta(minutes=1) + LEASE
    country.restart(later)  # the dead sender's claim still holds
    assert country.states() == {OutboxState.SENDING}
    country.restart(later + timedelta(seconds=1))
    assert country.got() == [1] and country.states() == {OutboxState.SENT}
    pushes = line.calls(path="/v2/bot/message/push")
    assert len(pushes) > before and len({call["retryKey"] for call in pushes}) == 1


def test_two_schedulers_at_the_same_instant_send_everything_once(database_url: str, line: Line) -> None:
    officers = 40
    country = Country(database_url, line, officers)
    twins = [country.process("together") for _ in range(2)]
    for twin in twins:
        assert twin.stdout.readline() == "ready\n"
    for twin in twins:
        twin.stdin.write("go\n")
        twin.stdin.flush()
    said = [twin.stdout.read() for twin in twins]
    print(*said, sep="\n")  # what went wrong in there is shown where the test fails
    ends = [one.splitlines()[-1].split() for one in said]
    assert [failed for _, failed in ends] == ["0", "0"]
    assert sum(int(planned) for planned, _ in ends) == officers
    assert country.got() == [1] * officers
    assert country.states() == {OutboxState.SENT}
    assert line.refused_calls() == []


def wait_until_sending(country: Country) -> None:
    """The row is claimed: the process is at LINE's door, or on its way there with the same key."""
    give_up = time.monotonic() + 30
    while country.states() != {OutboxState.SENDING}:
        assert time.monotonic() < give_up, "the process never began to send"
