"""The built-in template of the covering paper, put together from its sentences, after the rules of the Office of the
Prime Minister on official correspondence (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526): the memo within an
office's own ministry or province (form 2, บันทึกข้อความ), or the letter to another office (form 1, หนังสือภายนอก). TH
Sarabun New 16, annexes on landscape pages.

The crest is a picture that the office has handed in. Without one its room stays free: the paper of the state has it
printed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from bot.texts.exporting import memo as words
from bot.thai.digits import to_thai
from services.exporting.memo_parts import CENTRE, LEFT, loop, row_of, run, sized, table_of, text_of, widths

FONT = "TH Sarabun New"
# What to use where it is not installed: the older make of the same face, Linux's, Google's, Windows'.
FALLBACK = "TH SarabunPSK,Laksaman,Sarabun,Cordia New"
_LINE = Cm(16)  # of text between the margins
_CREST, _SMALL_CREST = Cm(3), Cm(1.5)  # how tall the crest is on a letter and on a memo
_MIDDLE = Cm(8)  # of the line, below the middle of the crest: where the day and the closing begin
_BELOW_CLOSING = Cm(3.4)  # what is centred from here on has the closing's own middle
_TO_SIGN = 63  # points: three lines, to sign in


def build(*, thai_digits: bool, is_letter: bool = False, crest: bytes = b"") -> bytes:
    """The .docx with its placeholders. The digits are those of the numbering; figures bring their own. `crest` is a
    picture, empty for none."""
    document = Document()
    digits = to_thai if thai_digits else str
    _prepare(document)
    if is_letter:
        _letter_top(document, crest, digits)
    else:
        _top(document, crest)
    _body(document, digits, is_letter=is_letter)
    _signature(document, is_letter=is_letter)
    if is_letter:
        _letter_end(document)
    _annexes(document, digits, words.ENCLOSED if is_letter else words.ANNEX)
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
    sized(normal.element.get_or_add_rPr(), 16)
    # By it mistakes are looked for, and a font is chosen where none of ours is there: without Thai ones the marks above
    # the letters were cut off. The library's own document says Arabic.
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:bidi"), "th-TH")
    normal.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.5), Cm(2)
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


def _top(document: Docx, crest: bytes) -> None:
    """The crest, 1.5 cm tall, stands at the left of the heading, on its line."""
    line = document.add_paragraph()
    line.paragraph_format.tab_stops.add_tab_stop(Cm(8), WD_TAB_ALIGNMENT.CENTER)
    line.paragraph_format.space_after = Pt(6)
    if crest:
        line.add_run().add_picture(io.BytesIO(crest), height=_SMALL_CREST)
    else:
        line.paragraph_format.line_spacing = _SMALL_CREST
    run(line, f"\t{words.TITLE}", size=29, bold=True)
    line = _lined(document, [_LINE])
    _label(line, words.OFFICE, " {{ office }}\t")
    line = _lined(document, [Cm(8), _LINE])
    _label(line, words.NUMBER, " {{ number }}\t")
    _label(line, words.DATE, " {{ date }}\t")
    line = _lined(document, [_LINE])
    _label(line, words.SUBJECT, f" {words.SUBJECT_LINE}\t")
    text_of(document, f"{words.TO}  {{{{ to }}}}", before=6)


def _letter_top(document: Docx, crest: bytes, digits: Callable[[str], str]) -> None:
    """The crest, 3 cm tall, in the middle; the number at the left and the office at the right; the date below."""
    line = text_of(document, "", align=CENTRE, after=6)
    if crest:
        line.add_run().add_picture(io.BytesIO(crest), height=_CREST)
    else:
        line.paragraph_format.line_spacing = _CREST
    # A long name or an address goes on below itself.
    line = text_of(document, f"{words.NUMBER} {{{{ number }}}}\t{{{{ office }}}}")
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Cm(9), -Cm(9)
    line.paragraph_format.tab_stops.add_tab_stop(Cm(9))
    text_of(document, "{{ date }}", before=6).paragraph_format.left_indent = _MIDDLE
    _named(document, words.SUBJECT, words.SUBJECT_LINE)
    _named(document, words.TO, "{{ to }}")
    text_of(document, "{%p if refers %}")
    _named(document, words.REFERS, "{{ refers }}")
    text_of(document, "{%p endif %}")
    _named(document, words.ENCLOSED, words.ONE_SET.replace("{one}", digits("1")))


def _named(document: Docx, name: str, text: str) -> None:
    """A line of the letter's head; a long text goes on below itself."""
    line = text_of(document, f"{name}\t{text}", before=6)
    room = Cm(3.3) if name == words.ENCLOSED else Cm(1.9)
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = room, -room
    line.paragraph_format.tab_stops.add_tab_stop(room)


def _letter_end(document: Docx) -> None:
    """Whom to ask stands at the foot of the letter, at the left."""
    for at, text in enumerate(("{{ own_name }}", f"{words.TELEPHONE} {words.DOTS}", f"{words.MAIL} {words.DOTS}")):
        text_of(document, text, before=0 if at else _TO_SIGN)


