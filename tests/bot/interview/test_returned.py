"""Sent back: the conversation resumes at that question with the old value and the reason, and returns to the review."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.engine.filling.rebuilding import rebuilt
from bot.interview import interview
from bot.interview.asking.returned import set_returned
from bot.interview.state.types import Outcome, SentBack
from tests.bot.engine.forms import fill, form_of
from tests.bot.interview.chat import ABOUT, NOW, Chat

BUDGET = SentBack("/data/closing/budget", "impossible", "", "12,500 บาท")
STAFF = SentBack("/data/teach/staff", "unclear", "นับรวมวิทยากรหรือไม่", "40 คน")


def sent(on_pc: bool = False) -> Chat:
    """October is sent: training, one new area with a place and a photo, no problems."""
    chat = Chat(on_pc=on_pc)
    chat.begin()
    chat.play(
        """
        > 1
        > 2
        > 40
        > 1
        > 5
        > แปลงวัดเหนือ
        > 1
        > 1
        > 3 ไร่
        > 1
        > ข้าม
        > (ภาพ)
        > เสร็จ
        > ไม่
        > 1,2
        > 300
        > 1
        > 12500
        > ข้าม
        > (ภาพ)
        > ส่ง
        """
    )
    assert chat.turn.outcome is Outcome.SUBMIT
    return chat


def is_sent_back(chat: Chat, *points: SentBack) -> str:
    return chat._heard(interview.returned(chat.form, chat.state(), points, chat.about, chat.now))


def test_one_value_lands_on_its_question_and_is_back_at_the_review() -> None:
    chat = sent()
    before = chat.answers
    is_sent_back(chat, BUDGET)
    chat.play(
        """
        < ↩ ข้อนี้ถูกส่งกลับให้แก้ไข
        < เหตุผล: ค่าไม่น่าเป็นไปได้
        < ที่ส่งไว้: 12,500 บาท
        < ใช้งบประมาณไปกี่บาท
        > 1,250
        < 1,250 บาท
        < ครบทุกข้อที่ส่งกลับแล้ว
        < ตรวจทานก่อนส่ง
        > [ส่งรายงาน]
        """
    )
    assert chat.answers["closing"]["budget"] == 1250
    before["closing"]["budget"] = 1250
    assert chat.answers == before


def test_several_one_after_another_by_typing_and_one_stands_as_it_was() -> None:
    chat = sent(on_pc=True)
    is_sent_back(chat, STAFF, BUDGET)
    chat.play(
        """
        < ข้อนี้ถูกส่งกลับให้แก้ไข
        < ข้อมูลไม่ชัดเจน (นับรวมวิทยากรหรือไม่)
        < รวมทุกครั้งกี่คน
        > =
        < ใช้งบประมาณไปกี่บาท
        <! ครบทุกข้อ
        > สองพัน
        < ครบทุกข้อที่ส่งกลับแล้ว
        > ส่ง
        """
    )
    assert (chat.answers["teach"]["staff"], chat.answers["closing"]["budget"]) == (40, 2000)


def test_a_value_in_a_row_and_a_photo() -> None:
    chat = sent()
    area, photo = "/data/teach/areas[1]/area", "/data/closing/photo_1"
    is_sent_back(chat, SentBack(area, "impossible", "", "3 ไร่"), SentBack(photo, "photo", "", "แนบภาพแล้ว"))
    chat.play(
        """
        < เนื้อที่เท่าไร
        < ที่ส่งไว้: 3 ไร่
        > 2 งาน
        < ภาพไม่ตรงกับที่รายงาน
        > (ภาพ)
        < ครบทุกข้อ
        > ส่ง
        """
    )
    assert chat.answers["teach"]["areas"][0]["area"] == 0.5
    assert chat.turn.dropped  # the photo that was replaced


def test_the_whole_report_is_said_at_the_review_until_it_is_sent() -> None:
    chat = sent()
    is_sent_back(chat, SentBack("", "wrong_month"))
    chat.play("< ↩ รายงานถูกส่งกลับทั้งฉบับ\n< ไม่ใช่ข้อมูลของงวดนี้\n< ตรวจทานก่อนส่ง\n> แก้ 2\n> 3\n< ↩ รายงานถูกส่งกลับทั้งฉบับ\n> ส่ง")
    assert chat.answers["teach"]["sessions"] == 3
    chat.resume()
    assert "ส่งกลับ" not in chat.says


def test_nothing_is_sent_before_what_came_meanwhile_was_told() -> None:
    for point, told in ((SentBack("", "wrong_month"), "ส่งกลับทั้งฉบับ"), (BUDGET, "ใช้งบประมาณไปกี่บาท")):
        chat = sent()
        chat.resume()
        chat.turn = replace(chat.turn, state=set_returned(chat.state(), [point]))
        chat.tap("ส่งรายงาน")
        assert told in chat.says and chat.turn.outcome is not Outcome.SUBMIT


def test_the_question_that_stood_open_is_answered_first() -> None:
    chat = sent()
    chat.type("แก้ 2")
    chat.turn = replace(chat.turn, state=set_returned(chat.state(), [BUDGET]))
    chat.play("> 3\n< ใช้งบประมาณไปกี่บาท\n> 9\n> ส่ง")
    assert (chat.answers["teach"]["sessions"], chat.answers["closing"]["budget"]) == (3, 9)


def test_the_reason_outlives_a_pause_a_look_a_slip_and_a_restart() -> None:
    chat = sent()
    is_sent_back(chat, BUDGET)
    chat.play("> พัก")
    chat.resume()
    chat.play(
        """
        < เหตุผล: ค่าไม่น่าเป็นไปได้
        > มาก
        < เหตุผล: ค่าไม่น่าเป็นไปได้
        > ทวน
        < เหตุผล: ค่าไม่น่าเป็นไปได้
        > แก้ 2
        < กี่ครั้ง
        > 3
        < เหตุผล: ค่าไม่น่าเป็นไปได้
        > เริ่มใหม่
        > ใช่
        > 2
        < เหตุผลที่ไม่มีการดำเนินงาน
        > 1
        < ครบทุกข้อ
        """
    )


def test_what_opens_anew_is_asked_before_the_next_one_sent_back() -> None:
    chat = sent()
    is_sent_back(chat, SentBack("/data/join/centre", "unclear", "", "ไม่ใช่"), BUDGET)
    chat.play("> ใช่\n< ครัวเรือนที่ให้ความช่วยเหลือ\n> 4\n< ใช้งบประมาณไปกี่บาท\n> 1\n< ครบทุกข้อ")


def test_a_question_that_is_gone_is_passed_over() -> None:
    chat = sent()
    is_sent_back(chat, SentBack("/data/join/households", "missing"), SentBack("/data/nowhere", "missing"))
    assert "ตรวจทานก่อนส่ง" in chat.says and "ครบทุกข้อ" in chat.says


def test_landing_on_one_of_several() -> None:
    chat = sent()
    is_sent_back(chat, STAFF, BUDGET)
    chat._heard(interview.lands(chat.form, chat.state(), ABOUT, NOW, BUDGET.path))
    chat.play("< ใช้งบประมาณไปกี่บาท\n> 5\n< รวมทุกครั้งกี่คน\n> 30\n< ครบทุกข้อ")
    chat._heard(interview.lands(chat.form, chat.state(), ABOUT, NOW, BUDGET.path))
    assert "ตรวจทานก่อนส่ง" in chat.says


def test_a_talk_that_is_left_nowhere_is_made_again_from_the_answers() -> None:
    first = sent()
    again = Chat(first.form)
    state = interview.reopened(first.form, json.loads(json.dumps(first.answers)), ABOUT, NOW)
    again._heard(interview.returned(first.form, state, [BUDGET], ABOUT, NOW))
    again.play("< ใช้งบประมาณไปกี่บาท\n< ที่ส่งไว้: 12,500 บาท\n> 7\n< ตรวจทานก่อนส่ง\n> ส่ง")
    wanted = first.answers
    wanted["closing"]["budget"] = 7
    assert again.answers == wanted


ROWS = """
| survey |
|        | type         | name  | label     | required |
|        | begin repeat | plots | แปลง      |          |
|        | text         | who   | ชื่อ        | yes      |
|        | begin repeat | trees | ต้นไม้      |          |
|        | integer      | count | กี่ต้น       |          |
|        | end repeat   |       |           |          |
|        | end repeat   |       |           |          |
|        | text         | end   | หมายเหตุ   |          |
|        | decimal      | must  | ต้องตอบ    | yes      |
"""


def test_rows_keep_their_ids_when_made_again() -> None:
    filling = fill(ROWS)
    for who in ("ก", "ข"):
        row = filling.add_row("/data/plots") if who == "ข" else "/data/plots[1]"
        filling.answer(f"{row}/who", who)
    for _ in range(2):
        filling.add_row("/data/plots[2]/trees")
    filling.answer("/data/plots[2]/trees[3]/count", 8)
    assert filling.remove_row("/data/plots[1]") and filling.remove_row("/data/plots[2]/trees[1]")
    answers = json.loads(json.dumps(filling.answers()))
    again = rebuilt(form_of(ROWS), answers, now=NOW, seed=1)
    assert again.answers()["plots"] == answers["plots"]
    assert again.add_row("/data/plots") == "/data/plots[3]"


def test_what_must_be_answered_and_is_not_is_found_and_asked() -> None:
    form = form_of(ROWS)
    assert interview.lacking(form, {"plots": [{"_id": "4", "who": "ก"}]}, NOW) == ("/data/must",)
    assert interview.lacking(form, {"plots": [{"_id": "4"}], "must": 1}, NOW) == ("/data/plots[4]/who",)
    current = rebuilt(form, {"plots": [{"_id": "4"}], "must": "many"}, now=NOW, seed=1).current()
    assert current is not None and current.path == "/data/plots[4]/who"


def test_the_lines_of_a_sent_report_are_numbered_and_name_their_rows() -> None:
    chat = sent()
    lines = interview.lines(chat.form, chat.answers, NOW)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    by_path = {line.path: line for line in lines}
    area = by_path["/data/teach/areas[1]/area"]
    assert (area.label, area.shown) == ("เนื้อที่", "3 ไร่")
    assert area.heading == "พื้นที่ต้นแบบที่เพิ่มขึ้น · 1. แปลงวัดเหนือ"
    assert by_path["/data/closing/problems"].shown == ""  # asked, and left blank
    assert "/data/closing/photo_3" not in by_path
    assert lines == interview.lines(chat.form, json.loads(json.dumps(chat.answers, sort_keys=True)), NOW)
