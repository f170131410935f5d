"""Every mail that came, as the page shows it."""

from __future__ import annotations

import email
import email.policy

from aiohttp import web

from emulator.mail.server import listen
from emulator.phone.control import answer, number, world_of
from emulator.world import World


def routes(app: web.Application) -> None:
    app.router.add_get("/emulator/mails", _mails)


async def open_mailbox(world: World, port: int) -> None:
    """From now on mails are taken on this port of this machine, until the program ends. Raises OSError where it is
    taken."""

    def take(sender: str, recipients: list[str], whole: bytes) -> None:
        mail = email.message_from_bytes(whole, policy=email.policy.default)
        body = mail.get_body(("plain",))
        line = {
            "at": world.clock.now().isoformat(),
            "from": sender,
            "to": ", ".join(recipients),
            "subject": str(mail["Subject"] or ""),
            "text": body.get_content().replace("\r\n", "\n") if body is not None else "",
        }
        world.mails.add(line)
        world.stream.changed()

    world.mail_server = await listen(port, take)


async def _mails(request: web.Request) -> web.Response:
    return answer({"mails": world_of(request).mails.after(int(number(request, "after")))})
