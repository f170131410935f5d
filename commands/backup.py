"""`backup` and `restore`: everything the product remembers, in one file, and back."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import click
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from commands.wiring import Wiring
from models import heartbeat
from services.backups import erasures, sealing
from services.backups.archive import ArchiveRefused
from services.backups.archive_reading import Archive
from services.backups.backup import CannotBackUp, Made, back_up, rows_now
from services.backups.restore import CannotRestore, NotEmpty
from services.backups.restore import restore as put_back

TARGET = click.Path(dir_okay=False, path_type=Path)
SOURCE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=TARGET)
@click.option("--without-media", is_flag=True, help="Leave the photos out: where MEDIA_URL is backed up by itself.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def backup(file: Path, without_media: bool, as_json: bool) -> None:
    """Write the whole database and the stored photos into FILE, a zip archive.

    It fits SQLite and PostgreSQL alike and may be made while the product runs. FILE must not be there yet; only its
    owner may read it, for it holds names and answers. With BACKUP_RECIPIENT, a public key of age, it is encrypted.
    """
    wiring: Wiring = click.get_current_context().obj
    engine = wiring.database.engine
    try:
        if file.exists():
            raise click.ClickException(f"{file} is there already")
        with _bar("Rows", as_json, lambda: rows_now(engine)) as progress:
            media_url = None if without_media else wiring.settings.media_url
            recipient = wiring.settings.backup_recipient
            made = back_up(engine, media_url, file, wiring.clock(), recipient=recipient, progress=progress)
        with wiring.database.reading() as session:
            erasures.keep(session, wiring.settings.erasures_file)
    except CannotBackUp as cannot:
        raise click.ClickException(str(cannot)) from None
    except erasures.NotAList as spoilt:
        raise click.ClickException(f"{file} is written, but the list of erasures cannot be kept: {spoilt}") from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror or type(error).__name__}") from None
    _note(wiring, made)
    if as_json:
        click.echo(json.dumps({"file": str(file)} | asdict(made)))
        return
    click.echo(f"{file}: {made.rows:,} rows, {made.media:,} photos, {made.bytes:,} bytes")
    if made.lost:
        click.echo(f"warning: {made.lost} photos that the database knows are not in the store", err=True)
    if made.skipped:
        click.echo(f"warning: {made.skipped} files in the store have names that are not ours: left out", err=True)


@click.command()
@click.argument("file", type=SOURCE)
@click.option("--replace", is_flag=True, help="Remove what the database holds now, and put FILE in its place.")
@click.option("--yes", is_flag=True, help="Do not ask before replacing.")
@click.option("--identity", type=SOURCE, help="The file with the secret key, where FILE is encrypted.")
@click.option(
    "--erasures",
    "listed",
    type=SOURCE,
    help=f"The list of whom to forget again; ERASURES_FILE and {erasures.NAME} beside FILE otherwise.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was restored as JSON.")
def restore(file: Path, replace: bool, yes: bool, identity: Path | None, listed: Path | None, as_json: bool) -> None:
    """Put FILE, made by `backup`, into an empty database. Stop `serve` and `scheduler` first.

    Everything in FILE is checked before anything is changed; then all of it is put back or nothing. A backup of an
    older version is brought up to date. Whoever had their data deleted since it was made is forgotten again.
    """
    wiring: Wiring = click.get_current_context().obj
    try:
        lists = [listed] if listed else [wiring.settings.erasures_file, file.parent / erasures.NAME]
        erased = set().union(*map(erasures.read, lists))
        with _plain(file, identity) as plain, Archive(plain) as archive:
            if replace and not yes:
                _ask(wiring, file)
            with _bar("Rows", as_json, lambda: archive.rows) as progress:
                done = put_back(
                    wiring.database.engine,
                    wiring.settings.media_url,
                    archive,
                    wiring.clock(),
                    replace=replace,
                    erased=erased,
                    progress=progress,
                )
            made_at = archive.manifest.made_at
        with wiring.database.writing() as session:
            wiring.note(session, "backup.restore", made_at=made_at.isoformat(), rows=done.rows, media=done.media)
    except (ArchiveRefused, sealing.CannotOpen) as refused:
        raise click.ClickException(f"{file.name} is refused: {refused}") from None
    except NotEmpty as full:
        raise click.ClickException(f"{full}: give --replace to put {file.name} in its place") from None
    except (CannotRestore, erasures.NotAList) as cannot:
        raise click.ClickException(str(cannot)) from None
    except OperationalError as error:
        words = "the database cannot be reached, or is in use: stop serve and scheduler first"
        raise click.ClickException(f"{words} ({type(error.orig).__name__})") from None
    except OSError as error:
        raise click.ClickException(f"nothing was restored: {error.strerror or type(error).__name__}") from None
    if as_json:
        click.echo(json.dumps({"file": str(file), "made_at": made_at.isoformat()} | asdict(done)))
        return
    click.echo(f"Restored as of {made_at.isoformat(timespec='seconds')}: {done.rows:,} rows, {done.media:,} photos.")
    if done.silenced:
        click.echo(f"{done.silenced} messages that had waited to be sent are not sent any more.")
    if done.erased:
        click.echo(f"{done.erased} people who had their data deleted since then are forgotten again.")


def _plain(file: Path, identity: Path | None) -> IO[bytes]:
    """Opens FILE, decrypted where it is encrypted."""
    if not sealing.is_sealed(file):
        return file.open("rb")
    if identity is None:
        raise sealing.CannotOpen("it is encrypted: give --identity FILE, the file with the secret key")
    return sealing.opened(file, identity)


def _note(wiring: Wiring, made: Made) -> None:
    """For the doctor. A database that cannot be written now spoils no backup."""
    try:
        with wiring.database.writing() as session:
            heartbeat.beat(session, "backup", wiring.clock(), f"{made.bytes:,} bytes")
            wiring.note(session, "backup.take", rows=made.rows, media=made.media)
    except SQLAlchemyError as error:
        click.echo(f"warning: the database does not know of this backup ({type(error).__name__})", err=True)


def _ask(wiring: Wiring, file: Path) -> None:
    if not sys.stdin.isatty():
        raise click.ClickException("--replace asks first: give --yes where nobody can answer")
    where = wiring.database.engine.url.render_as_string(hide_password=True)
    click.confirm(f"Remove everything in {where} and put {file.name} in its place?", abort=True, err=True)


def _bar(label: str, quiet: bool, length: Callable[[], int]) -> AbstractContextManager[Callable[[int], None]]:
    """Something to report progress to; a bar where a person watches."""
    if quiet or not sys.stderr.isatty():
        return nullcontext(lambda rows: None)
    return _Bar(label, length())


class _Bar:
    def __init__(self, label: str, rows: int) -> None:
        steps = rows // 50 + 1
        self._bar: Any = click.progressbar(length=rows, label=label, file=sys.stderr, update_min_steps=steps)

    def __enter__(self) -> Callable[[int], None]:
        self._bar.__enter__()
        return self._bar.update

    def __exit__(self, *details: Any) -> None:
        self._bar.__exit__(*details)
