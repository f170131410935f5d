"""`backup` and `restore`: all of it, on the same kind of database and on the other."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, inspect, select, text

from commands.backup import backup, restore
from models.database import make_engine
from models.heartbeat import Heartbeat
from models.membership.person import Person
from models.messaging.outbox import Outbox, OutboxState
from models.reporting.conversation import Conversation
from services.backups.archive import MANIFEST
from services.backups.archive_reading import Archive
from services.backups.backup import back_up
from services.backups.restore import restore as put_back
from services.knowledge import qr_pictures
from services.operations import migrate
from services.storage.store import Store
from tests.support.everything import KEY, PHOTO, contents, fill, fill_with_photo

pytestmark = pytest.mark.slow

KINDS = ("sqlite", "postgresql")


def but_for_silence(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Every table, without what a restore changes on purpose: what waited to be sent, and the lines that backing up and
    restoring themselves leave in the audit log."""
    silenced = ("state", "error", "claimed_until")
    messages = [{name: value for name, value in row.items() if name not in silenced} for row in rows["outbox"]]
    noted = [line for line in rows["audit_log"] if not line["action"].startswith("backup.")]
    return rows | {"outbox": messages, "audit_log": noted}


@pytest.mark.parametrize("source", KINDS)
@pytest.mark.parametrize("target", KINDS)
def test_everything_comes_back_on_the_same_database_and_on_the_other(terminal, tmp_path, source, target):
    one, other = terminal(source, "one"), terminal(target, "other")
    fill_with_photo(one)
    before = contents(one)
    assert all(before.values()), "a table without a row proves nothing"

    written = one.json(backup, tmp_path / "b.zip")
    done = other.json(restore, tmp_path / "b.zip")

    assert written["rows"] == done["rows"] == sum(map(len, before.values()))
    assert (written["media"], written["lost"]) == (done["media"], 0) == (1, 0)
    assert but_for_silence(contents(other)) == but_for_silence(before)
    assert (Path(other.wiring.settings.media_url) / KEY).read_bytes() == PHOTO
    assert migrate.is_current(other.wiring.database.engine)


@pytest.mark.parametrize("target", KINDS)
def test_new_rows_are_numbered_after_the_restored_ones(terminal, full, tmp_path, target):
    other = terminal(target, "other")
    full.done(backup, tmp_path / "b.zip")
    other.done(restore, tmp_path / "b.zip")
    with other.wiring.database.writing() as session:
        person = Person(line_user_id="U-new", created_at=other.now)
        session.add(person)
        session.flush()
        assert person.id == 6


def test_what_waited_to_be_sent_is_not_sent_twice(terminal, full, tmp_path):
    other = terminal("sqlite", "other")
    full.done(backup, tmp_path / "b.zip")
    assert other.json(restore, tmp_path / "b.zip")["silenced"] == 2
    with other.wiring.database.reading() as session:
        states = {row.messages[0]["text"]: row.state for row in session.scalars(select(Outbox))}
    assert states == {"queued as a reply": "dropped", "a young push": "pending", "an old push": "dropped"}


def test_a_question_is_asked_again_before_words_are_taken_for_its_answer(terminal, full, tmp_path):
    """What stands on the screen may be another one by now."""
    with full.wiring.database.writing() as session:
        conversation = session.scalars(select(Conversation)).one()
        asked = session.get_one(Outbox, 1)
        asked.state, asked.sent_at, conversation.asked_in = OutboxState.SENT, full.now, asked.id
    full.done(backup, tmp_path / "b.zip")
    other = terminal("sqlite", "other")
    assert other.json(restore, tmp_path / "b.zip")["silenced"] == 1
    with other.wiring.database.reading() as session:
        assert session.scalars(select(Conversation)).one().asked_in == 1
        assert session.get_one(Outbox, 1).state == OutboxState.DROPPED, "as though it had never been shown"


