"""Invitations to cut out, six on an A4 page: one PDF for an office, a district or a province."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.knowledge.qr import qr_picture
from bot.texts.joining import invite_sheet as words
from bot.texts.joining.invite_sheet import MAY_BREAK

if TYPE_CHECKING:
    from bot.knowledge.thai_pdf import ThaiPdf

# Millimetres. Six sheets fill an A4 page to the edge: cutting needs four straight cuts.
COLUMNS, ROWS = 2, 3
WIDTH, HEIGHT = 210 / COLUMNS, 297 / ROWS
MARGIN = 7.0
ROOM = WIDTH - 2 * MARGIN
QR_SIDE = 48.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One invitation. `link` is what its QR code holds; `until` the last day in Bangkok on which it works."""

    office: str
    areas: str
    office_code: str
    code: str
    link: str
    uses: int
    until: date
    supervises: bool = False


def invite_sheets(
    sheets: Sequence[Sheet], basic_id: str, made_at: datetime, tell: Callable[[int], None] = lambda done: None
) -> bytes:
    """The PDF; `tell` hears how many are drawn. Raises ValueError without a sheet."""
    if not sheets:
        raise ValueError("no sheet")
    from bot.knowledge.thai_pdf import ThaiPdf

    pdf = ThaiPdf(format="A4")
    pdf.set_title(words.TITLE)
    pdf.set_creation_date(made_at)
    for number, sheet in enumerate(sheets):
        place = number % (COLUMNS * ROWS)
        if place == 0:
            pdf.add_page()
            pdf.cut_lines(COLUMNS, ROWS)
        _draw(pdf, sheet, basic_id, place % COLUMNS * WIDTH, place // COLUMNS * HEIGHT)
        tell(number + 1)
    return bytes(pdf.output())


def _draw(pdf: ThaiPdf, sheet: Sheet, basic_id: str, left: float, top: float) -> None:
    inner = left + MARGIN
    y = top + MARGIN - 2
    heading = words.TO_SUPERVISE if sheet.supervises else words.TO_REPORT
    pdf.set_text_color(85, 98, 91)
    y = pdf.lines_of(heading, inner, y, ROOM, (9, 7))
    pdf.set_text_color(0, 0, 0)
    y = pdf.lines_of(sheet.office, inner, y, ROOM, (13.5, 10), 2, bold=True)
    if sheet.areas:
        y = pdf.lines_of(sheet.areas.replace(" ", f" {MAY_BREAK}"), inner, y, ROOM, (10.5, 8))
    qr_top = y + 1
    pdf.image(qr_picture(sheet.link), inner - 4, qr_top, QR_SIDE, QR_SIDE)
    _beside(pdf, sheet, basic_id, inner + QR_SIDE - 3, qr_top + 3, ROOM - QR_SIDE + 6)
    y = qr_top + QR_SIDE
    for step in words.steps(supervises=sheet.supervises):
        y = pdf.lines_of(step, inner, y, ROOM, (10, 7))


def _beside(pdf: ThaiPdf, sheet: Sheet, basic_id: str, left: float, top: float, room: float) -> None:
    y = pdf.lines_of(words.office_code(sheet.office_code), left, top, room, (10, 8))
    y = pdf.lines_of(words.INVITE_CODE, left, y + 1.5, room, (9, 8))
    y = pdf.lines_of(sheet.code, left, y, room, (11.5, 8), bold=True)
    y = pdf.lines_of(words.valid(sheet.uses, sheet.until), left, y + 1.5, room, (8.5, 7), 2)
    pdf.lines_of(words.without_qr(basic_id, sheet.code), left, y + 1.5, room, (8, 7), 4)
