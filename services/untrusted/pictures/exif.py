"""What a camera wrote into a picture: when and where it was taken, and how it was held.

Most pictures that come through a chat say nothing, because LINE makes them anew; that is never held against anybody.
What is there was written by whoever sent the file and may be nonsense: what cannot be true is as if it were not there.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from math import isfinite
from typing import Any

from PIL import ExifTags, Image

from bot.schedule import BANGKOK

_Turn = Image.Transpose
# The value of the orientation tag, and what sets such a picture upright (EXIF 2.32, 4.6.4).
_UPRIGHT = {
    2: _Turn.FLIP_LEFT_RIGHT,
    3: _Turn.ROTATE_180,
    4: _Turn.FLIP_TOP_BOTTOM,
    5: _Turn.TRANSPOSE,
    6: _Turn.ROTATE_270,
    7: _Turn.TRANSVERSE,
    8: _Turn.ROTATE_90,
}
_WHEN = re.compile(r"([0-9]{4})[:/-]([0-9]{2})[:/-]([0-9]{2})[ T]([0-9]{2}):([0-9]{2}):([0-9]{2})")
_OFFSET = re.compile(r"([+-])([0-9]{2}):([0-9]{2})")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
# Telephones that show the Buddhist Era write it here too.
_BUDDHIST = 543
# What Pillow is known to raise over a block that is not what it says it is.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    ArithmeticError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """`at` is aware; `place` is (latitude, longitude) in degrees of WGS 84. None where the picture does not say."""

    at: datetime | None = None
    place: tuple[float, float] | None = None


def taken(picture: Image.Image) -> Taken:
    """When and where. A time without a zone is Bangkok's. Never raises for what the picture holds."""
    return Taken(_moment(_block(picture, ExifTags.IFD.Exif)), _place(_block(picture, ExifTags.IFD.GPSInfo)))


def turn_of(picture: Image.Image) -> Image.Transpose | None:
    """What sets the picture upright, as it was seen by whoever took it; None where it is, or does not say."""
    try:
        return _UPRIGHT.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except _BROKEN:
        return None


def turned(picture: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    return picture.transpose(turn) if turn is not None else picture


def _block(picture: Image.Image, which: ExifTags.IFD) -> Mapping[int, Any]:
    try:
        return dict(picture.getexif().get_ifd(which))
    except _BROKEN:
        return {}


def _moment(camera: Mapping[int, Any]) -> datetime | None:
    """When the picture was taken, else when it was made digital; not when it was changed last."""
    for when, offset in (
        (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
        (ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized),
    ):
        found = _WHEN.match(_text(camera.get(when)))
        if found is None:
            continue
        year, month, day, hour, minute, second = (int(part) for part in found.groups())
        year = year if year <= _LAST_YEAR else year - _BUDDHIST
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            continue
        try:
            return datetime(year, month, day, hour, minute, second, tzinfo=_zone(camera.get(offset)))
        except ValueError:
            continue
    return None


def _zone(value: Any) -> tzinfo:
    found = _OFFSET.match(_text(value))
    if found is None or int(found[2]) > 14 or int(found[3]) > 59:
        return BANGKOK
    away = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(away if found[1] == "+" else -away)


def _place(gps: Mapping[int, Any]) -> tuple[float, float] | None:
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), "NS", 90)
    longitude = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), "EW", 180)
    # Without a fix many write zeros: a spot in the sea off Africa.
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None
    return latitude, longitude


def _degrees(parts: Any, side: Any, sides: str, most: int) -> float | None:
    """Out of degrees, minutes and seconds. A side that is not told could be either: then it is not known."""
    letter = _text(side)[:1].upper()
    if not letter or letter not in sides or not isinstance(parts, tuple) or len(parts) != 3:
        return None
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except _BROKEN:
        return None
    if not all(isfinite(part) for part in (degrees, minutes, seconds)):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not (0 <= degrees <= most and 0 <= minutes <= 60 and 0 <= seconds <= 60 and value <= most):
        return None
    return round(-value if letter == sides[1] else value, 6)


def _text(value: Any) -> str:
    return value.strip()[:40] if isinstance(value, str) else ""
