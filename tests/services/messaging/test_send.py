"""Sending from the outbox against the strict pretend LINE: once, in order, whatever breaks in between."""

from __future__ import annotations

import signal
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.line.client import LineClient
from bot.messages import Card, Text
from models.membership import person as people
from models.membership.person import PersonState
from models.messaging import claiming
from models.messaging.outbox import Outbox, OutboxState
from scheduler.deliver import deliver
from services.messaging.outbox import LEASE, queue_push
from services.messaging.outcome import WAITS
from services.messaging.send import Delivery, Sender
from tests.services.messaging.conftest import Post
from tests.support.emulator import TOKEN
from tests.support.program import ended

ROOT = Path(__file__).resolve().parents[3]


def test_a_push_arrives_once_and_is_recorded(post: Post) -> None:
    number = post.push()
    assert post.tick() == 1
    assert post.tick() == 0
    assert post.words() == ["ถึงกำหนดส่ง"]
    row = post.row(number)
    assert row.state == OutboxState.SENT and row.sent_at and row.request_id


def test_messages_to_one_person_keep_their_order(post: Post) -> None:
    first, second = post.push(Text("หนึ่ง")), post.push(Text("สอง"))
    assert post.sender.send(second) is Delivery.NOT_OURS
    post.sender.send(first)
    post.sender.send(second)
    assert post.words() == ["หนึ่ง", "สอง"]


def test_a_reply_uses_its_token_and_costs_nothing(post: Post) -> None:
    post.reply()
    post.lane()
    assert post.words() == ["ค่ะ"]
    assert post.line.state()["quota"]["used"] == 0


def test_a_late_answer_is_dropped_but_a_receipt_becomes_a_push(post: Post) -> None:
    chatter = post.reply(Text("ค่ะ"))
    receipt = post.reply(Text("รับรายงานแล้ว", must_arrive=True))
    post.line.later(51)
    post.lane()
    assert post.words() == ["รับรายงานแล้ว"]
    assert post.row(chatter).state == OutboxState.DROPPED
    assert post.row(receipt).state == OutboxState.SENT
    assert [call["path"] for call in post.line.calls()] == ["/v2/bot/message/push"]


def test_line_accepts_and_the_answer_is_lost_so_the_same_key_is_used_again(post: Post) -> None:
    number = post.push()
    post.line.fault("cut", path="/v2/bot/message/push")
    post.tick()
    assert post.row(number).state == OutboxState.PENDING
    post.line.later(5)
    post.tick()
    assert post.row(number).state == OutboxState.SENT
    assert post.words() == ["ถึงกำหนดส่ง"]
    keys = {call["retryKey"] for call in post.line.calls(path="/v2/bot/message/push")}
    assert len(keys) == 1


def test_a_reply_whose_answer_was_lost_is_not_said_twice(post: Post) -> None:
    number = post.reply(Text("รับรายงานแล้ว", must_arrive=True))
    post.line.fault("cut", path="/v2/bot/message/reply")
    assert post.lane() == [WAITS[0]]
    post.line.later(5)
    post.lane()
    assert post.row(number).state == OutboxState.SENT
    assert post.words() == ["รับรายงานแล้ว"]


@pytest.mark.parametrize("fault", ["error500", "html503", "rate429"])
def test_a_passing_fault_is_tried_again(post: Post, fault: str) -> None:
    number = post.push()
    post.line.fault(fault, path="/v2/bot/message/push")
    post.tick()
    assert post.row(number).state == OutboxState.PENDING
    assert post.tick() == 0  # not before its time
    post.line.later(5)
    post.tick()
    assert post.words() == ["ถึงกำหนดส่ง"]


def test_a_lane_comes_back_for_what_goes_soon_and_leaves_the_rest_to_the_scheduler(post: Post) -> None:
    number = post.push()
    post.line.fault("error500", path="/v2/bot/message/push")
    assert post.lane() == [WAITS[0]]
    post.line.quota(0)
    post.line.later(WAITS[0])
    assert post.lane() == []  # an hour is too long for a lane to remember
    assert post.row(number).state == OutboxState.PENDING
    post.line.quota(100)
    post.line.later(3600)
    assert post.tick() == 1
    assert post.words() == ["ถึงกำหนดส่ง"]


