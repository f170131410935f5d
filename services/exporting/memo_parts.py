"""Paragraphs and tables of a paper, as Thai is set: sizes and weights of complex script."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bot.texts.exporting import memo as words

LEFT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER


def table_of(document: Docx, heads: Sequence[str]) -> Table:
    """A table of that head alone, which stands again on every page."""
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell_of(cell, head, bold=True, align=CENTRE)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    return table


def loop(table: Table, over: str, cells: Sequence[str], *, left: Sequence[int] = ()) -> None:
    """A row for each; the rows with the loop's own words vanish."""
    row_of(table, [f"{{%tr for {over} %}}"])
    row_of(table, cells, left=left)
    row_of(table, ["{%tr endfor %}"])


def row_of(table: Table, cells: Sequence[str], *, bold: bool = False, left: Sequence[int] = ()) -> None:
    """A row more, never broken over two pages: names at the left, like the columns `left`, figures at the right."""
    row = table.add_row()
    no_split = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(no_split)
    for at, text in enumerate(cells):
        is_name = "name }}" in text or text == words.TOTAL or at in left
        cell_of(row.cells[at], text, bold=bold, align=LEFT if is_name else WD_ALIGN_PARAGRAPH.RIGHT)


def cell_of(cell: _Cell, text: str, *, bold: bool, align: WD_ALIGN_PARAGRAPH) -> None:
    """Fills the cell, in the size of tables."""
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    run(paragraph, text, size=14, bold=bold)


def widths(table: Table, widths: Sequence[float]) -> None:
    """Sets the columns, in centimetres."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def text_of(
    document: Docx,
    text: str,
    *,
    size: float = 16,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    before: float = 0,
    after: float = 0,
) -> Paragraph:
    """A paragraph more; sizes and room before and after it in points."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    run(paragraph, text, size=size, bold=bold)
    return paragraph


def run(paragraph: Paragraph, text: str, *, size: float = 16, bold: bool = False) -> None:
    """Words more in the paragraph, in their size and weight."""
    run = paragraph.add_run(text)
    run.bold = bold
    properties = run._r.get_or_add_rPr()
    if bold:
        properties.append(OxmlElement("w:bCs"))
    sized(properties, size)


def sized(properties: object, size: float) -> None:
    """Thai is complex script: it has sizes and weights of its own."""
    for name in ("w:sz", "w:szCs"):
        for old in properties.findall(qn(name)):  # type: ignore[attr-defined]
            properties.remove(old)  # type: ignore[attr-defined]
        element = OxmlElement(name)
        element.set(qn("w:val"), str(int(size * 2)))
        properties.append(element)  # type: ignore[attr-defined]
