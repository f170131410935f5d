"""Writing what was planned: how much of it in one transaction."""

from __future__ import annotations

from unittest import mock

from models.database import Database
from scheduler import write


def test_where_there_is_one_writer_answers_wait_for_a_hundred_rows_at_the_most(any_database: Database) -> None:
    sizes: list[int] = []
    with mock.patch.object(write, "wait_for_reply", lambda session, rows: sizes.append(len(rows))):
        write.write_waiting(any_database, [{}] * 450)
    assert sizes == ([100] * 4 + [50] if any_database.has_one_writer else [400, 50])
