"""The judge of the runs sees what he is there to see."""

from __future__ import annotations

from collections import namedtuple
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.chaos import verdict
from tests.chaos.line import Accepted
from tests.chaos.questions import NOVEMBER, answers, read
from tests.chaos.verdict import Verdict
from tests.chaos.webhooks import Told

SEED = 1
NOON = datetime(2026, 12, 1, 5, tzinfo=UTC)
Event = namedtuple("Event", "id line_user_id state at received_at position handled")
Message = namedtuple("Message", "id purpose state reply_token retry_key")
Report = namedtuple("Report", "line_user_id id period status revision answers first_submitted_at on_time sendings")
Reminder = namedtuple("Reminder", "person_id org_unit_id period kind state row")
Photo = namedtuple("Photo", "ref message_id state report_id")
OFFICER: Any = SimpleNamespace(
    number=3, code="06260003", person=SimpleNamespace(user_id="U1"), has_receipt=lambda month: True
)


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def events(*rows: tuple[str, float, float, float, int], states: tuple[str, ...] = ()) -> Verdict:
    """Of each event its id, when it happened, was first sent and was taken, and the transaction that handled it."""
    found = Verdict({})
    told = {name: Told({}, posted, taken) for name, _, posted, taken, _ in rows}
    stored = [
        Event(name, "U1", state, at(when), at(taken), 0, handled)
        for (name, when, _, taken, handled), state in zip(rows, states or ["done"] * len(rows), strict=True)
    ]
    verdict._judge_events(found, stored, told)
    return found


def test_order_is_that_of_what_had_come():
    assert events(("a", 1, 1, 1.1, 10), ("b", 2, 2, 2.1, 11)).is_clean
    assert events(("a", 1, 1, 1.1, 11), ("b", 2, 2, 2.1, 10)).out_of_order == ["event b was handled before a"]
    # What is delivered after a later one was sent can come after it.
    assert events(("a", 1, 1, 9.0, 11), ("b", 2, 2, 2.1, 10)).is_clean


def test_lost_events_strange_ones_and_dead_letters():
    found = Verdict({})
    verdict._judge_events(found, [], {"a": Told({}, 1, 1)})
    assert found.lost == ["event a"]
    assert events(("a", 1, 1, 1.1, 10), states=("dead",)).dead == 1
    strange = Verdict({})
    verdict._judge_events(strange, [Event("x", "U1", "done", at(1), at(1), 0, 1)], {})
    assert strange.wrong == ["event x that LINE never sent"]


@pytest.mark.parametrize(
    ("state", "keys", "lost", "doubled"),
    [
        ("sent", ["token"], 0, 0),
        ("sent", ["token", "key"], 0, 1),
        ("sent", [], 1, 0),
        ("failed", [], 1, 0),
        ("dropped", ["token"], 0, 0),
    ],
)
def test_messages(state, keys, lost, doubled):
    found = Verdict({})
    verdict._judge_messages(found, [Message(1, "reply", state, "token", "key")], [Accepted(key, []) for key in keys])
    assert (len(found.lost), len(found.doubled)) == (lost, doubled)


def report(**changed: Any) -> Verdict:
    document: dict[str, dict[str, Any]] = {"closing": {"photo_1": "p1"}}
    for path, value in (answers(3, NOVEMBER, SEED).stand | changed.pop("stand", {})).items():
        group, name = path.split(".")
        document.setdefault(group, {})[name] = value
    row = Report("U1", 7, NOVEMBER, "submitted", 1, document, NOON, True, 1)._replace(**changed)
    found = Verdict({})
    verdict._judge_reports(found, [row], [OFFICER], SEED)
    return found


def test_a_figure_at_another_question_than_its_own():
    assert report().is_clean
    other = answers(3, NOVEMBER, SEED).stand["teach.staff"]
    assert len(report(stand={"join.households": other}).lost) == 1
    assert len(report(stand={"teach.areas": []}).wrong) == 1


def test_states_that_cannot_be():
    assert report(sendings=2).wrong and report(status="draft").wrong and report(status="approved").wrong
    assert report(revision=2, sendings=2).doubled == ["report 7 of 06260003, 2026-11 was sent 2 times"]
    assert report(on_time=False).wrong and report(first_submitted_at=NOON + timedelta(days=1)).wrong
    assert report(status="draft", revision=0, sendings=0).lost


def receipts(*numbers: str) -> Verdict:
    found = Verdict({})
    sent = [Accepted("key", [{"altText": f"รับรายงานแล้ว เลขที่รับ {number}\nส่งเมื่อ"}]) for number in numbers]
    verdict._judge_receipts(found, sent, [OFFICER])
    return found


def test_receipts():
    both = ("256910-06260003/1", "256911-06260003/1")
    assert receipts(*both).is_clean
    assert receipts(*both, both[1]).doubled == ["receipt 256911-06260003/1 came 2 times"]
    assert receipts(both[0]).lost == ["receipt 256911-06260003/1"]
    assert receipts(*both, "256911-06260003/2").wrong


def test_reminders_and_photos():
    found = Verdict({})
    once = Reminder(1, 2, NOVEMBER, "open", "sent", 5)
    verdict._judge_reminders(found, [once, once, once._replace(kind="due", state="pending")])
    assert (len(found.doubled), len(found.wrong)) == (1, 1)
    verdict._judge_photos(found, [Photo("p", "m", "wanted", 1), Photo("q", "n", "kept", 1)], {"n"})
    assert len(found.wrong) == 3


def test_what_a_message_asks():
    assert read({"type": "text", "text": "ข้อ 3 จาก ~11\nบุคลากรที่เข้าอบรม รวมทุกครั้งกี่คน"}).asks == "teach.staff"
    assert read({"type": "text", "text": "เมนู"}).asks == ""
