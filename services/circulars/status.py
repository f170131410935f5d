"""How far a circular has come: of offices, by area, at its newest version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, ColumnElement, bindparam, case, func, select, true
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
    """Of each of these, by its id."""
    return {key: found for (key, _), found in _sums(session, circulars, of, None).items()}


def progress_below(
    session: Session, circular: Circular, codes: int, *, of: ColumnElement[bool] | None = None
) -> Mapping[str, Progress]:
    """Of each area, by its code: `codes` is how many digits an area's code has, 2 of provinces and 4 of districts. ""
    holds what stands in no district: the province's own office and those directly below it."""
    # Codes of all local offices begin with their kind; the path holds the codes of the areas above.
    return {area: found for (_, area), found in _sums(session, [circular], of, codes).items()}


def without_people(session: Session, of: ColumnElement[bool]) -> Sequence[int]:
    """Ids of the units of this condition where nobody who can be reached is registered. Found once, and then asked for
    by these numbers: in one statement with the letters they would be looked for anew at each letter."""
    registered = (
        select(Membership.org_unit_id)
        .join(Person, Person.id == Membership.person_id)
        .join(OrgUnit, OrgUnit.id == Membership.org_unit_id)
        .where(speaks_for_unit(), Person.is_reachable, of)
    )
    # Not as NOT EXISTS: how many units a path begins with is guessed far too low, and then each is looked for in turn.
    return session.scalars(select(OrgUnit.id).where(of).except_(registered)).all()


def _sums(
    session: Session, circulars: Sequence[Circular], of: ColumnElement[bool] | None, codes: int | None
) -> dict[tuple[int, str], Progress]:
    """Two statements. The second reads 157,000 rows of a page of twenty circulars of the country: it only groups them
    by how far they have come, from an index, and joins nothing where it need not."""
    versions = {one.id: one.version for one in circulars if one.version}
    if not versions:
        return {}
    # In the words of the statement: so many parameters take longer than the counting.
    empty: BindParameter[int] = bindparam(
        "empty", without_people(session, true() if of is None else of), literal_execute=True
    )
    marks = CircularOffice.reached, CircularOffice.opened, CircularOffice.acknowledged
    area = [_area(codes).label("area")] if codes else []
    nobody = func.count().filter(CircularOffice.org_unit_id.in_(empty))
    groups = select(CircularOffice.circular_id, *marks, func.count(), nobody, *area)
    groups = groups.where(CircularOffice.circular_id.in_(versions), CircularOffice.removed_in.is_(None))
    groups = groups.group_by(CircularOffice.circular_id, *marks, *(["area"] if area else []))
    if of is not None:
        groups = groups.where(of)
    if of is not None or codes:
        groups = groups.join(OrgUnit, OrgUnit.id == CircularOffice.org_unit_id)
    found: dict[tuple[int, str], list[int]] = {}
    for circular_id, reached, opened, acknowledged, count, without, *place in session.execute(groups):
        sums = found.setdefault((circular_id, place[0] if place else ""), [0, 0, 0, 0, 0])
        version = versions[circular_id]
        for at, counts in enumerate((True, reached >= version, opened >= version, acknowledged >= version)):
            sums[at] += count * counts
        sums[4] += without
    return {key: Progress(*sums) for key, sums in found.items()}


def _area(codes: int) -> ColumnElement[str]:
    """The code of the area that a path leads through, such as `TH.26.2601.06260101`; "" where there is a longer code
    in that place."""
    first = 4 if codes == 2 else 7
    code = func.substr(OrgUnit.path, first, codes)
    return case((func.substr(OrgUnit.path, first + codes, 1).in_(("", ".")), code), else_="")
