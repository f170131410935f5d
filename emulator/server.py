"""Every address that the emulator answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from aiohttp import web

from emulator import page
from emulator.api import bot, endpoint, media, richmenu, richmenu_alias, sending
from emulator.checking import messages
from emulator.gate import WORLD, Handler, door, nothing_here
from emulator.guard import guard
from emulator.mail import mailbox
from emulator.phone import control, control_people
from emulator.phone.webhook import Webhook
from emulator.world import World

BODY_AT_MOST = 32 * 1024 * 1024


def build(world: World, *, this_machine_only: bool = True) -> web.Application:
    webhook = Webhook(world)
    app = web.Application(client_max_size=BODY_AT_MOST, middlewares=[guard(this_machine_only)])
    app[WORLD] = world
    app[control.WEBHOOK] = webhook
    app.cleanup_ctx.append(_running(world, webhook))
    app.on_shutdown.append(_hang_up)
    line_api(app, webhook)
    control.routes(app)
    control_people.routes(app)
    mailbox.routes(app)
    page.routes(app)
    app.router.add_route("*", "/v2/{other:.*}", door(nothing_here))
    return app


def line_api(app: web.Application, webhook: Webhook) -> None:
    """api.line.me and api-data.line.me together."""

    def on(method: str, path: str, handler: Handler) -> None:
        app.router.add_route(method, "/v2/bot" + path, door(handler))

    on("POST", "/message/reply", sending.reply)
    on("POST", "/message/push", sending.push)
    on("POST", "/message/multicast", sending.multicast)
    on("POST", "/message/broadcast", sending.broadcast)
    on("POST", "/message/validate/{kind}", sending.validate)
    on("GET", "/message/quota", bot.quota)
    on("GET", "/message/quota/consumption", bot.consumption)
    on("GET", "/message/delivery/{kind}", bot.sent_on)
    on("GET", "/message/{messageId}/content", media.content)
    on("GET", "/message/{messageId}/content/preview", media.preview_image)
    on("GET", "/message/{messageId}/content/transcoding", media.transcoding)
    on("GET", "/info", bot.info)
    on("GET", "/profile/{userId}", bot.profile)
    on("GET", "/followers/ids", bot.followers)
    on("POST", "/chat/loading/start", bot.start_loading)
    on("POST", "/chat/markAsRead", bot.mark_as_read)
    rich_menus(on)
    on("GET", "/channel/webhook/endpoint", endpoint.get)
    on("PUT", "/channel/webhook/endpoint", endpoint.put)
    on("POST", "/channel/webhook/test", endpoint.test_with(webhook))


def rich_menus(on: Callable[[str, str, Handler], None]) -> None:
    on("POST", "/richmenu", richmenu.create)
    on("POST", "/richmenu/validate", richmenu.validate)
    on("GET", "/richmenu/list", richmenu.listed)
    on("POST", "/richmenu/bulk/link", richmenu.link_many)
    on("POST", "/richmenu/bulk/unlink", richmenu.unlink_many)
    on("POST", "/richmenu/alias", richmenu_alias.create)
    on("GET", "/richmenu/alias/list", richmenu_alias.listed)
    on("GET", "/richmenu/alias/{richMenuAliasId}", richmenu_alias.get)
    on("POST", "/richmenu/alias/{richMenuAliasId}", richmenu_alias.update)
    on("DELETE", "/richmenu/alias/{richMenuAliasId}", richmenu_alias.delete)
    on("GET", "/richmenu/{richMenuId}", richmenu.get)
    on("DELETE", "/richmenu/{richMenuId}", richmenu.delete)
    on("POST", "/richmenu/{richMenuId}/content", richmenu.put_image)
    on("GET", "/richmenu/{richMenuId}/content", richmenu.get_image)
    on("GET", "/user/all/richmenu", richmenu.get_default)
    on("DELETE", "/user/all/richmenu", richmenu.clear_default)
    on("POST", "/user/all/richmenu/{richMenuId}", richmenu.set_default)
    on("GET", "/user/{userId}/richmenu", richmenu.linked)
    on("DELETE", "/user/{userId}/richmenu", richmenu.unlink)
    on("POST", "/user/{userId}/richmenu/{richMenuId}", richmenu.link)


def _running(world: World, webhook: Webhook) -> Callable[[web.Application], AsyncIterator[None]]:
    async def running(app: web.Application) -> AsyncIterator[None]:
        messages.prepare()
        await webhook.open()
        await world.fetcher.open()
        yield
        await webhook.close()
        await world.fetcher.close()

    return running


async def _hang_up(app: web.Application) -> None:
    """Listening pages would keep the server from stopping."""
    app[WORLD].stream.close()
