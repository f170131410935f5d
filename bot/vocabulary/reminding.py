"""What supervisors type to remind and to give more time, understood as a whole message; and a day yet to come."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from bot.thai.dates import read_date
from bot.thai.digits import folded, tidy
from bot.thai.polite import wish
from bot.thai.refused import Refused
from bot.vocabulary.commands import Command, understand
from bot.vocabulary.intents import Certainty, Do, Intent

WORDS: dict[Do, str] = {
    # remind, send a reminder, follow up
    Do.MANUAL_REMINDER: "เตือน|ส่งเตือน|ส่งข้อความเตือน|ส่งคำเตือน|แจ้งเตือน|เตือนหน่วยงาน|ทวง|ทวงรายงาน|ติดตามรายงาน|remind|nudge",
    # extend, move the due day, give more time; it will be late, may it be sent later
    Do.EXTEND: "ขยายเวลา|ขยายเวลาส่ง|ขยายเวลาส่งรายงาน|ขยายกำหนด|ขยายกำหนดส่ง|เลื่อนกำหนด|เลื่อนกำหนดส่ง|เลื่อนส่ง|เลื่อนวันส่ง|ผ่อนผัน|"
    "ส่งไม่ทัน|ทำไม่ทัน|ส่งช้าได้ไหม|ส่งล่าช้าได้ไหม|ส่งทีหลังได้ไหม|extend",
    # take an extension back
    Do.EXTEND_BACK: "ยกเลิกการขยายเวลา|ยกเลิกขยายเวลา|ถอนการขยายเวลา|ยกเลิกการขยายเวลาส่ง|ยกเลิกการขยายกำหนด",
}
_MEANS = {folded(word): do for do, words in WORDS.items() for word in words.split("|")}
# all, everybody, all offices, those that have not sent
_EVERYBODY = (
    "ทั้งหมด|ทุกหน่วยงาน|ทุกแห่ง|ทุกที่|ทุกราย|ทุกคน|ที่เหลือ|ที่เหลือทั้งหมด|ทั้งอำเภอ|ทั้งจังหวัด|all|"
    "ที่ยังไม่ส่ง|คนที่ยังไม่ส่ง|แห่งที่ยังไม่ส่ง|หน่วยงานที่ยังไม่ส่ง|อปท.ที่ยังไม่ส่ง"
)
_ALL = {folded(word) for word in _EVERYBODY.split("|")}
# because
_REASON = re.compile(r" ?(?:เพราะว่า|เพราะ|เนื่องจาก|เนื่องด้วย|เหตุผล(?:คือ)?) ?:? ?")
# until …; for another … days
_UNTIL = re.compile(
    r" ?(?:ไปจนถึง|ไปถึง|จนถึง|ถึง|เป็น)(?= ?(?:วัน|[0-9]|สิ้น)) ?"
    r"| ?(?=(?:อีก|เพิ่มอีก) ?[0-9]{1,2} ?วัน$)"
    r"| ?(?=\+ ?[0-9]{1,2} ?(?:วัน)?$)"
)
# (for) number …, office …
_WHOM = re.compile(
    r"(?P<word>.*?[^0-9 ]) ?(?:ให้)? ?(?:(?:ข้อ|หน่วยงาน|ลำดับ|รายการ|หมายเลข|รหัส)?(?:ที่)?) ?(?P<number>[0-9]{8}|[0-9]{1,3})"
)
_MORE_DAYS = re.compile(r"(?:อีก|\+|เพิ่ม|เพิ่มอีก)? ?(?P<days>[0-9]{1,2}) ?วัน|\+ ?(?P<plus>[0-9]{1,2})")
_CONFIRMED = (
    *("ยืนยัน", "ยืนยันส่ง", "ยืนยันส่งข้อความเตือน", "ยืนยันส่งคำเตือน", "ยืนยันขยายเวลา", "ยืนยันการขยายเวลา", "ยืนยันยกเลิกการขยายเวลา"),
    *("ยืนยันรับรอง", "ยืนยันการรับรอง", "ยืนยันรับรองทั้งหมด"),
)
_AGREES = (Command.YES, Command.SUBMIT, Command.DONE)
_BARE_DAY = re.compile(r"(?:วันที่|ที่)? ?(?P<day>[0-9]{1,2})")
_LONGEST = 240


def read_chase(words: str) -> Intent | None:
    """Whom to remind or to give more time, as a whole message; None where it is anything else.

    Among the values is whom it is about: `n` of the list shown last, an office's `code`, or everybody (`all`); none of
    these where the word stands alone (`whom` is ""). `until` and `reason` are as typed.
    """
    if len(words) > _LONGEST:
        return None
    said, *rest = _REASON.split(words, maxsplit=1)
    with_it = {"reason": rest[0].strip()} if rest and rest[0].strip() else {}
    said, *rest = _UNTIL.split(wish(said), maxsplit=1)
    if rest and rest[0].strip():
        with_it["until"] = rest[0].strip()
    found = _whom(wish(said))
    if found is None or (with_it and found.do is not Do.EXTEND):
        return None
    return replace(found, values={**found.values, **with_it})


def _whom(words: str) -> Intent | None:
    if do := _MEANS.get(folded(words)):
        # An officer may ask for more time.
        return Intent(do, {"whom": ""}, Certainty.WORD, quiet=do is not Do.EXTEND)
    if found := _WHOM.fullmatch(words):
        do = _MEANS.get(folded(found["word"]))
        return Intent(do, {"code" if len(found["number"]) == 8 else "n": found["number"]}) if do else None
    whole = folded(words)
    for word, do in _MEANS.items():
        if whole.startswith(word) and whole[len(word) :] in _ALL:
            return Intent(do, {"all": "1"})
    return None


def read_until(text: str, today: date, due: date) -> date | None:
    """The day that is meant by what was typed; None where it is no day.

    "อีก 5 วัน" counts from `due`, or from today where that has passed. A bare day ("10", "วันที่ 10") is the next such
    day from today on; without a year it is the nearest such date.
    """
    words = wish(tidy(text))
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
    return wish(tidy(text)) in _CONFIRMED


def only_agrees(text: str) -> bool:
    """Whether the words agree, or tell to send, and say nothing else: they are no reason for anything."""
    spoken = understand(text)
    return is_confirmed(text) or (spoken is not None and spoken.command in _AGREES)


def _next(day: int, today: date) -> date | None:
    """The next day of that number, within a month or two."""
    year, month = today.year, today.month
    for _ in range(3):
        if 1 <= day <= monthrange(year, month)[1] and date(year, month, day) >= today:
            return date(year, month, day)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return None
