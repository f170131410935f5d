"""Forms that somebody has handed in at the desk, without the second that looking at a file from outside takes."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from bot.forms.examining import examine
from models.membership.person import Person
from models.programme import Programme
from services.forms import drafts
from services.forms.drafts import Draft
from tests.support.desk_site import Browser


def drafted(browser: Browser, form: str, files: Mapping[str, bytes] | None = None) -> int:
    """A draft of this person, as the page for handing in keeps it; its number."""
    with browser.site.database.writing() as session:
        draft = Draft(form.encode(), dict(files or {}), examine(form.encode(), files))
        person = session.get_one(Person, browser.person_id)
        programme = session.scalars(select(Programme).order_by(Programme.id)).first()
        assert programme is not None
        return drafts.keep(session, person, programme, "แบบ.md", draft, browser.site.now).id
