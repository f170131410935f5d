"""From an officer's workbook to an XForm.

The workbook is somebody else's file: it is looked at before it is opened (`looking.py`) and whatever `pyxform` raises
on it becomes a `FormRefused`. No validator and no Java is started. An upload goes through
`services/untrusted/readings`, where a process of its own bears the time and the memory.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.engine.definition.problems import FormRefused, Problem, refused
from bot.forms.workbook.looking import WorkbookKind, look
from bot.forms.workbook.markdown import sheets_of

FORM_NAME = "data"
"""The root of every form, and pyxform's title for one whose author gave none."""


@dataclass(frozen=True, slots=True)
class Converted:
    """`xml` is the XForm, to be kept and never made again for a published version.

    `attachments` are the names of the csv, xml and picture files of the form. `warnings` are pyxform's, in English.
    """

    xml: str
    attachments: tuple[str, ...]
    warnings: tuple[str, ...]


def convert(content: bytes | str) -> Converted:
    """The XForm of a workbook (.xlsx, .xls) or of its markdown form; raises `FormRefused`."""
    raw = content.encode() if isinstance(content, str) else content
    return _converted(raw, look(raw))


def to_xlsx(markdown: str) -> bytes:
    """The markdown form as a workbook to hand out; raises `FormRefused` when it is not one."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheets = sheets_of(markdown)
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for at, row in enumerate(rows, 1):
            for column, text in enumerate(row, 1):
                if text:
                    cell = sheet.cell(at, column)
                    # As text, always: what begins with "=" and a code with zeros must stay what they are.
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


def convert_sheets(sheets: dict[str, Any]) -> Converted:
    """The same of sheets that were read and tidied (`Draft.for_pyxform`)."""
    return _made(sheets, None)


def _converted(raw: bytes, kind: WorkbookKind) -> Converted:
    return _made(raw.decode("utf-8-sig") if kind is WorkbookKind.MARKDOWN else raw, kind.value)


def _made(source: str | bytes | dict[str, Any], file_type: str | None) -> Converted:
    # Imported here: pyxform costs 0.3 s, which only the process that publishes a form should pay.
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as xls2xform

    warnings: list[str] = []
    try:
        result = xls2xform(
            source, warnings=warnings, validate=False, enketo=False, file_type=file_type, form_name=FORM_NAME
        )
    except PyXFormError as error:
        raise FormRefused([Problem("conversion", (line,)) for line in _lines(str(error))]) from error
    except MemoryError as error:
        raise refused("too-heavy") from error
    except Exception as error:
        # pyxform lets raw TypeErrors and KeyErrors through on odd sheets; whatever it is, the workbook is at fault.
        raise refused("unreadable-workbook", f"{type(error).__name__}: {error}") from error
    return Converted(result.xform, _attachments(result.xform), tuple(warnings))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()] or ["the workbook cannot be read as a form"]


def _attachments(xml: str) -> tuple[str, ...]:
    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise refused("unreadable-workbook", str(error)) from error
    found = (element.get("src", "") for element in root.iter("{http://www.w3.org/2002/xforms}instance"))
    names = [source.rpartition("/")[2] for source in found if source.startswith(("jr://file-csv/", "jr://file/"))]
    values = (value for value in root.iter("{http://www.w3.org/2002/xforms}value") if value.get("form") == "image")
    pictures = ((value.text or "").strip().rpartition("/")[2] for value in values)
    return tuple(dict.fromkeys([*names, *(name for name in pictures if name)]))
