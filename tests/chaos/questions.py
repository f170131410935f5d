"""The questions of the built-in form as officers see them, and what each of them answers."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.support.transcripts import lines

OCTOBER, NOVEMBER = "2026-10", "2026-11"
MONTHS = {"รายงานเดือนตุลาคม 2569": OCTOBER, "รายงานเดือนพฤศจิกายน 2569": NOVEMBER}
RECEIPT = re.compile(r"เลขที่รับ (\d{6}-\d{8}/\d+)")
REVIEW, PHOTO = "ตรวจทานก่อนส่ง", "closing.photo_1"
LOCKED, SENT = "ปิดรับแล้วค่ะ", "ส่งครบแล้ว"
# The words of each question, and where its answer stands.
ASKED = {
    "ในเดือนที่รายงาน หน่วยงานของท่านมีการดำเนินงานโคก หนอง นา หรือไม่": "start.happened",
    "จัดอบรมหรือประชุมให้บุคลากรของ อปท. กี่ครั้ง": "teach.sessions",
    "บุคลากรที่เข้าอบรม รวมทุกครั้งกี่คน": "teach.staff",
    "สร้างหรือพัฒนาพื้นที่ต้นแบบเพิ่มขึ้นกี่แห่ง": "teach.new_areas",
    "จนถึงสิ้นเดือนที่รายงาน มีพื้นที่ต้นแบบทั้งหมดกี่แห่ง": "teach.all_areas",
    "ดำเนินงานผ่านศูนย์ช่วยเหลือประชาชนของ อปท. หรือไม่": "join.centre",
    "จำนวนครัวเรือนที่ให้ความช่วยเหลือ": "join.households",
    "ร่วมมือกับหน่วยงานหรือเครือข่ายใดบ้าง": "join.partners",
    "เผยแพร่ความรู้ให้ประชาชนประมาณกี่คน": "spread.people",
    "เผยแพร่ความรู้ทางใดบ้าง": "spread.means",
    "ใช้งบประมาณไปกี่บาท": "closing.budget",
    "ปัญหา อุปสรรค และความต้องการสนับสนุน": "closing.problems",
    "ส่งภาพถ่ายการดำเนินงานอย่างน้อย 1 ภาพ": PHOTO,
}
FIGURES = ("teach.staff", "teach.all_areas", "join.households", "spread.people", "closing.budget")
CHOSEN: dict[str, tuple[str, Any]] = {
    "start.happened": ("มีการดำเนินงาน", "yes"),
    "join.centre": ("ใช่", "yes"),
    "join.partners": ("วัด โรงเรียน", ["temple", "school"]),
    "spread.means": ("1,2", ["training", "visit"]),
}


@dataclass(frozen=True)
class Answers:
    """What an officer says for one month: words by question, and how they must stand in the report."""

    words: dict[str, str]
    stand: dict[str, Any]


@cache
def answers(officer: int, month: str, seed: int) -> Answers:
    """No figure of an officer's comes twice, in either month, and each would be taken at any question that asks for
    one: a figure that stands at another question than its own shows."""
    chance = random.Random(f"{seed} {officer}")
    figures = chance.sample(range(300, 900), 2 * len(FIGURES))
    sessions = chance.sample(range(2, 9), 2)
    which = int(month == NOVEMBER)
    words = {path: said for path, (said, _) in CHOSEN.items()}
    stand = {path: value for path, (_, value) in CHOSEN.items()}
    for path, figure in zip(FIGURES, figures[which * len(FIGURES) :], strict=False):
        words[path], stand[path] = str(figure), figure
    words["teach.sessions"], stand["teach.sessions"] = str(sessions[which]), sessions[which]
    words["teach.new_areas"], stand["teach.new_areas"] = "0", 0
    words["closing.problems"] = stand["closing.problems"] = f"ขาดแคลนน้ำในแปลงที่ {officer} ของเดือน {month}"
    return Answers(words, stand)


@dataclass(frozen=True)
class Seen:
    """What a message of the bot's asks: the path of a question, or REVIEW; "" for nothing that is known. `month` where
    the message opens that month's report, `receipt` the number on a receipt."""

    asks: str = ""
    month: str | None = None
    receipt: str | None = None
    is_locked: bool = False
    is_sent: bool = False


def read(message: dict[str, Any]) -> Seen:
    text = " ".join(lines([{"message": message}]))
    alternative = str(message.get("altText", ""))
    found = RECEIPT.search(alternative)
    if found:
        return Seen(receipt=found[1])
    places = [(text.rfind(words), path) for words, path in ASKED.items() if words in text]
    asks = max(places)[1] if places else REVIEW if REVIEW in text else ""
    month = next((month for words, month in MONTHS.items() if words in text), None)
    return Seen(asks, month if asks else None, None, LOCKED in text, SENT in text)
