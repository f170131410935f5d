"""An office of which two circulars want a report in the same month: each is named wherever it could be the other."""

from __future__ import annotations

import pytest

from bot.buttons import press
from models import form_version
from models.database import Database
from models.form_version import FormVersion
from models.membership.membership import Role
from models.programme import Programme
from tests.handlers.reviewing.reviewing import Chats
from tests.support.kept import kept

FIRST, SECOND = "โคก หนอง นา", "สำรวจศูนย์เรียนรู้"


@pytest.fixture
def chats(sqlite_database: Database) -> Chats:
    return kept(sqlite_database, _two)


def _two(database: Database) -> Chats:
    made = Chats(database)
    with database.writing() as session:
        first = made.programme(session)
        form = form_version.newest(session, first)
        assert form is not None
        second = _like(first, code="survey", title=SECOND)
        session.add(second)
        session.flush()
        session.add(_like(form, programme_id=second.id))
    return made


def _like(row: Programme | FormVersion, **other: object) -> Programme | FormVersion:
    columns = {one.key: getattr(row, one.key) for one in type(row).__mapper__.column_attrs if one.key != "id"}
    return type(row)(**columns | other)


def test_which_report_is_begun_is_chosen_and_said(chats: Chats) -> None:
    said = chats.near.types("รายงาน")
    assert said.index(FIRST) < said.index("\n2. ") < said.index(SECOND)
    assert f"รายงานเดือนตุลาคม 2569\nเรื่อง {SECOND}\nองค์การ" in chats.near.types("รายงาน 2")
    chats.near.types("พัก")
    assert SECOND in chats.member("06110109").types("รายงาน 2")
    # How far each is stands in the list.
    assert chats.near.types("รายงาน").partition("\n2. ")[2].count("กรอกค้างไว้") == 1


def test_a_number_alone_is_of_the_list_that_was_shown_last(chats: Chats) -> None:
    opened = f"เรื่อง {SECOND}\nองค์การ"
    for before in ((), ("ความรู้",)):
        for words in (*before, "รายงาน"):
            chats.near.types(words)
        assert opened in chats.near.types("ข้อ ๒ ค่ะ")
        chats.near.types("พัก")
    assert opened in chats.near.types("2"), "of the same list, once more"
    # At a question it is an answer; with its word it is the other report, of which the list says where it stands.
    assert "✓ เลือก: ไม่มีการดำเนินงาน" in chats.near.types("2")
    assert f"เรื่อง {FIRST}\nองค์การ" in chats.near.types("รายงาน 1")
    chats.near.types("รายงาน 9")
    assert opened in chats.near.types("2")
    # A later list has other numbers, and so long after a list they are of none.
    chats.near.types("พัก")
    chats.near.types("ความรู้")
    assert opened not in chats.near.types("2")
    chats.near.types("รายงาน")
    chats.near.clock.passes(hours=2)
    assert opened not in chats.near.types("2")


def test_a_supervisor_s_lists_are_opened_by_a_number_alone(chats: Chats) -> None:
    chats.near.types("ไม่มีการดำเนินงาน 2")
    for words in ("1", "ส่ง"):
        chats.near.types(words)
    chats.district.types("ตรวจรายงาน")
    chats.district.types("2")
    assert f"รายงานเดือนตุลาคม 2569\nเรื่อง {SECOND}\n" in chats.district.types("1")
    # An open report has numbers of its own.
    assert "ยังไม่เข้าใจ" in chats.district.types("1")


