"""Who reads the library and circulars, as figures: of an area and a span of days, by page and by the units below.

The sums of the days are added up for every area as they come in (`models/knowledge/visit.py`): what is read here grows
with the days, the items and the units that are shown, and not with the visits. Nothing here knows a reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, lazyload

from bot.knowledge import links
from bot.spans import Span
from models.circulars.circular import Circular, CircularVersion
from models.knowledge.knowledge_item import KnowledgeItem
from models.knowledge.visit import ALL_ITEMS, EVERYBODY, VisitDay, VisitKind, sums
from models.org_unit import OrgUnit, UnitKind, within

Counts = tuple[int, ...]
"""One number for each of VisitKind, in its order."""
NONE: Counts = (0,) * len(VisitKind)


@dataclass(frozen=True, slots=True)
class ItemReaders:
    """A document or a circular, with its page; one that is hidden by now counts for the time when it was not."""

    slug: str
    title: str
    path: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class UnitReaders:
    """A unit and its openings. None is those whose link names no office."""

    unit: OrgUnit | None
    counts: Counts


def total(session: Session, unit: OrgUnit, span: Span) -> Counts:
    """Of everything in the area; the department's is everybody's."""
    return _of_units(session, [_key(unit)], span).get(_key(unit), NONE)


def by_item(session: Session, unit: OrgUnit, span: Span) -> list[ItemReaders]:
    """The most read first."""
    query = (
        _days(select(KnowledgeItem.slug, KnowledgeItem.title, *sums()), span)
        .join(VisitDay, VisitDay.knowledge_item_id == KnowledgeItem.id)
        .where(VisitDay.org_unit_id == _key(unit))
        .group_by(KnowledgeItem.id)
    )
    found = [
        ItemReaders(slug, title, links.page(slug), tuple(counts)) for slug, title, *counts in session.execute(query)
    ]
    found += _circulars(session, unit, span)
    return sorted(found, key=lambda one: (-sum(one.counts), one.title))


def by_child(session: Session, unit: OrgUnit, span: Span | None, page: int = ALL_ITEMS) -> list[UnitReaders]:
    """The units directly below with a reader, each with all below it, the most read first; then what the area's own
    links brought, and at the department those that name no office. Of all days where there is no span."""
    below = select(OrgUnit).where(OrgUnit.parent_id == unit.id).options(lazyload(OrgUnit.parent))
    children = session.scalars(below).all()
    found = _of_units(session, [*(one.id for one in children), unit.id, EVERYBODY], span, page)
    rows = [UnitReaders(one, found[one.id]) for one in children if one.id in found]
    rows.sort(key=lambda one: -sum(one.counts))
    area = found.get(unit.id, NONE)
    own = UnitReaders(unit, _less(area, rows))
    rest = [own]
    if unit.kind == UnitKind.DEPARTMENT:
        rest.append(UnitReaders(None, _less(found.get(EVERYBODY, NONE), [UnitReaders(unit, area)])))
    return rows + [one for one in rest if any(one.counts)]


def by_office(session: Session, unit: OrgUnit, span: Span) -> list[UnitReaders]:
    """Every unit of the area with a reader, each with all below it, by code."""
    query = select(OrgUnit).where(within(unit)).options(lazyload(OrgUnit.parent)).order_by(OrgUnit.code)
    units = session.scalars(query).all()
    found = _of_units(session, select(OrgUnit.id).where(within(unit)), span)
    return [UnitReaders(one, found[one.id]) for one in units if one.id in found]


def _key(unit: OrgUnit) -> int:
    """The area's own sums; the department's hold those too that name no office."""
    return EVERYBODY if unit.kind == UnitKind.DEPARTMENT else unit.id


def _circulars(session: Session, unit: OrgUnit, span: Span) -> list[ItemReaders]:
    query = (
        _days(select(Circular.code, CircularVersion.number, CircularVersion.subject, *sums()), span)
        .join(CircularVersion, CircularVersion.circular_id == Circular.id)
        .join(VisitDay, VisitDay.knowledge_item_id == -Circular.id)
        .where(CircularVersion.version == Circular.version, VisitDay.org_unit_id == _key(unit))
        # For the index: below zero there are circulars and nothing else.
        .where(VisitDay.knowledge_item_id < ALL_ITEMS)
        .group_by(Circular.id, CircularVersion.id)
    )
    return [
        ItemReaders(code, f"{number} {subject}".strip(), links.circular(code), tuple(counts))
        for code, number, subject, *counts in session.execute(query)
    ]


def _of_units(
    session: Session, ids: Sequence[int] | Select[Any], span: Span | None, page: int = ALL_ITEMS
) -> dict[int, Counts]:
    query = _days(select(VisitDay.org_unit_id, *sums()), span).where(
        VisitDay.org_unit_id.in_(ids), VisitDay.knowledge_item_id == page
    )
    return {number: tuple(counts) for number, *counts in session.execute(query.group_by(VisitDay.org_unit_id))}


def _days(query: Any, span: Span | None) -> Any:
    if span is None:
        return query
    return query.where(VisitDay.day.between(span.months[0].day(1), span.months[-1].day(31)))


def _less(whole: Counts, parts: Iterable[UnitReaders]) -> Counts:
    """What is left of it. Never below zero: an office that changed its area has left its sums with the old one."""
    taken = [sum(column) for column in zip(NONE, *(one.counts for one in parts), strict=True)]
    return tuple(max(0, one - less) for one, less in zip(whole, taken, strict=True))
