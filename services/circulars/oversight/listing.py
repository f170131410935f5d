"""Which circulars a supervisor sees, and which are theirs to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from bot.thai.digits import tidy
from models.circulars.circular import Circular, CircularState, CircularVersion
from models.circulars.receipt import CircularOffice
from models.org_unit import OrgUnit, UnitKind, within
from services.access.jurisdiction import Jurisdiction, Level

PAGE = 20
LONGEST_WORDS = 80
_LONGEST_CODE = 16


@dataclass(frozen=True, slots=True)
class ListedCircular:
    """`version` is the newest that is out, or of one that never was, its draft; `has_draft`: a correction is being
    written."""

    circular: Circular
    version: CircularVersion
    has_draft: bool


@dataclass(frozen=True, slots=True)
class CircularPage:
    """`total` counts all pages; `page` is the one shown, from 1."""

    rows: Sequence[ListedCircular]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def owner_for(jurisdiction: Jurisdiction) -> OrgUnit | None:
    """The office in whose name this supervisor writes circulars: the department's or a province's; None where there is
    no such post."""
    return next((post.unit for post in jurisdiction.assignments if post.level is not Level.DISTRICT), None)


def is_own(jurisdiction: Jurisdiction, circular: Circular) -> bool:
    """Whether this supervisor may write, publish, correct and withdraw it: whoever sits in the office that it is of."""
    return circular.owner_unit_id in _own_units(jurisdiction)


def seen(session: Session, jurisdiction: Jurisdiction, code: str) -> Circular | None:
    """The circular with this code; None where it is none of this supervisor's business or does not exist."""
    if not jurisdiction or not code or len(code) > _LONGEST_CODE:
        return None
    return session.scalar(select(Circular).where(Circular.code == code, visible(jurisdiction)))


def visible(jurisdiction: Jurisdiction) -> ColumnElement[bool]:
    """SQL: this `Circular` is of the supervisor's own office, or is out and addresses an office of their area. The
    department sees all that are out."""
    own = Circular.owner_unit_id.in_(_own_units(jurisdiction))
    if jurisdiction.level is Level.DEPARTMENT:
        return or_(own, Circular.version > 0)
    # Asked of each letter: the first office found is enough, and of most letters that is one of the first.
    addressed = (
        select(CircularOffice.circular_id)
        .join(OrgUnit, OrgUnit.id == CircularOffice.org_unit_id)
        .where(CircularOffice.circular_id == Circular.id, CircularOffice.removed_in.is_(None), jurisdiction.condition())
        .exists()
    )
    return or_(own, and_(Circular.version > 0, addressed))


def inside(unit: OrgUnit) -> ColumnElement[bool]:
    """SQL: this `OrgUnit` is that unit or below it; of the whole country nothing is asked."""
    return true() if unit.kind == UnitKind.DEPARTMENT else within(unit)


def within_area(jurisdiction: Jurisdiction) -> ColumnElement[bool] | None:
    """The condition on `OrgUnit` that narrows figures to the supervisor's area; None where that is the country."""
    return None if jurisdiction.level is Level.DEPARTMENT else jurisdiction.condition()


def read(
    session: Session, jurisdiction: Jurisdiction, *, words: str = "", state: str = "", page: int = 1
) -> CircularPage:
    """Those that the supervisor sees, the newest first. `words` are looked for in number and subject; what is no state
    narrows nothing."""
    shown = and_(
        CircularVersion.circular_id == Circular.id,
        CircularVersion.version == func.coalesce(func.nullif(Circular.version, 0), 1),
    )
    conditions = [visible(jurisdiction)]
    if state in list(CircularState):
        conditions.append(Circular.state == state)
    if wanted := tidy(words)[:LONGEST_WORDS]:
        either = CircularVersion.number, CircularVersion.subject
        conditions.append(or_(*(column.icontains(wanted, autoescape=True) for column in either)))
    query = select(Circular, CircularVersion).join(CircularVersion, shown)
    newest = func.coalesce(Circular.published_at, Circular.created_at).desc(), Circular.id.desc()
    # Which they are is found once for all pages.
    every = session.scalars(query.with_only_columns(Circular.id).where(*conditions).order_by(*newest)).all()
    page = min(max(1, page), max(1, -(-len(every) // PAGE)))
    here = every[(page - 1) * PAGE : page * PAGE]
    rows = session.execute(query.where(Circular.id.in_(here)).order_by(*newest)).unique().all()
    drafts = _with_draft(session, jurisdiction, [circular for circular, _ in rows])
    return CircularPage([ListedCircular(one, version, one.id in drafts) for one, version in rows], len(every), page)


def _with_draft(session: Session, jurisdiction: Jurisdiction, circulars: Sequence[Circular]) -> set[int]:
    """Ids of the own ones among these that are out and being corrected."""
    own = [one.id for one in circulars if one.version and is_own(jurisdiction, one)]
    if not own:
        return set()
    query = (
        select(Circular.id)
        .join(CircularVersion, CircularVersion.circular_id == Circular.id)
        .where(Circular.id.in_(own), CircularVersion.version > Circular.version)
    )
    return set(session.scalars(query))


def _own_units(jurisdiction: Jurisdiction) -> list[int]:
    return [post.unit.id for post in jurisdiction.assignments if post.level is not Level.DISTRICT]
