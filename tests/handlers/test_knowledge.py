"""The library by chat: everything by tap, and again by typing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.buttons import press
from bot.line.address import Address
from bot.line.render import render
from bot.messages import Card, Message, Open, Picture, Post, Text
from bot.texts import sorry
from bot.vocabulary.intents import Awaits, Context
from bot.vocabulary.recognise import recognise
from models.database import Database
from models.knowledge.knowledge_item import KnowledgeItem
from models.membership import membership
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, meet
from models.org_unit import OrgUnit, UnitKind
from models.reporting import conversation as conversations
from models.reporting.conversation import About, Conversation
from services.knowledge import library
from services.programmes import programmes
from tests.handlers import asking

NOW = datetime(2026, 10, 6, 2, 0, tzinfo=UTC)
WHO = "U" + "1" * 32
ITEMS = (
    ("curriculum", "ชุดความรู้", "หลักสูตรเศรษฐกิจพอเพียง", "อบรม, บุคลากร"),
    ("theory", "ชุดความรู้", "ทฤษฎีใหม่", "ดิน, น้ำ"),
    ("poster", "อินโฟกราฟิก", "อินโฟกราฟิก “โคก หนอง นา”", "โคกหนองนา, โปสเตอร์"),
)


@pytest.fixture
def stocked(database: Database) -> Database:
    with database.writing() as session:
        letter = programmes.create(
            session, NOW, {"code": "letter", "title": "หนังสือ", "circular_number": "ว ๑", "active_from": "2026-01"}
        )
        for slug, category, title, keywords in ITEMS:
            library.add(
                session,
                letter,
                slug,
                category=category,
                title=title,
                keywords=keywords,
                target=f"https://docs.go.th/{slug}",
            )
        meet(session, WHO, NOW)
    return database


def ask(database: Database, text: str = "", data: str = "", now: datetime = NOW) -> list[Message] | None:
    """What is answered; None where the library has nothing to do with it."""
    with database.writing() as session:
        messages = asking.ask(session, WHO, now, text, data)
    return None if messages == [sorry.not_understood(sorry.Reader.STRANGER)] else messages


def one(messages: list[Message] | None) -> Message:
    assert messages is not None and len(messages) == 1
    # Whatever is said can also be drawn.
    assert render(messages, Address("https://nong.example.go.th", "@nong"))
    return messages[0]


def card(messages: list[Message] | None) -> Card:
    found = one(messages)
    assert isinstance(found, Card)
    return found


def rows(shown: Card) -> list[str]:
    return [row.label for section in shown.sections for row in section.rows]


def press_row(shown: Card, label: str) -> str:
    """The data of the row that begins like that."""
    for section in shown.sections:
        for row in section.rows:
            if row.label.startswith(label):
                assert row.button is not None and isinstance(row.button.does, Post)
                return row.button.does.data
    raise AssertionError(f"no row {label!r} in {rows(shown)}")


def links_of(shown: Card) -> dict[str, str]:
    return {button.label: button.does.link for button in shown.buttons if isinstance(button.does, Open)}


def test_by_taps_from_the_library_to_the_page(stocked: Database) -> None:
    shelves = card(ask(stocked, data=press("knowledge")))
    assert rows(shelves) == ["1. ชุดความรู้ (2 เรื่อง)", "2. อินโฟกราฟิก (1 เรื่อง)"]
    shelf = card(ask(stocked, data=press_row(shelves, "1.")))
    assert rows(shelf) == ["1.1  หลักสูตรเศรษฐกิจพอเพียง", "1.2  ทฤษฎีใหม่"]
    item = card(ask(stocked, data=press_row(shelf, "1.2")))
    assert item.title == "ทฤษฎีใหม่"
    assert links_of(item)["เปิดอ่าน"] == "/k/theory?v=chat"
    shared = parse_qs(urlsplit(links_of(item)["ส่งต่อ"]).query)["text"][0]
    assert shared == "ทฤษฎีใหม่\nhttp://127.0.0.1:1/k/theory?v=chat"


def test_by_typing_alone(stocked: Database) -> None:
    assert rows(card(ask(stocked, "ความรู้"))) == ["1. ชุดความรู้ (2 เรื่อง)", "2. อินโฟกราฟิก (1 เรื่อง)"]
    assert rows(card(ask(stocked, "1")))[1] == "1.2  ทฤษฎีใหม่"
    assert card(ask(stocked, "๑.๒")).title == "ทฤษฎีใหม่"
    assert card(ask(stocked, "ความรู้ 2.1")).title == "อินโฟกราฟิก “โคก หนอง นา”"
    assert rows(card(ask(stocked, "ทฤษดีใหม่"))) == ["1.2  ทฤษฎีใหม่"]


@pytest.mark.parametrize("typed", ["ค้นหา โคกหนองนา", "ค้นหา โคกหนอนนา", "ค้นหา: โคก หนอง นา", "ความรู้ โคกหน่องนา"])
def test_search_with_slips(stocked: Database, typed: str) -> None:
    assert rows(card(ask(stocked, typed)))[0] == "2.1  อินโฟกราฟิก “โคก หนอง นา”"


def test_a_search_that_finds_nothing_offers_the_closest(stocked: Database) -> None:
    shown = card(ask(stocked, "ค้นหา ทิดสะดีใหม่"))
    assert "ไม่พบ" in shown.title and rows(shown) == ["1.2  ทฤษฎีใหม่"]
    nothing = one(ask(stocked, "ค้นหา รถยนต์"))
    assert isinstance(nothing, Text) and "รถยนต์" in nothing.text and "เมนู" in nothing.text


def test_small_talk_in_the_library_is_not_taken_for_a_slip(stocked: Database) -> None:
    ask(stocked, "ความรู้")
    said = one(ask(stocked, "ทิดสะดีใหม่"))
    assert isinstance(said, Text) and "ไม่พบ" in said.text and "ค้นหา" in said.text


def test_a_qr_comes_as_a_picture_with_its_link_in_words(stocked: Database) -> None:
    for asked in ({"data": press("know.qr", k="poster")}, {"text": "คิวอาร์ 2.1"}, {"text": "qr 2.1"}):
        said, picture = ask(stocked, **asked) or []
        assert isinstance(said, Text) and "http://127.0.0.1:1/k/poster" in said.text
        assert isinstance(picture, Picture) and picture.link == "/k/poster/qr.png"


def test_the_qr_tile_leads_to_a_picture_in_two_taps(stocked: Database) -> None:
    shelves = card(ask(stocked, data=press("qr")))
    shelf = card(ask(stocked, data=press_row(shelves, "2.")))
    _, picture = ask(stocked, data=press_row(shelf, "2.1")) or []
    assert isinstance(picture, Picture)


def test_links_name_the_office_of_whoever_asked(stocked: Database) -> None:
    with stocked.writing() as session:
        unit = OrgUnit(code="06110101", kind=UnitKind.SAO, name="บางเมือง", path="06110101")
        session.add(unit)
        session.flush()
        person = meet(session, WHO, NOW)
        session.add(
            Membership(
                person_id=person.id,
                org_unit_id=unit.id,
                role=Role.OFFICER,
                state=MembershipState.ACTIVE,
                asked_at=NOW,
                from_at=NOW,
            )
        )
        session.flush()
        assert membership.active_of(session, person)
    assert links_of(card(ask(stocked, "ความรู้ 1.1")))["เปิดอ่าน"] == "/k/curriculum?v=chat&u=06110101"
    _, picture = ask(stocked, "คิวอาร์ 1.1") or []
    assert isinstance(picture, Picture) and picture.link == "/k/curriculum/qr.png?u=06110101"


@pytest.mark.parametrize("typed", ["ความรู้ 9", "ความรู้ 1.9", "ความรู้ 0", "ความรู้ 1.0", "คิวอาร์ 3.1"])
def test_a_number_that_is_not_there(stocked: Database, typed: str) -> None:
    said = one(ask(stocked, typed))
    assert isinstance(said, Text) and "ไม่มีหมายเลขนี้" in said.text


def test_old_buttons_are_answered_kindly(stocked: Database) -> None:
    with stocked.writing() as session:
        library.change(session, "theory", is_active=False)
    for do in ("know.item", "know.qr"):
        said = one(ask(stocked, data=press(do, k="theory")))
        assert isinstance(said, Text) and "ไม่อยู่ในคลังความรู้แล้ว" in said.text
    # A category that is gone, and a page that never was.
    assert card(ask(stocked, data=press("know.shelf", c="00000000"))).title == "คลังความรู้"
    assert card(ask(stocked, data=press("know.shelf", c="00000000", p="x"))).title == "คลังความรู้"


def test_an_empty_library_says_so(database: Database) -> None:
    with database.writing() as session:
        meet(session, WHO, NOW)
    for asked in ({"text": "ความรู้"}, {"data": press("qr")}, {"text": "ความรู้ 1"}, {"text": "ค้นหา ดิน"}):
        said = one(ask(database, **asked))
        assert isinstance(said, Text) and "ยังไม่มีเอกสาร" in said.text


def test_a_long_category_is_paged_and_keeps_its_numbers(stocked: Database) -> None:
    with stocked.writing() as session:
        owner = session.scalars(select(KnowledgeItem)).first()
        assert owner is not None
        for number in range(20):
            session.add(
                KnowledgeItem(
                    programme_id=owner.programme_id,
                    slug=f"more-{number}",
                    category="ชุดความรู้",
                    title=f"เรื่องที่ {number} " + "ยาว" * 40,
                    target="https://docs.go.th/",
                    position=100 + number,
                )
            )
    first = card(ask(stocked, "ความรู้ 1"))
    assert first.subtitle == "หน้า 1 จาก 3" and len(rows(first)) == 8
    [ahead] = [button for button in first.buttons if button.label == "หน้าถัดไป"]
    assert isinstance(ahead.does, Post)
    second = card(ask(stocked, data=ahead.does.data))
    assert second.subtitle == "หน้า 2 จาก 3" and rows(second)[0].startswith("1.9 ")
    third = card(ask(stocked, "ความรู้ 1 หน้า 3"))
    assert len(rows(third)) == 6 and all(button.label != "หน้าถัดไป" for button in third.buttons)
    assert card(ask(stocked, "ความรู้ 1.22")).title.startswith("เรื่องที่ 19 ")
    assert card(ask(stocked, "ความรู้ 1 หน้า 99")).subtitle == "หน้า 3 จาก 3"


def test_the_share_link_of_a_long_title_stays_within_a_buttons_limit(stocked: Database) -> None:
    with stocked.writing() as session:
        library.change(session, "theory", title="ที่" * 66)
    link = links_of(card(ask(stocked, "ความรู้ 1.2")))["ส่งต่อ"]
    assert len(link) <= 1000
    assert parse_qs(urlsplit(link).query)["text"][0].endswith("…\nhttp://127.0.0.1:1/k/theory?v=chat")


def talks(session: Session) -> list[Conversation]:
    return list(session.scalars(select(Conversation).order_by(Conversation.id)))


def test_the_library_listens_for_an_hour_and_then_lets_other_words_go(stocked: Database) -> None:
    assert ask(stocked, "อะไรก็ได้") is None
    ask(stocked, "ความรู้")
    assert "ไม่พบ" in one(ask(stocked, "อะไรก็ได้")).text  # type: ignore[union-attr]
    assert ask(stocked, "อะไรก็ได้", now=NOW + timedelta(hours=2)) is None
    assert ask(stocked, "1", now=NOW + timedelta(hours=2)) is None
    # What the library has is found at any time.
    assert rows(card(ask(stocked, "ทฤษฎีใหม่", now=NOW + timedelta(hours=2)))) == ["1.2  ทฤษฎีใหม่"]
    with stocked.reading() as session:
        assert len(talks(session)) == 1


def test_a_report_in_progress_stays_what_is_talked_about(stocked: Database) -> None:
    with stocked.writing() as session:
        person = session.scalars(select(Person)).one()
        session.add(Conversation(person_id=person.id, about=About.JOIN, state={}, updated_at=NOW))
    ask(stocked, "ความรู้")
    with stocked.reading() as session:
        active = conversations.active_of(session, session.scalars(select(Person)).one())
        assert active is not None and active.about == About.JOIN and len(talks(session)) == 1


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("ค้นหา ปุ๋ย", True),
        ("ความรู้ 1.2", True),
        ("คิวอาร์ 2", True),
        ("ความรู้", False),
        ("ความรู้ ด้านเกษตรยังไม่พอ", False),
        ("ขอความรู้เพิ่ม", False),
        ("1", False),
        ("1.2", False),
        ("", False),
    ],
)
def test_what_is_no_answer_to_a_question(text: str, asked: bool) -> None:
    assert (recognise(text, Context(Awaits.QUESTION)) is not None) is asked
