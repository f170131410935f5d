"""Which rows somebody may change, asked of the rows themselves: whose office's and whose person's they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Base
from models.membership.membership import Membership, MembershipState
from models.org_unit import OrgUnit
from models.reporting.report import Report

Rows = dict[Any, Mapping[str, Any]]

# Rows about an office that are whoever's who asks for something there.
WISHES = {"membership", "mailbox_code", "audit_log", "visit"}
# What was sent in, and what is said because of it: to whoever is concerned.
TALK = {"webhook_event", "outbox"}


@dataclass(frozen=True)
class Reach:
    """Numbers of rows: the person, the units in their area, the people who belong to one of these."""

    me: int
    units: frozenset[int]
    people: frozenset[int]


def reach_of(session: Session, me: int, *, supervises: bool) -> Reach:
    """Of an officer the own office; of a supervisor everything below, too; of others nothing."""
    held = session.scalars(
        select(Membership).where(Membership.person_id == me, Membership.state == MembershipState.ACTIVE)
    ).unique()
    paths = [one.unit.path for one in held]
    units = session.scalars(select(OrgUnit)).all()
    mine = {
        unit.id for unit in units for path in paths if unit.path == path or (supervises and unit.path.startswith(path))
    }
    people = session.scalars(select(Membership.person_id).where(Membership.org_unit_id.in_(mine)))
    return Reach(me, frozenset(mine), frozenset(people))


def rows_of(session: Session, names: Collection[str]) -> dict[str, Rows]:
    """What these tables hold, by primary key."""
    found = {}
    for name in names:
        table = Base.metadata.tables[name]
        keys = [column.name for column in table.primary_key]
        rows = session.execute(select(table)).mappings()
        found[name] = {tuple(row[key] for key in keys): dict(row) for row in rows}
    return found


def not_theirs(before: Mapping[str, Rows], after: Mapping[str, Rows], reach: Reach) -> list[str]:
    """The changed rows that are not this person's to change, as "table number column,column"."""
    met = after.get("person", {}).keys() - before["person"].keys()
    own = {reach.me, *(key for (key,) in met)}
    offices = {row["id"]: row["org_unit_id"] for rows in (before, after) for row in rows.get("report", {}).values()}
    wrong = []
    for table, now in after.items():
        was = before[table]
        for key in now.keys() | was.keys():
            old, new = was.get(key), now.get(key)
            if old == new:
                continue
            if not all(_is_theirs(table, row, reach, own, offices) for row in (old, new) if row is not None):
                columns = sorted(name for name in (new or old or {}) if (old or {}).get(name) != (new or {}).get(name))
                wrong.append(f"{table} {key} {','.join(columns)}")
    return wrong


def _is_theirs(table: str, row: Mapping[str, Any], reach: Reach, own: set[int], offices: Mapping[int, int]) -> bool:
    person = row["id"] if table == "person" else row.get("person_id")
    office = row["id"] if table == "org_unit" else row.get("org_unit_id") or offices.get(row.get("report_id") or 0)
    office = office or row.get("owner_unit_id")
    if person is None and office is None:
        # It hangs on nobody and no office: who may change such a table is all there is to judge.
        return True
    if table == Report.__tablename__ or (office is not None and not (table in WISHES and person in own)):
        return office in reach.units
    return person in own or person in reach.people
