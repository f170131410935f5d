"""What a form about a circular offers to choose from: places to address, documents to go with it, what stood before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.thai.digits import tidy
from bot.thai.units import short_full_name, split_typed
from models.circulars.circular import Circular, CircularItem, CircularVersion
from models.knowledge.knowledge_item import KnowledgeItem
from models.org_unit import OrgUnit, within

FOUND = 30  # places or documents that one search shows
_LONGEST = 80


def places(session: Session, owner: OrgUnit, words: str) -> Sequence[OrgUnit]:
    """Open offices and areas below `owner` whose name holds these words or whose code begins with them; none for no
    words."""
    wanted = _tidied(words)
    if not wanted:
        return []
    kinds, name = split_typed(wanted)
    named = OrgUnit.name.icontains(name, autoescape=True)
    if kinds:
        named &= OrgUnit.kind.in_(kinds)
    query = select(OrgUnit).where(
        within(owner),
        OrgUnit.id != owner.id,
        OrgUnit.open_to.is_(None),
        or_(named, OrgUnit.code.startswith(wanted, autoescape=True)),
    )
    return session.scalars(query.order_by(OrgUnit.path).limit(FOUND)).unique().all()


def units(session: Session, codes: Collection[str]) -> Sequence[OrgUnit]:
    """Those of these codes that are there."""
    query = select(OrgUnit).where(OrgUnit.code.in_(codes)).order_by(OrgUnit.path)
    return session.scalars(query).unique().all() if codes else []


def place_names(session: Session, documents: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Code → name of the places that these audiences address, as far as they are few."""
    codes = {code for one in documents for code in one.get("areas", ())[:FOUND]}
    return {one.code: short_full_name(one) for one in units(session, codes)}


def documents(session: Session, owner: OrgUnit, words: str, chosen: Sequence[int]) -> Sequence[KnowledgeItem]:
    """The library's documents that this office may send along: those chosen (their ids) first, in their order, then
    those that these words find, or the newest."""
    may = KnowledgeItem.is_active, KnowledgeItem.owner_unit_id.is_(None) | (KnowledgeItem.owner_unit_id == owner.id)
    mine = {one.id: one for one in session.scalars(select(KnowledgeItem).where(KnowledgeItem.id.in_(chosen), *may))}
    query = select(KnowledgeItem).where(KnowledgeItem.id.not_in(mine), *may)
    if wanted := _tidied(words):
        columns = KnowledgeItem.title, KnowledgeItem.category, KnowledgeItem.keywords
        query = query.where(or_(*(column.icontains(wanted, autoescape=True) for column in columns)))
    others = session.scalars(query.order_by(KnowledgeItem.id.desc()).limit(FOUND)).all()
    return [*(mine[number] for number in chosen if number in mine), *others]


def chosen(session: Session, circular: Circular) -> Sequence[KnowledgeItem]:
    """The documents that go with it, in order."""
    query = select(KnowledgeItem).join(CircularItem, CircularItem.knowledge_item_id == KnowledgeItem.id)
    return session.scalars(query.where(CircularItem.circular_id == circular.id).order_by(CircularItem.position)).all()


def last_letter(session: Session, owner: OrgUnit) -> CircularVersion | None:
    """The newest version of any circular of this office."""
    query = select(CircularVersion).join(Circular, Circular.id == CircularVersion.circular_id)
    return session.scalar(query.where(Circular.owner_unit_id == owner.id).order_by(CircularVersion.id.desc()).limit(1))


def _tidied(words: str) -> str:
    return tidy(words)[:_LONGEST]
