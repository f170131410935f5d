"""Start here: settings in, Flask out. The path of an event, and `python app.py COMMAND`.

An event: `/callback` below checks LINE's signature over the raw bytes → `handlers/inbox.py` handles each event
in one transaction → `handlers/dispatch.py` is the table of what means what. The answers wait in the outbox;
after the commit the lanes of `AfterCommit` send them. Nothing in the request waits for LINE.
"""

from __future__ import annotations

import logging
import sys
import threading
from datetime import UTC, datetime, timedelta

import click
import structlog
from flask import Flask, request

from bot.line import webhook
from commands import all_commands
from commands.demo.clock import DemoClock
from commands.demo.demo import demo
from commands.wiring import Wiring
from config import SettingsError
from handlers import inbox
from models.messaging import outbox
from models.photos import attachment
from services.exporting import jobs
from services.messaging.lanes import Lanes
from services.messaging.names import Namer
from services.messaging.send import LEASE
from services.operations import figures
from services.storage.store import Store
from web import add_pages
from web.access import open_to_all

MAX_BODY = 2 * 1024 * 1024  # bytes; LINE's own limit for a request is the same
# A reply must leave within 50 s. With LINE taking 2 s an answer, 64 lanes keep up with 32 events a second; the
# 8 of before lost half of the answers at 20 (bench/webhook.py). A lane that waits for LINE costs next to nothing.
SENDING_LANES = 64

log = structlog.get_logger(__name__)


def system_clock() -> datetime:
    return datetime.now(UTC)


class AfterCommit:
    """What follows a committed event or page, beside the request: sending, fetching photos, asking for names, making
    files that take a while."""

    def __init__(self, wiring: Wiring) -> None:
        namer = Namer(wiring.database, wiring.line)
        self._sending = Lanes(wiring.sender.send_next, lanes=SENDING_LANES)
        self._fetching = Lanes(wiring.keeper.fetch_soon, lanes=4)
        self._naming = Lanes(namer.learn, lanes=1)
        self._wiring = wiring
        self._later: threading.Timer | None = None
        self._all = (self._sending, self._fetching, self._naming)
        store = Store(wiring.settings.media_url)
        maker = jobs.Worker(wiring.database, store, wiring.clock, wiring.settings.public_base_url)
        # One file at a time: the answers of the chat come first on a small machine.
        self._making = Lanes(maker.work, lanes=1)

    def start(self) -> None:
        for lanes in (*self._all, self._making):
            lanes.start()

    def make(self, job_id: int) -> None:
        """A file was asked for."""
        self._making.wake(job_id)

    def follow(self, result: inbox.EventResult) -> None:
        for lanes, keys in zip(self._all, (result.send_to, result.fetch, result.unnamed), strict=True):
            for key in dict.fromkeys(keys):
                lanes.wake(key)

    def catch_up(self) -> None:
        """Takes up what a killed process left behind, at once and again when its claims have run out: a reply
        token may still live then, and the scheduler looks only once a minute."""
        self._take_up()
        self._later = threading.Timer((LEASE + timedelta(seconds=1)).total_seconds(), self._take_up)
        self._later.daemon = True
        self._later.start()

    def _take_up(self) -> None:
        now = self._wiring.clock()
        with self._wiring.database.reading() as session:
            waiting = outbox.people_waiting(session, now)
            photos = attachment.due(session, now)
            files = jobs.unfinished(session)
        for job_id in files:
            self.make(job_id)
        self.follow(inbox.EventResult(inbox.Outcome.DONE, send_to=list(waiting), fetch=list(photos)))

    def stop(self) -> None:
        if self._later:
            self._later.cancel()
        for lanes in (*self._all, self._making):
            lanes.stop()


def create_app(wiring: Wiring, after_commit: AfterCommit) -> Flask:
    """The web process. `after_commit` must have been started by whoever serves."""
    app = Flask(__name__, static_folder="web/static", template_folder="web/templates")
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["SECRET_KEY"] = wiring.settings.secret_key

    @app.post("/callback")
    @open_to_all("LINE, known by its signature")
    def callback() -> tuple[str, int]:
        try:
            events = webhook.read(
                wiring.settings.line_channel_secret, request.get_data(), request.headers.get("X-Line-Signature")
            )
        except webhook.NotFromLine:
            return "signature does not match\n", 400
        except webhook.NotAWebhook:
            return "not a webhook\n", 400
        try:
            for event in events:
                result = inbox.process_event(event, wiring.database, wiring.clock())
                figures.events.labels(event.kind.value, result.outcome.value).inc()
                after_commit.follow(result)
        except inbox.DOWN as error:
            log.error("database unreachable", error=type(error).__name__)
            return "database unreachable\n", 500
        return "ok\n", 200

    add_pages(
        app,
        database=wiring.database,
        clock=wiring.clock,
        address=wiring.page_address,
        secure=wiring.settings.public_base_url.startswith("https://"),
        wake=lambda people: after_commit.follow(inbox.EventResult(inbox.Outcome.DONE, send_to=list(people))),
        open_photo=wiring.keeper.open,
        begin=after_commit.make,
        open_file=Store(wiring.settings.media_url).open,
    )
    return app


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--clock-url", hidden=True, help="The demo's clock: an address that tells the time.")
@click.pass_context
def cli(context: click.Context, clock_url: str | None) -> None:
    """น้องรายงาน: a LINE bot that carries a circular to every office and brings each month's report back.

    Without a command it runs the demo: a pretend LINE, the bot and a small province on this machine.
    """
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    clock = DemoClock(clock_url) if clock_url else system_clock
    context.obj = Wiring(clock=clock, on_call=lambda outcome: figures.line_calls.labels(outcome).inc())
    context.meta["web"] = lambda wiring: _web(wiring)
    if context.invoked_subcommand is None:
        context.invoke(demo)


def _web(wiring: Wiring) -> tuple[Flask, AfterCommit]:
    after_commit = AfterCommit(wiring)
    return create_app(wiring, after_commit), after_commit


for command in all_commands():
    cli.add_command(command)


def main() -> None:
    try:
        # click hands `context.exit(1)` back as a value here.
        code = cli(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        click.echo(f"Error: {error.format_message()}", err=True)
        sys.exit(error.exit_code)
    except SettingsError as error:
        click.echo("Error: " + str(error).replace("\n", "; "), err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)


if __name__ == "__main__":
    main()
