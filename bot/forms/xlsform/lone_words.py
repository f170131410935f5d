"""A lone word where a condition or a number stands: `required` = x. Quoted it would be true for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyxform import aliases

from bot.engine.expressions.slips.names import ALONE
from bot.forms.remarks import Remark
from bot.forms.xlsform.outline import Outline, SurveyRow
from bot.forms.xlsform.structure import Fault, at

_CONDITIONS = ("required", "relevant", "readonly", "constraint")
_WORDS = re.compile(r"(?:[^\W\d_]|[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u2713-\u2718\s*_/\-])+")
_KNOWN = ("null", "true", "false", *ALONE)
_YES, _NO = ("x", "y", "*", "ok", "required", "must", "mandatory"), ("n", "-", "optional")


def lone_words(outline: Outline) -> Iterator[Fault]:
    """Each with what was most likely meant. A question's name is told of as such elsewhere."""
    for item in outline.items:
        if item.what not in ("question", "begin"):
            continue
        for key in (*_CONDITIONS, "repeat_count"):
            cell = outline.columns.cell(item.row, key)
            text = cell.text.strip() if cell is not None else ""
            if cell is None or not _WORDS.fullmatch(text) or _is_known(text, key, outline):
                continue
            small = text.lower()
            meant = "yes" if small in _YES else "no" if small in _NO else ""
            if key == "repeat_count":
                remark, written = at(cell, "count-word", text, item=item), "1"
            else:
                remark, written = at(cell, "lone-word", text, cell.header, item=item, suggestion=meant), "yes"
            yield _fault(remark, item, cell.column, written)


def _is_known(text: str, key: str, outline: Outline) -> bool:
    if key == "repeat_count" and text in aliases.yes_no:
        return False
    return text in aliases.yes_no or text.lower() in _KNOWN or text in outline.names


def _fault(remark: Remark, item: SurveyRow, column: int, written: str) -> Fault:
    return Fault(remark, lambda draft: draft.put("survey", item.row, column, written))
