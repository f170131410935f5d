"""Forms: every version of every programme's form, whole and as files, and taking one out of use. For the department."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.engine.definition.problems import Severity
from bot.forms.remarks import Remark
from bot.forms.workbook.looking import WorkbookKind, sniff
from bot.forms.workbook.workbook import to_xlsx
from bot.texts.forms import desk as words
from models import form_version
from models.form_version import FormVersion
from models.membership.person import Person
from models.programme import Programme
from services.access.jurisdiction import Level
from services.forms import changes, drafts, publishing
from web.desk.signed_in import Desk, for_supervisors
from web.headers import disposition

pages = Blueprint("desk_forms", __name__)
HERE = "/desk/forms/"

# `kind_name` is that of offices.
pages.add_app_template_filter(words.kind_name, "question_kind")
pages.add_app_template_filter(words.text_changed, "text_changed")


@dataclass(frozen=True, slots=True)
class FormLine:
    """A version as a table shows it. `by` is None where a command published it."""

    version: FormVersion
    questions: int
    running: int
    by: Person | None
    is_newest: bool


@pages.get(HERE)
@for_supervisors(Level.DEPARTMENT)
def every(desk: Desk) -> str:
    return page(desk)


def page(desk: Desk, wrong: str = "", remarks: Sequence[Remark] = (), chosen: str = "") -> str:
    """The list, with the form to upload another; `wrong` and `remarks` say why a file was not taken."""
    found = [(one, lines(desk, one)) for one in desk.programmes]
    return render_template(
        "desk/forms.html",
        found=found,
        drafts=[(one, drafts.about(one)) for one in drafts.every(desk.session, desk.person)],
        titles={one.code: one.title for one, _ in found},
        wrong=wrong,
        groups=grouped(remarks),
        chosen=chosen or request.args.get("programme", ""),
    )


@pages.get(f"{HERE}version/<int:number>")
@for_supervisors(Level.DEPARTMENT)
def one(desk: Desk, number: int) -> str:
    version = found_version(desk, number)
    owner = desk.session.get_one(Programme, version.programme_id)
    [line] = [one for one in lines(desk, owner) if one.version.id == version.id]
    return render_template(
        "desk/form_version.html",
        line=line,
        programme=owner,
        groups=grouped([Remark.from_json(each) for each in version.checks]),
        is_markdown=sniff(version.workbook) is WorkbookKind.MARKDOWN,
        size=len(version.workbook),
    )


@pages.get(f"{HERE}version/<int:number>/workbook")
@for_supervisors(Level.DEPARTMENT)
def workbook(desk: Desk, number: int) -> Response:
    """The file as its author handed it in; with `as=xlsx` one that was handed in as text, as a workbook."""
    version = found_version(desk, number)
    name = PurePosixPath(version.workbook_name.replace("\\", "/")).name or f"form-{version.number}"
    desk.note("file.take", subject=f"form_version:{version.id}", kind="form")
    if request.args.get("as") == "xlsx" and sniff(version.workbook) is WorkbookKind.MARKDOWN:
        return _file(to_xlsx(version.workbook.decode("utf-8-sig")), f"{PurePosixPath(name).stem}.xlsx")
    return _file(version.workbook, name)


@pages.get(f"{HERE}version/<int:number>/lists/<name>")
@for_supervisors(Level.DEPARTMENT)
def list_file(desk: Desk, number: int, name: str) -> Response:
    """One of the lists that the version reads."""
    version = found_version(desk, number)
    file = next((file for file in version.files if file.name == name), None) or desk.nothing()
    desk.note("file.take", subject=f"form_version:{version.id}", kind="form_list")
    return _file(file.content, file.name)


@pages.get(f"{HERE}version/<int:number>/withdraw")
@for_supervisors(Level.DEPARTMENT)
def look_before(desk: Desk, number: int) -> ResponseReturnValue:
    version = found_version(desk, number)
    owner = desk.session.get_one(Programme, version.programme_id)
    left = publishing.left_without(desk.session, version)
    if version.withdrawn_at is not None:
        return redirect(f"{HERE}version/{version.id}")
    return render_template(
        "desk/form_withdraw.html",
        version=version,
        programme=owner,
        left=left,
        running=publishing.running(desk.session, [version]).get(version.id, 0),
        only_one=words.ONLY_ONE,
    )


@pages.post(f"{HERE}version/<int:number>/withdraw")
@for_supervisors(Level.DEPARTMENT)
def withdraw(desk: Desk, number: int) -> ResponseReturnValue:
    version = found_version(desk, number)
    try:
        left = publishing.withdraw(desk.session, version, desk.now, desk.person)
    except publishing.CannotWithdraw:
        flash(words.ONLY_ONE, "warn")
    else:
        flash(words.withdrawn(version.number, left.number), "good")
    return redirect(f"{HERE}version/{version.id}", 303)


def lines(desk: Desk, owner: Programme) -> list[FormLine]:
    """The programme's versions, newest first."""
    versions = form_version.of_programme(desk.session, owner)
    newest = form_version.newest(desk.session, owner)
    running = publishing.running(desk.session, versions)
    by = publishing.publishers(desk.session, versions)
    return [
        FormLine(
            one,
            changes.question_count(one),
            running.get(one.id, 0),
            by.get(one.id),
            newest is not None and one.id == newest.id,
        )
        for one in versions
    ]


def found_version(desk: Desk, number: int) -> FormVersion:
    return desk.session.get(FormVersion, number) or desk.nothing()


def grouped(remarks: Sequence[Remark]) -> Mapping[str, Sequence[Remark]]:
    """Errors, warnings and notes, in that order; kinds without any are left out."""
    groups = {kind.value: [one for one in remarks if one.severity is kind] for kind in Severity}
    return {kind: found for kind, found in groups.items() if found}


def _file(content: bytes, name: str) -> Response:
    """Handed out to be saved, never to be opened in the browser."""
    answer = Response(content, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = disposition("form", name)
    return answer
