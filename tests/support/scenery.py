"""Pictures as telephones take them, drawn by chance: fields under a sky, papers, and walls with nothing on them.

Fields are alike on purpose, light above a horizon and dark below, as an office's photos of its works are.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance

SIZE = (640, 480)


def field(chance: Random) -> Image.Image:
    """Sky, ground, trees on the horizon, a pond, people, and the grain of grass and leaves."""
    width, height = SIZE
    horizon = int(height * chance.uniform(0.3, 0.45))
    drawn = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(drawn)
    above, below = (
        (chance.randint(150, 255), chance.randint(150, 255)),
        (chance.randint(60, 150), chance.randint(60, 150)),
    )
    for y in range(height):
        ends, share = (above, y / horizon) if y < horizon else (below, (y - horizon) / (height - horizon))
        grey = int(ends[0] + (ends[1] - ends[0]) * share)
        pen.line((0, y, width, y), fill=(grey - 20, grey - 5, grey) if y < horizon else (grey, grey + 10, grey - 30))
    for _ in range(chance.randint(3, 12)):
        x, wide = chance.randint(0, width), chance.randint(20, 90)
        leaves = (chance.randint(20, 60), chance.randint(50, 100), 20)
        pen.ellipse((x - wide, horizon - wide, x + wide, horizon + wide // 3), fill=leaves)
    for _ in range(chance.randint(1, 2)):
        x, y = chance.randint(0, width), chance.randint(horizon + 20, height)
        wide, high, grey = chance.randint(60, 200), chance.randint(20, 60), chance.randint(90, 180)
        pen.ellipse((x - wide, y - high, x + wide, y + high), fill=(grey, grey, grey))
    for _ in range(chance.randint(0, 6)):
        x, y = chance.randint(0, width), chance.randint(horizon, height - 60)
        pen.rectangle((x, y, x + 18, y + 60), fill=tuple(chance.randint(0, 255) for _ in range(3)))
        pen.ellipse((x + 2, y - 14, x + 16, y), fill=(200, 160, 130))
    return Image.blend(drawn, grain(chance).convert("RGB"), 0.15)


def grain(chance: Random) -> Image.Image:
    """Grey noise of which every octave has its share: nothing in particular, and never the same."""
    made = Image.new("L", SIZE, 128)
    for octave in range(1, 8):
        small = (2**octave, max(2, 2**octave * SIZE[1] // SIZE[0]))
        noise = Image.frombytes("L", small, chance.randbytes(small[0] * small[1])).resize(
            SIZE, Image.Resampling.BICUBIC
        )
        made = Image.blend(made, noise, 1 / (octave + 1))
    return made


def paper(chance: Random) -> Image.Image:
    """A written page: all of them have their lines at the same places."""
    drawn = Image.new("RGB", (600, 800), (chance.randint(225, 245),) * 3)
    pen = ImageDraw.Draw(drawn)
    for y in range(60, 740, 22):
        x, end = 60, 540 if chance.random() < 0.8 else chance.randint(200, 540)
        while x < end:
            wide = chance.randint(10, 60)
            pen.rectangle((x, y, x + wide, y + 9), fill=(40, 40, 50))
            x += wide + 8
    return drawn


def wall(chance: Random) -> Image.Image:
    """Nothing but light that falls off to one side, and what the camera adds."""
    corner, right, down = chance.randint(80, 220), chance.uniform(-40, 40), chance.uniform(-40, 40)
    corners = Image.new("L", (2, 2))
    corners.putdata([max(0, min(255, int(corner + add))) for add in (0, right, down, right + down)])
    return _noisy(corners.resize(SIZE, Image.Resampling.BILINEAR), chance)


def lamp(chance: Random) -> Image.Image:
    """A wall with a lamp on it."""
    at, strength, brightest = (chance.random(), chance.random()), chance.uniform(20, 120), chance.randint(150, 250)
    light = Image.new("L", (33, 25))
    light.putdata(
        [
            max(0, int(brightest - strength * ((x / 32 - at[0]) ** 2 + (y / 24 - at[1]) ** 2)))
            for y in range(25)
            for x in range(33)
        ]
    )
    return _noisy(light.resize(SIZE, Image.Resampling.BICUBIC), chance)


def as_jpeg(picture: Image.Image, quality: int = 90, exif: Image.Exif | None = None) -> bytes:
    made = io.BytesIO()
    picture.convert("RGB").save(made, "JPEG", quality=quality, **({"exif": exif} if exif is not None else {}))
    return made.getvalue()


def _noisy(grey: Image.Image, chance: Random) -> Image.Image:
    spread = chance.uniform(1, 8)
    noise = Image.frombytes(
        "L", SIZE, bytes(int(min(255, max(0, chance.gauss(128, spread)))) for _ in range(4096)) * 75
    )
    return ImageChops.add(grey, noise, 1, -128).convert("RGB")


def _again(quality: int) -> Callable[[Image.Image], Image.Image]:
    return lambda picture: Image.open(io.BytesIO(as_jpeg(picture, quality)))


def _smaller(part: float) -> Callable[[Image.Image], Image.Image]:
    return lambda picture: picture.resize((int(picture.width * part), int(picture.height * part)))


def _trimmed(share: float) -> Callable[[Image.Image], Image.Image]:
    def trim(picture: Image.Image) -> Image.Image:
        across, down = int(picture.width * share / 2), int(picture.height * share / 2)
        return picture.crop((across, down, picture.width - across, picture.height - down))

    return trim


def _stamped(picture: Image.Image) -> Image.Image:
    stamped = picture.convert("RGB")
    width, height = stamped.size
    box = (int(width * 0.65), int(height * 0.92), int(width * 0.98), int(height * 0.98))
    ImageDraw.Draw(stamped).rectangle(box, fill=(255, 200, 0))
    return stamped


# What happens to a picture on its way from one chat to another, or is done to it by hand.
WAYS: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "the chat's own JPEG": _again(60),
    "a bad JPEG": _again(30),
    "half the size": _smaller(0.5),
    "a third, and a bad JPEG": lambda picture: _again(50)(_smaller(1 / 3)(picture)),
    "lighter": lambda picture: ImageEnhance.Brightness(picture).enhance(1.2),
    "darker": lambda picture: ImageEnhance.Brightness(picture).enhance(0.75),
    "more contrast": lambda picture: ImageEnhance.Contrast(picture).enhance(1.3),
    "without colour": lambda picture: picture.convert("L"),
    "a date stamped on it": _stamped,
    "trimmed by 2 in 100": _trimmed(0.02),
}
