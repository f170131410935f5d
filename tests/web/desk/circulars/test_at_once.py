"""Two supervisors of one office at the same letter in the same instant: on PostgreSQL alone, where neither waits for
the other unless told to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularState, CircularVersion
from models.membership.membership import Role
from services.circulars import letters, publishing
from tests.services.reminding.test_marked_meanwhile import while_taken
from tests.support import databases
from tests.support.desk_site import Browser, DeskSite, text_of
from tests.support.kept import kept
from tests.web.desk.circulars.test_writing import LETTER, confirmed, drafted, rows


@pytest.fixture
def site() -> Iterator[DeskSite]:
    with databases.opened("postgresql") as database:
        yield kept(database, DeskSite)


def seen(browser: Browser, here: str) -> str:
    return re.findall(r'name="seen" value="([^"]+)"', browser.get(f"{here}/edit"))[0]


def meanwhile(site: DeskSite, colleague: Callable[[Session, Circular], object], post: Callable[[], str]) -> str:
    """What the page says to a form that was sent while a colleague's act at the newest letter was not committed yet."""
    told: list[str] = []

    def act(session: Session) -> object:
        [(number,)] = rows(site, Circular.id)
        mine = circulars.take_turn(session, number)
        assert mine is not None
        return colleague(session, mine) or mine

    while_taken(site.database, act, lambda: told.append(post()))
    return told[0]


def test_what_goes_out_is_neither_overwritten_nor_thrown_away(site: DeskSite) -> None:
    browser = site.comes_in(Role.PROVINCE)

    def publish(session: Session, mine: Circular) -> None:
        publishing.publish(session, mine, site.now, by=None)

    here = f"/desk/circulars/{drafted(browser)}"
    late = LETTER | {"seen": seen(browser, here), "body": "ช้าไป"}
    assert "มีการแก้ไขหนังสือนี้ไปก่อนแล้ว" in meanwhile(site, publish, lambda: text_of(browser.post(f"{here}/edit", late)))
    browser.post(f"{here}/edit", LETTER | {"seen": seen(browser, here), "body": "แก้ไข"})
    told = meanwhile(site, publish, lambda: text_of(browser.post(f"{here}/drop")))
    assert "มีผู้ดำเนินการกับหนังสือฉบับนี้ไปก่อนแล้ว" in told
    assert sorted(rows(site, CircularVersion.version, CircularVersion.body)) == [(1, LETTER["body"]), (2, "แก้ไข")]


def test_what_was_changed_or_thrown_away_meanwhile_does_not_go_out(site: DeskSite) -> None:
    browser = site.comes_in(Role.PROVINCE)
    here = f"/desk/circulars/{drafted(browser)}"
    looked_at = confirmed(browser.get(f"{here}/preview"))

    def change(session: Session, mine: Circular) -> None:
        letters.change(session, mine, replace(letters.current(session, mine), body="ข้อความอื่น"))

    told = meanwhile(site, change, lambda: text_of(browser.post(f"{here}/publish", looked_at)))
    assert "กรุณาตรวจสอบอีกครั้ง" in told and rows(site, Circular.state) == [(CircularState.DRAFT,)]
    edited = LETTER | {"seen": seen(browser, here)}
    meanwhile(site, letters.drop_draft, lambda: text_of(browser.post(f"{here}/edit", edited)))
    assert rows(site, Circular.id) == rows(site, CircularVersion.id) == []
