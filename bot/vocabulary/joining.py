"""What is typed to join an office, to decide about others, to leave: rows of the table of intents, and codes."""

from __future__ import annotations

import re

from bot.thai.digits import folded, tidy
from bot.thai.polite import wish
from bot.vocabulary.intents import Certainty, Do, Intent, Phrase, Takes

PHRASES = (
    # join, sign up, register
    Phrase(
        Do.JOIN_HOW,
        "เข้าร่วม|ขอเข้าร่วม|เข้ารวม|เข้าร่วมหน่วยงาน|สมัคร|สมัครสมาชิก|ลงทะเบียน|ลงทะเบียนใช้งาน|join|register",
        certainty=Certainty.BARE,
    ),
    # choose my office, look for my office, add an office, change office
    Phrase(
        Do.JOIN_CHOOSE,
        "เลือกหน่วยงาน|เลือกหน่วย|เลือก อปท|เลือกสังกัด|ค้นหาหน่วยงาน|หาหน่วยงาน|เพิ่มหน่วยงาน|เปลี่ยนหน่วยงาน|เลือกหนวยงาน",
        certainty=Certainty.SURE,
    ),
    # receive a code by e-mail, ask for a code, confirm by e-mail; a new code, none has come
    Phrase(
        Do.JOIN_MAILBOX,
        "รับรหัสทางอีเมล|ขอรหัสทางอีเมล|รับรหัสทางเมล|รับรหัสอีเมล|ขอรหัสอีเมล|ขอรหัสยืนยัน|รับรหัสยืนยัน|ยืนยันทางอีเมล|ยืนยันด้วยอีเมล|"
        "ขอรหัสใหม่|ขอรหัสอีกครั้ง|ส่งรหัสใหม่|ส่งรหัสอีกครั้ง|ไม่ได้รับรหัส|ยังไม่ได้รับรหัส",
        certainty=Certainty.SURE,
    ),
    # my office, my offices
    Phrase(
        Do.JOIN_MINE,
        "หน่วยงานของฉัน|หน่วยงานฉัน|หน่วยงานของผม|หน่วยงานของดิฉัน|สังกัดของฉัน",
        certainty=Certainty.SURE,
    ),
    # leave the office, I have moved
    Phrase(
        Do.JOIN_LEAVE,
        "ออกจากหน่วยงาน|ออกจากสังกัด|ย้ายหน่วยงาน|ย้ายออก|ยกเลิกคำขอ|ถอนคำขอ|ถอนคำขอเข้าร่วม|ลาออกจากหน่วยงาน|leave",
        certainty=Certainty.SURE,
    ),
    # my data, a copy of my data
    Phrase(
        Do.JOIN_DATA,
        "ข้อมูลของฉัน|ขอข้อมูลของฉัน|ข้อมูลส่วนตัวของฉัน|ข้อมูลส่วนบุคคลของฉัน|ข้อมูลของผม|ข้อมูลของดิฉัน|ขอสำเนาข้อมูล|ดาวน์โหลดข้อมูลของฉัน",
        certainty=Certainty.SURE,
    ),
    # delete my data
    Phrase(
        Do.JOIN_FORGET,
        "ลบข้อมูลของฉัน|ลบข้อมูลฉัน|ลบข้อมูลส่วนตัว|ลบข้อมูลส่วนบุคคล|ลบข้อมูลของผม|ลบข้อมูลของดิฉัน|ขอลบข้อมูล|ลบบัญชี|เลิกใช้งาน",
        certainty=Certainty.SURE,
    ),
    # requests to join; who asks to join
    Phrase(
        Do.JOIN_REQUESTS,
        "คำขอ|คำขอเข้าร่วม|ใครขอเข้าร่วม|ใครขอเข้าร่วมบ้าง|มีใครขอเข้าร่วม|มีใครขอเข้าร่วมบ้าง|มีคำขอไหม|"
        "รายการคำขอ|ดูคำขอ|คำร้อง|คำขอที่รอ|อนุมัติคำขอ|requests",
        certainty=Certainty.SURE,
    ),
    # approve
    Phrase(Do.JOIN_APPROVE, "อนุมัติ|อนุมัติคำขอที่|approve", Takes.NUMBER, Certainty.BARE, numbered=Certainty.SURE),
    # refuse
    Phrase(
        Do.JOIN_REFUSE,
        "ไม่อนุมัติ|ปฏิเสธ|ไม่อนุมัติคำขอ|refuse|reject",
        Takes.NUMBER,
        Certainty.BARE,
        numbered=Certainty.SURE,
    ),
)
_JOIN = re.compile(r"(?:ขอ)?(?:เข้าร่วม|เข้ารวม|join)(?:ด้วย)?(?:รหัส)? ?:? ?(?P<code>[0-9a-z][0-9a-z. _-]*)", re.IGNORECASE)
_OFFICE = re.compile(r"(?:รหัส(?:หน่วยงาน| ?อปท\.?)? ?:? ?)?(?P<code>0[0-9]{7})")
# Sixteen signs in groups of four, at least one of them a letter: a long number is somebody's answer.
_INVITE = re.compile(r"(?=.*[a-z])[0-9a-z]{4}(?:[- ]?[0-9a-z]{4}){3}", re.IGNORECASE)
# A line of a printed list: "3", "item 3", "number 3", "choose 3", "3."
_LINE = re.compile(r"(?:ข้อ|หมายเลข|เลือก)? ?([0-9]{1,4})[.)]?")
# An office named with its kind: อบต. or อบจ., ทต. ทม. or ทน. (which need their dot), the same in full, เทศบาล alone
_NAMED = re.compile(
    r"(?:(?:อบต|อบจ)[. ]*|(?:ทต|ทม|ทน)[. ] ?|องค์การบริหารส่วน(?:จังหวัด|ตำบล) ?|เทศบาล(?:นคร|เมือง|ตำบล)? ?)"
    r"(?!(?:นคร|เมือง|ตำบล)$)[^0-9. ].+"
    r"|เมืองพัทยา"
)
# I, we; join, register, am from, work at: what may stand before the name
_TO_JOIN = re.compile("(?:ผม|ดิฉัน|หนู|เรา)? ?(?:ขอ)?(?:เข้าร่วม|ลงทะเบียน|สมัคร|สังกัด|ทำงานที่|อยู่ที่|อยู่|จาก|มาจาก)(?:หน่วยงาน)? ?")
_NOT_HERE = ("ไม่ใช่หน่วยงานนี้", "ไม่ใช่หน่วยงาน", "ไม่ใช่ที่นี่", "ผิดหน่วยงาน")  # not this office
_LONGEST = 60


