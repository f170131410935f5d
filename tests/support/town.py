"""Places and offices as a registry brings them in, and people who join them as they would."""

from __future__ import annotations

from models import org_unit
from models.database import Database
from models.membership.membership import Role
from models.org_unit import UnitKind
from services.membership import invites
from services.org_units.import_units import bring_in
from services.org_units.registry import RegistryUnit
from tests.support.phone import Clock, Phone
from tests.support.places import country

# Samut Prakan (11) and Nonthaburi (12) with their districts; made-up offices, names shared as in real life.
OFFICES = [
    RegistryUnit("02110101", UnitKind.PAO, "สมุทรปราการ", "11"),
    RegistryUnit("05110106", UnitKind.TAMBON_TOWN, "บางเมือง", "1101"),
    RegistryUnit("06110109", UnitKind.SAO, "บางเมืองใหม่", "1101"),
    RegistryUnit("06110110", UnitKind.SAO, "แพรกษา", "1101"),
    RegistryUnit("05110107", UnitKind.TAMBON_TOWN, "แพรกษา", "1101"),
    RegistryUnit("05110201", UnitKind.TAMBON_TOWN, "บางบ่อ", "1102"),
    RegistryUnit("06110202", UnitKind.SAO, "บางบ่อ", "1102"),
    RegistryUnit("06110301", UnitKind.SAO, "บางแก้ว", "1103"),
    *(RegistryUnit(f"061104{number:02d}", UnitKind.SAO, f"บางครุ {number}", "1104") for number in range(1, 14)),
    RegistryUnit("02120101", UnitKind.PAO, "นนทบุรี", "12"),
    RegistryUnit("06120110", UnitKind.SAO, "บางเมือง", "1201"),
]


class Town:
    """A database with these offices, one clock, and as many phones as the story needs."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = Clock()
        self._phones = 0
        with database.writing() as session:
            bring_in(session, [*country("11", "12"), *OFFICES], self.clock.now)

    def phone(self, *, on_pc: bool = False) -> Phone:
        self._phones += 1
        return Phone(self.database, self._phones, self.clock, on_pc=on_pc)

    def invite(
        self, unit_code: str, role: Role = Role.OFFICER, *, uses: int | None = None, days: int | None = None
    ) -> str:
        with self.database.writing() as session:
            unit = org_unit.by_code(session, unit_code)
            assert unit is not None
            return invites.create(session, unit, role, self.clock.now, uses=uses, days=days).code

    def member(self, unit_code: str, role: Role = Role.OFFICER) -> Phone:
        """Somebody who has joined by an invitation."""
        phone = self.phone()
        self.joins(phone, unit_code, role)
        return phone

    def joins(self, phone: Phone, unit_code: str, role: Role) -> None:
        """They join by an invitation of the operator's."""
        phone.types(f"เข้าร่วม {self.invite(unit_code, role)}")
        assert "เข้าร่วมเรียบร้อยแล้ว" in phone.types("ยืนยัน")
