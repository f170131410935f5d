"""An outbox whose messages go to the pretend LINE."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from bot.line.client import LineClient
from bot.messages import Text
from models.database import Database
from models.membership import person as people
from models.messaging import outbox
from models.messaging.outbox import Outbox
from scheduler.deliver import deliver
from services.messaging.outbox import answer, queue_push
from services.messaging.send import Sender
from tests.support.emulator import TOKEN, Line
from tests.support.listening_bot import ListeningBot


class Post:
    """An outbox, a sender and one officer, on the pretend LINE's clock."""

    def __init__(self, line: Line, database: Database, bot: ListeningBot) -> None:
        self.line, self.database, self.bot = line, database, bot
        self.client = LineClient(token=TOKEN, api_base=line.api, data_api_base=line.api)
        self.sender = Sender(database, self.client, self.now)
        self.officer = line.person()

    def now(self) -> datetime:
        return datetime.fromisoformat(self.line.get("/emulator/clock")["now"])

    def push(self, *messages: Any, to: str = "") -> int:
        with self.database.writing() as session:
            person = people.meet(session, to or self.officer, self.now())
            row = queue_push(session, person, messages or [Text("ถึงกำหนดส่ง")], now=self.now(), purpose="notice")
            assert row is not None
            return row.id

    def reply(self, *messages: Any) -> int:
        self.line.act(self.officer, "text", text="สวัสดี")
        token = self.bot.events()[-1]["replyToken"]
        with self.database.writing() as session:
            person = people.meet(session, self.officer, self.now())
            now = self.now()
            row = answer(session, person, messages or [Text("ค่ะ")], token, at=now, received_at=now, now=now)
            assert row is not None
            return outbox.write(session, row)

    def row(self, number: int) -> Outbox:
        with self.database.reading() as session:
            return session.get_one(Outbox, number)

    def lane(self) -> list[float]:
        """The officer's lane of the web process is woken; in how many seconds it wants to be asked again."""
        with self.database.writing() as session:
            officer = people.meet(session, self.officer, self.now()).id
        later: list[float] = []
        while self.sender.send_next(officer, later.append):
            pass
        return later

    def tick(self, in_flight: int = 4) -> int:
        """The scheduler's pass over all that may go now; how many rows it took."""
        return deliver(self.sender, in_flight=in_flight)

    def words(self, user: str = "") -> list[str]:
        return [entry["message"].get("text", "") for entry in self.line.bot_entries(user or self.officer)]


@pytest.fixture
def post(line: Line, database: Database, listening_bot: ListeningBot) -> Iterator[Post]:
    line.reset(listening_bot.hook)
    line.quota(None)
    yield Post(line, database, listening_bot)
    line.clear_faults()
