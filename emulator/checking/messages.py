"""The whole check of a request's body: first its shape and limits, then what only code can see."""

from __future__ import annotations

from typing import Any

from linebot.v3.messaging import models

from emulator.checking import schema
from emulator.checking.checks import message_problems
from emulator.checking.refusals import Problem

REQUESTS = {
    "reply": models.ReplyMessageRequest,
    "push": models.PushMessageRequest,
    "multicast": models.MulticastRequest,
    "broadcast": models.BroadcastRequest,
    "validate": models.ValidateMessageRequest,
    "loading": models.ShowLoadingAnimationRequest,
    "markAsRead": models.MarkMessagesAsReadByTokenRequest,
    "webhookEndpoint": models.SetWebhookEndpointRequest,
    "webhookTest": models.TestWebhookEndpointRequest,
    "richMenu": models.RichMenuRequest,
    "richMenuAlias": models.CreateRichMenuAliasRequest,
    "richMenuAliasUpdate": models.UpdateRichMenuAliasRequest,
    "richMenuLink": models.RichMenuBulkLinkRequest,
    "richMenuUnlink": models.RichMenuBulkUnlinkRequest,
}


def check(kind: str, body: dict[str, Any]) -> list[Problem]:
    """`kind` is a key of REQUESTS. No problems: the body is as LINE wants it."""
    found = schema.problems(REQUESTS[kind], body)
    if found:
        return found
    try:
        for index, message in enumerate(body.get("messages", [])):
            found += message_problems(message, ("messages", index))
    except RecursionError:
        return [Problem(("messages",), "says", ("nested too deeply",))]
    return found


def prepare() -> None:
    """Compile every validator now rather than in somebody's first call."""
    for model in REQUESTS.values():
        schema.validator(model)
