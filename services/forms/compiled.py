"""The form that a report is filled in with, compiled once a process."""

from __future__ import annotations

import structlog
from sqlalchemy.orm import Session

from bot.engine.definition.form import Form
from bot.engine.definition.problems import FormRefused
from bot.engine.xform.reading import load_form
from models import form_version
from models import programme as programmes
from models.form_version import FormVersion
from models.programme import Programme
from models.reporting.report import Report

log = structlog.get_logger(__name__)


class NoForm(Exception):
    """The programme has no published form yet."""


# Published forms never change, so each is compiled once a process; `Form` is shared between threads.
_compiled: dict[str, Form] = {}


def form_of(session: Session, report: Report) -> tuple[FormVersion, Form]:
    """The form this report is filled in with: the one it was begun on, else the newest. Raises NoForm."""
    version = session.get(FormVersion, report.form_version_id) if report.form_version_id else None
    if version is None:
        return newest_form(session, report.programme)
    # A session holds what it has loaded weakly: whoever asks again within it need not load it again.
    session.info.setdefault("forms", set()).add(version)
    return version, compiled(version)


def newest_form(session: Session, programme: Programme) -> tuple[FormVersion, Form]:
    """The form that a report begun now is filled in with. Raises NoForm."""
    version = form_version.newest(session, programme)
    if version is None:
        raise NoForm
    return version, compiled(version)


def form_to_begin(session: Session, report: Report) -> tuple[FormVersion, Form]:
    """The form that a report without a conversation begins with: the newest, unless it was sent. Raises NoForm."""
    version = form_version.newest(session, report.programme)
    if version is None or report.answers is not None:
        return form_of(session, report)
    return version, compiled(version)


def compiled(version: FormVersion) -> Form:
    """The form of a published version, ready to run."""
    if version.sha256 not in _compiled:
        files = {file.name: file.content for file in version.files}
        _compiled[version.sha256] = load_form(version.xform, files, mark=version.sha256)
    return _compiled[version.sha256]


def warm(session: Session) -> None:
    """Compiles the forms in use: the first officer after a start need not wait for it."""
    for programme in programmes.every(session):
        if version := form_version.newest(session, programme):
            try:
                compiled(version)
            except FormRefused as refused:
                # Said again to whoever opens it; the other programmes work.
                log.error("form cannot be run", form=version.id, problems=len(refused.problems))
