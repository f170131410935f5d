"""What a registry would change, looked at before it is done, and then done exactly so.

A plan is made from the file and the tree as it stands. Its fingerprint goes through the browser; whoever confirms
makes the plan again in the transaction that carries it out, and where the two differ nothing is done.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from bot.schedule import local_day
from models import audit_log
from models.membership.person import Person
from models.org_unit import LOCAL_KINDS, OrgUnit, UnitKind
from services.org_units.import_units import CHUNK, UnitNow, bring_in, units_now
from services.org_units.registry import Registry
from services.org_units.registry_rows import Remark

_TABLE = cast(Table, OrgUnit.__table__)


@dataclass(frozen=True, slots=True)
class Step:
    """One unit that changes. `kind` and `name` are what it will be called, `before` and `after` what changes in the
    words of its kind of step: (kind, name) of a rename, codes of the units above of a move, days as ISO text."""

    code: str
    kind: str
    name: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(slots=True)
class ImportPlan:
    """`unchanged` counts units of the file that stay as they are. A unit may be renamed, moved and closed at once.

    With `problems` nothing may be done; `warnings` are worth a look.
    """

    added: list[Step] = field(default_factory=list)
    renamed: list[Step] = field(default_factory=list)
    moved: list[Step] = field(default_factory=list)
    closed: list[Step] = field(default_factory=list)
    reopened: list[Step] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.renamed or self.moved or self.closed or self.reopened)

    @property
    def fingerprint(self) -> str:
        steps = [asdict(self)[name] for name in ("added", "renamed", "moved", "closed", "reopened")]
        return hashlib.sha256(json.dumps(steps, ensure_ascii=False).encode()).hexdigest()


def make(session: Session, registry: Registry, *, effective: date, close_missing: bool, today: date) -> ImportPlan:
    """What bringing the tree to `registry` would change.

    New offices exist from the day the file says, else from `effective`; in a tree without any office they have
    always been there. Offices are closed on the day the file says; with `close_missing` also, on `effective`, those
    of the file's provinces that are not in the file. An empty cell of a column open_to opens an office again.
    """
    plan = ImportPlan(problems=list(registry.remarks.problems), warnings=list(registry.remarks.warnings))
    plan.problems += [
        Remark(line.row, "day-to-come", (line.open_to.isoformat(),))
        for line in registry.lines
        if line.open_to is not None and line.open_to > today
    ]
    if plan.problems:
        plan.problems.sort(key=lambda remark: remark.row)
        return plan
    have = units_now(session)
    is_first = not any(unit.kind in LOCAL_KINDS for unit in have.values())
    lines = {line.code: line for line in registry.lines}
    for one in [*registry.areas, *registry.offices]:
        unit, line = have.get(one.code), lines.get(one.code)
        if unit is None:
            first = line.open_from if line and line.open_from else effective
            day = "" if line is None or (is_first and not line.open_from) else first.isoformat()
            plan.added.append(Step(one.code, one.kind, one.name, after=(one.parent or "", day)))
            if line and line.open_to:
                plan.closed.append(_closing(one.code, one.kind, one.name, line.open_to))
            continue
        before = len(plan.renamed) + len(plan.moved) + len(plan.closed) + len(plan.reopened)
        if (unit.kind, unit.name) != (one.kind, one.name):
            plan.renamed.append(Step(one.code, one.kind, one.name, (unit.kind, unit.name), (one.kind, one.name)))
        if unit.parent != one.parent:
            plan.moved.append(Step(one.code, one.kind, one.name, (unit.parent or "",), (one.parent or "",)))
        if line is not None and "open_to" in registry.has_days and line.open_to != unit.open_to:
            if line.open_to is None:
                plan.reopened.append(Step(one.code, one.kind, one.name, (str(unit.open_to),)))
            else:
                plan.closed.append(_closing(one.code, one.kind, one.name, line.open_to))
        elif line is not None and unit.open_to is not None and "open_to" not in registry.has_days:
            plan.warnings.append(Remark(line.row, "closed-already", (one.code, unit.open_to.isoformat())))
        plan.unchanged += before == len(plan.renamed) + len(plan.moved) + len(plan.closed) + len(plan.reopened)
    if close_missing:
        plan.closed += _missing(have, registry, effective)
    return plan


def carry_out(
    session: Session,
    registry: Registry,
    *,
    effective: date,
    close_missing: bool,
    fingerprint: str,
    by: Person,
    now: datetime,
    subject: str,
) -> ImportPlan | None:
    """Carries out the plan with this fingerprint; None, and nothing done, where the plan would be another now.
    `subject` names in the audit log whence it came."""
    # Rows that a plan reads must not change before it is carried out.
    session.execute(select(OrgUnit.id).where(OrgUnit.parent_id.is_(None)).with_for_update())
    plan = make(session, registry, effective=effective, close_missing=close_missing, today=local_day(now))
    if plan.problems or plan.fingerprint != fingerprint:
        return None
    bring_in(session, [*registry.areas, *registry.offices], now)
    days: dict[str, dict[str, Any]] = {}
    for step in plan.added:
        if step.after[1]:
            days.setdefault(step.code, {})["open_from"] = date.fromisoformat(step.after[1])
    for step in plan.closed:
        days.setdefault(step.code, {})["open_to"] = date.fromisoformat(step.after[0])
    for step in plan.reopened:
        days.setdefault(step.code, {})["open_to"] = None
    for column in ("open_from", "open_to"):
        _set(session, column, {code: values[column] for code, values in days.items() if column in values})
    session.expire_all()
    audit_log.note(
        session,
        now,
        "units.desk",
        person_id=by.id,
        subject=subject,
        added=len(plan.added),
        renamed=len(plan.renamed),
        moved=len(plan.moved),
        closed=[step.code for step in plan.closed],
        reopened=[step.code for step in plan.reopened],
    )
    return plan


def _closing(code: str, kind: str, name: str, day: date) -> Step:
    return Step(code, kind, name, after=(day.isoformat(),))


def _missing(have: dict[str, UnitNow], registry: Registry, effective: date) -> list[Step]:
    """Open offices of the provinces that the file is about. A file of one province closes nothing elsewhere."""
    provinces = {area.code for area in registry.areas if area.kind == UnitKind.PROVINCE}
    wanted = {one.code for one in registry.offices}
    return [
        _closing(code, unit.kind, unit.name, effective)
        for code, unit in sorted(have.items())
        if unit.kind in LOCAL_KINDS
        and unit.open_to is None
        and code not in wanted
        and provinces & set(unit.path.split("."))
    ]


def _set(session: Session, column: str, days: dict[str, date | None]) -> None:
    statement = update(_TABLE).where(_TABLE.c.code == bindparam("unit")).values({column: bindparam("day")})
    rows = [{"unit": code, "day": day} for code, day in days.items()]
    for start in range(0, len(rows), CHUNK):
        session.connection().execute(statement, rows[start : start + CHUNK])
