"""Which circular an address names. What a visitor has no business with answers like what does not exist."""

from __future__ import annotations

import hashlib
import json

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from bot.texts.circulars import desk as desk_words
from bot.texts.circulars import faults as fault_words
from models import audit_log
from models.audit_log import AuditLog
from models.circulars import circular as circulars
from models.circulars.circular import Circular
from models.org_unit import OrgUnit
from services.circulars.faults import CircularFault
from services.circulars.letters import Letter
from services.circulars.oversight import listing
from web.desk.signed_in import Desk

HERE = "/desk/circulars/"


def found(desk: Desk, letter: str) -> Circular:
    return listing.seen(desk.session, desk.jurisdiction, letter) or desk.nothing()


def out(desk: Desk, letter: str) -> Circular:
    """One that has been published."""
    circular = found(desk, letter)
    return circular if circular.version else desk.nothing()


def own(desk: Desk, letter: str) -> Circular:
    """One that the visitor's office writes."""
    circular = listing.seen(desk.session, desk.jurisdiction, letter)
    if circular is None:
        of = listing.owner_for(desk.jurisdiction) or desk.nothing()
        dropped = (AuditLog.org_unit_id == of.id) & (AuditLog.detail["code"].as_string() == letter)
        by = audit_log.who_last(desk.session, "circular.draft_drop", dropped) or desk.nothing()
        desk.gone(desk_words.DROPPED_BEFORE if by == desk.person.id else desk_words.DROPPED_BY_ANOTHER, HERE)
    return circular if listing.is_own(desk.jurisdiction, circular) else desk.nothing()


def own_alone(desk: Desk, letter: str) -> Circular:
    """The same, to be changed: colleagues who are at it at the same instant wait, and find what becomes of it."""
    return circulars.take_turn(desk.session, own(desk, letter).id) or own(desk, letter)


def owner(desk: Desk) -> OrgUnit:
    """The office in whose name the visitor writes."""
    return listing.owner_for(desk.jurisdiction) or desk.nothing()


def page_of(circular: Circular, part: str = "") -> str:
    return f"{HERE}{circular.code}{part}"


def told(circular: Circular, fault: CircularFault, part: str = "") -> ResponseReturnValue:
    """Back to a page of the circular, with what was wrong."""
    flash(fault_words.in_thai(fault.fault, fault.about), "warn")
    return redirect(page_of(circular, part), 303)


def mark_of(letter: Letter, *figures: int) -> str:
    """Changes whenever the letter or one of the figures does: whoever confirms it has looked at just this."""
    columns = json.dumps([letter.columns(), figures], default=str, sort_keys=True)
    return hashlib.sha256(columns.encode()).hexdigest()[:16]
