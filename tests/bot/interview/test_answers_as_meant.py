"""Answers as they are meant: all unticked, words that are commands elsewhere, a year, a month."""

from __future__ import annotations

import pytest

from bot.interview import interview
from bot.interview.values.facts import read_facts
from bot.messages import PickDate
from tests.bot.interview.chat import Chat, form_of

FORM = """
| survey |
| | type | name | label | required | appearance | constraint |
| | select_multiple things | had | มีอะไรบ้าง | | | |
| | select_multiple things | must | ต้องมีอะไร | yes | | |
| | text | topic | เรื่องที่อบรม | | | |
| | date | begun | เริ่มปีใด | yes | year | . <= today() |
| | date | since | ตั้งแต่เดือนใด | yes | month-year | |
| | text | last | หมายเหตุ | | | |
| choices |
| | list_name | name | label |
| | things | water | น้ำ |
| | things | people | คน |
| settings |
| | form_title | form_id |
| | แบบทดสอบ | meant |
"""


def at(*before: str, on_pc: bool = False) -> Chat:
    chat = Chat(form_of(FORM), on_pc)
    chat.begin()
    for words in before:
        chat.type(words)
    return chat


def given(chat: Chat, name: str) -> object:
    return chat.state()["given"].get(f"/data/{name}")


def test_unticking_all_and_done_takes_the_answer_away() -> None:
    chat = at("1 2", "ย้อน")
    chat.play("> [☑ 1.]\n> [☑ 2.]\n> [เสร็จ]\n< ✓ ลบคำตอบข้อนี้แล้ว\n< ต้องมีอะไร")
    assert given(chat, "had") is None


def test_unticking_all_of_what_must_be_answered_is_refused() -> None:
    chat = at("1", "1 2", "ย้อน")
    chat.play("> [☑ 1.]\n> [☑ 2.]\n> เสร็จ\n< ⚠ ข้อนี้จำเป็นต้องตอบค่ะ\n< ต้องมีอะไร")


def test_done_at_what_was_never_ticked_leaves_the_answer() -> None:
    chat = at("1 2", "ย้อน")
    chat.play("> [เสร็จ]\n< ✓ เลือก: น้ำ, คน")
    assert given(chat, "had") == ["water", "people"]


@pytest.mark.parametrize("word", ["เอกสาร", "คู่มือ", "ผู้ประสานงาน", "ยกเลิก", "ประวัติ", "หยุดก่อน", "สื่อ"])
def test_a_command_at_a_text_question_may_be_the_answer(word: str) -> None:
    chat = at("1", "1")
    chat.play(f"> {word}\n< “{word}”\n< หมายถึงคำตอบของข้อนี้ หรือคำสั่ง\n> [เป็นคำตอบ]\n< ✓ บันทึกข้อความแล้ว\n< เริ่มปีใด")
    assert given(chat, "topic") == word


def test_it_is_chosen_by_word_on_a_pc_and_a_message_taken_back_is_forgotten() -> None:
    chat = at("1", "1", on_pc=True)
    chat.play("> คู่มือ\n> คำตอบ\n< ✓ บันทึกข้อความแล้ว\n> ย้อน\n> คู่มือ\n> คำสั่ง")
    assert chat.turn.spoken is not None and given(chat, "topic") == "คู่มือ"
    chat = at("1", "1", on_pc=True)
    chat.play("> คู่มือ\n> (ยกเลิกข้อความ)")
    assert "คู่มือ" not in str(chat.state())


def test_the_message_of_a_confirmed_answer_can_be_taken_back() -> None:
    chat = at("1", "1")
    chat.play("> คู่มือ\n> [เป็นคำตอบ]\n< เริ่มปีใด\n> (ยกเลิกข้อความ)\n< เรื่องที่อบรม")
    assert given(chat, "topic") is None


@pytest.mark.parametrize("quotes", ["“{}”", '"{}"', "'{}'", "‘{}’"])
def test_quotes_enter_any_word(quotes: str) -> None:
    for word in ("ข้าม", "ย้อน", "เมนู", "เอกสาร", "ภาพรวม"):
        chat = at("1", "1")
        chat.play(f"> {quotes.format(word)}\n< ✓ บันทึกข้อความแล้ว\n< เริ่มปีใด")
        assert given(chat, "topic") == word


def test_quotes_around_other_words_are_the_authors_own() -> None:
    chat = at("1", "1")
    chat.play("> “ดินดี”\n< ✓ บันทึกข้อความแล้ว")
    assert given(chat, "topic") == "“ดินดี”"


@pytest.mark.parametrize("word", ["ข้าม", "ย้อน", "ทวน", "ช่วยเหลือ", "เมนู", "ความรู้"])
def test_what_the_interview_itself_offers_is_done_at_once(word: str) -> None:
    assert "หมายถึงคำตอบ" not in at("1", "1").type(word)


@pytest.mark.parametrize("word", ["2560", "ปี 2560", "พ.ศ. ๒๕๖๐", "60", "ค.ศ. 2017", "5/10/60"])
def test_a_year(word: str) -> None:
    chat = at("1", "1", "x")
    chat.play(f"< พิมพ์ปี พ.ศ.\n> {word}\n< ✓ บันทึกแล้ว: พ.ศ. 2560\n< ตั้งแต่เดือนใด")
    assert given(chat, "begun") == "2017-01-01"


