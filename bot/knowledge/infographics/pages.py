"""Infographics as files: a picture for the telephone, its preview, and a sheet of paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache

from PIL import Image

from bot.knowledge.infographics.article_picture import Infographic
from bot.knowledge.infographics.canvas import DARK, GREEN, PALE, PAPER, SOFT, WIDTH, Canvas
from bot.knowledge.infographics.land import section, shares
from bot.knowledge.infographics.layouts import EDGE, cards, comparison, steps
from bot.texts import posters as words

PHONE = (1080, 1350)
A4 = (1654, 2339)
"""At 200 dots an inch."""
PREVIEW = (192, 240)
"""LINE shows a preview at 240 pixels."""
LAYOUTS: Mapping[str, Callable[[Canvas, Infographic, float, float], None]] = {
    "shares": shares,
    "section": section,
    "steps": steps,
    "cards": cards,
    "comparison": comparison,
}
_COLOURS = 200
# All that the product brings: each is drawn once a process, whoever prepares a database anew.
_KEPT = 32


@lru_cache(maxsize=_KEPT)
def phone_pngs(shown: Infographic) -> tuple[bytes, bytes]:
    """The picture and its preview."""
    picture = draw(shown, PHONE)
    return _png(picture), _png(picture.resize(PREVIEW, Image.Resampling.LANCZOS))


@lru_cache(maxsize=_KEPT)
def a4_pdf(shown: Infographic, made_on: date) -> bytes:
    """The same on an A4 page of its own proportions."""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_lang("th")
    pdf.set_auto_page_break(False)
    pdf.set_title(shown.title)
    pdf.set_creation_date(datetime.combine(made_on, time(), UTC))
    pdf.add_page()
    pdf.image(io.BytesIO(_png(draw(shown, A4))), 0, 0, 210, 297, alt_text=shown.title)
    return bytes(pdf.output())


def draw(shown: Infographic, size: tuple[int, int]) -> Image.Image:
    """`size` in pixels, upright. The same each time on the same machine."""
    canvas = Canvas(*size)
    canvas.box(0, 0, WIDTH, 18, DARK)
    title = canvas.fit(shown.title, WIDTH - 2 * EDGE, 64, 40, bold=True, lines=2)
    lead = canvas.fit(shown.lead, WIDTH - 2 * EDGE, 34, 26, lines=2)
    head = 18 + 26 + canvas.tall(title) + canvas.tall(lead) + 30
    canvas.box(0, 18, WIDTH, head, GREEN)
    at = canvas.say(title, WIDTH / 2, 18 + 22, PAPER, is_centred=True)
    canvas.say(lead, WIDTH / 2, at, "#E2F0E8", is_centred=True)
    mark = canvas.fit(words.STARTING_MATERIAL, WIDTH - 2 * EDGE, 24, 20, lines=1)
    foot = canvas.height - canvas.tall(mark) - 24
    canvas.say(mark, WIDTH / 2, foot + 8, SOFT, is_centred=True)
    if shown.note:
        note = canvas.fit(shown.note, WIDTH - 2 * EDGE - 60, 31, 24, bold=True, lines=2)
        top = foot - canvas.tall(note) - 24
        canvas.box(EDGE, top, WIDTH - EDGE, foot - 4, PALE, radius=20)
        canvas.say(note, WIDTH / 2, top + 10, DARK, is_centred=True)
        foot = top - 8
    LAYOUTS[shown.layout](canvas, shown, head + 30, foot - 14)
    return canvas.picture()


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    # Few colours: a palette takes a third of the bytes and shows no difference. It is chosen on a small copy, which
    # takes a tenth of the time and keeps the large, pale grounds apart.
    few = picture.resize((270, 340), Image.Resampling.NEAREST).quantize(_COLOURS)
    picture.quantize(palette=few, dither=Image.Dither.NONE).save(out, "PNG", compress_level=6)
    return out.getvalue()
