"""QR codes to print: large, with a quiet zone, and with words below that say what they open."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from bot.knowledge.lettering import Block, fitted

if TYPE_CHECKING:
    import qrcode
    from PIL import Image

# What a print shop needs for a sharp A5 poster, and what a phone reads from across a counter.
LEAST_PIXELS = 1_000
# The quiet zone that ISO/IEC 18004 asks for, in modules.
QUIET_MODULES = 4
# Pixels of a module of `qr_picture`.
MODULE = 10
INK = 0


def qr_png(text: str, caption: str = "") -> bytes:
    """A PNG, at least 1,000 pixels wide, of a QR code that reads as `text` (error correction M: 15 %).

    `caption` stands below it: its first line bold, any further lines plain. Nothing is drawn inside the
    quiet zone. Raises ValueError where `text` is empty or longer than a QR code holds (2,331 bytes).
    """
    picture = _code(text)
    if caption:
        picture = _captioned(picture, caption)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def qr_svg(text: str) -> bytes:
    """The same as an SVG of one path, which a print shop scales to any size; its quiet zone is in it. Raises
    ValueError as `qr_png` does."""
    rows = _made(text).get_matrix()
    side = len(rows)
    path = "".join(f"M{x} {y}h{long}v1h-{long}z" for y, row in enumerate(rows) for x, long in _runs(row))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>\n'
    ).encode()


def qr_picture(text: str) -> Image.Image:
    """Black and white, `MODULE` pixels a module, with its quiet zone: sharp at any size that fits a sheet. Raises
    ValueError as `qr_png` does."""
    code = _made(text, mask_pattern=3)
    code.box_size = MODULE
    return code.make_image().get_image().convert("1")


def share_of_code(picture: Image.Image) -> float:
    """How much of a `qr_picture`'s side the code itself takes, without its quiet zone."""
    return 1 - 2 * QUIET_MODULES * MODULE / picture.width


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """(first, how many) of the dark modules that stand together."""
    at = 0
    for is_dark, together in groupby(row):
        long = len(list(together))
        if is_dark:
            yield at, long
        at += long


def _code(text: str) -> Image.Image:
    code = _made(text)
    # Whole pixels a module: a code that is scaled by a fraction has ragged edges.
    code.box_size = -(-LEAST_PIXELS // (code.modules_count + 2 * QUIET_MODULES))
    return code.make_image().get_image().convert("L")


def _made(text: str, mask_pattern: int | None = None) -> qrcode.QRCode:
    """`mask_pattern` a fixed one: looking for the one that looks best takes nine tenths of the time, and any reads."""
    if not text:
        raise ValueError("a QR code of nothing")
    import qrcode
    from qrcode.constants import ERROR_CORRECT_M

    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_MODULES, mask_pattern=mask_pattern)
    code.add_data(text)
    try:
        code.make(fit=True)
    except (qrcode.exceptions.DataOverflowError, ValueError):
        # Which of the two depends on how much too long it is.
        raise ValueError("longer than a QR code holds") from None
    return code


def _captioned(code: Image.Image, caption: str) -> Image.Image:
    from PIL import Image

    width = code.width
    room = round(width * 0.88)
    first, *others = [line.strip() for line in caption.strip().splitlines()]
    blocks = [fitted(first, room, largest=round(width * 0.058), smallest=round(width * 0.036), weight=600)]
    blocks += [_plain(line, room, width) for line in others if line]
    foot = round(width * 0.06)
    picture = Image.new("L", (width, code.height + sum(block.height for block in blocks) + foot), 255)
    picture.paste(code, (0, 0))
    top = code.height
    for block in blocks:
        block.draw(picture, width / 2, top, INK)
        top += block.height
    return picture


def _plain(line: str, room: int, width: int) -> Block:
    return fitted(line, room, largest=round(width * 0.042), smallest=round(width * 0.028))
