"""Coordinates out of typed words or a map's link. Nothing is fetched: only what the text itself says counts."""

from __future__ import annotations

import re
from math import asin, cos, radians, sin, sqrt
from urllib.parse import unquote

from bot.events import Place
from bot.thai import reasons
from bot.thai.digits import tidy
from bot.thai.refused import Refused

# The box around Thailand in degrees: Betong to Mae Sai, Mae Sariang to Khong Chiam, with a little sea.
SOUTH, NORTH, WEST, EAST = 5.6, 20.5, 97.3, 105.7

_EARTH_KM = 6371.0

_FIGURE = r"[+-]?[0-9]{1,3}(?:\.[0-9]+)?"
_PAIR = re.compile(rf"(?<![0-9.])({_FIGURE})\s*[°]?\s*(?:[,;/]|\s)\s*({_FIGURE})(?![0-9.])")
_IN_LINK = (
    # The pin itself, then what was searched for, then the middle of the screen.
    re.compile(r"!3d(-?[0-9]{1,3}\.[0-9]+)!4d(-?[0-9]{1,3}\.[0-9]+)"),
    re.compile(
        r"(?:[?&](?:q|query|ll|sll|destination|daddr|center)=(?:loc:)?|/(?:place|search|dir/[^/]*)/)"
        r"(-?[0-9]{1,3}\.[0-9]+),[+ ]?(-?[0-9]{1,3}\.[0-9]+)"
    ),
    re.compile(r"@(-?[0-9]{1,3}\.[0-9]+),(-?[0-9]{1,3}\.[0-9]+)"),
)
_DMS = re.compile(
    r"([0-9]{1,3})\s*°\s*([0-9]{1,2}(?:\.[0-9]+)?)\s*'\s*(?:([0-9]{1,2}(?:\.[0-9]+)?)\s*(?:\"|''))?\s*([NSEWนสตอ])?",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?<![a-z])(?:lat(?:itude)?|long?(?:gitude)?|lng|n|e)(?![a-z])\.?\s*[:=]?", re.IGNORECASE)
_THAI_NAMES = re.compile("พิกัด|ละติจูด|ลองจิจูด|ลองติจูด|เหนือ|ตะวันออก|องศา|[:=()]")
_SHORT = re.compile(r"maps\.app\.goo\.gl|goo\.gl/maps|g\.co/|bit\.ly|line\.me", re.IGNORECASE)


def read_place(text: str) -> Place | Refused:
    """The point that `text` gives, in degrees (WGS 84), latitude first."""
    if len(text) > 2000:
        return Refused(reasons.NOT_A_PLACE)
    words = tidy(unquote(text))
    if not words:
        return Refused(reasons.EMPTY)
    if "://" in words or "www." in words:
        for pattern in _IN_LINK:
            if found := pattern.search(words):
                return _place(float(found[1]), float(found[2]))
        if _SHORT.search(words):
            return Refused(reasons.SHORT_LINK)
    minutes = _DMS.findall(words)
    if len(minutes) == 2:
        return _place(*(_degrees(*parts) for parts in minutes))
    pairs = _PAIR.findall(_LETTERS.sub(" ", _THAI_NAMES.sub(" ", words)))
    if len(pairs) == 1 and any("." in figure for figure in pairs[0]):
        return _place(float(pairs[0][0]), float(pairs[0][1]))
    return Refused(reasons.NOT_A_PLACE)


def write_place(place: Place) -> str:
    """`13.756300, 100.501800`: six decimals, about 10 cm."""
    return f"{place.latitude:.6f}, {place.longitude:.6f}"


def map_link(place: Place) -> str:
    """A page that shows the point on a map."""
    return f"https://www.google.com/maps?q={place.latitude:.6f},{place.longitude:.6f}"


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """As the crow flies, between two (latitude, longitude) in degrees."""
    (south, west), (north, east) = ((radians(a), radians(b)) for a, b in (one, other))
    across = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(across)))


def in_thailand(place: Place) -> bool:
    """Whether the point lies in the box around Thailand: outside it, ask; do not refuse."""
    return SOUTH <= place.latitude <= NORTH and WEST <= place.longitude <= EAST


def _place(latitude: float, longitude: float) -> Place | Refused:
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        return Place(latitude, longitude)
    turned = Place(longitude, latitude)
    if abs(turned.latitude) <= 90 and in_thailand(turned):
        return Refused(reasons.swapped(write_place(turned)), (turned,))
    return Refused(reasons.OFF_THE_GLOBE)


def _degrees(degrees: str, minutes: str, seconds: str, side: str) -> float:
    value = int(degrees) + float(minutes) / 60 + float(seconds or 0) / 3600
    return round(-value if side.upper() in ("S", "W") else value, 6)
