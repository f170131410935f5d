"""A workbook handed in: looked at in a process of its own, shown with all there is to say, and published.

What is no workbook at all is refused with nothing kept. Anything else is kept for its author alone
(`services/forms/drafts.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from bot.forms.examined import Examined
from bot.forms.workbook.looking import LARGEST_FILE, LARGEST_LIST
from bot.texts.forms import desk as words
from bot.texts.forms.files import FILES, MISSING
from models import form_version, programme
from models.audit_log import AuditLog
from models.programme import Programme
from models.upload import Upload
from services.access.jurisdiction import Level
from services.forms import changes, drafts, publishing
from services.forms.drafts import Draft
from services.untrusted import readings
from services.untrusted.apart import Unavailable
from web.desk.forms.forms import HERE, grouped, page
from web.desk.signed_in import Desk, dependencies, for_supervisors

pages = Blueprint("desk_form_drafts", __name__)
# A real form takes less than a second; a page should not keep its author waiting longer.
SECONDS = 10
MOST_LISTS = 30
LARGEST = 30_000_000
# Texts that a form changes shown on one page; nobody reads on, and a page has to come.
_MOST_TEXTS = 300
# What travels around the files.
_ROOM = 256 * 1024
# What is said of a file as a whole and is corrected without sending another workbook.
_MENDABLE = (*MISSING, "unreadable-file", "not-a-picture", "file-too-big")


@pages.post(HERE)
@for_supervisors(Level.DEPARTMENT, writes=False, max_body=LARGEST + _ROOM)
def hand_in(desk: Desk) -> ResponseReturnValue:
    """Looks at the file first and writes only then: looking may take seconds."""
    code = request.form.get("programme", "")
    owner = programme.by_code(desk.session, code)
    sent = request.files.get("file")
    if owner is None:
        return page(desk, words.NO_PROGRAMME), 422
    if sent is None or not sent.filename:
        return page(desk, words.NO_FILE, chosen=owner.code), 422
    workbook = sent.stream.read(LARGEST_FILE + 1)
    lists = _lists()
    if lists is None:
        return page(desk, words.TOO_MANY_LISTS, chosen=owner.code), 422
    return _looked_at(desk, owner, _bare(sent.filename), workbook, lists)


@pages.get(f"{HERE}draft/<int:number>")
@for_supervisors(Level.DEPARTMENT)
def one(desk: Desk, number: int) -> str:
    kept = draft_of(desk, number)
    about, draft = drafts.about(kept), drafts.opened(kept)
    missing = [remark.facts[0] for remark in draft.looked.remarks if remark.code in MISSING]
    return render_template(
        "desk/form_draft.html",
        kept=kept,
        about=about,
        programme=_owner(desk, kept),
        groups=grouped(draft.looked.remarks),
        files=[(name, len(content), name in draft.looked.files) for name, content in sorted(draft.files.items())],
        missing=list(dict.fromkeys(missing)),
        size=len(draft.workbook),
        version=_version_of(desk, kept),
    )


@pages.post(f"{HERE}draft/<int:number>/lists")
@for_supervisors(Level.DEPARTMENT, writes=False, max_body=LARGEST + _ROOM)
def add_lists(desk: Desk, number: int) -> ResponseReturnValue:
    """The same workbook with further lists: another draft."""
    kept = draft_of(desk, number)
    draft = drafts.opened(kept)
    lists = _lists()
    if not lists or len(dict(draft.files) | lists) > MOST_LISTS:
        flash(words.TOO_MANY_LISTS if lists is None or lists else words.NO_FILE, "warn")
        return redirect(f"{HERE}draft/{kept.id}", 303)
    files = dict(draft.files) | lists
    if len(draft.workbook) + sum(map(len, files.values())) > LARGEST:
        flash(words.TOO_LARGE, "warn")
        return redirect(f"{HERE}draft/{kept.id}", 303)
    return _looked_at(desk, _owner(desk, kept), kept.file_name, draft.workbook, files, instead=kept.id)


@pages.post(f"{HERE}draft/<int:number>/drop")
@for_supervisors(Level.DEPARTMENT)
def drop(desk: Desk, number: int) -> ResponseReturnValue:
    desk.session.delete(draft_of(desk, number))
    desk.note("form.draft_drop", subject=f"upload:{number}")
    flash(words.DROPPED, "good")
    return redirect(HERE, 303)


@pages.get(f"{HERE}draft/<int:number>/publish")
@for_supervisors(Level.DEPARTMENT)
def look_before(desk: Desk, number: int) -> ResponseReturnValue:
    """What publishing would do."""
    kept = draft_of(desk, number)
    about = drafts.about(kept)
    if not about.is_form or about.version is not None:
        return redirect(f"{HERE}draft/{kept.id}")
    owner = _owner(desk, kept)
    newest = form_version.newest(desk.session, owner)
    return render_template(
        "desk/form_publish.html",
        kept=kept,
        about=about,
        programme=owner,
        newest=newest,
        is_same=newest is not None and newest.sha256 == about.sha256,
        changes=changes.between(desk.session, desk.person, newest, kept),
        most_texts=_MOST_TEXTS,
        running=publishing.running(desk.session, [newest]).get(newest.id, 0) if newest is not None else 0,
    )


@pages.post(f"{HERE}draft/<int:number>/publish")
@for_supervisors(Level.DEPARTMENT)
def publish(desk: Desk, number: int) -> ResponseReturnValue:
    """Freezes the draft as the programme's newest version: once, however often it is pressed."""
    kept = draft_of(desk, number)
    about = drafts.about(kept)
    owner = _owner(desk, kept)
    if about.version is not None:
        already = form_version.by_number(desk.session, owner, about.version) or desk.nothing()
        return redirect(f"{HERE}version/{already.id}", 303)
    if not about.is_form:
        flash(words.NOT_A_FORM, "warn")
        return redirect(f"{HERE}draft/{kept.id}", 303)
    newest = form_version.newest(desk.session, owner)
    if request.form.get("newest", "") != str(newest.number if newest is not None else 0):
        flash(words.CHANGED_MEANWHILE, "warn")
        return redirect(f"{HERE}draft/{kept.id}/publish", 303)
    draft = drafts.opened(kept)
    version = publishing.publish(
        desk.session,
        owner,
        draft.workbook,
        kept.file_name,
        desk.now,
        files=draft.files,
        looked=draft.looked,
        by=desk.person,
    )
    drafts.published(desk.session, kept, version.number)
    is_new = newest is None or version.id != newest.id
    flash(words.published(version.number) if is_new else words.same_as(version.number), "good" if is_new else "warn")
    return redirect(f"{HERE}version/{version.id}", 303)


