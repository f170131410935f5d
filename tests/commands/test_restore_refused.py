"""`restore` and archives that somebody made up, mixed up or broke: refused, and nothing is changed."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest

from commands.backup import backup, restore
from services.backups.archive import MANIFEST
from tests.support.everything import PHOTO, contents, fill

pytestmark = pytest.mark.slow


class Forged:
    """A good archive taken apart, to be put together wrongly."""

    def __init__(self, file: Path) -> None:
        with zipfile.ZipFile(file) as good:
            self.entries = {one.filename: good.read(one) for one in good.infolist()}
        self.manifest = json.loads(self.entries.pop(MANIFEST))
        self.extra: list[tuple[str, bytes]] = []

    def table(self, name: str, lines: bytes, rows: int | None = None) -> None:
        """Other lines, with a manifest that says they are right."""
        self.entries[f"tables/{name}.jsonl"] = lines
        part = next(one for one in self.manifest["tables"] if one["name"] == name)
        counted = lines.count(b"\n") if rows is None else rows
        part |= {"bytes": len(lines), "sha256": hashlib.sha256(lines).hexdigest(), "rows": counted}

    def media(self, key: str, data: bytes = PHOTO) -> None:
        line = json.dumps({"key": key, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}) + "\n"
        self.entries = {name: found for name, found in self.entries.items() if not name.startswith("media")}
        self.entries |= {"media.jsonl": line.encode(), f"media/{key}": data}
        listed = hashlib.sha256(line.encode()).hexdigest()
        self.manifest |= {"media": 1, "media_bytes": len(data), "media_sha256": listed}

    def write(self, file: Path) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr(MANIFEST, json.dumps(self.manifest))
            for name, data in [*self.entries.items(), *self.extra]:
                made.writestr(name, data)


def newer(forged: Forged) -> None:
    forged.manifest["revision"] = "9999"


def other_product(forged: Forged) -> None:
    forged.manifest["product"] = "something else"


def other_format(forged: Forged) -> None:
    forged.manifest["format"] = 2


def flipped(forged: Forged) -> None:
    forged.entries["tables/person.jsonl"] = forged.entries["tables/person.jsonl"].replace(b"U5", b"U6")


def table_missing(forged: Forged) -> None:
    del forged.entries["tables/person.jsonl"]


def table_unknown(forged: Forged) -> None:
    forged.manifest["tables"].append(forged.manifest["tables"][0] | {"name": "sqlite_master", "rows": 0, "bytes": 0})
    forged.entries["tables/sqlite_master.jsonl"] = b""
    forged.manifest["tables"][-1]["sha256"] = hashlib.sha256(b"").hexdigest()


def table_in_name(forged: Forged) -> None:
    forged.manifest["tables"][0]["name"] = 'person"; DROP TABLE report; --'


def stranger(forged: Forged) -> None:
    forged.extra.append(("readme.txt", b"hello"))


def slipped(forged: Forged) -> None:
    forged.media("../../outside.jpg")


def absolute(forged: Forged) -> None:
    forged.media("/tmp/outside.jpg")


def backslashed(forged: Forged) -> None:
    forged.media("..\\outside.jpg")


def slipped_entry(forged: Forged) -> None:
    forged.extra.append(("media/../../outside.jpg", PHOTO))


def bomb(forged: Forged) -> None:
    forged.media("ab/bomb.jpg", b"\0" * 50_000_000)


def deep(forged: Forged) -> None:
    forged.table("audit_log", b'{"id":' + b"[" * 200_000 + b"\n")


def no_json(forged: Forged) -> None:
    forged.table("person", b"what\n")


def columns_of_another(forged: Forged) -> None:
    forged.table("snooze", b'{"person_id": 5, "on": "2026-01-01", "more": 1}\n')


def text_for_a_number(forged: Forged) -> None:
    forged.table("snooze", b'{"person_id": "5; DROP TABLE report", "on": "2026-01-01"}\n')


def no_such_day(forged: Forged) -> None:
    forged.table("snooze", b'{"person_id": 5, "on": "2026-02-30"}\n')


def nobody_there(forged: Forged) -> None:
    forged.table("snooze", b'{"person_id": 4711, "on": "2026-01-01"}\n')


def miscounted(forged: Forged) -> None:
    forged.table("snooze", b"", rows=3)


def too_many_bytes(forged: Forged) -> None:
    forged.manifest["tables"][0]["bytes"] += 1


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (newer, "newer version"),
        (other_product, "another product"),
        (other_format, "format"),
        (flipped, "sha256"),
        (table_missing, "is missing"),
        (table_unknown, "tables are not those"),
        (table_in_name, "manifest cannot be read"),
        (stranger, "not in its manifest"),
        (slipped, "not one of ours"),
        (absolute, "not one of ours"),
        (backslashed, "not one of ours"),
        (slipped_entry, "not in its manifest"),
        (bomb, "unpacks to"),
        (deep, "cannot be read"),
        (no_json, "cannot be read"),
        (columns_of_another, "cannot be read"),
        (text_for_a_number, "cannot be read"),
        (no_such_day, "cannot be read"),
        (nobody_there, "do not fit together"),
        (miscounted, "its manifest says 3"),
        (too_many_bytes, "its manifest says"),
    ],
)
def test_a_hostile_archive_is_refused_and_changes_nothing(terminal, full, tmp_path, spoil, says):
    refuse(full, terminal("sqlite", "other"), tmp_path, spoil, says)


@pytest.mark.parametrize(
    ("spoil", "says"), [(nobody_there, "do not fit together"), (table_unknown, "tables are not those")]
)
def test_one_that_only_the_database_sees_through_too(terminal, full, tmp_path, spoil, says):
    refuse(full, terminal("postgresql", "other"), tmp_path, spoil, says)


def refuse(full, other, tmp_path, spoil, says):
    full.done(backup, tmp_path / "b.zip")
    forged = Forged(tmp_path / "b.zip")
    spoil(forged)
    forged.write(tmp_path / "bad.zip")
    with other.wiring.database.writing() as session:
        fill(session)
    before, files = contents(other), set(tmp_path.rglob("*"))

    assert says in other.refused(restore, tmp_path / "bad.zip", "--replace", "--yes")

    assert contents(other) == before
    assert {one for one in tmp_path.rglob("*") if one.suffix == ".jpg"} <= files


@pytest.mark.parametrize("spoiled", [b"", b"not a zip", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_archive_is_refused(terminal, tmp_path, spoiled):
    (tmp_path / "bad.zip").write_bytes(spoiled)
    assert "no backup file" in terminal("sqlite", "other").refused(restore, tmp_path / "bad.zip")


def test_an_archive_cut_short_or_damaged_is_refused(terminal, full, tmp_path):
    full.done(backup, tmp_path / "b.zip")
    good = (tmp_path / "b.zip").read_bytes()
    other = terminal("sqlite", "other")
    (tmp_path / "short.zip").write_bytes(good[: len(good) // 2])
    assert "cut short" in other.refused(restore, tmp_path / "short.zip")
    at = good.index(b"tables/person.jsonl") + 60
    (tmp_path / "damaged.zip").write_bytes(good[:at] + os.urandom(8) + good[at + 8 :])
    assert "refused" in other.refused(restore, tmp_path / "damaged.zip")


def test_an_entry_that_says_it_is_short_is_not_read_further(terminal, full, tmp_path):
    """The size in the directory is the archive's own word; what comes out is counted."""
    full.done(backup, tmp_path / "b.zip")
    forged = Forged(tmp_path / "b.zip")
    forged.media("ab/long.jpg", bytes(5_000_000))
    forged.write(tmp_path / "bad.zip")
    data = bytearray((tmp_path / "bad.zip").read_bytes())
    size = (5_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (5).to_bytes(4, "little")
    (tmp_path / "bad.zip").write_bytes(data)
    assert "refused" in terminal("sqlite", "other").refused(restore, tmp_path / "bad.zip")
