"""An answer that looks wrong is said at once, and confirmed or corrected: by a tap, by words, by the right value."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.engine.instance.saved import FillingState
from bot.interview import interview
from bot.interview.state.interview_state import Anomalies, InterviewState
from bot.interview.state.types import SentBack, Tapped
from bot.messages import Text
from tests.bot.interview.chat import Chat, built_in, form_of

FORM = """
| survey |
|  | type | name | label | bind::nong:short | bind::nong:unit | bind::nong:warn | required |
|  | integer | people | กี่คน | ผู้เข้าร่วม | คน | | yes |
|  | integer | plots | ทั้งหมดกี่แห่ง | พื้นที่ทั้งหมด | แห่ง | total | |
|  | text | problems | ปัญหา | ปัญหา | | | |
|  | image | photo | ภาพ | ภาพ | | | |
| settings |
|  | form_title | form_id | namespaces |
|  | t | t | nong="https://nong-rai-ngan.example/form" |
"""
WORDS = "น้ำไม่เพียงพอในหน้าแล้ง ขอรถขุดจากจังหวัด"
SEPTEMBER = ("2026-09", {"people": 12, "plots": 7, "problems": WORDS})
AUGUST = ("2026-08", {"people": 12, "plots": 6, "problems": WORDS})
ASKED = "ครั้งนี้ 1,200 คน เป็น 100 เท่าของเดือนก่อน ถูกต้องหรือไม่คะ"


def begun(**given: Any) -> Chat:
    chat = Chat(form_of(FORM), on_pc=given.pop("on_pc", False))
    chat.begin(**{"before": [SEPTEMBER, AUGUST], "factor": 5, **given})
    return chat


def sent(chat: Chat) -> tuple[dict[str, Any], tuple[str, ...]]:
    chat.type("ส่ง")
    return chat.answers, chat.turn.confirmed


def test_a_jump_is_confirmed_with_one_tap_and_marked_before_sending() -> None:
    chat = begun()
    chat.play(
        f"""
        > 1200
        < ✓ บันทึกแล้ว: 1,200 คน
        < โปรดตรวจสอบ “ผู้เข้าร่วม”
        < เดือนกันยายน 2569 รายงานไว้ 12 คน
        < {ASKED}
        <! ทั้งหมดกี่แห่ง
        > [ใช่ ถูกต้อง]
        < ✓ ยืนยันแล้ว: 1,200 คน
        < ทั้งหมดกี่แห่ง
        > 7
        > ไม่มี
        > ข้าม
        < ผู้เข้าร่วม: 1,200 คน (ยืนยันแล้ว)
        <! 7 แห่ง (ยืนยันแล้ว)
        """
    )
    assert sent(chat) == ({"people": 1200, "plots": 7, "problems": "ไม่มี"}, ("/data/people",))


def test_the_message_is_one_text_with_two_buttons() -> None:
    chat = begun()
    chat.type("1200")
    [message] = chat.turn.messages
    assert isinstance(message, Text)
    assert [button.label for button in message.quick] == ["ใช่ ถูกต้อง", "แก้ไข"]
    assert len(message.text) < 260


@pytest.mark.parametrize(
    "yes",
    [
        "ใช่",
        "ใช่ค่ะ",
        "ถูกต้อง",
        "ถูกต้องแล้วครับ",
        "ใช่ ถูกต้อง",
        "ยืนยัน",
        "=",
        "เหมือนเดิม",
        "โอเค",
        "ใช่ 1200 คน",
        "๑๒๐๐",
        "แน่ใจค่ะ",
        "ตรวจแล้ว ถูกต้อง",
        "เพิ่มขึ้นจริงค่ะ",
        "ใช่ค่ะ เดือนนี้มีงานใหญ่ของอำเภอ คนจึงเข้าร่วมมากกว่าทุกเดือน",
        "👍",
    ],
)
def test_a_yes_in_words(yes: str) -> None:
    chat = begun(on_pc=True)
    chat.play(f"> 1200\n> {yes}\n< ทั้งหมดกี่แห่ง\n> 7\n> -\n> ข้าม")
    assert sent(chat)[1] == ("/data/people",)


@pytest.mark.parametrize("no", ["ไม่ใช่", "ไม่ใช่ค่ะ", "ไม่", "แก้ไข", "แก้", "ผิด", "พิมพ์ผิดค่ะ", "ไม่ถูกต้อง", "ย้อน", "[แก้ไข]"])
def test_a_no_leads_back_to_the_question(no: str) -> None:
    chat = begun()
    chat.play(
        f"""
        > 1200
        > {no}
        < กี่คน
        < คำตอบปัจจุบัน: 1,200 คน
        > 120
        < โปรดตรวจสอบ
        < 120 คน เป็น 10 เท่าของเดือนก่อน
        > {no}
        > 12
        < ✓ บันทึกแล้ว: 12 คน
        < ทั้งหมดกี่แห่ง
        > 7
        > -
        > ข้าม
        <! ยืนยันแล้ว
        """
    )
    assert sent(chat) == ({"people": 12, "plots": 7, "problems": "-"}, ())


@pytest.mark.parametrize(
    "right", ["12", "สิบสองคน", "ไม่ใช่ 12", "ไม่ใช่ค่ะ 12 คน", "แก้เป็น ๑๒", "ที่ถูกคือ 12", "เป็น 12 คน", "แก้ 12"]
)
def test_the_right_value_typed_straight_away(right: str) -> None:
    chat = begun(on_pc=True)
    chat.play(f"> 1200\n> {right}\n< ✓ บันทึกแล้ว: 12 คน\n< ทั้งหมดกี่แห่ง\n> 7\n> -\n> ข้าม")
    assert sent(chat) == ({"people": 12, "plots": 7, "problems": "-"}, ())


def test_words_that_are_neither_ask_again() -> None:
    chat = begun()
    chat.play("> 1200\n> เอ๊ะ\n< ยังไม่เข้าใจคำตอบค่ะ\n< ถูกต้องหรือไม่คะ\n> ไม่แน่ใจ\n< ยังไม่เข้าใจคำตอบค่ะ\n> ใช่\n< ทั้งหมดกี่แห่ง")


def test_one_figure_among_other_words_is_offered() -> None:
    chat = begun()
    chat.play("> 1200\n> เดือนก่อน 12\n< หมายถึง 12 หรือไม่คะ\n> [12]\n< ✓ บันทึกแล้ว: 12 คน\n< ทั้งหมดกี่แห่ง")


def test_whoever_looks_again_and_leaves_the_value_means_it() -> None:
    chat = begun()
    chat.play("> 1200\n> แก้ไข\n< กี่คน\n> [คงเดิม: 1,200 คน]\n< ทั้งหมดกี่แห่ง\n> 7\n> -\n> ข้าม")
    assert sent(chat)[1] == ("/data/people",)


def test_giving_the_change_up_asks_once_more() -> None:
    begun().play("> 1200\n> [แก้ไข]\n> [ไม่แก้]\n< ถูกต้องหรือไม่คะ\n> ใช่\n< ทั้งหมดกี่แห่ง")


def test_it_is_asked_once_and_anew_for_another_value() -> None:
    chat = begun()
    chat.play(
        """
        > 1200
        > ใช่
        > ย้อน
        < กี่คน
        > 1200
        <! โปรดตรวจสอบ
        > ย้อน
        > 1300
        < โปรดตรวจสอบ
        > ใช่
        > 7
        > -
        > ข้าม
        > แก้ 1
        > 12
        <! โปรดตรวจสอบ
        <! ยืนยันแล้ว
        > แก้ 1
        > 1
        < เหลือ 1 ใน 12 ของเดือนก่อน
        > ใช่
        < ผู้เข้าร่วม: 1 คน (ยืนยันแล้ว)
        """
    )
    assert sent(chat)[1] == ("/data/people",)


def test_a_total_that_falls() -> None:
    chat = begun()
    chat.play(
        """
        > 12
        > 5
        < โปรดตรวจสอบ “พื้นที่ทั้งหมด”
        < เดือนกันยายน 2569 รายงานไว้ 7 แห่ง
        < ครั้งนี้ 5 แห่ง ยอดรวมลดลง 2 แห่ง ถูกต้องหรือไม่คะ
        > ใช่
        > -
        > ข้าม
        """
    )
    assert sent(chat)[1] == ("/data/plots",)


def test_the_same_words_a_third_time() -> None:
    chat = begun(on_pc=True)
    chat.play(
        f"""
        > 12
        > 7
        > {WORDS}
        < โปรดตรวจสอบ “ปัญหา”
        < ข้อความนี้เหมือนกับรายงาน 2 ฉบับก่อนหน้า ยังเป็นเช่นเดิมหรือไม่คะ
        > เป็นปัญหาเดียวกัน แต่ได้รถขุดแล้ว
        < ✓ บันทึกข้อความแล้ว
        < ภาพ
        > ย้อน
        > {WORDS}
        > ยังเหมือนเดิมค่ะ
        < ✓ ยืนยันแล้ว
        > ข้าม
        """
    )
    assert sent(chat) == ({"people": 12, "plots": 7, "problems": WORDS}, ("/data/problems",))


def test_nothing_is_lost_by_a_pause_a_sticker_or_a_look_at_the_answers() -> None:
    chat = begun()
    chat.play(
        "> 1200\n> (สติกเกอร์)\n< ถูกต้องหรือไม่คะ\n> ทวน\n< คำตอบจนถึงขณะนี้\n< ถูกต้องหรือไม่คะ\n> ส่ง\n< ยังส่งไม่ได้\n< ถูกต้องหรือไม่คะ"
    )
    chat.play("> ช่วยเหลือ\n< ถูกต้องหรือไม่คะ\n> พัก\n< พัก")
    chat.resume()
    chat.play("< ถูกต้องหรือไม่คะ\n> ใช่\n< ทั้งหมดกี่แห่ง")


def test_what_was_passed_over_is_not_asked_again_and_not_confirmed() -> None:
    chat = begun()
    chat.play("> 1200\n> ข้าม\n< ทั้งหมดกี่แห่ง\n> ย้อน\n> 1200\n<! โปรดตรวจสอบ\n> 7\n> -\n> ข้าม\n<! ยืนยันแล้ว")
    assert sent(chat)[1] == ()


def test_the_last_answer_is_confirmed_before_anything_is_sent() -> None:
    chat = begun()
    chat.play("> 12\n> 7\n> -\n> ข้าม\n> แก้ 1\n> 1200\n< ถูกต้องหรือไม่คะ\n> ส่ง\n< ถูกต้องหรือไม่คะ\n> ใช่\n< ตรวจทานก่อนส่ง")


def test_a_double_tap_confirms_nothing_else() -> None:
    chat = begun()
    chat.play("> 1200\n> แก้ 1\n> 1200\n< ทั้งหมดกี่แห่ง")
    chat = begun()
    chat.type("1200")
    tap = chat.button("ใช่").does
    chat.tap("ใช่")
    chat.do(Tapped(tap.data))  # type: ignore[union-attr]
    assert "ทั้งหมดกี่แห่ง" in chat.says and "ยืนยันแล้ว" not in chat.says


def test_a_fresh_start_keeps_what_is_known() -> None:
    begun().play("> 1200\n> เริ่มใหม่\n> ใช่\n< กี่คน\n> 1200\n< ถูกต้องหรือไม่คะ")


def test_after_sending_a_change_is_looked_at_anew() -> None:
    chat = begun()
    chat.play("> 1200\n> ใช่\n> 7\n> -\n> ข้าม")
    answers, confirmed = sent(chat)
    about = chat.about
    chat.resume()
    chat.play("< 1,200 คน (ยืนยันแล้ว)\n> แก้ 2\n> 3\n< ยอดรวมลดลง 4 แห่ง\n> ใช่")
    assert sent(chat)[1] == ("/data/people", "/data/plots")
    # The same where only the report is left.
    state = interview.reopened(chat.form, answers, about, chat.now, [SEPTEMBER], 5, confirmed)
    chat.turn = interview.resume(chat.form, state, about, chat.now)
    chat.shown = chat.turn.messages
    chat.play("< 1,200 คน (ยืนยันแล้ว)\n> แก้ 1\n> 2000\n< ถูกต้องหรือไม่คะ")


def test_a_talk_from_before_there_were_doubts_goes_on() -> None:
    chat = begun()
    chat.type("12")
    stored = chat.state()
    older = replace(InterviewState.read_from(stored), anomalies=Anomalies())
    assert "past" not in older.to_json()
    chat.turn = replace(chat.turn, state=older.stored_with(FillingState.from_json(stored)))
    chat.play("> 1\n<! โปรดตรวจสอบ\n> -\n> ข้าม")
    assert sent(chat) == ({"people": 12, "plots": 1, "problems": "-"}, ())


def test_values_taken_over_from_last_month_are_never_doubted() -> None:
    form = built_in()
    usual = {"happened": "yes"}
    months = [
        ("2026-09", {"start": usual, "spread": {"people": 4000, "means": ["online"]}, "teach": {"all_areas": 3}}),
        ("2026-08", {"start": usual, "spread": {"people": 40}, "teach": {"all_areas": 5}}),
        ("2026-07", {"start": usual, "spread": {"people": 50}, "teach": {"all_areas": 5}}),
    ]
    chat = Chat(form)
    chat.begin(suggestions=interview.earlier_values(form, months[0][1]), before=months, factor=5)
    chat.play("> มี\n> 0\n> 0\n> =\n<! โปรดตรวจสอบ\n> ใช่\n> 1\n> ข้าม\n> เหมือนเดิมทั้งหมด\n<! โปรดตรวจสอบ\n< ทางใดบ้าง")
    chat.play("> =\n<! โปรดตรวจสอบ\n< งบประมาณ")


def test_a_doubt_goes_along_to_another_version_of_the_form() -> None:
    chat = begun()
    chat.play("> 1200")
    newer = form_of(FORM.replace("| t | t |", "| t2 | t |").replace("กี่คน", "มีกี่คน"))
    state, _ = interview.move(chat.form, chat.state(), newer, chat.now)
    chat.form = newer
    chat.turn = interview.resume(newer, state, chat.about, chat.now)
    chat.shown = chat.turn.messages
    chat.play(f"< {ASKED}\n> ใช่\n> 7\n> -\n> ข้าม\n< 1,200 คน (ยืนยันแล้ว)")


def test_what_was_sent_back_and_answered_anew_is_looked_at_too() -> None:
    chat = begun()
    chat.play("> 12\n> 7\n> -\n> ข้าม")
    sent(chat)
    points = [SentBack("/data/people", "impossible"), SentBack("/data/plots", "unclear")]
    chat.turn = interview.returned(chat.form, chat.state(), points, chat.about, chat.now)
    chat.shown = chat.turn.messages
    chat.play(f"< กี่คน\n> 1200\n< {ASKED}\n> ใช่\n< ทั้งหมดกี่แห่ง\n> 8\n< ผู้เข้าร่วม: 1,200 คน (ยืนยันแล้ว)")
    assert sent(chat)[1] == ("/data/people",)


def test_land_and_money_are_corrected_in_their_own_words() -> None:
    form = form_of(
        """
| survey |
|  | type | name | label | bind::nong:reads |
|  | decimal | land | เนื้อที่ | area |
|  | decimal | money | งบประมาณ | baht |
| settings |
|  | form_title | form_id | namespaces |
|  | t | t | nong="https://nong-rai-ngan.example/form" |
"""
    )
    chat = Chat(form, on_pc=True)
    chat.begin(before=[("2026-09", {"land": 3.5, "money": 1200.5})], factor=5)
    chat.play(
        """
        > 350
        < รายงานไว้ 3 ไร่ 2 งาน
        < ครั้งนี้ 350 ไร่ เป็น 100 เท่าของเดือนก่อน ถูกต้องหรือไม่คะ
        > สามไร่ครึ่ง
        < ✓ บันทึกแล้ว: 3 ไร่ 2 งาน
        > 120050
        < ครั้งนี้ 120,050 บาท เป็น 100 เท่าของเดือนก่อน ถูกต้องหรือไม่คะ
        > 1,200.50.-
        < ✓ บันทึกแล้ว: 1,200.50 บาท
        """
    )
