"""Many messages at once against the strict pretend LINE: together, once, and no more than LINE takes."""

from __future__ import annotations

import signal
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from bot.line.client import LineClient
from bot.line.errors import LineBusy
from bot.messages import Card, Text
from models.database import Database
from models.messaging import claiming, send_budget
from models.messaging.outbox import Outbox, OutboxState
from services.messaging import batches
from services.messaging.batches import ALIKE, BATCH, PUSHES, Batches
from services.messaging.outbox import LEASE
from services.messaging.send import Delivery
from tests.services.messaging.conftest import Post
from tests.support.emulator import TOKEN
from tests.support.program import ended

ROOT = Path(__file__).resolve().parents[3]
NOBODY = "U" + "f" * 32
PUSH, MULTICAST = "/v2/bot/message/push", "/v2/bot/message/multicast"


def people(post: Post, count: int) -> list[str]:
    return [post.line.person(f"คนที่ {number}") for number in range(count)]


def tell(post: Post, to: list[str], *messages: Text | Card) -> list[int]:
    return [post.push(*(messages or (Text("ปิดปรับปรุงคืนนี้"),)), to=one) for one in to]


def heard(post: Post, to: list[str]) -> list[list[str]]:
    return [post.words(one) for one in to]


def states(post: Post, rows: list[int]) -> list[str]:
    return [post.row(row).state for row in rows]


def test_what_is_each_one_s_own_is_claimed_and_recorded_fifty_at_a_time(post: Post) -> None:
    everyone = people(post, BATCH + 10)
    for number, one in enumerate(everyone):
        post.push(Text(f"ฉบับที่ {number}"), to=one)
    said: list[str] = []
    with post.database.reading() as session:
        count = session.scalar(select(func.count()).select_from(Outbox))
    event.listen(post.database.engine, "before_cursor_execute", lambda *about: said.append(about[2]))
    assert post.tick(in_flight=8) == count == len(everyone)
    updates = [statement for statement in said if "UPDATE outbox" in statement]
    assert len(updates) == 4  # two claims, two records
    assert heard(post, everyone) == [[f"ฉบับที่ {number}"] for number in range(len(everyone))]
    assert len(post.line.calls(path=PUSH)) == len(everyone)


def test_the_second_message_to_somebody_goes_after_the_first(post: Post) -> None:
    everyone = people(post, 3)
    rows = [post.push(Text(word), to=one) for word in ("หนึ่ง", "สอง") for one in everyone]
    assert post.tick(in_flight=8) == len(rows)
    assert heard(post, everyone) == [["หนึ่ง", "สอง"]] * 3


def test_the_same_words_to_many_are_one_call_and_each_is_counted(post: Post) -> None:
    everyone = people(post, BATCH + 3)
    rows = tell(post, everyone)
    other = post.push(Text("ของท่านเอง"), to=post.officer)
    post.tick(in_flight=8)
    assert len(post.line.calls(path=MULTICAST)) == 1 and len(post.line.calls(path=PUSH)) == 1
    assert heard(post, everyone) == [["ปิดปรับปรุงคืนนี้"]] * len(everyone)
    assert set(states(post, [*rows, other])) == {OutboxState.SENT}
    assert post.line.state()["quota"]["used"] == len(rows) + 1


def test_an_id_that_line_does_not_know_is_found_and_everybody_else_hears(post: Post) -> None:
    everyone = people(post, ALIKE + 2)
    rows = tell(post, [*everyone[:5], NOBODY, *everyone[5:]])
    post.tick(in_flight=8)
    assert heard(post, everyone) == [["ปิดปรับปรุงคืนนี้"]] * len(everyone)
    assert states(post, rows).count(OutboxState.FAILED) == 1 and post.row(rows[5]).state == OutboxState.FAILED
    assert set(states(post, rows)) == {OutboxState.FAILED, OutboxState.SENT}
    # Each call of other people has a key of its own.
    keys = [call["retryKey"] for call in post.line.calls(path=MULTICAST)]
    assert len(keys) == len(set(keys))


