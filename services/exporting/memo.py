"""The covering memo (บันทึกข้อความ) of an area's month, as a Word document ready to sign."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime
from functools import cache
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml.etree import LxmlError
from sqlalchemy.orm import Session

from bot.texts.exporting import memo as words
from models import audit_log
from models.exporting import memo_style
from models.exporting.memo_style import MemoStyle
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.programme import Programme
from services.exporting import memo_template
from services.exporting.memo_check import Strict, TemplateRefused, check_file, refusal
from services.exporting.memo_facts import Facts, facts

TEXTS = ("office", "number", "addressee", "signer_name", "signer_position")


def write(session: Session, programme: Programme, unit: OrgUnit, period: str, now: datetime) -> bytes:
    """The .docx, from the template of the nearest unit upwards that has one of its own.

    Raises ValueError for a unit that is no area and for what is no month.
    """
    said = facts(session, programme, unit, period, now)
    own = memo_style.with_template(session, unit)
    template = own.template if own is not None else None
    return _filled(template or builtin(thai_digits=style_of(session, unit).thai_digits), said)


@cache
def builtin(*, thai_digits: bool) -> bytes:
    """The template that every office begins with."""
    return memo_template.build(thai_digits=thai_digits)


def style_of(session: Session, unit: OrgUnit) -> MemoStyle:
    """What the unit has set; the usual, not kept anywhere, where it has set nothing."""
    empty = dict.fromkeys(TEXTS, "")
    return memo_style.of(session, unit) or MemoStyle(org_unit_id=unit.id, thai_digits=True, template_name=None, **empty)


def write_style(
    session: Session, unit: OrgUnit, by: Person, texts: dict[str, str], *, thai_digits: bool, now: datetime
) -> None:
    """Sets what stands in the unit's memos. Texts by `TEXTS`, "" for the usual. Raises ValueError for one too long."""
    style = _own(session, unit, by, now)
    for name in TEXTS:
        text = " ".join(texts.get(name, "").split())
        if len(text) > (MemoStyle.__table__.c[name].type.length or 0):  # type: ignore[attr-defined]
            raise ValueError(name)
        setattr(style, name, text)
    style.thai_digits = thai_digits
    _note(session, "memo.texts", unit, by, now)


def keep_template(session: Session, unit: OrgUnit, by: Person, body: bytes, file_name: str, now: datetime) -> None:
    """Makes this .docx the template of the unit and of those below without one. Raises TemplateRefused."""
    check_file(body)
    reader = Strict()
    _filled(body, _sample(), reader)
    if not reader.names:
        raise TemplateRefused(words.NO_PLACEHOLDER)
    style = _own(session, unit, by, now)
    style.template, style.template_name = body, file_name[:200] or "memo.docx"
    _note(session, "memo.template", unit, by, now, bytes=len(body), sha256=hashlib.sha256(body).hexdigest())


def drop_template(session: Session, unit: OrgUnit, by: Person, now: datetime) -> None:
    """Back to the template from above, or the built-in one."""
    style = _own(session, unit, by, now)
    style.template = style.template_name = None
    _note(session, "memo.template_drop", unit, by, now)


def _note(session: Session, action: str, unit: OrgUnit, by: Person, now: datetime, **detail: Any) -> None:
    audit_log.note(session, now, action, person_id=by.id, unit_id=unit.id, **detail)
    session.flush()


def _own(session: Session, unit: OrgUnit, by: Person, now: datetime) -> MemoStyle:
    style = memo_style.of(session, unit)
    if style is None:
        style = MemoStyle(org_unit_id=unit.id, thai_digits=True)
        session.add(style)
    style.updated_by, style.updated_at = by.id, now
    return style


def _filled(template: bytes, said: Facts, reader: Strict | None = None) -> bytes:
    """Raises TemplateRefused for a template that cannot be filled."""
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(said, reader or Strict(), autoescape=True)
        memo_template.share_widths(document.docx)
        file = io.BytesIO()
        document.save(file)
    except TemplateError as error:
        raise refusal(error) from None
    except (OpcError, LxmlError, KeyError, ValueError):
        raise TemplateRefused(words.NOT_DOCX) from None
    return file.getvalue()


def _sample() -> Facts:
    """Two entries in every list: what a template is tried with."""

    def one(name: str, of: Any) -> Any:
        if isinstance(of, str):
            return name
        return [name] * 2 if "" in of else [{key: one(key, inner) for key, inner in of.items()}] * 2

    return {name: one(name, of) for name, of in words.PLACEHOLDERS.items()}
