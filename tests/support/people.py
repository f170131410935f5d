"""People in a world: with phones in the chat, at the desk with browsers, or only as members of an office."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import org_unit
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.org_unit import OrgUnit
from services.access import desk
from services.membership import invites
from tests.support.desk_browser import UNIT_OF, Browser, text_of
from tests.support.pages import Pages
from tests.support.phone import Phone


class People(Pages):
    """Whoever is made here is told apart from all others by their LINE id."""

    _phones = 0
    _people = 0

    # -- in the chat -------------------------------------------------------------------------------------------

    def phone(self, *, on_pc: bool = False) -> Phone:
        self._phones += 1
        return Phone(self.database, self._phones, self.clock, on_pc=on_pc)

    def invite(self, unit_code: str, role: Role = Role.OFFICER, *, uses: int = 5, days: int = 30) -> str:
        with self.database.writing() as session:
            unit = self.unit(session, unit_code)
            return invites.create(session, unit, role, self.now, uses=uses, days=days).code

    def member(self, unit_code: str, role: Role = Role.OFFICER) -> Phone:
        """Somebody who has joined by an invitation."""
        phone = self.phone()
        phone.types(f"เข้าร่วม {self.invite(unit_code, role)}")
        assert "เข้าร่วมเรียบร้อยแล้ว" in phone.types("ยืนยัน")
        return phone

    # -- without a word ----------------------------------------------------------------------------------------

    def person(self, role: str | None = None, unit: str | None = None, name: str = "") -> int:
        """Somebody, with a membership where `role` is given; their number."""
        self._people += 1
        with self.database.writing() as session:
            person = Person(
                line_user_id=f"U{0xD0000 + self._people:032x}",
                name=name or f"ทดสอบ {self._people}",
                state=PersonState.ACTIVE,
                created_at=self.now,
            )
            session.add(person)
            session.flush()
            person_id = person.id
        if role is not None:
            self.joins(person_id, role, unit or UNIT_OF[Role(role)])
        return person_id

    def joins(self, person_id: int, role: str, unit: str) -> None:
        """A membership in force from now on."""
        with self.database.writing() as session:
            session.add(
                Membership(
                    person_id=person_id,
                    org_unit_id=self.unit(session, unit).id,
                    role=role,
                    state=MembershipState.ACTIVE,
                    asked_at=self.now,
                    from_at=self.now,
                )
            )

    def membership_of(self, session: Session, person_id: int) -> int:
        """The number of the person's only membership in force."""
        query = select(Membership.id).where(
            Membership.person_id == person_id, Membership.state == MembershipState.ACTIVE
        )
        return session.scalars(query).one()

    def asks_to_join(self, unit: str, name: str = "") -> tuple[int, int]:
        """Somebody who waits to be let in: (person, membership)."""
        person_id = self.person(name=name)
        with self.database.writing() as session:
            office = self.unit(session, unit)
            wish = Membership(person_id=person_id, org_unit_id=office.id, role=Role.OFFICER, asked_at=self.now)
            session.add(wish)
            session.flush()
            return person_id, wish.id

    # -- at the desk -------------------------------------------------------------------------------------------

    def link(self, person_id: int, leads_to: str = "/desk/") -> str:
        with self.database.writing() as session:
            return desk.make_link(session, session.get_one(Person, person_id), leads_to, self.now)

    def comes_in(self, role: str, unit: str | None = None, *, leads_to: str = "/desk/") -> Browser:
        """A new person with this role, signed in."""
        person_id = self.person(role, unit)
        browser = self.stranger(person_id)
        answer = browser.client.post(self.link(person_id, leads_to))
        assert answer.status_code == 303, text_of(answer)
        return browser

    def stranger(self, person_id: int = 0) -> Browser:
        """A browser without a cookie."""
        return Browser(self, person_id)

    def unit(self, session: Session, code: str) -> OrgUnit:
        found = org_unit.by_code(session, code)
        assert found is not None, code
        return found
