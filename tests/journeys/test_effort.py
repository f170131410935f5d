"""What a month costs its officer: taps and sent messages, and typed characters, against the README's figures.

A tap, a photo and a sent message are one action each, from the reminder to the receipt.
"""

from __future__ import annotations

import re

from tests.journeys.conftest import Province
from tests.support.source import README

MOST, MOST_AT_ONCE, MOST_WITH_TWO_AREAS, MOST_FOR_NOTHING = 8, 4, 24, 3
# Every figure as in September; what is repeated is read back before the next question.
AS_LAST_MONTH = """
> [เริ่มรายงาน]
> [มีการดำเนินงาน]
< • จัดอบรมบุคลากร: 2 ครั้ง
> [ทุกตัวเลขเท่าครั้งก่อน]
< • บุคลากรที่เข้าอบรม: 45 คน
| • ประชาชนที่ได้รับความรู้: 300 คน
> [ใช้ค่าเดิมทุกข้อ]
< • ผ่านศูนย์ช่วยเหลือฯ: ใช่
| • หน่วยงานที่ร่วมมือ: พัฒนาชุมชนอำเภอ, วัด
> [ไม่มี]
> [[photo]]
< ตรวจทานก่อนส่ง
> [ส่งรายงาน]
< รับรายงานแล้ว
"""
BY_TYPING = """
> รายงาน
> มี
> ==
< • ครัวเรือนที่ช่วยเหลือ: 12 ครัวเรือน
> ==
< • หน่วยงานที่ร่วมมือ: พัฒนาชุมชนอำเภอ, วัด
> ไม่มี
> [[photo]]
< ตรวจทานก่อนส่ง
> ส่ง
< รับรายงานแล้ว
"""
AT_ONCE = """
> [เริ่มรายงาน]
> อบรม 2 ครั้ง 45 คน แปลงใหม่ไม่มี ครัวเรือน 12 ประชาชน 300 งบ 15,000 ไม่มีปัญหา นอกนั้นเหมือนเดิม
< ✓ อ่านได้ดังนี้
| • งบประมาณที่ใช้: 15,000 บาท
| • พื้นที่ต้นแบบทั้งหมด: 4 แห่ง
> [[photo]]
< ตรวจทานก่อนส่ง
> [ส่งรายงาน]
< รับรายงานแล้ว
"""
AREA = """
> แปลงวัดเหนือ
> [วัด]
> [ระดับตำบล (CLM)]
> 3 ไร่
> [ขุดแล้ว]
> [[location 14.2069,101.2131]]
> [[photo]]
"""
TWO_AREAS = f"""
> [เริ่มรายงาน]
> [มีการดำเนินงาน]
> 2
> 45
> 2
< ครั้งก่อน 4 แห่ง + เพิ่มขึ้น 2 แห่ง = 6 แห่ง
> [ใช้ค่าเดิมทุกข้อ]
< แห่งที่ 1 จาก 2 แห่ง
{AREA}
< แห่งที่ 2 จาก 2 แห่ง
{AREA}
< ครัวเรือนที่ให้ความช่วยเหลือ
> [ทุกตัวเลขเท่าครั้งก่อน]
> [ไม่มี]
> [[photo 120]]
< ตรวจทานก่อนส่ง
> [ส่งรายงาน]
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


def test_the_same_in_one_message(province: Province) -> None:
    reminded(province)
    province.play(province.officer, AT_ONCE)
    october, september = province.report(), province.report("2026-09")
    assert october is not None and september is not None and october.answers and september.answers
    assert october.answers["closing"].pop("photo_1") and october.answers == september.answers
    assert effort(AT_ONCE) == promised("The same in one message")
    assert effort(AT_ONCE)[0] <= MOST_AT_ONCE


def test_a_month_with_two_new_areas(province: Province) -> None:
    reminded(province)
    province.play(province.officer, TWO_AREAS)
    october = province.report()
    assert october is not None and october.answers is not None
    teach = october.answers["teach"]
    assert (teach["new_areas"], teach["all_areas"], len(teach["areas"])) == (2, 6, 2)
    assert effort(TWO_AREAS) == promised("Two new model areas, each with its place and photo")
    assert effort(TWO_AREAS)[0] <= MOST_WITH_TWO_AREAS


def test_a_month_without_work(province: Province) -> None:
    reminded(province)
    province.play(province.officer, NOTHING)
    october = province.report()
    assert october is not None and october.is_nothing
    assert effort(NOTHING) == promised("Nothing to report")
    assert effort(NOTHING)[0] <= MOST_FOR_NOTHING
