"""Finding, among millions of pictures, those whose 64-bit hash is nearly a given one.

The hash lies in four bands of 16 bits, each with an index. Where two hashes differ in at most 7 bits, at least one
of the four bands differs in at most one of them (four times two would be eight). So whoever asks for the value of each
band and its 16 neighbours misses none (Norouzi, Punjani and Fleet, Fast Search in Hamming Space with Multi-Index
Hashing, 2012).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_

from models.photos.attachment import Attachment

MOST_BITS = 7
_BITS = 16
BANDS = (Attachment.band_0, Attachment.band_1, Attachment.band_2, Attachment.band_3)


def may_resemble(bands: Sequence[int]) -> ColumnElement[bool]:
    """SQL: every attachment whose hash differs from this one in at most MOST_BITS bits, and some others."""
    return or_(*(column.in_(_around(value)) for column, value in zip(BANDS, bands, strict=True)))


def distance(one: Sequence[int], other: Sequence[int]) -> int:
    """In how many bits two hashes differ."""
    return sum((a ^ b).bit_count() for a, b in zip(one, other, strict=True))


def _around(value: int) -> list[int]:
    return [value, *(value ^ 1 << bit for bit in range(_BITS))]
