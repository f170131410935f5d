"""The covering memo (บันทึกข้อความ) of an area's month, as a Word document ready to sign."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from bot.texts.exporting import memo as words
from models import audit_log
from models.exporting import memo_style
from models.exporting.memo_style import MemoStyle
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.programme import Programme
from services.exporting.memo_facts import Facts, facts
from services.untrusted import readings

TEXTS = ("office", "number", "addressee", "signer_name", "signer_position")


@dataclass(frozen=True, slots=True)
class Unfilled:
    """All that a memo needs: `filled` may be called when the transaction is over."""

    template: bytes
    said: Facts

    def filled(self) -> bytes:
        """The .docx. Not to be called within a transaction. Raises TemplateRefused for a template that was kept before
        there was a rule against it, and Unavailable: try again."""
        return readings.filled_template(self.template, self.said)


def gather(session: Session, programme: Programme, unit: OrgUnit, period: str, now: datetime) -> Unfilled:
    """The month's facts, and the template of the nearest unit upwards that has one of its own.

    Raises ValueError for a unit that is no area and for what is no month.
    """
    said = facts(session, programme, unit, period, now)
    own = memo_style.with_template(session, unit)
    template = own.template if own is not None else None
    return Unfilled(template or usual_template(session, unit), said)


def usual_template(session: Session, unit: OrgUnit) -> bytes:
    """The built-in template as this unit uses it: its form, its digits, the crest of the nearest unit upwards."""
    style, crest = style_of(session, unit), memo_style.crest_for(session, unit)
    form = style.form or words.usual_form(unit)
    return builtin(thai_digits=style.thai_digits, is_letter=form == "letter", crest=crest[1] if crest else b"")


@lru_cache(maxsize=16)
def builtin(*, thai_digits: bool, is_letter: bool = False, crest: bytes = b"") -> bytes:
    """The template that every office begins with."""
    # 6 MB, for two files in the life of a process.
    from services.exporting import memo_template

    return memo_template.build(thai_digits=thai_digits, is_letter=is_letter, crest=crest)


def style_of(session: Session, unit: OrgUnit) -> MemoStyle:
    """What the unit has set; the usual, not kept anywhere, where it has set nothing."""
    empty = dict.fromkeys((*TEXTS, "form"), "")
    return memo_style.of(session, unit) or MemoStyle(org_unit_id=unit.id, thai_digits=True, template_name=None, **empty)


def write_style(
    session: Session,
    unit: OrgUnit,
    by: Person,
    texts: dict[str, str],
    *,
    thai_digits: bool,
    form: str = "",
    now: datetime,
) -> None:
    """Sets what stands in the unit's papers. Texts by `TEXTS`, `form` of `words.FORMS`, "" for the usual. Raises
    ValueError for a text too long and for no form."""
    if form not in words.FORMS:
        raise ValueError("form")
    style = _own(session, unit, by, now)
    for name in TEXTS:
        text = " ".join(texts.get(name, "").split())
        if len(text) > (MemoStyle.__table__.c[name].type.length or 0):  # type: ignore[attr-defined]
            raise ValueError(name)
        setattr(style, name, text)
    style.thai_digits, style.form = thai_digits, form
    _note(session, "memo.texts", unit, by, now)


def keep_template(session: Session, unit: OrgUnit, by: Person, body: bytes, file_name: str, now: datetime) -> None:
    """Makes this .docx the template of the unit and of those below without one. `readings.check_template` must have
    found nothing wrong with it, before the transaction."""
    style = _own(session, unit, by, now)
    style.template, style.template_name = body, file_name[:200] or "memo.docx"
    _note(session, "memo.template", unit, by, now, bytes=len(body), sha256=hashlib.sha256(body).hexdigest())


def drop_template(session: Session, unit: OrgUnit, by: Person, now: datetime) -> None:
    """Back to the template from above, or the built-in one."""
    style = _own(session, unit, by, now)
    style.template = style.template_name = None
    _note(session, "memo.template_drop", unit, by, now)


def keep_crest(session: Session, unit: OrgUnit, by: Person, picture: bytes, now: datetime) -> None:
    """Makes this JPEG, drawn by `readings.small_picture`, the crest of the unit and of those below without one."""
    _own(session, unit, by, now).crest = picture
    _note(session, "memo.crest", unit, by, now, bytes=len(picture), sha256=hashlib.sha256(picture).hexdigest())


def drop_crest(session: Session, unit: OrgUnit, by: Person, now: datetime) -> None:
    """Back to the crest from above, or to the room that printed paper needs."""
    _own(session, unit, by, now).crest = None
    _note(session, "memo.crest_drop", unit, by, now)


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
