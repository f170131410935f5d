"""What supervisors type to remind and to give more time, understood as a whole message; and a day yet to come."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.thai.dates import read_date
from bot.thai.digits import folded, tidy
from bot.thai.polite import POLITE, without
from bot.thai.refused import Refused


class Act(StrEnum):
    REMIND_BY_HAND = "nudge"
    EXTEND = "extend"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom it is about: `number` of the list shown last, an office's `code`, or everybody (`is_all`); none of these
    where the word stands alone. `until` and `reason` are as typed, "" where not said."""

    act: Act
    number: int | None = None
    code: str = ""
    is_all: bool = False
    until: str = ""
    reason: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether the words can be nothing but this, even in the middle of a report."""
        return self.number is not None or bool(self.code) or self.is_all


_WORDS: dict[Act, str] = {
    # remind, send a reminder, follow up
    Act.REMIND_BY_HAND: "เตือน|ส่งเตือน|ส่งคำเตือน|แจ้งเตือน|เตือนหน่วยงาน|ทวง|ทวงรายงาน|ติดตามรายงาน|remind|nudge",
    # extend, move the due day, give more time
    Act.EXTEND: "ขยายเวลา|ขยายเวลาส่ง|ขยายเวลาส่งรายงาน|ขยายกำหนด|ขยายกำหนดส่ง|เลื่อนกำหนด|เลื่อนกำหนดส่ง|ผ่อนผัน|extend",
}
_ACTS = {folded(word): act for act, words in _WORDS.items() for word in words.split("|")}
# all, everybody, all offices
_EVERYBODY = "ทั้งหมด|ทุกหน่วยงาน|ทุกแห่ง|ทุกที่|ทุกราย|ที่เหลือ|ที่เหลือทั้งหมด|ทั้งอำเภอ|ทั้งจังหวัด|all"
_ALL = {folded(word) for word in _EVERYBODY.split("|")}
# please, too
_POLITE = (*POLITE, "หน่อย", "ด้วย")
# because
_REASON = re.compile(r" ?(?:เพราะว่า|เพราะ|เนื่องจาก|เนื่องด้วย|เหตุผล(?:คือ)?) ?:? ?")
# until …; for another … days
_UNTIL = re.compile(
    r" ?(?:ไปจนถึง|ไปถึง|จนถึง|ถึง|เป็น)(?= ?(?:วัน|[0-9]|สิ้น)) ?"
    r"| ?(?=(?:อีก|เพิ่มอีก) ?[0-9]{1,2} ?วัน$)"
    r"| ?(?=\+ ?[0-9]{1,2} ?(?:วัน)?$)"
)
# number …, office …
_WHOM = re.compile(
    r"(?P<word>.*?[^0-9 ]) ?(?:(?:ข้อ|หน่วยงาน|ลำดับ|รายการ|หมายเลข|รหัส)?(?:ที่)?) ?(?P<number>[0-9]{8}|[0-9]{1,3})"
)
_MORE_DAYS = re.compile(r"(?:อีก|\+|เพิ่ม|เพิ่มอีก)? ?(?P<days>[0-9]{1,2}) ?วัน|\+ ?(?P<plus>[0-9]{1,2})")
_CONFIRMED = ("ยืนยัน", "ยืนยันส่ง", "ยืนยันส่งคำเตือน", "ยืนยันขยายเวลา", "ยืนยันการขยายเวลา")
_BARE_DAY = re.compile(r"(?:วันที่|ที่)? ?(?P<day>[0-9]{1,2})")


def understand(text: str) -> Asked | None:
    """What `text` asks for, as a whole message; None where it is anything else."""
    words = tidy(text)
    if not words or len(words) > 240:
        return None
    said, *rest = _REASON.split(words, maxsplit=1)
    reason = rest[0].strip() if rest else ""
    said, *rest = _UNTIL.split(without(said, _POLITE, ()), maxsplit=1)
    until = rest[0].strip() if rest else ""
    whom = _whom(said)
    if whom is None or ((until or reason) and whom.act is not Act.EXTEND):
        return None
    return Asked(whom.act, whom.number, whom.code, whom.is_all, until, reason)


def _whom(said: str) -> Asked | None:
    words = without(said, _POLITE, ())
    if act := _ACTS.get(folded(words)):
        return Asked(act)
    if found := _WHOM.fullmatch(words):
        act = _ACTS.get(folded(found["word"]))
        if act is None:
            return None
        if len(found["number"]) == 8:
            return Asked(act, code=found["number"])
        return Asked(act, number=int(found["number"]))
    whole = folded(words)
    for word, act in _ACTS.items():
        if whole.startswith(word) and whole[len(word) :] in _ALL:
            return Asked(act, is_all=True)
    return None


def read_until(text: str, today: date, due: date) -> date | None:
    """The day that is meant by what was typed; None where it is no day.

    "อีก 5 วัน" counts from `due`, or from today where that has passed. A bare day ("10", "วันที่ 10") is the next such
    day from today on; without a year it is the nearest such date.
    """
    words = without(tidy(text), _POLITE, ())
    words = re.sub(r"^(?:ไปจนถึง|ไปถึง|จนถึง|ถึง|ภายใน) ?(?:วันที่ ?)?", "", words)
    if more := _MORE_DAYS.fullmatch(words):
        return max(due, today) + timedelta(days=int(more["days"] or more["plus"]))
    if words in ("สิ้นเดือน", "สิ้นเดือนนี้"):  # the end of the month
        return today.replace(day=monthrange(today.year, today.month)[1])
    if bare := _BARE_DAY.fullmatch(words):
        return _next(int(bare["day"]), today)
    found = read_date(words, today)
    return None if isinstance(found, Refused) else found


def is_confirmed(text: str) -> bool:
    """Whether the words are those of a confirming button: confirm, confirm sending the reminders …"""
    return without(tidy(text), _POLITE, ()) in _CONFIRMED


def _next(day: int, today: date) -> date | None:
    """The next day of that number, within a month or two."""
    year, month = today.year, today.month
    for _ in range(3):
        if 1 <= day <= monthrange(year, month)[1] and date(year, month, day) >= today:
            return date(year, month, day)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return None


def glossary() -> dict[Act, tuple[str, ...]]:
    """Every word of every act, the canonical one first."""
    return {act: tuple(words.split("|")) for act, words in _WORDS.items()}
