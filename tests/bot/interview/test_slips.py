"""Slips and corrections: wrong answers with their reasons, help, back, skip, pause, restart."""

import pytest

from bot.interview.state.types import Outcome
from bot.vocabulary.commands import Command
from tests.bot.interview.chat import Chat


@pytest.fixture
def chat():
    chat = Chat()
    chat.begin()
    return chat


def test_a_wrong_answer_asks_again_with_the_reason_and_help_comes_after_three(chat):
    chat.play(
        """
        > มี
        > หลายครั้ง
        < ⚠ ยังอ่านเป็นตัวเลขไม่ได้ค่ะ พิมพ์เฉพาะตัวเลข เช่น 12
        < จัดอบรมหรือประชุมให้บุคลากรของ อปท. กี่ครั้ง
        <! สอบถามเพิ่มเติม
        > 1.5
        < ⚠ ข้อนี้ตอบเป็นจำนวนเต็มเท่านั้นค่ะ
        > -3
        < ⚠ จำนวนครั้งในหนึ่งเดือนต้องอยู่ระหว่าง 0 ถึง 60
        < ขอช่วยอธิบายข้อนี้เพิ่มเติมนะคะ
        < นับเฉพาะที่จัดในเดือนที่รายงาน
        < สอบถามเพิ่มเติม: กองส่งเสริมฯ โทร. 0 0000 0000
        > 2
        < ✓ บันทึกแล้ว: 2 ครั้ง
        > ไม่รู้
        <! ขอช่วยอธิบาย
        """
    )


def test_real_slips_are_caught_with_what_to_do(chat):
    chat.play(
        """
        > มี
        > 5
        > 3
        < จำนวนคนต้องไม่น้อยกว่าจำนวนครั้งที่จัด และไม่เกิน 5,000 คน ตรวจจำนวนคน หรือย้อนกลับไปแก้จำนวนครั้ง
        > 50
        > 2
        > 1
        < จำนวนทั้งหมดต้องไม่น้อยกว่าจำนวนที่เพิ่มขึ้นในเดือนที่รายงาน
        > 2
        > แปลงครูสม
        > 3
        > 2
        > 1600
        < เนื้อที่ต้องมากกว่า 0 และไม่เกิน 500 ไร่ ถ้าเป็นตารางวาหรือตารางเมตร โปรดพิมพ์หน่วยด้วย
        > 1600 ตร.ม.
        < ✓ บันทึกแล้ว: 1 ไร่
        """
    )


def test_a_number_with_two_readings_is_offered_as_buttons(chat):
    chat.play(
        """
        > มี
        > 0
        > 0
        > 3
        > ไม่ใช่
        > ข้าม
        > สองพันห้า
        < อ่านได้สองแบบค่ะ หมายถึง 2,500 หรือ 2,005
        > [2,500]
        < ✓ บันทึกแล้ว: 2,500 คน
        """
    )


def test_words_that_fit_two_options_name_them(chat):
    chat.play(
        """
        > มี
        > 0
        > 0
        > 3
        > ไม่ใช่
        > พัฒนาชุมชน
        < 1. พัฒนาชุมชนจังหวัด / 2. พัฒนาชุมชนอำเภอ
        > พัฒนาชุมชนอำเภอ
        < ✓ เลือก: พัฒนาชุมชนอำเภอ
        """
    )


def test_back_shows_the_answer_that_stands_and_keeps_it(chat):
    chat.play(
        """
        > ย้อน
        < ข้อนี้เป็นข้อแรกแล้วค่ะ
        > มี
        > 2
        > 40
        > ย้อน
        < บุคลากรที่เข้าอบรม รวมทุกครั้งกี่คน
        < คำตอบปัจจุบัน: 40 คน (พิมพ์ = เพื่อคงไว้)
        > [ย้อน]
        < คำตอบปัจจุบัน: 2 ครั้ง
        > [คงเดิม: 2 ครั้ง]
        < สร้างหรือพัฒนาพื้นที่ต้นแบบเพิ่มขึ้นกี่แห่ง
        """
    )


def test_skip_is_for_optional_questions_and_never_loses_an_answer(chat):
    chat.play(
        """
        > ข้าม
        < ⚠ ข้อนี้จำเป็นต้องตอบค่ะ ข้ามไม่ได้
        > มี
        > 0
        > 0
        > 3
        > ไม่ใช่
        > วัด
        > 0
        > 0
        > น้ำไม่พอ
        > ย้อน
        > ข้าม
        > (ภาพ)
        < ปัญหาและความต้องการ: น้ำไม่พอ
        > แก้ 9
        > [ลบคำตอบ]
        < ✓ ลบคำตอบข้อนี้แล้ว
        < ปัญหาและความต้องการ: ไม่มี
        """
    )


