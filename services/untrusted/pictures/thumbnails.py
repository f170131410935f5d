"""Small pictures of large ones: a page of photos that a phone in the field can open."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from services.storage.media_types import NotOfKind, is_too_large
from services.untrusted.pictures.exif import turn_of, turned

LONGEST_SIDE = 480  # pixels
QUALITY = 80
# As large as a telephone shows a picture, then ever smaller until it is small enough.
SIDES = (1600, 1200, 800, LONGEST_SIDE)


def thumbnail(body: bytes, longest: int = LONGEST_SIDE) -> bytes:
    """A JPEG that stands upright, at most `longest` pixels on its longer side, and holds nothing but the picture (no
    place, no camera). Raises NotOfKind."""
    try:
        with Image.open(io.BytesIO(body)) as opened:
            if is_too_large(opened):
                raise NotOfKind
            # A JPEG is read at a fraction of its size straight away: 8 ms instead of 60.
            opened.draft("RGB", (longest, longest))
            turn = turn_of(opened)
            opened.thumbnail((longest, longest))
            picture = turned(opened, turn)
            # A transparent picture lies on white paper.
            if picture.mode in ("RGBA", "LA", "P"):
                picture = picture.convert("RGBA")
                paper = Image.new("RGB", picture.size, "white")
                paper.paste(picture, mask=picture.getchannel("A"))
                picture = paper
            drawn = io.BytesIO()
            picture = picture.convert("RGB")
            # A comment would be written again.
            picture.info = {}
            picture.save(drawn, "JPEG", quality=QUALITY, optimize=True)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        raise NotOfKind from None
    return drawn.getvalue()


def fitted(body: bytes, most: int) -> bytes:
    """A JPEG or PNG of at most `most` bytes that holds nothing but the picture: the picture itself where it is one,
    else a JPEG that stands upright. Raises NotOfKind."""
    if len(body) <= most and _is_plain(body):
        return body
    for side in SIDES:
        drawn = thumbnail(body, side)
        if len(drawn) <= most:
            return drawn
    raise NotOfKind


def _is_plain(body: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(body)) as opened:
            if opened.format not in ("JPEG", "PNG") or is_too_large(opened) or max(opened.size) > SIDES[0]:
                return False
            opened.load()
            return not opened.getexif() and not set(opened.info) & _TELLING and not getattr(opened, "text", {})
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        raise NotOfKind from None


# Where a picture may say more than it shows.
_TELLING = {"exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp"}
