"""What a camera wrote into a picture, and what a forger did."""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from services.storage.media_types import NotOfKind
from services.untrusted.pictures import looking, thumbnails
from services.untrusted.pictures.exif import Taken
from tests.support import scenery

# Pillow says aloud what is wrong with a block.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

ORIGINAL, DIGITIZED, CHANGED = 0x9003, 0x9004, 0x0132
ZONE, ZONE_DIGITIZED = 0x9011, 0x9012
NORTH = {1: "N", 2: (13.0, 36.0, 44.4), 3: "E", 4: (100.0, 42.0, 44.4)}
BANG_PU = (13.612333, 100.712333)


def photo(
    camera: dict[int, Any] | None = None, gps: dict[int, Any] | None = None, kind: str = "JPEG", **base: Any
) -> bytes:
    block = Image.Exif()
    block[ExifTags.Base.Make] = "a telephone"
    for tag, value in base.items():
        block[int(tag[1:], 16)] = value
    for which, values in ((ExifTags.IFD.Exif, camera), (ExifTags.IFD.GPSInfo, gps)):
        for tag, value in (values or {}).items():
            block.get_ifd(which)[tag] = value
    made = io.BytesIO()
    Image.new("RGB", (32, 24), "green").save(made, kind, exif=block)
    return made.getvalue()


def said(body: bytes) -> Taken:
    return looking.look(body).taken


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_time_and_place(kind: str) -> None:
    found = said(photo({ORIGINAL: "2026:10:05 09:30:00", ZONE: "+07:00"}, NORTH, kind))
    assert found == Taken(datetime(2026, 10, 5, 2, 30, tzinfo=UTC), BANG_PU)


@pytest.mark.parametrize(
    ("camera", "wanted"),
    [
        ({ORIGINAL: "2026:10:05 09:30:00"}, "2026-10-05T02:30"),  # no zone: Bangkok's
        ({ORIGINAL: "2026:10:05 09:30:00", ZONE: "+00:00"}, "2026-10-05T09:30"),
        ({ORIGINAL: "2026:10:05 09:30:00", ZONE: "-05:30"}, "2026-10-05T15:00"),
        ({ORIGINAL: "2026:10:05 09:30:00", ZONE: "+99:00"}, "2026-10-05T02:30"),
        ({ORIGINAL: "2026:10:05 09:30:00", ZONE: "   "}, "2026-10-05T02:30"),
        ({ORIGINAL: "2569:10:05 09:30:00"}, "2026-10-05T02:30"),  # the Buddhist Era
        ({ORIGINAL: "2026-10-05T09:30:00"}, "2026-10-05T02:30"),
        ({DIGITIZED: "2026:10:05 09:30:00", ZONE_DIGITIZED: "+00:00"}, "2026-10-05T09:30"),
        ({ORIGINAL: "0000:00:00 00:00:00", DIGITIZED: "2026:10:05 09:30:00"}, "2026-10-05T02:30"),
        ({ORIGINAL: "0000:00:00 00:00:00"}, None),
        ({ORIGINAL: "    :  :     :  :  "}, None),
        ({ORIGINAL: "2026:13:45 09:30:00"}, None),
        ({ORIGINAL: "2026:02:29 09:30:00"}, None),
        ({ORIGINAL: "2026:10:05 24:61:99"}, None),
        ({ORIGINAL: "1970:01:01 00:00:00"}, None),
        ({ORIGINAL: "9999:12:31 23:59:59", ZONE: "-14:00"}, None),
        ({ORIGINAL: "0001:01:01 00:00:00", ZONE: "+14:00"}, None),
        ({ORIGINAL: "<script>alert(1)</script>" * 1000}, None),
        ({ORIGINAL: "๒๕๖๙:๑๐:๐๕ ๐๙:๓๐:๐๐".encode()}, None),
        ({ORIGINAL: 20261005}, None),
        ({}, None),
    ],
)
def test_times_that_cannot_be_true_are_none(camera: dict[int, Any], wanted: str | None) -> None:
    at = datetime.fromisoformat(wanted).replace(tzinfo=UTC) if wanted else None
    assert said(photo(camera, NORTH)) == Taken(at, BANG_PU)


def test_when_a_picture_was_changed_is_not_when_it_was_taken() -> None:
    assert said(photo(x0132="2026:10:05 09:30:00")) == Taken()


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({1: "S", 3: "W"}, (-13.612333, -100.712333)),
        ({1: "n\0", 3: " e"}, BANG_PU),
        ({2: (13.5, 0.0, 0.0)}, (13.5, 100.712333)),
        ({2: (13.0, 36.74, 0.0)}, (13.612333, 100.712333)),
        ({1: ""}, None),
        ({1: "X"}, None),
        ({1: None}, None),
        ({3: None}, None),
        ({2: None}, None),
        ({2: (13.0, 36.0)}, None),
        ({2: (13.0, 36.0, 44.4, 1.0)}, None),
        ({2: (90.0, 0.1, 0.0)}, None),
        ({2: (13.0, 61.0, 0.0)}, None),
        ({2: (13.0, 36.0, 4440.0)}, None),
        ({4: (181.0, 0.0, 0.0)}, None),
        ({4: (4294967295.0, 0.0, 0.0)}, None),
        ({2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}, None),
    ],
)
def test_places_that_cannot_be_true_are_none(changed: dict[int, Any], wanted: tuple[float, float] | None) -> None:
    gps = {tag: value for tag, value in (NORTH | changed).items() if value is not None}
    assert said(photo(None, gps)).place == wanted


