"""Start here: settings in, Flask out. The path of an event, and `python app.py COMMAND`.

An event: `commands/serving/callback.py` checks LINE's signature over the raw bytes and writes the events down, nothing
else → `commands/serving/background.py` has `handlers/inbox.py` handle them, one after another for each person, each in
one transaction → `handlers/dispatch.py` is the table of what means what. The answers wait in the outbox and are sent
after the commit.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
import structlog

from commands import COMMANDS
from commands.wiring import Wiring
from config import SettingsError

if TYPE_CHECKING:
    from flask import Flask

    from commands.serving.background import Background


def system_clock() -> datetime:
    return datetime.now(UTC)


def create_app(wiring: Wiring, background: Background) -> Flask:
    """The web process. `background` must have been started by whoever serves."""
    # What serves is imported by whoever serves: most commands need none of it.
    from flask import Flask

    from commands.serving import callback
    from services.knowledge.qr_pictures import QrPictures
    from services.storage.store import Store
    from web import add_pages

    app = Flask(__name__, static_folder="web/static", template_folder="web/templates")
    app.config["SECRET_KEY"] = wiring.settings.secret_key

    callback.install(app, wiring.settings.line_channel_secret, background.receive)
    store = Store(wiring.settings.media_url)
    add_pages(
        app,
        database=wiring.database,
        clock=wiring.clock,
        address=lambda: wiring.address,
        visits=wiring.visits,
        pictures=QrPictures(store),
        metrics_token=wiring.settings.metrics_token,
        secure=wiring.settings.public_base_url.startswith("https://"),
        wake=background.send,
        open_photo=wiring.keeper.open,
        open_small=wiring.keeper.open_small,
        begin=background.make,
        open_file=store.open,
        store=store,
    )
    return app


@click.group(commands=COMMANDS, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
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
    context.obj = Wiring(clock=_clock(clock_url), on_call=_count)
    context.meta["web"] = lambda wiring: _web(wiring)
    if context.invoked_subcommand is None:
        context.invoke(COMMANDS["demo"])


def _clock(url: str | None) -> Callable[[], datetime]:
    if not url:
        return system_clock
    from commands.demo.clock import DemoClock

    return DemoClock(url)


def _count(outcome: str) -> None:
    from services.operations import figures

    figures.line_calls.labels(outcome).inc()


def _web(wiring: Wiring) -> tuple[Flask, Background]:
    from commands.serving.background import Background

    background = Background(wiring)
    return create_app(wiring, background), background


def main() -> None:
    try:
        # click hands `context.exit(1)` back as a value here.
        code = cli(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        click.echo(f"Error: {error.format_message()}", err=True)
        sys.exit(error.exit_code)
    except SettingsError as error:
        click.echo("Error: " + str(error).replace("\n", "; "), err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Exception as error:
        # Loaded by whoever raised one; a form is checked without the first, most commands without the second.
        from sqlalchemy.exc import OperationalError

        from services.untrusted.apart import Unavailable

        if isinstance(error, Unavailable):
            click.echo(f"Error: the file could not be looked at ({error}): try again", err=True)
            sys.exit(1)
        if not isinstance(error, OperationalError):
            raise
        click.echo(f"Error: the database: {str(error.orig).splitlines()[0]}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
