"""Which shelves of the library a visitor sees, and which items are theirs to change.

Everybody's shelf is the department's, a province's own is that province's and the department's. A district looks at
both and changes nothing. What is not theirs to change is answered as though it did not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.texts.desk import library as words
from bot.thai.units import area_name
from models.knowledge.knowledge_item import KnowledgeItem
from models.org_unit import OrgUnit, UnitKind
from services.access.jurisdiction import Level
from services.circulars.oversight.listing import visible
from services.forms.compiled import NoForm, newest_form
from services.knowledge.choices import Choices, circulars
from web.desk.signed_in import Desk

EDITORS = (Level.PROVINCE, Level.DEPARTMENT)
HERE = "/desk/library/"


@dataclass(frozen=True, slots=True)
class DeskShelf:
    """`owner` None is everybody's; its `code` is "" then."""

    owner: OrgUnit | None
    may_edit: bool

    @property
    def code(self) -> str:
        return self.owner.code if self.owner is not None else ""

    @property
    def owner_id(self) -> int | None:
        return self.owner.id if self.owner is not None else None

    @property
    def name(self) -> str:
        return words.shelf_of(area_name(self.owner)) if self.owner is not None else words.EVERYBODYS


def shelves(desk: Desk) -> list[DeskShelf]:
    """Those the visitor sees, the one they are most likely to want first; at least everybody's."""
    is_department = desk.level is Level.DEPARTMENT
    if is_department:
        stocked = select(KnowledgeItem.owner_unit_id).where(KnowledgeItem.owner_unit_id.is_not(None))
        query = select(OrgUnit).where(OrgUnit.id.in_(stocked)).order_by(OrgUnit.name)
        own = [DeskShelf(unit, True) for unit in desk.session.scalars(query).unique()]
        return [DeskShelf(None, True), *own]
    units = [assignment.unit for assignment in desk.jurisdiction.assignments]
    provinces = {one.id: one for unit in units for one in (unit, *unit.up()) if one.kind == UnitKind.PROVINCE}
    own = [DeskShelf(unit, desk.jurisdiction.covers(unit)) for unit in provinces.values()]
    return [*own, DeskShelf(None, False)]


def chosen(among: Sequence[DeskShelf], code: str | None) -> DeskShelf | None:
    """The shelf with this code, the first for None; None where there is no such shelf to see."""
    return among[0] if code is None else next((one for one in among if one.code == code), None)


def found(desk: Desk, number: int, *, to_change: bool = False) -> KnowledgeItem:
    """An item that the visitor may change; the desk's 404 otherwise. `to_change`: nobody else changes it before this
    transaction ends."""
    item = desk.session.get(KnowledgeItem, number, with_for_update=to_change)
    if item is None or not _is_theirs(desk, item):
        desk.nothing()
    return item


def _is_theirs(desk: Desk, item: KnowledgeItem) -> bool:
    if item.owner_unit_id is None:
        return desk.level is Level.DEPARTMENT
    return desk.jurisdiction.covers(desk.session.get_one(OrgUnit, item.owner_unit_id))


def choices(desk: Desk, owner: OrgUnit | None) -> Choices:
    """What an item of this shelf can be tied to."""
    questions: dict[tuple[int, str], str] = {}
    for one in desk.programmes:
        try:
            _, form = newest_form(desk.session, one)
        except NoForm:
            continue
        for question in form.questions.values():
            if question.kind.is_asked:
                label = " ".join(question.label.plain(form.default_language).split())
                questions.setdefault((one.id, question.name), label or question.name)
    return Choices(circulars(desk.session, visible(desk.jurisdiction)), questions)