def test_only_the_owner_may_read_it_and_nothing_is_overwritten(full, tmp_path):
    file = tmp_path / "b.zip"
    full.done(backup, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert full.refused(backup, file) == f"{file} is there already"
    assert [one.name for one in tmp_path.iterdir() if "part" in one.name] == []


def test_the_database_knows_of_its_newest_backup_that_succeeded(full, tmp_path):
    def known() -> Heartbeat | None:
        with full.wiring.database.reading() as session:
            return session.get(Heartbeat, "backup")

    full.refused(backup, tmp_path / "nowhere" / "b.zip")
    assert known() is None
    for day in range(2):
        full.now += timedelta(days=day)
        file = tmp_path / f"{day}.zip"
        full.done(backup, file)
        found = known()
        assert found is not None and (found.at, found.note) == (full.now, f"{file.stat().st_size:,} bytes")


def test_a_database_that_cannot_be_written_spoils_no_backup(full, tmp_path):
    with full.wiring.database.writing() as session:
        session.execute(text("CREATE TRIGGER full BEFORE INSERT ON heartbeat BEGIN SELECT RAISE(ABORT, 'full'); END"))
    result = full.run(backup, tmp_path / "b.zip")
    assert (result.exit_code, (tmp_path / "b.zip").exists()) == (0, True)
    assert result.stderr == "warning: the database does not know of this backup (IntegrityError)\n"


def test_a_backup_that_fails_leaves_nothing_behind(full, tmp_path):
    assert "cannot be written" in full.refused(backup, tmp_path / "nowhere" / "b.zip")
    with full.wiring.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert "run migrate first" in full.refused(backup, tmp_path / "b.zip")
    assert [one.name for one in tmp_path.iterdir()] == ["full"]


def test_a_photo_missing_from_the_store_is_said(full, tmp_path):
    (Path(full.wiring.settings.media_url) / KEY).unlink()
    (Path(full.wiring.settings.media_url) / ".hidden").write_bytes(b"x")
    Store(full.wiring.settings.media_url).put_bytes(f"{qr_pictures.FOLDER}1/all.png", b"drawn again when asked for")
    before = contents(full)
    assert full.json(backup, tmp_path / "b.zip") | {"bytes": 0} == {
        "file": str(tmp_path / "b.zip"),
        "rows": sum(map(len, before.values())),
        "media": 0,
        "bytes": 0,
        "lost": 1,
        "skipped": 1,
    }


def test_without_media_the_photos_stay_where_they_are(terminal, full, tmp_path):
    full.done(backup, tmp_path / "b.zip", "--without-media")
    full.done(restore, tmp_path / "b.zip", "--replace", "--yes")
    assert (Path(full.wiring.settings.media_url) / KEY).read_bytes() == PHOTO


def test_a_full_database_is_replaced_only_on_demand(terminal, full, tmp_path):
    saved = contents(full)
    full.done(backup, tmp_path / "b.zip")
    other = terminal("sqlite", "other")
    with other.wiring.database.writing() as session:
        fill(session)
        session.add(Person(line_user_id="U-other", created_at=other.now))
    store = Path(other.wiring.settings.media_url)
    (store / "ab").mkdir(parents=True)
    (store / "ab" / "own.jpg").write_bytes(b"own")
    with other.wiring.database.writing() as session:
        session.execute(text("UPDATE attachment SET key = 'ab/own.jpg'"))
    before = contents(other)

    assert "not empty" in other.refused(restore, tmp_path / "b.zip")
    assert "--yes" in other.refused(restore, tmp_path / "b.zip", "--replace")
    assert contents(other) == before

    other.done(restore, tmp_path / "b.zip", "--replace", "--yes")
    assert but_for_silence(contents(other)) == but_for_silence(saved)
    assert sorted(one.name for one in store.rglob("*.jpg")) == [Path(KEY).name], "the replaced photo is gone"


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_of_an_older_version_is_brought_up_to_date(terminal, tmp_path, kind):
    """Written by hand in the shape of the first revision, which had no `send_before`."""
    other = terminal(kind, "other")
    person = {
        "id": 7,
        "line_user_id": "U7",
        "name": "ก",
        "state": "active",
        "consent_at": None,
        "consent_version": None,
        "chat_menu": None,
        "created_at": "2026-01-01T00:00:00+00:00",
        "last_event_at": None,
    }
    make_old(tmp_path / "old.zip", tmp_path, {"person": [person]})
    other.done(restore, tmp_path / "old.zip")
    with other.wiring.database.reading() as session:
        assert session.scalars(select(Person)).one().line_user_id == "U7"
    assert migrate.is_current(other.wiring.database.engine)
    assert "send_before" in {one["name"] for one in inspect(other.wiring.database.engine).get_columns("outbox")}


def make_old(target: Path, folder: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    """An archive of revision 0001: its columns are read off a database that stopped there."""
    kinds = {"INTEGER": "integer", "BOOLEAN": "boolean", "DATETIME": "moment", "DATE": "day", "BLOB": "bytes"}
    engine = make_engine(f"sqlite:///{folder / 'first.sqlite3'}")
    with engine.begin() as connection:
        migrate.migrate_within(connection, "0001")
        looked = inspect(connection)
        columns = {
            table: {
                one["name"]: "document" if str(one["type"]) == "JSON" else kinds.get(str(one["type"]), "text")
                for one in looked.get_columns(table)
            }
            for table, _ in looked.get_sorted_table_and_fkc_names()
            if table and table != "alembic_version"
        }
    engine.dispose()
    parts = []
    with zipfile.ZipFile(target, "w") as made:
        for table, kinds_of in columns.items():
            lines = "".join(json.dumps(row) + "\n" for row in rows.get(table, [])).encode()
            made.writestr(f"tables/{table}.jsonl", lines)
            digest = hashlib.sha256(lines).hexdigest()
            parts.append(
                {"name": table, "columns": kinds_of, "rows": len(rows.get(table, [])), "bytes": len(lines)}
                | {"sha256": digest}
            )
        manifest = {
            "product": "nong-rai-ngan",
            "format": 1,
            "revision": "0001",
            "made_at": "2026-01-02T00:00:00+00:00",
            "tables": parts,
            "media": None,
            "media_bytes": 0,
            "media_sha256": "",
        }
        made.writestr(MANIFEST, json.dumps(manifest))


def test_photos_are_copied_for_as_long_as_it_takes(terminal, full, tmp_path):
    """PostgreSQL is told to end transactions that stand idle: not this one."""
    full.done(backup, tmp_path / "b.zip")
    other = terminal("postgresql", "other")
    engine = other.wiring.database.engine

    class Watched(Archive):
        def media(self):
            (ends_after,) = used[-1].execute("SHOW idle_in_transaction_session_timeout").fetchone()
            assert ends_after == "0"
            yield from super().media()

    used: list[Any] = []
    event.listen(engine, "checkout", lambda driver, *_: used.append(driver))
    with Watched(tmp_path / "b.zip") as archive:
        assert put_back(engine, other.wiring.settings.media_url, archive, other.now).media == 1


def test_a_database_in_use_is_left_alone(terminal, tmp_path):
    full = terminal("postgresql", "full")
    fill_with_photo(full)
    full.done(backup, tmp_path / "b.zip")
    with full.wiring.database.writing() as session:
        session.execute(text("UPDATE person SET name = 'busy'"))
        assert "stop serve" in full.refused(restore, tmp_path / "b.zip", "--replace", "--yes")


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_sees_one_instant(terminal, tmp_path, kind):
    """What is committed while it runs is in it whole or not at all: here, not at all."""
    one = terminal(kind, "one")
    fill_with_photo(one)

    def meanwhile(rows: int) -> None:
        with one.wiring.database.writing() as session:
            session.merge(Person(id=77, line_user_id="U77", created_at=one.now))

    made = back_up(one.wiring.database.engine, None, tmp_path / "b.zip", one.now, progress=meanwhile)
    assert made.rows == sum(map(len, contents(one).values())) - 1
    with zipfile.ZipFile(tmp_path / "b.zip") as zipped:
        assert b"U77" not in b"".join(zipped.read(name) for name in zipped.namelist())