def test_a_drawing_that_line_refuses_reaches_everybody_as_words(post: Post) -> None:
    everyone = people(post, ALIKE)
    rows = tell(post, everyone, Card("ประกาศ", text="งดส่ง"))
    with post.database.writing() as session:
        for number in rows:
            row = session.get_one(Outbox, number)
            row.messages = [{**row.messages[0], "contents": {"type": "bubble", "mistake": 1}}]
    post.tick(in_flight=8)
    assert heard(post, everyone) == [["ประกาศ\nงดส่ง"]] * len(everyone)


def test_a_multicast_whose_answer_was_lost_is_the_same_call_again(post: Post) -> None:
    everyone = people(post, ALIKE)
    rows = tell(post, everyone)
    post.line.fault("cut", path=MULTICAST)
    post.tick()
    assert set(states(post, rows)) == {OutboxState.PENDING}
    assert post.sender.send(rows[0]) is Delivery.NOT_OURS  # nobody takes one out of it
    post.line.later(5)
    post.tick()
    assert set(states(post, rows)) == {OutboxState.SENT}
    assert heard(post, everyone) == [["ปิดปรับปรุงคืนนี้"]] * len(everyone)
    assert len({call["retryKey"] for call in post.line.calls(path=MULTICAST)}) == 1


def test_what_was_tried_alone_joins_no_multicast(post: Post) -> None:
    everyone = people(post, ALIKE)
    tell(post, everyone[:1])
    post.line.fault("cut", path=PUSH)
    post.tick()  # it arrived, and nobody said so
    tell(post, everyone[1:])
    post.line.later(5)
    post.tick()
    assert heard(post, everyone) == [["ปิดปรับปรุงคืนนี้"]] * len(everyone)


KILLED = """
import os, signal, sys
from datetime import datetime
from bot.line.client import LineClient
from bot.line.fan_out import FanOut
from models.database import Database, make_engine
from scheduler.deliver import deliver
from services.messaging.send import Sender

when, url, line, token, now = sys.argv[1:]
call = FanOut.send_all

def send_all(self, calls, brake):
    if when == "after the call":
        call(self, calls, brake)
    os.kill(os.getpid(), signal.SIGKILL)

FanOut.send_all = send_all
client = LineClient(token=token, api_base=line, data_api_base=line)
deliver(Sender(Database(make_engine(url)), client, lambda: datetime.fromisoformat(now)), in_flight=1)
"""


@pytest.mark.parametrize("when", ["before the call", "after the call"])
@pytest.mark.parametrize("is_same", [True, False])
def test_killed_with_a_batch_everybody_hears_once(post: Post, database_url: str, when: str, is_same: bool) -> None:
    everyone = people(post, ALIKE + 1)
    words = ["ข่าว" if is_same else f"ข่าวที่ {number}" for number in range(len(everyone))]
    rows = [post.push(Text(word), to=one) for one, word in zip(everyone, words, strict=True)]
    now = post.now().isoformat()
    assert ended(["-c", KILLED, when, database_url, post.line.api, TOKEN, now]) == -signal.SIGKILL
    assert set(states(post, rows)) == {OutboxState.SENDING}
    # Somebody among them hears of something else meanwhile, which changes nothing of the first message.
    post.line.clock(now)
    post.line.later(LEASE.total_seconds() + 1)
    post.push(Text("อีกเรื่อง"), to=everyone[0])
    post.tick()
    assert heard(post, everyone) == [[words[0], "อีกเรื่อง"], *([word] for word in words[1:])]


