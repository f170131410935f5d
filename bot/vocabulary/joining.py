"""What is typed to join an office, to decide about others, to leave: understood as a whole message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.thai.digits import folded, tidy
from bot.thai.polite import without

# A line of a printed list: "3", "item 3", "number 3", "choose 3", "3."
NUMBER = re.compile(r"(?:ข้อ|หมายเลข|เลือก)? ?([0-9]{1,4})[.)]?")


class Wish(StrEnum):
    """What the person wants about belonging to an office."""

    HOW = "how"  # the word for joining without a code
    INVITE = "invite"  # an invitation's code
    OFFICE = "office"  # an office's official code
    CHOOSE = "choose"
    MINE = "mine"
    LEAVE = "leave"
    FORGET = "forget"
    REQUESTS = "requests"
    APPROVE = "approve"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Asked:
    """`value` is the code as typed. `number` is the request's number in the list. `is_bare` is true of what may
    be an answer inside a conversation about something else: a code without a word before it, a single plain word."""

    wish: Wish
    value: str = ""
    number: int | None = None
    is_bare: bool = False


_WORDS: dict[Wish, str] = {
    # join, sign up, register
    Wish.HOW: "เข้าร่วม|ขอเข้าร่วม|เข้ารวม|เข้าร่วมหน่วยงาน|สมัคร|สมัครสมาชิก|ลงทะเบียน|ลงทะเบียนใช้งาน|join|register",
    # choose my office, look for my office, add an office, change office
    Wish.CHOOSE: "เลือกหน่วยงาน|เลือกหน่วย|เลือก อปท|เลือกสังกัด|ค้นหาหน่วยงาน|หาหน่วยงาน|เพิ่มหน่วยงาน|เปลี่ยนหน่วยงาน|เลือกหนวยงาน",
    # my office, my offices
    Wish.MINE: "หน่วยงานของฉัน|หน่วยงานฉัน|หน่วยงานของผม|หน่วยงานของดิฉัน|สังกัดของฉัน|ข้อมูลของฉัน",
    # leave the office, I have moved
    Wish.LEAVE: "ออกจากหน่วยงาน|ออกจากสังกัด|ย้ายหน่วยงาน|ย้ายออก|ยกเลิกคำขอ|ลาออกจากหน่วยงาน|leave",
    # delete my data
    Wish.FORGET: "ลบข้อมูลของฉัน|ลบข้อมูลฉัน|ลบข้อมูลส่วนตัว|ลบข้อมูลส่วนบุคคล|ลบข้อมูลของผม|ลบข้อมูลของดิฉัน|ขอลบข้อมูล|ลบบัญชี|เลิกใช้งาน",
    # requests to join
    Wish.REQUESTS: "คำขอ|คำขอเข้าร่วม|รายการคำขอ|ดูคำขอ|คำร้อง|คำขอที่รอ|อนุมัติคำขอ|requests",
    # approve
    Wish.APPROVE: "อนุมัติ|อนุมัติคำขอที่|approve",
    # refuse
    Wish.REFUSE: "ไม่อนุมัติ|ปฏิเสธ|ไม่อนุมัติคำขอ|refuse|reject",
}
_POLITE = ("นะคะ", "นะครับ", "หน่อย", "ครับ", "คับ", "ค่ะ", "คะ", "จ้า", "ด้วย")
_WISHES = {folded(word): wish for wish, words in _WORDS.items() for word in words.split("|")}
_JOIN = re.compile(r"(?:ขอ)?(?:เข้าร่วม|เข้ารวม|join)(?:ด้วย)?(?:รหัส)? ?:? ?(?P<code>[0-9a-z][0-9a-z. _-]*)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<word>[^0-9]+?) ?(?:คำขอ)?(?:ที่|ข้อ|หมายเลข)? ?(?P<number>[0-9]{1,3})")
_OFFICE = re.compile(r"(?:รหัส(?:หน่วยงาน| ?อปท\.?)? ?:? ?)?(?P<code>0[0-9]{7})")
# Sixteen signs in groups of four, at least one of them a letter: a long number is somebody's answer.
_INVITE = re.compile(r"(?=.*[a-z])[0-9a-z]{4}(?:[- ]?[0-9a-z]{4}){3}", re.IGNORECASE)


def to_send(code: str) -> str:
    """The words that a QR puts into the chat: join with this code."""
    return f"เข้าร่วม {code}"


def understand(text: str) -> Asked | None:
    """The wish that `text` is, as a whole message; None where it is anything else."""
    words = without(tidy(text), _POLITE, ())
    if not words or len(words) > 60:
        return None
    if wish := _WISHES.get(folded(words)):
        return Asked(wish, is_bare=wish in (Wish.HOW, Wish.APPROVE, Wish.REFUSE))
    if office := _OFFICE.fullmatch(words):
        return Asked(Wish.OFFICE, office["code"], is_bare=words == office["code"])
    if _INVITE.fullmatch(words):
        return Asked(Wish.INVITE, words, is_bare=True)
    if joining := _JOIN.fullmatch(words):
        code = joining["code"].strip()
        return Asked(Wish.OFFICE if _OFFICE.fullmatch(code) else Wish.INVITE, code)
    if numbered := _NUMBERED.fullmatch(words):
        wish = _WISHES.get(folded(numbered["word"]))
        if wish in (Wish.APPROVE, Wish.REFUSE):
            return Asked(wish, number=int(numbered["number"]))
    return None


_NOT_HERE = ("ไม่ใช่หน่วยงานนี้", "ไม่ใช่หน่วยงาน", "ไม่ใช่ที่นี่", "ผิดหน่วยงาน")  # not this office


def is_not_here(text: str) -> bool:
    """Whether the person says that the office shown is not theirs."""
    return folded(without(tidy(text), _POLITE, ())) in _NOT_HERE
