"""The controls that play people: create them, let them act, read their chats."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from aiohttp import web

from emulator.account.people import Person
from emulator.phone import acts, photos
from emulator.phone.acts import BadAct, Done
from emulator.phone.control import WEBHOOK, answer, number, told, world_of, wrong
from emulator.phone.webhook import Delivery


def routes(app: web.Application) -> None:
    add = app.router.add_route
    one = "/emulator/people/{userId}"
    add("POST", "/emulator/people", _create)
    add("PATCH", one, _change)
    add("GET", one + "/entries", _entries)
    add("POST", one + "/act", _act)
    add("POST", one + "/photo", _photo)
    add("POST", one + "/scan", _scan)
    add("GET", one + "/transcript", _transcript)
    add("POST", one + "/read", _read)
    add("POST", "/emulator/batch", _batch)


def person_of(request: web.Request, user_id: str | None = None) -> Person:
    person = world_of(request).people.get(user_id or request.match_info.get("userId"))
    if person is None:
        raise wrong("no such person", 404)
    return person


async def _create(request: web.Request) -> web.Response:
    world, body = world_of(request), await told(request)
    name = body.get("displayName")
    if not isinstance(name, str) or not name.strip():
        raise wrong("displayName is wanted")
    try:
        person = world.people.add(
            name,
            user_id=body.get("userId"),
            is_pc=bool(body.get("isPC")),
            friend=bool(body.get("friend")),
        )
    except ValueError as error:
        raise wrong(str(error), 409 if "taken" in str(error) else 400) from error
    world.stream.changed()
    return answer(world.person_json(person), 201)


async def _change(request: web.Request) -> web.Response:
    world, person, body = world_of(request), person_of(request), await told(request)
    person.display_name = str(body.get("displayName", person.display_name))
    person.is_pc = bool(body.get("isPC", person.is_pc))
    world.stream.changed()
    return answer(world.person_json(person))


async def _entries(request: web.Request) -> web.Response:
    """`?after=SEQ`; with `&wait=S` it waits up to S seconds for something new, `&from=bot` for the bot's words."""
    world, person = world_of(request), person_of(request)
    chat, after, who = world.chats.of(person.user_id), int(number(request, "after")), request.query.get("from")

    def new() -> list[dict[str, Any]]:
        return [entry for entry in chat.after(after) if who in (None, entry["from"])]

    await world.bell.until(new, number(request, "wait"))
    return answer({"entries": new()})


async def _act(request: web.Request) -> web.Response:
    world, person, body = world_of(request), person_of(request), await told(request)
    try:
        done = acts.perform(world, person, body)
    except BadAct as error:
        raise wrong(str(error)) from error
    return await _delivered(request, person, done)


async def _photo(request: web.Request) -> web.Response:
    """The body is the photo. `?n=I&of=N&set=ID` for one of several sent at once."""
    world, person, asked = world_of(request), person_of(request), request.query
    image_set = None
    if "set" in asked:
        image_set = {"id": asked["set"], "index": int(number(request, "n")), "total": int(number(request, "of"))}
    try:
        done = photos.send(world, person, await request.read(), request.content_type, image_set)
    except BadAct as error:
        raise wrong(str(error)) from error
    return await _delivered(request, person, done)


async def _delivered(request: web.Request, person: Person, done: Done) -> web.Response:
    """Send the act's event and tell how it went; `?wait=0` does not wait for the bot."""
    delivery: Delivery | None = None
    if done.event:
        sending = request.app[WEBHOOK].deliver([(person, done.event)])
        if request.query.get("wait") == "0":
            request.app[WEBHOOK].later(sending)
        else:
            delivery = await sending
    result: dict[str, Any] = {"webhook": delivery.as_json() if delivery else None}
    if done.entry:
        result["entry"] = done.entry
    if done.event:
        result["webhookEventId"] = done.event.get("webhookEventId")
    return answer(result)


async def _scan(request: web.Request) -> web.Response:
    """What LINE does with a QR code: opens a chat with words ready to send, adds a friend, or opens a page."""
    world, person, body = world_of(request), person_of(request), await told(request)
    url = str(body.get("url", ""))
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise wrong("not an address that a phone opens")
    if parts.netloc != "line.me" or not parts.path.startswith(("/R/oaMessage/", "/R/ti/p/")):
        return answer({"open": url})
    kind, _, basic_id = parts.path.removeprefix("/R/").rstrip("/").rpartition("/")
    if unquote(basic_id) != world.bot["basicId"]:
        raise wrong("no such account", 404)
    result: dict[str, Any] = {}
    if not person.friend or person.blocked:
        done = acts.perform(world, person, {"type": "follow"})
        world.stream.changed()
        if done.event:
            delivery = await request.app[WEBHOOK].deliver([(person, done.event)])
            result["webhook"] = delivery.as_json() if delivery else None
    if kind == "oaMessage":
        result["prefill"] = unquote(parts.query)
    return answer(result)


async def _transcript(request: web.Request) -> web.Response:
    turns = world_of(request).chats.of(person_of(request).user_id).turns
    return web.Response(text="".join(f"{line}\n" for line in turns), content_type="text/plain", charset="utf-8")


async def _read(request: web.Request) -> web.Response:
    world, person = world_of(request), person_of(request)
    world.chats.of(person.user_id).unread = 0
    world.stream.changed()
    return answer(world.person_json(person))


async def _batch(request: web.Request) -> web.Response:
    """Several acts of several people in one webhook request."""
    world, body = world_of(request), await told(request)
    wanted = body.get("events")
    if not isinstance(wanted, list) or not all(isinstance(act, dict) for act in wanted):
        raise wrong("events is a list of acts, each with its userId")
    people = [person_of(request, str(act.get("userId"))) for act in wanted]
    try:
        done = [acts.perform(world, person, act) for person, act in zip(people, wanted, strict=True)]
    except BadAct as error:
        raise wrong(str(error)) from error
    if body.get("poison"):
        world.faults.order("poison")
    happened = [(person, one.event) for person, one in zip(people, done, strict=True) if one.event]
    delivery = await request.app[WEBHOOK].deliver(happened)
    return answer(
        {
            "webhook": delivery.as_json() if delivery else None,
            "entries": [one.entry for one in done],
            "webhookEventIds": [one.event.get("webhookEventId") for one in done if one.event],
        }
    )
