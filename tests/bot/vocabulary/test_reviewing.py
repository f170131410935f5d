"""What supervisors type, and the months they name."""

from __future__ import annotations

import pytest

from bot.buttons import press
from bot.thai.periods import read_period
from bot.vocabulary.intents import Awaits, Certainty, Context, Do, Intent, Shown
from bot.vocabulary.recognise import recognise
from bot.vocabulary.reviewing import PHRASES

ITEMS = tuple(press("review.office", u=str(number)) for number in range(1, 13))
LIST = Context(shown=lambda: Shown(ITEMS, press("review.approve_all", u="1101", t=5)))
OPEN = Context(shown=lambda: Shown(ITEMS, report=7, revision=2))


@pytest.mark.parametrize(
    ("typed", "do", "values"),
    [
        ("ภาพรวม", Do.REVIEW_OVERVIEW, {}),
        ("ขอดูภาพรวมหน่อยค่ะ", Do.REVIEW_OVERVIEW, {}),
        ("ภาพรวมคร้าบ", Do.REVIEW_OVERVIEW, {}),
        ("ภาพรวม ก.ย. 69", Do.REVIEW_OVERVIEW, {"month": "ก.ย. 69"}),
        ("ภาพรวมเดือนกันยายน", Do.REVIEW_OVERVIEW, {"month": "เดือนกันยายน"}),
        ("เดือนกันยายน ภาพรวม", Do.REVIEW_OVERVIEW, {"month": "เดือนกันยายน"}),
        ("ใครยังไม่ส่ง ๙/๖๙", Do.REVIEW_MISSING, {"month": "9/69"}),
        ("ใครยังไม่ส่งคะ", Do.REVIEW_MISSING, {}),
        ("เดือนนี้ใครยังไม่ส่งรายงาน", Do.REVIEW_MISSING, {"month": "เดือนนี้"}),
        ("เดือนนี้มีใครยังไม่ส่งบ้างครับ", Do.REVIEW_MISSING, {"month": "เดือนนี้"}),
        ("หน่วยงานไหนยังไม่ส่งรายงาน", Do.REVIEW_MISSING, {}),
        ("ตรวจรายงาน ต.ค.", Do.REVIEW_QUEUE, {"month": "ต.ค."}),
        ("รับรอง", Do.REVIEW_QUEUE, {}),
        ("รับรอง 3", Do.REVIEW_OFFICE, {"u": "3"}),
        ("รับรองทั้งหมด", Do.REVIEW_APPROVE_ALL, {"u": "1101", "t": "5"}),
        ("เปิด ๓", Do.REVIEW_OFFICE, {"u": "3"}),
        ("เปิดรายงานที่ 12", Do.REVIEW_OFFICE, {"u": "12"}),
        ("เปิด 13", Do.REVIEW_OPEN, {}),
        ("เปิด 0", Do.REVIEW_OPEN, {}),
        ("ส่งกลับ 5", Do.REVIEW_BACK, {"q": "5"}),
        ("ประวัติรายงาน", Do.REPORT_HISTORY, {}),
        ("ขอ excel", Do.DESK_OPEN, {"to": "/desk/downloads/"}),
        ("ขอไฟล์ Excel หน่อยครับ", Do.DESK_OPEN, {"to": "/desk/downloads/"}),
    ],
)
def test_a_wish_is_understood_and_points_at_the_list(typed: str, do: Do, values: dict[str, str]) -> None:
    found = recognise(typed, LIST)
    assert found is not None and (found.do, found.values) == (do, values)


@pytest.mark.parametrize(
    ("typed", "do", "more"),
    [
        ("รับรอง", Do.REVIEW_APPROVE, {}),
        ("ส่งกลับข้อ 5", Do.REVIEW_BACK, {"q": "5"}),
        ("ส่งกลับ", Do.REVIEW_BACK, {}),
        ("ส่งกลับทั้งฉบับ", Do.REVIEW_BACK, {"q": "0"}),
        ("ยกเลิกการรับรอง", Do.REVIEW_UNLOCK, {}),
        ("ปลดการรับรอง", Do.REVIEW_UNLOCK, {}),
        ("ประวัติรายงาน", Do.REVIEW_HISTORY, {}),
    ],
)
def test_a_wish_about_the_open_report_is_what_its_button_means(typed: str, do: Do, more: dict[str, str]) -> None:
    found = recognise(typed, OPEN)
    assert found is not None and (found.do, found.values) == (do, {"r": "7", "v": "2"} | more)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ภาพรวมของโครงการ",
        "ภาพรวม 300",
        "รับรองว่าถูกต้อง",
        "เปิดรับสมัคร",
        "ส่งกลับบ้าน",
        "5",
        "ก.ย. 69",
        "ตรวจ 13/69",
    ],
)
def test_anything_else_is_not(typed: str) -> None:
    assert recognise(typed, LIST) is None


def test_what_may_be_an_answer_is_not_taken_from_a_report() -> None:
    asked = Context(Awaits.QUESTION, LIST.shown)
    for plain in ("ภาพรวม", "ใครยังไม่ส่ง ก.ย.", "รับรองทั้งหมด"):
        assert recognise(plain, asked) is not None, plain
    for answer in ("รับรอง", "เปิด 3", "ยังไม่มี", "ขอ excel"):
        assert recognise(answer, asked) is None, answer


def test_the_list_is_looked_up_only_where_it_is_meant() -> None:
    def shown() -> Shown:
        raise AssertionError("looked up")

    assert recognise("ภาพรวม", Context(shown=shown)) == Intent(Do.REVIEW_OVERVIEW, {}, Certainty.SURE)
    with pytest.raises(AssertionError, match="looked up"):
        recognise("เปิด 3", Context(shown=shown))


def test_whoever_may_not_is_told_so_of_the_plain_words_only() -> None:
    told = {phrase.do for phrase in PHRASES if not phrase.quiet}
    assert told == {Do.REVIEW_OVERVIEW, Do.REVIEW_MISSING, Do.REVIEW_QUEUE, Do.REVIEW_APPROVE_ALL}


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("ก.ย. 69", "2026-09"),
        ("กันยายน 2569", "2026-09"),
        ("เดือนกันยายน พ.ศ. 2569", "2026-09"),
        ("กย69", "2026-09"),
        ("ก.ย.", "2026-09"),
        ("ต.ค.", "2026-10"),
        ("พ.ย.", "2025-11"),
        ("๙/๖๙", "2026-09"),
        ("9/2026", "2026-09"),
        ("9-2569", "2026-09"),
        ("เดือนนี้", "2026-10"),
        ("13/69", None),
        ("0/69", None),
        ("ก.ย. 1", None),
        ("ก.ย. 9999", None),
        ("โครงการ", None),
        ("", None),
        ("ก" * 50, None),
    ],
)
def test_a_month_after_a_word(said: str, month: str | None) -> None:
    assert read_period(said, "2026-10") == month
