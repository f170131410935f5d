"""Files of an item of the library: to add, to replace, to take off, and which of them is its picture."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from bot.texts.desk import library as words
from bot.whole import whole
from models import audit_log
from models.knowledge.knowledge_file import KnowledgeFile
from models.knowledge.knowledge_item import KnowledgeItem
from services.knowledge import files
from web.desk.knowledge import pages as drawn
from web.desk.knowledge import upload
from web.desk.knowledge.items import is_newest, owner_of
from web.desk.knowledge.shelf import EDITORS, HERE, found
from web.desk.signed_in import Desk, dependencies, for_supervisors

pages = Blueprint("desk_library_files", __name__)


@pages.post(f"{HERE}<int:number>/file")
@for_supervisors(*EDITORS, writes=False, max_body=upload.MAX_BODY)
def bring(desk: Desk, number: int) -> ResponseReturnValue:
    """A file more, or one in place of another (`instead`)."""
    item = found(desk, number)
    owner = owner_of(desk, item)
    wanted = request.form.get("instead", "")
    before = _file(desk, item, whole(wanted)) if wanted else None
    try:
        kept = upload.kept(desk)
        with dependencies().database.writing() as session:
            newest = session.get_one(KnowledgeItem, item.id, with_for_update=True)
            if not is_newest(newest):
                raise upload.NotTaken(words.CHANGED_LOOK, 409)
            instead = session.get(KnowledgeFile, before.id) if before is not None else None
            try:
                files.attach(session, newest, kept, desk.now, instead)
            except files.FileRefused as refused:
                raise upload.NotTaken(words.refused(refused.why, refused.about), 422) from None
            audit_log.note(
                session,
                desk.now,
                "library.file",
                person_id=desk.person.id,
                unit_id=item.owner_unit_id,
                subject=f"knowledge_item:{item.id}",
            )
    except upload.NotTaken as no:
        desk.session.refresh(item)
        return drawn.form(desk, owner, item, file_wrong=no.words), no.status
    flash(words.FILE_REPLACED if before is not None else words.FILE_KEPT, "good")
    return redirect(f"{HERE}{item.id}#files", 303)


@pages.post(f"{HERE}<int:number>/file/<int:file>/drop")
@for_supervisors(*EDITORS)
def drop(desk: Desk, number: int, file: int) -> ResponseReturnValue:
    item = found(desk, number, to_change=True)
    one = _file(desk, item, file)
    if not is_newest(item):
        flash(words.CHANGED_LOOK, "warn")
    elif files.drop(desk.session, item, one):
        desk.note("library.file_drop", owner_of(desk, item), f"knowledge_item:{item.id}")
        flash(words.FILE_DROPPED, "good")
    else:
        flash(words.LAST_CONTENT, "warn")
    return redirect(f"{HERE}{item.id}#files", 303)


@pages.post(f"{HERE}<int:number>/file/<int:file>/cover")
@for_supervisors(*EDITORS)
def cover(desk: Desk, number: int, file: int) -> ResponseReturnValue:
    """The picture that stands for the item is the one of this file's first page."""
    item = found(desk, number, to_change=True)
    one = _file(desk, item, file)
    if one.preview_key is None:
        desk.nothing()
    item.picture_key = one.preview_key
    desk.note("library.change", owner_of(desk, item), f"knowledge_item:{item.id}", fields=["picture"])
    flash(words.COVER_CHOSEN, "good")
    return redirect(f"{HERE}{item.id}#files", 303)


def _file(desk: Desk, item: KnowledgeItem, number: int | None) -> KnowledgeFile:
    """A file of this item; the desk's 404 otherwise."""
    one = desk.session.get(KnowledgeFile, number) if number is not None else None
    if one is None or one.knowledge_item_id != item.id:
        desk.nothing()
    return one
