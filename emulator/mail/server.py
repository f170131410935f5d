"""A mail server for trying things out: takes every mail from this machine, delivers none, shows all on the page.

As much of SMTP (RFC 5321) as a sender needs who neither encrypts nor signs in: it listens on this machine only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

MOST_BYTES = 1024 * 1024
PATIENCE = 60.0  # seconds for a line

Take = Callable[[str, list[str], bytes], None]


async def listen(port: int, take: Take) -> asyncio.Server:
    """`take` gets each mail: sender, recipients, the mail as it came. Raises OSError where the port is taken."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _Talk(reader, writer, take).go_on()
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
            pass  # gone, too slow or no mail: whoever sends it will try again
        finally:
            writer.close()

    return await asyncio.start_server(talk, "127.0.0.1", port, limit=MOST_BYTES)


class _Talk:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, take: Take) -> None:
        self._reader, self._writer, self._take = reader, writer, take
        self._sender = ""
        self._recipients: list[str] = []

    async def go_on(self) -> None:
        await self._say("220 mail.emulator ready")
        while line := await asyncio.wait_for(self._reader.readline(), PATIENCE):
            verb, _, rest = line.decode().strip().partition(" ")
            match verb.upper():
                case "EHLO" | "HELO":
                    await self._say("250 mail.emulator")
                case "MAIL":
                    self._sender, self._recipients = _address(rest), []
                    await self._say("250 OK")
                case "RCPT":
                    self._recipients.append(_address(rest))
                    await self._say("250 OK")
                case "DATA" if self._recipients:
                    await self._mail()
                case "RSET" | "NOOP":
                    await self._say("250 OK")
                case "QUIT":
                    await self._say("221 bye")
                    return
                case _:
                    await self._say("503 not here, or not now")

    async def _mail(self) -> None:
        await self._say("354 go on, end with a dot")
        body = await asyncio.wait_for(self._reader.readuntil(b"\r\n.\r\n"), PATIENCE)
        # A line that begins with a dot was given another one.
        whole = body.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n.")
        self._take(self._sender, self._recipients, whole)
        self._recipients = []
        await self._say("250 taken")

    async def _say(self, words: str) -> None:
        self._writer.write(f"{words}\r\n".encode())
        await self._writer.drain()


def _address(rest: str) -> str:
    """`a@b` of `FROM:<a@b> SIZE=100`."""
    return rest.partition("<")[2].partition(">")[0]