def test_the_first_429_ends_all_pushes_until_line_wants_more(post: Post) -> None:
    everyone = people(post, 6)
    rows = [post.push(Text(f"ฉบับที่ {number}"), to=one) for number, one in enumerate(everyone)]
    post.line.fault("rate429", path=PUSH)
    calls = threading.Event()
    with post.sender.line.fan_out(1) as line:
        assert Batches(post.sender, line, calls).send_next() == 1
        assert len(post.line.calls(path=PUSH)) == 1
        assert not Batches(post.sender, line, calls).send_next()
    new = post.push(Text("ใหม่"))
    assert post.sender.send(new) is Delivery.NOT_OURS
    assert len(post.line.calls(path=PUSH)) == 1
    assert {post.row(row).attempts for row in rows[1:]} == {0}
    post.line.later(2)
    post.tick()
    assert set(states(post, [*rows, new])) == {OutboxState.SENT}


def test_a_reply_needs_not_wait_for_the_end_of_that(post: Post) -> None:
    with post.database.writing() as session:
        send_budget.pause(session, post.now() + timedelta(minutes=1))
    waiting = post.push(Text("ภายหลัง"))
    post.reply(Text("ตอบ"))
    post.lane()
    assert post.words() == ["ตอบ"] and post.row(waiting).state == OutboxState.PENDING


def test_how_long_line_wants_silence_is_kept_to(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(self: LineClient, *words: object) -> str:
        raise LineBusy("too many", 20.0)

    number = post.push()
    with monkeypatch.context() as patched:
        patched.setattr(LineClient, "push", busy)
        post.sender.send(number)
    other = post.push(to=post.line.person("อีกคน"))
    post.line.later(10)
    assert post.tick() == 0
    post.line.later(10)
    assert post.tick() == 2
    assert states(post, [number, other]) == [OutboxState.SENT] * 2


def test_calls_are_shared_out_by_the_second(any_database: Database) -> None:
    def take(calls: int) -> float:
        with any_database.writing() as session:
            return send_budget.take(session, "push", calls, 100.0)

    assert take(300) == 0.0
    assert 2.0 < take(100) <= 3.0  # whoever else asks waits until those are used up
    assert 3.0 < take(1) <= 4.0
    with any_database.writing() as session:
        assert send_budget.take(session, "multicast", 10, 100.0) == 0.0


def test_a_clock_of_the_database_that_was_set_back_stops_nobody(any_database: Database) -> None:
    with any_database.writing() as session:
        send_budget.take(session, "push", 1, 100.0)
        session.get_one(send_budget.SendBudget, "push").full_at += 3600
    with any_database.writing() as session:
        assert send_budget.take(session, "push", 1, 100.0) == 0.0


def test_no_more_than_line_takes_in_a_second(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    assert PUSHES + 4 * BATCH < 2_000
    monkeypatch.setattr(batches, "PUSHES", 100.0)
    everyone = people(post, 3 * BATCH)
    for number, one in enumerate(everyone):
        post.push(Text(f"ฉบับที่ {number}"), to=one)
    waits: list[float] = []
    stopping = threading.Event()
    monkeypatch.setattr(stopping, "wait", lambda seconds: bool(waits.append(seconds)))
    with post.sender.line.fan_out(BATCH) as line:
        sender = Batches(post.sender, line, stopping)
        assert [sender.send_next() for _ in range(4)] == [BATCH, BATCH, BATCH, None]
    # The time that sending itself takes is not waited for again.
    assert waits[0] == 0.0 and 0.0 <= waits[1] <= 0.5 and 0.0 <= waits[2] <= 1.0


def test_a_claim_leaves_out_what_is_behind_an_older_one(post: Post) -> None:
    first, second = post.push(Text("หนึ่ง")), post.push(Text("สอง"))
    other = post.push(to=post.line.person("อีกคน"))
    with post.database.writing() as session:
        taken = claiming.claim_batch(session, [first, second, other], post.now(), LEASE)
    assert [(row.id, row.attempts) for row in taken] == [(first, 1), (other, 1)]
    assert taken[0].line_user_id == post.officer
