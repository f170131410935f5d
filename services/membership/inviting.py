"""Invitations for a whole area: who is to be invited, and the sheets to print.

What is printed is what is good already: printing twice gives the same codes, and a new code is made only where there
is none that still works for a while.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.knowledge.invite_sheets import Sheet
from bot.schedule import local_day
from bot.texts.joining import invite_sheet as words
from bot.thai.units import lies_in
from models import audit_log
from models.membership.invite import Invite
from models.membership.membership import SUPERVISING_ROLES, Membership, MembershipState, Role
from models.membership.person import Person
from models.org_unit import LOCAL_KINDS, OrgUnit, UnitKind, within
from services.access.jurisdiction import Jurisdiction
from services.membership import invites

# A large province has 330 offices; a file of the whole country nobody could print.
MOST_SHEETS = 600
# An invitation that ends sooner is not worth printing; one to supervise lives three days at most.
_WORTH_PRINTING, _WORTH_GIVING = timedelta(days=7), timedelta(days=1)
# Condition lists longer than this are not sent in one statement.
_CHUNK = 500


class Whom(StrEnum):
    """Who is invited to an area: those who report, or those who supervise the level directly below."""

    OFFICERS = "officers"
    SUPERVISORS = "supervisors"


_SUPERVISOR_OF = {
    UnitKind.DEPARTMENT: Role.DEPARTMENT,
    UnitKind.PROVINCE: Role.PROVINCE,
    UnitKind.DISTRICT: Role.DISTRICT,
}


@dataclass(frozen=True, slots=True)
class InviteLine:
    """One unit that people may be invited to: how many serve there in that role, and the invitation that is good."""

    unit: OrgUnit
    role: Role
    people: int
    invite: Invite | None

    @property
    def until(self) -> date | None:
        """The last whole day in Bangkok on which the invitation is good: what the page, the sheet and the list say."""
        return local_day(self.invite.expires_at - timedelta(days=1)) if self.invite else None


def lines(session: Session, jurisdiction: Jurisdiction, area: OrgUnit, whom: Whom, now: datetime) -> list[InviteLine]:
    """Every open unit in `area`, itself included, that this supervisor may invite `whom` to, by path."""
    units = [unit for unit in _units(session, area, whom) if jurisdiction.governs(unit)]
    people = _people(session, units)
    good = _good(session, units, now)
    found = []
    for unit in units:
        role = _SUPERVISOR_OF.get(UnitKind(unit.kind), Role.OFFICER)
        found.append(InviteLine(unit, role, people.get(unit.id, 0), good.get((unit.id, role))))
    return found


def prepare(
    session: Session,
    wanted: Sequence[InviteLine],
    by: Person,
    now: datetime,
    *,
    uses: int,
    days: int,
    renew: bool = False,
) -> int:
    """Makes what is missing (with `renew`: all anew, the old ones end), each for `uses` people and `days` days; how
    many. What somebody else has made since the lines were read is left as theirs. Raises InviteError."""
    good, made = _good(session, _in_turn(session, wanted), now), 0
    for line in wanted:
        enough = _WORTH_GIVING if line.role in SUPERVISING_ROLES else _WORTH_PRINTING
        invite = good.get((line.unit.id, line.role))
        is_as_read = invite is None or (line.invite is not None and line.invite.id == invite.id)
        if invite is not None and not (renew and is_as_read) and invite.expires_at > now + enough:
            continue
        if invite is not None and renew:
            cancel(session, invite, by, now)
        invites.create(session, line.unit, line.role, now, uses=uses, days=days, by=by)
        made += 1
    return made


def cancel(session: Session, one: Invite, by: Person, now: datetime) -> None:
    """From now on the code is worth nothing, nor is any other that was handed out for its office and role: one that is
    about to end lives on beside the one that is printed."""
    query = select(Invite).where(
        Invite.org_unit_id == one.org_unit_id, Invite.role == one.role, Invite.expires_at > now, Invite.uses_left > 0
    )
    for each in dict.fromkeys((one, *session.scalars(query).unique())):
        each.uses_left = 0
        audit_log.note(
            session, now, "invite.cancel", person_id=by.id, unit_id=each.org_unit_id, subject=f"invite:{each.id}"
        )


def sheets(session: Session, wanted: Sequence[InviteLine]) -> list[Sheet]:
    """What to print: the lines that have an invitation."""
    return [
        Sheet(
            office=words.office(line.unit),
            areas=lies_in(line.unit),
            office_code=line.unit.code,
            code=line.invite.code,
            link=invites.chat_link(session, line.invite),
            uses=line.invite.uses_left,
            until=line.until,
            supervises=line.role in SUPERVISING_ROLES,
        )
        for line in wanted
        if line.invite is not None and line.until is not None
    ]


def invite_within(session: Session, jurisdiction: Jurisdiction, invite_id: int) -> Invite | None:
    """An invitation to a unit that this supervisor governs; None for any other and for none."""
    found = session.get(Invite, invite_id)
    return found if found is not None and jurisdiction.governs(found.unit) else None


def _units(session: Session, area: OrgUnit, whom: Whom) -> Sequence[OrgUnit]:
    query = select(OrgUnit).where(OrgUnit.open_to.is_(None)).order_by(OrgUnit.path)
    if whom is Whom.OFFICERS:
        query = query.where(within(area), OrgUnit.kind.in_(LOCAL_KINDS))
    else:
        here = (OrgUnit.id == area.id) | (OrgUnit.parent_id == area.id)
        query = query.where(here, OrgUnit.kind.not_in(LOCAL_KINDS))
    return session.scalars(query).unique().all()


def _in_turn(session: Session, wanted: Sequence[InviteLine]) -> list[OrgUnit]:
    """The units of these lines. Whoever makes invitations for one of them meanwhile has ended, or waits for the end of
    this transaction; two wait for each other in one order, and never in a ring."""
    units = {line.unit.id: line.unit for line in wanted}
    ids = sorted(units)
    for start in range(0, len(ids), _CHUNK):
        some = select(OrgUnit.id).where(OrgUnit.id.in_(ids[start : start + _CHUNK])).order_by(OrgUnit.id)
        session.execute(some.with_for_update(key_share=True))
    return [*units.values()]


def _people(session: Session, units: Sequence[OrgUnit]) -> dict[int, int]:
    """How many serve in each unit; an officer who is also a deputy there counts once."""
    found: dict[int, int] = {}
    for start in range(0, len(units), _CHUNK):
        ids = [unit.id for unit in units[start : start + _CHUNK]]
        query = (
            select(Membership.org_unit_id, func.count(Membership.person_id.distinct()))
            .where(Membership.org_unit_id.in_(ids), Membership.state == MembershipState.ACTIVE)
            .group_by(Membership.org_unit_id)
        )
        found.update((unit_id, people) for unit_id, people in session.execute(query))
    return found


def _good(session: Session, units: Sequence[OrgUnit], now: datetime) -> dict[tuple[int, Role], Invite]:
    """The invitation of each unit and role that works longest."""
    found: dict[tuple[int, Role], Invite] = {}
    for start in range(0, len(units), _CHUNK):
        ids = [unit.id for unit in units[start : start + _CHUNK]]
        query = (
            select(Invite)
            .where(Invite.org_unit_id.in_(ids), Invite.expires_at > now, Invite.uses_left > 0)
            .order_by(Invite.expires_at, Invite.id)
        )
        found.update({(one.org_unit_id, Role(one.role)): one for one in session.scalars(query).unique()})
    return found


@dataclass(frozen=True, slots=True)
class Child:
    """A unit below an area: how many open local offices it has, itself included, and in how many nobody serves."""

    unit: OrgUnit
    offices: int
    without: int


def by_child(session: Session, area: OrgUnit) -> list[Child]:
    """The open units directly below `area` that are no local offices, by code."""
    served = (
        select(Membership.id)
        .where(Membership.org_unit_id == OrgUnit.id, Membership.state == MembershipState.ACTIVE)
        .exists()
    )
    query = select(OrgUnit.path, served).where(within(area), OrgUnit.kind.in_(LOCAL_KINDS), OrgUnit.open_to.is_(None))
    depth = area.path.count(".") + 2
    offices: dict[str, list[bool]] = {}
    for path, is_served in session.execute(query):
        offices.setdefault(".".join(path.split(".")[:depth]), []).append(is_served)
    children = session.scalars(
        select(OrgUnit)
        .where(OrgUnit.parent_id == area.id, OrgUnit.kind.not_in(LOCAL_KINDS), OrgUnit.open_to.is_(None))
        .order_by(OrgUnit.code)
    ).unique()
    return [Child(unit, len(offices.get(unit.path, [])), offices.get(unit.path, []).count(False)) for unit in children]
