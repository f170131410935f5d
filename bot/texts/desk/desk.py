"""The desk: what is said on the way in and out, in the chat and on its pages. Other words stand in the templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.buttons import tap
from bot.messages import Button, Card, Open, Text
from bot.schedule import BANGKOK
from bot.thai.periods import period_name
from bot.thai.times import write_time
from bot.thai.units import Unit, area_name, office_name, short_name

# The desk is for district, provincial and department officers. You can send and follow reports in this chat.
NOT_A_SUPERVISOR = Text(
    "หน้าเว็บผู้กำกับดูแลใช้ได้เฉพาะผู้มีหน้าที่ระดับอำเภอ จังหวัด หรือกรมค่ะ\nท่านส่งและติดตามรายงานได้ในแชตนี้",
    quick=(tap("เมนู", "menu"),),  # menu
)


# Somebody has changed this meanwhile, so it was not saved. What you typed is still here; where it differs, the newest
# is shown above the field. Look it over and press save again.
CHANGED_MEANWHILE = (
    "มีผู้แก้ไขข้อมูลนี้ไปก่อนแล้ว จึงยังไม่ได้บันทึก ข้อความที่ท่านพิมพ์ยังอยู่ ช่องที่ต่างกันแสดงข้อมูลล่าสุดไว้เหนือช่อง กรุณาตรวจดูแล้วกดบันทึกอีกครั้ง"
)


def lately(text: str) -> str:
    """What stands in a field that somebody has changed meanwhile."""
    return f"ขณะนี้เป็น: {text or 'ว่าง'}"  # now it is: … (or empty)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened and what to do about it. `way` is a label of the link back to the desk, "" where there is none."""

    title: str
    text: str
    way: str = ""


# The tabs: overview, combined results, readers, follow-up, circulars, downloads, posters, forms, administration
OVERVIEW, ROLLUP, READERS, FOLLOW_UP = "ภาพรวม", "รวมผล", "ผู้อ่าน", "ติดตาม"
CIRCULARS, DOWNLOADS, POSTERS = "หนังสือเวียน", "ดาวน์โหลด", "โปสเตอร์"
FORMS, ADMIN = "แบบรายงาน", "จัดการ"
# Your chat cannot be reached: please unblock this account in LINE and try again.
CHAT_IS_CLOSED = "ส่งไปที่แชต LINE ของท่านไม่ได้ กรุณาเลิกบล็อกบัญชีนี้ใน LINE แล้วลองใหม่"
# Nothing was sent: LINE takes no more counted messages this month.
NO_MESSAGE_LEFT = "ยังไม่ได้ส่ง เพราะโควตาข้อความของบัญชี LINE เดือนนี้หมดแล้ว"
# What opens the desk when typed: open the desk
TO_OPEN = "เปิดหน้าเว็บ"
_BACK = "กลับหน้าแรกของหน้าเว็บผู้กำกับดูแล"  # back to the desk's first page

