"""Logs hold ids of events, messages and people; never what anybody wrote, is called or was told. Nor do figures,
addresses and the pages of what went wrong.

The real processes with the real settings of logging, everything they print, on a day when much goes wrong.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

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
from tests.support.program import Program

THAI = re.compile("[\u0e00-\u0e7f]")
NAME, WORDS, PLACE = "Secretive Somchai", "whispered-0812345678", "Hidden Road 7"
OFFICE = "06260190"
# Bugs whose messages quote all there is to quote: one of Python, one that the database words, one of a page.
PROGRAM = """
import sys
from sqlalchemy import text
from bot.vocabulary.intents import Do
from handlers import dispatch, inbox
from web.library import home

def quotes(request):
    raise LookupError(f"{request.person.name} {request.event.raw}")

def asks(request):
    quoted = {"words": f"{request.person.name} whispered-0812345678"}
    request.session.execute(text("SELECT :words FROM nothing"), quoted)

def breaks(session):
    raise LookupError("whispered-0812345678")

home.shelves = breaks
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

    def process(self, command: str) -> Program:
        program = ["-c", PROGRAM, "--clock-url", f"{self.line.api}/emulator/clock", command]
        return Program(program, self.environ, self.log)

    def page(self, path: str, method: str = "GET") -> tuple[int, str]:
        """Status, and all that comes back: headers and body."""
        answer = urllib3.request(method, f"{self.base}{path}", retries=False, redirect=False)
        return answer.status, f"{dict(answer.headers)} {answer.data.decode('utf-8', 'replace')}"

    def knows(self, name: str) -> bool:
        with self.database.reading() as session:
            return session.scalar(select(Person).where(Person.name == name)) is not None

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
        serving.wait(PATIENCE)
        made.database.close()
        line.clear_faults()


def until(is_so: Callable[[], bool], seconds: float = 10 * PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never came so far"
        time.sleep(0.05)


def test_whatever_goes_wrong_logs_hold_ids_and_nothing_that_people_wrote(installation: Installation) -> None:
    line = installation.line
    officer = line.state()["people"][1]["userId"]
    stranger = line.person(NAME)
    line.follow(stranger)
    # Somebody who asks to join, so that LINE is asked for the name and the office above is told it.
    for words in (OFFICE, "ยืนยัน", "ข้อมูลของฉัน", WORDS, f"เข้าร่วม {WORDS}", f"ค้นหา {WORDS}"):
        assert line.say(stranger, words)
    until(lambda: installation.knows(NAME))
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
    shown = {
        (method, path): installation.page(path, method)
        for method in ("GET", "POST")
        for path in (f"/nothing?{WORDS}", "/", f"/k/{WORDS}", f"/desk/in/{WORDS}", f"/my-data/{WORDS}", f"/{WORDS}")
    }
    assert shown["GET", "/"][0] == 500 and shown["GET", f"/my-data/{WORDS}"][0] == 410
    figures = {path: installation.page(path) for path in ("/metrics", "/readyz", "/healthz")}
    assert {status for status, _ in figures.values()} == {200} and "nong_events" in figures["/metrics"][1]

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
    links = {link for row in letters for link in re.findall(r'"uri": ?"([^"]+)"', json.dumps(row.messages))}
    assert links, "otherwise nothing is proved"
    for secret in (NAME, NAME.split()[1], WORDS, PLACE, *tokens, *(person.line_user_id for person in people)):
        assert secret not in log
        for place, (_, page) in (shown | figures).items():
            assert secret not in page, place
        assert not [link for link in links if secret in link or quote(secret) in link]
    called = [call["path"] for call in line.calls()]
    assert not [path for path in called if any(secret in path for secret in (NAME.split()[1], WORDS, *tokens))]
