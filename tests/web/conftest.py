"""The pages alone: a Flask app, a database with one programme and one item, a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import Database
from models.knowledge import knowledge_item, visit
from models.org_unit import OrgUnit, UnitKind
from services.knowledge import library
from services.programmes import programmes
from tests.support.kept import kept
from tests.support.pages import Pages

NOW = datetime(2026, 10, 6, 2, 0, tzinfo=UTC)
TARGET = "https://docs.example.go.th/โคก?a=1&b=2#หนึ่ง"


class Site(Pages):
    """A province with one office, and a programme with one item of knowledge."""

    @cached_property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def counts(self, slug: str = "basics") -> dict[str, int]:
        self.visits.write(self.database)
        with self.database.reading() as session:
            item = knowledge_item.by_slug(session, slug)
            assert item is not None
            return visit.counts(session, item.id)

    def offices(self) -> list[str | None]:
        """The office of each visit."""
        self.visits.write(self.database)
        with self.database.reading() as session:
            kinds = [getattr(visit.VisitDay, kind) for kind in visit.VisitKind]
            query = select(visit.VisitDay.org_unit_id, OrgUnit.code, *kinds).outerjoin(
                OrgUnit, OrgUnit.id == visit.VisitDay.org_unit_id
            )
            query = query.where(visit.VisitDay.knowledge_item_id == visit.ALL_ITEMS)
            sums = {(number, code): sum(counts) for number, code, *counts in session.execute(query)}
        named = [code for (_, code), count in sums.items() if code and len(code) == 8 for _ in range(count)]
        return [None] * (sums.get((visit.EVERYBODY, None), 0) - len(named)) + named

    def set(self, **columns: object) -> None:
        """Writes columns of the item past every check, as a careless hand in the database would."""
        with self.database.writing() as session:
            item = knowledge_item.by_slug(session, "basics")
            for key, value in columns.items():
                setattr(item, key, value)


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    """On SQLite alone: what a page shows does not depend on the database."""
    return kept(sqlite_database, _site)


@pytest.fixture
def any_site(database: Database) -> Site:
    """On each kind of database in turn."""
    return kept(database, _site)


def _site(database: Database) -> Site:
    with database.writing() as session:
        province = OrgUnit(code="11", kind=UnitKind.PROVINCE, name="สมุทรปราการ", path="11")
        session.add(province)
        session.flush()
        session.add(
            OrgUnit(code="06110101", kind=UnitKind.SAO, name="บางเมือง", parent_id=province.id, path="11.06110101")
        )
        letter = programmes.create(
            session,
            NOW,
            {
                "code": "letter",
                "title": "โคก หนอง นา",
                "circular_number": "ที่ มท ๐๘๑๖.๕/ว ๒๕๖๐",
                "subject": "เรื่องของ <หนังสือ>",
                "active_from": "2026-01",
            },
        )
        library.add(
            session,
            letter,
            "basics",
            category="ชุดข้อมูลองค์ความรู้",
            title="หลักสูตร <โคก & หนอง>",
            description="คำอธิบาย <b>สั้น</b>",
            target=TARGET,
        )
    return Site(database, NOW)
