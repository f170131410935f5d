"""What is no answer, old buttons, messages taken back: each has its answer, and the place is kept."""

import pytest

from bot.interview.state.types import Outcome, Tapped
from bot.messages import Post
from tests.bot.interview.chat import Chat

STRAY = {
    "(สติกเกอร์)": "ขอบคุณสำหรับสติกเกอร์ค่ะ น้องรายงานอ่านเป็นคำตอบไม่ได้",
    "(เสียง)": "น้องรายงานฟังข้อความเสียงไม่ได้ค่ะ",
    "(วิดีโอ)": "ข้อนี้ใช้วิดีโอไม่ได้ค่ะ",
    "(ไฟล์)": "ถ้าเป็นภาพ โปรดส่งแบบรูปภาพ",
    "(แก้ข้อความ)": "หากต้องการแก้ พิมพ์ “ทวน”",
    "(ภาพลอย)": "ข้อนี้ยังไม่ใช่ข้อส่งภาพค่ะ",
    "(ตำแหน่ง)": "ข้อนี้ยังไม่ใช่ข้อตำแหน่งค่ะ",
}
TO_THE_REVIEW = ["มี", "0", "0", "3", "ไม่ใช่", "ข้าม", "0", "0", "ข้าม", "(ภาพ)"]


def at_review():
    chat = Chat()
    chat.begin()
    for words in TO_THE_REVIEW:
        chat.play(f"> {words}")
    return chat


@pytest.mark.parametrize("stray", STRAY)
def test_at_a_question_it_is_answered_and_the_question_asked_again(stray):
    chat = Chat()
    chat.begin()
    chat.play("> มี")
    before = chat.state()["given"]
    chat.play(f"> {stray}\n< {STRAY[stray]}\n< จัดอบรมหรือประชุมให้บุคลากรของ อปท. กี่ครั้ง")
    assert chat.state()["given"] == before
    assert chat.turn.outcome is Outcome.ASKING


@pytest.mark.parametrize("stray", [one for one in STRAY if one != "(ภาพลอย)"])
def test_at_the_review_too(stray):
    chat = at_review()
    chat.play(f"> {stray}\n< ตรวจทานก่อนส่ง")
    assert chat.turn.outcome is Outcome.REVIEW


@pytest.mark.parametrize("stray", ["(เสียง)", "(วิดีโอ)", "(ไฟล์)", "ภาพอยู่ในเครื่อง"])
def test_a_picture_question_asks_for_a_picture(stray):
    chat = Chat()
    chat.begin()
    for words in TO_THE_REVIEW[:-1]:
        chat.play(f"> {words}")
    chat.play(f"> {stray}\n< ข้อนี้ขอเป็นภาพถ่ายค่ะ\n< ส่งภาพถ่ายการดำเนินงาน")


def test_an_unwanted_photo_is_dropped():
    chat = Chat()
    chat.begin()
    chat.play("> (ภาพ)\n< ข้อนี้ยังไม่ใช่ข้อส่งภาพค่ะ")
    assert chat.turn.dropped == ("photo-1",)


def test_an_old_button_asks_the_present_question_again():
    chat = Chat()
    chat.begin()
    old = chat.button("ไม่มีการดำเนินงาน").does
    assert isinstance(old, Post)
    chat.play("> มี\n> 2")
    before = chat.state()
    chat.do(Tapped(old.data))
    chat.play("< ปุ่มนั้นเป็นของข้อก่อนหน้าค่ะ\n< บุคลากรที่เข้าอบรม รวมทุกครั้งกี่คน")
    assert chat.state() == before


def test_a_double_tap_answers_once():
    chat = Chat()
    chat.begin()
    first = chat.button("มีการดำเนินงาน").does
    assert isinstance(first, Post)
    chat.do(Tapped(first.data))
    chat.do(Tapped(first.data))
    chat.play("< จัดอบรมหรือประชุม")
    assert chat.state()["given"] == {"/data/start/happened": "yes"}


