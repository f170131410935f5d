"""The library: what a programme gives officers to read, print and pass on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    ScalarSelect,
    String,
    Text,
    and_,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, aliased, mapped_column

from models.base import Base
from models.org_unit import OrgUnit


class KnowledgeItem(Base):
    """`target` is the http(s) address that `/k/<slug>` offers, "" for an item that has none; only registered targets
    are redirected to. `version` grows when the content changes, so that "read" can be bound to what was read.

    `programme_id` is what it belongs to, None for the whole library; `owner_unit_id` the province on whose own shelf it
    stands, None for everybody's. `body` is its article in Markdown, "" without one. It is shown from `valid_from` to
    `valid_to`, Bangkok days, None for no end. `explains` is the name of a question of the programme's form.
    `picture_key` is where its picture lies below MEDIA_URL. `is_starting`: the product brought it, and the department
    has not put its own in its place."""

    __tablename__ = "knowledge_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    owner_unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    circular_id: Mapped[int | None] = mapped_column(ForeignKey("circular.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    category: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    keywords: Mapped[str] = mapped_column(Text, default="")
    target: Mapped[str] = mapped_column(String(1000), default="")
    body: Mapped[str] = mapped_column(Text, default="", server_default="", deferred=True)
    explains: Mapped[str] = mapped_column(String(120), default="", server_default="")
    picture_key: Mapped[str | None] = mapped_column(String(200))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_starting: Mapped[bool] = mapped_column(default=False, server_default=false())


class ShownItem(NamedTuple):
    """What the chat and the front page say of an item, without its article: a row and no entity, for of a thousand
    items it takes longer to make entities than to ask for them."""

    id: int
    programme_id: int | None
    owner_unit_id: int | None
    circular_id: int | None
    slug: str
    category: str
    title: str
    description: str
    keywords: str
    target: str
    explains: str
    picture_key: str | None


_SHOWN = [getattr(KnowledgeItem, name) for name in ShownItem._fields]


def by_slug(session: Session, slug: str) -> KnowledgeItem | None:
    return session.scalar(select(KnowledgeItem).where(KnowledgeItem.slug == slug, KnowledgeItem.is_active))


def every(session: Session) -> Sequence[KnowledgeItem]:
    """Active items in the order they are shown."""
    query = select(KnowledgeItem).where(KnowledgeItem.is_active)
    return session.scalars(query.order_by(KnowledgeItem.position, KnowledgeItem.id)).all()


def is_valid(day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """SQL: the item is shown on this Bangkok day."""
    begun = or_(KnowledgeItem.valid_from.is_(None), KnowledgeItem.valid_from <= day)
    return and_(KnowledgeItem.is_active, begun, or_(KnowledgeItem.valid_to.is_(None), KnowledgeItem.valid_to >= day))


def shown(session: Session, day: date, owners: Collection[int] = ()) -> list[ShownItem]:
    """What is shown on this Bangkok day of everybody's shelf and, after it, of the shelves of `owners`, in order."""
    on_shelf = or_(KnowledgeItem.owner_unit_id.is_(None), KnowledgeItem.owner_unit_id.in_(owners))
    own = KnowledgeItem.owner_unit_id.is_not(None)
    query = select(*_SHOWN).where(is_valid(day), on_shelf).order_by(own, KnowledgeItem.position, KnowledgeItem.id)
    return [ShownItem(*row) for row in session.execute(query)]


def of_shelf(session: Session, owner_unit_id: int | None) -> Sequence[KnowledgeItem]:
    """All of one shelf, hidden ones and those out of their time too, in order."""
    query = select(KnowledgeItem).where(KnowledgeItem.owner_unit_id == owner_unit_id)
    return session.scalars(query.order_by(KnowledgeItem.position, KnowledgeItem.id)).all()


def explained(
    programme_id: ColumnElement[int] | InstrumentedAttribute[int],
    office_id: ColumnElement[int] | InstrumentedAttribute[int],
    day: ColumnElement[date],
) -> ScalarSelect[str | None]:
    """SQL: names of this programme's questions, joined by spaces, that something shown to this office explains."""
    owner, office = aliased(OrgUnit), aliased(OrgUnit)
    above = (
        exists()
        .where(owner.id == KnowledgeItem.owner_unit_id, office.id == office_id)
        .where(office.path.startswith(owner.path + "."))
        # Or it would look for any office that has sent a report, instead of this one.
        .correlate_except(owner, office)
    )
    query = select(func.aggregate_strings(KnowledgeItem.explains, " ")).where(
        KnowledgeItem.programme_id == programme_id,
        KnowledgeItem.explains != "",
        is_valid(day),
        or_(KnowledgeItem.owner_unit_id.is_(None), above),
    )
    return query.scalar_subquery()
