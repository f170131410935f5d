"""The bytes behind photos, voices, videos and files that people sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from io import BytesIO

from PIL import Image

# LINE says only "deleted after a certain time".
KEPT = timedelta(days=30)
PREVIEW_WIDTH = 384


class Gone(Enum):
    UNKNOWN = 404
    UNSENT = 410


@dataclass(slots=True)
class Content:
    kind: str  # image, video, audio, file
    media_type: str
    data: bytes
    at: datetime
    unsent: bool = False


class Contents:
    def __init__(self) -> None:
        self._by_message: dict[str, Content] = {}

    def keep(self, message_id: str, content: Content) -> None:
        self._by_message[message_id] = content

    def get(self, message_id: str, now: datetime) -> Content | Gone:
        """As the bot may see it."""
        content = self._by_message.get(message_id)
        if content is None or now - content.at > KEPT:
            return Gone.UNKNOWN
        return Gone.UNSENT if content.unsent else content

    def on_the_phone(self, message_id: str) -> Content | None:
        """As the person who sent it sees it: it stays."""
        return self._by_message.get(message_id)

    def unsend(self, message_id: str) -> None:
        if content := self._by_message.get(message_id):
            content.unsent = True


def preview(content: Content) -> bytes:
    """A small JPEG: the image itself, or a grey frame for a video."""
    if content.kind == "image":
        with Image.open(BytesIO(content.data)) as opened:
            small = opened.convert("RGB")
        small.thumbnail((PREVIEW_WIDTH, PREVIEW_WIDTH))
    else:
        small = Image.new("RGB", (PREVIEW_WIDTH, PREVIEW_WIDTH * 9 // 16), (96, 96, 96))
    out = BytesIO()
    small.save(out, "JPEG", quality=80)
    return out.getvalue()
