"""Whom those below an office see when they ask whom to call: a few lines that the office writes itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import audit_log
from models.membership.person import Person
from models.org_unit import OrgUnit

MOST_LINES, LONGEST_LINE = 5, 100


def tidied(text: str) -> str | None:
    """The lines without spaces at their ends and without empty ones; None where it is more than a card holds."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    kept = [line for line in lines if line]
    if len(kept) > MOST_LINES or any(len(line) > LONGEST_LINE or not line.isprintable() for line in kept):
        return None
    return "\n".join(kept)


def write(session: Session, unit: OrgUnit, text: str, by: Person, now: datetime) -> bool:
    """Sets the office's contact, "" for none; False, and nothing changed, where it is too long."""
    lines = tidied(text)
    if lines is None:
        return False
    if lines != unit.contact:
        unit.contact = lines
        audit_log.note(session, now, "unit.contact", person_id=by.id, unit_id=unit.id, subject=f"unit:{unit.id}")
    return True
