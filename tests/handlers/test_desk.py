"""The way from the chat to the desk and out of it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from bot.buttons import press
from models.access.desk_link import DeskLink
from models.database import Database
from models.membership.membership import Role
from services.access import desk as visits
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.town import Town


@pytest.fixture
def town(sqlite_database: Database) -> Town:
    return kept(sqlite_database, Town)


def link_of(phone: Phone) -> str:
    """The address behind the newest button that opens the desk."""
    return next(one["uri"] for one in phone._buttons() if one["type"] == "uri" and "/desk/in/" in one["uri"])


@pytest.mark.parametrize(
    ("unit", "role", "office"),
    [
        ("1101", Role.DISTRICT, "อำเภอเมืองสมุทรปราการ"),
        ("11", Role.PROVINCE, "จังหวัดสมุทรปราการ"),
        ("TH", Role.ADMIN, "กรม"),
    ],
)
@pytest.mark.parametrize("word", ["เปิดหน้าเว็บ", "หน้าเว็บ", "ขอเปิดหน้าเว็บหน่อยค่ะ", "แดชบอร์ด"])
def test_a_word_brings_a_link_that_signs_in_once(town: Town, unit: str, role: Role, office: str, word: str) -> None:
    phone = town.member(unit, role)
    said = phone.types(word)
    assert "ใช้ได้ครั้งเดียวภายใน 10 นาที" in said and "โปรดอย่าส่งต่อ" in said and office in said
    address = urlsplit(link_of(phone))
    # LINE's own browser neither saves files nor keeps the visit.
    assert address.query == "openExternalBrowser=1" and address.path.startswith("/desk/in/")
    with town.database.writing() as session:
        token = address.path.rsplit("/", 1)[1]
        opened = visits.open_link(session, token, town.clock.now)
        assert opened is not None and opened.leads_to == "/desk/"
        assert visits.open_link(session, token, town.clock.now) is None
        visitor = visits.who(session, opened.cookie, town.clock.now)
        assert visitor is not None and visitor.person.line_user_id == phone.user_id


def test_every_asking_brings_a_fresh_link(town: Town) -> None:
    phone = town.member("1101", Role.DISTRICT)
    phone.types("เปิดหน้าเว็บ")
    first = link_of(phone)
    phone.taps("ขอลิงก์ใหม่")
    assert link_of(phone) != first


def test_a_button_leads_to_its_page_and_only_to_pages_of_the_desk(town: Town) -> None:
    phone = town.member("1101", Role.DISTRICT)
    for wanted, leads_to in (
        ("/desk/u/1101?period=2026-10", "/desk/u/1101?period=2026-10"),
        ("https://x.example", "/desk/"),
    ):
        phone.does({"type": "postback", "data": press("desk.open", to=wanted)})
        with town.database.reading() as session:
            assert session.scalars(select(DeskLink.leads_to).order_by(DeskLink.id.desc())).first() == leads_to


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DEPUTY])
def test_an_officer_is_told_whose_it_is(town: Town, role: Role) -> None:
    phone = town.member("06110110", role)
    for word in ("เปิดหน้าเว็บ", "ออกจากหน้าเว็บ"):
        assert "เฉพาะผู้มีหน้าที่ระดับอำเภอ จังหวัด หรือกรม" in phone.types(word)
    with town.database.reading() as session:
        assert session.scalars(select(DeskLink.id)).all() == []


def test_a_stranger_is_told_too(town: Town) -> None:
    assert "เฉพาะผู้มีหน้าที่" in town.phone().types("เปิดหน้าเว็บ")


def test_leaving_by_chat_closes_every_machine(town: Town) -> None:
    phone = town.member("1101", Role.DISTRICT)
    assert "ไม่มีเครื่องใดเปิดหน้าเว็บอยู่" in phone.types("ออกจากหน้าเว็บ")
    phone.types("เปิดหน้าเว็บ")
    with town.database.writing() as session:
        opened = visits.open_link(session, urlsplit(link_of(phone)).path.rsplit("/", 1)[1], town.clock.now)
        assert opened is not None
    assert "ออกจากหน้าเว็บทุกเครื่องแล้ว" in phone.taps("ออกจากทุกเครื่อง")
    with town.database.reading() as session:
        assert visits.who(session, opened.cookie, town.clock.now) is None


def test_the_menu_begins_with_the_desk_for_supervisors_only(town: Town) -> None:
    assert "เปิดหน้าเว็บ" in town.member("11", Role.PROVINCE).types("เมนู")
    assert "เปิดหน้าเว็บ" not in town.member("06110110").types("เมนู")
    assert "เปิดหน้าเว็บ" not in town.phone().types("เมนู")
