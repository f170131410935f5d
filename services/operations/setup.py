"""Preparing an empty database for real use: the department, the built-in programme, its form, its library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.forms.examined import Examined
from bot.forms.examining import examine
from bot.knowledge.builtin import BuiltinItem, load_builtin
from models import form_version, org_unit, programme
from models.database import Database
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


def look(database: Database) -> Examined | None:
    """What is to be said of the built-in form, for `init`: looked at outside of its transaction, which PostgreSQL would
    end if it stood idle for so long. None where the programme has a form already."""
    builtin = load_builtin()
    with database.reading() as session:
        letter = programme.by_code(session, builtin.programme["code"])
        has_form = letter is not None and form_version.newest(session, letter) is not None
    return None if has_form else examine(builtin.workbook)


def init(session: Session, now: datetime, looked: Examined | None, *, active_from: str | None = None) -> Prepared:
    """Adds what is missing and changes nothing that anybody has touched: titles, targets, contacts and forms that an
    operator has set, and items that he has hidden, stay as they are however often this runs. The library of earlier
    versions, links to example.org, gets its articles where nobody has set anything else. Their pictures are drawn by
    `services.knowledge.starting`, outside of any transaction.

    `looked` is what `look` has said before. `active_from` is the first month that a new programme asks for
    (`2026-10`), None the built-in one. Raises ValueError for one that is no month.
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
        assert looked is not None, "forms never go again"
        version = publishing.publish(session, letter, builtin.workbook, builtin.workbook_name, now, looked=looked)
        added.append(f"form {version.number} of {letter.code}")
    known = {item.slug: item for item in session.scalars(select(KnowledgeItem))}
    for position, brought in enumerate(builtin.items, 1):
        item = known.get(brought.slug)
        if item is None:
            session.add(KnowledgeItem(programme_id=letter.id, position=position, **_columns(brought)))
            added.append(f"knowledge {brought.slug}")
        elif _is_old_placeholder(item):
            for column, value in _columns(brought).items():
                setattr(item, column, value)
            item.version += 1
            added.append(f"knowledge {brought.slug}")
    session.flush()
    return Prepared(letter, tuple(added))


def _columns(brought: BuiltinItem) -> dict[str, Any]:
    return {
        "slug": brought.slug,
        "category": brought.category,
        "title": brought.title,
        "description": brought.description,
        "keywords": brought.keywords,
        "body": brought.body,
        "target": "",
        "is_starting": True,
    }


def _is_old_placeholder(item: KnowledgeItem) -> bool:
    """Whether it is as an earlier version brought it: any change of words or link would have made a second version."""
    return item.version == 1 and item.target == f"https://example.org/khok-nong-na/{item.slug}"
