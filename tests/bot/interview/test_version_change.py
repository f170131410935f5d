"""A version is withdrawn under a half-filled report: what still fits stays, the rest is asked again and named."""

from __future__ import annotations

import json

from bot.engine.definition.form import Form
from bot.engine.filling.filling import Filling
from bot.engine.instance.saved import FillingState
from bot.interview import interview
from bot.interview.state.types import Tapped
from bot.interview.version_change import Carried, carry_over
from tests.bot.engine.test_every_kind import FEATURES, OR_OTHER, TYPES, published
from tests.bot.interview.chat import NOW, Chat, built_in, form_of

HEAD = "| survey |\n| | type | name | label | relevant | constraint | required |\n"
LISTS = "| choices |\n| | list_name | name | label |\n| | l | a | ก |\n| | l | b | ข |\n"
OLD = (
    HEAD
    + """| | integer | people | กี่คน | | | yes |
| | select_one l | which | อย่างใด | | | yes |
| | text | words | ข้อความ | | | |
| | text | gone | ข้อที่จะหายไป | | | |
| | text | skipped | ข้อที่ข้าม | | | |
| | text | hidden | เพราะเหตุใด | ${which} = 'b' | | |
| | begin repeat | plot | แปลง | | | |
| | text | name | ชื่อแปลง | | | |
| | decimal | size | เนื้อที่ | | | |
| | end repeat | | | | | |
| | image | photo | ภาพ | | | |
"""
    + LISTS
)


def half_filled() -> Chat:
    chat = Chat(form_of(OLD))
    chat.begin()
    chat.play("> 40\n> ข\n> คำ\n> เก่า\n> ข้าม\n> เหตุผล\n> แก้ 2\n> ก\n< ชื่อแปลง")
    return chat


def moved(markdown: str, chat: Chat | None = None) -> tuple[Carried, Filling]:
    new = form_of(markdown)
    chat = chat or half_filled()
    carried = carry_over(chat.form, FillingState.from_json(chat.state()), new, NOW)
    assert carried.state == FillingState.from_json(json.loads(json.dumps(carried.state.to_json())))
    return carried, Filling.made_of(new, carried.state, now=NOW)


def at(filling: Filling) -> str:
    place = filling.current()
    return place.path if place else "review"


def test_the_same_form_again_keeps_everything() -> None:
    chat = half_filled()
    before = Filling.restore(chat.form, chat.state(), now=NOW)
    carried, filling = moved(OLD, chat)
    assert (carried.again, carried.gone, carried.dropped) == ((), (), ())
    assert filling.answers() == before.answers()
    assert filling.state()["given"] == before.state()["given"]


def test_each_answer_that_passes_stays_and_the_rest_is_named() -> None:
    new = (
        HEAD
        + """| | integer | people | กี่คน | | . <= 30 | yes |
| | select_one l | which | อย่างใด | | | yes |
| | integer | words | จำนวนคำ | | | |
| | text | fresh | ข้อใหม่ | | | yes |
| | text | skipped | ข้อที่ข้าม | | | yes |
| | text | hidden | เพราะเหตุใด | ${which} = 'b' | | |
"""
        + LISTS
    )
    carried, filling = moved(new)
    assert carried.kept == 2
    assert carried.again == ("กี่คน", "ข้อความ")
    assert carried.gone == ("ข้อที่จะหายไป",)
    assert filling.answers() == {"which": "a"}
    assert at(filling) == "/data/people"
    # The hidden answer comes back with its question.
    filling.answer("/data/people", 20)
    filling.answer("/data/which", "b")
    assert filling.answers()["hidden"] == "เหตุผล"
    asked = []
    while (place := filling.current()) is not None:
        asked.append(place.path)
        filling.answer(place.path, 7 if place.path == "/data/words" else "ค")
    assert asked == ["/data/words", "/data/fresh", "/data/skipped"]


def test_a_choice_that_is_gone_is_asked_again() -> None:
    carried, filling = moved(OLD.replace("| | l | a | ก |\n", "| | l | c | ค |\n"))
    assert carried.again == ("อย่างใด",)
    assert at(filling) == "/data/which"


def test_rows_and_photos_move_too() -> None:
    chat = half_filled()
    chat.play("> แปลงหนึ่ง\n> 3\n> เพิ่ม\n> แปลงสอง\n> 4\n> เสร็จ\n> (ภาพ)")
    carried, filling = moved(
        OLD.replace("| | decimal | size |", "| | text | other | อื่น | | | |\n| | decimal | size |"), chat
    )
    assert carried.again == () and filling.answers()["plot"] == [
        {"_id": "1", "name": "แปลงหนึ่ง", "size": 3.0},
        {"_id": "2", "name": "แปลงสอง", "size": 4.0},
    ]
    assert at(filling) == "/data/plot[1]/other"
    without = "\n".join(line for line in OLD.splitlines() if "| image |" not in line) + "\n"
    carried, filling = moved(without, chat)
    assert carried.dropped == (chat.state()["given"]["/data/photo"],) and carried.gone == ("ภาพ",)


def test_buttons_of_the_old_form_are_old_and_what_is_said_is_said() -> None:
    chat = half_filled()
    old_button = chat.button("ข้าม").does
    new = form_of(OLD.replace("| integer | people | กี่คน | | |", "| integer | people | กี่คน | | . <= 30 |"))
    state, says = interview.move(chat.form, chat.state(), new, NOW)
    chat.form, chat.turn = new, interview.resume(new, state, chat.about, NOW, words=says)
    chat.play("< แบบรายงานนี้มีการปรับปรุงค่ะ\n< กี่คน")
    assert "แบบรายงานนี้มีการปรับปรุงค่ะ คำตอบเดิมยังใช้ได้ 4 ข้อ" in says and "• กี่คน" in says
    chat.do(Tapped(old_button.data))  # type: ignore[union-attr]
    chat.play("< ปุ่มนั้นเป็นของข้อก่อนหน้าค่ะ\n> 20\n< ชื่อแปลง")


def test_any_two_forms_can_follow_each_other() -> None:
    forms: list[Form] = [built_in(), form_of(OLD), published(TYPES), published(FEATURES), published(OR_OTHER)]
    chat = half_filled()
    for new in forms:
        carried = carry_over(chat.form, FillingState.from_json(chat.state()), new, NOW)
        assert carried.kept + len(carried.again) + len(carried.gone) == 5
