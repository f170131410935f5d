"""Thai number words up to ล้าน (million), alone or mixed with figures: "ยี่สิบเอ็ด", "2 หมื่น 5 พัน".

One trap is the language's own. After พัน and above, a lone last digit has two readings: the written one
(สองหมื่นห้า = 20,005) and the spoken one, which leaves out the next place (= 25,000). With no figure before
the place (พันห้า) only the spoken reading exists; with หนึ่ง written out (หนึ่งพันสอง) it is the written
register. Anything between is refused with both figures, never guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.thai.reasons import two_readings
from bot.thai.refused import Refused

_DIGITS = {
    "ศูนย์": 0,
    "หนึ่ง": 1,
    # one, as it is spoken and mistyped
    "นึง": 1,
    "หนึง": 1,
    "เอ็ด": 1,
    "สอง": 2,
    "ยี่": 2,
    "สาม": 3,
    "สี่": 4,
    "ห้า": 5,
    "หก": 6,
    "เจ็ด": 7,
    "แปด": 8,
    "เก้า": 9,
}
_PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
_TOKEN = re.compile("|".join(["[0-9]+(?:[.][0-9]+)?", *_DIGITS, *_PLACES]))


def read_words(text: str) -> Decimal | Refused | None:
    """The number that `text` (tidied) spells; None if it is not number words at all."""
    text = text.replace(" ", "")
    if "ครึ่ง" in text:
        return _with_half(text)
    head, point, tail = text.partition("จุด")
    tokens = _tokens(head)
    if not tokens:
        return None
    if not point:
        return _value(tokens)
    decimals = _tokens(tail)
    whole = _value(tokens)
    if not isinstance(whole, Decimal) or not decimals or not all(t in _DIGITS for t in decimals):
        return None
    return whole + Decimal("0." + "".join(str(_DIGITS[t]) for t in decimals))


def _with_half(text: str) -> Decimal | None:
    """สองล้านครึ่ง is two and a half million, ครึ่งแสน half a hundred thousand; only of พัน and above."""
    before, _, after = text.partition("ครึ่ง")
    tokens = _tokens(before or after)
    place = _PLACES.get(tokens[-1], 0) if tokens else 0
    if (before and after) or not tokens or place < 1_000:
        return None
    if after:
        return Decimal(place) / 2 if len(tokens) == 1 else None
    value = _value(tokens)
    return value + Decimal(place) / 2 if isinstance(value, Decimal) else None


def _tokens(text: str) -> list[str] | None:
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        found.append(match.group())
        at = match.end()
    return found


def _value(tokens: list[str], written_only: bool = False) -> Decimal | Refused | None:
    total, last_place, places = Decimal(0), 10_000_000, 0
    coefficient: str | None = None
    earlier: str | None = None
    if "ล้าน" in tokens:
        cut = tokens.index("ล้าน")
        # Nobody leaves a place out before ล้าน: สองพันห้าล้าน is 2,005 million.
        before = _value(tokens[:cut], written_only=True) if cut else Decimal(1)
        if not isinstance(before, Decimal) or before >= 1_000_000:
            return None
        total, last_place, places = before * 1_000_000, 1_000_000, 1
        earlier = None if cut == 0 else "หนึ่ง" if tokens[:cut] == ["หนึ่ง"] else "other"
        tokens = tokens[cut + 1 :]
    for token in tokens:
        if token not in _PLACES:
            if coefficient is not None:
                return None
            coefficient = token
            continue
        place = _PLACES[token]
        if place >= last_place or coefficient == "เอ็ด" or (coefficient == "ยี่" and place != 10):
            return None
        times = _figure(coefficient) if coefficient else Decimal(1)
        if times == 0:
            return None
        total += times * place
        earlier, coefficient, last_place, places = coefficient, None, place, places + 1
    if coefficient is None:
        return total if places else None
    if coefficient == "ยี่" or (coefficient == "เอ็ด" and not places):
        return None
    last = _figure(coefficient)
    if last >= last_place:
        return None
    written = total + last
    lone = 0 < last < 10 and last == int(last) and coefficient != "เอ็ด" and last_place >= 1_000 and places
    if not lone or written_only or earlier == "หนึ่ง":
        return written
    spoken = total + last * last_place / 10
    if earlier is None:
        return spoken
    return Refused(two_readings(f"{int(spoken):,}", f"{int(written):,}"), (spoken, written))


def _figure(token: str) -> Decimal:
    return Decimal(_DIGITS[token]) if token in _DIGITS else Decimal(token)
