"""The desk as supervisors use it: a small country, and browsers of people who came in by the link from the chat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models import org_unit, programme
from models.database import Database
from models.form_version import FormVersion
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.programme import Programme
from services.access import desk
from services.operations import setup
from services.org_units.import_units import bring_in
from tests.support.pages import Pages
from tests.support.town import OFFICES, country

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
# Provinces 11 and 12; 1101 and 1102 are districts of 11, 1201 of 12. See tests/support/town.py for the offices.
UNIT_OF = {
    Role.OFFICER: "06110110",
    Role.DEPUTY: "06110110",
    Role.DISTRICT: "1101",
    Role.PROVINCE: "11",
    Role.DEPARTMENT: "TH",
    Role.ADMIN: "TH",
}


@dataclass
class Browser:
    """One person's browser at the desk, with what cookie it had when it was made."""

    site: DeskSite
    person_id: int
    cookie: str = ""

    @cached_property
    def client(self) -> FlaskClient:
        """Flask's, made when first asked for: a copied browser is one of the copied site."""
        client = self.site.app.test_client()
        if self.cookie:
            client.set_cookie("desk", self.cookie)
        return client

    def __getstate__(self) -> dict[str, Any]:
        cookie = self.client.get_cookie("desk")
        return {"site": self.site, "person_id": self.person_id, "cookie": cookie.value if cookie else ""}

    def get(self, path: str, status: int = 200) -> str:
        """The page's HTML; fails on another status."""
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code, text_of(answer))
        return answer.get_data(as_text=True)

    def post(self, path: str, fields: dict[str, Any] | None = None, *, follow: bool = True) -> TestResponse:
        """Sends a form with our mark, as one of our pages does; follows the redirect to what it leads to."""
        values = {"mark": self.mark} | (fields or {})
        return self.client.post(path, data=values, follow_redirects=follow)

    @property
    def mark(self) -> str:
        with self.site.database.reading() as session:
            cookie = self.client.get_cookie("desk")
            return desk.form_mark(session, cookie.value if cookie else "")

    def without_membership(self) -> None:
        """The person's memberships end, wherever their browser is."""
        with self.site.database.writing() as session:
            for one in session.scalars(select(Membership).where(Membership.person_id == self.person_id)).unique():
                one.state, one.to_at = MembershipState.ENDED, self.site.now


class DeskSite(Pages):
    """All pages over `database`, filled with a department, two provinces, their offices and the built-in programme."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, NOW)
        self._people = 0
        looked = setup.look(database)
        with database.writing() as session:
            bring_in(session, [*country("11", "12"), *OFFICES], NOW)
            setup.init(session, NOW, looked, active_from="2026-01")

    def person(self, role: str | None = None, unit: str | None = None, name: str = "") -> int:
        """Somebody, with a membership where `role` is given; their number."""
        with self.database.writing() as session:
            self._people += 1
            person = Person(
                line_user_id=f"U{self._people:032x}",
                name=name or f"ทดสอบ {self._people}",
                state=PersonState.ACTIVE,
                created_at=self.now,
            )
            session.add(person)
            session.flush()
            person_id = person.id
        if role is not None:
            self.joins(person_id, role, unit or UNIT_OF[Role(role)])
        return person_id

    def joins(self, person_id: int, role: str, unit: str) -> None:
        """A membership in force from now on."""
        with self.database.writing() as session:
            office = org_unit.by_code(session, unit)
            assert office is not None
            session.add(
                Membership(
                    person_id=person_id,
                    org_unit_id=office.id,
                    role=role,
                    state=MembershipState.ACTIVE,
                    asked_at=self.now,
                    from_at=self.now,
                )
            )

    def membership_of(self, session: Session, person_id: int) -> int:
        """The number of the person's only membership in force."""
        query = select(Membership.id).where(
            Membership.person_id == person_id, Membership.state == MembershipState.ACTIVE
        )
        return session.scalars(query).one()

    def asks_to_join(self, unit: str, name: str = "") -> tuple[int, int]:
        """Somebody who waits to be let in: (person, membership)."""
        person_id = self.person(name=name)
        with self.database.writing() as session:
            office = org_unit.by_code(session, unit)
            assert office is not None
            wish = Membership(person_id=person_id, org_unit_id=office.id, role=Role.OFFICER, asked_at=self.now)
            session.add(wish)
            session.flush()
            return person_id, wish.id

    def link(self, person_id: int, leads_to: str = "/desk/") -> str:
        with self.database.writing() as session:
            return desk.make_link(session, session.get_one(Person, person_id), leads_to, self.now)

    def comes_in(self, role: str, unit: str | None = None, *, leads_to: str = "/desk/") -> Browser:
        """A new person with this role, signed in."""
        person_id = self.person(role, unit)
        browser = self.stranger(person_id)
        answer = browser.client.post(self.link(person_id, leads_to))
        assert answer.status_code == 303, text_of(answer)
        return browser

    def stranger(self, person_id: int = 0) -> Browser:
        """A browser without a cookie."""
        return Browser(self, person_id)

    def programme(self) -> Programme:
        with self.database.reading() as session:
            return next(iter(programme.every(session)))


def seen_in(page: str) -> str:
    """The mark by which a form knows what it showed."""
    return re.findall(r'name="seen" value="([^"]*)"', page)[0]


def with_a_form(session: Session, asked: Programme) -> None:
    """The built-in form, published for another programme."""
    known = session.scalars(select(FormVersion).order_by(FormVersion.id).limit(1)).one()
    same = ("number", "title", "workbook", "workbook_name", "xform", "checks", "sha256", "published_at")
    session.add(FormVersion(programme_id=asked.id, **{name: getattr(known, name) for name in same}))


def text_of(answer: TestResponse) -> str:
    """The words of a page without its tags."""
    page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
    return words_of(page)


def words_of(page: str) -> str:
    page = re.sub(r"(?s)<head>.*?</head>", "", page)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
