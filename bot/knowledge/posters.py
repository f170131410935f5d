"""Posters to print: what a page is about, its picture, a QR code that opens it, its address in letters, whose it is."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import regex

from bot.knowledge.qr import qr_picture, share_of_code
from bot.limits import shorten
from bot.texts import posters as words
from bot.texts.joining.invite_sheet import MAY_BREAK

if TYPE_CHECKING:
    from PIL import Image

    from bot.knowledge.thai_pdf import ThaiPdf


class PosterSize(StrEnum):
    A4 = "a4"
    A5 = "a5"
    CUT_OUTS = "six"  # six on an A4 page, to be cut apart


@dataclass(frozen=True, slots=True)
class Poster:
    """`link` is what the QR code holds, `address` the short one that is typed; `office` whose it is, "" for nobody's.
    `picture` is a PNG or JPEG, None for none."""

    kind: str
    title: str
    line: str
    link: str
    address: str
    office: str = ""
    picture: bytes | None = None
    scan: str = words.SCAN_TO_READ


# Millimetres, of a code without its quiet zone: the least that is read from where people stand in front of a wall.
LEAST_CODE = 60.0
_A4 = (210.0, 297.0)
_A5 = (148.0, 210.0)
_SHRUNK = 0.5**0.5  # A5 is an A4 at this scale
_CODE = 86.0  # on an A4, so that an A5 still has LEAST_CODE
_TITLE = (36.0, 17.0)  # points
_OWNER = (9.5, 7.0)
_LONGEST_LINE = 220  # letters: three lines
_COLUMNS, _ROWS = 2, 3
_GREEN, _PALE, _DARK, _SOFT = (47, 107, 79), (226, 238, 231), (31, 42, 36), (76, 89, 82)


def write_posters(
    posters: Sequence[Poster],
    size: PosterSize,
    made_at: datetime,
    progress: Callable[[int], None] = lambda done: None,
) -> bytes:
    """The PDF; `progress` hears after each poster how many are drawn. Raises ValueError without a poster, and for a
    link that no QR code holds."""
    if not posters:
        raise ValueError("no poster")
    from bot.knowledge.thai_pdf import ThaiPdf

    pdf = ThaiPdf(format=_A5 if size is PosterSize.A5 else _A4)
    pdf.set_title(posters[0].title)
    pdf.set_creation_date(made_at)
    for number, poster in enumerate(posters):
        if size is PosterSize.CUT_OUTS:
            place = number % (_COLUMNS * _ROWS)
            if place == 0:
                pdf.add_page()
                pdf.cut_lines(_COLUMNS, _ROWS)
            wide, tall = _A4[0] / _COLUMNS, _A4[1] / _ROWS
            _cut_out(pdf, poster, place % _COLUMNS * wide, place // _COLUMNS * tall, wide, tall)
        else:
            pdf.add_page()
            _page(_Sheet(pdf, _SHRUNK if size is PosterSize.A5 else 1.0), poster)
        progress(number + 1)
    return bytes(pdf.output())


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An A4 page's measures on a page of any size."""

    pdf: ThaiPdf
    scale: float

    def box(self, top: float, bottom: float, colour: tuple[int, int, int]) -> None:
        self.pdf.set_fill_color(*colour)
        scale = self.scale
        self.pdf.rect(0, top * scale, _A4[0] * scale, (bottom - top) * scale, style="F")

    def say(
        self,
        text: str,
        box: tuple[float, float, float],
        sizes: tuple[float, float],
        colour: tuple[int, int, int],
        most: int = 1,
        bold: bool = False,
    ) -> float:
        """`box` is left, top and width; returns the lower edge."""
        self.pdf.set_text_color(*colour)
        left, top, room = (value * self.scale for value in box)
        return self.pdf.lines_of(_breakable(text), left, top, room, self.points(sizes), most, bold) / self.scale

    def points(self, sizes: tuple[float, float]) -> tuple[float, float]:
        return sizes[0] * self.scale, sizes[1] * self.scale

    def image(self, picture: Image.Image | io.BytesIO, left: float, top: float, wide: float, tall: float = 0) -> None:
        scale = self.scale
        self.pdf.image(picture, left * scale, top * scale, wide * scale, tall * scale)


def _page(sheet: _Sheet, poster: Poster) -> None:
    white = (255, 255, 255)
    sheet.box(0, 64, _GREEN)
    sheet.say(poster.kind, (10, 7, 190), (15, 10), _PALE)
    tall = sheet.pdf.height_of(_breakable(poster.title), 190 * sheet.scale, sheet.points(_TITLE), 2, True) / sheet.scale
    sheet.say(poster.title, (10, 16 + (46 - tall) / 2, 190), _TITLE, white, 2, bold=True)
    code = qr_picture(poster.link)
    side = _CODE / share_of_code(code)
    proportions = _proportions(poster.picture)
    if proportions is None:
        left, top = (_A4[0] - side) / 2, 72.0
    else:
        left, top = _A4[0] - 4 - side, 70.0
        wide = left - 12
        tall = min(wide / proportions, 128)
        wide = tall * proportions
        assert poster.picture is not None
        sheet.image(io.BytesIO(poster.picture), 12 + (left - 12 - wide) / 2, top + 7, wide, tall)
    sheet.image(code, left, top, side, side)
    at = sheet.say(poster.scan, (left, top + side - 3, side), (23, 14), _DARK, bold=True)
    # Below a code that stands alone the whole width is free.
    sheet.say(poster.address, (14, at, 182) if proportions is None else (left, at, side), (17, 8), _SOFT)
    if poster.line:
        sheet.say(shorten(poster.line, _LONGEST_LINE), (14, max(at + 14, 212), 182), (19, 12), _DARK, 3)
    sheet.box(266, 297, _PALE)
    if poster.office:
        sheet.say(poster.office, (10, 269, 190), (21, 11), _DARK, 2, bold=True)


def _cut_out(pdf: ThaiPdf, poster: Poster, left: float, top: float, wide: float, tall: float) -> None:
    room, inner = wide - 12, left + 6
    pdf.set_text_color(*_DARK)
    y = pdf.lines_of(_breakable(poster.title), inner, top + 4, room, (13, 8), 2, bold=True)
    pdf.set_text_color(*_SOFT)
    office = _breakable(poster.office)
    foot = top + tall - 9.5 - (pdf.height_of(office, room, _OWNER, 2, True) if office else 0)
    at = pdf.lines_of(poster.address, inner, foot, room, (10, 6))
    if office:
        pdf.set_text_color(*_DARK)
        pdf.lines_of(office, inner, at, room, _OWNER, 2, bold=True)
    # As large as fits: its quiet zone may lie under the words' own air.
    side = min(foot - y + 2, room)
    pdf.image(qr_picture(poster.link), left + (wide - side) / 2, y - 1 + (foot - y + 2 - side) / 2, side, side)


def _proportions(picture: bytes | None) -> float | None:
    """Width by height; None where there is no picture that can be drawn."""
    if picture is None:
        return None
    from PIL import Image

    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as found:
            return found.width / found.height
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _breakable(text: str) -> str:
    """Lines may end at a space, but never within a name in quotation marks."""
    return regex.sub("(“[^”]{1,30}”)| ", lambda found: found[1] or f" {MAY_BREAK}", text)
