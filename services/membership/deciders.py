"""Who has to agree before somebody is let in."""

from __future__ import annotations

from sqlalchemy import String, cast, exists, func, literal, select
from sqlalchemy.orm import Session

from models.audit_log import AuditLog
from models.membership.membership import Membership, MembershipState
from models.membership.person import Person
from models.org_unit import OrgUnit


def was_removed(session: Session, person: Person, unit: OrgUnit) -> bool:
    """Whether the person's last membership of this office was ended by somebody else."""
    theirs = Membership.person_id == person.id, Membership.org_unit_id == unit.id, Membership.from_at.is_not(None)
    last = select(func.max(Membership.id)).where(*theirs).scalar_subquery()
    by_another = exists().where(
        AuditLog.action == "join.end",
        AuditLog.subject == literal("membership:") + cast(Membership.id, String),
        AuditLog.person_id.is_distinct_from(person.id),
    )
    query = select(Membership.id).where(Membership.id == last, Membership.state == MembershipState.ENDED, by_another)
    return session.scalar(query) is not None
