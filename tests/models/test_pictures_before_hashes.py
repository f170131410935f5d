"""What an upgrade makes of photos that were kept before pictures were compared."""

from __future__ import annotations

import pytest
from sqlalchemy import MetaData, insert, select, update

from models.database import Database, make_engine
from models.photos.attachment import Attachment
from models.reporting.report import Report
from services.operations.migrate import migrate, migrate_within, rebuilding
from tests.test_promises_product import NOON, empty_url, fill_reflected

pytestmark = pytest.mark.slow

__all__ = ["empty_url"]


def test_what_was_sent_counts_as_sent_and_only_what_is_kept_has_a_hash(empty_url: str) -> None:
    engine = make_engine(empty_url)
    with rebuilding(engine) as connection:
        migrate_within(connection, "0011")
        fill_reflected(connection, 1)
        known = MetaData()
        known.reflect(connection, only=["attachment", "report"])
        attachment, report = known.tables["attachment"], known.tables["report"]
        connection.execute(update(attachment).values(state="kept", kind="image", sha256="one"))
        (row,) = connection.execute(select(attachment)).mappings()
        gone = dict(row) | {"id": 2, "ref": "2", "message_id": "2", "state": "gone"}
        (old,) = connection.execute(select(report)).mappings()
        draft = dict(old) | {"id": 2, "period": "2", "revision": 0, "first_submitted_at": None}
        connection.execute(insert(report), [draft])
        waiting = dict(row) | {"id": 3, "ref": "3", "message_id": "3", "report_id": 2}
        connection.execute(insert(attachment), [gone, waiting])
        connection.execute(update(report).where(report.c.id == 1).values(first_submitted_at=NOON, revision=1))
    migrate(engine)
    database = Database(engine)
    with database.reading() as session:
        assert session.get_one(Report, 1).revision == 1
        found = [
            (one.sent_at, one.sha256, one.look_version, one.position)
            for one in session.scalars(select(Attachment).order_by(Attachment.id))
        ]
    database.close()
    assert found == [(NOON, "one", None, None), (NOON, None, None, None), (None, "one", None, None)]
