"""Putting a backup back: all of it in one transaction, or nothing.

The tables are made in the shape the backup was written in, filled, and then migrated to the shape of today, so that
an old backup can be used by a new version.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import IO, Any

from sqlalchemy import Engine, TableClause, bindparam, column, func, insert, inspect, or_, select, table, text, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from models import Base
from models.messaging.outbox import Outbox, OutboxState
from models.photos.attachment import Attachment
from models.reporting.conversation import Conversation
from services.backups import erasures
from services.backups.archive import TYPES, ArchiveRefused, TablePart
from services.backups.archive_reading import CHUNK, Archive
from services.backups.erasures import Erased
from services.messaging.outcome import GIVE_UP_AFTER
from services.operations.migrate import (
    BrokenReferences,
    check_references,
    migrate_within,
    rebuilding,
    revision_of,
    revisions,
)
from services.storage.store import Store

ROWS_AT_ONCE = 500
LOCK_WAIT_MS = 2_000
# Tables that a later migration took away: they stand in older backups.
FORMER = ("dead_letter", "visit")
# Alembic's own, and every table of the models, children before their parents.
OURS = ("alembic_version", *FORMER, *(one.name for one in reversed(Base.metadata.sorted_tables)))

Progress = Callable[[int], None]


class CannotRestore(Exception):
    """Nothing was changed; the text says why."""


class NotEmpty(CannotRestore):
    """The database holds something already."""


@dataclass(frozen=True, slots=True)
class Restored:
    """`silenced` are messages that had waited to be sent and are not sent any more; `erased` are people who asked to be
    forgotten after the backup was made, and are so again."""

    rows: int
    media: int
    silenced: int
    erased: int


def restore(
    engine: Engine,
    media_url: str,
    archive: Archive,
    now: datetime,
    *,
    replace: bool = False,
    erased: Collection[Erased] = (),
    progress: Progress = lambda rows: None,
) -> Restored:
    """Fills the database and the photo store from an archive that has been checked.

    With `replace` what is there is removed first, with the photos it knew. Whoever is in `erased` is forgotten again,
    in the same transaction. Raises CannotRestore, NotEmpty, and
    ArchiveRefused where the archive does not fit the shape it names; the database is then as it was. The serving
    processes must not run meanwhile.
    """
    manifest = archive.manifest
    if manifest.revision not in revisions():
        raise CannotRestore(f"the backup has revision {manifest.revision}: made by a newer version of this product")
    try:
        with rebuilding(engine) as connection:
            if connection.dialect.name == "postgresql":
                # A serving process that was forgotten would let us wait for ever.
                connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_WAIT_MS}'"))
                # It stands idle while the photos are copied, for as long as that takes.
                connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            before = _look(connection, replace)
            _drop(connection)
            migrate_within(connection, manifest.revision)
            try:
                _fill(connection, archive, progress)
            except SQLAlchemyError as error:
                # Not the driver's words: they quote the row.
                raise ArchiveRefused(f"its rows do not fit together ({type(error).__name__})") from None
            check_references(connection)
            migrate_within(connection)
            silenced = _silence(connection, now)
            _ask_again(connection)
            forgotten = erasures.apply(connection, erased, now)
            # The photos first: a committed row never names one that is not there.
            media = _put_back(media_url, archive.media())
    except BrokenReferences as broken:
        raise ArchiveRefused(f"its rows do not fit together: {broken}") from None
    if manifest.media is not None:
        _remove(media_url, before - media)
    return Restored(archive.rows, len(media), silenced, forgotten)


def _look(connection: Connection, replace: bool) -> set[str]:
    """Refuses what may not be overwritten; the keys of the photos that the database knows now."""
    revision = revision_of(connection)
    if revision is None:
        if taken := [name for name in OURS if inspect(connection).has_table(name)]:
            raise CannotRestore(f"the database has a table {taken[0]} that no migration of ours has made")
        return set()
    if revision != revisions()[-1]:
        raise CannotRestore("the database is not up to date: run migrate first")
    rows = sum(connection.scalar(select(func.count()).select_from(one)) or 0 for one in Base.metadata.sorted_tables)
    if rows and not replace:
        raise NotEmpty(f"the database is not empty ({rows} rows)")
    return set(connection.scalars(select(Attachment.key).where(Attachment.key.is_not(None))))


def _drop(connection: Connection) -> None:
    there = set(inspect(connection).get_table_names())
    quote = connection.dialect.identifier_preparer.quote
    for name in OURS:
        if name in there:
            connection.execute(text(f"DROP TABLE {quote(name)}"))


def _fill(connection: Connection, archive: Archive, progress: Progress) -> None:
    looked = inspect(connection)
    there = set(looked.get_table_names()) - {"alembic_version"}
    named = {part.name for part in archive.manifest.tables}
    if there & set(OURS) != named:
        raise ArchiveRefused(f"its tables are not those of revision {archive.manifest.revision}")
    for part in archive.manifest.tables:
        if {one["name"] for one in looked.get_columns(part.name)} != part.columns.keys():
            raise ArchiveRefused(f"the columns of {part.name} are not those of revision {archive.manifest.revision}")
        _fill_table(connection, part, archive.rows_of(part), progress)


def _fill_table(connection: Connection, part: TablePart, rows: Iterator[dict[str, Any]], progress: Progress) -> None:
    """A row may point at another of its own table that comes later: such columns are filled in a second pass."""
    made = table(part.name, *(column(name, TYPES[kind]) for name, kind in part.columns.items()))
    own = _own_references(connection, part.name)
    later: list[dict[str, Any]] = []
    while chunk := list(islice(rows, ROWS_AT_ONCE)):
        if own:
            later += [{"row": row["id"]} | {f"to_{name}": row[name] for name in own} for row in chunk]
            chunk = [row | dict.fromkeys(own) for row in chunk]
        connection.execute(insert(made), chunk)
        progress(len(chunk))
    for start in range(0, len(later), ROWS_AT_ONCE):
        connection.execute(_point(made, own), later[start : start + ROWS_AT_ONCE])
    if connection.dialect.name == "postgresql":
        _reset_sequence(connection, part.name)


def _own_references(connection: Connection, name: str) -> list[str]:
    keys = inspect(connection).get_foreign_keys(name)
    return [one for key in keys if key["referred_table"] == name for one in key["constrained_columns"]]


def _point(made: TableClause, own: Sequence[str]) -> Any:
    return update(made).where(made.c.id == bindparam("row")).values({one: bindparam(f"to_{one}") for one in own})


def _reset_sequence(connection: Connection, name: str) -> None:
    """The next new row must not be given a number that a restored one has."""
    columns = {one["name"] for one in inspect(connection).get_columns(name)}
    if "id" not in columns:
        return
    quoted = connection.dialect.identifier_preparer.quote(name)
    sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": quoted})
    if sequence:
        highest = f"SELECT setval(:sequence, coalesce(max(id), 0) + 1, false) FROM {quoted}"  # noqa: S608 (quoted, ours)
        connection.execute(text(highest), {"sequence": sequence})


def _silence(connection: Connection, now: datetime) -> int:
    """What waited when the backup was made may have been sent since: nobody is to read it twice.

    A young push keeps its retry key, by which LINE itself knows a repetition; everything else is dropped.
    """
    done = connection.execute(
        update(Outbox)
        .where(
            Outbox.state.in_((OutboxState.PENDING, OutboxState.SENDING)),
            or_(Outbox.reply_token.is_not(None), Outbox.created_at < now - GIVE_UP_AFTER),
        )
        .values(state=OutboxState.DROPPED, claimed_until=None, error="waited when the backup was made")
    )
    return done.rowcount


def _ask_again(connection: Connection) -> None:
    """Whoever was in the middle of something may have gone on since: what they write next answers what stands on their
    screen, not the question of the backup. That counts as never shown, and is asked again before words are taken."""
    asked = select(Conversation.asked_in).where(Conversation.is_active, Conversation.asked_in.is_not(None))
    shown = update(Outbox).where(Outbox.id.in_(asked), Outbox.state == OutboxState.SENT)
    connection.execute(shown.values(state=OutboxState.DROPPED, error="shown before the backup was put back"))
    connection.execute(update(Conversation).values(shown_at=None))


def _put_back(media_url: str, media: Iterator[tuple[str, IO[bytes]]]) -> set[str]:
    store, written = Store(media_url), set[str]()
    for key, source in media:
        with store.create(key) as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)
        written.add(key)
    return written


def _remove(media_url: str, keys: set[str]) -> None:
    store = Store(media_url)
    for key in keys:
        store.remove(key)
