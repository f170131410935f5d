"""The page of a circular: what it says, how far it has come by area; and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.texts.circulars import desk as words
from bot.texts.desk import readers as readers_words
from models import org_unit
from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularState
from models.knowledge.visit import of_circular
from models.org_unit import OrgUnit, UnitKind, within
from services.access.jurisdiction import Level
from services.circulars import publishing, status
from services.circulars.faults import CircularFault
from services.circulars.letters import letter_of
from services.circulars.oversight import choices, listing, notes, offices
from services.circulars.status import Progress
from services.knowledge import readers
from web.desk.circulars.seen import HERE, found, own, page_of, told
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_circular", __name__)


@dataclass(frozen=True, slots=True)
class CircularArea:
    """One row: an area below; `unit` is None for what stands in none of them."""

    unit: OrgUnit | None
    progress: Progress


@pages.get(f"{HERE}<letter>")
@for_supervisors()
def one(desk: Desk, letter: str) -> ResponseReturnValue:
    """`unit` is an area within the visitor's; without it theirs."""
    circular = found(desk, letter)
    if not circular.version:
        return redirect(page_of(circular, "/preview"), 303)
    code = request.args.get("unit", "")
    unit = desk.unit(code) if code else desk.top
    version = circulars.version_of(desk.session, circular) or desk.nothing()
    is_country = unit.kind == UnitKind.DEPARTMENT
    of = None if is_country else within(unit)
    areas = _areas(desk, circular, unit)
    return render_template(
        "desk/circular.html",
        circular=circular,
        version=version,
        letter=letter_of(version),
        unit=unit,
        progress=_sum(areas) if areas else status.progress(desk.session, circular, of),
        areas=areas,
        lines=[] if areas else offices.read(desk.session, circular, within(unit), most=offices.PAGE),
        place_names=choices.place_names(desk.session, [version.audience]),
        documents=choices.chosen(desk.session, circular),
        notes=notes.seen_by(desk.session, desk.jurisdiction, circular),
        author=notes.author_for(desk.jurisdiction, circular),
        is_own=listing.is_own(desk.jurisdiction, circular),
        has_draft=listing.is_own(desk.jurisdiction, circular)
        and circulars.draft_of(desk.session, circular) is not None,
        readers=readers.by_child(desk.session, unit, None, of_circular(circular.id)),
        readers_words=readers_words,
        words=words,
    )


@pages.get(f"{HERE}<letter>/withdraw")
@for_supervisors(Level.PROVINCE, Level.DEPARTMENT)
def ask(desk: Desk, letter: str) -> ResponseReturnValue:
    circular = own(desk, letter)
    if circular.state != CircularState.PUBLISHED:
        return redirect(page_of(circular), 303)
    return render_template(
        "desk/circular_withdraw.html",
        circular=circular,
        version=circulars.version_of(desk.session, circular),
        progress=status.progress(desk.session, circular),
    )


@pages.post(f"{HERE}<letter>/withdraw")
@for_supervisors(Level.PROVINCE, Level.DEPARTMENT)
def withdraw(desk: Desk, letter: str) -> ResponseReturnValue:
    circular = own(desk, letter)
    try:
        publishing.withdraw(desk.session, circular, desk.now, by=desk.person.id)
    except CircularFault as fault:
        return told(circular, fault)
    flash(words.WITHDRAWN, "good")
    return redirect(page_of(circular), 303)


def _areas(desk: Desk, circular: Circular, unit: OrgUnit) -> list[CircularArea]:
    """Those directly below that hold one of its offices, by name; of a district and an office none: their offices are
    listed by name."""
    codes = {UnitKind.DEPARTMENT: 2, UnitKind.PROVINCE: 4}.get(UnitKind(unit.kind))
    if codes is None:
        return []
    of = None if codes == 2 else within(unit)
    below = dict(status.progress_below(desk.session, circular, codes, of=of))
    children: Sequence[OrgUnit] = org_unit.children(desk.session, unit)
    rows = [CircularArea(child, below.pop(child.code)) for child in children if child.code in below]
    # Offices of the province itself, and areas that have been closed since.
    rest = _sum([CircularArea(None, one) for one in below.values()])
    return [*rows, CircularArea(None, rest)] if rest.offices else rows


def _sum(areas: Sequence[CircularArea]) -> Progress:
    names = ("offices", "reached", "opened", "acknowledged", "nobody")
    return Progress(*(sum(getattr(area.progress, name) for area in areas) for name in names))
