"""The webhook's address, as the bot itself may read, set and test it."""

from __future__ import annotations

from emulator.checking.messages import check
from emulator.checking.refusals import Problem, Refusal, refuse
from emulator.clock import show
from emulator.gate import Answer, Call, Handler
from emulator.phone.webhook import OK, Webhook
from emulator.uris import has_host, is_encoded, is_loopback, scheme


def good_address(url: str) -> bool:
    """HTTPS; plain HTTP is for this machine only."""
    secure = scheme(url) == "https" or (scheme(url) == "http" and is_loopback(url))
    return secure and is_encoded(url) and has_host(url)


async def get(call: Call) -> Answer:
    if not call.world.webhook_url:
        raise Refusal(404, "Webhook endpoint not found")
    return Answer({"endpoint": call.world.webhook_url, "active": call.world.webhook_active})


async def put(call: Call) -> Answer:
    body = call.json()
    if problems := check("webhookEndpoint", body):
        raise refuse(problems)
    if not good_address(body["endpoint"]):
        raise refuse([Problem(("endpoint",), "uri")])
    call.world.webhook_url = body["endpoint"]
    call.world.stream.changed()
    return Answer()


def test_with(webhook: Webhook) -> Handler:
    """The handler that sends a signed request without events and tells how the bot took it."""

    async def test(call: Call) -> Answer:
        body = call.json() if call.body else {}
        if problems := check("webhookTest", body):
            raise refuse(problems)
        url = body.get("endpoint") or call.world.webhook_url
        if not good_address(url):
            raise refuse([Problem(("endpoint",), "uri")])
        at = call.world.clock.now()
        delivery = await webhook.test(url)
        return Answer(
            {
                "success": delivery.reason == OK,
                "timestamp": show(at),
                "statusCode": delivery.status or 0,
                "reason": delivery.reason,
                "detail": str(delivery.status or delivery.reason),
            }
        )

    return test
