"""One event, one transaction: repeats, two taps at once, our own bugs, a database that is away."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from bot.events import Event, Kind
from bot.messages import Message, Text
from handlers.inbox import Outcome, process_event
from handlers.request import Request
from models import audit_log
from models.audit_log import AuditLog
from models.database import Database
from models.membership import person as people
from models.membership.person import Person
from models.messaging.dead_letter import DeadLetter
from models.messaging.outbox import Outbox
from models.messaging.webhook_event import WebhookEvent
from models.reporting.conversation import Conversation

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
_ids = count(1)


def event(user: str = "U1", *, text: str = "สวัสดี", number: str = "", **more: object) -> Event:
    event_id = number or f"E{next(_ids)}"
    return Event(id=event_id, kind=Kind.TEXT, at=NOW, user_id=user, reply_token="r" * 8, text=text, **more)  # type: ignore[arg-type]


def polite(request: Request) -> list[Message]:
    audit_log.note(request.session, request.now, "heard")
    return [Text("ค่ะ")]


def broken(request: Request) -> list[Message]:
    audit_log.note(request.session, request.now, "half done")
    request.session.flush()
    raise LookupError(f"คำตอบของ {request.event.user_id}: {request.event.text}")


@pytest.fixture
def database(any_database: Database) -> Database:
    """Each kind in turn: one event is one transaction, whatever happens beside it."""
    return any_database


def total(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_event_makes_its_answer_wait_in_the_outbox(database: Database) -> None:
    result = process_event(event(), database, NOW, handle=polite)
    assert result.outcome is Outcome.DONE and len(result.send_to) == 1 and result.unnamed == result.send_to
    with database.reading() as session:
        row = session.scalars(select(Outbox)).one()
    assert row.messages == [{"type": "text", "text": "ค่ะ"}]
    assert row.reply_until == NOW + timedelta(seconds=50)


def test_a_repeated_event_changes_nothing(database: Database) -> None:
    assert process_event(event(number="E-1"), database, NOW, handle=polite).outcome is Outcome.DONE
    assert (
        process_event(event(number="E-1", is_redelivery=True), database, NOW, handle=polite).outcome is Outcome.REPEAT
    )
    assert total(database, AuditLog) == 1 and total(database, Outbox) == 1


def test_the_same_event_twice_at_the_same_instant_is_handled_once(database: Database) -> None:
    gate = threading.Barrier(4)
    outcomes: list[Outcome] = []

    def deliver() -> None:
        gate.wait()
        outcomes.append(process_event(event(number="E-same"), database, NOW, handle=polite).outcome)

    threads = [threading.Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [Outcome.DONE, Outcome.REPEAT, Outcome.REPEAT, Outcome.REPEAT]
    assert total(database, AuditLog) == 1 and total(database, Outbox) == 1


def test_a_new_person_writing_twice_at_once_is_met_once(database: Database) -> None:
    gate = threading.Barrier(4)
    outcomes: list[Outcome] = []

    def deliver() -> None:
        gate.wait()
        outcomes.append(process_event(event("U-new"), database, NOW, handle=polite).outcome)

    threads = [threading.Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [Outcome.DONE] * 4
    assert total(database, Person) == 1 and total(database, Outbox) == 4


def test_two_taps_at_once_are_both_taken_one_after_the_other(database: Database) -> None:
    with database.writing() as session:
        person = people.meet(session, "U1", NOW)
        session.add(Conversation(person_id=person.id, about="report", state={"taps": 0}, updated_at=NOW))
    gate = threading.Barrier(2)

    def tapping(request: Request) -> list[Message]:
        conversation = request.conversation
        assert conversation is not None
        conversation.state = {"taps": conversation.state["taps"] + 1}
        return [Text("ค่ะ")]

    outcomes: list[Outcome] = []

    def deliver() -> None:
        gate.wait()
        outcomes.append(process_event(event(), database, NOW, handle=tapping).outcome)

    threads = [threading.Thread(target=deliver) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [Outcome.DONE, Outcome.DONE]
    with database.reading() as session:
        assert session.scalars(select(Conversation)).one().state == {"taps": 2}


def test_our_bug_keeps_the_event_rolls_back_and_apologises(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = {"message": {"text": "ความลับ\x00\ud83d"}}
    result = process_event(event(text="ความลับ", number="E-bug", raw=raw), database, NOW, handle=broken)
    assert result.outcome is Outcome.FAILED and len(result.send_to) == 1
    assert total(database, AuditLog) == 0
    with database.reading() as session:
        letter = session.scalars(select(DeadLetter)).one()
        answer = session.scalars(select(Outbox)).one()
    assert json.loads(letter.event) == raw
    assert letter.error.startswith("LookupError in broken") and "ความลับ" not in letter.error
    assert "ขออภัย" in answer.messages[0]["text"]
    printed = capsys.readouterr()
    assert "ความลับ" not in printed.out + printed.err and "U1" not in printed.out + printed.err
    assert process_event(event(number="E-bug"), database, NOW, handle=polite).outcome is Outcome.REPEAT


def test_a_database_that_is_away_is_for_line_to_deliver_again(database: Database) -> None:
    def down(request: Request) -> list[Message]:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    with pytest.raises(OperationalError):
        process_event(event(number="E-down"), database, NOW, handle=down)
    assert total(database, WebhookEvent) == 0
    assert (
        process_event(event(number="E-down", is_redelivery=True), database, NOW, handle=polite).outcome is Outcome.DONE
    )


@pytest.mark.parametrize("how", [{"in_group": True}, {"user": ""}])
def test_groups_and_nobody_are_not_served(database: Database, how: dict[str, object]) -> None:
    how = dict(how)
    user = str(how.pop("user", "U1"))
    assert process_event(event(user, **how), database, NOW, handle=polite).outcome is Outcome.IGNORED  # type: ignore[arg-type]
    assert total(database, Person) == 0


def test_the_newest_time_is_remembered_and_a_clock_set_back_is_followed(database: Database) -> None:
    def newest() -> datetime | None:
        with database.reading() as session:
            return session.scalars(select(Person)).one().last_event_at

    later = NOW + timedelta(days=30)
    process_event(Event(id="E-l", kind=Kind.TEXT, at=later, user_id="U1"), database, later, handle=polite)
    assert newest() == later
    process_event(Event(id="E-m", kind=Kind.TEXT, at=NOW, user_id="U1"), database, later, handle=polite)
    assert newest() == later  # an older event that came late
    process_event(Event(id="E-n", kind=Kind.TEXT, at=NOW, user_id="U1"), database, NOW, handle=polite)
    assert newest() == NOW
