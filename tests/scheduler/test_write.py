"""Writing what was planned: how much of it in one transaction."""

from __future__ import annotations

from unittest import mock

from models.database import Database
from scheduler import tick, write
from services.circulars import announcing
from tests.support.district import at


def test_where_there_is_one_writer_answers_wait_for_a_hundred_rows_at_the_most(any_database: Database) -> None:
    sizes: list[int] = []
    with mock.patch.object(write, "wait_for_reply", lambda session, rows: sizes.append(len(rows))):
        write.write_waiting(any_database, [{}] * 450)
    assert sizes == ([100] * 4 + [50] if any_database.has_one_writer else [400, 50])


def test_so_it_is_where_circulars_are_announced(any_database: Database) -> None:
    sizes: list[int] = []

    def note(session: object, rows: list[object], now: object) -> list[object]:
        sizes.append(len(rows))
        return rows

    with (
        mock.patch.object(announcing, "wanted", lambda *_: [None] * 450),
        mock.patch.object(tick, "_cut", lambda _, wanted, now: (wanted, [])),
        mock.patch.object(announcing, "write", note),
    ):
        assert tick.announce(mock.Mock(database=any_database), at(2026, 11, 18, 10)) == (450, 0)
    assert sizes == ([100] * 4 + [50] if any_database.has_one_writer else [400, 50])
