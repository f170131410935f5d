"""The built-in template of the covering memo, put together from its sentences: the form of a บันทึกข้อความ after the
rules of the Office of the Prime Minister on official correspondence (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ
พ.ศ. 2526, form 29), TH Sarabun New 16, annexes on landscape pages."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bot.texts.exporting import memo as words
from bot.thai.digits import to_thai

FONT = "TH Sarabun New"
# What to use where it is not installed: the older make of the same face, Linux's, Google's, Windows'.
FALLBACK = "TH SarabunPSK,Laksaman,Sarabun,Cordia New"
_LINE = Cm(16)  # of text between the margins
_LEFT, _CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER


def build(*, thai_digits: bool) -> bytes:
    """The .docx with its placeholders. The digits are those of the numbering; figures bring their own."""
    document = Document()
    _prepare(document)
    _top(document)
    _body(document, to_thai if thai_digits else str)
    _signature(document)
    _annexes(document, to_thai if thai_digits else str)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _prepare(document: Docx) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.name, normal.font.size = FONT, Pt(16)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    _sized(normal.element.get_or_add_rPr(), 16)
    normal.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    _name_fallback(document)


def _name_fallback(document: Docx) -> None:
    """Word and LibreOffice take the alternative name where the face itself is not installed."""
    for part in document.part.package.iter_parts():
        if str(part.partname) != "/word/fontTable.xml":
            continue
        entry = (
            f'<w:font w:name="{FONT}"><w:altName w:val="{FALLBACK}"/><w:charset w:val="DE"/>'
            '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
        )
        part._blob = part.blob.replace(b"</w:fonts>", entry.encode())


def _top(document: Docx) -> None:
    _text(document, words.TITLE, size=29, bold=True, align=_CENTRE, after=6)
    line = _lined(document, [_LINE])
    _label(line, words.OFFICE, " {{ office }}\t")
    line = _lined(document, [Cm(8), _LINE])
    _label(line, words.NUMBER, " {{ number }}\t")
    _label(line, words.DATE, " {{ date }}\t")
    line = _lined(document, [_LINE])
    _label(line, words.SUBJECT, f" {words.SUBJECT_LINE}\t")
    _text(document, f"{words.TO}  {{{{ to }}}}", before=12, after=6)


def _body(document: Docx, digits: Callable[[str], str]) -> None:
    for sentence in (words.OPENING, words.GATHERED):
        _paragraph(document, sentence)
    _paragraph(document, f"{digits('1.')} {words.SENDING_HEAD}", bold=True).paragraph_format.keep_with_next = True
    _paragraph(document, words.SENDING, before=0)
    _paragraph(document, f"{digits('2.')} {words.DONE_HEAD}", bold=True).paragraph_format.keep_with_next = True
    _paragraph(document, words.DONE, before=0)
    _text(document, "{%p for one in figures %}")
    _paragraph(document, f"{digits('2.')}{{{{ one.number }}}} {words.FIGURE}", before=0, align=_LEFT)
    _text(document, "{%p endfor %}")
    _paragraph(document, words.DETAILS, before=0)
    # The closing is never parted from the signature.
    _paragraph(document, words.CLOSING).paragraph_format.keep_with_next = True


def _signature(document: Docx) -> None:
    for text, before in (("({{ signer_name }})", 48), ("{{ signer_position }}", 0)):
        line = _text(document, text, align=_CENTRE, before=before)
        line.paragraph_format.left_indent = Cm(7)
        line.paragraph_format.keep_with_next = before > 0


def _annexes(document: Docx, digits: Callable[[str], str]) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    _head(document, digits("1"), words.ANNEX_SENDING, is_first=True)
    _sending(document)
    _text(document, "{%p if tables %}")
    _head(document, digits("2"), words.ANNEX_FIGURES)
    _text(document, "{%p for table in tables %}")
    _figures(document)
    _text(document, "", size=8)
    _text(document, "{%p endfor %}")
    _text(document, words.DASH, size=13)
    _text(document, "{%p endif %}")
    _text(document, "{%p if offices %}")
    _head(document, digits("3"), words.ANNEX_OFFICES)
    _offices(document)
    _text(document, "{%p endif %}")


def _head(document: Docx, number: str, title: str, *, is_first: bool = False) -> None:
    line = _text(document, f"{words.ANNEX} {number} {title}", bold=True, align=_CENTRE, after=6)
    line.paragraph_format.page_break_before = not is_first
    line.paragraph_format.keep_with_next = True


def _sending(document: Docx) -> None:
    names = list(words.SENDING_HEADS)
    table = _table(document, [words.ROW_NUMBER, "{{ child_word }}", *words.SENDING_HEADS.values()])
    _loop(
        table, "one in children", ["{{ one.number }}", "{{ one.name }}", *(f"{{{{ one.{name} }}}}" for name in names)]
    )
    _row(table, ["", words.TOTAL, *(f"{{{{ {name} }}}}" for name in names)], bold=True)
    _widths(table, [1.7, 6, *[2.25] * len(names)])


def _figures(document: Docx) -> None:
    table = _table(document, ["{{ child_word }}", "{%tc for head in table.heads %}", "{{ head }}", "{%tc endfor %}"])
    cells = ["{%tc for value in row.cells %}", "{{ value }}", "{%tc endfor %}"]
    _loop(table, "row in table.rows", ["{{ row.name }}", *cells])
    cells = ["{%tc for value in table.totals %}", "{{ value }}", "{%tc endfor %}"]
    _row(table, [words.TOTAL, *cells], bold=True)
    # The columns of the loop's words go; filling it gives each that comes the width of the third.
    _widths(table, [5.6, 8.95, 2.2, 8.95])


def _offices(document: Docx) -> None:
    table = _table(document, [words.ROW_NUMBER, *words.OFFICE_HEADS])
    names = ("number", "name", "district", "state", "sent_on")
    _loop(table, "one in offices", [f"{{{{ one.{name} }}}}" for name in names], left=(1, 2, 3))
    _widths(table, [1.6, 9.5, 6, 4.6, 4])


def _table(document: Docx, heads: Sequence[str]) -> Table:
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _cell(cell, head, bold=True, align=_CENTRE)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    return table


def _loop(table: Table, over: str, cells: Sequence[str], *, left: Sequence[int] = ()) -> None:
    """A row for each; the rows with the loop's own words vanish."""
    _row(table, [f"{{%tr for {over} %}}"])
    _row(table, cells, left=left)
    _row(table, ["{%tr endfor %}"])


