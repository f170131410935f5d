"""A text before and after: nothing is lost, no letter is parted from its marks, and small islands are not shown."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.differences import Piece, differences


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("เดิม", "เดิม", "เดิม"),
        ("", "ใหม่", "[+ใหม่]"),
        ("เก่า", "", "[-เก่า]"),
        ("ภายใน 15 ธันวาคม", "ภายใน 20 ธันวาคม", "ภายใน [-15][+20] ธันวาคม"),
        ("รายงานทุกเดือน", "รายงานทุกสองเดือน", "รายงานทุก[+สอง]เดือน"),
        # ที่ and ที are two letters, not one with a mark added.
        ("บ้านที่อยู่", "บ้านทีอยู่", "บ้าน[-ที่][+ที]อยู่"),
        # A number is one: no 1 that becomes a 5.
        ("ไม่เกิน100คน", "ไม่เกิน500คน", "ไม่เกิน[-100][+500]คน"),
        ("ก ข", "ก ข ค", "ก ข[+ ค]"),
    ],
)
def test_pieces(before: str, after: str, shown: str) -> None:
    marks = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
    assert "".join(marks[one.kind].format(one.text) for one in differences(before, after)) == shown


def test_both_texts_are_whole_in_the_pieces() -> None:
    before = "ขอความร่วมมือ องค์กรปกครองส่วนท้องถิ่น\nดำเนินการขุดสระ และปลูกต้นไม้ " * 20
    after = before.replace("ขุดสระ", "ขุดลอกสระน้ำ").replace("ปลูกต้นไม้", "ปลูกป่า", 7)
    found: list[Piece] = differences(before, after)
    assert "".join(one.text for one in found if one.kind != "new") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after
    assert not any(a.kind == b.kind for a, b in pairwise(found))
