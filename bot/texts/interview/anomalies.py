"""What is said of an answer that looks wrong beside the months before. Docstrings and comments are glosses."""

from __future__ import annotations

import re

from bot.thai.digits import folded, quoted, tidy
from bot.thai.numbers import write_number
from bot.thai.periods import period_name, period_word
from bot.thai.polite import POLITE
from bot.thai.yesno import read_yesno

# Buttons: yes, it is right; correct it
RIGHT = "ใช่ ถูกต้อง"
WRONG = "แก้ไข"

# it is right, unchanged: words that begin a yes
_YES = ("ใช่", "ถูกต้อง", "ถูกแล้ว", "ยืนยัน", "เหมือนเดิม", "ยังเหมือนเดิม", "ยังเป็นเช่นเดิม", "คงเดิม", "เท่าเดิม")
# right, sure, really, as it stands: a yes wherever they stand in words that deny nothing
_SURE = ("ถูกต้อง", "แน่ใจ", "มั่นใจ", "จริง", "ตามนั้น", "ตามที่รายงาน", "ตรวจแล้ว", "ตรวจสอบแล้ว")
# (as yet) none or not found: problem, obstacle, trouble, suggestion, need, matter; in the work; and, or, any, more
_NOTHING = re.compile(
    "(?:ยัง)?(?:ไม่มี|ไม่พบ)(?:ปัญหา|อุปสรรค|ข้อขัดข้อง|ข้อเสนอแนะ|ความต้องการ|เรื่อง|ในการ|การ|ดำเนินงาน|ดำเนินการ|และ|หรือ"
    "|ใดๆ|ใด|เพิ่มเติม|ทั้งสิ้น|แต่อย่าง|เลย|ค่ะ|ครับ|คะ)*"
)
# correct it, mistyped: words that are a no by themselves
_NO = frozenset(map(folded, ("แก้ไข", "แก้", "ขอแก้", "ขอแก้ไข", "แก้ใข", "ผิด", "พิมพ์ผิด", "ไม่ถูก", "ไม่ใช่")))
# no; wrong; correct it to; the right one is: what may stand before the right value
_BEFORE_VALUE = ("ไม่ใช่", "ไม่ถูกต้อง", "ไม่ถูก", "พิมพ์ผิด", "ผิด", "ขอแก้เป็น", "แก้ไขเป็น", "แก้เป็น", "ที่ถูกคือ", "ต้องเป็น", "เป็น")
_LONGEST_YES = 40

# Not understood.
NOT_UNDERSTOOD = "ยังไม่เข้าใจคำตอบค่ะ"


def nothing_to_say(letters: str) -> bool:
    """Whether `folded` words only say that there was nothing: no problems, nothing to add."""
    return _NOTHING.fullmatch(letters) is not None


def jumped(name: str, before: str, month: str, now: str, times: float, is_more: bool) -> str:
    """Please check "people reached": September 2569 said 12 people, this time 1,200 people, 100 times as many as the
    month before. Is that right? / Usually about 12 people, this time …"""
    rounded = round(times) if times >= 10 else round(times, 1)
    about = "" if rounded == times else "ประมาณ "
    usual, old = (_said(before, month), f"ของ{period_word(month)}ก่อน") if month else (f"ปกติประมาณ {before}", "ของปกติ")
    share = f"{write_number(rounded)} เท่า" if is_more else f"1 ใน {write_number(rounded)} "
    is_now = f"{'เป็น' if is_more else 'เหลือ'} {about}{share}{old}"
    return _ask(name, f"{usual}\nครั้งนี้ {now} {is_now} ถูกต้องหรือไม่คะ", _FIGURE)


def fell(name: str, before: str, month: str, now: str, less: str) -> str:
    """Please check "model areas": September 2569 said 12, this time 10: the total has fallen by 2. Is that right?"""
    return _ask(name, f"{_said(before, month)}\nครั้งนี้ {now} ยอดรวมลดลง {less} ถูกต้องหรือไม่คะ", _FIGURE)


def repeated(name: str) -> str:
    """Please check "problems": this is word for word as in the two reports before. Is it still so?"""
    return _ask(name, "ข้อความนี้เหมือนกับรายงาน 2 ฉบับก่อนหน้า ยังเป็นเช่นเดิมหรือไม่คะ", _WORDS)


def confirmed(shown: str) -> str:
    """Confirmed: 1,200 people."""
    return f"✓ ยืนยันแล้ว: {shown}"


def marked(shown: str) -> str:
    """A line of the review that was asked about: 1,200 people (confirmed)."""
    return f"{shown} (ยืนยันแล้ว)"


def answer(text: str) -> tuple[bool | None, str]:
    """(whether the words say yes, or no, or neither; what is left of them and may be the right figure)."""
    said = read_yesno(text)
    if said is not None:
        return said, ""
    words = tidy(text)
    if folded(words) in _NO:
        return False, ""
    for no in _BEFORE_VALUE:
        if words.startswith(no):
            rest = words.removeprefix(no).strip(" :,=")
            for polite in POLITE:
                rest = rest.removeprefix(polite).strip(" :,=")
            return (None, rest) if rest else (False, "")
    if len(words) <= _LONGEST_YES:
        for yes in _YES:
            if words.startswith(yes):
                rest = words.removeprefix(yes).strip(" :,=")
                return (None, rest) if any(one.isdigit() for one in rest) else (True, "")
    return None, words


def sounds_sure(text: str) -> bool:
    """Whether words that are no figure say that the figure is right."""
    words = tidy(text)
    return words.startswith(_YES) or ("ไม่" not in words and any(sure in words for sure in _SURE))


# if it is right, type "yes"; if not, type the right figure / if it has changed, type the new words
_FIGURE = "ถ้าถูกต้อง พิมพ์ “ใช่” ถ้าไม่ถูกต้อง พิมพ์ตัวเลขที่ถูกต้องได้เลยค่ะ"
_WORDS = "ถ้ายังเป็นเช่นเดิม พิมพ์ “ใช่” ถ้าเปลี่ยนแปลงแล้ว พิมพ์ข้อความใหม่ได้เลยค่ะ"


def _said(before: str, month: str) -> str:
    # September 2569 said 12 people
    return f"{period_name(month)} รายงานไว้ {before}"


def _ask(name: str, seen: str, how: str) -> str:
    # Please check "…"
    return f"โปรดตรวจสอบ {quoted(name)}\n{seen}\n\n{how}"