def test_a_lane_waits_for_an_earlier_message_that_another_process_is_sending(post: Post) -> None:
    first, second = post.push(Text("หนึ่ง")), post.push(Text("สอง"))
    with post.database.writing() as session:
        assert claiming.claim(session, first, post.now(), LEASE) is not None
    assert post.lane() == [1.0]
    assert [post.row(row).state for row in (first, second)] == [OutboxState.SENDING, OutboxState.PENDING]
    post.line.later(LEASE.total_seconds() + 1)
    assert post.lane() == []
    assert post.words() == ["หนึ่ง", "สอง"]


def test_a_spent_quota_stops_pushes_and_not_replies(post: Post) -> None:
    others = [post.line.person(f"คนที่ {number}") for number in range(5)]
    post.line.quota(2)
    rows = [post.push(to=other) for other in others]
    post.tick(in_flight=1)
    tried = len(post.line.calls(path="/v2/bot/message/push"))
    assert tried == 3  # two went, the third was told; the rest were not even tried
    assert [post.row(row).state for row in rows].count(OutboxState.SENT) == 2
    post.reply()
    post.lane()
    assert post.words() == ["ค่ะ"]
    post.line.quota(100)
    post.line.later(3700)
    post.tick()
    assert all(post.row(row).state == OutboxState.SENT for row in rows)


def test_what_line_refuses_to_draw_arrives_as_words(post: Post) -> None:
    number = post.push(Card("ใบรับ", text="เลขที่ 1"))
    with post.database.writing() as session:
        row = session.get_one(Outbox, number)
        row.messages = [{**row.messages[0], "contents": {"type": "bubble", "mistake": 1}}]
    assert post.tick() == 2  # the card, and then its words
    assert post.words() == ["ใบรับ\nเลขที่ 1"]
    assert post.row(number).state == OutboxState.SENT


def test_what_may_have_arrived_is_settled_before_a_newer_answer_goes(post: Post) -> None:
    """LINE may take the first try after all, later: the older question must not come to stand below the newer one."""
    older = post.reply(Text("ข้อแรก"))
    post.line.fault("cut", path="/v2/bot/message/reply")
    assert post.lane() == [WAITS[0]]
    newer = post.reply(Text("ข้อถัดไป"))
    assert post.lane() == [1.0], "held up"
    assert post.row(newer).state == OutboxState.PENDING
    post.line.later(1)
    post.lane()
    assert post.row(older).state == OutboxState.SENT and post.words() == ["ข้อแรก", "ข้อถัดไป"]


def test_a_refused_answer_holds_nothing_up(post: Post) -> None:
    post.reply(Text("ข้อแรก"))
    post.line.fault("rate429", path="/v2/bot/message/reply")
    post.lane()
    post.reply(Text("ข้อถัดไป"))
    post.lane()
    assert post.words() == ["ข้อถัดไป"]


def test_somebody_line_does_not_know_fails_for_good(post: Post) -> None:
    number = post.push(to="U" + "f" * 32)
    post.tick()
    assert post.row(number).state == OutboxState.FAILED
    assert post.tick() == 0


def test_nothing_is_queued_for_somebody_who_blocked_us(post: Post) -> None:
    with post.database.writing() as session:
        person = people.meet(session, post.officer, post.now())
        person.state = PersonState.BLOCKED
        assert queue_push(session, person, [Text("x")], now=post.now(), purpose="notice") is None


def test_a_wrong_token_waits_for_the_operator(post: Post) -> None:
    number = post.push()
    wrong = LineClient(token="wrong", api_base=post.line.api, data_api_base=post.line.api)
    deliver(Sender(post.database, wrong, post.now))
    assert post.row(number).state == OutboxState.PENDING
    post.line.later(5)
    post.tick()
    assert post.words() == ["ถึงกำหนดส่ง"]


def test_what_could_not_be_sent_for_a_day_is_given_up_before_its_key_expires(post: Post) -> None:
    number = post.push()
    post.line.fault("error500", count=0)
    for _ in range(40):
        post.tick()
        post.line.later(1801)
    assert post.row(number).state == OutboxState.FAILED
    post.line.clear_faults()
    post.line.later(6 * 3600)
    assert post.tick() == 0 and post.words() == []


