"""The emulator's own controls, below /emulator/: state, stream, clock, faults, logs, webhook, quota, reset."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from emulator import clock, wire
from emulator.gate import WORLD
from emulator.phone.webhook import Webhook
from emulator.world import World

WEBHOOK: web.AppKey[Webhook] = web.AppKey("webhook", Webhook)
HEARTBEAT_SECONDS = 15.0


def routes(app: web.Application) -> None:
    add = app.router.add_route
    add("GET", "/emulator/state", _state)
    add("GET", "/emulator/stream", _stream)
    add("GET", "/emulator/clock", _clock)
    add("POST", "/emulator/clock", _set_clock)
    add("POST", "/emulator/scannables", _scannables)
    add("POST", "/emulator/notes", _notes)
    add("GET", "/emulator/faults", _faults)
    add("POST", "/emulator/faults", _order_fault)
    add("DELETE", "/emulator/faults", _clear_faults)
    add("GET", "/emulator/log", _log)
    add("GET", "/emulator/webhooks", _webhooks)
    add("POST", "/emulator/reset", _reset)
    add("POST", "/emulator/webhook", _set_webhook)
    add("POST", "/emulator/quota", _set_quota)
    add("GET", "/emulator/content/{messageId}", _content)
    add("GET", "/emulator/richmenus/{richMenuId}/image", _menu_image)


def answer(body: Any, status: int = 200) -> web.Response:
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(
        text=text, status=status, content_type="application/json", headers={"Cache-Control": "no-store"}
    )


def wrong(message: str, status: int = 400) -> web.HTTPException:
    """A control call that cannot be done, as an exception to raise: `{"error": …}`."""
    kinds = {400: web.HTTPBadRequest, 403: web.HTTPForbidden, 404: web.HTTPNotFound, 409: web.HTTPConflict}
    return kinds[status](text=json.dumps({"error": message}, ensure_ascii=False), content_type="application/json")


async def told(request: web.Request) -> dict[str, Any]:
    """The call's JSON object; no body is an empty one. Raises HTTPBadRequest."""
    raw = await request.read()
    try:
        body = wire.parse(raw) if raw else {}
    except ValueError as error:
        raise wrong("the body is not JSON") from error
    if not isinstance(body, dict):
        raise wrong("the body is not a JSON object")
    return body


def number(request: web.Request, name: str) -> float:
    try:
        return float(request.query.get(name, "0"))
    except ValueError as error:
        raise wrong(f"{name} is not a number") from error


def world_of(request: web.Request) -> World:
    return request.app[WORLD]


async def _state(request: web.Request) -> web.Response:
    return answer(world_of(request).state())


async def _stream(request: web.Request) -> web.StreamResponse:
    stream = world_of(request).stream
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}
    )
    await response.prepare(request)
    queue = stream.listen()
    try:
        await response.write(b": hello\n\n")
        while True:
            try:
                line = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                line = b": still here\n\n"
            if line is None:
                return response
            await response.write(line)
    except ConnectionResetError:
        return response
    finally:
        stream.leave(queue)


async def _clock(request: web.Request) -> web.Response:
    return answer(world_of(request).clock.as_json())


async def _set_clock(request: web.Request) -> web.Response:
    world, body = world_of(request), await told(request)
    try:
        if body.get("reset"):
            world.clock.reset()
        elif "now" in body:
            world.clock.set(clock.read(body["now"]))
        else:
            world.clock.advance(float(body["advanceSeconds"]))
    except (clock.BadMoment, OverflowError, KeyError, TypeError, ValueError) as error:
        raise wrong("now (ISO 8601), advanceSeconds (a number) or reset is wanted") from error
    world.stream.changed()
    return answer(world.clock.as_json())