def _body(document: Docx, digits: Callable[[str], str], *, is_letter: bool) -> None:
    for sentence in (words.LETTER_OPENING if is_letter else words.OPENING, words.GATHERED):
        _paragraph(document, sentence)
    _paragraph(document, f"{digits('1.')} {words.SENDING_HEAD}", bold=True).paragraph_format.keep_with_next = True
    _paragraph(document, words.SENDING, before=0)
    _paragraph(document, f"{digits('2.')} {words.DONE_HEAD}", bold=True).paragraph_format.keep_with_next = True
    _paragraph(document, words.DONE, before=0)
    text_of(document, "{%p for one in figures %}")
    _paragraph(document, f"{digits('2.')}{{{{ one.number }}}} {words.FIGURE}", before=0, align=LEFT)
    text_of(document, "{%p endfor %}")
    _paragraph(document, words.LETTER_DETAILS if is_letter else words.DETAILS, before=0)
    # The closing is never parted from the signature.
    _paragraph(document, words.CLOSING).paragraph_format.keep_with_next = True


def _signature(document: Docx, *, is_letter: bool) -> None:
    if is_letter:
        line = text_of(document, words.FAITHFULLY, before=12)
        line.paragraph_format.left_indent = _MIDDLE
        line.paragraph_format.keep_with_next = True
    for text, before in (("({{ signer_name }})", _TO_SIGN), ("{{ signer_position }}", 0)):
        line = text_of(document, text, align=CENTRE, before=before)
        line.paragraph_format.left_indent = _BELOW_CLOSING
        line.paragraph_format.keep_with_next = before > 0


def _annexes(document: Docx, digits: Callable[[str], str], called: str) -> None:
    """`called` is what they are: annexes, or enclosures."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    _head(document, f"{called} {digits('1')}", words.ANNEX_SENDING, is_first=True)
    _sending(document)
    text_of(document, "{%p if tables %}")
    _head(document, f"{called} {digits('2')}", words.ANNEX_FIGURES)
    text_of(document, "{%p for table in tables %}")
    _figures(document)
    text_of(document, "", size=8)
    text_of(document, "{%p endfor %}")
    text_of(document, words.DASH, size=13)
    text_of(document, "{%p endif %}")
    text_of(document, "{%p if offices %}")
    _head(document, f"{called} {digits('3')}", words.ANNEX_OFFICES)
    _offices(document)
    text_of(document, "{%p endif %}")


def _head(document: Docx, number: str, title: str, *, is_first: bool = False) -> None:
    line = text_of(document, f"{number} {title}", bold=True, align=CENTRE, after=6)
    line.paragraph_format.page_break_before = not is_first
    line.paragraph_format.keep_with_next = True


def _sending(document: Docx) -> None:
    names = list(words.SENDING_HEADS)
    table = table_of(document, [words.ROW_NUMBER, "{{ child_word }}", *words.SENDING_HEADS.values()])
    loop(table, "one in children", ["{{ one.number }}", "{{ one.name }}", *(f"{{{{ one.{name} }}}}" for name in names)])
    row_of(table, ["", words.TOTAL, *(f"{{{{ {name} }}}}" for name in names)], bold=True)
    widths(table, [1.7, 6, *[2.25] * len(names)])


def _figures(document: Docx) -> None:
    table = table_of(document, ["{{ child_word }}", "{%tc for head in table.heads %}", "{{ head }}", "{%tc endfor %}"])
    cells = ["{%tc for value in row.cells %}", "{{ value }}", "{%tc endfor %}"]
    loop(table, "row in table.rows", ["{{ row.name }}", *cells])
    cells = ["{%tc for value in table.totals %}", "{{ value }}", "{%tc endfor %}"]
    row_of(table, [words.TOTAL, *cells], bold=True)
    # The columns of the loop's words go; filling it gives each that comes the width of the third. So wide is a hundred
    # million baht with its satang, which may not be broken over two lines.
    widths(table, [4.7, 8.4, 4.2, 8.4])


def _offices(document: Docx) -> None:
    table = table_of(document, [words.ROW_NUMBER, *words.OFFICE_HEADS])
    names = ("number", "name", "district", "state", "sent_on")
    loop(table, "one in offices", [f"{{{{ one.{name} }}}}" for name in names], left=(1, 2, 3))
    widths(table, [1.6, 9.5, 6, 4.6, 4])


def _lined(document: Docx, stops: Sequence[Cm]) -> Paragraph:
    """A line whose empty parts are dotted, as the printed form has it."""
    line = document.add_paragraph()
    for stop in stops:
        line.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    return line


def _label(line: Paragraph, label: str, text: str) -> None:
    run(line, label, size=20, bold=True)
    run(line, text)


def _paragraph(
    document: Docx, text: str, *, bold: bool = False, before: float = 6, align: WD_ALIGN_PARAGRAPH | None = None
) -> Paragraph:
    align = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY if align is None else align
    paragraph = text_of(document, text, bold=bold, before=before, align=align)
    paragraph.paragraph_format.first_line_indent = Cm(2.5)
    return paragraph
