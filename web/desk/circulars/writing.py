"""Writing a letter: one form for a new circular, its draft, and a correction of one that is out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import structlog
from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.schedule import Period, local_day
from bot.texts.circulars import desk as words
from bot.texts.circulars import faults as fault_words
from bot.thai.units import office_name
from models import org_unit, programme
from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularState
from models.org_unit import LOCAL_KINDS, OrgUnit, UnitKind
from models.programme import Programme
from services.access.jurisdiction import Level
from services.circulars import audience, letter_file, letters
from services.circulars.faults import CircularFault, Fault
from services.circulars.letters import Letter
from services.circulars.oversight import choices
from services.untrusted.apart import Unavailable
from web.desk.circulars import typed as forms
from web.desk.circulars.seen import HERE, mark_of, own, owner, page_of
from web.desk.circulars.typed import TypedLetter
from web.desk.signed_in import Desk, dependencies, for_supervisors

log = structlog.get_logger(__name__)
pages = Blueprint("desk_circular_writing", __name__)
WRITERS = (Level.PROVINCE, Level.DEPARTMENT)
# What travels around the file.
_ROOM = 512 * 1024
# Faults of a letter that is not finished yet: they do not keep a draft from being put aside.
_UNFINISHED = (Fault.NO_SUBJECT, Fault.NO_NUMBER, Fault.ACK_IN_THE_PAST, Fault.ACK_OF_NOBODY, Fault.NOBODY)


@pages.get(f"{HERE}new")
@for_supervisors(*WRITERS)
def new(desk: Desk) -> str:
    of = owner(desk)
    last = choices.last_letter(desk.session, of)
    office = last.issuing_office if last and last.issuing_office else office_name(of)
    contact = last.contact if last and last.contact else of.contact
    return _page(desk, of, None, forms.blank(office, contact, local_day(desk.now)), {})


@pages.post(f"{HERE}new")
@for_supervisors(*WRITERS, writes=False, max_body=letter_file.LARGEST + _ROOM)
def add(desk: Desk) -> ResponseReturnValue:
    of = owner(desk)

    def write(session: Session, letter: Letter, asked: Programme | None) -> Circular:
        mine, by, sheet = session.get_one(OrgUnit, of.id), desk.person.id, request.form.get("sheet", "")
        number = asked.id if asked else None
        # Pressed twice, or once more after Back, the form is still of one letter.
        if before := letters.begun(session, mine, by, sheet):
            letters.change(session, before, letter)
            before.programme_id = number
            return before
        return letters.draft(session, mine, letter, desk.now, by=by, programme_id=number, code=sheet)

    return _taken(desk, of, None, write)


@pages.get(f"{HERE}<letter>/edit")
@for_supervisors(*WRITERS)
def edit(desk: Desk, letter: str) -> ResponseReturnValue:
    """The draft; of a circular that is out, the correction, which begins as what is out."""
    circular = own(desk, letter)
    if circular.state == CircularState.WITHDRAWN:
        flash(fault_words.in_thai(Fault.WITHDRAWN, {}), "warn")
        return redirect(page_of(circular), 303)
    shown = forms.of_letter(
        letters.current(desk.session, circular),
        items=circulars.items_of(desk.session, circular.id),
        programme=circular.programme.code if circular.programme else "",
        ticks=[one.code for one in org_unit.children(desk.session, circular.owner)],
    )
    return _page(desk, circular.owner, circular, shown, {}, is_newest=True)


@pages.post(f"{HERE}<letter>/edit")
@for_supervisors(*WRITERS, writes=False, max_body=letter_file.LARGEST + _ROOM)
def save(desk: Desk, letter: str) -> ResponseReturnValue:
    circular = own(desk, letter)

    def write(session: Session, said: Letter, asked: Programme | None) -> Circular:
        mine = circulars.take_turn(session, circular.id)
        if mine is None:
            # Thrown away at this instant: told as though it had been before.
            desk.let_go()
            mine = own(desk, letter)
        stands = _mark(mine, letters.current(session, mine))
        # Pressed twice, the form says what stands already.
        if request.form.get("seen", stands) != stands != _mark(mine, said):
            raise CircularFault(Fault.CHANGED_MEANWHILE)
        letters.change(session, mine, said)
        if mine.version == 0:
            mine.programme_id = asked.id if asked else None
        return mine

    return _taken(desk, circular.owner, circular, write)


def _taken(
    desk: Desk,
    of: OrgUnit,
    circular: Circular | None,
    write: Callable[[Session, Letter, Programme | None], Circular],
) -> ResponseReturnValue:
    """The file is looked at and kept first, in no transaction; then all that is wrong is told, or the draft written."""
    typed, wrong = _with_file(desk, forms.sent())
    do = request.form.get("do", "")
    if do.startswith("find"):
        return _page(desk, of, circular, typed, wrong)
    said, unread = typed.letter(local_day(desk.now))
    wrong |= unread
    asked = programme.by_code(desk.session, typed.programme) if typed.programme else None
    if typed.programme and asked is None:
        wrong["programme"] = fault_words.in_thai(Fault.NO_SUCH_PROGRAMME, {})
    for fault in _faults(desk, of, said):
        if not (do == "keep" and fault.fault in _UNFINISHED):
            wrong.setdefault(fault.field, fault_words.in_thai(fault.fault, fault.about))
    if wrong:
        return _page(desk, of, circular, typed, wrong), 422
    documents = {one.id for one in choices.documents(desk.session, of, "", typed.items)}

    def written() -> tuple[str, int]:
        with dependencies().database.writing() as session:
            circular = write(session, said, asked)
            letters.go_with(session, circular, [one for one in typed.items if one in documents])
            return circular.code, circular.id

    try:
        try:
            code, number = written()
        except IntegrityError:  # the same form, pressed twice at the same instant
            code, number = written()
    except CircularFault as fault:
        desk.let_go()
        wrong = {"": fault_words.in_thai(fault.fault, fault.about)}
        return _page(desk, of, circular, typed, wrong, is_newest=fault.fault is Fault.CHANGED_MEANWHILE), 409
    desk.note("circular.draft", of, f"circular:{number}")
    if do == "keep":
        flash(words.KEPT, "good")
        return redirect(f"{HERE}{code}/edit", 303)
    return redirect(f"{HERE}{code}/preview", 303)


def _with_file(desk: Desk, typed: TypedLetter) -> tuple[TypedLetter, dict[str, str]]:
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        if typed.file and letters.may_be_gone(desk.session, typed.file, desk.now):
            return replace(typed, file=None), {"file": fault_words.in_thai(Fault.FILE_GONE, {})}
        return typed, {}
    body = upload.stream.read(letter_file.LARGEST + 1)
    desk.let_go()
    try:
        kept = letter_file.keep(dependencies().store, upload.filename, body, desk.now)
    except CircularFault as fault:
        return typed, {"file": fault_words.in_thai(fault.fault, fault.about)}
    except Unavailable:
        return typed, {"file": words.BUSY}
    except OSError as error:
        log.error("the store does not take it", error=type(error).__name__)
        return typed, {"file": words.NOT_KEPT}
    return replace(typed, file=kept, is_fileless=False), {}


def _faults(desk: Desk, of: OrgUnit, said: Letter) -> list[CircularFault]:
    found = letters.faults(letters.tidied(said), desk.now)
    try:
        condition = said.audience.condition(desk.session, of)
        if not audience.size(desk.session, condition).offices:
            found.append(CircularFault(Fault.NOBODY, "audience"))
    except CircularFault as fault:
        fault.field = "audience"
        found.append(fault)
    return found


def _mark(circular: Circular, letter: Letter) -> str:
    """Changes with what the circular says, and when it is published."""
    return mark_of(letters.tidied(letter), circular.version)


def _page(
    desk: Desk,
    of: OrgUnit,
    circular: Circular | None,
    typed: TypedLetter,
    wrong: dict[str, str],
    *,
    is_newest: bool = False,
) -> str:
    """`is_newest`: what the circular says now has been seen, or is pointed to."""
    seen = request.form.get("seen", "")
    if circular is not None and is_newest:
        seen = _mark(circular, letters.current(desk.session, circular))
    ticks = org_unit.children(desk.session, of)
    chosen = choices.units(desk.session, forms.others(typed, ticks)[: forms.MOST_NAMED])
    places = choices.places(desk.session, of, typed.texts.get("find_place", ""))
    known = {one.code for one in (*ticks, *chosen)}
    period = str(Period.of(local_day(desk.now)))
    return render_template(
        "desk/circular_form.html",
        circular=circular,
        sheet="" if circular else request.form.get("sheet") or letters.new_code(desk.session),
        is_correction=circular is not None and circular.version > 0,
        owner=of,
        typed=typed,
        wrong=wrong,
        seen=seen,
        do=request.form.get("do", ""),
        not_saved=words.NOT_SAVED,
        ticks=[one for one in ticks if one.kind in (UnitKind.PROVINCE, UnitKind.DISTRICT)],
        tick_offices=[one for one in ticks if one.is_local],
        chosen=chosen,
        places=[one for one in places if one.code not in known],
        documents=choices.documents(desk.session, of, typed.texts.get("find_item", ""), typed.items),
        programmes=[
            one
            for one in desk.programmes
            if one.active_to is None or one.active_to >= period or one.code == typed.programme
        ],
        kinds=LOCAL_KINDS,
        levels={level: words.SUPERVISORS[level] for level in audience.LEVELS if level != of.kind},
        longest=letters.LONGEST,
        most_megabytes=letter_file.LARGEST // 1_000_000,
    )
