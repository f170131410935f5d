"""Forms: a workbook looked at, and published as a version that never changes again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.conversation.form import Form, load_form
from bot.forms.workbook import convert
from models import form_version
from models.form_version import FormVersion
from models.programme import Programme


@dataclass(frozen=True, slots=True)
class Checked:
    """A workbook that can be used. `remarks` are what was ignored or looks odd, in English."""

    form: Form
    xform: str
    remarks: tuple[str, ...]


def check(workbook: bytes) -> Checked:
    """Everything that publishing would find out. Raises FormRefused with all problems."""
    converted = convert(workbook)
    form = load_form(converted.xml)
    return Checked(form, converted.xml, (*converted.warnings, *map(str, form.notes)))


def publish(session: Session, programme: Programme, workbook: bytes, name: str, now: datetime) -> FormVersion:
    """The workbook as the programme's newest version. `name` is the file's name, kept for handing it out again.

    The same bytes, or other bytes that make the same form, as the newest version publish nothing: that
    version is returned. Talks that have begun keep the version they began with. Raises FormRefused.
    """
    newest = form_version.newest(session, programme)
    if newest is not None and newest.workbook == workbook:
        return newest
    checked = check(workbook)
    sha256 = hashlib.sha256(checked.xform.encode()).hexdigest()
    if newest is not None and newest.sha256 == sha256:
        return newest
    last = session.scalar(select(func.max(FormVersion.number)).where(FormVersion.programme_id == programme.id))
    published = FormVersion(
        programme_id=programme.id,
        number=(last or 0) + 1,
        title=(checked.form.title or programme.title)[:200],
        workbook=workbook,
        workbook_name=name[:200],
        xform=checked.xform,
        checks=list(checked.remarks),
        sha256=sha256,
        published_at=now,
    )
    session.add(published)
    session.flush()
    return published
