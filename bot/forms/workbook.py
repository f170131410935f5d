"""From an officer's workbook to an XForm.

The workbook is somebody else's file: it is looked at before it is opened (first bytes, unpacked size, sheets, rows)
and whatever `pyxform` raises on it becomes a `FormRefused`. No validator and no Java is started.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.forms.problems import FormRefused, Problem

LARGEST_FILE = 10_000_000
LARGEST_UNPACKED = 80_000_000
"""Bytes. The largest of 49 real forms was 1.1 MB packed; a zip bomb unpacks a thousandfold."""
MOST_PARTS = 2_000
MOST_ROWS = 20_000
"""Rows of one sheet that are read. A national list of 7,851 offices fits; 100,000 rows take pyxform a minute."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class WorkbookKind(StrEnum):
    """What the file is by its first bytes, whatever its name says."""

    XLSX = ".xlsx"
    XLS = ".xls"
    MARKDOWN = ".md"


@dataclass(frozen=True, slots=True)
class Converted:
    """`xml` is the XForm, to be kept and never made again for a published version.

    `attachments` are the names of the csv and xml files that the form reads. `warnings` are pyxform's, in English.
    """

    xml: str
    attachments: tuple[str, ...]
    warnings: tuple[str, ...]


def sniff(content: bytes) -> WorkbookKind | None:
    """The kind of workbook these bytes are, None when they are none."""
    if content.startswith(_ZIP):
        return WorkbookKind.XLSX
    if content.startswith(_OLE):
        return WorkbookKind.XLS
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return WorkbookKind.MARKDOWN if re.search(r"^\s*\|\s*survey\s*\|", text, re.MULTILINE) else None


def convert(content: bytes | str) -> Converted:
    """The XForm of a workbook (.xlsx, .xls) or of its markdown form; raises `FormRefused`."""
    raw = content.encode() if isinstance(content, str) else content
    if len(raw) > LARGEST_FILE:
        raise _refused("too-large", f"the file has {len(raw)} bytes; {LARGEST_FILE} are allowed")
    kind = sniff(raw)
    if kind is None:
        raise _refused("not-a-workbook", "this is neither an Excel workbook (.xlsx, .xls) nor a markdown form")
    if kind is WorkbookKind.XLSX:
        _look_inside(raw)
    return _converted(raw, kind)


def to_xlsx(markdown: str) -> bytes:
    """The markdown form as a workbook to hand out; raises `FormRefused` when it is not one."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheets = markdown_sheets(markdown)
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for at, row in enumerate(rows, 1):
            for column, text in enumerate(row, 1):
                if text:
                    cell = sheet.cell(at, column)
                    # As text, always: a calculation that begins with "=" or a code with zeros must stay what it is.
                    cell.value, cell.data_type = text, "s"
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
                    cell.font = Font(bold=at == 1)
        sheet.freeze_panes = "A2"
        for column in range(1, max(map(len, rows), default=0) + 1):
            widest = max((len(row[column - 1]) for row in rows if column <= len(row)), default=0)
            sheet.column_dimensions[get_column_letter(column)].width = min(60, max(10, widest + 2))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def markdown_sheets(markdown: str) -> dict[str, list[list[str]]]:
    """The sheets of a markdown form: rows of cells, the first row the column names. Raises `FormRefused`."""
    sheets: dict[str, list[list[str]]] = {}
    rows: list[list[str]] | None = None
    for line in markdown.splitlines():
        if not line.strip().startswith("|"):
            continue
        cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
        if cells and cells[0]:
            if re.fullmatch(r":?-+:?", cells[0]):
                continue
            rows = sheets.setdefault(cells[0], [])
        elif rows is not None and any(cells[1:]) and not all(re.fullmatch(r":?-*:?", cell) for cell in cells[1:]):
            rows.append(cells[1:])
    if "survey" not in sheets:
        raise _refused("not-a-workbook", "there is no survey sheet in this markdown form")
    return sheets


def _refused(code: str, detail: str) -> FormRefused:
    return FormRefused([Problem(code, detail)])


def _look_inside(raw: bytes) -> None:
    """Refuse an archive that is no workbook, or one that unpacks into more than a workbook could be."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise _refused("too-large", "the workbook unpacks into more than a form could be")
            if "xl/workbook.xml" not in names:
                raise _refused("not-a-workbook", "this is a zip file, but no Excel workbook in it")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    # The declared size is the archive's word; reading stops there, so a lie shows as an error.
                    with archive.open(part) as stream:
                        _refuse_declarations(stream.read(min(part.file_size, 4_096)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise _refused("not-a-workbook", f"the workbook is damaged or locked: {error}") from error


def _refuse_declarations(beginning: bytes) -> None:
    """A workbook's parts never declare a document type; only an attack does."""
    if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning or b"<\x00!\x00D" in beginning:
        raise _refused("not-a-workbook", "the workbook declares XML entities, which is refused")


def _converted(raw: bytes, kind: WorkbookKind) -> Converted:
    # Imported here: pyxform costs 0.3 s, which only the process that publishes a form should pay.
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as xls2xform

    warnings: list[str] = []
    try:
        source: str | bytes = raw.decode("utf-8-sig") if kind is WorkbookKind.MARKDOWN else raw
        result = xls2xform(
            source, warnings=warnings, validate=False, enketo=False, file_type=kind.value, form_name="data"
        )
    except PyXFormError as error:
        raise FormRefused([Problem("conversion", line) for line in _lines(str(error))]) from error
    except Exception as error:
        # pyxform lets raw TypeErrors and KeyErrors through on odd sheets; whatever it is, the workbook is at fault.
        raise _refused(
            "conversion", f"the workbook cannot be read as a form ({type(error).__name__}: {error})"
        ) from error
    return Converted(result.xform, _attachments(result.xform), tuple(warnings))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()] or ["the workbook cannot be read as a form"]


def _attachments(xml: str) -> tuple[str, ...]:
    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise _refused("conversion", f"the form made of the workbook is not readable: {error}") from error
    found = (element.get("src", "") for element in root.iter("{http://www.w3.org/2002/xforms}instance"))
    names = (source.rpartition("/")[2] for source in found if source.startswith(("jr://file-csv/", "jr://file/")))
    return tuple(dict.fromkeys(names))