@pytest.mark.parametrize("word", ["ต.ค. 2560", "ตุลาคม 60", "10/2560", "5 ต.ค. 60"])
def test_a_month(word: str) -> None:
    chat = at("1", "1", "x", "2560")
    chat.play(f"< พิมพ์เดือนและปี\n> {word}\n< ✓ บันทึกแล้ว: ตุลาคม 2560\n< หมายเหตุ")
    assert given(chat, "since") == "2017-10-01"


def test_a_year_and_a_month_by_tap_and_what_is_none() -> None:
    chat = at("1", "1", "x")
    assert not any(isinstance(button.does, PickDate) for button in chat.buttons())
    chat.play("> นานแล้ว\n< ⚠ ยังอ่านเป็นปีไม่ได้ค่ะ\n> [2568]\n< ✓ บันทึกแล้ว: พ.ศ. 2568\n> ถั่ว\n< ⚠ ยังอ่านเป็นเดือนไม่ได้ค่ะ")
    chat.play("> [ตุลาคม 2569]\n< ✓ บันทึกแล้ว: ตุลาคม 2569")
    assert given(chat, "begun") == "2025-01-01" and given(chat, "since") == "2026-10-01"


def test_a_sent_report_of_eighty_answers_is_shown_to_the_last() -> None:
    rows = "\n".join(f"| | integer | n{number} | คำถามที่ {number} |" for number in range(1, 81))
    form = form_of(f"| survey |\n| | type | name | label |\n{rows}")
    chat = Chat(form)
    answers = {f"n{number}": number for number in range(1, 81)}
    first, last = interview.show(form, answers, chat.about, chat.now, page=1)
    second, _ = interview.show(form, answers, chat.about, chat.now, page=2)
    labels = [row.label for card in (*first, *second) for section in card.sections for row in section.rows]
    assert labels == [f"คำถามที่ {number}" for number in range(1, 81)] and last == 2
    assert len(first) <= 4 and len(second) == 1


COUNTED = """
| survey |
| | type | name | label | bind::nong:unit | bind::nong:reads |
| | integer | people | กี่คน | คน | |
| | decimal | spent | ใช้เงินเท่าใด | | baht |
| | integer | plots | กี่แห่ง | แห่ง | |
| | integer | bare | เท่าใด | | |
| | text | last | หมายเหตุ | | |
| settings |
| | form_title | form_id | namespaces |
| | แบบทดสอบ | counted | nong="https://nong-rai-ngan.example/form" |
"""


def test_a_figure_of_something_else_is_asked_about_and_never_taken() -> None:
    chat = Chat(form_of(COUNTED), on_pc=True)
    chat.begin()
    chat.play(
        """
        > 2 ครั้ง
        < ข้อนี้นับเป็น “คน” แต่คำตอบนับเป็น “ครั้ง” ค่ะ ถ้าหมายถึง 2 คน พิมพ์เฉพาะตัวเลข 2
        > สองครั้งค่ะ
        < “ครั้ง”
        > 1,200 บาท
        < “บาท”
        > 2
        < ✓ บันทึกแล้ว: 2 คน
        > 40 คน
        < “คน”
        > 75 สตางค์
        < ✓ บันทึกแล้ว: 0.75 บาท
        > 3 แปลง
        < ✓ บันทึกแล้ว: 3 แห่ง
        > 7 ครั้ง
        < ✓ บันทึกแล้ว: 7
        """
    )
    assert [given(chat, name) for name in ("people", "spent", "plots", "bare")] == [2, 0.75, 3, 7]


def test_a_measure_may_be_called_by_its_short_name() -> None:
    form = COUNTED.replace("| integer | people | กี่คน | คน | |", "| decimal | road | ยาวเท่าใด | กิโลเมตร | |")
    form = form.replace("| integer | plots | กี่แห่ง | แห่ง | |", "| decimal | water | น้ำเท่าใด | ลบ.ม. | |")
    chat = Chat(form_of(form), on_pc=True)
    chat.begin()
    chat.play(
        """
        > 2.5 กก.
        < ข้อนี้นับเป็น “กิโลเมตร” แต่คำตอบนับเป็น “กก”
        > 2.5 กม.
        < ✓ บันทึกแล้ว: 2.5 กิโลเมตร
        > 100
        > 1,200 ลูกบาศก์เมตร
        < ✓ บันทึกแล้ว: 1,200 ลบ.ม.
        """
    )
    assert [given(chat, name) for name in ("road", "water")] == [2.5, 1200]


def test_an_announced_unit_decides_among_several_answers() -> None:
    facts = read_facts(form_of(COUNTED), "กี่คน 2 ครั้ง กี่แห่ง 3 แปลง เท่าใด 5 ครั้ง")
    assert facts.values == {"/data/plots": 3, "/data/bare": 5}
    assert facts.unclear == ("กี่คน 2 ครั้ง",)
