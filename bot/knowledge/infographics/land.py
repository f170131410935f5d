"""The layouts of land: its shares as a plan seen from above, and a cut through hill, pond and field."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.drawing.hand import Point
from bot.knowledge.infographics.article_picture import Infographic, Part
from bot.knowledge.infographics.canvas import EARTH, LEAF, PAPER, RICE, TINTS, WATER, WIDTH, Canvas
from bot.knowledge.infographics.layouts import EDGE, GAP, cards

Box = tuple[float, float, float, float]
# A field lower than this has its sign beside its words.
_SHALLOW = 150.0


def shares(canvas: Canvas, shown: Infographic, top: float, bottom: float) -> None:
    """A plan on which every part takes its share, and below it what each is for."""
    middle = top + (bottom - top) * 0.5
    plan = (EDGE, top, WIDTH - EDGE, middle)
    canvas.box(plan[0] - 8, plan[1] - 8, plan[2] + 8, plan[3] + 8, "#5E7F55", radius=26)
    for part, box in zip(shown.parts, _divided(shown.parts, plan), strict=True):
        _field(canvas, part, *box)
    cards(canvas, shown, middle + GAP + 10, bottom)


def _field(canvas: Canvas, part: Part, left: float, above: float, right: float, below: float) -> None:
    canvas.box(left + 5, above + 5, right - 5, below - 5, TINTS[part.tint][0], radius=18)
    middle, centre, tall = (left + right) / 2, (above + below) / 2, below - above
    label = canvas.fit(part.label, right - left - 40, 36, 22, bold=True, lines=1)
    if tall < _SHALLOW:
        share = canvas.fit(f"{part.share}%", right - left, tall * 0.36, 24, bold=True, lines=1)
        canvas.sign(part.sign, left + 62, centre, 40, PAPER)
        words = canvas.tall(share, label) * 0.88
        canvas.say(share, middle + 34, centre - words / 2 - 4, PAPER, is_centred=True)
        canvas.say(label, middle + 34, centre + words / 2 - canvas.tall(label) + 2, PAPER, is_centred=True)
        return
    share = canvas.fit(f"{part.share}%", right - left - 30, min(100, tall * 0.34), 30, bold=True, lines=1)
    side = min(56.0, tall * 0.16)
    at = centre - (2 * side + canvas.tall(share) * 0.8 + canvas.tall(label)) / 2
    canvas.sign(part.sign, middle, at + side, side, PAPER)
    at += 2 * side - canvas.tall(share) * 0.06
    canvas.say(share, middle, at, PAPER, is_centred=True)
    canvas.say(label, middle, at + canvas.tall(share) * 0.84, PAPER, is_centred=True)


def section(canvas: Canvas, shown: Infographic, top: float, bottom: float) -> None:
    """A cut through the land: the hill with its trees, the pond with its ledges, the field with its bunds. The first
    three parts are their names, and all of them stand below as cards."""
    middle = top + (bottom - top) * 0.46
    left, right = EDGE, WIDTH - EDGE
    canvas.box(left, top, right, middle, "#E4F1F8", radius=26)
    ground = top + (middle - top) * 0.62
    deep = min(ground + 175, middle)

    def x(share: float) -> float:
        return left + (right - left) * share

    hill = [(x(0.38 * n / 30), ground - 92 * math.sin(math.pi * n / 30) ** 1.2) for n in range(31)]
    pond = [(x(0.40), ground), (x(0.425), ground + 58), (x(0.465), ground + 62), (x(0.49), deep - 30),
            (x(0.60), deep - 28), (x(0.625), ground + 62), (x(0.665), ground + 58), (x(0.69), ground)]  # fmt: skip
    bunds: list[Point] = [(x(0.72), ground)]
    for at in (0.72, 0.83, 0.94):
        bunds += [(x(at + 0.012), ground - 24), (x(at + 0.036), ground - 24), (x(at + 0.05), ground + 12)]
        bunds += [(x(at + 0.10), ground + 12)] if at < 0.9 else []
    outline = [*hill, *pond, *bunds, (x(1.0), ground + 12)]
    canvas.shape([(x(0.405), ground + 14), *pond[1:-1], (x(0.685), ground + 14)], WATER)
    for at in (0.76, 0.87):
        canvas.box(x(at), ground - 2, x(at + 0.075), ground + 14, "#8FC1DE")
        for n in range(5):
            stem = x(at + 0.014 + 0.012 * n)
            canvas.stroke([(stem, ground + 12), (stem + 3, ground - 34)], 4, RICE)
            canvas.disc(stem + 4, ground - 36, 7, RICE)
    canvas.shape([*outline, (x(1.0), middle - 26), (x(0.0), middle - 26)], EARTH)
    canvas.box(left, middle - 60, right, middle, EARTH, radius=26)
    _trees(canvas, hill)
    canvas.sign("fish", x(0.545), ground + 94, 30, "#CFE6F2")
    canvas.disc(right - 90, top + 74, 38, "#F5C542")
    for part, at, low in zip(shown.parts, (0.19, 0.545, 0.86), (12.0, 10.0, 34.0), strict=False):
        name = canvas.fit(part.label, 300, 44, 30, bold=True, lines=1)
        canvas.say(name, x(at), ground + low, PAPER, is_centred=True)
    cards(canvas, shown, middle + GAP, bottom)


def _trees(canvas: Canvas, hill: Sequence[Point]) -> None:
    for place, tall in ((6, 62.0), (11, 104.0), (15, 78.0), (20, 96.0), (25, 54.0)):
        x, foot = hill[place]
        canvas.stroke([(x, foot + 6), (x, foot - tall * 0.5)], 9, "#6B4A2E")
        for dx, dy, radius in ((0, 0.78, 0.36), (-0.26, 0.56, 0.28), (0.26, 0.56, 0.28)):
            canvas.disc(x + dx * tall, foot - dy * tall, radius * tall, LEAF)


def _divided(parts: Sequence[Part], box: Box) -> list[Box]:
    """`box` cut into parts as large as their shares, always across its longer side, as evenly as the shares go."""
    if len(parts) == 1:
        return [box]
    whole = sum(part.share for part in parts)
    cut = min(range(1, len(parts)), key=lambda n: abs(whole / 2 - sum(part.share for part in parts[:n])))
    share = sum(part.share for part in parts[:cut]) / whole
    left, top, right, bottom = box
    if right - left >= bottom - top:
        at = left + (right - left) * share
        return _divided(parts[:cut], (left, top, at, bottom)) + _divided(parts[cut:], (at, top, right, bottom))
    at = top + (bottom - top) * share
    return _divided(parts[:cut], (left, top, right, at)) + _divided(parts[cut:], (left, at, right, bottom))