def to_send(code: str) -> str:
    """The words that a QR puts into the chat: join with this code."""
    return f"เข้าร่วม {code}"


def read_code(words: str) -> Intent | None:
    """An office's or an invitation's code (`code`), or an office's name with its kind before it (`name`); None for
    anything else. A code alone may be somebody's answer."""
    words = wish(words)
    if len(words) > _LONGEST:
        return None
    if office := _OFFICE.fullmatch(words):
        is_alone = words == office["code"]
        return Intent(Do.JOIN_OFFICE, {"code": office["code"]}, Certainty.BARE if is_alone else Certainty.SURE)
    if _INVITE.fullmatch(words):
        return Intent(Do.JOIN_INVITE, {"code": words}, Certainty.BARE)
    if joining := _JOIN.fullmatch(words):
        code = joining["code"].strip()
        return Intent(Do.JOIN_OFFICE if _OFFICE.fullmatch(code) else Do.JOIN_INVITE, {"code": code})
    before = _TO_JOIN.match(words)
    name = words[before.end() :] if before else words
    if _NAMED.fullmatch(name):
        return Intent(Do.JOIN_NAMED, {"name": name}, Certainty.BARE, quiet=True)
    return None


def line_in(words: str) -> int | None:
    """The number of a line of a printed list; None for anything else."""
    found = _LINE.fullmatch(wish(tidy(words)))
    return int(found[1]) if found else None


def may_be_a_name(words: str) -> bool:
    """Whether these may be an office's or a place's name: Thai letters, spaces and points alone."""
    return re.fullmatch(f"[ก-๎. ]{{2,{_LONGEST}}}", words) is not None


def is_not_here(text: str) -> bool:
    """Whether the person says that the office shown is not theirs."""
    return folded(wish(tidy(text))) in _NOT_HERE