def tiff(*entries: tuple[int, int, int, bytes], gps: list[tuple[int, int, int, bytes]]) -> bytes:
    """A block with one entry that leads to the GPS block; (tag, type, count, bytes) each, written as they are told."""
    start = 8 + 2 + 12 * (len(entries) + 1) + 4
    at = start + 2 + 12 * len(gps) + 4
    data, lines = b"", b""
    for tag, kind, count, value in gps:
        if len(value) > 4:
            lines += struct.pack("<HHII", tag, kind, count, at + len(data))
            data += value
        else:
            lines += struct.pack("<HHI4s", tag, kind, count, value.ljust(4, b"\0"))
    head = b"II*\0" + struct.pack("<IH", 8, len(entries) + 1)
    head += b"".join(struct.pack("<HHI4s", tag, kind, count, value) for tag, kind, count, value in entries)
    head += struct.pack("<HHII", ExifTags.IFD.GPSInfo, 4, 1, start) + b"\0" * 4
    return head + struct.pack("<H", len(gps)) + lines + b"\0" * 4 + data


def with_block(block: bytes) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (32, 24), "green").save(made, "JPEG", exif=b"Exif\0\0" + block[:65000])
    return made.getvalue()


def rationals(*pairs: tuple[int, int]) -> bytes:
    return b"".join(struct.pack("<II", *pair) for pair in pairs)


EAST = [(3, 2, 2, b"E\0"), (4, 5, 3, rationals((100, 1), (42, 1), (444, 10)))]


@pytest.mark.parametrize(
    ("latitude", "wanted"),
    [
        ((5, 3, rationals((13, 1), (36, 1), (444, 10))), BANG_PU),
        ((5, 3, rationals((13, 0), (36, 1), (444, 10))), None),  # a zero below the line
        ((5, 3, rationals((13, 1), (0, 0), (0, 0))), None),
        ((5, 3, rationals((2**32 - 1, 1), (36, 1), (0, 1))), None),
        ((10, 3, struct.pack("<6i", 13, 1, -36, 1, 0, 1)), None),
        ((5, 2**31, rationals((13, 1), (36, 1), (0, 1))), None),  # says it is 16 GB long
        ((5, 0, b""), None),
        ((12, 3, struct.pack("<3d", float("nan"), float("inf"), 0.0)), None),
        ((99, 3, b"abc"), None),
    ],
)
def test_a_forged_block_is_as_if_it_were_not_there(latitude: tuple[int, int, bytes], wanted: object) -> None:
    body = with_block(tiff(gps=[(1, 2, 2, b"N\0"), (2, *latitude), *EAST]))
    assert said(body).place == wanted


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"II*\0",
        b"MM\0*\0\0\0\x08\xff\xff" + b"\x00" * 40,
        b"II*\0" + struct.pack("<I", 2**32 - 1),
        b"II*\0" + struct.pack("<IH", 8, 1) + struct.pack("<HHII", 0x8769, 4, 1, 8) + b"\0" * 4,  # leads to itself
        b"XX*\0" + b"\xff" * 100,
        b"II*\0" + struct.pack("<IH", 8, 1) + struct.pack("<HHII", 0x0112, 3, 1, 99) + b"\0" * 4,
        b"II*\0" + struct.pack("<IH", 8, 1) + struct.pack("<HHII", 0x0112, 2, 4, 0x41414141) + b"\0" * 4,
    ],
)
def test_a_broken_block_harms_neither_the_hash_nor_the_small_picture(block: bytes) -> None:
    body = with_block(block)
    assert said(body) == Taken()
    assert thumbnails.thumbnail(body).startswith(b"\xff\xd8")


@given(st.binary(max_size=400), st.binary(max_size=60))
def test_whatever_stands_in_a_picture_nothing_breaks(noise: bytes, values: bytes) -> None:
    lines = [(tag, kind, 3, values) for tag, kind in zip(noise[::2], noise[1::2], strict=False)]
    for block in (noise, b"II*\0\x08\0\0\0" + noise, tiff(gps=lines[:20])):
        body = with_block(block)
        found = said(body)
        assert found.place is None or (abs(found.place[0]) <= 90 and abs(found.place[1]) <= 180)
        thumbnails.thumbnail(body)


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_a_damaged_picture_says_nothing_and_breaks_nothing(at: int, damage: bytes) -> None:
    body = photo({ORIGINAL: "2026:10:05 09:30:00"}, NORTH)
    damaged = body[:at] + damage + body[at + len(damage) :]
    for one in (damaged, body[:at], b"", damage):
        looking.look(one)
        try:
            thumbnails.thumbnail(one)
        except NotOfKind:
            continue


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_is_compared_as_it_was_seen(turn: int) -> None:
    """However the camera was held: what is kept is turned, the same hash comes out."""
    upright = scenery.field(Random(6))
    undone = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # values of Image.Transpose that turn it as the tag says
    block = Image.Exif()
    block[ExifTags.Base.Orientation] = turn
    kept = upright if turn == 1 else upright.transpose(Image.Transpose(undone[turn]))
    made, plain = io.BytesIO(), io.BytesIO()
    kept.save(made, "PNG", exif=block)
    upright.save(plain, "PNG")
    assert looking.look(made.getvalue()).hash == looking.look(plain.getvalue()).hash is not None
