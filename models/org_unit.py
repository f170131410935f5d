"""Offices and the tree they hang in: department → province → district → local office (อปท.)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, FromClause, Index, String, Text, bindparam, false, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from models.base import Base
from models.prepared import Parts, Prepared


class UnitKind(StrEnum):
    """Levels of the tree, and for local offices the official kind (second digit of the 8-digit code)."""

    DEPARTMENT = "department"
    PROVINCE = "province"
    DISTRICT = "district"
    PAO = "pao"  # อบจ., code 02……
    CITY = "city"  # เทศบาลนคร, 03……
    TOWN = "town"  # เทศบาลเมือง, 04……
    TAMBON_TOWN = "tambon_town"  # เทศบาลตำบล, 05……
    SAO = "sao"  # อบต., 06……
    SPECIAL = "special"  # กรุงเทพมหานคร, เมืองพัทยา


LOCAL_KINDS = (
    UnitKind.PAO,
    UnitKind.CITY,
    UnitKind.TOWN,
    UnitKind.TAMBON_TOWN,
    UnitKind.SAO,
    UnitKind.SPECIAL,
)
DEPARTMENT_CODE = "TH"


class OrgUnit(Base):
    """An office. `code` is official: TH, 2 digits a province, 4 a district, 8 a local office.

    `path` joins the codes from the top with dots, so that a subtree is one prefix. `open_to` is the first
    day on which the office no longer exists; None while it does. `contact` is what those below see who ask: free
    words of a few lines.
    """

    __tablename__ = "org_unit"
    # Byte by byte: so PostgreSQL finds the beginning of a path by it under any collation.
    __table_args__ = (Index("ix_org_unit_path", "path", postgresql_ops={"path": "text_pattern_ops"}),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(16), index=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    path: Mapped[str] = mapped_column(String(80))
    open_from: Mapped[date | None]
    open_to: Mapped[date | None]
    # Deferred: offices are read by the thousand, their telephone by one page and one card.
    contact: Mapped[str] = mapped_column(Text, default="", deferred=True)

    parent: Mapped[OrgUnit | None] = relationship(remote_side=[id], lazy="joined", join_depth=3)

    @property
    def is_local(self) -> bool:
        return self.kind in LOCAL_KINDS

    def up(self) -> list[OrgUnit]:
        """The units above this one, nearest first."""
        found, unit = [], self.parent
        while unit is not None:
            found.append(unit)
            unit = unit.parent
        return found

    def above(self, kind: UnitKind) -> OrgUnit | None:
        return next((unit for unit in self.up() if unit.kind == kind), None)


def around(units: Iterable[OrgUnit]) -> OrgUnit | None:
    """The smallest unit that holds all of these or is the only one of them; None for no units."""
    ways = [[*reversed(unit.up()), unit] for unit in units]
    shared = [steps[0] for steps in zip(*ways, strict=False) if len({unit.id for unit in steps}) == 1]
    return shared[-1] if shared else None


class Branch:
    """An office and all above it as parts of a prepared statement: the tree has four levels. `office` is its table
    there."""

    def __init__(self, parts: Parts) -> None:
        self._tables = [OrgUnit.__table__.alias(f"unit_{level}") for level in range(4)]
        self._parts = [parts.add(OrgUnit, table) for table in self._tables]
        self.office = self._tables[0]

    def above(self, source: FromClause) -> FromClause:
        """`source`, in which `office` is, with those above it."""
        for below, above in pairwise(self._tables):
            source = source.outerjoin(above, above.c.id == below.c.parent_id)
        return source

    def of(self, session: Session, row: Sequence[Any]) -> OrgUnit | None:
        """The office in this row, None where the row has none."""
        units = [unit for part in self._parts if (unit := part.of(session, row)) is not None]
        for below, above in pairwise([*units, None]):
            # Above the last there is nothing, which is known as well: nobody has to ask for it later.
            set_committed_value(below, "parent", above)
        return units[0] if units else None


_parts = Parts()
_BRANCH = Branch(_parts)
_BY_CODE = Prepared(
    select(*_parts.columns).select_from(_BRANCH.above(_BRANCH.office)).where(_BRANCH.office.c.code == bindparam("code"))
)


def by_code(session: Session, code: str) -> OrgUnit | None:
    rows = _BY_CODE.asked(session, {"code": code})
    return _BRANCH.of(session, rows[0]) if rows else None


def children(session: Session, unit: OrgUnit) -> Sequence[OrgUnit]:
    """Open units directly below, by name."""
    query = select(OrgUnit).where(OrgUnit.parent_id == unit.id, OrgUnit.open_to.is_(None)).order_by(OrgUnit.name)
    return session.scalars(query).unique().all()


def provinces(session: Session) -> Sequence[OrgUnit]:
    query = select(OrgUnit).where(OrgUnit.kind == UnitKind.PROVINCE, OrgUnit.open_to.is_(None)).order_by(OrgUnit.name)
    return session.scalars(query).unique().all()


def within(unit: OrgUnit) -> ColumnElement[bool]:
    """The condition "is this unit or anything below it"."""
    return or_(OrgUnit.path == unit.path, OrgUnit.path.startswith(unit.path + ".", autoescape=True))


def holds(area: OrgUnit, path: str) -> bool:
    """The same in Python: whether the unit at this path is `area` or anything below it."""
    return path == area.path or path.startswith(f"{area.path}.")


def within_each(count: int) -> ColumnElement[bool]:
    """`within` of one of so many units, for statements that are made once: `bounds` are their values."""
    # Codes are digits and letters, nothing that LIKE would take for more.
    each = (
        or_(OrgUnit.path == bindparam(f"unit_{at}"), OrgUnit.path.like(bindparam(f"below_{at}"))) for at in range(count)
    )
    return or_(false(), *each)


def bounds(units: Iterable[OrgUnit]) -> dict[str, str]:
    return {
        name: path
        for at, unit in enumerate(units)
        for name, path in ((f"unit_{at}", unit.path), (f"below_{at}", f"{unit.path}.%"))
    }
