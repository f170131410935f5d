"""One event, one transaction: repeats, two taps at once, our own bugs, a database that is away."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from bot.events import Event, Kind
from bot.messages import Message, Text
from handlers.inbox import WAITS, Outcome, handle_next, receive
from handlers.request import Request
from models import audit_log
from models.audit_log import AuditLog
from models.database import Database, make_engine
from models.membership import person as people
from models.membership.person import Person
from models.messaging.outbox import Outbox, OutboxState
from models.messaging.webhook_event import EventState, WebhookEvent
from models.reporting.conversation import Conversation
from tests.support import databases
from tests.support.inbox import raw, take

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


def at_once(count: int, act: Callable[[int], Outcome]) -> list[Outcome]:
    """The outcomes of `act` with every number below `count`, all begun at the same instant."""
    gate = threading.Barrier(count)

    def begin(number: int) -> Outcome:
        gate.wait()
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))


def total(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_events_answer_is_in_the_outbox_claimed_for_whoever_handled_it(database: Database) -> None:
    result = take(event(), database, NOW, handle=polite)
    assert result.outcome is Outcome.DONE and result.reply is not None and result.send_to == []
    assert result.unnamed == [], "nobody's name is asked for before they have agreed to the notice"
    with database.reading() as session:
        row = session.scalars(select(Outbox)).one()
    assert row.state == OutboxState.SENDING and row.id == result.reply.id and row.attempts == 1
    assert row.messages == [{"type": "text", "text": "ค่ะ"}]
    assert row.reply_until == NOW + timedelta(seconds=50)


def test_no_token_is_trusted_that_dies_twenty_minutes_after_its_event(database: Database) -> None:
    late = NOW + timedelta(minutes=18, seconds=40)
    take(event(), database, late, handle=polite)
    with database.reading() as session:
        assert session.scalars(select(Outbox.reply_until)).one() == NOW + timedelta(minutes=19)


def test_an_answer_waits_where_an_older_one_has_not_been_sent_yet(database: Database) -> None:
    first, second = (take(event(), database, NOW, handle=polite) for _ in range(2))
    assert first.reply is not None
    assert second.reply is None and second.send_to == [first.reply.person_id]


def test_a_repeated_event_changes_nothing(database: Database) -> None:
    assert take(event(number="E-1"), database, NOW, handle=polite).outcome is Outcome.DONE
    assert take(event(number="E-1", is_redelivery=True), database, NOW, handle=polite).outcome is Outcome.REPEAT
    assert total(database, AuditLog) == 1 and total(database, Outbox) == 1


def test_the_same_event_twice_at_the_same_instant_is_handled_once(database: Database) -> None:
    outcomes = at_once(4, lambda number: take(event(number="E-same"), database, NOW, handle=polite).outcome)
    assert sorted(outcomes) == [Outcome.DONE, Outcome.REPEAT, Outcome.REPEAT, Outcome.REPEAT]
    assert total(database, AuditLog) == 1 and total(database, Outbox) == 1


def test_a_new_person_writing_twice_at_once_is_met_once(database: Database) -> None:
    outcomes = at_once(4, lambda number: take(event("U-new"), database, NOW, handle=polite).outcome)
    assert outcomes == [Outcome.DONE] * 4
    assert total(database, Person) == 1 and total(database, Outbox) == 4


def test_our_bug_is_tried_again_then_kept_as_a_dead_letter_with_an_apology(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    what = raw(event(text="ความลับ", number="E-bug")) | {"more": "\x00\ud83d"}
    first = take(event(text="ความลับ", number="E-bug", raw=what), database, NOW, handle=broken)
    assert first.outcome is Outcome.AGAIN and first.wait == WAITS[1]
    assert handle_next("U1", database, NOW, handle=polite).outcome is Outcome.AGAIN  # not before its time
    later, result = NOW, first
    while result.outcome is Outcome.AGAIN:
        later += timedelta(seconds=result.wait)
        result = handle_next("U1", database, later, handle=broken)
    assert result.outcome is Outcome.FAILED and len(result.send_to) == 1
    assert later - NOW < timedelta(seconds=50)  # while a reply is still free
    assert total(database, AuditLog) == 0
    with database.reading() as session:
        letter = session.scalars(select(WebhookEvent)).one()
        answer = session.scalars(select(Outbox)).one()
    assert letter.state == EventState.DEAD and json.loads(letter.event) == what
    assert letter.error.startswith("LookupError in broken") and "ความลับ" not in letter.error
    assert "ขออภัย" in answer.messages[0]["text"]
    printed = capsys.readouterr()
    assert "ความลับ" not in printed.out + printed.err and "U1" not in printed.out + printed.err
    assert take(event(number="E-bug"), database, NOW, handle=polite).outcome is Outcome.REPEAT


def test_a_database_that_is_away_counts_as_no_try(database: Database) -> None:
    def down(request: Request) -> list[Message]:
        raise OperationalError("SELECT 1", {}, Exception("gone"), connection_invalidated=True)

    with pytest.raises(OperationalError):
        take(event(number="E-down"), database, NOW, handle=down)
    result = handle_next("U1", database, NOW, handle=polite)
    assert result is not None and result.outcome is Outcome.DONE
    with database.reading() as session:
        assert session.scalars(select(WebhookEvent)).one().attempts == 0


def test_a_postgresql_that_was_started_again_costs_no_event() -> None:
    with databases.lent("postgresql") as url:
        engine, other = make_engine(url), make_engine(url)
        database = Database(engine, {"address": databases.ADDRESS})
        assert take(event(), database, NOW, handle=polite).outcome is Outcome.DONE
        with engine.connect() as connection:
            mine = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with other.connect() as connection:
            connection.exec_driver_sql(f"SELECT pg_terminate_backend({mine})")
        assert take(event(), database, NOW, handle=polite).outcome is Outcome.DONE
        database.close()
        other.dispose()


def test_what_was_written_is_forgotten_when_it_is_handled(database: Database) -> None:
    take(event(text="ความลับ"), database, NOW, handle=polite)
    with database.reading() as session:
        handled = session.scalars(select(WebhookEvent)).one()
    assert handled.state == EventState.DONE and handled.event is None


def test_events_are_handled_in_the_order_they_happened_whenever_they_came(database: Database) -> None:
    heard: list[str] = []

    def hearing(request: Request) -> list[Message]:
        heard.append(request.event.text)
        return []

    def said(text: str, seconds: int) -> Event:
        found = replace(event(text=text), at=NOW - timedelta(seconds=seconds))
        return replace(found, raw=raw(found))

    receive([said("สาม", 1)], database, NOW)
    receive([said("หนึ่ง", 9), said("สอง", 1)], database, NOW - timedelta(milliseconds=1))
    while handle_next("U1", database, NOW, handle=hearing) is not None:
        pass
    assert heard == ["หนึ่ง", "สอง", "สาม"]


def test_an_events_time_is_never_in_the_future_and_at_most_a_day_ago(database: Database) -> None:
    times: list[datetime] = []

    def timing(request: Request) -> list[Message]:
        times.append(request.at)
        return []

    for at in (NOW + timedelta(days=3), NOW - timedelta(days=40), NOW - timedelta(hours=2)):
        take(Event(id=f"E{at}", kind=Kind.TEXT, at=at, user_id="U1"), database, NOW, handle=timing)
    assert times == [NOW, NOW - timedelta(days=1), NOW - timedelta(hours=2)]


@pytest.mark.parametrize("how_many", [3, 8])
def test_many_events_of_one_person_at_once_are_all_handled_one_at_a_time(database: Database, how_many: int) -> None:
    with database.writing() as session:
        person = people.meet(session, "U1", NOW)
        session.add(Conversation(person_id=person.id, about="report", state={"taps": 0}, updated_at=NOW))
    inside: list[int] = []

    def tapping(request: Request) -> list[Message]:
        inside.append(1)
        assert len(inside) == 1
        conversation = request.conversation
        assert conversation is not None
        conversation.state = {"taps": conversation.state["taps"] + 1}
        request.session.flush()
        inside.pop()
        return [Text("ค่ะ")]

    events = [event(number=f"E-burst{number}") for number in range(how_many)]
    outcomes = at_once(how_many, lambda number: take(events[number], database, NOW, handle=tapping).outcome)
    assert outcomes == [Outcome.DONE] * how_many
    with database.reading() as session:
        assert session.scalars(select(Conversation)).one().state == {"taps": how_many}
        assert {one.attempts for one in session.scalars(select(WebhookEvent))} == {0}
        assert [one.id for one in session.scalars(select(Outbox).order_by(Outbox.id))] == sorted(
            one.id for one in session.scalars(select(Outbox))
        )


@pytest.mark.parametrize("how", [{"in_group": True}, {"user": ""}])
def test_groups_and_nobody_are_not_served(database: Database, how: dict[str, object]) -> None:
    how = dict(how)
    user = str(how.pop("user", "U1"))
    assert take(event(user, **how), database, NOW, handle=polite).outcome is Outcome.IGNORED  # type: ignore[arg-type]
    assert total(database, Person) == 0


def test_the_newest_time_is_remembered_and_a_clock_set_back_is_followed(database: Database) -> None:
    def newest() -> datetime | None:
        with database.reading() as session:
            return session.scalars(select(Person)).one().last_event_at

    later = NOW + timedelta(days=30)
    take(Event(id="E-l", kind=Kind.TEXT, at=later, user_id="U1"), database, later, handle=polite)
    assert newest() == later
    take(Event(id="E-m", kind=Kind.TEXT, at=NOW, user_id="U1"), database, later, handle=polite)
    assert newest() == later  # an older event that came late
    take(Event(id="E-n", kind=Kind.TEXT, at=NOW, user_id="U1"), database, NOW, handle=polite)
    assert newest() == NOW
