"""What a reminder says, on every rung."""

from __future__ import annotations

from datetime import date

import pytest

from bot.buttons import pressed
from bot.limits import LABEL_FLEX, graphemes
from bot.line.address import Address
from bot.line.render import render
from bot.messages import Tone
from bot.texts.reminding.follow_up import manual_reminder
from bot.texts.reminding.reminders import ROWS, Phase, ReminderLine, reminder

ADDRESS = Address("http://127.0.0.1:1", "@nongraingan")
SENTENCE = "รายงานเดือนตุลาคม 2569 ครบกำหนดวันพฤหัสบดีที่ 5 พฤศจิกายน 2569"


def line(phase: Phase = Phase.DUE, number: int = 1, **changes) -> ReminderLine:
    values = {
        "programme": "khok-nong-na",
        "subject": "โคก หนอง นา",
        "unit": f"061103{number:02d}",
        "office": f"อบต.ที่ {number}",
        "period": "2026-10",
        "due": date(2026, 11, 5),
        "locks": date(2026, 11, 30),
        "phase": phase,
    }
    return ReminderLine(**values | changes)


def labels(card) -> list[str]:
    return [button.label for button in card.buttons]


@pytest.mark.parametrize("phase", list(Phase))
def test_every_rung_names_the_month_and_the_due_date_and_no_number_of_days(phase):
    card = reminder([line(phase)], can_wait=True)
    assert SENTENCE in card.text and SENTENCE in card.alt and card.must_arrive
    assert "อีก" not in card.text and "วันนี้" not in card.text
    assert card.subtitle == "อบต.ที่ 1"


def test_the_buttons_say_which_report_and_typing_does_the_same():
    card = reminder([line()], can_wait=True)
    start, nothing, tomorrow = card.buttons
    named = {"p": "khok-nong-na", "u": "06110301", "m": "2026-10"}
    assert labels(card) == ["เริ่มรายงาน", "ไม่มีการดำเนินงาน", "เตือนพรุ่งนี้"]
    assert pressed(start.does.data) == {"do": "report.start"} | named
    assert pressed(nothing.does.data) == {"do": "report.nothing"} | named
    assert pressed(tomorrow.does.data) == {"do": "remind.tomorrow"}
    for word in ("“รายงาน”", "“ไม่มีการดำเนินงาน”", "“เตือนพรุ่งนี้”"):
        assert word in card.text and word in card.alt


def test_no_form_is_promised_an_answer_that_it_does_not_have():
    card = reminder([line(can_be_nothing=False)], can_wait=True)
    assert labels(card) == ["เริ่มรายงาน", "เตือนพรุ่งนี้"] and card.text.endswith("พิมพ์ “รายงาน” หรือ “เตือนพรุ่งนี้”")
    last = reminder([line(can_be_nothing=False)], can_wait=False)
    assert labels(last) == ["เริ่มรายงาน"] and last.alt.endswith("กดปุ่ม หรือพิมพ์ “รายงาน”")
    one_of_two = reminder([line(can_be_nothing=False), line(number=2, subject="อื่น")], can_wait=True)
    assert "ไม่มีการดำเนินงาน" in labels(one_of_two)


def test_a_returned_report_waits_for_a_correction_and_cannot_become_nothing():
    card = reminder([line(Phase.RETURNED)], can_wait=True)
    assert card.title == "รายงานรอการแก้ไขของท่าน" and card.tone is Tone.WARN
    assert labels(card) == ["แก้ไขรายงาน", "เตือนพรุ่งนี้"]
    assert "รอการแก้ไขของท่าน ส่งได้ถึงวันจันทร์ที่ 30 พฤศจิกายน 2569" in card.text


def test_what_is_overdue_says_until_when_it_can_be_sent():
    card = reminder([line(Phase.OVERDUE)], can_wait=True)
    assert card.title == "เกินกำหนดส่งรายงาน" and card.tone is Tone.BAD
    assert "ยังส่งได้ถึงวันจันทร์ที่ 30 พฤศจิกายน 2569" in card.text


def test_what_is_begun_is_gone_on_with():
    card = reminder([line(is_begun=True)], can_wait=True)
    assert labels(card)[0] == "ทำรายงานต่อ" and "ยังอยู่ครบ" in card.text


def test_on_the_last_day_nobody_is_offered_tomorrow():
    card = reminder([line(Phase.OVERDUE)], can_wait=False)
    assert labels(card) == ["เริ่มรายงาน", "ไม่มีการดำเนินงาน"] and "พรุ่งนี้" not in card.text


def test_several_offices_say_the_sentence_once_and_are_rows_to_tap():
    card = reminder([line(number=1), line(number=2), line(Phase.RETURNED, 3)], can_wait=True)
    assert card.text.count(SENTENCE) == 1
    # What the title says is true of the last alone, and that is the one that a notification names.
    assert card.title == "รายงานรอการแก้ไขของท่าน" and card.subtitle == "1 จากทั้งหมด 3 หน่วยงาน"
    assert card.alt.splitlines()[2] == "อบต.ที่ 3"
    assert manual_reminder("สถอ.", [line(number=1), line(Phase.RETURNED, 3)], True).subtitle == "2 หน่วยงาน"
    (section,) = card.sections
    assert section.heading == "โคก หนอง นา เดือนตุลาคม 2569"
    assert [(row.label, row.value) for row in section.rows] == [
        ("อบต.ที่ 1", "ครบกำหนด"),
        ("อบต.ที่ 2", "ครบกำหนด"),
        ("อบต.ที่ 3", "รอแก้ไข"),
    ]
    assert pressed(section.rows[1].button.does.data)["u"] == "06110302"
    assert pressed(card.buttons[0].does.data) == {"do": "report.start"}


def test_several_programmes_are_told_apart():
    water = line(Phase.OVERDUE, programme="water", subject="น้ำสะอาด", due=date(2026, 11, 3))
    card = reminder([water, line()], can_wait=True)
    assert card.title == "เกินกำหนดส่งรายงาน" and card.subtitle == "1 จากทั้งหมด 2 รายงาน"
    assert "วันอังคารที่ 3 พฤศจิกายน 2569 (น้ำสะอาด)" in card.text and f"{SENTENCE} (โคก หนอง นา)" in card.text
    assert [section.heading for section in card.sections] == ["น้ำสะอาด เดือนตุลาคม 2569", "โคก หนอง นา เดือนตุลาคม 2569"]


def test_offices_of_the_same_name_are_told_apart_by_their_code():
    card = reminder([line(number=1, office="อบต.บางแก้ว"), line(number=2, office="อบต.บางแก้ว")], can_wait=True)
    assert [row.label for row in card.sections[0].rows] == ["อบต.บางแก้ว (06110301)", "อบต.บางแก้ว (06110302)"]


def test_many_offices_stay_one_short_card():
    card = reminder([line(number=number) for number in range(1, 16)], can_wait=True)
    assert sum(len(section.rows) for section in card.sections) == ROWS + 1
    assert card.sections[-1].rows[0].label == "และอีก 7 รายการ พิมพ์ “สถานะ” เพื่อดูทั้งหมด"
    (drawn,) = render([card], ADDRESS)
    assert drawn["type"] == "flex"


def test_labels_fit_the_card():
    for phase in Phase:
        for button in reminder([line(phase, is_begun=True)], can_wait=True).buttons:
            assert len(graphemes(button.label)) <= LABEL_FLEX
