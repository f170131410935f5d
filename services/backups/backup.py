"""A backup: the whole database as it stood at one instant, and the stored photos, in one file.

The database is read in one transaction that sees nothing of what is committed meanwhile, a few rows at a time.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Engine, Table, func, select
from sqlalchemy.engine import Connection

from models import Base
from models.photos.attachment import AttachmentState
from services.backups import archive
from services.backups.archive import Manifest, TablePart
from services.backups.sealing import sealed
from services.knowledge import qr_pictures
from services.operations.migrate import revision_of, revisions
from services.storage.store import Store, failing_as_oserror

ROWS_AT_ONCE = 500
CHUNK = 1 << 20  # bytes
# Every table of the models, parents before their children.
TABLES: tuple[Table, ...] = tuple(Base.metadata.sorted_tables)

Progress = Callable[[int], None]


class CannotBackUp(Exception):
    """Nothing was written; the text says why."""


@dataclass(frozen=True, slots=True)
class Made:
    """What went into the file. `lost` photos are known but not in the store; `skipped` files are not ours."""

    rows: int
    media: int
    bytes: int
    lost: int
    skipped: int


def rows_now(engine: Engine) -> int:
    """About how many rows a backup will write, for a progress bar."""
    with _snapshot(engine) as connection:
        return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES)


def back_up(
    engine: Engine,
    media_url: str | None,
    target: Path,
    now: datetime,
    *,
    recipient: str = "",
    progress: Progress = lambda rows: None,
) -> Made:
    """Writes `target` whole or not at all; only its owner may read it. `media_url` None leaves the photos out.
    `recipient` is a public key of age, for which it is encrypted; "" for none.

    Raises CannotBackUp where the database is not of this version, and OSError. `progress` hears rows as they are
    written.
    """
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        # Names, answers and LINE ids: nobody else's business.
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with (
            os.fdopen(descriptor, "wb") as file,
            sealed(file, recipient) if recipient else nullcontext(file) as plain,
            zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as zipped,
        ):
            with _snapshot(engine) as connection:
                revision = revision_of(connection)
                if revision != revisions()[-1]:
                    raise CannotBackUp("the database is not up to date: run migrate first")
                parts = [_write_table(zipped, connection, table, progress) for table in TABLES]
                known = set(connection.scalars(_stored_keys()))
            media, skipped = _write_media(zipped, media_url)
            manifest = Manifest(
                revision=revision,
                made_at=now,
                tables=parts,
                media=None if media_url is None else len(media.keys),
                media_bytes=media.bytes,
                media_sha256=media.sha256,
            )
            zipped.writestr(archive.MANIFEST, manifest.to_json())
        # On the disk before it has its name: a power cut must not leave an empty backup.
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    lost = len(known - media.keys) if media_url is not None else 0
    return Made(sum(part.rows for part in parts), len(media.keys), target.stat().st_size, lost, skipped)


def _snapshot(engine: Engine) -> Connection:
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True).connect()
    # A deferred transaction of SQLite sees one state from its first read on.
    return engine.execution_options(reading=True).connect()


def _write_table(zipped: zipfile.ZipFile, connection: Connection, table: Table, progress: Progress) -> TablePart:
    digest, size, rows = hashlib.sha256(), 0, 0
    query = select(table).order_by(*table.primary_key.columns)
    found = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query)
    with zipped.open(f"{archive.TABLES}{table.name}.jsonl", "w", force_zip64=True) as file:
        for chunk in found.mappings().partitions():
            lines = "".join(_line(dict(row)) for row in chunk).encode()
            file.write(lines)
            digest.update(lines)
            size, rows = size + len(lines), rows + len(chunk)
            progress(len(chunk))
    return TablePart(table.name, archive.kinds_of(table), rows, size, digest.hexdigest())


def _line(row: dict[str, Any]) -> str:
    return json.dumps({name: archive.write_value(value) for name, value in row.items()}) + "\n"


def _stored_keys() -> Any:
    stored = Base.metadata.tables["attachment"].c
    return select(stored.key).where(stored.key.is_not(None), stored.state == AttachmentState.KEPT)


@dataclass(slots=True)
class _Media:
    keys: set[str]
    bytes: int = 0
    sha256: str = ""


def _write_media(zipped: zipfile.ZipFile, media_url: str | None) -> tuple[_Media, int]:
    """Copies the store after the snapshot: every photo that a row names was there before the row said so."""
    written, skipped = _Media(set()), 0
    if media_url is None:
        return written, skipped
    lines: list[str] = []
    store = Store(media_url)
    for key in sorted(store.keys()):
        if key.startswith(qr_pictures.FOLDER):
            continue  # drawn again when asked for
        if not archive.KEY.fullmatch(key):
            skipped += 1
            continue
        digest, size = hashlib.sha256(), 0
        try:
            with store.open(key) as source:
                # Photos are compressed already.
                info = zipfile.ZipInfo(archive.MEDIA + key)
                with zipped.open(info, "w", force_zip64=True) as file:
                    while chunk := _piece(source):
                        file.write(chunk)
                        digest.update(chunk)
                        size += len(chunk)
        except FileNotFoundError:
            continue  # taken back by its sender meanwhile
        written.keys.add(key)
        written.bytes += size
        lines.append(json.dumps({"key": key, "bytes": size, "sha256": digest.hexdigest()}) + "\n")
    listed = "".join(lines).encode()
    zipped.writestr(archive.MEDIA_LIST, listed)
    written.sha256 = hashlib.sha256(listed).hexdigest()
    return written, skipped


@failing_as_oserror()
def _piece(source: BinaryIO) -> bytes:
    return source.read(CHUNK)
