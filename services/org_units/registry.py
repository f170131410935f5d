"""A registry of local offices, read into the tree it describes. Pure: a table in, units and complaints out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.thai import units as words
from models.org_unit import DEPARTMENT_CODE, UnitKind
from services.org_units.registry_rows import DAYS, RegistryLine, Remark, Remarks, heads_of, quoted, read_lines
from services.storage.sheet import Table


@dataclass(frozen=True, slots=True)
class RegistryUnit:
    """A unit as it ought to be. `parent` is a code, None for the department."""

    code: str
    kind: UnitKind
    name: str
    parent: str | None


TOP = RegistryUnit(DEPARTMENT_CODE, UnitKind.DEPARTMENT, words.DEPARTMENT, None)


@dataclass(slots=True)
class Registry:
    """`areas` from the top down; `offices` in the file's order, and `lines` the rows they come from. All are only to
    be used without problems. `has_days` are those of the columns open_from and open_to that the file has."""

    areas: list[RegistryUnit] = field(default_factory=list)
    offices: list[RegistryUnit] = field(default_factory=list)
    remarks: Remarks = field(default_factory=Remarks)
    lines: list[RegistryLine] = field(default_factory=list)
    has_days: frozenset[str] = frozenset()


def read_registry(table: Table, *, moved: bool = False) -> Registry:
    """The tree of a registry's table, with all that is wrong with it at once.

    An office's code says where it lies (0, kind, province 2, district 2, serial 2). Where the columns say
    something else the row is a problem; only where code and district column agree against the province
    column is it a warning (the 2560 registry has six such rows). With `moved` the columns win: for offices
    and districts that moved and kept their code.
    """
    remarks = Remarks()
    lines = list(read_lines(table, remarks))
    in_district = [line for line in lines if line.district_code]
    provinces = _names("province", ((line, line.province_code, line.province) for line in lines), remarks)
    districts = _names("district", ((line, line.district_code, line.district) for line in in_district), remarks)
    if not moved:
        for line in lines:
            _check_code(line, remarks)
    province_of = _provinces_of_districts(in_district, provinces, remarks, moved)
    used = set(province_of.values()) | {line.province_code for line in lines if not line.district_code}
    areas = [TOP]
    areas += [
        RegistryUnit(code, UnitKind.PROVINCE, provinces[code], TOP.code) for code in sorted(used & provinces.keys())
    ]
    areas += [RegistryUnit(code, UnitKind.DISTRICT, districts[code], province_of[code]) for code in sorted(province_of)]
    offices = [
        RegistryUnit(line.code, line.kind, line.name, line.district_code or line.province_code) for line in lines
    ]
    remarks.problems.sort(key=lambda remark: remark.row)
    remarks.warnings.sort(key=lambda remark: remark.row)
    return Registry(areas, offices, remarks, lines, frozenset(DAYS) & set(heads_of(table)))


def _names(what: str, said: Iterable[tuple[RegistryLine, str, str]], remarks: Remarks) -> dict[str, str]:
    """Code → name; a second name for the same code is a problem."""
    names: dict[str, tuple[str, int]] = {}
    for line, code, name in said:
        first, row = names.setdefault(code, (name, line.row))
        if first != name:
            facts = (what, code, quoted(name), quoted(first), str(row))
            remarks.problems.append(Remark(line.row, "two-names", facts))
    return {code: name for code, (name, _) in names.items()}


def _check_code(line: RegistryLine, remarks: Remarks) -> None:
    if line.district_code:
        what, by_code, by_column = "district", line.code[2:6], line.district_code
    else:
        what, by_code, by_column = "province", line.code[2:4], line.province_code
    if by_code != by_column:
        remarks.problems.append(Remark(line.row, "code-elsewhere", (line.code, what, by_code, by_column)))


def _provinces_of_districts(
    lines: Sequence[RegistryLine], provinces: dict[str, str], remarks: Remarks, moved: bool
) -> dict[str, str]:
    """District code → province code; the first two digits of a district's code are its province's."""
    rows: defaultdict[str, list[RegistryLine]] = defaultdict(list)
    for line in lines:
        rows[line.district_code].append(line)
    placed: dict[str, str] = {}
    for code, members in rows.items():
        said = {line.province_code for line in members}
        placed[code] = members[0].province_code if moved and len(said) == 1 else code[:2]
        for line in members:
            if line.province_code == placed[code]:
                continue
            facts = (code, placed[code], line.province_code)
            if placed[code] in provinces:
                remarks.warnings.append(Remark(line.row, "district-elsewhere-taken", facts))
            else:
                remarks.problems.append(Remark(line.row, "district-elsewhere", facts))
    return placed
