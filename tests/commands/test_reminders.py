"""`tick`, `reminders preview` and `scheduler`, as an operator uses them."""

from __future__ import annotations

import json
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from commands.reminders import reminders, scheduler, tick
from models.database import Database, make_engine
from models.heartbeat import Heartbeat
from models.membership.person import PersonState
from models.messaging.outbox import Outbox
from models.programme import Programme
from tests.support.district import ADDRESS, District, at
from tests.support.emulator import SECRET, TOKEN, Line
from tests.support.program import Program
from tests.support.terminal import Terminal

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def environ(sqlite_url: str, line: Line, tmp_path: Path) -> dict[str, str]:
    line.reset()
    line.clock("2026-11-05T09:00")
    return {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
        "LINE_API_BASE": line.api,
        "LINE_DATA_API_BASE": line.api,
        "DATABASE_URL": sqlite_url,
        "MEDIA_URL": str(tmp_path / "media"),
        "PUBLIC_BASE_URL": "http://127.0.0.1:1",
        "SECRET_KEY": "a key of the tests, long enough",
    }


@pytest.fixture
def user_id(environ: dict[str, str], line: Line) -> str:
    """An officer of the near office; the far one has an officer who blocked the bot."""
    user_id = line.person("เจ้าหน้าที่")
    database = Database(make_engine(environ["DATABASE_URL"]), {"address": ADDRESS})
    with database.writing() as session:
        district = District(session)
        district.joins(district.near, district.person(user_id))
        district.joins(district.far, district.person("U" + "b" * 32, PersonState.BLOCKED))
        district.office("06110303")
    database.close()
    return user_id


@pytest.fixture
def terminal(environ: dict[str, str]):
    terminal = Terminal(now=at(2026, 11, 12).astimezone(UTC), **environ)
    yield terminal
    terminal.close()


def figures(terminal: Terminal, now: str) -> dict[str, int]:
    # The log has no place of its own here: what the command prints is the last line.
    return json.loads(terminal.done(tick, "--now", now, "--json").splitlines()[-1])


def test_tick_at_a_moment_sends_and_a_second_one_does_not(terminal: Terminal, user_id: str, line: Line) -> None:
    first = figures(terminal, "2026-11-05T09:00")
    assert (first["planned"], first["sent"]) == (1, 1)
    assert figures(terminal, "2026-11-05T02:00:00+00:00")["planned"] == 0  # the same moment in UTC
    assert len(line.bot_entries(user_id)) == 1
    assert line.refused_calls() == []


def test_tick_takes_the_clock_where_no_moment_is_given(terminal: Terminal, user_id: str, line: Line) -> None:
    assert "planned 0" in terminal.done(tick)  # the 12th: no rung stands
    terminal.now = at(2026, 11, 8).astimezone(UTC)
    assert "planned 1, sent 1" in terminal.done(tick)


def test_a_moment_that_is_none_is_refused(terminal: Terminal, user_id: str) -> None:
    assert "no ISO time" in terminal.refused(tick, "--now", "tomorrow")
    for year in ("0001", "2569", "9999"):
        assert "2000 to 2499 (CE)" in terminal.refused(reminders, "preview", "--now", f"{year}-11-05T09:00")


def test_a_pass_with_a_broken_step_fails_with_its_name(terminal: Terminal, user_id: str) -> None:
    with terminal.wiring.database.writing() as session:
        session.scalars(select(Programme)).one().schedule = {"due_day": 99}
    assert terminal.refused(tick, "--now", "2026-11-05T09:00") == "failed: plan, menus (see the log)"


def test_the_preview_names_what_would_go_out_and_whom_it_cannot_reach(terminal: Terminal, user_id: str) -> None:
    shown = terminal.json(reminders, "preview", "--now", "2026-11-05T06:00")
    assert shown["at"] == "2026-11-05T08:30:00+07:00"
    (message,) = shown["messages"]
    assert message["items"] == [
        {
            "programme": "khok-nong-na",
            "unit": "06110301",
            "period": "2026-10",
            "due": "2026-11-05",
            "kinds": ["due@2026-11-05"],
        }
    ]
    assert shown["nobody"] == ["06110303"] and shown["unreachable"] == ["06110302"]
    words = terminal.done(reminders, "preview", "--now", "2026-11-05T17:30")
    assert words.startswith("At 2026-11-06 08:30 (Bangkok), messages: 1")
    assert "Owing a report, nobody has joined (1): 06110303" in words


def test_the_preview_changes_nothing(terminal: Terminal, user_id: str, line: Line) -> None:
    before = len(line.calls())
    terminal.done(reminders, "preview", "--now", "2026-11-05T09:00")
    with terminal.wiring.database.reading() as session:
        assert session.scalars(select(Outbox)).all() == []
    assert len(line.calls()) == before


def test_a_database_that_is_not_ready_is_said_in_one_line(environ: dict[str, str], tmp_path: Path) -> None:
    fresh = Terminal(**environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"})
    for command in ((tick,), (reminders, "preview"), (scheduler,)):
        assert "run `python app.py migrate` first" in fresh.refused(*command)
    fresh.close()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_scheduler_runs_until_it_is_told_to_stop(
    environ: dict[str, str], user_id: str, line: Line, stop: signal.Signals, tmp_path: Path
) -> None:
    clock = f"{line.api}/emulator/clock"
    log = tmp_path / "log"
    process = Program(["app.py", "--clock-url", clock, "scheduler", "--every", "0.2"], os.environ | environ, log)
    line.answers(user_id, since=0, seconds=30)
    line.clock("2026-11-06T09:00")
    last = line.last_seq(user_id)
    line.answers(user_id, since=last, seconds=30)
    process.send_signal(stop)
    try:
        assert process.wait(30) == 0
    finally:
        # Left alone it would go on in the database that the next test is lent.
        process.kill()
    assert "Traceback" not in log.read_text("utf-8")
    assert len(line.bot_entries(user_id)) == 2
    database = Database(make_engine(environ["DATABASE_URL"]), {"address": ADDRESS})
    with database.reading() as session:
        assert session.get(Heartbeat, "scheduler").at >= datetime(2026, 11, 6, 2, tzinfo=UTC)
    database.close()
