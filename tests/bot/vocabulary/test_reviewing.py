"""What supervisors type, and the months they name."""

from __future__ import annotations

import pytest

from bot.texts.knowledge import read
from bot.thai.periods import read_period
from bot.vocabulary import commands, joining
from bot.vocabulary.reviewing import Asked, Wish, glossary, is_plain, understand


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("ภาพรวม", Asked(Wish.OVERVIEW)),
        ("ขอดูภาพรวมหน่อยค่ะ", Asked(Wish.OVERVIEW)),
        ("ภาพรวม ก.ย. 69", Asked(Wish.OVERVIEW, month="ก.ย. 69")),
        ("ภาพรวมเดือนกันยายน", Asked(Wish.OVERVIEW, month="เดือนกันยายน")),
        ("ใครยังไม่ส่ง ๙/๖๙", Asked(Wish.MISSING, month="9/69")),
        ("ใครยังไม่ส่งคะ", Asked(Wish.MISSING)),
        ("ตรวจรายงาน ต.ค.", Asked(Wish.QUEUE, month="ต.ค.")),
        ("รับรอง", Asked(Wish.APPROVE)),
        ("รับรอง 3", Asked(Wish.APPROVE, number=3)),
        ("รับรองทั้งหมด", Asked(Wish.APPROVE_ALL)),
        ("เปิด ๓", Asked(Wish.OPEN, number=3)),
        ("เปิดรายงานที่ 12", Asked(Wish.OPEN, number=12)),
        ("ส่งกลับ 5", Asked(Wish.RETURN, number=5)),
        ("ส่งกลับข้อ 5", Asked(Wish.RETURN, number=5)),
        ("ส่งกลับทั้งฉบับ", Asked(Wish.RETURN_ALL)),
        ("ปลดการรับรอง", Asked(Wish.UNLOCK)),
        ("ประวัติรายงาน", Asked(Wish.HISTORY)),
    ],
)
def test_a_wish_is_understood(typed: str, asked: Asked) -> None:
    assert understand(typed) == asked


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ภาพรวมของโครงการ",
        "ภาพรวม 300",
        "รับรองว่าถูกต้อง",
        "เปิดรับสมัคร",
        "ส่ง",
        "ส่งกลับบ้าน",
        "สถานะ",
        "5",
        "ก.ย. 69",
        "ตรวจ 13/69",
    ],
)
def test_anything_else_is_not(typed: str) -> None:
    assert understand(typed) is None


def test_no_word_has_two_meanings() -> None:
    for wish, said in glossary().items():
        for word in said:
            assert understand(word) == Asked(wish), word
            assert commands.understand(word) is None, word
            assert joining.understand(word) is None, word
            assert read(word) is None, word


def test_what_may_be_an_answer_is_not_taken_from_a_report() -> None:
    assert is_plain("ภาพรวม") and is_plain("ใครยังไม่ส่ง ก.ย.") and is_plain("รับรองทั้งหมด")
    assert not is_plain("รับรอง") and not is_plain("เปิด 3") and not is_plain("ยังไม่มี")


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
