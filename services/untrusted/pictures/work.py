"""Photos and other attachments, as a reader reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.limits import PREVIEW_BYTES
from services.storage.media_types import NotOfKind, kind_of
from services.untrusted.pictures import looking, thumbnails


def look_at_attachment(asked: Any, handed: Sequence[bytes]) -> tuple[Any, Sequence[bytes]]:
    """`asked`: what the question wants (image, audio, video, file). Media type and what a picture says; {} for what
    is not kept."""
    body = handed[0]
    try:
        media_type, _ = kind_of(body, asked)
    except NotOfKind:
        return {}, ()
    if not media_type.startswith("image/"):
        return {"media_type": media_type}, ()
    looked = looking.look(body)
    said = {
        "media_type": media_type,
        "at": looked.taken.at.isoformat() if looked.taken.at else None,
        "place": looked.taken.place,
        "coarse": looked.hash.coarse if looked.hash else None,
        "fine": looked.hash.fine if looked.hash else None,
    }
    return said, ()


def draw_small(_asked: Any, handed: Sequence[bytes]) -> tuple[Any, Sequence[bytes]]:
    """A JPEG; nothing for a picture that cannot be drawn."""
    try:
        return {}, (thumbnails.thumbnail(handed[0]),)
    except NotOfKind:
        return {}, (b"",)


def fit_picture(_asked: Any, handed: Sequence[bytes]) -> tuple[Any, Sequence[bytes]]:
    """A picture as a chat shows it; nothing for one that cannot be drawn."""
    try:
        return {}, (thumbnails.fitted(handed[0], PREVIEW_BYTES),)
    except NotOfKind:
        return {}, (b"",)