def test_buttons_of_another_talk_and_garbage_change_nothing():
    chat = Chat()
    chat.begin()
    chat.play("> มี")
    before = chat.state()
    step = before["step"]
    for data in [
        f"do=answer&c=99&s=0.{step}&v=5",
        "do=answer&c=12",
        "nonsense",
        "",
        "do=answer&c=12&s=0.0&v=" + "x" * 300,
        f"do=answer&c=12&s=0.{step}&v=abc",
        f"do=answer&c=12&s=0.{step}&v=NaN",
        f"do=answer&c=12&s=0.{step}&n=99",
        f"do=toggle&c=12&s=0.{step}&n=1&on=1",
        f"do=remove&c=12&s=0.{step}&v=/data/teach/areas[9]",
        f"do=edit&c=12&s=0.{step}&v=/data/nowhere",
        f"do=yes&c=12&s=0.{step}",
        f"do=unheard&c=12&s=0.{step}",
        f"do=pick&c=12&s=0.{step}",
    ]:
        chat.do(Tapped(data))
        chat.play("< จัดอบรมหรือประชุมให้บุคลากรของ อปท. กี่ครั้ง")
        assert chat.state()["given"] == before["given"], data


def test_a_button_from_before_a_restart_is_old():
    chat = Chat()
    chat.begin()
    old = chat.button("มีการดำเนินงาน").does
    assert isinstance(old, Post)
    chat.play("> เริ่มใหม่\n> ใช่")
    chat.do(Tapped(old.data))
    chat.play("< ปุ่มนั้นเป็นของข้อก่อนหน้าค่ะ")
    assert chat.state()["given"] == {}


def test_a_confirmation_that_was_left_alone_is_not_taken_later():
    chat = Chat()
    chat.begin()
    chat.play("> มี\n> เริ่มใหม่")
    yes = chat.button("เริ่มใหม่").does
    assert isinstance(yes, Post)
    chat.play("> (สติกเกอร์)")
    chat.do(Tapped(yes.data))
    assert chat.state()["given"] == {"/data/start/happened": "yes"}


def test_an_old_submit_button_shows_the_review_of_now():
    chat = at_review()
    old = chat.button("ส่งรายงาน").does
    assert isinstance(old, Post)
    chat.play("> แก้ 2\n> 3\n> 30")
    chat.do(Tapped(old.data))
    chat.play("< ตรวจทานก่อนส่ง\n< จัดอบรมบุคลากร: 3 ครั้ง")
    assert chat.turn.outcome is Outcome.REVIEW


def test_a_message_taken_back_takes_its_answer_along():
    chat = Chat()
    chat.begin()
    chat.play(
        """
        > มี
        > 2
        > (ยกเลิกข้อความ)
        < ลบคำตอบที่มาจากข้อความที่ยกเลิกการส่งแล้วค่ะ
        < จัดอบรมหรือประชุมให้บุคลากรของ อปท. กี่ครั้ง
        """
    )
    assert chat.state()["given"] == {"/data/start/happened": "yes"}


def test_a_photo_taken_back_is_dropped_even_where_it_is_required():
    chat = at_review()
    chat.play("> (ยกเลิกข้อความ)\n< ส่งภาพถ่ายการดำเนินงานอย่างน้อย 1 ภาพ")
    assert chat.turn.dropped == ("photo-10",)
    assert "photo-10" not in str(chat.state()["given"])


def test_taking_back_what_was_no_answer_says_nothing():
    chat = Chat()
    chat.begin()
    chat.play("> สวัสดีค่ะทุกคน\n> (ยกเลิกข้อความ)")
    assert chat.turn.messages == ()
    assert chat.turn.outcome is Outcome.ASKING


def test_after_a_stray_unsend_the_buttons_that_stand_still_answer():
    chat = Chat()
    chat.begin()
    chat.play("> สวัสดีค่ะทุกคน\n> (ยกเลิกข้อความ)\n> [มีการดำเนินงาน]\n< จัดอบรมหรือประชุมให้บุคลากร")
    chat.play("> เริ่มใหม่\n> (ยกเลิกข้อความ)\n> [เริ่มใหม่]\n< เริ่มใหม่แล้วค่ะ")
    assert chat.state()["given"] == {}
