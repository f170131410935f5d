"""What is read off a picture once, when it comes: its hash, and when and where it was taken."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from PIL import Image, UnidentifiedImageError

from services.storage.media_types import is_too_large
from services.untrusted.pictures.exif import Taken, taken, turn_of, turned
from services.untrusted.pictures.picture_hash import PictureHash, picture_hash

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
            if is_too_large(opened):
                return Looked()
            said, turn = taken(opened), turn_of(opened)
            opened.draft("L", _ENOUGH)
            # A byte a pixel before it is turned, which takes as much once more.
            return Looked(picture_hash(turned(opened.convert("L"), turn)), said)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        return Looked(None, said)
