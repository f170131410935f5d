"""One database that has seen every version: what was begun in any of them is gone on with in this one.

Drafts, messages that wait and files are put in at each revision, in the shape that it had, on the way up to today's.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from sqlalchemy import Connection, MetaData, insert, select

from models.database import Database, make_engine
from models.form_version import FormFile, FormVersion
from models.messaging.outbox import Outbox
from models.photos.attachment import Attachment
from models.reporting.conversation import Conversation
from models.reporting.report import Report
from models.upload import Upload
from scheduler.deliver import deliver
from services.messaging.send import Sender
from services.operations.migrate import is_current, migrate_within, rebuilding, revisions
from services.storage.store import Store
from tests.scheduler.dependencies import PretendLine
from tests.support import postgres
from tests.support.databases import ADDRESS

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
PHOTO = b"\xff\xd8 as the camera made it \x00"
PLAIN: dict[type, Any] = {int: 0, str: "-", bool: False, float: 0.0, bytes: b"", datetime: NOW, date: NOW.date()}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'old.sqlite3'}" if request.param == "sqlite" else postgres.not_migrated()


class OldVersion:
    """The tables as they are at one revision; what is not said of a row is as plain as it may be."""

    def __init__(self, connection: Connection) -> None:
        self.connection, self.tables = connection, MetaData()
        self.tables.reflect(connection)

    def add(self, table: str, /, **values: Any) -> int:
        """The number of the new row; 0 where this version has no such table."""
        if table not in self.tables.tables:
            return 0
        columns = self.tables.tables[table].columns
        missing = {
            one.name: PLAIN.get(one.type.python_type, {})
            for one in columns
            if not one.nullable and one.server_default is None and one.name not in values and not one.primary_key
        }
        row = self.connection.execute(insert(columns["id"].table).values(missing | values)).inserted_primary_key
        assert row is not None
        return int(row[0])


def begin(old: OldVersion, revision: str, store: Store) -> None:
    """Somebody in the middle of a report, with a photo, told something that has not gone out, an upload unconfirmed."""
    if revision == "0001":
        old.add("org_unit", code="06110109", kind="sao", name="บางเมืองใหม่", path="06110109")
        old.add("programme", code="old", title="เดิม", active_from="2001-01", audience=["sao"], schedule={})
    person = old.add("person", line_user_id=f"U{revision}", name=f"ผู้ใช้ {revision}", state="active", consent_at=NOW)
    form = old.add("form_version", programme_id=1, number=int(revision), workbook=revision.encode(), checks=[])
    old.add("form_file", form_version_id=form, name="places.csv", content=f"name\n{revision}\n".encode())
    answers = {"teach": {"sessions": int(revision), "where": "วัด"}}
    report = old.add(
        "report",
        programme_id=1,
        org_unit_id=1,
        period=f"20{revision[2:]}-01",
        status="draft",
        form_version_id=form,
        answers=answers,
    )
    state = {"answers": answers, "at": f"question {revision}"}
    old.add("conversation", person_id=person, about="report", report_id=report, state=state, version=1, is_active=True)
    key = f"ab/{revision}.jpg"
    store.put_bytes(key, PHOTO + revision.encode())
    photo = {"ref": f"r{revision}", "message_id": f"m{revision}", "state": "kept", "key": key}
    old.add("attachment", report_id=report, person_id=person, **photo)
    old.add(
        "outbox",
        person_id=person,
        messages=[{"type": "text", "text": f"ถึงผู้ใช้ {revision}"}],
        must_arrive=True,
        retry_key=str(uuid5(NAMESPACE_URL, revision)),
        state="pending",
    )
    old.add("upload", person_id=person, purpose="units", file_name="a.csv", content=revision.encode(), wanted={})


def test_what_was_begun_in_any_version_is_gone_on_with(empty: str, tmp_path: Path) -> None:
    engine, store = make_engine(empty), Store(str(tmp_path / "media"))
    *before, newest = revisions()
    for revision in before:
        with rebuilding(engine) as connection:
            migrate_within(connection, revision)
            begin(OldVersion(connection), revision, store)
    with rebuilding(engine) as connection:
        migrate_within(connection, newest)
    assert is_current(engine)

    database, line = Database(engine, {"address": ADDRESS}), PretendLine()
    with database.reading() as session:
        drafts = session.scalars(select(Conversation).order_by(Conversation.id)).unique().all()
        assert [draft.state["at"] for draft in drafts] == [f"question {revision}" for revision in before]
        for draft, revision in zip(drafts, before, strict=True):
            report = session.get_one(Report, draft.report_id)
            assert draft.is_active and report.answers == draft.state["answers"]
            assert report.answers["teach"] == {"sessions": int(revision), "where": "วัด"}
            assert session.get_one(FormVersion, report.form_version_id).workbook == revision.encode()
        photos = session.scalars(select(Attachment).order_by(Attachment.id)).all()
        assert [store.read(photo.key or "") for photo in photos] == [PHOTO + one.encode() for one in before]
        files = session.scalars(select(FormFile.content).order_by(FormFile.id)).all()
        assert files == [f"name\n{one}\n".encode() for one in before if one >= "0008"]
        uploads = session.scalars(select(Upload.content).order_by(Upload.id)).all()
        assert uploads == [one.encode() for one in before if one >= "0005"]
    deliver(Sender(database, line, lambda: NOW + timedelta(hours=1)))  # type: ignore[arg-type]
    told = sorted((to, message["text"]) for to, messages in line.delivered for message in messages)
    assert told == [(f"U{one}", f"ถึงผู้ใช้ {one}") for one in before]
    assert line.keys == {str(uuid5(NAMESPACE_URL, one)) for one in before}
    with database.reading() as session:
        assert set(session.scalars(select(Outbox.state))) == {"sent"}
    engine.dispose()
