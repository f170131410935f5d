"""How far a circular has come: of offices, by area, at its newest version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, literal, select, true
from sqlalchemy.orm import Session

from models.circulars.circular import Circular
from models.circulars.receipt import CircularOffice
from models.membership.membership import Membership
from models.membership.person import Person
from models.org_unit import OrgUnit
from services.circulars.audience import speaks_for_unit


@dataclass(frozen=True, slots=True)
class Progress:
    """Of offices that are addressed: how many were reached by the newest version, opened and acknowledged it, and in
    how many nobody is registered. Opened and acknowledged offices count as reached."""

    offices: int = 0
    reached: int = 0
    opened: int = 0
    acknowledged: int = 0
    nobody: int = 0

    @property
    def unreached(self) -> int:
        return self.offices - self.reached


def progress(session: Session, circular: Circular, of: ColumnElement[bool] | None = None) -> Progress:
    """Of all its offices, or of those of this condition on `OrgUnit`."""
    return next(iter(progress_by(session, [circular], of=of).values()), Progress())


def progress_by(
    session: Session, circulars: Sequence[Circular], *, of: ColumnElement[bool] | None = None
) -> Mapping[int, Progress]:
    """Of each of these, by its id, in one statement."""
    return {key: found for (key, _), found in _sums(session, circulars, of, None).items()}


def progress_below(
    session: Session, circular: Circular, codes: int, *, of: ColumnElement[bool] | None = None
) -> Mapping[str, Progress]:
    """Of each area, by its code: `codes` is how many digits an area's code has, 2 of provinces and 4 of districts. ""
    holds what stands in no district: the province's own office and those directly below it."""
    # Codes of all local offices begin with their kind; the path holds the codes of the areas above.
    return {area: found for (_, area), found in _sums(session, [circular], of, codes).items()}


def _sums(
    session: Session, circulars: Sequence[Circular], of: ColumnElement[bool] | None, codes: int | None
) -> dict[tuple[int, str], Progress]:
    if not circulars:
        return {}
    inside = true() if of is None else of
    area = _area(codes) if codes else literal("")
    # Once for all circulars, not once an office of each: 157,000 of a page of twenty.
    registered = (
        select(Membership.org_unit_id)
        .join(OrgUnit, OrgUnit.id == Membership.org_unit_id)
        .join(Person, Person.id == Membership.person_id)
        .where(speaks_for_unit(), Person.is_reachable, inside)
        .distinct()
        .subquery()
    )
    query = (
        select(
            Circular.id,
            area.label("area"),
            func.count(),
            *(func.count(case((mark >= Circular.version, 1))) for mark in _MARKS),
            func.count() - func.count(registered.c.org_unit_id),
        )
        .join(CircularOffice, CircularOffice.circular_id == Circular.id)
        .outerjoin(registered, registered.c.org_unit_id == CircularOffice.org_unit_id)
        .where(
            Circular.id.in_([one.id for one in circulars]),
            Circular.version > 0,
            CircularOffice.removed_in.is_(None),
            inside,
        )
        .group_by(Circular.id, "area")
    )
    if of is not None or codes:
        query = query.join(OrgUnit, OrgUnit.id == CircularOffice.org_unit_id)
    return {(row[0], row[1]): Progress(*map(int, row[2:])) for row in session.execute(query)}


_MARKS = CircularOffice.reached, CircularOffice.opened, CircularOffice.acknowledged


def _area(codes: int) -> ColumnElement[str]:
    """The code of the area that a path leads through, such as `TH.26.2601.06260101`; "" where there is a longer code
    in that place."""
    first = 4 if codes == 2 else 7
    code = func.substr(OrgUnit.path, first, codes)
    return case((func.substr(OrgUnit.path, first + codes, 1).in_(("", ".")), code), else_="")
