"""Forms: a workbook looked at, and published as a version that never changes again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.forms.examining import Examined, examine_apart
from models import form_version
from models.form_version import FormFile, FormVersion
from models.programme import Programme


class CannotPublish(Exception):
    """The workbook is no form that can be used; `looked.errors` say why."""

    def __init__(self, looked: Examined) -> None:
        self.looked = looked
        super().__init__("; ".join(f"{remark.cell or remark.sheet} {remark.en}".strip() for remark in looked.errors))


class CannotWithdraw(Exception):
    """The version that is the programme's only one left: reports would have no form."""


def look(workbook: bytes, files: Mapping[str, bytes] | None = None) -> Examined:
    """Everything there is to say about somebody else's workbook and the lists it reads, within limits of time and
    memory. Changes nothing."""
    return examine_apart(workbook, files)


def publish(
    session: Session,
    programme: Programme,
    workbook: bytes,
    name: str,
    now: datetime,
    *,
    files: Mapping[str, bytes] | None = None,
    looked: Examined | None = None,
) -> FormVersion:
    """The workbook as the programme's newest version. `name` is the file's name, kept for handing it out again.

    `files` are lists of choices by name; those that the form does not read are left out. `looked` is what `look` said
    of the same workbook and files: looking takes half a second, best spent before the transaction.

    The same bytes, or other bytes that make the same form, as the newest version publish nothing: that
    version is returned. Talks that have begun keep the version they began with. Raises CannotPublish.
    """
    newest = form_version.newest(session, programme)
    handed = dict(files or {})
    if newest is not None and newest.workbook == workbook and not handed and not newest.files:
        return newest
    looked = looked or look(workbook, handed)
    if looked.xml is None:
        raise CannotPublish(looked)
    read = {each: handed[each] for each in sorted(looked.files) if each in handed}
    sha256 = fingerprint(looked.xml, read)
    if newest is not None and newest.sha256 == sha256:
        return newest
    last = session.scalar(select(func.max(FormVersion.number)).where(FormVersion.programme_id == programme.id))
    published = FormVersion(
        programme_id=programme.id,
        number=(last or 0) + 1,
        title=(looked.title or programme.title)[:200],
        workbook=workbook,
        workbook_name=name[:200],
        xform=looked.xml,
        checks=[remark.as_json() for remark in looked.remarks],
        sha256=sha256,
        published_at=now,
        files=[FormFile(name=each, content=content) for each, content in read.items()],
    )
    session.add(published)
    session.flush()
    return published


def withdraw(session: Session, version: FormVersion, now: datetime) -> FormVersion:
    """Takes a version out of use: new reports begin on the newest that is left, and drafts on it move there at their
    next message. Withdrawing again changes nothing. Returns the newest that is left; raises CannotWithdraw."""
    others = [
        one
        for one in form_version.of_programme(session, session.get_one(Programme, version.programme_id))
        if one.withdrawn_at is None and one.id != version.id
    ]
    if not others:
        raise CannotWithdraw
    if version.withdrawn_at is None:
        version.withdrawn_at = now
        session.flush()
    return others[0]


def fingerprint(xml: str, files: Mapping[str, bytes]) -> str:
    """SHA-256 of a form and the files it reads; without files, of the XForm alone."""
    digest = hashlib.sha256(xml.encode())
    for name, content in sorted(files.items()):
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
