"""A province for tests: two districts with offices, an อบจ. directly below it, a neighbour, and supervisors."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.membership.membership import Role
from models.membership.person import Person, PersonState
from models.org_unit import OrgUnit, UnitKind
from services.access.jurisdiction import Jurisdiction, jurisdiction_of
from tests.support.district import District


class Province(District):
    """`near` and `far` are offices of the district `second` (1103), `town` of `first` (1101), `pao` hangs under the
    province (11); `foreign` is an office of the neighbour (12). Nobody has joined yet."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        assert self.above is not None and self.above.parent is not None and self.above.parent.parent is not None
        self.programme.audience = [UnitKind.SAO, UnitKind.TAMBON_TOWN, UnitKind.PAO]
        self.second, self.province = self.above, self.above.parent
        self.department = self.above.parent.parent
        self.above = self.province
        self.pao = self.office("02110101", UnitKind.PAO, name="สมุทรปราการ")
        self.first = self.office("1101", UnitKind.DISTRICT, name="เมืองสมุทรปราการ")
        self.above = self.first
        self.town = self.office("05110101", UnitKind.TAMBON_TOWN, name="บางปู")
        self.above = self.department
        self.neighbour = self.office("12", UnitKind.PROVINCE, name="นนทบุรี")
        self.above = self.neighbour
        self.foreign = self.office("06120001", name="บางเขน")
        self.above = self.second
        self._people = 0

    def enter(self, session: Session) -> None:
        super().enter(session)
        for name in ("second", "province", "department", "pao", "first", "town", "neighbour", "foreign"):
            setattr(self, name, session.merge(getattr(self, name)))

    def somebody(
        self, unit: OrgUnit, role: str = Role.OFFICER, name: str = "", state: str = PersonState.ACTIVE
    ) -> Person:
        """A new person with this role; their LINE name tells them apart in tests."""
        self._people += 1
        person = self.person(f"U{self._people:032x}", state)
        person.name = name
        self.joins(unit, person, role)
        return person

    def boss(self, unit: OrgUnit) -> Person:
        """Somebody who supervises from this unit."""
        return self.somebody(unit, Role(unit.kind))

    def jurisdiction(self, person: Person) -> Jurisdiction:
        return jurisdiction_of(self.session, person)
