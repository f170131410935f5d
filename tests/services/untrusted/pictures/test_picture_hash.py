"""Pictures that were used before, told from others that merely look alike; the figures of the decision on hashes."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from PIL import Image

from models.photos.look_alike import distance
from services.untrusted.pictures.picture_hash import NEAR_COARSE, NEAR_FINE, PictureHash, is_near_fine, picture_hash
from tests.support import scenery

pytestmark = pytest.mark.slow

PICTURES = 100
COPIES = 20


def is_near(one: PictureHash, other: PictureHash) -> bool:
    return distance(one.coarse, other.coarse) <= NEAR_COARSE and is_near_fine(one.fine, other.fine)


def fine_bits(one: PictureHash, other: PictureHash) -> int:
    return (int(one.fine, 16) ^ int(other.fine, 16)).bit_count()


def hashes(draw: object, seed: int, how_many: int) -> list[PictureHash]:
    chance = Random(seed)
    found = [picture_hash(draw(chance)) for _ in range(how_many)]  # type: ignore[operator]
    assert None not in found
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("draw", [scenery.field, scenery.paper, scenery.grain])
def test_pictures_that_merely_look_alike_are_told_apart(draw: object) -> None:
    """Of 4,950 pairs none is near by both hashes, nor within half as much again of the finer one."""
    pairs = list(combinations(hashes(draw, 1, PICTURES), 2))
    assert [pair for pair in pairs if is_near(*pair)] == []
    closest = min(fine_bits(*pair) for pair in pairs)
    assert closest > NEAR_FINE * 1.4, closest


@pytest.mark.parametrize("way", scenery.WAYS)
@pytest.mark.parametrize("draw", [scenery.field, scenery.paper])
def test_a_picture_on_its_way_stays_the_same(draw: object, way: str) -> None:
    chance = Random(2)
    found = 0
    for _ in range(COPIES):
        original = draw(chance)  # type: ignore[operator]
        before, after = picture_hash(original), picture_hash(scenery.WAYS[way](original))
        found += before is not None and after is not None and is_near(before, after)
    assert found >= COPIES * 0.8, f"{found} of {COPIES}"


@pytest.mark.parametrize("draw", [scenery.wall, scenery.lamp])
def test_walls_have_no_hash(draw: object) -> None:
    chance = Random(3)
    assert [picture_hash(draw(chance)) for _ in range(COPIES)] == [None] * COPIES  # type: ignore[operator]


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_flat_picture_has_no_hash(shade: int) -> None:
    assert picture_hash(Image.new("RGB", (640, 480), (shade, shade, shade))) is None
    assert picture_hash(Image.new("L", (1, 1), shade)) is None


def test_the_bands_are_the_64_bits() -> None:
    """Each band holds two of the eight rows; turned upside down, they stand in the other order."""
    picture = scenery.grain(Random(4))
    upright, turned = picture_hash(picture), picture_hash(picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM))
    assert upright and turned
    assert all(0 <= band < 2**16 for band in upright.coarse) and len(upright.fine) == 64
    swapped = [(band & 0xFF) << 8 | band >> 8 for band in reversed(turned.coarse)]
    assert distance(upright.coarse, swapped) <= 2


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "I;16", "F"])
def test_any_kind_of_picture_is_taken(mode: str) -> None:
    made = scenery.grain(Random(5)).convert("I").convert("I;16") if mode == "I;16" else scenery.grain(Random(5))
    picture_hash(made if mode == "I;16" else made.convert(mode))
