"""The three small answers, for somebody with an office and for somebody without."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.buttons import pressed
from bot.line.address import Address
from bot.line.render import render
from bot.messages import Card, Message, Open, Post, Text, as_text
from bot.texts.help import help_card
from bot.vocabulary import sentences
from bot.vocabulary.commands import Command, glossary, key_of
from bot.vocabulary.intents import Do
from bot.vocabulary.recognise import COMMANDS, TABLE
from models import org_unit
from models.database import Database
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import meet
from models.org_unit import OrgUnit, UnitKind
from services.programmes import programmes
from tests.handlers.asking import ask

NOW = datetime(2026, 10, 6, 2, 0, tzinfo=UTC)
WHO = "U" + "1" * 32
TILES = ["report", "status", "knowledge", "qr", "contact", "help"]


def join(database: Database) -> None:
    with database.writing() as session:
        above = None
        for code, kind, name in (
            ("TH", UnitKind.DEPARTMENT, "กรมส่งเสริมการปกครองท้องถิ่น"),
            ("11", UnitKind.PROVINCE, "สมุทรปราการ"),
            ("1101", UnitKind.DISTRICT, "เมืองสมุทรปราการ"),
            ("06110101", UnitKind.SAO, "บางเมือง"),
        ):
            unit = OrgUnit(code=code, kind=kind, name=name, path=code, parent_id=above.id if above else None)
            session.add(unit)
            session.flush()
            above = unit
        assert above is not None
        session.add(
            Membership(
                person_id=meet(session, WHO, NOW).id,
                org_unit_id=above.id,
                role=Role.OFFICER,
                state=MembershipState.ACTIVE,
                asked_at=NOW,
                from_at=NOW,
            )
        )


@pytest.fixture
def met(database: Database) -> Database:
    with database.writing() as session:
        meet(session, WHO, NOW)
    return database


def only(messages: list[Message]) -> Message:
    [message] = messages
    assert render([message], Address("https://nong.example.go.th", "@nong"))
    return message


def dos(card: Card) -> list[str]:
    """What the rows' buttons do, in order."""
    buttons = [row.button for section in card.sections for row in section.rows if row.button]
    return [pressed(button.does.data)["do"] for button in buttons if isinstance(button.does, Post)]


def test_the_menu_holds_every_tile_as_tap_and_word(met: Database) -> None:
    join(met)
    with met.writing() as session:
        card = only(ask(session, WHO, NOW, "เมนู"))
    assert isinstance(card, Card) and dos(card) == TILES
    assert len(card.quick) == 6 and "รายงาน" in as_text(card)


def test_without_an_office_the_menu_begins_with_choosing_one(met: Database) -> None:
    with met.writing() as session:
        card = only(ask(session, WHO, NOW, "เมนู"))
        assert isinstance(card, Card) and dos(card) == ["join.choose", *TILES]
        said = "\n".join(map(as_text, ask(session, WHO, NOW, "ช่วยเหลือ")))
    assert "เลือกหน่วยงาน" in said and "เข้าร่วม …" in said and "แก้ไขรายงาน" not in said


def test_help_says_the_three_things_and_the_words(met: Database) -> None:
    join(met)
    with met.writing() as session:
        said = "\n".join(map(as_text, ask(session, WHO, NOW, "ช่วยเหลือ")))
    for word in ("1. ", "2. ", "3. ", "ย้อน", "ข้าม", "พัก", "ค้นหา", "คิวอาร์ 1.2"):
        assert word in said
    for word in ("แก้ไขรายงาน", "ดูรายงาน", "ประวัติรายงาน", "เปลี่ยนหน่วยงาน", "ออกจากหน่วยงาน", "ลบข้อมูลของฉัน"):
        assert word in said
    assert "อนุมัติ 1" not in said and "ภาพรวม" not in said


# What the interview or the list of rows hears in its own way: a yes, more of a list, how to join where one has joined.
_UNLISTED = {Command.YES, Command.NO, Command.MORE, Command.RESUME, Command.DONE, Command.USE_ALL, Command.HELP}
# Said where a form has several.
_UNLISTED.add(Command.LANGUAGE)


