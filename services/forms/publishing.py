"""Forms: a workbook looked at, and published as a version that never changes again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.forms.examined import Examined
from bot.forms.workbook.workbook import FORM_NAME
from models import audit_log, form_version
from models.audit_log import AuditLog
from models.form_version import FormFile, FormVersion
from models.membership.person import Person
from models.programme import Programme
from models.reporting.conversation import Conversation
from models.reporting.report import Report
from services.access.jurisdiction import Level, jurisdiction_of


class CannotPublish(Exception):
    """The workbook is no form that can be used; `looked.errors` say why."""

    def __init__(self, looked: Examined) -> None:
        self.looked = looked
        super().__init__("; ".join(f"{remark.cell or remark.sheet} {remark.en}".strip() for remark in looked.errors))


class CannotWithdraw(Exception):
    """The version that is the programme's only one left: reports would have no form."""


def may_publish(session: Session, person: Person) -> bool:
    """Forms are the department's."""
    return jurisdiction_of(session, person).level is Level.DEPARTMENT


def title_of(looked: Examined) -> str:
    """The title that the author gave the form; "" where there is none: pyxform then gives it the name of them all."""
    return "" if looked.title == FORM_NAME else looked.title


def publish(
    session: Session,
    programme: Programme,
    workbook: bytes,
    name: str,
    now: datetime,
    *,
    looked: Examined,
    files: Mapping[str, bytes] | None = None,
    by: Person | None = None,
) -> FormVersion:
    """The workbook as the programme's newest version. `name` is the file's name, kept for handing it out again.

    `files` are lists of choices by name; those that the form does not read are left out. `looked` is what
    `readings.workbook` said of the same workbook and files, before the transaction. `by` is the author at the desk,
    None for a command.

    The same bytes, or other bytes that make the same form, as the newest version publish nothing: that
    version is returned. Talks that have begun keep the version they began with. Raises CannotPublish.
    """
    newest = form_version.newest(session, programme)
    handed = dict(files or {})
    if newest is not None and newest.workbook == workbook and not handed and not newest.files:
        return newest
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
        title=(title_of(looked) or programme.title)[:200],
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
    _note(session, "form.publish", published, by, now)
    return published


def withdraw(session: Session, version: FormVersion, now: datetime, by: Person | None = None) -> FormVersion:
    """Takes a version out of use: new reports begin on the newest that is left, and drafts on it move there at their
    next message. Withdrawing again changes nothing. Returns the newest that is left; raises CannotWithdraw."""
    left = left_without(session, version)
    if left is None:
        raise CannotWithdraw
    if version.withdrawn_at is None:
        version.withdrawn_at = now
        session.flush()
        _note(session, "form.withdraw", version, by, now)
    return left


def left_without(session: Session, version: FormVersion) -> FormVersion | None:
    """The version that is used if this one is not; None where there is no other."""
    versions = form_version.of_programme(session, session.get_one(Programme, version.programme_id))
    return next((one for one in versions if one.withdrawn_at is None and one.id != version.id), None)


def publishers(session: Session, versions: Sequence[FormVersion]) -> dict[int, Person]:
    """Who published each at the desk, by the version's number of row; those that a command published are left out."""
    subjects = {f"form_version:{one.id}": one.id for one in versions}
    query = (
        select(AuditLog.subject, Person)
        .join(Person, AuditLog.person_id == Person.id)
        .where(AuditLog.action == "form.publish", AuditLog.subject.in_(subjects))
    )
    return {subjects[subject]: person for subject, person in session.execute(query)}


def running(session: Session, versions: Sequence[FormVersion]) -> dict[int, int]:
    """How many reports that were never sent stand on each version, by the version's number of row."""
    query = (
        select(Report.form_version_id, func.count())
        .join(Conversation, Conversation.report_id == Report.id)
        .where(Report.form_version_id.in_([one.id for one in versions]), Report.submitted_at.is_(None))
        .group_by(Report.form_version_id)
    )
    return {number: count for number, count in session.execute(query) if number is not None}


def fingerprint(xml: str, files: Mapping[str, bytes]) -> str:
    """SHA-256 of a form and the files it reads; without files, of the XForm alone."""
    digest = hashlib.sha256(xml.encode())
    for name, content in sorted(files.items()):
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _note(session: Session, action: str, version: FormVersion, by: Person | None, now: datetime) -> None:
    audit_log.note(
        session,
        now,
        action,
        person_id=by.id if by is not None else None,
        subject=f"form_version:{version.id}",
        number=version.number,
        sha256=version.sha256,
    )
