"""Places and offices as a registry brings them in."""

from __future__ import annotations

from models.org_unit import UnitKind
from services.org_units.registry import RegistryUnit

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