def test_the_help_names_every_command_somewhere() -> None:
    cards = [
        card
        for card in help_card(has_office=True, reports=True, supervises=True, publishes=True)
        if isinstance(card, Card)
    ]
    cards += [card for card in help_card(has_office=False, reports=False) if isinstance(card, Card)]
    rows = [row for card in cards for section in card.sections for row in section.rows]
    words = {key_of(row.label) for row in rows} | {key_of(part) for row in rows for part in row.value.split()}
    words |= {key_of(row.label.rstrip(" 0123456789.…")) for row in rows}
    for command, said in glossary().items():
        assert command in _UNLISTED or words & {key_of(word) for word in said}, command
    for phrase in TABLE:
        is_plain = phrase not in sentences.PHRASES and phrase.do not in (Do.DESK_OPEN, Do.JOIN_HOW)
        if is_plain and phrase.do not in COMMANDS.values():
            assert words & {key_of(word) for word in phrase.each}, phrase.do


def test_no_card_of_the_help_is_too_large_for_line_however_it_is_counted() -> None:
    cards = help_card(has_office=True, reports=True, supervises=True, publishes=True)
    drawn = render(cards, Address("https://nong.example.go.th", "@nong"))
    assert len(drawn) == 3 and all(len(json.dumps(one)) < 30_000 for one in drawn)


def letter(database: Database, **columns: str) -> None:
    with database.writing() as session:
        programmes.create(
            session,
            NOW,
            {
                "code": "letter",
                "title": "หนังสือ",
                "circular_number": "ว ๑",
                "contact": "กลุ่มงาน ก\nโทร. ๐ ๒๒๔๑ ๙๐๒๑-๓ ต่อ ๔๐๖",
                "active_from": "2026-01",
            }
            | columns,
        )


def test_contact_names_the_owner_and_the_offices_above(met: Database) -> None:
    join(met)
    letter(met)
    with met.writing() as session:
        card = only(ask(session, WHO, NOW, "ติดต่อ"))
    assert isinstance(card, Card)
    said = as_text(card)
    assert "กลุ่มงาน ก" in said and "ว ๑" in said
    assert "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอเมืองสมุทรปราการ" in said
    assert "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดสมุทรปราการ" in said
    [call] = card.buttons
    assert isinstance(call.does, Open) and call.does.link == "tel:022419021"
    [drawn] = render([card], Address("https://nong.example.go.th", "@nong"))
    assert drawn["contents"]["footer"]["contents"][0]["action"]["uri"] == "tel:022419021"


def test_offices_above_are_shown_with_the_lines_they_gave(met: Database) -> None:
    join(met)
    with met.writing() as session:
        district = org_unit.by_code(session, "1101")
        assert district is not None
        district.contact = "งานท้องถิ่นอำเภอ\nโทร. 0 2000 0000"
        session.flush()
        card = only(ask(session, WHO, NOW, "ติดต่อ"))
    assert isinstance(card, Card)
    said = as_text(card)
    assert said.index("อำเภอเมืองสมุทรปราการ") < said.index("โทร. 0 2000 0000") < said.index("จังหวัดสมุทรปราการ")


def test_contact_without_an_office_still_names_the_owner(met: Database) -> None:
    letter(met)
    with met.writing() as session:
        card = only(ask(session, WHO, NOW, "ติดต่อ"))
    assert isinstance(card, Card) and "กลุ่มงาน ก" in as_text(card) and "กำกับดูแล " not in as_text(card)


@pytest.mark.parametrize("columns", [{"contact": ""}, {"active_to": "2026-08"}])
def test_nobody_to_ask_is_said_kindly(met: Database, columns: dict[str, str]) -> None:
    letter(met, **columns)
    with met.writing() as session:
        said = only(ask(session, WHO, NOW, "ติดต่อ"))
    assert isinstance(said, Text) and "ยังไม่มีข้อมูลติดต่อ" in said.text


def test_a_programme_that_ended_last_month_may_still_be_asked_about(met: Database) -> None:
    letter(met, active_to="2026-09")
    with met.writing() as session:
        assert isinstance(only(ask(session, WHO, NOW, "ติดต่อ")), Card)
