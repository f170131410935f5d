"""What the bot says when something is wrong on its side, or when it has not understood."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.buttons import tap
from bot.messages import Text
from bot.schedule import BANGKOK
from bot.thai.times import write_time

_MENU = tap("เมนู", "menu")  # menu
_STATUS = tap("สถานะ", "status")  # status
# report; status; menu. To somebody who only supervises: overview; status; menu
_WAYS = {False: (tap("รายงาน", "report"), _STATUS, _MENU), True: (tap("ภาพรวม", "review.overview"), _STATUS, _MENU)}
# "report" to begin the report; "overview" to follow the results
_BEGIN = {False: "“รายงาน” เพื่อเริ่มรายงาน", True: "“ภาพรวม” เพื่อติดตามผล"}
# choose office: to join; help
_JOIN = (tap("เลือกหน่วยงาน", "join.choose"), tap("ช่วยเหลือ", "help"), _MENU)


def not_understood(*, supervises: bool, has_office: bool = True) -> Text:
    """Words that are no command, outside any conversation. `supervises`, here and below: and does not report."""
    # I have not understood this message. Type "menu" to see all, or … / or "choose office" to join yours
    way = _BEGIN[supervises] if has_office else "“เลือกหน่วยงาน” เพื่อเข้าร่วมหน่วยงานของท่าน"
    return Text(
        f"น้องรายงานยังไม่เข้าใจข้อความนี้ค่ะ\nพิมพ์ “เมนู” เพื่อดูคำสั่งทั้งหมด หรือ {way}",
        quick=_WAYS[supervises] if has_office else _JOIN,
    )


def nothing_to_do_with_it(*, supervises: bool) -> Text:
    """A sticker, voice message or the like, outside any conversation."""
    # Thank you. This kind of message is not used here.
    return Text(
        f"ขอบคุณค่ะ ขณะนี้ยังไม่ต้องส่งข้อมูลชนิดนี้\nพิมพ์ {_BEGIN[supervises]} หรือ “เมนู” เพื่อดูคำสั่งทั้งหมด", quick=_WAYS[supervises]
    )


def old_button(*, supervises: bool) -> Text:
    """A button of a conversation that is over."""
    # This button is an old one. Type … to go on.
    ways = _BEGIN[True] if supervises else "“รายงาน” เพื่อทำต่อ หรือ “สถานะ” เพื่อดูว่าส่งแล้วหรือยัง"
    return Text(f"ปุ่มนี้เป็นของรายการเก่าค่ะ\nพิมพ์ {ways}", quick=_WAYS[supervises])


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
