"""Whoever writes faster than anybody types is put aside with one word; nobody else ever is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import func, select
from sqlalchemy.event import listen

from bot.events import Event, Kind
from bot.messages import Message, Text
from handlers.inbox import Outcome, handle_next, receive
from handlers.request import Request
from models.database import Database
from models.membership.person import Person
from models.messaging.outbox import Outbox
from models.messaging.webhook_event import EventState, WebhookEvent
from services.membership import erasing
from tests.support.inbox import raw, take

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
_ids = count(1)


def said(after: float = 0, kind: Kind = Kind.TEXT, user: str = "U1", token: str | None = "r" * 8) -> Event:
    """An event so many seconds after NOW."""
    at = NOW + timedelta(seconds=after)
    return Event(id=f"E-pace{next(_ids)}", kind=kind, at=at, user_id=user, reply_token=token, text="12", message_id="m")


def polite(request: Request) -> list[Message]:
    return [Text("ค่ะ")]


def outcomes(database: Database, events: list[Event]) -> Counter[Outcome]:
    """What becomes of these, each handled when it happens."""
    return Counter(take(one, database, one.at, handle=polite).outcome for one in events)


def words(database: Database) -> list[str]:
    with database.reading() as session:
        return [one["text"] for row in session.scalars(select(Outbox.messages).order_by(Outbox.id)) for one in row]


def test_two_lots_of_photos_at_once_and_a_word_are_all_handled(database: Database) -> None:
    done = outcomes(database, [said(kind=Kind.IMAGE) for _ in range(100)] + [said() for _ in range(20)])
    assert done == {Outcome.DONE: 120}


def test_whoever_taps_twice_a_second_for_as_long_as_they_like_is_always_heard(database: Database) -> None:
    assert outcomes(database, [said(number / 2) for number in range(300)]) == {Outcome.DONE: 300}


def test_hundreds_a_minute_are_put_aside_with_one_word(any_database: Database) -> None:
    done = outcomes(any_database, [said(number / 10) for number in range(200)])
    assert done == {Outcome.DONE: 149, Outcome.ASIDE: 51}
    told = [one for one in words(any_database) if one != "ค่ะ"]
    assert len(told) == 1 and "ถี่เกินไป" in told[0] and "09:03 น." in told[0]
    with any_database.reading() as session:
        states = session.execute(select(WebhookEvent.state, WebhookEvent.event).distinct()).all()
    assert states == [(EventState.DONE, None)], "nothing of it waits, and no words are kept"


def test_others_are_heard_meanwhile_and_the_person_again_after_two_minutes(database: Database) -> None:
    outcomes(database, [said(0) for _ in range(130)])
    assert outcomes(database, [said(1, user="U2")]) == {Outcome.DONE: 1}
    assert outcomes(database, [said(119)]) == {Outcome.ASIDE: 1}
    # Afresh: with as many at once as ever.
    assert outcomes(database, [said(121) for _ in range(120)]) == {Outcome.DONE: 120}


@pytest.mark.parametrize("kind", [Kind.UNSEND, Kind.UNFOLLOW, Kind.FOLLOW])
def test_what_is_taken_back_and_who_goes_is_always_heard(database: Database, kind: Kind) -> None:
    outcomes(database, [said(0) for _ in range(130)])
    assert outcomes(database, [said(1, kind)]) == {Outcome.DONE: 1}
    assert outcomes(database, [said(2)]) == {Outcome.ASIDE: 1}, "and ends no rest"


def test_what_was_said_slowly_is_handled_however_late_it_comes(database: Database) -> None:
    """An hour's words, delivered at once after an outage, in the order they happened."""
    events = [said(30 * number - 3600) for number in range(120)] + [said(0) for _ in range(20)]
    receive([replace(one, raw=raw(one)) for one in events], database, NOW)
    heard = 0
    while (result := handle_next("U1", database, NOW, handle=polite)) is not None:
        heard += result.outcome is Outcome.DONE
    assert heard == 140


def test_what_comes_after_newer_words_is_handled_too(database: Database) -> None:
    outcomes(database, [said(0)])
    late = [take(said(-600 + number), database, NOW, handle=polite).outcome for number in range(60)]
    assert late == [Outcome.DONE] * 60


def test_the_word_comes_with_the_first_event_that_can_still_be_answered(database: Database) -> None:
    late = NOW + timedelta(seconds=55)
    for _ in range(140):
        take(said(0), database, NOW, handle=polite)
    assert sum("ถี่เกินไป" in one for one in words(database)) == 1
    silent = [said(0, user="U2", token=None) for _ in range(140)]
    assert outcomes(database, silent)[Outcome.ASIDE] == 20
    assert sum("ถี่เกินไป" in one for one in words(database)) == 1
    assert take(said(55, user="U2"), database, late, handle=polite).outcome is Outcome.ASIDE
    assert sum("ถี่เกินไป" in one for one in words(database)) == 2


def test_a_clock_set_back_puts_nobody_aside(database: Database) -> None:
    outcomes(database, [said(86_400) for _ in range(130)])
    assert outcomes(database, [said(0)]) == {Outcome.DONE: 1}


def test_putting_aside_takes_no_more_statements_than_the_cheapest_answer(database: Database) -> None:
    outcomes(database, [said(0) for _ in range(125)])
    event = said(1)
    receive([replace(event, raw=raw(event))], database, event.at)
    ran: list[str] = []
    listen(database.engine, "before_cursor_execute", lambda *call: ran.append(call[2]))
    handle_next("U1", database, event.at, handle=polite)
    assert [one.split()[0] for one in ran] == ["BEGIN", "SELECT", "SELECT", "UPDATE", "UPDATE"]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Outbox)) == 121


def test_whoever_erases_themselves_takes_it_along(database: Database) -> None:
    outcomes(database, [said(0)])
    with database.writing() as session:
        person = session.scalars(select(Person)).one()
        assert person.busy_until is not None
        erasing.erase(session, [person])
        assert person.busy_until is None
