"""What the bot says when something is wrong on its side, or when it has not understood."""

from __future__ import annotations

from bot.buttons import press
from bot.messages import Button, Post, Text


def our_fault() -> Text:
    """A bug of ours: nothing was changed."""
    # Sorry, the system slipped on this message. What you filled in before is all there. Please send it once more.
    return Text("ขออภัยค่ะ ระบบขัดข้องกับข้อความนี้ ข้อมูลที่กรอกไว้ยังอยู่ครบ\nกรุณาส่งอีกครั้ง หากยังไม่ได้ พิมพ์ “ติดต่อ” เพื่อแจ้งเจ้าหน้าที่ค่ะ")


def not_understood() -> Text:
    """Words that are no command, outside any conversation."""
    # I have not understood this message. Type "menu" to see all, or choose below.
    return Text(
        "น้องรายงานยังไม่เข้าใจข้อความนี้ค่ะ\nพิมพ์ “เมนู” เพื่อดูคำสั่งทั้งหมด หรือ “รายงาน” เพื่อเริ่มรายงานประจำเดือน",
        quick=_ways(),
    )


def nothing_to_do_with_it() -> Text:
    """A sticker, voice message or the like, outside any conversation."""
    # Thank you. This kind of message is not used here.
    return Text(
        "ขอบคุณค่ะ ขณะนี้ไม่ได้รอรับข้อมูลชนิดนี้\nพิมพ์ “รายงาน” เพื่อเริ่มรายงาน หรือ “เมนู” เพื่อดูคำสั่งทั้งหมด",
        quick=_ways(),
    )


def old_button() -> Text:
    """A button of a conversation that is over."""
    # This button is an old one. Type "report" to go on.
    return Text("ปุ่มนี้เป็นของรายการเก่าค่ะ\nพิมพ์ “รายงาน” เพื่อทำต่อ หรือ “สถานะ” เพื่อดูว่าส่งแล้วหรือยัง", quick=_ways())


def _ways() -> tuple[Button, ...]:
    return (
        Button("รายงาน", Post(press("report"), "รายงาน")),  # report
        Button("สถานะ", Post(press("status"), "สถานะ")),  # status
        Button("เมนู", Post(press("menu"), "เมนู")),  # menu
    )
