"""The yardsticks of `bench.answers` and `bench.servers`: bots that do as little as a bot can.

    python -m bench.bare --server waitress|gunicorn|granian --port N --threads N [--processes N]
                         --database URL --secret SECRET

`POST /verify` checks LINE's signature. `POST /durable` goes on to one ORM read, of the person by their LINE id, and one
ORM insert, of the event, and commits. Nothing else: no handling, no answer to LINE. Of the product nothing is used, so
that the yardstick stays as long as it is when the product changes.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import os
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask, request
from sqlalchemy import Engine, String, create_engine, event, insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

SERVERS = ("waitress", "gunicorn", "granian")


@dataclass(frozen=True)
class Server:
    """Under what the yardsticks run, and in which Python."""

    name: str
    threads: int
    processes: int = 1
    python: str = sys.executable

    def command(self, port: int, database: str, secret: str) -> list[str]:
        where = ["--port", str(port), "--database", database, "--secret", secret]
        much = ["--threads", str(self.threads), "--processes", str(self.processes)]
        return [self.python, "-m", "bench.bare", "--server", self.name, *much, *where]


class Base(DeclarativeBase):
    """What the yardstick keeps."""


class Person(Base):
    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_user_id: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))


class Event(Base):
    __tablename__ = "event"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int]
    received_at: Mapped[datetime]


def engine_of(url: str) -> Engine:
    """As a careful bot has it: connections are pinged before use; SQLite is as durable as the product's."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_size=10, pool_pre_ping=True)
    engine = create_engine(parsed)

    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("busy_timeout = 5000", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def fill(url: str, people: Sequence[str]) -> None:
    """The tables, and the people with these LINE ids."""
    engine = engine_of(url)
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.execute(insert(Person), [{"line_user_id": one, "name": "officer"} for one in people])
    engine.dispose()


def create() -> Flask:
    """The application, told by BARE_DATABASE and BARE_SECRET where it is and what it checks."""
    app = Flask(__name__)
    engine, secret = engine_of(os.environ["BARE_DATABASE"]), os.environ["BARE_SECRET"].encode()

    def is_from_line() -> bool:
        expected = base64.b64encode(hmac.digest(secret, request.get_data(), hashlib.sha256)).decode()
        return hmac.compare_digest(expected, request.headers.get("X-Line-Signature", ""))

    @app.post("/verify")
    def verify() -> tuple[str, int]:
        return ("ok\n", 200) if is_from_line() else ("signature does not match\n", 400)

    @app.post("/durable")
    def durable() -> tuple[str, int]:
        if not is_from_line():
            return "signature does not match\n", 400
        for one in json.loads(request.get_data())["events"]:
            with Session(engine) as session, session.begin():
                found = select(Person).where(Person.line_user_id == one["source"]["userId"])
                person = session.scalars(found).one()
                session.add(Event(id=one["webhookEventId"], person_id=person.id, received_at=datetime.now(UTC)))
        return "ok\n", 200

    return app


def serve(server: str, port: int, threads: int, processes: int) -> None:
    """Does not return before the server is stopped."""
    address, app = f"127.0.0.1:{port}", "bench.bare:create"
    if server == "waitress":
        _waitress(port, threads, processes)
    elif server == "gunicorn":
        options = ["--bind", address, "--worker-class", "gthread", "--workers", str(processes)]
        options += ["--threads", str(threads), "--keep-alive", "75", "--log-level", "warning"]
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *options, f"{app}()"])
    else:
        options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(processes)]
        options += ["--blocking-threads", str(threads), "--no-access-log", "--log-level", "warning", "--factory"]
        os.execv(sys.executable, [sys.executable, "-m", "granian", *options, app])


def _waitress(port: int, threads: int, processes: int) -> None:
    """Several processes accept from one socket: waitress itself has one."""
    import waitress

    listening = socket.create_server(("127.0.0.1", port), backlog=1024)
    for _ in range(processes - 1):
        if os.fork() == 0:
            break
    waitress.serve(create(), sockets=[listening], threads=threads)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", choices=SERVERS, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--database", required=True)
    parser.add_argument("--secret", required=True)
    options = parser.parse_args()
    os.environ |= {"BARE_DATABASE": options.database, "BARE_SECRET": options.secret}
    serve(options.server, options.port, options.threads, options.processes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
