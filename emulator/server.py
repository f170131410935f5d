"""Every address that the emulator answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from aiohttp import web

from emulator import bot, control, control_people, endpoint, media, page, sending
from emulator.gate import WORLD, Handler, door, nothing_here
from emulator.webhook import Webhook
from emulator.world import World

BODY_AT_MOST = 32 * 1024 * 1024


def build(world: World) -> web.Application:
    webhook = Webhook(world)
    app = web.Application(client_max_size=BODY_AT_MOST)
    app[WORLD] = world
    app[control.WEBHOOK] = webhook
    app.cleanup_ctx.append(_running(webhook))
    app.on_shutdown.append(_hang_up)
    line_api(app, webhook)
    control.routes(app)
    control_people.routes(app)
    page.routes(app)
    app.router.add_route("*", "/{other:.*}", door(nothing_here))
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
    on("GET", "/channel/webhook/endpoint", endpoint.get)
    on("PUT", "/channel/webhook/endpoint", endpoint.put)
    on("POST", "/channel/webhook/test", endpoint.test_with(webhook))


def _running(webhook: Webhook) -> Callable[[web.Application], AsyncIterator[None]]:
    async def running(app: web.Application) -> AsyncIterator[None]:
        await webhook.open()
        yield
        await webhook.close()

    return running


async def _hang_up(app: web.Application) -> None:
    """Listening pages would keep the server from stopping."""
    app[WORLD].stream.close()
