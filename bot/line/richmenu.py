"""The rich menus: six tiles under the chat on phones. What they are for LINE, and their pictures.

LINE for PC shows none of it; every tile is a word that can be typed as well (`bot/texts/menu.py`).
"""

from __future__ import annotations

import hashlib
import io
import json
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

from bot.buttons import press
from bot.drawing.fonts import thai_font
from bot.line import icons
from bot.texts.menu import CHAT_BAR, Tile
from bot.texts.rich_menus import STRANGER, rich_menu

WIDTH, HEIGHT = 2500, 1686  # LINE's large size: width / height at least 1.45
COLUMNS, ROWS = 3, 2
MOST_BYTES = 1_000_000
NAME = "nong-rai-ngan"  # the beginning of every menu's name that is ours

GROUND, PAPER, LINE = "#E9F0EC", "#FFFFFF", "#D3DED7"
INK, SOFT, GREEN, PALE = "#1F2A24", "#55625B", "#2F6B4F", "#E2EEE7"
GAP, CORNER = 28, 44
DISC = 330  # across the disc behind an icon
LAMP = 90  # across the light of a tile
LAMPS = {"good": "#2E9E5B", "warn": "#E39B17", "bad": "#CF3B2F"}
# Drawn this many times larger and scaled down: Pillow draws curves without smoothing.
FINER = 2

Box = tuple[int, int, int, int]


def definition(name: str, key: str = STRANGER) -> dict[str, Any]:
    """The menu of this key as LINE's create call takes it. `name` is seen by nobody but us."""
    menu = rich_menu(key)
    return {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": True,
        "name": name,
        "chatBarText": CHAT_BAR,
        "areas": [_area(tile, _box(number), menu.says) for number, tile in enumerate(menu.tiles)],
    }


def named(picture: bytes, key: str = STRANGER) -> str:
    """A name that changes whenever anything about the menu does: how a second installation knows the first."""
    content = json.dumps(definition("", key), ensure_ascii=False, sort_keys=True).encode() + picture
    return f"{family(key)} {hashlib.sha256(content).hexdigest()[:20]}"


def family(key: str) -> str:
    """What the names of all versions of this menu begin with, before a space."""
    return f"{NAME}-{key}" if key else NAME


@cache
def draw(key: str = STRANGER) -> bytes:
    """The picture as PNG, below LINE's 1 MB. The same each time on the same machine."""
    menu = rich_menu(key)
    shapes = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), GROUND)
    pen = ImageDraw.Draw(shapes)
    for number, tile in enumerate(menu.tiles):
        _draw_shapes(pen, _box(number), tile.do, first=number == 0)
    if menu.light:
        _draw_light(pen, _box(menu.light[0]), menu.light[1])
    picture = shapes.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(picture)
    for number, tile in enumerate(menu.tiles):
        _draw_words(pen, _box(number), tile, first=number == 0)
    out = io.BytesIO()
    # Few colours: a palette takes a third of the bytes and shows no difference.
    picture.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _box(number: int) -> Box:
    """Left, top, right, bottom of a tile; the last column and row take what the division leaves over."""
    row, column = divmod(number, COLUMNS)
    return (
        WIDTH * column // COLUMNS,
        HEIGHT * row // ROWS,
        WIDTH * (column + 1) // COLUMNS,
        HEIGHT * (row + 1) // ROWS,
    )


def _area(tile: Tile, box: Box, says: bool) -> dict[str, Any]:
    """What a tap on the tile does: it presses the tile's button, or (`says`) types its word."""
    left, top, right, bottom = box
    pressed = {"type": "postback", "label": tile.word, "data": press(tile.do), "displayText": tile.word}
    action = {"type": "message", "label": tile.word, "text": tile.word} if says else pressed
    return {"bounds": {"x": left, "y": top, "width": right - left, "height": bottom - top}, "action": action}


def _draw_shapes(pen: ImageDraw.ImageDraw, box: Box, icon: str, *, first: bool) -> None:
    left, top, right, bottom = (edge * FINER for edge in box)
    gap = GAP * FINER // 2
    pen.rounded_rectangle(
        (left + gap, top + gap, right - gap, bottom - gap),
        CORNER * FINER,
        fill=GREEN if first else PAPER,
        outline=GREEN if first else LINE,
        width=3 * FINER,
    )
    middle, centre = (left + right) // 2, top + round((bottom - top) * 0.335)
    radius = DISC * FINER // 2
    disc = PAPER if first else PALE
    pen.ellipse((middle - radius, centre - radius, middle + radius, centre + radius), fill=disc)
    icons.draw(pen, icon, middle, centre, radius, ink=GREEN)


def _draw_light(pen: ImageDraw.ImageDraw, box: Box, tone: str) -> None:
    """A lamp in the upper right corner of the tile."""
    _, top, right, _ = (edge * FINER for edge in box)
    radius, away = LAMP * FINER // 2, (GAP // 2 + LAMP) * FINER
    middle, centre = right - away, top + away
    ring = radius + 10 * FINER
    pen.ellipse((middle - ring, centre - ring, middle + ring, centre + ring), fill=PAPER)
    pen.ellipse((middle - radius, centre - radius, middle + radius, centre + radius), fill=LAMPS[tone])


def _draw_words(pen: ImageDraw.ImageDraw, box: Box, tile: Tile, *, first: bool) -> None:
    left, top, right, bottom = box
    middle, height = (left + right) / 2, bottom - top
    pen.text(
        (middle, top + height * 0.685), tile.word, fill=PAPER if first else INK, font=thai_font(124, 700), anchor="mm"
    )
    pen.text(
        (middle, top + height * 0.868), tile.does, fill=PAPER if first else SOFT, font=thai_font(68, 500), anchor="mm"
    )
