"""The district at work in the chat, for stories about chasing."""

from __future__ import annotations

from models import org_unit
from models.membership.membership import Membership, MembershipState, Role
from models.org_unit import OrgUnit
from tests.handlers.reviewing.reviewing import Chats
from tests.support.phone import Phone


class Chasing(Chats):
    def also(self, phone: Phone, unit_code: str, role: Role) -> None:
        """Gives the person another membership."""
        with self.database.writing() as session:
            unit = org_unit.by_code(session, unit_code)
            assert unit is not None
            session.add(
                Membership(
                    person_id=phone.person().id,
                    org_unit_id=unit.id,
                    role=role,
                    state=MembershipState.ACTIVE,
                    asked_at=self.now,
                    from_at=self.now,
                )
            )

    def code_of(self, unit_id: int) -> str:
        with self.database.reading() as session:
            return session.get_one(OrgUnit, unit_id).code
