"""A province passes a letter on: its own words for the offices below it, shown with the letter."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.texts.circulars import desk as words
from bot.texts.circulars import faults as fault_words
from bot.texts.desk import desk as desk_words
from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularNote
from models.org_unit import OrgUnit
from services.access.jurisdiction import Level
from services.circulars.faults import CircularFault
from services.circulars.oversight import notes
from web.desk import meanwhile
from web.desk.circulars.seen import HERE, out, page_of
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_circular_note", __name__)


@pages.get(f"{HERE}<letter>/note")
@for_supervisors(Level.PROVINCE)
def show(desk: Desk, letter: str) -> str:
    circular, unit = _mine(desk, letter)
    return _page(desk, circular, unit, _stands(desk, circular, unit)["words"], "")


@pages.post(f"{HERE}<letter>/note")
@for_supervisors(Level.PROVINCE)
def write(desk: Desk, letter: str) -> ResponseReturnValue:
    circular, unit = _mine(desk, letter)
    said = request.form.get("words", "")
    # Colleagues who are at it in the same instant wait, and find what became of it.
    circulars.take_turn(desk.session, circular.id)
    if lately := meanwhile.overwritten(_stands(desk, circular, unit), {"words": notes.tidied(said)}):
        told = desk_words.CHANGED_MEANWHILE
        return _page(desk, circular, unit, said, desk_words.lately(str(lately["words"])), told), 409
    try:
        notes.write(desk.session, circular, unit, said, desk.person, desk.now)
    except CircularFault as fault:
        return _page(desk, circular, unit, said, fault_words.in_thai(fault.fault, fault.about)), 422
    flash(words.NOTE_WRITTEN, "good")
    return redirect(page_of(circular), 303)


@pages.post(f"{HERE}<letter>/note/drop")
@for_supervisors(Level.PROVINCE)
def drop(desk: Desk, letter: str) -> ResponseReturnValue:
    circular, unit = _mine(desk, letter)
    notes.remove(desk.session, circular, unit, desk.person, desk.now)
    flash(words.NOTE_DROPPED, "good")
    return redirect(page_of(circular), 303)


def _mine(desk: Desk, letter: str) -> tuple[Circular, OrgUnit]:
    circular = out(desk, letter)
    return circular, notes.author_for(desk.jurisdiction, circular) or desk.nothing()


def _stands(desk: Desk, circular: Circular, unit: OrgUnit) -> dict[str, str]:
    known = desk.session.get(CircularNote, (circular.id, unit.id))
    return {"words": known.words if known else ""}


def _page(desk: Desk, circular: Circular, unit: OrgUnit, said: str, wrong: str, told: str = "") -> str:
    return render_template(
        "desk/circular_note.html",
        circular=circular,
        version=circulars.version_of(desk.session, circular),
        unit=unit,
        said=said,
        wrong=wrong,
        told=told,
        seen=meanwhile.mark_of(_stands(desk, circular, unit)),
        is_there=desk.session.get(CircularNote, (circular.id, unit.id)) is not None,
        longest=notes.LONGEST,
    )
