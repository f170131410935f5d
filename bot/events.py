"""What comes in from LINE, as the product sees it.

`bot/line/webhook.py` reads LINE's JSON into these; handlers know nothing of LINE's own shapes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What happened. OTHER is anything LINE has added since this was written."""

    TEXT = "text"
    POSTBACK = "postback"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    FILE = "file"
    LOCATION = "location"
    STICKER = "sticker"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    UNSEND = "unsend"
    EDITED = "edited"
    JOIN = "join"  # the bot was invited to a group
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Place:
    """A point that somebody sent. Degrees, WGS 84."""

    latitude: float
    longitude: float
    title: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing one person did.

    `id` is LINE's webhookEventId, the key against repeats. `at` is when it happened (aware, UTC), the same
    on a redelivery. `user_id` is None where LINE does not say who; `reply_token` is None where nothing may
    be answered (unsend, unfollow, standby). `data` is a postback's own string, `picked` what a date picker
    returned (ISO, no zone: Bangkok). `message_id` names the message for fetching content, unsending or
    editing. `in_group` is true in groups and rooms: then `group_id` is the group's and nobody is named, `user_id` is
    None, and `mentions_us` says whether the bot is. `raw` is LINE's JSON, kept only for the dead letters.
    """

    id: str
    kind: Kind
    at: datetime
    user_id: str | None = None
    reply_token: str | None = None
    is_redelivery: bool = False
    in_group: bool = False
    group_id: str | None = None
    mentions_us: bool = False
    text: str = ""
    data: str = ""
    picked: str = ""
    message_id: str | None = None
    place: Place | None = None
    raw: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
