"""Delivery beside a living web process: order kept, nobody waited for in vain."""

from __future__ import annotations

import threading
from datetime import timedelta

from bot.messages import Text
from models.messaging import claiming
from models.messaging.outbox import Outbox, OutboxState
from scheduler.deliver import deliver
from services.messaging.outbox import LEASE, queue_push
from tests.scheduler.dependencies import PretendLine, Scheduler
from tests.support.district import at

NOW = at(2026, 11, 5)


class Slow(PretendLine):
    """Holds the first message until the test lets it go."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go = threading.Event(), threading.Event()

    def push(self, line_user_id, messages, retry_key):
        if not self.delivered and not self.begun.is_set():
            self.begun.set()
            assert self.go.wait(20)
        return super().push(line_user_id, messages, retry_key)


def two_messages(scheduler: Scheduler) -> list[int]:
    district = scheduler.district()
    with scheduler.change(district) as session:
        rows = [queue_push(session, district.officer, [Text(words)], now=NOW, purpose="notice") for words in "ab"]
    return [row.id for row in rows if row]


def test_a_message_waits_for_the_earlier_one_that_another_process_is_sending(database):
    line = Slow()
    scheduler = Scheduler(database, line, NOW)
    first, _ = two_messages(scheduler)
    other = threading.Thread(target=scheduler.dependencies.sender.send, args=(first,))
    other.start()
    assert line.begun.wait(20)
    threading.Timer(0.5, line.go.set).start()
    assert deliver(scheduler.dependencies.sender) == 1  # the second one, after the first
    other.join(20)
    assert [messages[0]["text"] for _, messages in line.delivered] == ["a", "b"]


def test_a_claim_that_never_ends_is_left_to_a_later_pass(database):
    scheduler = Scheduler(database, PretendLine(), NOW)
    first, second = two_messages(scheduler)
    with scheduler.database.writing() as session:
        claiming.claim(session, first, NOW, LEASE)  # and its sender dies
    stopping = threading.Event()
    threading.Timer(0.5, stopping.set).start()
    assert deliver(scheduler.dependencies.sender, stopping) == 0
    scheduler.now = NOW + LEASE + timedelta(seconds=1)
    assert deliver(scheduler.dependencies.sender) == 2
    with scheduler.database.reading() as session:
        assert [session.get(Outbox, id_).state for id_ in (first, second)] == [OutboxState.SENT] * 2


def test_told_to_stop_it_ends_between_two_messages(database):
    scheduler = Scheduler(database, PretendLine(), NOW)
    two_messages(scheduler)
    stopping = threading.Event()
    stopping.set()
    assert deliver(scheduler.dependencies.sender, stopping) == 0
    assert scheduler.line.delivered == []
