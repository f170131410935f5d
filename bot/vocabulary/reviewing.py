"""What supervisors type about the reports below them: understood as a whole message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.thai.digits import folded, tidy
from bot.thai.periods import read_period
from bot.thai.polite import without


class Wish(StrEnum):
    """What a supervisor wants."""

    OVERVIEW = "overview"
    MISSING = "missing"
    QUEUE = "queue"
    APPROVE = "approve"
    APPROVE_ALL = "approve_all"
    OPEN = "open"
    RETURN = "return"
    RETURN_ALL = "return_all"
    UNLOCK = "unlock"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Asked:
    """`number` is of the list or the report that was shown last. `month` is what was said after the word, which names a
    month ("" for the one that is asked for now)."""

    wish: Wish
    number: int | None = None
    month: str = ""


_WORDS: dict[Wish, str] = {
    # overview, picture of all, results of sending
    Wish.OVERVIEW: "ภาพรวม|ดูภาพรวม|ภาพรวมการส่ง|สรุปภาพรวม|ภาพรวมรายงาน|overview",
    # who has not sent yet
    Wish.MISSING: "ใครยังไม่ส่ง|ใครไม่ส่ง|ยังไม่ส่ง|ใครค้างส่ง|ค้างส่ง|หน่วยงานที่ยังไม่ส่ง|อปท.ที่ยังไม่ส่ง|ที่ไหนยังไม่ส่ง|missing",
    # check the reports, reports that wait to be approved
    Wish.QUEUE: "ตรวจรายงาน|ตรวจ|รอตรวจ|รอรับรอง|รายงานรอตรวจ|รายงานรอรับรอง|รายงานที่รอรับรอง|รายงานที่รอตรวจ|check",
    # approve
    Wish.APPROVE: "รับรอง|รับรองรายงาน|รับรองฉบับนี้|รับลอง",
    # approve all that are in order
    Wish.APPROVE_ALL: "รับรองทั้งหมด|รับรองทุกฉบับ|รับรองรายงานทั้งหมด|รับรองรายงานที่เรียบร้อยทั้งหมด|รับรองที่เรียบร้อยทั้งหมด",
    # open number …
    Wish.OPEN: "เปิด|เปิดรายงาน|เปิดฉบับ|เปิดข้อ|ดูฉบับ|open",
    # send back
    Wish.RETURN: "ส่งกลับ|ส่งกลับแก้ไข|ส่งคืน|ตีกลับ|ให้แก้ไข|ส่งกลับข้อ",
    # send the whole report back
    Wish.RETURN_ALL: "ส่งกลับทั้งฉบับ|ส่งกลับรายงาน|ส่งกลับทั้งหมด|ส่งคืนทั้งฉบับ|ตีกลับทั้งฉบับ",
    # withdraw the approval
    Wish.UNLOCK: "ปลดการรับรอง|ปลดรับรอง|ยกเลิกการรับรอง|ยกเลิกรับรอง|ปลดล็อก|ปลดล็อค|ปลดล๊อค|เปิดให้แก้ไข|unlock",
    # history of the report
    Wish.HISTORY: "ประวัติรายงาน|ดูประวัติรายงาน|ประวัติฉบับนี้|ประวัติการแก้ไข",
}
_POLITE = ("นะคะ", "นะครับ", "หน่อย", "ครับ", "คับ", "ค่ะ", "คะ", "จ้า", "ด้วย")
_PLEASE = ("ขอดู", "ขอ")
_WISHES = {folded(word): wish for wish, words in _WORDS.items() for word in words.split("|")}
_NUMBERED = re.compile(r"(?P<word>[^0-9]+?) ?(?:ข้อ|ฉบับ|รายการ)?(?:ที่)? ?(?:หมายเลข)? ?(?P<number>[0-9]{1,3})")
_TAKES_NUMBER = (Wish.OPEN, Wish.APPROVE, Wish.RETURN)
_TAKES_MONTH = (Wish.OVERVIEW, Wish.MISSING, Wish.QUEUE)
# Plain enough to be no answer, even in the middle of somebody's own report.
_PLAIN = (Wish.OVERVIEW, Wish.MISSING, Wish.QUEUE, Wish.APPROVE_ALL)


def understand(text: str) -> Asked | None:
    """The wish that `text` is, as a whole message; None where it is anything else."""
    words = tidy(text)
    if not words or len(words) > 60:
        return None
    for said in (words, without(words, _POLITE, ()), without(words, _POLITE, _PLEASE)):
        if wish := _WISHES.get(folded(said)):
            return Asked(wish)
        if numbered := _NUMBERED.fullmatch(said):
            wish = _WISHES.get(folded(numbered["word"]))
            if wish in _TAKES_NUMBER:
                return Asked(wish, number=int(numbered["number"]))
        if asked := _of_month(said):
            return asked
    return None


def is_plain(text: str) -> bool:
    """Whether the words can only be meant for the supervisor's desk."""
    asked = understand(text)
    return asked is not None and asked.wish in _PLAIN


def _of_month(words: str) -> Asked | None:
    """A word and a month after it; the longest word that leaves one."""
    for at in range(len(words) - 1, 0, -1):
        wish = _WISHES.get(folded(words[:at]))
        # Any month will do for knowing that it is one.
        if wish in _TAKES_MONTH and read_period(words[at:], "2026-01"):
            return Asked(wish, month=words[at:].strip())
    return None


def glossary() -> dict[Wish, tuple[str, ...]]:
    """Every word of every wish, the canonical one first."""
    return {wish: tuple(words.split("|")) for wish, words in _WORDS.items()}
