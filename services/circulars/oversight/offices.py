"""A circular's offices by name: how far each has come with the newest version, and who of it did what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from bot.thai.digits import tidy
from bot.thai.units import split_typed
from models.circulars.circular import Circular
from models.circulars.receipt import CircularOffice, CircularReceipt
from models.membership.person import Person
from models.org_unit import OrgUnit
from services.circulars.status import without_people

PAGE = 100
LONGEST_WORDS = 80


class Standing(StrEnum):
    """What offices a list can be narrowed to."""

    ACKNOWLEDGED = "acknowledged"
    NOT_ACKNOWLEDGED = "not_acknowledged"
    NOT_OPENED = "not_opened"
    NOT_REACHED = "not_reached"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one person did with the newest version. `name` is the one shown on LINE, "" where it is not known."""

    receipt: CircularReceipt
    name: str


@dataclass(frozen=True, slots=True)
class CircularOfficeLine:
    """One office. `receipts`: who acknowledged first stands first; `acknowledged` is that receipt."""

    unit: OrgUnit
    is_reached: bool
    is_opened: bool
    is_acknowledged: bool
    has_people: bool
    receipts: Sequence[Receipt]

    @property
    def acknowledged(self) -> Receipt | None:
        return next((one for one in self.receipts if one.receipt.acknowledged_at is not None), None)

    @property
    def opened(self) -> Receipt | None:
        times = [one for one in self.receipts if one.receipt.opened_at is not None]
        return min(times, key=lambda one: one.receipt.opened_at, default=None)  # type: ignore[arg-type, return-value]


def count(session: Session, circular: Circular, of: ColumnElement[bool], standing: str = "", words: str = "") -> int:
    # Looked for where it narrows the list alone: `read` looks for it too.
    empty = without_people(session, of) if standing == Standing.NOBODY else ()
    query = _query(circular, of, standing, words, empty)
    return session.scalar(query.with_only_columns(func.count()).order_by(None)) or 0


def read(
    session: Session,
    circular: Circular,
    of: ColumnElement[bool],
    standing: str = "",
    words: str = "",
    *,
    first: int = 0,
    most: int | None = None,
) -> list[CircularOfficeLine]:
    """Its offices of this condition on `OrgUnit`, as registers have them; `most` of them from number `first` on,
    counted from 0. What is no `Standing` narrows nothing; `words` are looked for in name and code. Three statements."""
    empty = without_people(session, of)
    query = _query(circular, of, standing, words, empty).offset(first).limit(most)
    rows = session.execute(query).unique().all()
    receipts = _receipts(session, circular, [unit.id for unit, _ in rows] if most is not None else None)
    nobody = set(empty)
    return [
        CircularOfficeLine(
            unit,
            mark.reached >= circular.version,
            mark.opened >= circular.version,
            mark.acknowledged >= circular.version,
            unit.id not in nobody,
            receipts.get(unit.id, ()),
        )
        for unit, mark in rows
    ]


def _query(
    circular: Circular, of: ColumnElement[bool], standing: str, words: str, empty: Sequence[int]
) -> Select[OrgUnit, CircularOffice]:
    version = circular.version
    holds = {
        Standing.ACKNOWLEDGED: CircularOffice.acknowledged >= version,
        Standing.NOT_ACKNOWLEDGED: CircularOffice.acknowledged < version,
        Standing.NOT_OPENED: CircularOffice.opened < version,
        Standing.NOT_REACHED: CircularOffice.reached < version,
        Standing.NOBODY: CircularOffice.org_unit_id.in_(empty),
    }
    conditions = [CircularOffice.circular_id == circular.id, CircularOffice.removed_in.is_(None), of]
    if standing in holds:
        conditions.append(holds[Standing(standing)])
    if wanted := tidy(words)[:LONGEST_WORDS]:
        kinds, name = split_typed(wanted)
        named = OrgUnit.name.icontains(name, autoescape=True)
        conditions.append(or_(named & OrgUnit.kind.in_(kinds) if kinds else named, OrgUnit.code == wanted))
    return (
        select(OrgUnit, CircularOffice)
        .join(CircularOffice, CircularOffice.org_unit_id == OrgUnit.id)
        .where(*conditions)
        .order_by(OrgUnit.path)
    )


def _receipts(session: Session, circular: Circular, units: Sequence[int] | None) -> dict[int, list[Receipt]]:
    """Of these offices, of all for None: whoever acknowledged first stands first, then whoever opened first."""
    query = (
        select(CircularReceipt, Person.name)
        .join(Person, Person.id == CircularReceipt.person_id)
        .where(CircularReceipt.circular_id == circular.id, CircularReceipt.version == circular.version)
        .order_by(
            CircularReceipt.acknowledged_at.is_(None),
            CircularReceipt.acknowledged_at,
            CircularReceipt.opened_at.is_(None),
            CircularReceipt.opened_at,
            CircularReceipt.id,
        )
    )
    if units is not None:
        query = query.where(CircularReceipt.org_unit_id.in_(units))
    found: dict[int, list[Receipt]] = defaultdict(list)
    for receipt, name in session.execute(query):
        found[receipt.org_unit_id].append(Receipt(receipt, name))
    return found
