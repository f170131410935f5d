"""A form in several languages: the officer's own choice, by a button or a word, at any question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.interview import interview
from bot.interview.state.types import Tapped
from bot.interview.values.languages import called, key_of, named, spoken
from bot.messages import Post, as_text
from tests.bot.interview.chat import ABOUT, NOW, Chat, form_of

FORM = (
    """
| survey |
| | type | name | label::TH | label::EN | hint::TH | hint::EN | constraint | MESSAGE::TH | MESSAGE::EN |
| | begin group | g | หมวดน้ำ | Water | | | | | |
| | integer | n | จำนวนบ่อ | Number of ponds | นับทุกบ่อ | Count all | . < 10 | ต้องน้อยกว่า 10 | Must be below 10 |
| | note | told | ท่านตอบ ${n} | You said ${n} | | | | | |
| | select_one s | s | แหล่งน้ำ | Source | | | | | |
| | select_multiple s | m | เคยใช้ | Used before | | | | | |
| | end group | | | | | | | | |
| | text | t | หมายเหตุ | Remarks | | | | | |
| choices |
| | list_name | name | label::TH | label::EN |
| | s | a | ฝน | Rain |
| | s | b | คลอง | Canal |
| settings |
| | form_title | form_id | default_language |
| | t | t | ไทย (th) |
""".replace("MESSAGE", "constraint_message")
    .replace("::TH", "::ไทย (th)")
    .replace("::EN", "::English (en)")
)
ONE = """
| survey |
| | type | name | label |
| | text | t | พูดภาษาใด |
| | integer | n | กี่คน |
"""
THREE = FORM.replace("label::English (en) | hint", "label::English (en) | label::Lao (lo) | hint").replace(
    "Number of ponds | ", "Number of ponds | ຈຳນວນ | "
)


def test_the_other_language_is_one_tap_away_and_all_later_words_come_in_it() -> None:
    chat = Chat(form_of(FORM))
    assert "แบบนี้มี 2 ภาษา (ไทย, English)" in chat.begin()
    chat.play(
        """
        < จำนวนบ่อ
        > [English]
        < เปลี่ยนภาษาของแบบเป็น “English” แล้ว
        < Number of ponds
        < Count all
        < Water
        <! จำนวนบ่อ
        > 12
        < Must be below 10
        > 3
        < You said 3
        < 1. Rain
        > ฝน
        < ✓ เลือก: Rain
        < Used before
        > คลอง
        > [ไทย]
        < หมายเหตุ
        > -
        < จำนวนบ่อ
        < คลอง
        """
    )
    assert chat.state()["given"] == {"/data/g/n": 3, "/data/g/s": "a", "/data/g/m": ["b"], "/data/t": "-"}


def test_it_is_chosen_by_words_too_and_on_a_pc() -> None:
    chat = Chat(form_of(FORM), on_pc=True)
    chat.begin()
    chat.play("> ภาษา\n< 1. ไทย\n< 2. English\n> 2\n< Number of ponds\n> 2\n< ✓ \n< Source")
    chat.play("> language\n> ไทย\n< แหล่งน้ำ\n> ภาษา 2\n< Source\n> ภาษา\n> [1. ไทย]\n< แหล่งน้ำ")
    chat.play("> ภาษาอังกฤษ\n< Source\n> Rain\n> ภาษา\n> Canal\n< Remarks")
    chat.play("> ภาษา\n> ยกเลิก\n< ไม่มีการเปลี่ยนแปลงค่ะ\n< Remarks\n<! ลบร่าง")
    # At a text question its name is an answer.
    chat.play("> English\n< Remarks: English")


def test_a_form_of_one_language_knows_no_such_word() -> None:
    chat = Chat(form_of(ONE))
    assert "ภาษา (" not in chat.begin()
    assert not [one for one in chat.buttons() if "ภาษา" in one.label]
    chat.play("> ภาษา\n< กี่คน\n> ภาษา\n< กี่คน")
    assert chat.state()["given"] == {"/data/t": "ภาษา"}


def test_three_languages_are_asked_for() -> None:
    chat = Chat(form_of(THREE))
    chat.begin()
    chat.play("> [ภาษา]\n< 3. Lao\n> [3. Lao]\n< ຈຳນວນ\n< นับทุกบ่อ")


def test_the_choice_is_told_and_holds_for_drafts_and_other_forms() -> None:
    chat = Chat(form_of(FORM))
    chat.begin()
    chat.tap("English")
    assert chat.turn.language == "en" and "ครั้งต่อไป" not in chat.says, "a trial is nobody's"
    chat.type("3")
    assert chat.turn.language is None
    # A colleague with a choice of their own goes on with it, and so does whoever chose at another form.
    chat.about = replace(ABOUT, language="")
    assert "แหล่งน้ำ" in chat.resume()
    chat.about = replace(ABOUT, language="en")
    assert "Source" in chat.resume()
    assert "ครั้งต่อไปจะใช้ภาษานี้ด้วย" in chat.tap("ไทย")
    other = Chat(form_of(FORM), about=chat.about)
    assert "Number of ponds" in other.begin()
    [card], _ = interview.show(form_of(FORM), {"g": {"n": 3, "s": "a"}}, chat.about, NOW)
    assert "Number of ponds: 3" in as_text(card) and "Source: Rain" in as_text(card)


def test_an_old_draft_goes_on_and_an_old_button_still_changes_the_language() -> None:
    chat = Chat(form_of(FORM))
    chat.begin()
    old = chat.button("English")
    chat.type("3")
    chat.play("< แหล่งน้ำ")
    assert isinstance(old.does, Post)
    assert "Source" in chat.do(Tapped(old.does.data))


@pytest.mark.parametrize(
    ("language", "key", "shown"),
    [
        ("English (en)", "en", "English"),
        ("english", "en", "english"),
        ("en", "en", "English"),
        ("ไทย", "th", "ไทย"),
        ("(th)", "th", "ไทย"),
        ("default", "", "ภาษาหลัก"),
        ("", "", "ภาษาหลัก"),
        ("ภาษาถิ่น" * 9, ("ภาษาถิ่น" * 9)[:32], "ภาษาถิ่น" * 9),
    ],
)
def test_languages_by_name_and_code(language: str, key: str, shown: str) -> None:
    assert (key_of(language), called(language)) == (key, shown)


def test_a_language_is_found_in_another_form() -> None:
    form = form_of(FORM)
    assert spoken(form, "en") == "English (en)" and spoken(form, "") == spoken(form, "lo") == "ไทย (th)"
    assert named(form, "อังกฤษ") == named(form, "ENGLISH") == "English (en)" and named(form, "ลาว") is None
