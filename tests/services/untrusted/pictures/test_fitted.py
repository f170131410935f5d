"""Pictures for a chat: small enough, upright, and nothing in them but the picture."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from bot.limits import PREVIEW_BYTES
from services.storage.media_types import NotOfKind
from services.untrusted.pictures.thumbnails import SIDES, fitted


def drawn(size: tuple[int, int], kind: str, *, mode: str = "RGB", noisy: bool = False, **how: object) -> bytes:
    picture = Image.new(mode, size)
    if noisy:
        picture.frombytes(random.Random(1).randbytes(size[0] * size[1] * len(mode)))
    stream = io.BytesIO()
    picture.save(stream, kind, **how)
    return stream.getvalue()


def test_what_fits_stays_as_it_is() -> None:
    for body in (drawn((600, 400), "PNG", mode="RGBA"), drawn((600, 400), "JPEG")):
        assert fitted(body, PREVIEW_BYTES) is body


def test_what_is_too_large_or_of_another_kind_becomes_a_jpeg() -> None:
    for body in (
        drawn((2000, 1500), "PNG"),
        drawn((1500, 900), "PNG", noisy=True),
        drawn((300, 200), "WEBP"),
        drawn((300, 200), "GIF"),
    ):
        made = fitted(body, PREVIEW_BYTES)
        assert made.startswith(b"\xff\xd8\xff") and len(made) <= PREVIEW_BYTES
        with Image.open(io.BytesIO(made)) as opened:
            assert max(opened.size) <= SIDES[0]
        # The same file handed in again is another draft of the same form.
        assert fitted(made, PREVIEW_BYTES) == made


def test_it_says_no_more_than_it_shows() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "camera"
    made = fitted(drawn((60, 40), "JPEG", exif=exif), PREVIEW_BYTES)
    with Image.open(io.BytesIO(made)) as opened:
        assert opened.size == (40, 60) and not opened.getexif()
    assert b"secret" not in fitted(drawn((60, 40), "JPEG", comment=b"secret"), PREVIEW_BYTES)


@pytest.mark.parametrize("body", [b"", b"\xff\xd8\xffno picture", b"%PDF-1.7", drawn((60, 40), "JPEG")[:300]])
def test_what_is_no_picture_is_refused(body: bytes) -> None:
    with pytest.raises(NotOfKind):
        fitted(body, PREVIEW_BYTES)
