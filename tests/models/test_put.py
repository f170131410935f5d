"""A row that two write at once: neither fails, and the last word stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from models import heartbeat
from models.database import Database
from models.heartbeat import Heartbeat
from models.membership.person import Person
from models.messaging import line_quota, outbox
from models.messaging.outbox import Outbox

NOW = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)


def test_two_who_find_no_row_both_write_it(database: Database) -> None:
    ready = Barrier(2)
    broken: list[Exception] = []

    def write(used: int) -> None:
        try:
            # Both have looked before either writes; SQLite lets one writer in at a time, who looks for itself.
            with database.reading() as session:
                assert line_quota.last(session) is None
            ready.wait(10)
            with database.writing() as session:
                line_quota.keep(session, 300, used, NOW)
                heartbeat.beat(session, "scheduler", NOW, str(used))
        except Exception as error:
            broken.append(error)

    twins = [Thread(target=write, args=(used,)) for used in (1, 2)]
    for twin in twins:
        twin.start()
    for twin in twins:
        twin.join(30)
    assert broken == []
    with database.reading() as session:
        said = line_quota.last(session)
        assert said is not None and said.used in (1, 2)


def test_what_was_read_before_is_read_anew(database: Database) -> None:
    with database.writing() as session:
        heartbeat.beat(session, "scheduler", NOW, "first")
        known = session.get_one(Heartbeat, "scheduler")
        heartbeat.beat(session, "scheduler", NOW, "second")
        assert known.note == "second"


def waiting(person_id: int, key: str, **others: Any) -> dict[str, Any]:
    words = {"person_id": person_id, "purpose": "reminder", "must_arrive": True, "retry_key": key}
    drawn = [{"type": "text", "text": 'ครบกำหนด “5 พ.ย.”\n"\\'}]
    return words | {"messages": drawn, "next_try_at": NOW, "send_before": None, "created_at": NOW} | others


def people(database: Database, count: int) -> list[int]:
    with database.writing() as session:
        met = [Person(line_user_id=f"U{number}", name="", state="active", created_at=NOW) for number in range(count)]
        session.add_all(met)
        session.flush()
        return [one.id for one in met]


def test_many_rows_are_written_as_one_by_one_and_each_key_once(any_database: Database) -> None:
    first, second, third = people(any_database, 3)
    with any_database.writing() as session:
        session.add(Outbox(**waiting(first, "a")))
    with any_database.writing() as session:
        ids = outbox.write_once(session, [waiting(first, "a"), waiting(second, "b"), waiting(third, "c")])
        assert set(ids) == {second, third}
        assert outbox.write_once(session, []) == {}
    with any_database.reading() as session:
        by_hand, *at_once = session.scalars(select(Outbox).order_by(Outbox.id))
        assert [one.id for one in at_once] == [ids[second], ids[third]]
        for one in at_once:
            for name in ("purpose", "messages", "must_arrive", "state", "attempts", "next_try_at", "send_before"):
                assert getattr(one, name) == getattr(by_hand, name), name


def test_rows_that_differ_in_everything_are_written_as_they_are(any_database: Database) -> None:
    first, second = people(any_database, 2)
    quoted = [{"type": "text", "text": '{"a", NULL, \\N}\n'}]
    rows = [
        waiting(first, 'a"', purpose="notice", must_arrive=False, send_before=NOW),
        waiting(second, "b", messages=quoted, next_try_at=NOW + timedelta(days=1)),
    ]
    with any_database.writing() as session:
        outbox.write_once(session, rows)
        outbox.write_once(session, [waiting(second, "c", messages=quoted)])
    with any_database.reading() as session:
        for row in [*rows, waiting(second, "c", messages=quoted)]:
            [found] = session.scalars(select(Outbox).where(Outbox.retry_key == row["retry_key"]))
            assert {name: getattr(found, name) for name in row} == row


def test_a_time_without_a_zone_is_not_written(any_database: Database) -> None:
    [person] = people(any_database, 1)
    naive = NOW.replace(tzinfo=None)
    with pytest.raises((TypeError, StatementError)), any_database.writing() as session:
        outbox.write_once(session, [waiting(person, "a", next_try_at=naive)])