# Please open the desk from the chat. / Your time at the desk is over, or you have not come in yet. A link can be had
# in the chat: type "open the desk".
SIGNED_OUT = Trouble("กรุณาเปิดหน้าเว็บจากแชต", "ท่านยังไม่ได้เข้าหน้าเว็บ หรือหมดเวลาใช้งานแล้ว")
# The same after something was sent: it is not recorded.
SIGNED_OUT_SENDING = Trouble(SIGNED_OUT.title, SIGNED_OUT.text + " สิ่งที่เพิ่งส่งจึงยังไม่ได้บันทึก")
# What you have typed. / Copy it, and put it into the page that you open anew.
TYPED, TYPED_HOW = "ข้อความที่ท่านพิมพ์ไว้", "คัดลอกเก็บไว้ แล้ววางในหน้าที่เปิดใหม่ได้"
# You have left the desk. / On a shared computer it is safe to close this window.
GONE_OUT = Trouble("ออกจากหน้าเว็บแล้ว", "หากใช้เครื่องร่วมกับผู้อื่น ปิดหน้าต่างนี้ได้เลย")
# This link cannot be used any more. / A link opens the desk once, within 10 minutes of being asked for.
LINK_OVER = Trouble("ลิงก์นี้ใช้ไม่ได้แล้ว", "ลิงก์เข้าหน้าเว็บใช้ได้ครั้งเดียว ภายใน 10 นาทีหลังจากขอ และใช้ได้เฉพาะผู้มีหน้าที่กำกับดูแล")
# … You are at the desk already in this browser.
LINK_OVER_SIGNED_IN = Trouble(LINK_OVER.title, LINK_OVER.text + " ขณะนี้ท่านเข้าหน้าเว็บในเครื่องนี้อยู่แล้ว", "ไปที่หน้าเว็บ")
# Not found. / It is not there, or not in your area. Please check the address.
NOT_HERE = Trouble("ไม่พบข้อมูลนี้", "ข้อมูลอาจไม่มีอยู่ หรือไม่ได้อยู่ในพื้นที่ที่ท่านกำกับดูแล กรุณาตรวจสอบที่อยู่อีกครั้ง", _BACK)
# This page is for another level.
NOT_FOR_YOU = Trouble("หน้านี้สำหรับผู้กำกับดูแลระดับอื่น", "ท่านใช้งานส่วนอื่นของหน้าเว็บผู้กำกับดูแลได้ตามปกติ", _BACK)
# The page has been open for too long. / Nothing was recorded. Please open the page again and repeat.
STALE_FORM = Trouble("หน้านี้เปิดค้างไว้นานเกินไป", "ยังไม่มีการบันทึกใด ๆ กรุณาเปิดหน้าเดิมใหม่ แล้วทำรายการอีกครั้ง", _BACK)
# Nothing was recorded.
NOT_RECORDED = "ยังไม่มีการบันทึกใด ๆ"
# What was sent is too large. / Nothing was recorded. Please make the file smaller and send it again.
TOO_LARGE = Trouble("ไฟล์ที่ส่งมาใหญ่เกินไป", "ยังไม่มีการบันทึกใด ๆ กรุณาลดขนาดไฟล์ แล้วส่งใหม่อีกครั้ง", _BACK)
# Too many requests in a short time. / Nothing was recorded. Please wait about a minute and try again.
TOO_OFTEN = Trouble("มีการเรียกใช้งานถี่เกินไป", "ยังไม่มีการบันทึกใด ๆ กรุณารอประมาณหนึ่งนาที แล้วลองใหม่อีกครั้ง", _BACK)


def place_name(unit: Unit) -> str:
    """The unit as a place to look at: the whole country, a province, a district, or an office by its short name."""
    if unit.kind == "department":
        return "ทั่วประเทศ"  # the whole country
    return area_name(unit) if unit.kind in ("province", "district") else short_name(unit)


def write_count(number: int) -> str:
    """`1,250` in the digits we print."""
    return f"{number:,}"


def invitation(link: str, unit: Unit) -> Card:
    """The way to the desk, for one who supervises from `unit`."""
    return Card(
        title="หน้าเว็บผู้กำกับดูแล",  # the desk
        subtitle=office_name(unit),
        # See who has sent, check, return, approve and print on a large screen. The link is yours alone: it opens once,
        # within 10 minutes. Please do not pass it on.
        text="ดูผลการส่ง ตรวจ ส่งกลับแก้ไข รับรอง และพิมพ์เอกสารบนหน้าเว็บ\nลิงก์นี้เป็นของท่าน ใช้ได้ครั้งเดียวภายใน 10 นาที โปรดอย่าส่งต่อ",
        buttons=(Button("เปิดหน้าเว็บ", Open(link), primary=True),),  # open the desk
        # ask for a new link; leave the desk everywhere
        quick=(
            tap("ขอลิงก์ใหม่", "desk.open", TO_OPEN),
            tap("ออกจากทุกเครื่อง", "desk.out", "ออกจากหน้าเว็บ"),
        ),
    )


def out_everywhere(visits: int) -> Text:
    if not visits:
        # No desk is open.
        return Text("ขณะนี้ไม่มีเครื่องใดเปิดหน้าเว็บอยู่ค่ะ")
    # The desk is closed on every machine.
    return Text("ออกจากหน้าเว็บทุกเครื่องแล้วค่ะ")


def no_such_period(wanted: str, shown: str) -> str:
    # There is no report of …: what stands here is of … .
    return f"ไม่มีรายงานของ{period_name(wanted)} ที่แสดงอยู่นี้เป็นของ{period_name(shown)}"


def tried_too_often(until: datetime) -> str:
    """Too much was sent into one's own chat within an hour. `until` is aware."""
    at = (until + timedelta(seconds=59)).astimezone(BANGKOK).time()
    # Not sent: sending to one's own chat uses up the account's messages, so it is limited. Please try again from …
    return f"ยังไม่ได้ส่ง เพราะลองส่งเข้าแชตครบจำนวนครั้งของชั่วโมงนี้แล้ว ลองใหม่ได้ตั้งแต่เวลา {write_time(at)}"
