"""Backups that only the holder of a key can read, and people whom a backup must not bring back."""

from __future__ import annotations

import json
import os
import resource
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import select

from commands.backup import backup, restore
from config import Settings, SettingsError
from models.membership.person import Person
from models.messaging.outbox import Outbox
from models.messaging.webhook_event import WebhookEvent
from services.backups import erasures, sealing
from services.membership import erasing
from tests.commands.test_backup import but_for_silence
from tests.support import databases
from tests.support.everything import KEY, PHOTO, contents, fill_with_photo
from tests.support.terminal import Terminal

pytestmark = pytest.mark.slow


@pytest.fixture
def key(tmp_path: Path) -> tuple[str, Path]:
    """The public key, and the file with the secret one as `age-keygen` writes it."""
    made = pyrage.x25519.Identity.generate()
    file = tmp_path / "key.txt"
    file.write_text(f"# created: 2026-11-22\n# public key: {made.to_public()}\n{made}\n")
    return str(made.to_public()), file


def sealing_terminal(folder: Path, recipient: str) -> Terminal:
    return Terminal(
        DATABASE_URL=databases.fresh("sqlite"),
        MEDIA_URL=str(folder / "media"),
        ERASURES_FILE=str(folder / "erasures.jsonl"),
        BACKUP_RECIPIENT=recipient,
    )


def test_an_encrypted_backup_is_put_back_by_the_holder_of_the_key(terminal, tmp_path, key) -> None:
    recipient, identity = key
    one, other, file = sealing_terminal(tmp_path / "one", recipient), terminal("sqlite", "other"), tmp_path / "b.zip"
    fill_with_photo(one)
    before = contents(one)
    one.done(backup, file)
    assert not zipfile.is_zipfile(file) and file.stat().st_mode & 0o777 == 0o600
    assert not [word for word in ("ทดสอบ".encode(), PHOTO, b"manifest") if word in file.read_bytes()]

    assert "give --identity" in other.refused(restore, file)
    stranger = tmp_path / "other.txt"
    stranger.write_text(str(pyrage.x25519.Identity.generate()))
    assert "does not hold the key" in other.refused(restore, file, "--identity", stranger)
    assert "holds no secret key" in other.refused(restore, file, "--identity", file)
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(file.read_bytes()[:-3])
    assert "damaged, or was cut short" in other.refused(restore, damaged, "--identity", identity)
    assert not any(contents(other).values())

    other.done(restore, file, "--identity", identity)
    assert but_for_silence(contents(other)) == but_for_silence(before)
    assert (Path(other.wiring.settings.media_url) / KEY).read_bytes() == PHOTO
    one.close()


def test_a_disk_that_is_full_spoils_an_encrypted_backup_loudly(tmp_path: Path, key) -> None:
    class Full:
        def write(self, some: bytes) -> int:
            raise OSError(28, "No space left on device")

        def flush(self) -> None: ...

    with pytest.raises(OSError, match="cannot be encrypted"), sealing.sealed(Full(), key[0]) as plain:  # type: ignore[arg-type]
        for _ in range(100):
            plain.write(os.urandom(1 << 16))


def test_a_key_that_is_none_is_said_before_anything_else() -> None:
    with pytest.raises(SettingsError, match="BACKUP_RECIPIENT"):
        Settings.load({"BACKUP_RECIPIENT": "age1nonsense"}, talking=False, dotenv=None)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_whoever_was_forgotten_since_the_backup_is_forgotten_again(terminal, tmp_path, kind) -> None:
    one = terminal(kind, "one")
    fill_with_photo(one)
    with one.wiring.database.writing() as session:
        session.add(Person(line_user_id="U-stays", name="ผู้อยู่ต่อ", created_at=one.now))
        session.add(WebhookEvent(id="e2", kind="text", received_at=one.now, line_user_id="U5", event='{"a": 1}'))
    one.done(backup, tmp_path / "b.zip")
    listed = one.wiring.settings.erasures_file
    assert not listed.exists(), "nobody was forgotten yet"
    with one.wiring.database.writing() as session:
        erasing.forget(session, session.get_one(Person, 5), one.now)
    for added in (1, 0):
        with one.wiring.database.reading() as session:
            assert erasures.keep(session, listed) == added
    assert "U5" not in listed.read_text() and "ทดสอบ" not in listed.read_text()

    other = terminal(kind, "other")
    # Somebody else has that number since: a later row is another person.
    with listed.open("a") as more:
        more.write(json.dumps({"person": 6, "created_at": (one.now + timedelta(days=1)).isoformat()}) + "\n")
    # One that came along with the backup is read as well as our own.
    beside = listed.replace(tmp_path / "erasures.jsonl") if kind == "sqlite" else None
    named = () if beside else ("--erasures", listed)
    assert other.json(restore, tmp_path / "b.zip", *named)["erased"] == 1
    with other.wiring.database.reading() as session:
        assert set(session.scalars(select(Person.line_user_id))) == {"gone:5", "U-stays"}
        assert all(row.messages == [] for row in session.scalars(select(Outbox).where(Outbox.person_id == 5)))
        assert session.get_one(WebhookEvent, "e2").event is None


def test_a_disk_that_is_full_spoils_no_list(sqlite_database, tmp_path) -> None:
    listed, now = tmp_path / "erasures.jsonl", datetime(2026, 11, 2, tzinfo=UTC)
    for number in range(2):
        with sqlite_database.writing() as session:
            person = Person(line_user_id=f"U{number}", created_at=now)
            session.add(person)
            session.flush()
            erasing.forget(session, person, now)
            if not number:
                assert erasures.keep(session, listed) == 1
    with sqlite_database.reading() as session:
        with room_for(listed.stat().st_size + 10), pytest.raises(OSError):
            erasures.keep(session, listed)
        assert len(erasures.read(listed)) == 1
        assert erasures.keep(session, listed) == 1
    assert len(erasures.read(listed)) == 2 and [one.name for one in tmp_path.iterdir()] == [listed.name]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def test_a_list_that_cannot_be_read_stops_a_restore(full, terminal, tmp_path) -> None:
    full.done(backup, tmp_path / "b.zip")
    other = terminal("sqlite", "other")
    other.wiring.settings.erasures_file.parent.mkdir(exist_ok=True)
    other.wiring.settings.erasures_file.write_text("{}\n")
    assert "line 1 of erasures.jsonl is no erasure" in other.refused(restore, tmp_path / "b.zip")
    assert not any(contents(other).values())
