"""An answer that looks wrong beside the months before: confirmed in the chat, seen by the supervisor."""

from __future__ import annotations

import pytest
from sqlalchemy import event as alchemy

from models.database import Database
from services.exporting import month
from tests.handlers.reviewing.reviewing import Chats
from tests.support.kept import kept
from tests.support.reviewed import answers

OFFICE = "06110109"


@pytest.fixture
def chats(database: Database) -> Chats:
    return kept(database, _three_months)


def _three_months(database: Database) -> Chats:
    made = Chats(database)
    for back in (3, 2, 1):
        document = answers(teach={"staff": 40 + back}, closing={"photo_1": f"photo-{back}"})
        made.sends(OFFICE, document, period=f"2026-{10 - back:02d}")
    return made


def reaches(chats: Chats, people: str) -> str:
    """The officer answers up to how many people were reached, and says this."""
    for words in ("รายงาน", "1", "2", "40", "0", "5", "ไม่", "1,2"):
        chats.near.types(words)
    return chats.near.types(people)


def ends(chats: Chats) -> str:
    for words in ("1", "12500", "ข้าม"):
        chats.near.types(words)
    chats.near.photo()
    return chats.near.types("ส่ง")


def test_the_officer_confirms_and_the_supervisors_see_it(chats: Chats) -> None:
    said = reaches(chats, "30000")
    assert "เดือนกันยายน 2569 รายงานไว้ 300 คน\nครั้งนี้ 30,000 คน เป็น 100 เท่าของเดือนก่อน ถูกต้องหรือไม่คะ" in said
    assert "✓ ยืนยันแล้ว: 30,000 คน" in chats.near.taps("ใช่ ถูกต้อง")
    assert "รับรายงานแล้ว" in ends(chats)
    content = chats.report_of(OFFICE).content
    assert content is not None and content["flags"] == [
        {"kind": "outlier", "path": "/data/spread/people", "value": 30000, "usual": 300, "confirmed": True}
    ]
    queue = chats.district.types("รอรับรอง")
    assert "ควรเปิดดูทีละฉบับ" in queue and "ตัวเลขต่างจากปกติ (ยืนยันแล้ว)" in queue
    card = chats.district.types("เปิด 1")
    assert "ต่างจากปกติมาก ปกติประมาณ 300 · ยืนยันแล้วโดยผู้รายงาน" in card
    with chats.database.reading() as session:
        made = month.read(session, "khok-nong-na", "2026-10", chats.now, unit_code="1101")
        flags = [line.office[11] for line in made.lines if line.office[0] == OFFICE]
    assert [column.label for column in month.OFFICE][11] == "ข้อสังเกต" and flags == [["outlier-confirmed"]]


def test_the_right_value_typed_straight_away_leaves_nothing_behind(chats: Chats) -> None:
    assert "ถูกต้องหรือไม่คะ" in reaches(chats, "30000")
    assert "✓ บันทึกแล้ว: 300 คน" in chats.near.types("300")
    assert "รับรายงานแล้ว" in ends(chats)
    content = chats.report_of(OFFICE).content
    assert content is not None and content["flags"] == []


def test_amending_a_sent_report_looks_at_it_anew(chats: Chats) -> None:
    reaches(chats, "300")
    ends(chats)
    chats.near.types("แก้ไขรายงาน")
    assert "ยอดรวมลดลง 3 แห่ง ถูกต้องหรือไม่คะ" in chats.near.types("แก้ 5") + chats.near.types("2")
    assert "2 แห่ง (ยืนยันแล้ว)" in chats.near.types("ใช่ค่ะ")
    chats.near.types("ส่ง")
    content = chats.report_of(OFFICE).content
    assert content is not None and [flag["kind"] for flag in content["flags"]] == ["falls"]
    assert content["flags"][0]["confirmed"]


def test_an_answer_asks_the_database_nothing_about_the_months_before(chats: Chats) -> None:
    for words in ("รายงาน", "1", "2", "40", "0"):
        chats.near.types(words)
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    engine = chats.database.engine
    alchemy.listen(engine, "before_cursor_execute", note)
    try:
        said = chats.near.types("2")
    finally:
        alchemy.remove(engine, "before_cursor_execute", note)
    assert "ถูกต้องหรือไม่คะ" in said
    assert asked and not [one for one in asked if "report.period <" in one]
