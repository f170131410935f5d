"""The database: one engine, one way to open a transaction.

PostgreSQL and SQLite run the same code. SQLite is put in WAL mode and every writing transaction begins with
BEGIN IMMEDIATE: a transaction that reads first and writes later would otherwise fail with "database is
locked" at the moment of writing, whatever the time-out. Transactions that only read say so (`reading`) and
do not queue behind the writers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from models import sqlite
from models.base import write_document

RESTED = 5.0  # seconds without use after which a connection is asked whether it still is one
# A process that stands still must not hold up the others for long, nor one whose machine is gone.
POSTGRESQL = {
    "options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=20s",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "connect_timeout": 5,
    # To plan the largest statement of an event takes 10 ms, to run it 1: it is prepared when it comes again.
    "prepare_threshold": 1,
}


# Of one process. Four web processes and two schedulers, each with one more for leading, fit into the 100 that
# PostgreSQL allows by default.
CONNECTIONS = 14


def make_engine(url: str, *, pool_size: int = CONNECTIONS) -> Engine:
    """An engine for a `sqlite:///…` or `postgresql://…` URL (psycopg 3). Makes the folder of a SQLite file."""
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(
            parsed,
            pool_size=pool_size,
            max_overflow=0,
            pool_use_lifo=True,
            connect_args=POSTGRESQL,
            json_serializer=write_document,
        )
        event.listen(engine, "connect", _send_arrays_in_binary)
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", _ping_after_rest)
        return engine
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        parsed,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=pool_size,
        # The one used last: it has its statements and its pages at hand, and the others need none.
        pool_use_lifo=True,
        json_serializer=write_document,
    )
    event.listen(engine, "connect", sqlite.prepare)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _send_arrays_in_binary(connection: Any, _record: Any) -> None:
    # The driver is loaded by whoever has such a database. As text, every element is looked through for quotes.
    from psycopg.types.array import ListBinaryDumper

    connection.adapters.register_dumper(list, ListBinaryDumper)


def _note_use(_connection: Any, record: Any) -> None:
    record.info["used"] = monotonic()


def _ping_after_rest(connection: Any, record: Any, _proxy: Any) -> None:
    """Asks a connection that has rested whether the server is still there: a question before each use would be a tenth
    of all questions. Raises DisconnectionError, on which the pool opens another."""
    if monotonic() - record.info.get("used", monotonic()) > RESTED:
        try:
            connection.execute("")
        except Exception as error:
            raise DisconnectionError from error
        connection.rollback()


def _begin_sqlite(connection: Connection) -> None:
    how = connection.get_execution_options()
    cursor = connection.connection.cursor()
    if how.get("reading"):
        driver_asked(connection, "BEGIN", cursor=cursor)
    else:
        waiting = sqlite.Waiting(cursor, gives_way=how.get("gives_way", False))
        driver_asked(connection, "BEGIN IMMEDIATE", cursor=waiting)
    cursor.close()


def driver_asked(connection: Connection, sql: str, parameters: Any = (), cursor: Any = None) -> Any:
    """The driver's cursor, this one or a new one, after this statement. Errors are SQLAlchemy's, and connections to a
    server that is gone are let go of, as after any statement; the cursor is closed then."""
    cursor = cursor or connection.connection.cursor()
    try:
        for hear in connection.dispatch.before_cursor_execute:
            hear(connection, cursor, sql, parameters, None, False)
        cursor.execute(sql, parameters)
    except Exception as error:
        connection._handle_dbapi_exception(error, sql, parameters, cursor, None)
    return cursor


class Database:
    """Opens transactions. `info` is what every session carries to the code that uses it (`session.info`). A process
    that `gives_way` leaves room between two of its transactions for those of others: on SQLite they would find none."""

    def __init__(self, engine: Engine, info: dict[str, Any] | None = None, *, gives_way: bool = False) -> None:
        if gives_way:
            engine = engine.execution_options(gives_way=True)
        self.engine = engine
        self._turns = (
            sqlite.Turns(sqlite.leave_free if gives_way else None) if engine.dialect.name == "sqlite" else None
        )
        self._write = sessionmaker(engine, info=dict(info or {}), expire_on_commit=False)
        reading = engine.execution_options(reading=True, postgresql_readonly=True)
        self._read = sessionmaker(reading, info=dict(info or {}), expire_on_commit=False)

    @property
    def has_one_writer(self) -> bool:
        """Whether everybody else waits while one writes."""
        return self._turns is not None

    @contextmanager
    def writing(self, *, patient: bool = False) -> Iterator[Session]:
        """One transaction: commits at the end, rolls back on any exception. `patient` lets others go first."""
        turn = self._turns.turn(patient=patient, timeout=sqlite.BUSY_TIMEOUT) if self._turns else nullcontext()
        with turn, self._write.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that cannot write."""
        with self._read() as session:
            yield session
            if self._turns is None:
                # PostgreSQL knows that it only reads. Rolled back, the driver would forget what it has prepared.
                session.commit()

    @contextmanager
    def statement(self, *, patient: bool = False) -> Iterator[Connection]:
        """For one statement, which is a transaction by itself: committed when it has been executed on PostgreSQL, at
        the end on SQLite."""
        if self._turns is None:
            with self.engine.connect() as connection:
                # Told by itself: through SQLAlchemy's levels of isolation it takes a third of the statement's time.
                driver: Any = connection.connection.driver_connection
                driver.autocommit = True
                try:
                    yield connection
                    # Rolled back, the driver would forget what it has prepared.
                    connection.commit()
                finally:
                    if not driver.closed:
                        driver.autocommit = False
            return
        with (
            self._turns.turn(patient=patient, timeout=sqlite.BUSY_TIMEOUT),
            self.engine.begin() as connection,
        ):
            yield connection

    def close(self) -> None:
        self.engine.dispose()