@pytest.mark.parametrize("is_reply", [False, True])
def test_what_may_have_come_before_a_day_of_silence_is_not_said_again(post: Post, is_reply: bool) -> None:
    """LINE took it, its answer was lost, and then nothing ran until LINE had forgotten the key."""
    number = post.reply(Text("ถึงกำหนดส่ง", must_arrive=True)) if is_reply else post.push()
    post.line.fault("cut", path=f"/v2/bot/message/{'reply' if is_reply else 'push'}")
    post.lane()
    never_tried = post.push(Text("ยังไม่เคยลอง"))
    post.line.later(30 * 3600)
    post.tick()
    assert post.words() == ["ถึงกำหนดส่ง", "ยังไม่เคยลอง"]
    assert post.row(number).state == OutboxState.UNKNOWN
    assert post.row(never_tried).state == OutboxState.SENT


@pytest.mark.parametrize("is_reply", [False, True])
def test_what_waited_for_days_is_tried_as_long_as_anything_else(post: Post, is_reply: bool) -> None:
    """We were away, not LINE: nobody tried to send it, and LINE does not know its key."""
    number = post.reply(Text("รับรายงานแล้ว", must_arrive=True)) if is_reply else post.push(Text("รับรายงานแล้ว"))
    post.line.later(65 * 3600)
    post.line.fault("error500", path="/v2/bot/message/push")
    assert post.lane() == [WAITS[0]]
    post.line.fault("cut", path="/v2/bot/message/push")
    for _ in WAITS[:2]:
        post.line.later(5)
        post.tick()
    assert (post.row(number).state, post.words()) == (OutboxState.SENT, ["รับรายงานแล้ว"])


def test_two_senders_at_once_send_once(post: Post) -> None:
    number = post.push()
    with post.database.writing() as session:
        assert claiming.claim(session, number, post.now(), LEASE) is not None
    assert Sender(post.database, post.client, post.now).send(number) is Delivery.NOT_OURS


KILLED = """
import os, signal, sys
from datetime import datetime
from bot.line.client import LineClient
from models.database import Database, make_engine
from services.messaging.send import Sender

when, number, url, line, token, now = sys.argv[1:]

class Client(LineClient):
    def push(self, *words):
        if when == "before the call":
            os.kill(os.getpid(), signal.SIGKILL)
        request_id = super().push(*words)
        os.kill(os.getpid(), signal.SIGKILL)

client = Client(token=token, api_base=line, data_api_base=line)
Sender(Database(make_engine(url)), client, lambda: datetime.fromisoformat(now)).send(int(number))
"""


@pytest.mark.parametrize("when", ["before the call", "after the call"])
def test_killed_between_any_two_lines_the_officer_hears_once(post: Post, database_url: str, when: str) -> None:
    number = post.push()
    now = post.now().isoformat()
    assert ended(["-c", KILLED, when, str(number), database_url, post.line.api, TOKEN, now]) == -signal.SIGKILL
    assert post.row(number).state == OutboxState.SENDING
    post.line.clock(now)  # however long that took
    assert post.tick() == 0  # the claim of the dead one still runs
    post.line.later(LEASE.total_seconds() + 1)
    assert post.tick() == 1
    assert post.words() == ["ถึงกำหนดส่ง"]
    assert post.row(number).state == OutboxState.SENT


def test_a_person_s_reply_does_not_wait_for_a_push_that_waits(post: Post) -> None:
    waiting = post.push(Text("ภายหลัง"))
    post.line.fault("error500", path="/v2/bot/message/push")
    post.lane()
    post.reply(Text("ตอบ"))
    post.lane()
    assert post.words() == ["ตอบ"]
    assert post.row(waiting).state == OutboxState.PENDING


def test_only_ids_are_left_when_everything_is_sent(post: Post) -> None:
    post.push()
    post.tick()
    with post.database.reading() as session:
        row = session.scalars(select(Outbox)).one()
    assert row.error is None and row.claimed_until is None
    assert timedelta(0) <= (row.sent_at or row.created_at) - row.created_at < timedelta(seconds=60)
