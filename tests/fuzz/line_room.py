"""LINE's side: signed bodies to `/callback`, and each event of them down to its answer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from app import create_app
from bot.events import Event
from commands.wiring import Wiring
from config import Settings
from handlers import inbox
from handlers.inbox import Outcome
from models.messaging.outbox import UNSENT_STATES, Outbox, OutboxState
from models.messaging.webhook_event import EventState, WebhookEvent
from tests.fuzz.drawing.webhooks import event
from tests.fuzz.place import Place
from tests.support.emulator import SECRET, TOKEN
from tests.support.strict import judge
from tests.web.desk.world import SUPERVISORS

OWN = {
    *("webhook_event", "outbox", "person", "conversation", "membership", "mailbox_code", "snooze", "audit_log"),
    *("desk_link", "desk_visit", "visit", "reminder"),
}
OFFICERS = OWN | {"report", "report_event", "attachment", "invite", "circular_office", "circular_receipt"}
REVIEWING = OFFICERS | {"extension", "job", "upload"}
ROUNDS = 30


class _Background:
    """Takes events in as the web process does; they are handled when the test says so."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def receive(self, events: Sequence[Event]) -> None:
        inbox.receive(events, self._place.database, self._place.site.now)

    def send(self, people: Sequence[int]) -> None:
        """Nothing is sent."""

    def make(self, job: int) -> None:
        """Nothing is made."""


class LineRoom:
    def __init__(self, place: Place, media: Path) -> None:
        self.place = place
        environ = {
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
            "DATABASE_URL": "sqlite://",
            "MEDIA_URL": str(media),
            "PUBLIC_BASE_URL": "http://127.0.0.1:1",
            "SECRET_KEY": "a key of the tests, long enough",
        }
        wiring = Wiring(
            clock=lambda: place.site.now,
            load=lambda *, talking: Settings.load(environ, talking=talking, dotenv=None),
        )
        vars(wiring)["database"] = place.database
        self._client = create_app(wiring, _Background(place)).test_client()  # type: ignore[arg-type]

    def types(self, said: tuple[str, str]) -> None:
        """(who, words)"""
        who, text = said
        self._one(who, event("message", self.place.user_ids[who], message={"type": "text", "id": "m1", "text": text}))

    def presses(self, said: tuple[str, str]) -> None:
        """(who, the button's data)"""
        who, data = said
        params = {"date": "2026-11-10"}
        self._one(who, event("postback", self.place.user_ids[who], postback={"data": data, "params": params}))

    def posts(self, sent: tuple[str, bytes]) -> None:
        """(who sends, body)"""
        who, body = sent
        with self.place.judged(who, self._may_change(who)):
            status = self._post(body)
            assert status in (200, 400), status
            self._handled()

    def _one(self, who: str, happened: dict[str, Any]) -> None:
        with self.place.judged(who, self._may_change(who)):
            assert self._post(json.dumps({"events": [happened]}).encode()) == 200
            assert self._handled() or not happened["source"]

    def _may_change(self, who: str) -> set[str]:
        return REVIEWING if who in SUPERVISORS else OFFICERS if who.startswith("officer") else OWN

    def _post(self, body: bytes) -> int:
        signature = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
        return self._client.post("/callback", data=body, headers={"X-Line-Signature": signature}).status_code

    def _handled(self) -> int:
        """All events that wait, one after another, as though LINE had taken each answer at once; how many. What is
        put on its way must be something LINE would take."""
        database, now = self.place.database, self.place.site.now
        for done in range(ROUNDS):
            with database.reading() as session:
                waiting = WebhookEvent.state == EventState.WAITING
                user_id = session.scalar(select(WebhookEvent.line_user_id).where(waiting).limit(1))
            if user_id is None:
                self._sent()
                return done
            result = inbox.handle_next(user_id, database, now, handle=_told)
            assert result is not None and result.outcome is Outcome.DONE, result
            self._sent()
        raise AssertionError("events without an end")

    def _sent(self) -> None:
        with self.place.database.writing() as session:
            new = session.scalars(select(Outbox).where(Outbox.state.in_(UNSENT_STATES))).all()
            for row in new:
                judge(json.dumps(row.messages, ensure_ascii=False))
            session.execute(
                update(Outbox).values(state=OutboxState.SENT, claimed_until=None, sent_at=self.place.site.now)
            )


def _told(request: Any) -> Any:
    """The faults that the inbox would keep to itself."""
    try:
        return inbox.dispatch(request)
    except inbox.StillSending:
        raise
    except Exception as error:
        raise Fault(error) from error


class Fault(BaseException):
    """A fault of ours; the inbox catches no such thing, so that it comes out here."""
