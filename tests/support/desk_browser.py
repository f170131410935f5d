"""A supervisor's browser at the desk, and the words of its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.membership.membership import Membership, MembershipState, Role
from services.access import desk
from tests.support.pages import Pages

# Provinces 11 and 12; 1101 and 1102 are districts of 11, 1201 of 12. See tests/support/offices.py for the offices.
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

    site: Pages
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


def text_of(answer: TestResponse) -> str:
    """The words of a page without its tags."""
    page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
    return words_of(page)


def words_of(page: str) -> str:
    page = re.sub(r"(?s)<head>.*?</head>", "", page)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