def test_of_several_that_wait_the_first_is_begun_by_its_button_and_the_others_are_counted(chats: Chats) -> None:
    chats.joins(chats.near, "06110110", Role.OFFICER)
    for words in ("ไม่มีการดำเนินงาน 1", "1"):
        chats.near.types(words)
    rest = chats.near.types("ส่ง").partition("ยังมีรายงาน")[2]
    assert "เลือกจากรายงานที่รออยู่ 3 ฉบับ" in rest and f"เรื่อง {FIRST}\n" in rest and "แพรกษา" in rest
    said = chats.near.taps("เริ่มรายงาน")
    assert f"เรื่อง {FIRST}\n" in said and "แพรกษา" in said and "ข้อ 1" in said
    # What was sent back is not one that was never begun.
    chats.near.types("พัก")
    for words in ("ตรวจรายงาน", "เปิด 1", "เปิด 1", "ส่งกลับทั้งฉบับ", "1", "ส่ง"):
        chats.district.types(words)
    assert chats.near.types("รายงาน").partition("\n2. ")[0].count("ถูกส่งกลับให้แก้ไข") == 1


def test_nothing_was_done_of_one_of_them(chats: Chats) -> None:
    assert "เช่น ไม่มีการดำเนินงาน 1" in chats.near.types("ไม่มีการดำเนินงาน")
    assert f"เรื่อง {SECOND}\n" in chats.near.types("ไม่มีการดำเนินงาน 2")
    chats.near.types("1")
    received, _, rest = chats.near.types("ส่ง").partition("ยังมีรายงาน")
    assert f"เรื่อง\n{SECOND}\n" in received and f"\nเรื่อง {FIRST}\n" in rest
    for words in ("ดูรายงาน", "ประวัติรายงาน"):
        assert f"เรื่อง {SECOND}\n" in chats.near.types(words)
    assert f"เรื่อง {FIRST}\n" in chats.near.types("รายงาน")
    chats.near.types("พัก")
    assert f"เรื่อง {SECOND}\n" in chats.near.types("แก้ไขรายงาน")


def test_whoever_hears_of_one_report_hears_which(chats: Chats) -> None:
    for words in ("ไม่มีการดำเนินงาน 2", "1", "ส่ง"):
        chats.near.types(words)
    chats.district.types("ตรวจรายงาน")
    chats.district.types("เปิด 2")
    assert f"รายงานเดือนตุลาคม 2569\nเรื่อง {SECOND}\n" in chats.district.types("เปิด 1")
    for words in ("ส่งกลับทั้งฉบับ", "1", "ส่ง"):
        chats.district.types(words)
    assert f"เรื่อง\n{SECOND}\n" in chats.near.hears()
    chats.near.types("แก้ไขรายงาน")
    chats.near.types("ส่ง")
    assert f"เรื่อง\n{SECOND}" in chats.district.hears()


def test_a_report_is_named_by_its_title(chats: Chats) -> None:
    for words in (f"รายงาน {SECOND}", "รายงานสำรวจศูนย์เรียนรู้ค่ะ", "ส่งรายงานเรื่องศูนย์เรียนรู้", "รายงาน ศูนย์เรียนรู้ เดือนตุลาคม"):
        assert f"เรื่อง {SECOND}\nองค์การ" in chats.near.types(words), words
        # In the middle of another report as well.
        assert f"เรื่อง {FIRST}\nองค์การ" in chats.near.types(f"รายงาน{FIRST}"), words
    for words in ("พัก", f"ไม่มีการดำเนินงาน {SECOND}", "1", "ส่ง", f"รายงาน {FIRST}"):
        chats.near.types(words)
    assert f"เรื่อง {SECOND}\n" in chats.near.types(f"ดูรายงาน {SECOND}")
    chats.near.types("พัก")
    for words in (f"ดูรายงาน{FIRST}", f"แก้ไขรายงาน {FIRST}"):
        assert "ยังไม่มีรายงานที่ส่งแล้ว" in chats.near.types(words)
    assert f"เรื่อง {SECOND}\n" in chats.near.types(f"แก้ไขรายงาน {SECOND}")
    # The button of its letter names the programme alone.
    for code, title in (("survey", SECOND), ("khok-nong-na", FIRST)):
        assert f"เรื่อง {title}\n" in chats.far.does({"type": "postback", "data": press("report.start", p=code)})
    # Who reports nothing looks for it in the library.
    assert "ผลการค้นหา" in chats.district.types(f"รายงาน {FIRST}")
