"""Publishing, correcting and withdrawing: each one transaction, so that it has happened to all offices or to none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, literal, select, update
from sqlalchemy.orm import Session

from models import audit_log
from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularState, CircularVersion
from models.circulars.receipt import CircularOffice
from models.membership.membership import Membership
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.put import insert_into
from services.circulars import taking_back
from services.circulars.audience import Audience, Size, size, speaks_for_unit
from services.circulars.faults import CircularFault, Fault
from services.circulars.letters import changed, faults, letter_of


@dataclass(frozen=True, slots=True)
class Published:
    """The version that is out now, and to how many offices and people it goes."""

    code: str
    version: int
    offices: int
    people: int


def look(session: Session, circular: Circular, now: datetime) -> Size:
    """What publishing the draft would do at this moment. Raises CircularFault with the first thing that is wrong."""
    _, _, found = _ready(session, circular, now)
    return found


def publish(
    session: Session, circular: Circular, now: datetime, *, by: int | None, seen: int | None = None
) -> Published:
    """Sends the draft on its way: the first version of a new circular, or the next of one that is out.

    `seen` is the version that whoever publishes has looked at. Of two who publish at once the second is told so. Raises
    CircularFault; then nothing has been changed.
    """
    draft, condition, found = _ready(session, circular, now)
    if seen is not None and seen != draft.version:
        raise CircularFault(Fault.ALREADY)
    turned = session.execute(
        update(Circular)
        .where(
            Circular.id == circular.id,
            Circular.version == draft.version - 1,
            Circular.state != CircularState.WITHDRAWN,
        )
        .values(version=draft.version, state=CircularState.PUBLISHED, published_at=now)
        .execution_options(synchronize_session=False)
    )
    if turned.rowcount != 1:  # type: ignore[attr-defined]
        raise CircularFault(Fault.ALREADY)
    draft.published_at, draft.published_by = now, by
    session.flush()
    session.refresh(circular)
    _address(session, circular, condition)
    taking_back.of_letter(session, circular)
    _mark(session, circular)
    audit_log.note(
        session,
        now,
        "circular.publish" if draft.version == 1 else "circular.correct",
        person_id=by,
        unit_id=circular.owner_unit_id,
        subject=f"circular:{circular.id}",
        version=draft.version,
        offices=found.offices,
        people=found.people,
    )
    return Published(circular.code, draft.version, found.offices, found.people)


def withdraw(session: Session, circular: Circular, now: datetime, *, by: int | None) -> None:
    """Takes the letter back: nobody is sent it any more, and old cards say so. Raises CircularFault."""
    turned = session.execute(
        update(Circular)
        .where(Circular.id == circular.id, Circular.state == CircularState.PUBLISHED)
        .values(state=CircularState.WITHDRAWN, withdrawn_at=now)
        .execution_options(synchronize_session=False)
    )
    if turned.rowcount != 1:  # type: ignore[attr-defined]
        raise CircularFault(Fault.NOT_PUBLISHED if circular.state == CircularState.DRAFT else Fault.ALREADY)
    session.refresh(circular)
    taking_back.of_letter(session, circular)
    audit_log.note(
        session,
        now,
        "circular.withdraw",
        person_id=by,
        unit_id=circular.owner_unit_id,
        subject=f"circular:{circular.id}",
    )


def _ready(session: Session, circular: Circular, now: datetime) -> tuple[CircularVersion, ColumnElement[bool], Size]:
    if circular.state == CircularState.WITHDRAWN:
        raise CircularFault(Fault.WITHDRAWN)
    draft = circulars.draft_of(session, circular)
    if draft is None:
        raise CircularFault(Fault.ALREADY if circular.version else Fault.NOT_PUBLISHED)
    letter = letter_of(draft)
    wrong = faults(letter, now)
    if wrong:
        raise wrong[0]
    before = circulars.version_of(session, circular)
    if before is not None and not changed(letter_of(before), letter):
        raise CircularFault(Fault.NOTHING_CHANGED)
    condition = Audience.of(draft.audience).condition(session, circular.owner)
    found = size(session, condition)
    if not found.offices:
        raise CircularFault(Fault.NOBODY, "audience")
    return draft, condition, found


def _address(session: Session, circular: Circular, condition: ColumnElement[bool]) -> None:
    """The offices of the new version: those that are new, those that are back, those that are out."""
    mine = CircularOffice.circular_id == circular.id
    addressed = select(OrgUnit.id).where(condition)
    new = select(literal(circular.id), OrgUnit.id, literal(0), literal(0), literal(0), literal(0)).where(condition)
    columns = ["circular_id", "org_unit_id", "reached", "opened", "acknowledged", "counted"]
    quietly = {"synchronize_session": False}
    # SQLite takes no ON CONFLICT behind a SELECT without a WHERE; this one has one.
    session.execute(insert_into(session, CircularOffice).from_select(columns, new).on_conflict_do_nothing())
    for values, which in (
        ({"removed_in": None}, CircularOffice.org_unit_id.in_(addressed) & CircularOffice.removed_in.is_not(None)),
        ({"removed_in": circular.version}, CircularOffice.org_unit_id.not_in(addressed)),
    ):
        session.execute(update(CircularOffice).where(mine, which).values(values).execution_options(**quietly))


def _mark(session: Session, circular: Circular) -> None:
    """Whoever answers for one of the offices has something to be told with their next reply."""
    people = (
        select(Membership.person_id)
        .join(OrgUnit, Membership.org_unit_id == OrgUnit.id)
        .join(CircularOffice, CircularOffice.org_unit_id == OrgUnit.id)
        .where(CircularOffice.circular_id == circular.id, CircularOffice.removed_in.is_(None), speaks_for_unit())
    )
    # Also where it is marked already: a reply that is just taking the mark away is waited for.
    session.execute(
        update(Person)
        .where(Person.id.in_(people))
        .values(awaits_circular=True)
        .execution_options(synchronize_session=False)
    )
