"""The door of LINE's API: who may pass, how often, and what is noted of every call.

A handler takes a Call and returns an Answer (or raises Refusal). Everything that holds for all endpoints is
done here, once: bearer token, body size, JSON content type, rate limits, `x-line-request-id`, faults, the log.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from emulator import clock, ids, wire
from emulator.checking.refusals import Refusal
from emulator.faults import API_KINDS, Fault
from emulator.world import World

MOST_BYTES = 2 * 1024 * 1024
WORLD: web.AppKey[World] = web.AppKey("world", World)

RATE_429 = "The API rate limit has been exceeded. Try again later."
QUOTA_429 = "You have reached your monthly limit."


@dataclass(slots=True)
class Call:
    """One API call: `where` are the path's parts in braces, `body` the raw bytes."""

    world: World
    request_id: str
    method: str
    path: str
    where: dict[str, str]
    query: dict[str, str]
    headers: Any
    body: bytes = b""
    read: Any = None

    def json(self) -> dict[str, Any]:
        """The body, which must be one JSON object. Raises Refusal."""
        media_type = self.headers.get("Content-Type", "").split(";")[0].strip().lower()
        if media_type != "application/json":
            raise Refusal(415, f"The content type, {media_type}, is not supported")
        try:
            self.read = wire.parse(self.body)
        except ValueError as error:
            raise Refusal(400, "The request body could not be parsed as JSON (line: -, column: -)") from error
        if not isinstance(self.read, dict):
            raise Refusal(400, "The request body could not be parsed as JSON (line: -, column: -)")
        return self.read


@dataclass(slots=True)
class Answer:
    body: dict[str, Any] | bytes = field(default_factory=dict)
    status: int = 200
    media_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False


Handler = Callable[[Call], Awaitable[Answer]]


def door(handler: Handler, *, limited_as: str | None = None) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """`handler` behind the door. `limited_as` is the path whose rate limit counts, by default its own."""

    async def answer(request: web.Request) -> web.StreamResponse:
        resource = request.match_info.route.resource
        return await _pass(request, handler, limited_as or (resource.canonical if resource else request.path))

    return answer


async def nothing_here(call: Call) -> Answer:
    """No such endpoint, here or at LINE."""
    raise Refusal(404, "Not found", blames=call.path)


async def _pass(request: web.Request, handler: Handler, bucket: str) -> web.StreamResponse:
    world = request.app[WORLD]
    call = Call(
        world,
        ids.request_id(),
        request.method,
        request.path,
        dict(request.match_info),
        dict(request.query),
        request.headers,
    )
    fault = world.faults.strike(*API_KINDS, path=request.path)
    refusals: list[dict[str, str]] = []
    try:
        if fault:
            world.stream.changed()
            _instead(fault)
        await _admit(request, call, bucket)
        answer = await handler(call)
    except Refusal as refusal:
        refusals = refusal.faults_of_the_caller()
        answer = Answer(refusal.body(), refusal.status, headers=refusal.headers)
    except _Html as page:
        answer = Answer(str(page).encode(), 503, "text/html")
    answer.cut = answer.cut or bool(fault and fault.kind == "cut")
    _note(call, answer, refusals, fault)
    if fault and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    return await _send(request, call, answer)


class _Html(Exception):
    """A proxy's error page in the place of JSON."""


def _instead(fault: Fault) -> None:
    if fault.kind == "error500":
        raise Refusal(500, "Internal server error")
    if fault.kind == "rate429":
        raise Refusal(429, RATE_429)
    if fault.kind == "quota429":
        raise Refusal(429, QUOTA_429)
    if fault.kind == "html503":
        raise _Html("<html><head><title>503</title></head><body><h1>Service Unavailable</h1></body></html>")


async def _admit(request: web.Request, call: Call, bucket: str) -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise _unauthorized("Authorization header required. Must use Bearer authentication method.")
    if call.world.token is not None and token.strip() != call.world.token:
        raise _unauthorized("invalid token. Confirm that the access token in the authorization header is valid.")
    if not call.world.rates.allow(request.method, bucket, call.world.clock.now()):
        raise Refusal(429, RATE_429)
    if (request.content_length or 0) > MOST_BYTES:
        raise Refusal(413, "The request body exceeds 2 MB")
    call.body = await request.read()
    if len(call.body) > MOST_BYTES:
        raise Refusal(413, "The request body exceeds 2 MB")


def _unauthorized(reason: str) -> Refusal:
    return Refusal(401, f"Authentication failed due to the following reason: {reason}")


def _note(call: Call, answer: Answer, refusals: list[dict[str, str]], fault: Fault | None) -> None:
    """A line of the log. Its `status` is None where the caller got no whole answer."""
    body = call.read
    if body is None and call.body:
        body = {"bytes": len(call.body), "type": call.headers.get("Content-Type", "")}
    said = answer.body if isinstance(answer.body, dict) else {"bytes": len(answer.body), "type": answer.media_type}
    line = {
        "at": clock.show(call.world.clock.now()),
        "method": call.method,
        "path": call.path,
        "status": None if answer.cut else answer.status,
        "requestId": call.request_id,
        "body": body,
        "answer": said,
        "refusals": refusals,
    }
    if key := call.headers.get("X-Line-Retry-Key"):
        line["retryKey"] = key
    if fault:
        line["fault"] = fault.kind
    call.world.called(line)


async def _send(request: web.Request, call: Call, answer: Answer) -> web.StreamResponse:
    content = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body, ensure_ascii=False).encode()
    headers = {"x-line-request-id": call.request_id, **answer.headers}
    if not answer.cut:
        return web.Response(body=content, status=answer.status, content_type=answer.media_type, headers=headers)
    if isinstance(answer.body, bytes):
        response = web.StreamResponse(status=answer.status, headers={**headers, "Content-Length": str(len(content))})
        response.content_type = answer.media_type
        await response.prepare(request)
        await response.write(content[: len(content) // 2])
    if request.transport:
        request.transport.close()
    return web.Response()
