"""What the bot says when something is wrong on its side, or when it has not understood."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from bot.buttons import tap
from bot.events import Kind
from bot.messages import Text
from bot.schedule import BANGKOK
from bot.texts.menu import THANKED
from bot.thai.times import write_time

_MENU = tap("เมนู", "menu")  # menu
_STATUS = tap("สถานะ", "status")  # status


class Reader(Enum):
    """Who is answered: whoever belongs to no office is shown how to join, supervisors without a report of their own
    what they follow."""

    STRANGER = "stranger"
    REPORTER = "reporter"
    SUPERVISOR = "supervisor"


# choose office, help, menu / report, status, menu / overview, status, menu
_WAYS = {
    Reader.STRANGER: (tap("เลือกหน่วยงาน", "join.choose"), tap("ช่วยเหลือ", "help"), _MENU),
    Reader.REPORTER: (tap("รายงาน", "report"), _STATUS, _MENU),
    Reader.SUPERVISOR: (tap("ภาพรวม", "review.overview"), _STATUS, _MENU),
}
# "choose office" to join yours / "report" to begin the report / "overview" to follow the results
_BEGIN = {
    Reader.STRANGER: "“เลือกหน่วยงาน” เพื่อเข้าร่วมหน่วยงานของท่าน",
    Reader.REPORTER: "“รายงาน” เพื่อเริ่มรายงาน",
    Reader.SUPERVISOR: "“ภาพรวม” เพื่อติดตามผล",
}


def not_understood(reader: Reader) -> Text:
    """Words that are no command, outside any conversation."""
    # I have not understood this message. Type "menu" to see all, or …
    return Text(f"น้องรายงานยังไม่เข้าใจข้อความนี้ค่ะ\nพิมพ์ “เมนู” เพื่อดูคำสั่งทั้งหมด หรือ {_BEGIN[reader]}", quick=_WAYS[reader])


def nothing_to_do_with(kind: Kind, reader: Reader) -> Text:
    """A sticker, a picture, a voice message or the like, outside any conversation."""
    if kind is Kind.STICKER:
        return THANKED
    if kind is Kind.IMAGE and reader is Reader.REPORTER:
        # This picture is not kept. Type "report" to send it at the question for pictures, or "change the report" to add
        # it to one that was sent.
        return Text(
            "ภาพนี้ยังไม่ได้บันทึกค่ะ\nพิมพ์ “รายงาน” แล้วส่งภาพเมื่อถึงข้อภาพถ่าย หรือ “แก้ไขรายงาน” เพื่อเพิ่มภาพในรายงานที่ส่งแล้ว",
            quick=(_WAYS[reader][0], tap("แก้ไขรายงาน", "report.amend"), *_WAYS[reader][1:]),
        )
    # Thank you. This kind of message is not used at present.
    return Text(f"ขอบคุณค่ะ ขณะนี้ยังไม่ต้องส่งข้อความแบบนี้\nพิมพ์ {_BEGIN[reader]} หรือ “เมนู” เพื่อดูคำสั่งทั้งหมด", quick=_WAYS[reader])


def old_button(reader: Reader) -> Text:
    """A button of a conversation that is over."""
    # This button is an old one. Type … to go on.
    is_reporter = reader is Reader.REPORTER
    ways = "“รายงาน” เพื่อทำต่อ หรือ “สถานะ” เพื่อดูว่าส่งแล้วหรือยัง" if is_reporter else _BEGIN[reader]
    return Text(f"ปุ่มนี้เป็นของรายการเก่าค่ะ\nพิมพ์ {ways}", quick=_WAYS[reader])


def our_fault() -> Text:
    """A bug of ours: nothing was changed."""
    # Sorry, the system slipped on this message. What you filled in before is all there. Please send it once more.
    return Text("ขออภัยค่ะ ระบบขัดข้องขณะอ่านข้อความนี้ ข้อมูลที่กรอกไว้ยังอยู่ครบ\nโปรดส่งอีกครั้ง หากยังไม่ได้ พิมพ์ “ติดต่อ” เพื่อแจ้งเจ้าหน้าที่ค่ะ")


def too_fast(until: datetime) -> Text:
    """More came from one person than anybody types: nothing is heard of them for a while. `until` is aware."""
    at = (until + timedelta(seconds=59)).astimezone(BANGKOK).time()
    # Messages are coming in too fast, so I am resting for a moment. This message, and those sent meanwhile, are not
    # recorded. What was filled in before is all there. Please send again from 09:12 on.
    return Text(
        "ข้อความเข้ามาถี่เกินไปค่ะ น้องรายงานขอพักสักครู่\nข้อความนี้และข้อความที่ส่งมาระหว่างพักจะไม่ถูกบันทึก "
        f"ส่วนที่กรอกไว้ก่อนหน้านี้ยังอยู่ครบ\nส่งใหม่ได้ตั้งแต่เวลา {write_time(at)} เป็นต้นไปค่ะ"
    )
