"""A row that two write at once: neither fails, and the last word stands."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Barrier, Thread

from models import heartbeat
from models.database import Database
from models.heartbeat import Heartbeat
from models.messaging import line_quota

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