async def _scannables(request: web.Request) -> web.Response:
    world = world_of(request)
    try:
        items = wire.parse(await request.read())
        codes = [{"title": str(item["title"]), "url": str(item["url"])} for item in items]
    except (ValueError, TypeError, KeyError) as error:
        raise wrong("a list of {title, url} is wanted") from error
    world.scannables = codes
    world.stream.changed()
    return answer(world.scannables)


async def _notes(request: web.Request) -> web.Response:
    """What the page says at its top to whoever tries it: `{title, items: [{text, userId}]}`, no items for nothing."""
    world, body = world_of(request), await told(request)
    try:
        items = [{"text": str(item["text"]), "userId": str(item["userId"])} for item in body.get("items", [])]
    except (TypeError, KeyError) as error:
        raise wrong("title and items, a list of {text, userId}, are wanted") from error
    world.notes = {"title": str(body.get("title", "")), "items": items}
    world.stream.changed()
    return answer(world.notes)


async def _faults(request: web.Request) -> web.Response:
    return answer({"faults": world_of(request).faults.as_json()})


async def _order_fault(request: web.Request) -> web.Response:
    world, body = world_of(request), await told(request)
    try:
        seconds = body.get("seconds")
        world.faults.order(
            str(body.get("kind", "")),
            int(body.get("count", 1)),
            None if seconds is None else float(seconds),
            str(body.get("path", "")),
        )
    except (TypeError, ValueError) as error:
        raise wrong(str(error)) from error
    world.stream.changed()
    return answer({"faults": world.faults.as_json()})


async def _clear_faults(request: web.Request) -> web.Response:
    world = world_of(request)
    world.faults.clear()
    await request.app[WEBHOOK].release()
    world.stream.changed()
    return answer({"faults": []})


async def _log(request: web.Request) -> web.Response:
    """`?after=N`; with `&wait=S` it waits up to S seconds for a call after N."""
    world, after = world_of(request), int(number(request, "after"))
    await world.bell.until(lambda: world.calls.last > after, number(request, "wait"))
    return answer({"calls": world.calls.after(after), "next": world.calls.last})


async def _webhooks(request: web.Request) -> web.Response:
    world, after = world_of(request), int(number(request, "after"))
    await world.bell.until(lambda: world.webhooks.last > after, number(request, "wait"))
    return answer({"webhooks": world.webhooks.after(after), "next": world.webhooks.last})


async def _reset(request: web.Request) -> web.Response:
    world = world_of(request)
    request.app[WEBHOOK].forget()
    world.forget()
    world.stream.changed()
    return answer(world.state())


async def _set_webhook(request: web.Request) -> web.Response:
    world, body = world_of(request), await told(request)
    world.webhook_url = str(body.get("url", world.webhook_url))
    world.webhook_active = bool(body.get("active", world.webhook_active))
    world.stream.changed()
    return answer({"url": world.webhook_url, "active": world.webhook_active})


async def _set_quota(request: web.Request) -> web.Response:
    world, body = world_of(request), await told(request)
    try:
        limit = None if body.get("type") == "none" else int(body["value"])
        used = None if body.get("used") is None else int(body["used"])
    except (KeyError, TypeError, ValueError) as error:
        raise wrong("type none, or type limited with value; used is a number") from error
    world.quota.set(limit, used, world.clock.now())
    world.stream.changed()
    return answer(world.quota.as_json(world.clock.now()))


async def _content(request: web.Request) -> web.Response:
    """What a person sent, as the page shows it."""
    content = world_of(request).contents.on_the_phone(request.match_info["messageId"])
    if content is None:
        raise wrong("no such content", 404)
    return web.Response(
        body=content.data, content_type=content.media_type, headers={"X-Content-Type-Options": "nosniff"}
    )


async def _menu_image(request: web.Request) -> web.Response:
    menu = world_of(request).menus.by_id.get(request.match_info["richMenuId"])
    if menu is None or menu.image is None:
        raise wrong("no such image", 404)
    return web.Response(body=menu.image, content_type=menu.media_type)
