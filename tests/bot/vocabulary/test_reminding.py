"""What supervisors type to remind and to give more time."""

from __future__ import annotations

from datetime import date

import pytest

from bot.vocabulary.intents import Certainty, Do, Intent
from bot.vocabulary.recognise import recognise
from bot.vocabulary.reminding import WORDS, read_until

TODAY = date(2026, 11, 6)
DUE = date(2026, 11, 5)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("เตือน 3", Intent(Do.MANUAL_REMINDER, {"n": "3"})),
        ("เตือน ๓ ค่ะ", Intent(Do.MANUAL_REMINDER, {"n": "3"})),
        ("เตือนที่ 12", Intent(Do.MANUAL_REMINDER, {"n": "12"})),
        ("ส่งเตือนหมายเลข 2", Intent(Do.MANUAL_REMINDER, {"n": "2"})),
        ("เตือนทั้งหมด", Intent(Do.MANUAL_REMINDER, {"all": "1"})),
        ("เตือน ทุกหน่วยงาน ด้วยครับ", Intent(Do.MANUAL_REMINDER, {"all": "1"})),
        ("เตือน 06110301", Intent(Do.MANUAL_REMINDER, {"code": "06110301"})),
        ("เตือน", Intent(Do.MANUAL_REMINDER, {"whom": ""}, Certainty.WORD, quiet=True)),
        ("ขยายเวลา", Intent(Do.EXTEND, {"whom": ""}, Certainty.WORD)),
        ("ขยายเวลา 3", Intent(Do.EXTEND, {"n": "3"})),
        ("ขยายเวลาให้หน่วยงานที่ 3 ค่ะ", Intent(Do.EXTEND, {"n": "3"})),
        ("เตือนคนที่ยังไม่ส่ง", Intent(Do.MANUAL_REMINDER, {"all": "1"})),
        ("เตือน อปท.ที่ยังไม่ส่งครับ", Intent(Do.MANUAL_REMINDER, {"all": "1"})),
        ("ขยายเวลา 3 ถึง 10 พ.ย.", Intent(Do.EXTEND, {"n": "3", "until": "10 พ.ย."})),
        ("ขยายเวลา ๓ ถึงวันที่ ๑๐ พฤศจิกายน ๒๕๖๙", Intent(Do.EXTEND, {"n": "3", "until": "วันที่ 10 พฤศจิกายน 2569"})),
        (
            "ขยายเวลา 3 ถึง 10 พ.ย. เพราะน้ำท่วม",
            Intent(Do.EXTEND, {"n": "3", "until": "10 พ.ย.", "reason": "น้ำท่วม"}),
        ),
        (
            "ขยายเวลาทั้งหมดถึง 10/11/69 เนื่องจาก ระบบล่ม 3 วัน",
            Intent(Do.EXTEND, {"all": "1", "until": "10/11/69", "reason": "ระบบล่ม 3 วัน"}),
        ),
        ("ขยายเวลา 3 อีก 5 วัน", Intent(Do.EXTEND, {"n": "3", "until": "อีก 5 วัน"})),
        ("ขยายเวลาทั้งหมด +7", Intent(Do.EXTEND, {"all": "1", "until": "+7"})),
        ("เลื่อนกำหนด 2 เป็นวันที่ 12", Intent(Do.EXTEND, {"n": "2", "until": "วันที่ 12"})),
        ("ผ่อนผัน 06110301 ถึงสิ้นเดือน", Intent(Do.EXTEND, {"code": "06110301", "until": "สิ้นเดือน"})),
    ],
)
def test_what_is_meant(text, asked):
    assert recognise(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "เตือนพรุ่งนี้",
        "เตือนความจำ",
        "3",
        "เตือน 3 ถึง 10 พ.ย.",
        "เตือน 3 เพราะยังไม่ส่ง",
        "ขอบคุณที่เตือน",
        "ขยายพื้นที่ 3 ไร่",
        "เตือน 12345",
        "รายงาน 3",
        "เตือน " * 60,
    ],
)
def test_what_is_something_else(text):
    found = recognise(text)
    assert found is None or not found.do.startswith("chase.")


def test_every_word_means_what_it_stands_for():
    for do, words in WORDS.items():
        for word in words.split("|"):
            # An officer who asks for more time is told whom to ask; the others are any words to them.
            is_quiet = do is not Do.EXTEND
            assert recognise(word) == Intent(do, {"whom": ""}, Certainty.WORD, quiet=is_quiet), word
            assert recognise(f"{word} 4") == Intent(do, {"n": "4"}), word
            assert recognise(f"{word}ทั้งหมด") == Intent(do, {"all": "1"}), word


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10 พ.ย.", date(2026, 11, 10)),
        ("ถึงวันที่ 10 พฤศจิกายน 2569", date(2026, 11, 10)),
        ("๑๐/๑๑/๖๙", date(2026, 11, 10)),
        ("10", date(2026, 11, 10)),
        ("วันที่ 4", date(2026, 12, 4)),
        ("6", TODAY),
        ("31", date(2026, 12, 31)),
        ("พรุ่งนี้", date(2026, 11, 7)),
        ("อีก 3 วัน", date(2026, 11, 9)),
        ("+5", date(2026, 11, 11)),
        ("7 วันค่ะ", date(2026, 11, 13)),
        ("สิ้นเดือน", date(2026, 11, 30)),
        ("วันอังคารที่ 10 พ.ย. 69", date(2026, 11, 10)),
        ("2026-11-10", date(2026, 11, 10)),
        ("วันพุธที่ 10 พ.ย. 69", None),
        ("32", None),
        ("0", None),
        ("เร็ว ๆ นี้", None),
        ("", None),
    ],
)
def test_a_day_yet_to_come(text, day):
    assert read_until(text, TODAY, DUE) == day


def test_more_days_are_counted_from_a_due_day_that_has_not_passed():
    assert read_until("อีก 3 วัน", date(2026, 11, 2), DUE) == date(2026, 11, 8)
