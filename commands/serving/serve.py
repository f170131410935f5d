"""`serve`: the web process, or several behind one address."""

from __future__ import annotations

import gc
import signal
import socket
from contextlib import ExitStack
from types import FrameType

import click

from commands.serving.processes import listening, run_many
from commands.serving.server import make_server
from commands.wiring import Wiring
from models.database import CONNECTIONS
from services.forms.compiled import warm
from services.operations import figures
from services.operations.alone import TooMany, need_connections, take_file
from services.operations.watchdog import watched

MOST_PROCESSES = 32


@click.command()
@click.option("--host", help="Address to listen on (default: HOST, else 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on (default: PORT, else 8000).")
@click.option(
    "--processes",
    default=1,
    show_default=True,
    type=click.IntRange(1, MOST_PROCESSES),
    help="How many web processes; more than one need PostgreSQL.",
)
@click.pass_context
def serve(context: click.Context, host: str | None, port: int | None, processes: int) -> None:
    """Run the web process: LINE's webhook, the pages, the sender.

    The same command may run several times, also on several machines, as long as they share one PostgreSQL.
    """
    wiring: Wiring = context.obj
    wiring.must_talk()
    engine = wiring.database.engine
    wiring.must_be_current()
    if processes > 1 and engine.dialect.name == "sqlite":
        raise click.ClickException("SQLite carries one web process: use PostgreSQL (DATABASE_URL) for --processes")
    try:
        mark = take_file(engine)
        need_connections(engine, processes * CONNECTIONS)
        port = port if port is not None else wiring.settings.port
        doors = listening(host or wiring.settings.host, port, processes)
    except TooMany as refused:
        raise click.ClickException(str(refused)) from None
    except OSError as error:
        raise click.ClickException(f"cannot listen there: {error.strerror or error}") from None
    wiring.ask_basic_id()
    with wiring.database.reading() as session:
        warm(session)
    # What is loaded by now stays for good: to look through it for garbage costs a tenth of every large page.
    gc.collect()
    gc.freeze()
    with ExitStack() as open_doors:
        for door in doors:
            open_doors.enter_context(door)
        if processes == 1:
            _serve(context, wiring, doors[0])
        else:
            wiring.close()
            with watched(lambda: True):
                run_many(processes, lambda number: _serve(context, wiring, doors[number]))
    if mark is not None:
        mark.close()


def _serve(context: click.Context, wiring: Wiring, door: socket.socket) -> None:
    """One web process, until SIGTERM."""
    app, background = context.meta["web"](wiring)
    signal.signal(signal.SIGTERM, _leave)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})
    background.start()
    try:
        with figures.TALLY.written_to(wiring.database), watched(background.pulse.is_felt):
            make_server(app, door, trusted_proxy=wiring.settings.trusted_proxy).run()
    finally:
        background.stop()
        wiring.close()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    # waitress closes its sockets and lets running requests finish on SystemExit.
    raise SystemExit(0)
