"""Whether two pictures show the same: difference hashes, which say of each spot whether it is lighter than the one to
its right. Sending a picture again, smaller, lighter, stamped with a date or trimmed by a little, changes few of them.

Two of them, because there will be millions of pictures: 64 bits are looked up, 256 bits decide. With 64 alone one
picture in thousands resembles a stranger's field. The figures are measured in
`tests/services/untrusted/pictures/test_picture_hash.py`, see `docs/decisions/0016-look-up-64-bits-decide-by-256.md`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_COARSE, _FINE = 8, 16  # rows; each has a bit less than it has spots
# Of the 64 and of the 256 bits: how many may differ.
NEAR_COARSE, NEAR_FINE = 7, 40
# A plain wall has no more to compare than the noise of its camera, a lit one no more than the light. Spots that stand
# out from both neighbours by this many of 256 grey values are counted; fewer than this many are too little to go by.
_STANDS_OUT, _FEWEST = 4, 64


@dataclass(frozen=True, slots=True)
class PictureHash:
    """`coarse` has 64 bits in four bands of 16; `fine` has 256, as 64 hexadecimal digits."""

    coarse: tuple[int, int, int, int]
    fine: str


def picture_hash(picture: Image.Image) -> PictureHash | None:
    """Of an upright picture; None for one that shows too little to be told from others, such as a wall."""
    grey = picture.convert("L")
    fine = _rows(grey, _FINE)
    if _standing_out(fine) < _FEWEST:
        return None
    rows = _rows(grey, _COARSE)
    first, second, third, fourth = (_bits(rows[at : at + 2]) for at in range(0, _COARSE, 2))
    return PictureHash((first, second, third, fourth), f"{_bits(fine):064x}")


def is_near_fine(one: str, other: str) -> bool:
    """Of two whose 64 bits are near: whether they show the same."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= NEAR_FINE


def _rows(grey: Image.Image, rows: int) -> list[bytes]:
    # Whoever compares what was drawn from pictures opens none.
    from PIL.Image import Resampling

    small = grey.resize((rows + 1, rows), Resampling.LANCZOS).tobytes()
    return [small[at : at + rows + 1] for at in range(0, len(small), rows + 1)]


def _bits(rows: list[bytes]) -> int:
    bits = 0
    for row in rows:
        for left, right in pairwise(row):
            bits = bits << 1 | (left > right)
    return bits


def _standing_out(rows: list[bytes]) -> int:
    return sum(
        abs(left - 2 * here + right) >= _STANDS_OUT
        for row in rows
        for left, here, right in zip(row, row[1:], row[2:], strict=False)
    )
