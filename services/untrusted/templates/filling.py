"""A template filled. What the placeholders have made of it is looked at once more before it leaves here."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.shared import Twips
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml.etree import LxmlError

from bot.texts.exporting import memo as words
from services.untrusted.templates import package
from services.untrusted.templates.placeholders import Strict, refusal
from services.untrusted.templates.refused import TemplateRefused

Facts = Mapping[str, Any]


def tried(template: bytes) -> None:
    """Raises TemplateRefused for one that may not be used, or cannot be filled."""
    reader = Strict()
    _made(template, _sample(), reader)
    if not reader.names:
        raise TemplateRefused(words.NO_PLACEHOLDER)


def filled(template: bytes, said: Facts) -> bytes:
    """The document. Raises TemplateRefused as `tried` does."""
    return _made(template, said, Strict())


def _made(template: bytes, said: Facts, reader: Strict) -> bytes:
    package.check(template)
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(dict(said), reader, autoescape=True)
        _share_widths(document.docx)
        file = io.BytesIO()
        document.save(file)
    except TemplateError as error:
        raise refusal(error) from None
    except RecursionError:
        raise TemplateRefused(words.TOO_MUCH) from None
    except (OpcError, LxmlError, KeyError, ValueError):
        raise TemplateRefused(words.NOT_DOCX) from None
    package.check(file.getvalue(), is_filled=True)
    return file.getvalue()


def _share_widths(document: Document) -> None:
    """Columns as wide as the cells of the first row ask for, within the width of the table: where a loop made columns,
    docxtpl makes all of them alike."""
    for table in document.tables:
        columns = table._tbl.tblGrid.findall(qn("w:gridCol"))
        asked = [cell.find(qn("w:tcPr") + "/" + qn("w:tcW")) for cell in table.rows[0]._tr.tc_lst] if table.rows else []
        if len(asked) != len(columns) or any(one is None or one.get(qn("w:type")) != "dxa" for one in asked):
            continue
        widths = [int(one.get(qn("w:w"))) for one in asked]
        whole = sum(int(column.get(qn("w:w"))) for column in columns)
        shares = [round(width * whole / sum(widths)) for width in widths]
        for column, share in zip(columns, shares, strict=True):
            column.set(qn("w:w"), str(share))
        for row in table.rows:
            for cell, share in zip(row._tr.tc_lst, shares, strict=False):
                cell.width = Twips(share)


def _sample() -> Facts:
    """Two entries in every list: what a template is tried with."""

    def one(name: str, of: Any) -> Any:
        if isinstance(of, str):
            return name
        return [name] * 2 if "" in of else [{key: one(key, inner) for key, inner in of.items()}] * 2

    return {name: one(name, of) for name, of in words.PLACEHOLDERS.items()}
