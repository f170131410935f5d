"""The tree of offices: brought to what a registry says, in one transaction and a few bulk statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from models import audit_log
from models.org_unit import LOCAL_KINDS, OrgUnit
from services.org_units.registry import RegistryUnit

# Rows a statement: large enough to be fast, small enough for a progress bar to move.
CHUNK = 1_000

Progress = Callable[[int], None]

_TABLE = cast(Table, OrgUnit.__table__)


@dataclass(slots=True)
class Changes:
    """How many units the registry added or changed. One that was both renamed and moved counts in both."""

    added: int = 0
    renamed: int = 0
    moved: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Brought:
    """`offices` counts local offices, `areas` the department, provinces and districts."""

    offices: Changes
    areas: Changes


@dataclass(slots=True)
class UnitNow:
    """A unit as it stands; `parent` is the code of the one above it, None at the top."""

    id: int
    kind: str
    name: str
    parent: str | None
    path: str
    open_from: date | None = None
    open_to: date | None = None


def bring_in(
    session: Session, wanted: Sequence[RegistryUnit], now: datetime, *, progress: Progress = lambda rows: None
) -> Brought:
    """Adds, renames and moves units until all of `wanted` are so; units not among them are left as they are.

    Each code stands once in `wanted`; a parent is among them or there already (KeyError). The paths of everything
    below a moved unit follow it. `progress` hears how many of `wanted` each step has dealt with.
    """
    have = units_now(session)
    changes = Brought(Changes(), Changes())
    new: list[RegistryUnit] = []
    changed: list[dict[str, Any]] = []
    for one in wanted:
        counted = changes.offices if one.kind in LOCAL_KINDS else changes.areas
        unit = have.get(one.code)
        if unit is None:
            counted.added += 1
            new.append(one)
            continue
        is_renamed = (unit.kind, unit.name) != (one.kind, one.name)
        is_moved = unit.parent != one.parent
        counted.renamed += is_renamed
        counted.moved += is_moved
        if is_renamed or is_moved:
            unit.kind, unit.name, unit.parent = one.kind, one.name, one.parent
            changed.append({"unit": unit.id, "kind": one.kind, "name": one.name, "parent": one.parent})
        else:
            counted.unchanged += 1
            progress(1)
    _add(session, new, have, progress)
    _change(session, changed, have, progress)
    _correct_paths(session, have)
    # What the session had read of these rows is no longer so.
    session.expire_all()
    audit_log.note(session, now, "units.import", offices=asdict(changes.offices), areas=asdict(changes.areas))
    return changes


def units_now(session: Session) -> dict[str, UnitNow]:
    """Every unit of the tree, closed ones too, by code."""
    columns = (OrgUnit.id, OrgUnit.code, OrgUnit.kind, OrgUnit.name, OrgUnit.parent_id, OrgUnit.path)
    rows: Sequence[Any] = session.execute(select(*columns, OrgUnit.open_from, OrgUnit.open_to)).all()
    codes = {row.id: row.code for row in rows}
    return {
        row.code: UnitNow(row.id, row.kind, row.name, codes.get(row.parent_id), row.path, row.open_from, row.open_to)
        for row in rows
    }


def _add(session: Session, new: Sequence[RegistryUnit], have: dict[str, UnitNow], progress: Progress) -> None:
    """Level by level: a child's row needs its parent's id."""
    waiting = list(new)
    while waiting:
        level = [one for one in waiting if one.parent is None or one.parent in have]
        if not level:
            raise KeyError(waiting[0].parent)
        for start in range(0, len(level), CHUNK):
            chunk = level[start : start + CHUNK]
            rows = [_row(one, have[one.parent] if one.parent else None) for one in chunk]
            made = session.execute(insert(OrgUnit).returning(OrgUnit.code, OrgUnit.id, OrgUnit.path), rows)
            known = {code: (unit_id, path) for code, unit_id, path in made}
            for one in chunk:
                unit_id, path = known[one.code]
                have[one.code] = UnitNow(unit_id, one.kind, one.name, one.parent, path)
            progress(len(chunk))
        waiting = [one for one in waiting if one.code not in have]


def _row(one: RegistryUnit, above: UnitNow | None) -> dict[str, Any]:
    return {
        "code": one.code,
        "kind": one.kind,
        "name": one.name,
        "parent_id": above.id if above else None,
        "path": f"{above.path}.{one.code}" if above else one.code,
    }


def _change(session: Session, changed: list[dict[str, Any]], have: dict[str, UnitNow], progress: Progress) -> None:
    statement = (
        update(_TABLE)
        .where(_TABLE.c.id == bindparam("unit"))
        .values(kind=bindparam("kind"), name=bindparam("name"), parent_id=bindparam("parent_id"))
    )
    for start in range(0, len(changed), CHUNK):
        chunk = changed[start : start + CHUNK]
        rows = [one | {"parent_id": have[one["parent"]].id if one["parent"] else None} for one in chunk]
        session.connection().execute(statement, rows)
        progress(len(chunk))


def _correct_paths(session: Session, have: dict[str, UnitNow]) -> None:
    """Every path that no longer says where its unit hangs, of units outside the registry too."""
    paths: dict[str, str] = {}

    def path(code: str) -> str:
        if code not in paths:
            above = have[code].parent
            paths[code] = f"{path(above)}.{code}" if above else code
        return paths[code]

    wrong = [{"unit": unit.id, "path": path(code)} for code, unit in have.items() if unit.path != path(code)]
    statement = update(_TABLE).where(_TABLE.c.id == bindparam("unit")).values(path=bindparam("path"))
    for start in range(0, len(wrong), CHUNK):
        session.connection().execute(statement, wrong[start : start + CHUNK])
