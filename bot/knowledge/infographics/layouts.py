"""The layouts of lists: steps one below the other, cards with signs, two things side by side."""

from __future__ import annotations

from bot.knowledge.infographics.article_picture import Infographic, Part
from bot.knowledge.infographics.canvas import GREEN, INK, LINE, PAPER, SOFT, TINTS, WIDTH, Canvas
from bot.knowledge.lettering import Block

EDGE = 56.0
GAP = 18.0
# A card taller than this has its sign above its words.
_STANDING = 380.0


def steps(canvas: Canvas, shown: Infographic, top: float, bottom: float) -> None:
    """Numbered, joined by a line."""
    tall = (bottom - top + GAP) / len(shown.parts) - GAP
    radius = min(40.0, tall * 0.36)
    x = EDGE + radius
    last = top + (tall + GAP) * (len(shown.parts) - 1) + tall / 2
    canvas.stroke([(x, top + tall / 2), (x, last)], 8, LINE)
    for number, part in enumerate(shown.parts, 1):
        strong, _ = TINTS[part.tint]
        middle = top + tall / 2
        card = x + radius + 22
        canvas.box(card, top, WIDTH - EDGE, top + tall, PAPER, radius=22, outline=LINE)
        canvas.disc(x, middle, radius, strong)
        figure = canvas.fit(str(number), 200, radius * 1.15, radius, bold=True, lines=1)
        canvas.say(figure, x, middle - canvas.tall(figure) / 2, PAPER, is_centred=True)
        side = min(46.0, tall * 0.4)
        canvas.sign(part.sign, WIDTH - EDGE - side - 20, middle, side, strong, TINTS[part.tint][1])
        _words(canvas, part, card + 28, top, WIDTH - EDGE - 2 * side - 40 - card - 40, tall)
        top += tall + GAP


def cards(canvas: Canvas, shown: Infographic, top: float, bottom: float) -> None:
    """Two columns of signs with their words; an odd one at the end takes the whole width."""
    rows = -(-len(shown.parts) // 2)
    tall = (bottom - top + GAP) / rows - GAP
    wide = (WIDTH - 2 * EDGE - GAP) / 2
    for number, part in enumerate(shown.parts):
        is_alone = number == len(shown.parts) - 1 and number % 2 == 0
        left = EDGE + number % 2 * (wide + GAP)
        at = top + number // 2 * (tall + GAP)
        right = WIDTH - EDGE if is_alone else left + wide
        canvas.box(left, at, right, at + tall, PAPER, radius=24, outline=LINE)
        (_standing if tall > _STANDING and not is_alone else _lying)(canvas, part, left, at, right, at + tall)


def _lying(canvas: Canvas, part: Part, left: float, top: float, right: float, bottom: float) -> None:
    """The sign beside its label, words below."""
    strong, pale = TINTS[part.tint]
    canvas.box(left, top + 22, left + 10, bottom - 22, strong, radius=5)
    side = min(44.0, (bottom - top) * 0.24)
    canvas.sign(part.sign, left + 38 + side, top + 26 + side, side, strong, pale)
    beside = left + 38 + 2 * side + 20
    label = canvas.fit(part.label, right - beside - 20, 38, 24, bold=True, lines=2)
    canvas.say(label, beside, top + 26 + side - canvas.tall(label) / 2, INK)
    below = top + 26 + max(2 * side, canvas.tall(label)) + 8
    text = _fitting(canvas, part.text, right - left - 66, bottom - 14 - below, largest=31)
    canvas.say(text, left + 38, below, SOFT)


def _standing(canvas: Canvas, part: Part, left: float, top: float, right: float, bottom: float) -> None:
    """The sign large above its words, all in the middle."""
    strong, pale = TINTS[part.tint]
    canvas.box(left + 30, top, right - 30, top + 10, strong, radius=5)
    middle, room = (left + right) / 2, right - left - 60
    label = canvas.fit(part.label, room, 44, 28, bold=True, lines=1)
    side = min(84.0, (bottom - top) * 0.2)
    text = _fitting(canvas, part.text, room, bottom - top - 2 * side - canvas.tall(label) - 60, largest=35)
    at = top + (bottom - top - 2 * side - 14 - canvas.tall(label, text)) / 2
    canvas.sign(part.sign, middle, at + side, side, strong, pale)
    at = canvas.say(label, middle, at + 2 * side + 14, INK, is_centred=True)
    canvas.say(text, middle, at, SOFT, is_centred=True)


def comparison(canvas: Canvas, shown: Infographic, top: float, bottom: float) -> None:
    """What is the same question of two things, answered side by side."""
    wide = (WIDTH - 2 * EDGE - GAP) / 2
    lefts = (EDGE, EDGE + wide + GAP)
    tints = (TINTS["green"], TINTS["earth"])
    head = 108.0
    for left, (strong, pale), words in zip(lefts, tints, shown.columns, strict=True):
        canvas.box(left, top, left + wide, bottom, pale, radius=26)
        canvas.box(left, top, left + wide, top + head, strong, radius=26)
        canvas.box(left, top + head / 2, left + wide, top + head, strong)
        title = canvas.fit(words, wide - 40, 42, 28, bold=True, lines=2)
        canvas.say(title, left + wide / 2, top + (head - canvas.tall(title)) / 2, PAPER, is_centred=True)
    at = top + head + GAP
    tall = (bottom - at) / len(shown.parts) - GAP
    for part in shown.parts:
        pill = canvas.fit(part.label, 500, 30, 24, bold=True, lines=1)
        for left, text in zip(lefts, (part.text, part.other), strict=True):
            canvas.box(left + 18, at + 24, left + wide - 18, at + tall, PAPER, radius=18)
            block = _fitting(canvas, text, wide - 84, tall - 74, largest=32)
            canvas.say(block, left + wide / 2, at + 60 + (tall - 70 - canvas.tall(block)) / 2, INK, is_centred=True)
        half = max(pill.font.getlength(part.label) / canvas.scale / 2 + 34, 100)
        canvas.box(WIDTH / 2 - half, at, WIDTH / 2 + half, at + 52, PAPER, radius=26, outline=GREEN)
        canvas.say(pill, WIDTH / 2, at + 26 - canvas.tall(pill) / 2, GREEN, is_centred=True)
        at += tall + GAP


def _words(canvas: Canvas, part: Part, left: float, top: float, width: float, tall: float) -> None:
    """Label and text, in the middle of what they have."""
    label = canvas.fit(part.label, width, 38, 26, bold=True, lines=1)
    if not part.text:
        canvas.say(label, left, top + (tall - canvas.tall(label)) / 2, INK)
        return
    text = _fitting(canvas, part.text, width, tall - canvas.tall(label) - 8, largest=31)
    at = canvas.say(label, left, top + (tall - canvas.tall(label, text)) / 2, INK)
    canvas.say(text, left, at, SOFT)


def _fitting(canvas: Canvas, text: str, width: float, tall: float, *, largest: float) -> Block:
    """As large as it fits into that room; at the smallest size it may be too tall."""
    for lines in (1, 2, 3, 4, 5, 6):
        block = canvas.fit(text, width, largest, 22, lines=lines)
        if len(block.lines) <= lines and block.font.size >= largest * canvas.scale * 0.93:
            break
    size = block.font.size / canvas.scale
    while canvas.tall(block) > tall and size > 20:
        size -= 1
        block = canvas.fit(text, width, size, size, lines=9)
    return block
