"""The tree of offices brought to what a registry says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from models.database import Database
from models.org_unit import OrgUnit, UnitKind, by_code, within
from services.org_units.import_units import Brought, Changes, bring_in
from services.org_units.registry import RegistryUnit, read_registry
from services.storage.sheet import read_table
from tests.support.places import country

NOW = datetime(2026, 11, 2, 2, tzinfo=UTC)
NATIONAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "lao-registry-2560.csv"

PLACES = country("11")
OFFICES = [
    RegistryUnit("02110101", UnitKind.PAO, "สมุทรปราการ", "11"),
    RegistryUnit("06110202", UnitKind.SAO, "บางบ่อ", "1102"),
    RegistryUnit("06110301", UnitKind.SAO, "บางแก้ว", "1103"),
]


def bring(database: Database, *wanted: RegistryUnit) -> Brought:
    with database.writing() as session:
        return bring_in(session, wanted, NOW)


def paths(session: Session) -> dict[str, str]:
    return {row.code: row.path for row in session.execute(select(OrgUnit.code, OrgUnit.path))}


def test_the_tree_is_made_whole_and_a_second_time_changes_nothing(database: Database) -> None:
    first = bring(database, *PLACES, *OFFICES)
    assert first.offices == Changes(added=3)
    assert first.areas == Changes(added=len(PLACES))
    again = bring(database, *PLACES, *OFFICES)
    assert again.offices == Changes(unchanged=3)
    assert again.areas == Changes(unchanged=len(PLACES))
    with database.reading() as session:
        office = by_code(session, "06110202")
        assert office is not None
        assert [unit.code for unit in office.up()] == ["1102", "11", "TH"]
        assert office.path == "TH.11.1102.06110202"
        pao = by_code(session, "02110101")
        assert pao is not None and pao.parent is not None and pao.parent.code == "11"


def test_renames_and_moves_are_followed_by_everything_below(database: Database) -> None:
    bring(database, *country("11", "12"), *OFFICES)
    changed = bring(
        database,
        RegistryUnit("1102", UnitKind.DISTRICT, "บางบ่อ", "12"),
        RegistryUnit("06110301", UnitKind.TAMBON_TOWN, "บางแก้ว", "1102"),
    )
    assert changed.areas == Changes(moved=1)
    assert changed.offices == Changes(renamed=1, moved=1)
    with database.reading() as session:
        found = paths(session)
        assert found["06110202"] == "TH.12.1102.06110202"  # not in the second file, yet its district moved
        assert found["06110301"] == "TH.12.1102.06110301"
        nonthaburi = by_code(session, "12")
        assert nonthaburi is not None
        below = session.scalars(
            select(OrgUnit.code).where(within(nonthaburi), OrgUnit.kind.in_(("sao", "tambon_town")))
        )
        assert set(below) == {"06110202", "06110301"}


def test_what_the_session_had_read_before_is_read_again(database: Database) -> None:
    bring(database, *PLACES, *OFFICES)
    with database.writing() as session:
        office = by_code(session, "06110202")
        assert office is not None and office.name == "บางบ่อ"
        bring_in(session, [RegistryUnit("06110202", UnitKind.SAO, "คลองด่าน", "1102")], NOW)
        assert office.name == "คลองด่าน"


def test_an_office_without_its_district_is_refused_and_nothing_is_kept(database: Database) -> None:
    with pytest.raises(KeyError, match="9999"):
        bring(database, *PLACES, RegistryUnit("06999901", UnitKind.SAO, "ไม่มี", "9999"))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(OrgUnit)) == 0


def national() -> list[list[str]]:
    """The registry of 2560 where it is at hand, else one of its size and shape."""
    if NATIONAL.exists():
        return read_table(NATIONAL.read_bytes())
    names = {place.code: place.name for place in country()}
    districts = [place for place in country() if place.kind == UnitKind.DISTRICT and place.parent != "10"]
    rows = [["code", "type", "name", "province_code", "province", "district_code", "district"]]
    for number in range(7_851):
        at = districts[number % len(districts)]
        serial = number // len(districts) + 1
        rows.append([f"06{at.code}{serial:02d}", "อบต.", at.name, at.parent or "", names[at.parent or ""]])
        rows[-1] += [at.code, at.name]
    return rows


def test_the_whole_country_takes_few_statements_and_comes_back_whole(database: Database) -> None:
    registry = read_registry(national())
    assert not registry.remarks.problems
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    dealt_with: list[int] = []
    with database.writing() as session:
        brought = bring_in(session, [*registry.areas, *registry.offices], NOW, progress=dealt_with.append)
    assert brought.offices.added == 7_851
    assert sum(dealt_with) == 7_851 + len(registry.areas)
    # Time on a busy machine proves nothing; a statement an office would be what makes it slow.
    assert len(statements) < 60
    with database.reading() as session:
        assert session.scalar(select(func.count()).where(OrgUnit.path.startswith("TH."))) == sum(dealt_with) - 1