def test_help_explains_the_question_and_the_words(chat):
    chat.play(
        """
        > มี
        > ช่วยเหลือ
        < นับเฉพาะที่จัดในเดือนที่รายงาน การอบรมหลายวันติดต่อกันนับเป็น 1 ครั้ง
        < สอบถามเพิ่มเติม: กองส่งเสริมฯ โทร. 0 0000 0000
        < • แก้ 5 – แก้คำตอบที่ 5
        < จัดอบรมหรือประชุมให้บุคลากรของ อปท. กี่ครั้ง
        > ติดต่อ
        < สอบถามเพิ่มเติม: กองส่งเสริมฯ โทร. 0 0000 0000
        > ?
        < คำที่พิมพ์ได้
        """
    )


def test_pause_keeps_the_place(chat):
    chat.play("> มี\n> 2\n> พัก\n< พักรายงานเดือนตุลาคม 2569 ไว้แล้วค่ะ")
    assert chat.turn.outcome is Outcome.PAUSED
    chat.resume()
    chat.play("< บุคลากรที่เข้าอบรม รวมทุกครั้งกี่คน\n> พัก\n> [ทำต่อ]\n< บุคลากรที่เข้าอบรม\n> 40\n< ✓ บันทึกแล้ว: 40 คน")


def test_restart_is_confirmed_first(chat):
    chat.play(
        """
        > มี
        > 2
        > เริ่มใหม่
        < จะลบคำตอบทั้งหมดของรายงานนี้แล้วเริ่มใหม่ตั้งแต่ข้อแรก ใช่หรือไม่คะ
        > ไม่
        < ไม่มีการเปลี่ยนแปลงค่ะ
        < บุคลากรที่เข้าอบรม
        > เริ่มใหม่
        > 40
        < ✓ บันทึกแล้ว: 40 คน
        > เริ่มใหม่
        > [เริ่มใหม่]
        < เริ่มใหม่แล้วค่ะ
        < ข้อ 1 จาก
        > ไม่มี
        """
    )


def test_earlier_values_are_still_offered_after_a_restart():
    chat = Chat()
    chat.begin(suggestions={"/data/teach/all_areas": 7})
    chat.play("> มี\n> เริ่มใหม่\n> ใช่\n> มี\n> 0\n> 0\n< ใช้ค่าเดิม: 7 แห่ง")


def test_cancel_throws_the_draft_away_only_when_confirmed(chat):
    chat.play("> มี\n> 0\n> 0\n> 3\n> ไม่ใช่\n> ข้าม\n> 0\n> 0\n> ข้าม\n> (ภาพ)\n> ยกเลิก\n< จะลบร่างรายงานนี้\n> [ทำต่อ]")
    assert chat.turn.outcome is Outcome.REVIEW
    chat.play("> ยกเลิก\n> ใช่\n< ลบร่างรายงานแล้วค่ะ")
    assert chat.turn.outcome is Outcome.CANCELLED
    assert chat.turn.dropped == ("photo-10",)


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("เมนู", Command.MENU),
        ("สถานะ", Command.STATUS),
        ("ความรู้", Command.KNOWLEDGE),
        ("ขอ QR", Command.QR),
        ("ดูรายงาน", Command.SEE),
        ("ไม่มีการดำเนินงาน", Command.NOTHING),
        ("[เมนู]", Command.MENU),
    ],
)
def test_words_of_the_menu_are_handed_on_and_the_question_waits(chat, typed, command):
    chat.play("> มี")
    before = chat.state()
    chat.play(f"> {typed}")
    assert chat.turn.outcome is Outcome.ELSEWHERE
    assert chat.turn.spoken is not None and chat.turn.spoken.command is command
    assert chat.turn.messages == ()
    assert chat.state() == before
    chat.resume()
    chat.play("< จัดอบรมหรือประชุม")


def test_no_work_in_the_middle_of_a_report_is_asked_about_first(chat):
    chat.play(
        """
        > มี
        > 2
        > ไม่มีการดำเนินงาน
        < ทั้งเดือนไม่มีการดำเนินงาน ใช่หรือไม่คะ
        > ไม่
        < บุคลากรที่เข้าอบรม
        > ไม่มีการดำเนินงาน
        > [ไม่มีทั้งเดือน]
        """
    )
    assert chat.turn.outcome is Outcome.ELSEWHERE
    assert chat.turn.spoken is not None and chat.turn.spoken.command is Command.NOTHING


