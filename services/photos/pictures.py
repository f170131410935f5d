"""What is read off a picture once, when it comes: its hash, and when and where it was taken."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from PIL import Image, UnidentifiedImageError

from services.assessment.picture_hash import PictureHash, picture_hash
from services.photos.exif import Taken, taken, upright
from services.storage.media_types import MAX_PIXELS

# Goes up when what is read changes: pictures that were kept before are read again.
VERSION = 1
# A JPEG is read at a fraction of its size straight away; the hash is of far less.
_ENOUGH = (512, 512)


@dataclass(frozen=True, slots=True)
class Looked:
    """`hash` is None for a picture that shows too little, or that breaks off."""

    hash: PictureHash | None = None
    taken: Taken = field(default_factory=Taken)


def look(body: bytes) -> Looked:
    """Never raises for what the bytes are: a picture that cannot be read is one that says nothing."""
    said = Taken()
    try:
        with Image.open(io.BytesIO(body)) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                return Looked()
            said = taken(opened)
            opened.draft("L", _ENOUGH)
            return Looked(picture_hash(upright(opened)), said)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Looked(None, said)
