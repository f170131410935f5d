"""`python app.py` alone: a pretend LINE, the bot, the scheduler and a small province, all on this machine.

Everything is made afresh at each start, under `var/demo/` or beside it (see `folder.py`): the pretend LINE
forgets its people when it stops, so an older database would be full of strangers.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from commands.demo import under_way
from commands.demo.clock import DemoClock
from commands.demo.folder import DemoFolder, own_folder
from commands.demo.seed import seed
from commands.wiring import Wiring
from config import HERE, Settings
from services.knowledge import starting
from services.operations import rich_menu
from services.operations.migrate import migrate
from services.storage.store import Store

PORT = click.IntRange(1, 65535)
PATIENCE = 30.0  # seconds for a part to come up


class _Parts:
    """The processes of the demo, ended together. `log` is where they say what went wrong."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self._running: list[subprocess.Popen[str]] = []

    def start(self, arguments: Sequence[str], env: dict[str, str], **options: object) -> subprocess.Popen[str]:
        # A group of its own: Ctrl-C reaches this process alone, which then ends the others in order.
        part = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=HERE,
            env=env,
            text=True,
            start_new_session=True,
            **options,  # type: ignore[call-overload]
        )
        self._running.append(part)
        return part

    def first_to_end(self) -> subprocess.Popen[str] | None:
        return next((part for part in self._running if part.poll() is not None), None)

    def stop(self) -> None:
        for part in reversed(self._running):
            part.terminate()
        for part in reversed(self._running):
            try:
                part.wait(10)
            except subprocess.TimeoutExpired:
                part.kill()
                part.wait()


@click.command()
@click.option("--port", type=PORT, help="Port of the bot (default: PORT, else 8000; a free one where it is taken).")
@click.option("--chat-port", type=PORT, help="Port of the chat page (default: 8080; a free one where it is taken).")
def demo(port: int | None, chat_port: int | None) -> None:
    """Try everything on this machine: no LINE account, no secrets. Prints the address of a chat page."""
    with own_folder(HERE / "var") as folder:
        _run(folder, port, chat_port)


def _run(own: DemoFolder, port: int | None, chat_port: int | None) -> None:
    # Demos that start together look for a port at different places: what is free now may be taken a second later.
    bot_port = port or _free(int(os.environ.get("PORT") or 8000) + own.number - 1)
    line_port = chat_port or _free(8080 + own.number - 1, bot_port)
    mail_port = _free(8025 + own.number - 1, bot_port, line_port)
    line = f"http://127.0.0.1:{line_port}"
    secret, token = secrets.token_hex(16), secrets.token_urlsafe(24)
    ours = {
        "LINE_CHANNEL_SECRET": secret,
        "LINE_CHANNEL_ACCESS_TOKEN": token,
        "LINE_API_BASE": line,
        "LINE_DATA_API_BASE": line,
        "LINE_BASIC_ID": "",
        "DATABASE_URL": f"sqlite:///{own.path / 'nong.sqlite3'}",
        "MEDIA_URL": str(own.path / "media"),
        "ERASURES_FILE": str(own.path / "erasures.jsonl"),
        "PUBLIC_BASE_URL": f"http://127.0.0.1:{bot_port}",
        "SECRET_KEY": secrets.token_hex(16),
        "SMTP_URL": f"smtp://127.0.0.1:{mail_port}?starttls=no",
        "MAIL_FROM": "nong@demo.example",
        "MAILBOX_PATTERN": "saraban_{code}",
        "MAILBOX_DOMAIN": "dla.go.th",
        "HOST": "127.0.0.1",
        "PORT": str(bot_port),
    }
    env = {**os.environ, **ours, "PYTHONUNBUFFERED": "1"}
    parts = _Parts(own.path / "bot.log")
    _stop_on_signals()
    try:
        _say("Starting the pretend LINE …")
        _start_line(parts, env, line_port, f"http://127.0.0.1:{bot_port}/callback", secret, token, mail_port)
        _say("Preparing a small province …")
        clock_url = f"{line}/emulator/clock"
        wiring = Wiring(
            clock=DemoClock(clock_url), load=lambda talking=True: Settings.load(ours, talking=talking, dotenv=None)
        )
        migrate(wiring.database.engine)
        seed(wiring, line)
        under_way.begin(wiring, line)
        _say("Starting the bot and its scheduler …")
        log = parts.log.open("w")
        parts.start(["app.py", "--clock-url", clock_url, "serve"], env, stderr=log)
        # The articles' pictures are drawn while it starts.
        starting.keep_pictures(wiring.database, Store(wiring.settings.media_url), wiring.clock())
        _wait_for(f"http://127.0.0.1:{bot_port}/healthz", parts)
        parts.start(["app.py", "--clock-url", clock_url, "scheduler", "--every", "2"], env, stderr=log)
        rich_menu.install(wiring.line)
        wiring.database.close()
        _say(f"\n  Open  {line}/  in a browser.   (logs: {_near(parts.log)})\n  Ctrl-C stops everything.\n")
        _wait_until_ended(parts)
    except KeyboardInterrupt:
        _say("Stopping …")
    finally:
        parts.stop()


def _stop_on_signals() -> None:
    """A plain kill or a closed terminal ends everything as Ctrl-C does; else the parts would go on by themselves."""
    # Said for Ctrl-C too: a shell that puts a command into the background has it ignored.
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    # Windows has no SIGHUP; where it is ignored, somebody asked for that (nohup).
    hangup = getattr(signal, "SIGHUP", None)
    if hangup and signal.getsignal(hangup) != signal.SIG_IGN:
        signal.signal(hangup, _interrupt)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _start_line(
    parts: _Parts, env: dict[str, str], port: int, webhook: str, secret: str, token: str, mail_port: int
) -> None:
    ports = ["--port", str(port), "--mail-port", str(mail_port)]
    part = parts.start(
        ["-m", "emulator", *ports, "--webhook", webhook, f"--secret={secret}", f"--token={token}"],
        env,
        stdout=subprocess.PIPE,
    )
    assert part.stdout is not None
    if not part.stdout.readline().startswith("EMULATOR "):
        raise click.ClickException(f"the pretend LINE did not start on port {port}")


def _wait_for(url: str, parts: _Parts) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if parts.first_to_end():
            raise click.ClickException(f"the bot did not start; see {_near(parts.log)}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise click.ClickException(f"the bot did not answer within {PATIENCE:.0f} s; see {_near(parts.log)}")


def _wait_until_ended(parts: _Parts) -> NoReturn:
    """Raises when a part has ended by itself."""
    while not (ended := parts.first_to_end()):
        time.sleep(0.5)
    raise click.ClickException(f"a part stopped with code {ended.returncode}; see {_near(parts.log)}")


def _free(wanted: int, *but: int) -> int:
    """`wanted` if nobody listens there and it is none of `but`, else any free port."""
    for port in (wanted, 0):
        if port in but:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except (OSError, OverflowError):
                continue
            return probe.getsockname()[1]
    raise click.ClickException("no free port on this machine")


def _near(path: Path) -> str:
    return str(path.relative_to(HERE))


def _say(words: str) -> None:
    click.echo(words, err=False)
    sys.stdout.flush()
