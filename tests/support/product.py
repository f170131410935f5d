"""The whole product as it runs, in this process: web server, sender, scheduler's pass, on the pretend LINE's clock."""

from __future__ import annotations

import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import waitress.server
from sqlalchemy import select

from app import create_app
from commands.demo.clock import DemoClock
from commands.serving.background import Background
from commands.wiring import Wiring
from config import Settings
from models.database import Database
from models.messaging import webhook_event
from models.messaging.outbox import Outbox, OutboxState
from models.messaging.webhook_event import EventState
from scheduler.tick import Pass, SchedulerDependencies, tick
from services.operations import figures
from tests.support import waitress_end
from tests.support.emulator import PATIENCE, SECRET, TOKEN, Line


class Product:
    """`url` is where its pages are. Close it when the story is over."""

    def __init__(self, line: Line, database_url: str, media: Path) -> None:
        self.line = line
        self._clock = DemoClock(f"{line.api}/emulator/clock")
        self._settings: dict[str, str] = {
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
            "LINE_API_BASE": line.api,
            "LINE_DATA_API_BASE": line.api,
            "DATABASE_URL": database_url,
            "MEDIA_URL": str(media),
            "PUBLIC_BASE_URL": "http://127.0.0.1:1",
            "SECRET_KEY": "a key of the tests, long enough",
        }
        self.wiring = Wiring(
            clock=self._clock,
            load=lambda *, talking=True: Settings.load(self._settings, talking=talking, dotenv=None),
            on_call=lambda outcome: figures.line_calls.labels(outcome).inc(),
        )
        # The port is known only once the server is bound; the address of our pages follows it.
        self._server = waitress.server.create_server(self._late_app, host="127.0.0.1", port=0, threads=6)
        self.url = f"http://127.0.0.1:{self._server.effective_port}"
        self._settings["PUBLIC_BASE_URL"] = self.url
        self._background = Background(self.wiring)
        self._app = create_app(self.wiring, self._background)
        self._background.start()
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        line.webhook(f"{self.url}/callback")

    @property
    def database(self) -> Database:
        return self.wiring.database

    def now(self) -> datetime:
        return self._clock()

    def settle(self) -> None:
        """Waits until every event that came in is handled."""
        end = time.monotonic() + PATIENCE
        while True:
            with self.database.reading() as session:
                if not webhook_event.count(session, EventState.WAITING):
                    return
            assert time.monotonic() < end, "an event is still waiting"
            time.sleep(0.02)

    def rest(self) -> None:
        """Waits until it is known of each message on its way whether it has arrived."""
        end = time.monotonic() + PATIENCE
        while True:
            with self.database.reading() as session:
                if session.scalar(select(Outbox.id).where(Outbox.state == OutboxState.SENDING).limit(1)) is None:
                    return
            assert time.monotonic() < end, "a message is still on its way"
            time.sleep(0.01)

    def tick(self) -> Pass:
        """One pass of the scheduler, over what every event that came in has left."""
        self.settle()
        dependencies = SchedulerDependencies(
            self.database, self.wiring.sender, self.wiring.keeper, self.wiring.line.quota
        )
        return tick(self.now(), dependencies)

    def close(self) -> None:
        waitress_end.close(self._server)
        self._thread.join(10)
        self._background.stop()
        self.database.close()

    def _late_app(self, environ: dict[str, Any], start_response: Any) -> Any:
        return self._app(environ, start_response)
