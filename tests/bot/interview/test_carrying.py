"""What is offered from the report before: it follows what was just said, and never counts for this month unasked."""

import pytest

from bot.interview.asking import carrying
from tests.bot.interview.chat import Chat
from tests.bot.interview.test_month import LAST_MONTH


def begun(**changed):
    chat = Chat()
    chat.begin(suggestions={**LAST_MONTH, **changed})
    chat.play("> [มีการดำเนินงาน]")
    return chat


def test_a_total_is_offered_with_what_came_on_top():
    chat = begun()
    chat.play(
        """
        > 0
        > 3
        < ครั้งก่อน 3 แห่ง + เพิ่มขึ้น 3 แห่ง = 6 แห่ง (พิมพ์ =)
        > [ใช้: 6 แห่ง]
        < ✓ บันทึกแล้ว: 6 แห่ง
        """
    )


def test_what_stays_goes_with_one_tap_and_what_is_counted_is_asked():
    chat = begun()
    chat.play(
        """
        > 0
        > 0
        < ถ้าข้อต่อไปนี้ยังเหมือนเดิมทั้งหมด พิมพ์ ==
        < • หน่วยงานที่ร่วมมือ: วัด, โรงเรียน
        <! • ครัวเรือนที่ช่วยเหลือ
        > [ใช้ค่าเดิมทุกข้อ]
        < • พื้นที่ต้นแบบทั้งหมด: 3 แห่ง
        <! • บุคลากรที่เข้าอบรม
        < จำนวนครัวเรือนที่ให้ความช่วยเหลือ
        < ใช้ค่าเดิม: 20 ครัวเรือน (พิมพ์ =)
        """
    )
    assert not {"/data/join/households", "/data/spread/people"} & chat.state()["given"].keys()


def test_every_figure_as_before_is_a_tap_of_its_own_that_names_them():
    chat = begun(**{"/data/teach/new_areas": 0})
    chat.play(
        """
        < ถ้าทุกตัวเลขเท่ากับครั้งก่อน พิมพ์ ==
        < • งบประมาณที่ใช้: 12,500 บาท
        <! • พื้นที่ต้นแบบทั้งหมด
        > [ทุกตัวเลขเท่าครั้งก่อน]
        < • ครัวเรือนที่ช่วยเหลือ: 20 ครัวเรือน
        < มีพื้นที่ต้นแบบทั้งหมดกี่แห่ง
        > [ใช้ค่าเดิม: 3 แห่ง]
        > ไม่ใช่
        < ร่วมมือกับหน่วยงาน
        """
    )
    # Said ahead, and not asked after all: households helped through a centre that there was none of.
    chat.play("> ข้าม\n<! ครัวเรือนที่ช่วยเหลือ\n< ทางใดบ้าง")


def test_what_goes_together_is_gathered_once_a_question(monkeypatch: pytest.MonkeyPatch):
    """It goes over the whole report, for the words and for the button beside them."""
    chat, gathered = begun(), list[str]()
    gather = carrying.carried_with
    monkeypatch.setattr(carrying, "carried_with", lambda *what: gathered.append("gathered") or gather(*what))
    chat.play("> 0\n< ถ้าทุกตัวเลขเท่ากับครั้งก่อน พิมพ์ ==")
    assert gathered == ["gathered"]


def test_another_one_is_asked_for_by_name():
    chat = begun()
    chat.play(
        """
        > 0
        > 0
        > 3
        > ไม่ใช่
        > 3 อื่น ๆ
        < โปรดระบุหน่วยงานหรือเครือข่ายอื่น
        > ข้าม
        < ⚠ ข้อนี้จำเป็นต้องตอบค่ะ
        > มูลนิธิชัยพัฒนา
        < ประชาชนประมาณกี่คน
        """
    )


def test_none_stands_as_a_button_and_is_no_problem():
    for says in ("[ไม่มี]", "ไม่มี", "ไม่มีปัญหาค่ะ", "ยังไม่พบปัญหาอุปสรรคใด ๆ"):
        chat = begun()
        chat.play("> 0\n> 0\n> 3\n> ไม่ใช่\n> ข้าม\n> 0\n> 0\n< ปัญหา อุปสรรค และความต้องการสนับสนุน")
        chat.play(f"> {says}\n< ✓ บันทึกว่าไม่มี\n> (ภาพ)\n< ปัญหาและความต้องการ: ไม่มี\n> ส่ง")
        assert "problems" not in chat.answers["closing"]
