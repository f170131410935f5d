"""The ladder of approval: which level comes before which for an office, given who there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.membership.membership import SUPERVISING_ROLES, Membership, MembershipState, Role
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.programme import Programme
from services.access.jurisdiction import LEVEL_OF, Level

Holders = Mapping[Level, frozenset[str]]
"""Level → codes of the units for which somebody who can be reached holds it."""


def holders(session: Session, paths: Iterable[str]) -> Holders:
    """Who there is above the offices with these paths. One query."""
    above = {code for path in paths for code in path.split(".")[:-1]}
    query = (
        select(OrgUnit.code, Membership.role)
        .join(Membership, Membership.org_unit_id == OrgUnit.id)
        .join(Person, Membership.person_id == Person.id)
        .where(
            OrgUnit.code.in_(above),
            Membership.role.in_(SUPERVISING_ROLES),
            Membership.state == MembershipState.ACTIVE,
            Person.is_reachable,
        )
        .distinct()
    )
    found: dict[Level, set[str]] = {level: set() for level in Level}
    for code, role in session.execute(query):
        found[LEVEL_OF[Role(role)]].add(code)
    return {level: frozenset(codes) for level, codes in found.items()}


def comes_before(programme: Programme, path: str, level: Level, there: Holders) -> Level | None:
    """The level that has to approve the office at `path` before `level` does; None where it is the first.

    A level of the programme that nobody holds over this office is passed over: some offices have no district, and a
    district without an officer must not hold up its province.
    """
    above = set(path.split(".")[:-1])
    lower = [one for one in Level if one in programme.levels and one.rank < level.rank]
    return next((one for one in reversed(lower) if above & there[one]), None)


def has_reached(approved: str | None, level: Level) -> bool:
    """Whether what has been approved so far (`Report.approved_level`) is this level or one above it."""
    return approved is not None and Level(approved).rank >= level.rank
