"""The form of the benches' country, of 40 questions, and answers to it."""

from __future__ import annotations

import random
from typing import Any

FIGURES = 20


def form() -> str:
    """40 questions in Thai: 20 figures, choices, words, dates, places, photos and one repeat."""
    figures = [f"| | integer | n{n:02d} | จำนวนผู้เข้าร่วมกิจกรรมที่ {n} ในเดือนที่รายงาน (คน) |" for n in range(1, FIGURES + 1)]
    ones = [f"| | select_one level | one{n} | ระดับการดำเนินงานด้านที่ {n} |" for n in range(1, 6)]
    many = [f"| | select_multiple who | many{n} | หน่วยงานที่ร่วมดำเนินงานด้านที่ {n} |" for n in range(1, 5)]
    texts = [f"| | text | words{n} | ปัญหาและข้อเสนอแนะด้านที่ {n} |" for n in range(1, 5)]
    return "\n".join(
        [
            "| survey |",
            "| | type | name | label |",
            "| | begin_group | figures | ตัวเลข |",
            *figures,
            "| | end_group | | |",
            "| | begin_group | rest | รายละเอียด |",
            *ones,
            *many,
            *texts,
            "| | decimal | budget | งบประมาณที่ใช้ (บาท) |",
            "| | date | day | วันที่ดำเนินงาน |",
            "| | image | photo | ภาพถ่าย |",
            "| | begin_repeat | areas | พื้นที่ต้นแบบ |",
            "| | text | name | ชื่อแปลง |",
            "| | select_one level | size | ระดับ |",
            "| | decimal | area | เนื้อที่ (ไร่) |",
            "| | geopoint | place | ตำแหน่ง |",
            "| | end_repeat | | |",
            "| | end_group | | |",
            "| choices |",
            "| | list_name | name | label |",
            *(f"| | level | l{n} | ระดับที่ {n} |" for n in range(1, 6)),
            *(f"| | who | w{n} | หน่วยงานที่ {n} |" for n in range(1, 9)),
            "| settings |",
            "| | form_title | form_id |",
            "| | แบบรายงานประจำเดือน | bench |",
        ]
    )


def answers(chance: random.Random) -> dict[str, Any]:
    words = "อบรมเกษตรกรและเยี่ยมแปลงต้นแบบในพื้นที่ร่วมกับวัดและชุมชน"
    rest: dict[str, Any] = {f"one{n}": f"l{chance.randint(1, 5)}" for n in range(1, 6)}
    rest |= {f"many{n}": [f"w{one}" for one in chance.sample(range(1, 9), 3)] for n in range(1, 5)}
    rest |= {f"words{n}": words[: chance.randint(10, len(words))] for n in range(1, 5)}
    rest |= {"budget": chance.randint(0, 400_000) / 4, "day": "2026-10-15", "photo": "photo"}
    rest["areas"] = [
        {
            "_id": str(at),
            "name": f"แปลงที่ {chance.randint(1, 99)}",
            "size": f"l{chance.randint(1, 5)}",
            "area": chance.randint(1, 40) / 4,
            "place": f"{chance.uniform(6, 20):.5f} {chance.uniform(98, 105):.5f} 0 0",
        }
        for at in range(1, chance.choice((1, 1, 1, 2, 3)))
    ]
    if not rest["areas"]:
        del rest["areas"]
    return {"figures": {f"n{n:02d}": chance.randint(0, 200) for n in range(1, FIGURES + 1)}, "rest": rest}