def test_an_answer_that_contains_a_command_word_stays_an_answer(chat):
    chat.play("> ไม่มี\n> อื่น ๆ\n> ขอความรู้เพิ่มเรื่องน้ำ\n< เหตุผลอื่น: ขอความรู้เพิ่มเรื่องน้ำ")


def test_send_before_the_end_says_how_much_is_left(chat):
    chat.play("> มี\n> ส่ง\n< ยังส่งไม่ได้ค่ะ เหลืออีกประมาณ\n< จัดอบรมหรือประชุม")


def test_send_at_a_question_that_was_gone_back_to_leads_to_what_is_still_due(chat):
    chat.play("> มี\n> 2\n> ย้อน\n< คำตอบปัจจุบัน: 2 ครั้ง\n> ส่ง\n< ยังส่งไม่ได้ค่ะ เหลืออีกประมาณ\n< บุคลากรที่เข้าอบรม")
    chat.play("> เริ่มใหม่\n> ใช่\n> ไม่มี\n> ยังไม่มีงบประมาณ\n< ตรวจทานก่อนส่ง")
    for aside in ("ย้อน", "แก้ 2"):
        chat.play(f"> {aside}\n< คำตอบปัจจุบัน: ยังไม่มีงบประมาณ\n> ส่ง\n< ตรวจทานก่อนส่ง")
    chat.play("> ส่ง")
    assert chat.turn.outcome is Outcome.SUBMIT


def test_sending_braces_percent_and_quotes_is_harmless(chat):
    words = "ใช้ {x} 100% %s \\1 <b>หนา</b> ' \" $&"
    chat.play("> ไม่มี\n> อื่น ๆ")
    chat.type(words)
    chat.play("> ส่ง")
    assert chat.answers["start"]["why_not_words"] == words


def test_none_to_a_question_that_may_be_left_blank_skips_it():
    chat = Chat(on_pc=True)
    chat.begin()
    chat.play(
        """
        > มี
        > 0
        > 0
        > 2
        > ไม่
        < ร่วมมือกับหน่วยงานหรือเครือข่ายใดบ้าง
        > ไม่มีค่ะ
        < ✓ ข้ามข้อนี้แล้ว
        < เผยแพร่ความรู้ให้ประชาชนประมาณกี่คน
        > ย้อน
        > วัดโรงเรียน
        < ✓ เลือก: วัด, โรงเรียน
        > ย้อน
        > ไม่มี
        < ✓ ลบคำตอบข้อนี้แล้ว
        """
    )


@pytest.mark.parametrize("words", ["ไม่ทราบค่ะ", "ไม่มีข้อมูล", "ยังไม่แน่ใจ"])
def test_what_is_not_known_can_wait(chat, words):
    chat.play(f"> มี\n> {words}\n< ถ้าไม่มีเลย พิมพ์ 0\n< พิมพ์ “พัก”\n< กี่ครั้ง\n> 2\n> 40\n> 0\n> 3\n> ใช่\n> 5")
    chat.play(f"> {words}\n< ถ้ายังไม่มีข้อมูล พิมพ์ “ข้าม” ได้ค่ะ\n<! พิมพ์ 0\n> ข้าม\n> 0\n> ข้าม\n> 0\n> ข้าม")
    chat.play("> ยังไม่มีรูปค่ะ\n< พิมพ์ “พัก” แล้วกลับมาตอบข้อนี้ภายหลังได้\n<! พิมพ์ 0")


def test_no_budget_is_no_baht(chat):
    chat.play("> มี\n> 0\n> 0\n> 3\n> ไม่ใช่\n> ข้าม\n> 0\n> ข้าม\n> ไม่ใช้งบประมาณ\n< ✓ บันทึกแล้ว: 0 บาท")


def test_only_who_agrees_sends_at_the_review(chat):
    chat.play("> มี\n> 0\n> 0\n> 3\n> ไม่ใช่\n> ข้าม\n> 0\n> ข้าม\n> 0\n> ข้าม\n> (ภาพ)")
    for words in ("มี", "มีครับ", "ทำแล้ว"):
        chat.type(words)
        assert chat.turn.outcome is Outcome.REVIEW
    chat.type("ถูกต้องค่ะ")
    assert chat.turn.outcome is Outcome.SUBMIT
