"""`serve`: the web process. One process with threads, so that one person's answers keep their order."""

from __future__ import annotations

import gc
import signal
from types import FrameType

import click
import waitress

from commands.wiring import Wiring
from services.forms.compiled import warm
from services.operations.migrate import is_current

THREADS = 8


@click.command()
@click.option("--host", help="Address to listen on (default: HOST, else 127.0.0.1).")
@click.option("--port", type=int, help="Port to listen on (default: PORT, else 8000).")
@click.pass_context
def serve(context: click.Context, host: str | None, port: int | None) -> None:
    """Run the web process: LINE's webhook, the pages, the sender."""
    wiring: Wiring = context.obj
    wiring.must_talk()
    if not is_current(wiring.database.engine):
        raise click.ClickException("the database is not up to date: run `python app.py migrate` first")
    wiring.ask_basic_id()
    with wiring.database.reading() as session:
        warm(session)
    # What is loaded by now stays for good: to look through it for garbage costs a tenth of every large page.
    gc.collect()
    gc.freeze()
    app, background = context.meta["web"](wiring)
    signal.signal(signal.SIGTERM, _leave)
    background.start()
    try:
        waitress.serve(
            app,
            host=host or wiring.settings.host,
            port=port or wiring.settings.port,
            threads=THREADS,
            ident="nong-rai-ngan",
            clear_untrusted_proxy_headers=True,
        )
    finally:
        background.stop()
        wiring.database.close()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    # waitress closes its sockets and lets running requests finish on SystemExit.
    raise SystemExit(0)
