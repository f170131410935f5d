"""Passes of the scheduler in tests: a clock that is set by hand and a LINE that keeps its promises in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.line import errors
from bot.line.calls import Answer, Brake, SendCall
from bot.line.client import Quota
from models.database import Database
from models.membership.person import Person
from scheduler.tick import Pass, SchedulerDependencies, tick
from services.messaging.send import Sender
from tests.support.district import District
from tests.support.strict import judge

# For what takes a hundred passes: whether one comes is the plan's to say, and a few on PostgreSQL show what it reads.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class PretendLine:
    """Delivers each retry key once; what the real one would refuse fails the test.

    `trouble` is raised instead while it is set, after delivering if `is_deaf` (the answer was lost).
    """

    def __init__(self) -> None:
        self.delivered: list[tuple[str, list[dict[str, Any]]]] = []
        self.keys: set[str] = set()
        self.trouble: errors.LineError | None = None
        self.is_deaf = False
        self.quota_now = Quota(None, 0)
        self.quota_asked = 0

    def reply(self, token: str, messages: list[dict]) -> str:
        raise AssertionError("the scheduler has no reply tokens here")

    def push(self, line_user_id: str, messages: list[dict], retry_key: str) -> str:
        judge(json.dumps(messages, ensure_ascii=False))
        if self.trouble and not self.is_deaf:
            raise self.trouble
        if retry_key not in self.keys:
            self.keys.add(retry_key)
            self.delivered.append((line_user_id, messages))
        if self.trouble:
            raise self.trouble
        return "request-id"

    @contextmanager
    def fan_out(self, in_flight: int) -> Iterator[PretendLine]:
        yield self

    def send_all(self, calls: Sequence[SendCall], brake: Brake) -> list[Answer]:
        return [None if brake.is_pulled else self._one(call, brake) for call in calls]

    def _one(self, call: SendCall, brake: Brake) -> Answer:
        assert isinstance(call.to, str), "no two people are told the same here"
        try:
            return self.push(call.to, json.loads(call.messages), call.retry_key)
        except errors.LineError as error:
            brake.hear(error)
            return error

    def quota(self) -> Quota:
        self.quota_asked += 1
        return self.quota_now

    def to(self, person: Person) -> list[str]:
        """The altText of everything this person got."""
        return [
            message["altText"] for to, messages in self.delivered if to == person.line_user_id for message in messages
        ]


class NoPhotos:
    """A keeper with nothing to fetch."""

    def fetch_due(self, limit: int = 50) -> int:
        return 0

    def keys(self, below: str) -> list[str]:
        return []

    def remove(self, key: str) -> None:
        raise AssertionError("nothing is stored here")


@dataclass
class Scheduler:
    """A district, its database and the scheduler over it. `now` is the present of all of them."""

    database: Database
    line: PretendLine
    now: datetime

    def __post_init__(self) -> None:
        self.dependencies = SchedulerDependencies(
            self.database,
            Sender(self.database, self.line, lambda: self.now),
            NoPhotos(),  # type: ignore[arg-type]
            self.line.quota,
        )

    def tick(self, now: datetime | None = None) -> Pass:
        self.now = now or self.now
        return tick(self.now, self.dependencies)

    def days(self, first: datetime, last: datetime, every: timedelta = timedelta(hours=6)) -> list[datetime]:
        """Ticks through the days; returns the moments at which something was sent."""
        moments, now = [], first
        while now <= last:
            before = len(self.line.delivered)
            self.tick(now)
            if len(self.line.delivered) > before:
                moments.append(now)
            now += every
        return moments

    @contextmanager
    def change(self, district: District) -> Iterator[Session]:
        """A transaction between two passes: what an officer or a supervisor does."""
        with self.database.writing() as session:
            district.enter(session)
            yield session

    def district(self) -> District:
        """The standard district, committed, with the officer in the near office."""
        with self.database.writing() as session:
            district = District(session)
            district.joins(district.near)
        return district
