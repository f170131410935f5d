"""A province's covering note: what it adds to a letter for the offices below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit_log
from models.circulars.circular import Circular, CircularNote, CircularState
from models.membership.person import Person
from models.org_unit import OrgUnit
from services.access.jurisdiction import Jurisdiction, Level
from services.circulars.faults import CircularFault, Fault

LONGEST = 1_000


def author_for(jurisdiction: Jurisdiction, circular: Circular) -> OrgUnit | None:
    """The province in whose name this supervisor may add a note: of a letter that is out and is not its own; None
    where there is none."""
    if circular.state != CircularState.PUBLISHED:
        return None
    provinces = (post.unit for post in jurisdiction.assignments if post.level is Level.PROVINCE)
    return next((unit for unit in provinces if unit.id != circular.owner_unit_id), None)


def tidied(words: str) -> str:
    """The words as they are kept."""
    return "\n".join(" ".join(line.split()) for line in words.replace("\r\n", "\n").split("\n")).strip("\n")


def write(session: Session, circular: Circular, unit: OrgUnit, words: str, by: Person, now: datetime) -> None:
    """Puts these words in place of what the province said before. Raises CircularFault for none and for too many."""
    words = tidied(words)
    if not words:
        raise CircularFault(Fault.NO_NOTE, "words")
    if len(words) > LONGEST:
        raise CircularFault(Fault.TOO_LONG, "words", most=LONGEST)
    found = session.get(CircularNote, (circular.id, unit.id))
    if found is None:
        found = CircularNote(circular_id=circular.id, org_unit_id=unit.id)
        session.add(found)
    found.words, found.person_id, found.at = words, by.id, now
    session.flush()
    _noted(session, "circular.note", circular, unit, by, now)


def remove(session: Session, circular: Circular, unit: OrgUnit, by: Person, now: datetime) -> None:
    """Nothing happens where there is no note any more."""
    found = session.get(CircularNote, (circular.id, unit.id))
    if found is not None:
        session.delete(found)
        session.flush()
        _noted(session, "circular.note_drop", circular, unit, by, now)


def seen_by(session: Session, jurisdiction: Jurisdiction, circular: Circular) -> Sequence[tuple[OrgUnit, CircularNote]]:
    """The notes that concern this supervisor: of provinces within their area, and of the province above them."""
    above = {one.id for post in jurisdiction.assignments for one in post.unit.up()}
    query = (
        select(OrgUnit, CircularNote)
        .join(CircularNote, CircularNote.org_unit_id == OrgUnit.id)
        .where(CircularNote.circular_id == circular.id, jurisdiction.condition() | OrgUnit.id.in_(above))
        .order_by(OrgUnit.path)
    )
    return [(unit, note) for unit, note in session.execute(query).unique()]


def _noted(session: Session, action: str, circular: Circular, unit: OrgUnit, by: Person, now: datetime) -> None:
    audit_log.note(session, now, action, person_id=by.id, unit_id=unit.id, subject=f"circular:{circular.id}")
