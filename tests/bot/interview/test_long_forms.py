"""Long forms: several options by one message, notes said once, a review that opens by section."""

from __future__ import annotations

from bench import long_form
from bot.messages import Card
from tests.bot.interview.chat import Chat, form_of

NOTED = """
| survey |
| | type | name | label | required |
| | note | explained | อ่านคำชี้แจงก่อนตอบ | |
| | integer | people | กี่คน | yes |
| | select_multiple things | had | มีอะไรบ้าง | |
| | note | rows_explained | กรอกทุกแปลง | |
| | begin repeat | r | แปลง | |
| | text | plot | ชื่อแปลง | yes |
| | end repeat | | | |
| choices |
| | list_name | name | label |
| | things | water | น้ำ |
| | things | people | คน |
| | things | soil | ดิน |
"""


def test_several_options_by_one_message_are_offered_first() -> None:
    chat = Chat(form_of(NOTED))
    chat.begin()
    chat.play("> 3\n< พิมพ์หมายเลขทั้งหมดในข้อความเดียว เช่น 1 3 5 หรือแตะ\n> 1 3\n< ✓ เลือก: น้ำ, ดิน")


def test_notes_are_said_once_and_again_after_a_pause() -> None:
    chat = Chat(form_of(NOTED))
    assert "อ่านคำชี้แจงก่อนตอบ" in chat.begin()
    chat.play("> มาก\n< กี่คน\n<! อ่านคำชี้แจง\n> ช่วยเหลือ\n<! อ่านคำชี้แจง")
    assert "อ่านคำชี้แจงก่อนตอบ" in chat.resume()
    chat.play("> 3\n> ย้อน\n< อ่านคำชี้แจงก่อนตอบ")


def answered(parts: int) -> Chat:
    chat = Chat(form_of(long_form.markdown()))
    chat.begin()
    for _, _, typed in long_form.answers()[: parts * long_form.PER_SECTION]:
        chat.type(typed)
    return chat


def test_a_long_review_opens_by_section() -> None:
    chat = answered(long_form.SECTIONS)
    assert chat.says.startswith("ตรวจทานก่อนส่ง")
    chat.play(
        """
        < ส่วนที่ 2 (ข้อ 11-20): ตอบแล้ว 10 ข้อ
        < ส่วนที่ 23 (ข้อ 221-230)
        < แตะหมวดเพื่อดูและแก้คำตอบ
        < [ส่งรายงาน]
        <! งบประมาณ
        > [ส่วนที่ 2
        < 17. งบประมาณ (บาท): 12,500.5
        < หน้า 2 จาก 23
        <! 21.
        > [ดูหน้า 3]
        < 21. มีการดำเนินงานในส่วนนี้หรือไม่
        > [ดูทุกหมวด]
        < ส่วนที่ 1 (ข้อ 1-10)
        > แก้ 17
        < งบประมาณ (บาท)
        > 200
        < ส่วนที่ 1 (ข้อ 1-10)
        > ส่ง
        """
    )
    assert chat.answers["s2"]["cost2"] == 200
    cards = [message for message in chat.shown if isinstance(message, Card)]
    assert len(cards) <= 3


def test_a_look_on_the_way_opens_by_section_too() -> None:
    chat = answered(6)
    chat.play("> ทวน\n< คำตอบจนถึงขณะนี้\n< ส่วนที่ 6 (ข้อ 51-60)\n< มีการดำเนินงานในส่วนนี้หรือไม่")
    chat.play("> [ส่วนที่ 6\n< 51. มีการดำเนินงานในส่วนนี้หรือไม่: ใช่")


def test_a_short_review_stays_whole() -> None:
    chat = answered(4)
    chat.play("> ทวน\n< 1. มีการดำเนินงานในส่วนนี้หรือไม่: ใช่\n< 40. ปัญหาที่พบ")
