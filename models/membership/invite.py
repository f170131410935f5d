"""Invitations: an unguessable code, printed as a QR, that makes its holder a member of one office."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.org_unit import OrgUnit, within


class Invite(Base):
    """`mailed_at` is when it last went to the office's mailbox."""

    __tablename__ = "invite"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    expires_at: Mapped[datetime]
    uses_left: Mapped[int]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    mailed_at: Mapped[datetime | None]

    unit: Mapped[OrgUnit] = relationship(lazy="joined")


def by_code(session: Session, code: str) -> Invite | None:
    return session.scalar(select(Invite).where(Invite.code == code))


def revoke_of(session: Session, org_unit_id: int, now: datetime) -> int:
    """The codes of this office are worth nothing from now on; how many were good."""
    return _revoke(session, Invite.org_unit_id == org_unit_id, now)


def revoke_made_by(session: Session, person_id: int, area: OrgUnit, now: datetime) -> int:
    """The same for the codes that this person has made for `area` and what lies below it."""
    units = select(OrgUnit.id).where(within(area))
    return _revoke(session, (Invite.created_by == person_id) & Invite.org_unit_id.in_(units), now)


def _revoke(session: Session, which: ColumnElement[bool], now: datetime) -> int:
    revoked = session.execute(
        update(Invite)
        .where(which, Invite.uses_left > 0, Invite.expires_at > now)
        .values(uses_left=0)
        .execution_options(synchronize_session="fetch")
    )
    return revoked.rowcount  # type: ignore[attr-defined]


def claim_use(session: Session, invite: Invite, now: datetime) -> bool:
    """Takes one use off; False if another took the last one meanwhile or it has expired."""
    taken = session.execute(
        update(Invite)
        .where(Invite.id == invite.id, Invite.uses_left > 0, Invite.expires_at > now)
        .values(uses_left=Invite.uses_left - 1)
        .execution_options(synchronize_session=False)
    )
    session.expire(invite, ["uses_left"])
    return taken.rowcount == 1  # type: ignore[attr-defined]
