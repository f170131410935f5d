"""Changing answers: only what became relevant is asked again, what vanished is said, and comes back."""

import pytest

from bot.interview.state.types import Outcome
from tests.bot.interview.chat import Chat

QUIET = ["มี", "2", "40", "0", "3", "ไม่ใช่", "ข้าม", "150", "1", "500", "ข้าม", "(ภาพ)"]


@pytest.fixture
def chat():
    chat = Chat()
    chat.begin()
    for words in QUIET:
        chat.play(f"> {words}")
    assert chat.turn.outcome is Outcome.REVIEW
    return chat


def test_an_edit_comes_back_to_the_review(chat):
    chat.play(
        """
        < 3. บุคลากรที่เข้าอบรม: 40 คน
        > แก้ 3
        < แก้ไขคำตอบ
        < คำตอบปัจจุบัน: 40 คน
        > 45
        < ✓ บันทึกแล้ว: 45 คน
        < ตรวจทานก่อนส่ง
        < 3. บุคลากรที่เข้าอบรม: 45 คน
        > 3
        < คำตอบปัจจุบัน: 45 คน
        > =
        < คงคำตอบเดิมไว้ค่ะ
        < ตรวจทานก่อนส่ง
        > [3. บุคลากร
        > [ไม่แก้]
        < ตรวจทานก่อนส่ง
        """
    )


def test_what_vanishes_is_said_and_comes_back_with_its_answer(chat):
    chat.play(
        """
        > แก้ 2
        > 0
        < คำตอบต่อไปนี้ไม่เกี่ยวข้องแล้ว จึงไม่นำไปรวมในรายงาน
        < • บุคลากรที่เข้าอบรม: 40 คน
        < 2. จัดอบรมบุคลากร: 0 ครั้ง
        < 3. พื้นที่ต้นแบบใหม่: 0 แห่ง
        > แก้ 2
        > 3
        < 3. บุคลากรที่เข้าอบรม: 40 คน
        > ส่ง
        """
    )
    assert chat.answers["teach"] == {"sessions": 3, "staff": 40, "new_areas": 0, "all_areas": 3}


def test_only_what_became_relevant_is_asked(chat):
    chat.play(
        """
        > แก้ 6
        < ดำเนินงานผ่านศูนย์ช่วยเหลือประชาชน
        > ใช่
        < จำนวนครัวเรือนที่ให้ความช่วยเหลือ
        > 12
        < ตรวจทานก่อนส่ง
        < ครัวเรือนที่ช่วยเหลือ: 12 ครัวเรือน
        """
    )


def test_an_edit_that_breaks_another_answer_asks_that_one_again(chat):
    chat.play(
        """
        > แก้ 2
        > 50
        < โปรดตอบข้อต่อไปนี้อีกครั้ง เพราะไม่สอดคล้องกับคำตอบใหม่
        < • บุคลากรที่เข้าอบรม
        < ⚠ จำนวนคนต้องไม่น้อยกว่าจำนวนครั้งที่จัด
        < คำตอบปัจจุบัน: 40 คน
        """
    )
    # What would only be refused again is not offered.
    for said in (chat.says, chat.type("="), chat.type("40")):
        assert said.count("⚠ จำนวนคนต้องไม่น้อยกว่าจำนวนครั้งที่จัด") == 1 and "พิมพ์ =" not in said
        assert not any(button.label.startswith("คงเดิม") for button in chat.buttons())
    chat.play("> 60\n< ตรวจทานก่อนส่ง")


def test_nothing_happened_after_all_takes_the_photos_out_and_back(chat):
    chat.play(
        """
        > แก้ 1
        > ไม่มี
        < • บุคลากรที่เข้าอบรม: 40 คน
        < • ภาพที่ 1: แนบภาพแล้ว
        < เหตุผลที่ไม่มีการดำเนินงานในเดือนที่รายงาน
        """
    )
    assert chat.turn.dropped == ("photo-12",)
    chat.play(
        """
        > 1
        > แก้ 1
        > มี
        < • เหตุผล: ยังไม่มีงบประมาณ
        < ร่วมมือกับหน่วยงานหรือเครือข่ายใดบ้าง
        > ข้าม
        < ปัญหา อุปสรรค
        > ข้าม
        < ตรวจทานก่อนส่ง
        < ภาพที่ 1: แนบภาพแล้ว
        > ส่ง
        """
    )
    assert chat.answers["closing"]["photo_1"] == "photo-12"
    assert chat.turn.dropped == ()


def test_a_photo_can_be_replaced(chat):
    chat.play("> แก้ 12\n< คำตอบปัจจุบัน: แนบภาพแล้ว\n> (ภาพ)\n< ✓ แนบภาพแล้ว")
    assert chat.turn.dropped == ("photo-12",)
    chat.play("> ส่ง")
    assert chat.answers["closing"]["photo_1"] == f"photo-{chat.sent - 1}"
    # Now its file may go: nobody can bring it back any more.
    assert chat.turn.dropped == ("photo-12",)


def test_a_look_at_the_answers_on_the_way():
    chat = Chat()
    chat.begin()
    chat.play(
        """
        > มี
        > 2
        > 40
        > ทวน
        < คำตอบจนถึงขณะนี้
        < 3. บุคลากรที่เข้าอบรม: 40 คน
        <! [ส่งรายงาน]
        < สร้างหรือพัฒนาพื้นที่ต้นแบบเพิ่มขึ้นกี่แห่ง
        > แก้ 2
        > 3
        < ✓ บันทึกแล้ว: 3 ครั้ง
        < สร้างหรือพัฒนาพื้นที่ต้นแบบเพิ่มขึ้นกี่แห่ง
        > แก้
        < ต้องการแก้ข้อใดคะ
        > แก้ 99
        < ไม่มีข้อ 99 ค่ะ
        """
    )


def test_words_at_the_review_that_mean_nothing_are_answered(chat):
    chat.play("> สวยดี\n< ยังไม่เข้าใจค่ะ หากจะส่งรายงาน พิมพ์ “ส่ง”\n> ยืนยัน")
    assert chat.turn.outcome is Outcome.SUBMIT


def test_back_from_the_review_goes_to_the_last_question(chat):
    chat.play("> ย้อน\n< ส่งภาพถ่ายการดำเนินงาน\n> ข้าม\n< ตรวจทานก่อนส่ง")


def test_lost_photos_are_asked_for_again(chat):
    from bot.interview import interview

    chat.play("> (ภาพ)")
    turn = interview.correct(chat.form, chat.state(), {"photo-12", "photo-13"}, chat.about, chat.now)
    chat._heard(turn)
    assert set(turn.dropped) == {"photo-12", "photo-13"}
    chat.play("< ส่งภาพถ่ายการดำเนินงานอย่างน้อย 1 ภาพ\n> (ภาพ)\n< ตรวจทานก่อนส่ง\n> ส่ง")
    assert chat.answers["closing"]["photo_1"] == "photo-14"
    assert "photo_2" not in chat.answers["closing"]
