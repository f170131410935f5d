"""The front door: what `/callback` says to anything that may knock, and how commands end."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import structlog
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app import create_app, main
from bot.line.errors import LineUnreachable
from commands.serving.background import Background
from commands.wiring import Wiring
from config import Settings
from models import Base
from models.knowledge import visit
from models.knowledge.visit import VisitKind
from services.operations import setup
from services.untrusted import readings
from services.untrusted.apart import Unavailable
from tests.support.emulator import SECRET, TOKEN, Line
from tests.support.terminal import NOON
from web import limits

ROOT = Path(__file__).resolve().parent.parent


class Door:
    def __init__(self, line: Line, sqlite_url: str, media: Path) -> None:
        environ = {
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
            "LINE_API_BASE": line.api,
            "LINE_DATA_API_BASE": line.api,
            "DATABASE_URL": sqlite_url,
            "MEDIA_URL": str(media),
            "PUBLIC_BASE_URL": "http://127.0.0.1:1",
            "SECRET_KEY": "a key of the tests, long enough",
        }
        self.wiring = Wiring(
            clock=lambda: NOON, load=lambda *, talking: Settings.load(environ, talking=talking, dotenv=None)
        )
        self.client: FlaskClient = create_app(self.wiring, Background(self.wiring)).test_client()

    def post(self, body: bytes, signature: str | None = None, **headers: str) -> int:
        """The status; signed rightly unless a signature is given ("" for none)."""
        if signature is None:
            signature = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
        if signature:
            headers["X-Line-Signature"] = signature
        return self.client.post("/callback", data=body, headers=headers).status_code

    def rows(self) -> int:
        with self.wiring.database.reading() as session:
            return sum(session.scalar(select(func.count()).select_from(t)) or 0 for t in Base.metadata.sorted_tables)


@pytest.fixture
def door(line: Line, sqlite_url: str, tmp_path: Path) -> Iterator[Door]:
    line.reset()
    opened = Door(line, sqlite_url, tmp_path / "media")
    yield opened
    opened.wiring.database.close()


def test_line_is_never_limited_by_its_address(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ADDRESS", limits.Rate(1))
    door.client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    assert [door.post(b'{"events": []}') for _ in range(3)] == [200] * 3
    assert [door.client.get("/nothing").status_code for _ in range(2)] == [404, 429]


def test_openings_of_the_library_are_written_at_the_end_at_the_latest(door: Door) -> None:
    looked = setup.look(door.wiring.database)
    with door.wiring.database.writing() as session:
        setup.init(session, NOON, looked)
    background = Background(door.wiring)
    background.start()
    door.wiring.visits.count(1, VisitKind.SCAN, "", NOON)
    background.stop()
    with door.wiring.database.reading() as session:
        assert visit.counts(session, 1) == {"scan": 1}


@pytest.mark.parametrize("silent", [0, 1])
def test_a_group_is_answered_by_its_reply_token_alone(door: Door, silent: int) -> None:
    """Also where LINE gives no answer at first; whenever the clock is looked at, seconds have passed."""
    looked = setup.look(door.wiring.database)
    with door.wiring.database.writing() as session:
        setup.init(session, NOON, looked)
    said: list[tuple[str, str]] = []

    class Speaks:
        def reply(self, token: str, messages: list[dict[str, Any]]) -> str:
            said.append((token, messages[0]["text"]))
            if len(said) <= silent:
                raise LineUnreachable
            return "request"

    door.wiring.__dict__["line"] = Speaks()
    seconds = count(step=2)
    door.wiring.clock = lambda: NOON + timedelta(seconds=next(seconds))
    background = Background(door.wiring)
    background.start()
    client = create_app(door.wiring, background).test_client()
    asked = event(
        source={"type": "group", "groupId": "C" + "1" * 32, "userId": "U" + "1" * 32},
        message={"type": "text", "id": "1", "text": "ความรู้ โคก หนอง นา"},
    )
    sent = body(asked, asked | {"webhookEventId": "01E2", "message": {"type": "text", "id": "2", "text": "ขอบคุณ"}})
    door.client = client
    assert door.post(sent) == 200 and door.post(sent) == 200
    background.stop()
    assert len(said) == 1 + silent and len(set(said)) == 1
    token, words = said[0]
    assert token == "r" * 32 and "/k/" in words


def test_a_group_that_asks_without_end_is_not_heard(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GROUP", limits.Rate(2, seconds=31_536_000))

    def asked(number: int, group: str) -> dict[str, Any]:
        message = {"type": "text", "id": str(number), "text": "ความรู้"}
        source = {"type": "group", "groupId": group}
        return event(webhookEventId=f"01E{number}{group}", message=message, source=source)

    empty = door.rows()
    assert door.post(body(*(asked(number, "C1") for number in range(5)))) == 200
    assert door.rows() == empty + 2
    assert door.post(body(asked(1, "C2"))) == 200 and door.rows() == empty + 3


def event(**changes: Any) -> dict[str, Any]:
    return {
        "type": "message",
        "mode": "active",
        "timestamp": 1_793_000_000_000,
        "webhookEventId": "01E1",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": "r" * 32,
        "source": {"type": "user", "userId": "U" + "1" * 32},
        "message": {"type": "text", "id": "1", "text": "เมนู"},
    } | changes


def body(*events: Any) -> bytes:
    return json.dumps({"destination": "U" + "0" * 32, "events": list(events)}).encode()


@pytest.mark.parametrize(
    ("sent", "signature", "status"),
    [
        (body(event()), "", 400),
        (body(event()), "bm9wZQ==", 400),
        (body(event()), "\u0e01".encode().decode("latin-1"), 400),
        (b"", None, 400),
        (b"{", None, 400),
        (b"\xff\xfe", None, 400),
        (b"[1, 2]", None, 400),
        (b'{"events": "x"}', None, 400),
        (b"{" * 100_000, None, 400),
        (b" " * (2 * 1024 * 1024 + 1), None, 413),
        (body(), None, 200),
        (body({"type": "newThing"}, 5, None), None, 200),
    ],
)
def test_whatever_knocks_gets_a_clear_status_and_changes_nothing(
    door: Door, sent: bytes, signature: str | None, status: int
) -> None:
    before = door.rows()
    assert door.post(sent, signature) == status
    assert door.rows() == before


def test_other_methods_are_refused(door: Door) -> None:
    assert door.client.get("/callback").status_code == 405


def test_the_consoles_old_verify_events_are_taken(door: Door) -> None:
    old = [event(replyToken=c * 32, webhookEventId=f"01{c}", source={"type": "user"}) for c in "0f"]
    assert door.post(body(*old)) == 200


def test_a_huge_text_is_answered_like_any_other(door: Door) -> None:
    assert door.post(body(event(message={"type": "text", "id": "1", "text": "ก" * 200_000}))) == 200


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[Any, str]]:
    """What a command ends with and says, in this process; `test_promises_documents` starts the program itself."""

    def run(*arguments: str, database: str = f"sqlite:///{tmp_path}/x.sqlite3") -> tuple[Any, str]:
        for setting in fields(Settings):
            monkeypatch.delenv(setting.name.upper(), raising=False)
        monkeypatch.setenv("DATABASE_URL", database)
        monkeypatch.chdir(ROOT)
        monkeypatch.setattr(sys, "argv", ["app.py", *arguments])
        logging = structlog.get_config()
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            structlog.configure(**logging)
        said = capsys.readouterr()
        return ended.value.code, said.out + said.err

    return run


MIGRATE = "Error: the database is not up to date: run `python app.py migrate` first"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ("--help", 0, "Usage"),
        ("units", 2, "units [OPTIONS] COMMAND"),
        ("no-such-command", 2, "No such command"),
        ("serve", 2, "LINE_CHANNEL_SECRET is not set"),
        ("serve --port 99999", 2, "99999 is not in the range"),
        ("demo --port 99999", 2, "99999 is not in the range"),
        ("units import no-such-file.csv", 2, "no-such-file.csv"),
        ("doctor", 1, "bad"),
        ("members list", 1, MIGRATE),
        ("deadletters replay --all", 1, MIGRATE),
        ("export --programme x --period 2026-10 --out x.csv", 1, MIGRATE),
    ],
)
def test_commands_end_with_a_code_and_one_clear_line(
    typed: Callable[..., tuple[Any, str]], arguments: str, code: int, words: str
) -> None:
    ended, said = typed(*arguments.split())
    assert ended == code, said
    assert words in said and "Error: Usage" not in said


def test_a_file_that_nobody_can_look_at_now_is_one_clear_line(
    typed: Callable[..., tuple[Any, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_asked: Any, **_terms: Any) -> Any:
        raise Unavailable("no reader")

    monkeypatch.setattr(readings, "run", run)
    (tmp_path / "form.xlsx").write_bytes(b"PK")
    code, said = typed("form", "check", str(tmp_path / "form.xlsx"))
    assert (code, said) == (1, "Error: the file could not be looked at (no reader): try again\n")


def test_a_database_that_is_away_is_one_clear_line(typed: Callable[..., tuple[Any, str]]) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"postgresql://nong:hidden@127.0.0.1:{nobody.getsockname()[1]}/nong"
        code, said = typed("members", "list", database=url)
    assert (code, said.count("\n")) == (2, 1)
    assert said.startswith("Error: the database: ") and "refused" in said and "hidden" not in said
