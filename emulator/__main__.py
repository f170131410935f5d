"""python -m emulator --port P --webhook URL --secret S [--host 127.0.0.1] [--token T] [--quota N] [--mail-port P]"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys

from aiohttp import web

from emulator.mail.mailbox import open_mailbox
from emulator.server import build
from emulator.uris import is_loopback
from emulator.world import World

STOP_SECONDS = 2.0


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m emulator", description="A strict LINE on this machine, with a chat page at /."
    )
    parser.add_argument("--port", type=int, required=True, help="port to listen on; 0 picks a free one")
    parser.add_argument("--webhook", required=True, help="address of the bot's webhook; '' for none")
    parser.add_argument("--secret", required=True, help="channel secret that signs the webhooks")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--token", help="the one access token that is accepted (default: any)")
    parser.add_argument("--quota", type=quota, default=300, help="counted messages a month, or 'none' (default 300)")
    parser.add_argument(
        "--mail-port", type=int, help="port of this machine on which mails are taken (default: none are)"
    )
    return parser


def quota(text: str) -> int | None:
    if text == "none":
        return None
    if not text.isdigit():
        raise argparse.ArgumentTypeError("a number, or none")
    return int(text)


async def run(options: argparse.Namespace) -> None:
    world = World(webhook_url=options.webhook, secret=options.secret, token=options.token, quota=options.quota)
    app = build(world, this_machine_only=is_loopback(f"http://{options.host}/"))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    try:
        await runner.setup()
        if options.mail_port is not None:
            await open_mailbox(world, options.mail_port)
        await web.TCPSite(runner, options.host, options.port).start()
        print(f"EMULATOR http://{options.host}:{runner.addresses[0][1]}", flush=True)
        await stop.wait()
    finally:
        await runner.cleanup()


def main() -> int:
    options = arguments().parse_args()
    try:
        asyncio.run(run(options))
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        print(f"emulator: cannot listen on {options.host}:{options.port}: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
