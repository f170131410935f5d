"""Preparing an empty database for real use: the department, the built-in programme, its form, its library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.forms.examining import examine
from bot.knowledge.builtin import load_builtin
from models import form_version, org_unit, programme
from models.knowledge.knowledge_item import KnowledgeItem
from models.org_unit import OrgUnit, UnitKind
from models.programme import Programme
from services.forms import publishing
from services.programmes import programmes


@dataclass(frozen=True, slots=True)
class Prepared:
    """`added` names what was not there before, such as `programme khok-nong-na`; empty where all was."""

    programme: Programme
    added: tuple[str, ...]


def init(session: Session, now: datetime, *, active_from: str | None = None) -> Prepared:
    """Adds what is missing and changes nothing that is there: titles, targets, contacts and forms that an
    operator has set, and items that he has hidden, stay as they are however often this runs.

    `active_from` is the first month that a new programme asks for (`2026-10`), None the built-in one.
    Raises ValueError for one that is no month.
    """
    builtin = load_builtin()
    added: list[str] = []
    code, name = builtin.department
    if org_unit.by_code(session, code) is None:
        session.add(OrgUnit(code=code, kind=UnitKind.DEPARTMENT, name=name, path=code))
        added.append(f"unit {code}")
    columns = builtin.programme | ({"active_from": active_from} if active_from else {})
    letter = programme.by_code(session, columns["code"])
    if letter is None:
        letter = programmes.create(session, now, columns)
        added.append(f"programme {letter.code}")
    if form_version.newest(session, letter) is None:
        looked = examine(builtin.workbook)
        version = publishing.publish(session, letter, builtin.workbook, builtin.workbook_name, now, looked=looked)
        added.append(f"form {version.number} of {letter.code}")
    known = set(session.scalars(select(KnowledgeItem.slug)))
    for position, item in enumerate(builtin.items, 1):
        if item.slug in known:
            continue
        session.add(
            KnowledgeItem(
                programme_id=letter.id,
                slug=item.slug,
                category=item.category,
                title=item.title,
                description=item.description,
                keywords=item.keywords,
                target=item.target,
                position=position,
            )
        )
        added.append(f"knowledge {item.slug}")
    session.flush()
    return Prepared(letter, tuple(added))
