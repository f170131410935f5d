"""The library: its shelves, and items to add, change, put in order, hide and show again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from bot.schedule import local_day
from bot.texts.desk import library as words
from models import audit_log, programme
from models.knowledge import knowledge_file
from models.knowledge.knowledge_item import KnowledgeItem
from models.org_unit import OrgUnit
from services.knowledge import files, item_form, library, ordering
from services.knowledge.item_form import Fault
from services.knowledge.ordering import Way
from web.desk.knowledge import pages as drawn
from web.desk.knowledge import upload
from web.desk.knowledge.shelf import EDITORS, HERE, DeskShelf, choices, chosen, found, shelves
from web.desk.signed_in import Desk, dependencies, for_supervisors

pages = Blueprint("desk_library", __name__)


@pages.get(HERE)
@for_supervisors()
def every(desk: Desk) -> str:
    among = shelves(desk)
    return drawn.shelf(desk, among, chosen(among, request.args.get("shelf")) or desk.nothing())


@pages.get(f"{HERE}new")
@for_supervisors(*EDITORS)
def blank(desk: Desk) -> str:
    return drawn.form(desk, _own(desk).owner, None)


@pages.post(f"{HERE}new")
@for_supervisors(*EDITORS, writes=False, max_body=upload.MAX_BODY)
def add(desk: Desk) -> ResponseReturnValue:
    """Has the file looked at first and writes only then: looking may take seconds."""
    owner, typed = _own(desk).owner, request.form
    columns, faults = item_form.read(typed, choices(desk, owner), None, local_day(desk.now), has_file=upload.is_sent())
    slug = columns.pop("slug", None)
    if slug is not None and not faults and library.by_any_slug(desk.session, slug) is not None:
        faults.append(Fault("slug", "slug_taken"))
    if faults:
        return drawn.form(desk, owner, None, typed=typed, faults=faults), 422
    try:
        kept = upload.kept(desk) if upload.is_sent() else None
    except upload.NotTaken as no:
        return drawn.form(desk, owner, None, typed=typed, file_wrong=no.words, told=words.NOT_SAVED), no.status
    owner_id = owner.id if owner is not None else None
    try:
        with dependencies().database.writing() as session:
            tied = programme.of(session, columns.pop("programme_id", None))
            has_file = kept is not None
            item = library.add(session, tied, slug, owner_unit_id=owner_id, has_file=has_file, **columns)
            if kept is not None:
                files.attach(session, item, kept, desk.now)
            subject = f"knowledge_item:{item.id}"
            audit_log.note(
                session, desk.now, "library.add", person_id=desk.person.id, unit_id=owner_id, subject=subject
            )
            path = f"{HERE}{item.id}"
    except IntegrityError:
        # Somebody took the name at the same instant.
        return drawn.form(desk, owner, None, typed=typed, faults=[Fault("slug", "slug_taken")]), 422
    flash(words.added(columns["title"]), "good")
    return redirect(path, 303)


@pages.get(f"{HERE}<int:number>")
@for_supervisors(*EDITORS)
def one(desk: Desk, number: int) -> str:
    item = found(desk, number)
    return drawn.form(desk, owner_of(desk, item), item)


@pages.post(f"{HERE}<int:number>")
@for_supervisors(*EDITORS)
def change(desk: Desk, number: int) -> ResponseReturnValue:
    item = found(desk, number, to_change=True)
    owner, typed = owner_of(desk, item), request.form
    if not is_newest(item):
        theirs = item_form.shown(item)
        differs = {name: theirs[name] for name in theirs if theirs[name].split() != typed.get(name, "").split()}
        return drawn.form(desk, owner, item, typed=typed, told=words.CHANGED_MEANWHILE, theirs=differs), 409
    has_file = bool(knowledge_file.of_item(desk.session, item.id))
    columns, faults = item_form.read(typed, choices(desk, owner), item, local_day(desk.now), has_file=has_file)
    if faults:
        return drawn.form(desk, owner, item, typed=typed, faults=faults), 422
    if changed := library.rewrite(desk.session, item, columns):
        desk.note("library.change", owner, f"knowledge_item:{item.id}", fields=sorted(changed))
    flash(words.SAVED, "good")
    return redirect(f"{HERE}{item.id}", 303)


@pages.post(f"{HERE}<int:number>/hide")
@for_supervisors(*EDITORS)
def hide(desk: Desk, number: int) -> ResponseReturnValue:
    return _shown(desk, found(desk, number, to_change=True), False)


@pages.post(f"{HERE}<int:number>/show")
@for_supervisors(*EDITORS)
def show(desk: Desk, number: int) -> ResponseReturnValue:
    return _shown(desk, found(desk, number, to_change=True), True)


@pages.post(f"{HERE}<int:number>/move")
@for_supervisors(*EDITORS)
def move(desk: Desk, number: int) -> ResponseReturnValue:
    item, way = found(desk, number, to_change=True), request.form.get("way", "")
    if way in set(Way) and ordering.move(desk.session, item, Way(way)):
        desk.note("library.order", owner_of(desk, item), f"knowledge_item:{item.id}")
    else:
        flash(words.AT_THE_END, "warn")
    return redirect(f"{back(desk, item)}#i{item.id}", 303)


def is_newest(item: KnowledgeItem) -> bool:
    """Whether the visitor had the item before them as it is now."""
    return request.form.get("seen", "") == str(item.version)


def owner_of(desk: Desk, item: KnowledgeItem) -> OrgUnit | None:
    return desk.session.get(OrgUnit, item.owner_unit_id) if item.owner_unit_id is not None else None


def back(desk: Desk, item: KnowledgeItem) -> str:
    """The page of the shelf on which the item stands."""
    owner = owner_of(desk, item)
    page = request.form.get("page", "")
    page = f"&page={page}" if page.isascii() and page.isdecimal() else ""
    return f"{HERE}?shelf={owner.code if owner is not None else ''}{page}"


def _shown(desk: Desk, item: KnowledgeItem, is_active: bool) -> ResponseReturnValue:
    if item.is_active != is_active:
        item.is_active = is_active
        action = "library.show" if is_active else "library.hide"
        desk.note(action, owner_of(desk, item), f"knowledge_item:{item.id}")
    flash(words.shown(item.title) if is_active else words.hidden(item.title), "good")
    return redirect(f"{back(desk, item)}#i{item.id}", 303)


def _own(desk: Desk) -> DeskShelf:
    """The shelf on which something new is put: the one named, if it is the visitor's to fill."""
    among = [one for one in shelves(desk) if one.may_edit]
    return chosen(among, request.values.get("shelf")) or desk.nothing()
