"""Logs hold ids of events, messages and people; never what anybody wrote, is called or was told.

The real processes with the real settings of logging, everything they print, on a day when much goes wrong.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import urllib3
from sqlalchemy import select

from commands.demo.clock import DemoClock
from commands.demo.seed import seed
from commands.wiring import Wiring
from config import Settings
from models.membership.person import Person
from models.messaging import webhook_event
from models.messaging.outbox import Outbox
from tests.support.emulator import PATIENCE, SECRET, TOKEN, Line
from tests.support.source import ROOT

THAI = re.compile("[\u0e00-\u0e7f]")
NAME, WORDS, PLACE = "Secretive Somchai", "whispered-0812345678", "Hidden Road 7"
# Two bugs whose messages quote all there is to quote: one of Python, one that the database words.
PROGRAM = """
import sys
from sqlalchemy import text
from bot.vocabulary.intents import Do
from handlers import dispatch, inbox

def quotes(request):
    raise LookupError(f"{request.person.name} {request.event.raw}")

def asks(request):
    quoted = {"words": f"{request.person.name} whispered-0812345678"}
    request.session.execute(text("SELECT :words FROM nothing"), quoted)

inbox.WAITS = (0.0, 0.1)
dispatch.TABLE[Do.HELP], dispatch.TABLE[Do.CONTACT] = dispatch.Row(quotes), dispatch.Row(asks)
from app import main
main()
"""


class Installation:
    """A database with the demo's province, and processes that all print into one file."""

    def __init__(self, line: Line, url: str, folder: Path) -> None:
        self.line = line
        self.log = folder / "log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.base = f"http://127.0.0.1:{free.getsockname()[1]}"
        self.environ = {
            "PATH": os.environ["PATH"],
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
            "LINE_API_BASE": line.api,
            "LINE_DATA_API_BASE": line.api,
            "DATABASE_URL": url,
            "MEDIA_URL": str(folder / "media"),
            "PUBLIC_BASE_URL": self.base,
            "PORT": self.base.rpartition(":")[2],
            "SECRET_KEY": "a key of the tests, long enough",
        }
        self.wiring = Wiring(
            clock=DemoClock(f"{line.api}/emulator/clock"),
            load=lambda *, talking=True: Settings.load(self.environ, talking=talking, dotenv=None),
        )
        seed(self.wiring, line.api)
        self.database = self.wiring.database

    def process(self, command: str) -> subprocess.Popen[bytes]:
        program = [sys.executable, "-c", PROGRAM, "--clock-url", f"{self.line.api}/emulator/clock", command]
        with self.log.open("ab") as log:
            return subprocess.Popen(program, cwd=ROOT, env=self.environ, stdout=log, stderr=log)

    def serves(self) -> bool:
        try:
            return urllib3.request("GET", f"{self.base}/healthz", retries=False).status == 200
        except urllib3.exceptions.HTTPError:
            return False

    def dead_letters(self) -> list[str]:
        with self.database.reading() as session:
            return [letter.id for letter in webhook_event.dead_letters(session)]


@pytest.fixture
def installation(line: Line, sqlite_url: str, tmp_path: Path) -> Iterator[Installation]:
    line.reset()
    line.clock("2026-11-05T09:00:00+07:00")
    line.quota(None)
    made = Installation(line, sqlite_url, tmp_path)
    serving = made.process("serve")
    try:
        until(made.serves)
        line.webhook(f"{made.base}/callback")
        yield made
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait(30)
        made.database.close()
        line.clear_faults()


def until(is_so: Callable[[], bool], seconds: float = 3 * PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never came so far"
        time.sleep(0.05)


def test_whatever_goes_wrong_logs_hold_ids_and_nothing_that_people_wrote(installation: Installation) -> None:
    line = installation.line
    officer = line.state()["people"][1]["userId"]
    stranger = line.person(NAME)
    line.follow(stranger)
    for words in (WORDS, f"เข้าร่วม {WORDS}", f"ค้นหา {WORDS}"):
        assert line.say(stranger, words)
    line.fault("error500", path="/v2/bot/message/reply")
    assert line.say(officer, "รายงาน")
    for words in ("1", WORDS, "2", "40"):
        assert line.say(officer, words)
    assert line.location(officer, 14.2, 101.2, title=PLACE, address=PLACE)
    line.fault("content404")
    assert line.photo(officer, b"no picture")
    for words in ("ช่วยเหลือ", "ติดต่อ"):
        line.act(stranger, "text", text=words)
    until(lambda: len(installation.dead_letters()) == 2)
    line.fault("error500", path="/v2/bot/message/push")
    assert installation.process("tick").wait(60) == 0
    urllib3.request("GET", f"{installation.base}/nothing?{WORDS}")

    log = installation.log.read_text("utf-8")
    with installation.database.reading() as session:
        people, letters = session.scalars(select(Person)).all(), session.scalars(select(Outbox)).all()
    assert NAME in {person.name for person in people}, "it was asked for, and could have been told"
    assert any(WORDS in str(row.messages) for row in letters)
    failed = set(re.findall(r"event failed.* webhook_event=(\S+)", log))
    assert failed == set(installation.dead_letters())
    unsent = {int(number) for number in re.findall(r"line call failed.* outbox=(\d+)", log)}
    assert unsent and unsent <= {row.id for row in letters}
    for line_of_log in log.splitlines():
        assert not THAI.search(line_of_log), line_of_log
    tokens = {row.reply_token for row in letters} - {None}
    for secret in (NAME, NAME.split()[1], WORDS, PLACE, *tokens, *(person.line_user_id for person in people)):
        assert secret not in log
