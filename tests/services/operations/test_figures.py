"""Counters of several processes, and of none that is busy counting: all of them stand in the database once."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import event

from models import figure
from models.database import Database, make_engine
from services.operations.figures import Counter, Tally
from tests.support.databases import database_at
from tests.support.source import ROOT

PROCESS = """
import sys
from models.database import Database, make_engine
from services.operations import figures
database = Database(make_engine(sys.argv[1]))
with figures.TALLY.written_to(database):
    print("counting", flush=True)
    for number in range(300):
        figures.line_calls.labels(("sent", "again")[number % 2]).inc()
    sys.stdin.readline()
database.close()
"""


def totals(database: Database, name: str = "calls") -> dict[tuple[str, ...], int]:
    with database.reading() as session:
        return figure.totals(session, name)


def calls(tally: Tally) -> Counter:
    return Counter(tally, "calls", "Calls", ("kind", "fate"))


def test_what_several_count_at_once_is_added_up(database_url: str) -> None:
    """Each with a connection of its own, the same rows begun from either end, so that they meet in the middle."""
    kinds = [str(number) for number in range(20)]
    databases = [database_at(database_url), Database(make_engine(database_url))]

    def work(number: int) -> None:
        tally = Tally()
        for _ in range(10):
            for kind in kinds if number % 2 else reversed(kinds):
                calls(tally).labels(kind, "done").inc()
            tally.write(databases[number % 2])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert totals(databases[0]) == {(kind, "done"): 40 for kind in kinds}
    for one in databases:
        one.close()


def test_processes_that_end_have_written_all_they_counted(database_url: str) -> None:
    command = [sys.executable, "-c", PROCESS, database_url]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for one in running:
        assert one.communicate("\n", timeout=60)[0] == "counting\n" and one.returncode == 0
    database = database_at(database_url)
    assert totals(database, "nong_line_calls") == {("sent",): 300, ("again",): 300}
    database.close()


def test_counting_costs_no_statement_and_writing_costs_one(any_database: Database) -> None:
    statements: list[str] = []
    event.listen(any_database.engine, "before_cursor_execute", lambda *execution: statements.append(execution[2]))
    tally = Tally()
    for number in range(1000):
        calls(tally).labels("text", str(number % 3)).inc()
    assert statements == []
    tally.write(any_database)
    tally.write(any_database)
    assert [one.split()[0] for one in statements if one != "BEGIN IMMEDIATE"] == ["INSERT"]


class Noting(Tally):
    """`written` is set as soon as it has been written once."""

    def __init__(self) -> None:
        super().__init__()
        self.written = Event()

    def write(self, database: Database) -> None:
        super().write(database)
        self.written.set()


def test_it_is_written_while_the_process_runs(any_database: Database) -> None:
    tally = Noting()
    calls(tally).labels("text", "done").inc()
    with tally.written_to(any_database, every=0.01):
        assert tally.written.wait(10)
        assert totals(any_database) == {("text", "done"): 1}


def test_what_cannot_be_written_is_kept_for_the_next_time(
    any_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally()
    calls(tally).labels("text", "done").inc()
    away = Database(make_engine("postgresql://nobody@127.0.0.1:1/none"))
    tally.write(away)
    assert "figures not written" in "".join(capsys.readouterr())
    calls(tally).labels("text", "done").inc()
    tally.write(any_database)
    assert totals(any_database) == {("text", "done"): 2}