def _row(table: Table, cells: Sequence[str], *, bold: bool = False, left: Sequence[int] = ()) -> None:
    row = table.add_row()
    no_split = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(no_split)
    for at, text in enumerate(cells):
        is_name = "name }}" in text or text == words.TOTAL or at in left
        _cell(row.cells[at], text, bold=bold, align=_LEFT if is_name else WD_ALIGN_PARAGRAPH.RIGHT)


def _cell(cell: _Cell, text: str, *, bold: bool, align: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    _run(paragraph, text, size=14, bold=bold)


def _widths(table: Table, widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _lined(document: Docx, stops: Sequence[Cm]) -> Paragraph:
    """A line whose empty parts are dotted, as the printed form has it."""
    line = document.add_paragraph()
    for stop in stops:
        line.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    return line


def _label(line: Paragraph, label: str, text: str) -> None:
    _run(line, label, size=20, bold=True)
    _run(line, text)


def _paragraph(
    document: Docx, text: str, *, bold: bool = False, before: float = 6, align: WD_ALIGN_PARAGRAPH | None = None
) -> Paragraph:
    align = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY if align is None else align
    paragraph = _text(document, text, bold=bold, before=before, align=align)
    paragraph.paragraph_format.first_line_indent = Cm(2.5)
    return paragraph


def _text(
    document: Docx,
    text: str,
    *,
    size: float = 16,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH = _LEFT,
    before: float = 0,
    after: float = 0,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    _run(paragraph, text, size=size, bold=bold)
    return paragraph


def _run(paragraph: Paragraph, text: str, *, size: float = 16, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.bold = bold
    properties = run._r.get_or_add_rPr()
    if bold:
        properties.append(OxmlElement("w:bCs"))
    _sized(properties, size)


def _sized(properties: object, size: float) -> None:
    """Thai is complex script: it has sizes and weights of its own."""
    for name in ("w:sz", "w:szCs"):
        for old in properties.findall(qn(name)):  # type: ignore[attr-defined]
            properties.remove(old)  # type: ignore[attr-defined]
        element = OxmlElement(name)
        element.set(qn("w:val"), str(int(size * 2)))
        properties.append(element)  # type: ignore[attr-defined]
