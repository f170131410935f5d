"""What a month costs its officer: taps and sent messages, and typed characters, against the README's figures.

A tap, a photo and a sent message are one action each, from the reminder to the receipt.
"""

from __future__ import annotations

import re

from tests.journeys.conftest import Province
from tests.support.source import README

MOST, MOST_FOR_NOTHING = 12, 3
# Every figure as in September; what is repeated is read back before the next question.
AS_LAST_MONTH = """
> [เริ่มรายงาน]
> [มีการดำเนินงาน]
> 2
> 45
> [ไม่มี (0)]
> [ใช้ค่าเดิม: 4 แห่ง]
> [ใช้ค่าเดิมทั้งหมวด]
< • ผ่านศูนย์ช่วยเหลือฯ: ใช่
| • ครัวเรือนที่ช่วยเหลือ: 12 ครัวเรือน
| • หน่วยงานที่ร่วมมือ: พัฒนาชุมชนอำเภอ, วัด
> [ใช้ค่าเดิมทั้งหมวด]
< • ประชาชนที่ได้รับความรู้: 300 คน
| • ช่องทางเผยแพร่: อบรมหรือประชุม, เสียงตามสาย
> 15000
> [ข้าม]
> [[photo]]
< ตรวจทานก่อนส่ง
> [ส่งรายงาน]
< รับรายงานแล้ว
"""
BY_TYPING = """
> รายงาน
> มี
> 2
> 45
> 0
> =
> ==
< • ครัวเรือนที่ช่วยเหลือ: 12 ครัวเรือน
> ==
< • ประชาชนที่ได้รับความรู้: 300 คน
> 15000
> ข้าม
> [[photo]]
< ตรวจทานก่อนส่ง
> ส่ง
< รับรายงานแล้ว
"""
NOTHING = """
> [ไม่มีการดำเนินงาน]
> [ยังไม่มีงบประมาณ]
> [ส่งรายงาน]
< รับรายงานแล้ว
"""


def effort(transcript: str) -> tuple[int, int]:
    """(actions, typed characters)."""
    acts = [line[1:].strip() for line in transcript.strip().splitlines() if line.startswith(">")]
    return len(acts), sum(len(act) for act in acts if not act.startswith("["))


def promised(month: str) -> tuple[int, int]:
    """What the README's table says of this month."""
    [row] = re.findall(rf"^\| {re.escape(month)} \| ([0-9]+) \| ([0-9]+) \|$", README, re.MULTILINE)
    return int(row[0]), int(row[1])


def reminded(province: Province) -> None:
    province.line.clock("2026-11-05T09:00:00+07:00")
    province.product.tick()


def test_a_month_in_which_the_values_repeat(province: Province) -> None:
    reminded(province)
    province.play(province.officer, AS_LAST_MONTH)
    october, september = province.report(), province.report("2026-09")
    assert october is not None and september is not None and october.answers and september.answers
    photo = october.answers["closing"].pop("photo_1")
    assert photo and october.answers == september.answers
    # Repeating is made easy and is not hidden from the supervisor: nothing is counted as if it were new.
    assert october.content == {"score": 75, "flags": [{"kind": "same", "path": "", "period": "2026-09"}]}
    assert effort(AS_LAST_MONTH) == promised("Every figure as last month")
    assert effort(AS_LAST_MONTH)[0] <= MOST


def test_the_same_typed_on_a_pc(province: Province) -> None:
    province.play(province.officer, BY_TYPING)
    october, september = province.report(), province.report("2026-09")
    assert october is not None and september is not None and october.answers and september.answers
    assert october.answers["closing"].pop("photo_1") and october.answers == september.answers
    assert effort(BY_TYPING) == promised("The same, typed on a PC")
    assert effort(BY_TYPING)[0] <= MOST


def test_a_month_without_work(province: Province) -> None:
    reminded(province)
    province.play(province.officer, NOTHING)
    october = province.report()
    assert october is not None and october.is_nothing
    assert effort(NOTHING) == promised("Nothing to report")
    assert effort(NOTHING)[0] <= MOST_FOR_NOTHING