def _looked_at(
    desk: Desk, owner: Programme, name: str, workbook: bytes, lists: Mapping[str, bytes], instead: int | None = None
) -> ResponseReturnValue:
    desk.let_go()
    try:
        lists = readings.form_files(lists)
        looked = readings.workbook(workbook, lists, seconds=SECONDS, wait=readings.AT_A_PAGE)
    except Unavailable:
        return page(desk, words.BUSY, chosen=owner.code), 503
    if _is_refused(looked):
        return page(desk, words.REFUSED, looked.remarks, owner.code), 422
    with dependencies().database.writing() as session:
        kept = drafts.keep(session, desk.person, owner, name, Draft(workbook, lists, looked), desk.now)
        if instead is not None and (before := drafts.mine(session, desk.person, instead)) is not None:
            session.delete(before)
        number = kept.id
    desk.note("form.draft", subject=f"upload:{number}", programme=owner.code)
    return redirect(f"{HERE}draft/{number}", 303)


def _is_refused(looked: Examined) -> bool:
    """Whether there is nothing in the file that could be looked at."""
    return any(one.code in FILES and one.code not in _MENDABLE for one in looked.errors)


def _lists() -> dict[str, bytes] | None:
    """The lists that were sent, by their bare names; None where they are too many."""
    sent: list[FileStorage] = [one for one in request.files.getlist("lists") if one.filename]
    if len(sent) > MOST_LISTS:
        return None
    return {_bare(one.filename or ""): one.stream.read(LARGEST_LIST + 1) for one in sent}


def _bare(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2][-200:]


def draft_of(desk: Desk, number: int) -> Upload:
    """The visitor's own draft; of one that is gone, what became of it; else the desk's 404."""
    found = drafts.mine(desk.session, desk.person, number)
    if found is not None:
        return found
    last = desk.did(words.BECAME, AuditLog.subject == f"upload:{number}")
    if last is not None:
        desk.gone(words.BECAME[last], HERE)
    desk.nothing()


def _owner(desk: Desk, kept: Upload) -> Programme:
    return programme.by_code(desk.session, drafts.about(kept).programme) or desk.nothing()


def _version_of(desk: Desk, kept: Upload) -> form_version.FormVersion | None:
    number = drafts.about(kept).version
    return form_version.by_number(desk.session, _owner(desk, kept), number) if number is not None else None
