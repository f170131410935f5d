"""An empty database made ready, again and again, without treading on what an operator has changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from bot.knowledge.builtin import load_builtin
from models import form_version, org_unit, programme
from models.database import Database
from models.form_version import FormVersion
from models.knowledge import knowledge_item
from models.knowledge.knowledge_item import KnowledgeItem
from models.org_unit import LOCAL_KINDS, OrgUnit
from models.programme import Programme
from services.knowledge import library
from services.operations.setup import Prepared, init, look
from services.programmes import programmes
from tests.support.examined import published

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
OTHER_FORM = """
| survey |
| | type | name | label |
| | integer | people | กี่คน |
| settings |
| | form_title | form_id |
| | แบบของหน่วยงาน | ours |
"""


def ready(database: Database, now: datetime = NOW, active_from: str | None = None) -> Prepared:
    looked = look(database)
    with database.writing() as session:
        return init(session, now, looked, active_from=active_from)


def test_an_empty_database_is_made_ready(database: Database) -> None:
    assert len(ready(database).added) == 3 + len(load_builtin().items)
    with database.reading() as session:
        letter = programme.by_code(session, "khok-nong-na")
        assert letter is not None
        assert letter.circular_number == "ที่ มท ๐๘๑๖.๕/ว ๒๕๖๐"
        assert set(letter.audience) == set(LOCAL_KINDS)
        assert letter.schedule == {"opens_day": 1, "due_day": 5, "holiday_rule": "none"}
        version = form_version.newest(session, letter)
        assert version is not None and version.number == 1 and version.workbook == load_builtin().workbook
        department = org_unit.by_code(session, "TH")
        assert department is not None and department.path == "TH" and department.parent is None
        items = knowledge_item.every(session)
        assert [item.slug for item in items] == [item.slug for item in load_builtin().items]
        assert len({item.category for item in items}) == 3


def test_again_adds_nothing_and_changes_nothing(database: Database) -> None:
    ready(database)
    with database.writing() as session:
        library.change(session, "curriculum", target="https://www.dla.go.th/real", title="ชื่อที่แก้แล้ว")
        library.change(session, "new-theory", is_active=False)
        programmes.change(session, "khok-nong-na", {"contact": "กลุ่มงานใหม่ โทร. 0 2241 9000"})
    assert look(database) is None, "a form is looked at only where there is none"
    assert ready(database, LATER).added == ()
    with database.reading() as session:
        item = knowledge_item.by_slug(session, "curriculum")
        assert item is not None
        assert (item.target, item.title) == ("https://www.dla.go.th/real", "ชื่อที่แก้แล้ว")
        assert knowledge_item.by_slug(session, "new-theory") is None
        letter = programme.by_code(session, "khok-nong-na")
        assert letter is not None and letter.contact.startswith("กลุ่มงานใหม่")
        for table in (Programme, OrgUnit, FormVersion):
            assert session.scalar(select(func.count()).select_from(table)) == 1


def test_an_operators_own_form_stays_the_newest(database: Database) -> None:
    letter = ready(database).programme
    with database.writing() as session:
        ours = published(session, letter, OTHER_FORM.encode(), "ours.md", LATER)
        assert ours.number == 2
    letter = ready(database, LATER).programme
    with database.reading() as session:
        newest = form_version.newest(session, letter)
        assert newest is not None and newest.workbook_name == "ours.md"


def test_what_was_lost_comes_back(database: Database) -> None:
    ready(database)
    with database.writing() as session:
        session.delete(session.scalars(select(KnowledgeItem).where(KnowledgeItem.slug == "curriculum")).one())
    assert ready(database).added == ("knowledge curriculum",)


def test_the_links_of_an_earlier_version_become_articles_where_nobody_changed_them(database: Database) -> None:
    letter = ready(database).programme
    with database.writing() as session:
        for item in knowledge_item.every(session):
            session.delete(item)
        session.flush()
        for slug, version, target in (
            ("new-theory", 1, "https://example.org/khok-nong-na/new-theory"),
            ("curriculum", 2, "https://www.dla.go.th/real"),
            ("temple-and-community", 2, "https://example.org/khok-nong-na/temple-and-community"),
        ):
            columns = {"category": "หมวดเดิม", "title": "ชื่อเดิม", "target": target, "version": version}
            session.add(KnowledgeItem(programme_id=letter.id, slug=slug, is_active=False, **columns))
    ready(database, LATER)
    with database.reading() as session:
        found = {item.slug: item for item in session.scalars(select(KnowledgeItem))}
        one = found["new-theory"]
        assert one.body.startswith("ทฤษฎีใหม่") and (one.target, one.version) == ("", 2) and one.is_starting
        # What was hidden stays hidden.
        assert not one.is_active
        for kept in ("curriculum", "temple-and-community"):
            assert (found[kept].title, found[kept].body, found[kept].is_starting) == ("ชื่อเดิม", "", False)
        assert len(found) == len(load_builtin().items)


def test_the_first_month_may_be_chosen(database: Database) -> None:
    assert ready(database, active_from="2027-01").programme.active_from == "2027-01"


def test_a_first_month_that_is_none_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="month"):
        ready(database, active_from="มกราคม")
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Programme)) == 0
