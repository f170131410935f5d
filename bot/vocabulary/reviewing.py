"""What supervisors type about the reports below them, as rows of the table of intents."""

from __future__ import annotations

from dataclasses import replace

from bot.vocabulary.intents import Certainty, Do, Intent, Phrase, Shown, Takes, of_button

PHRASES = (
    # overview, picture of all, results of sending, who has sent
    Phrase(
        Do.REVIEW_OVERVIEW,
        "ภาพรวม|ดูภาพรวม|ภาพรวมการส่ง|สรุปภาพรวม|ภาพรวมรายงาน|ใครส่งแล้ว|ใครส่งแล้วบ้าง|ใครส่งบ้าง|ใครส่งรายงานแล้วบ้าง|overview",
        Takes.MONTH,
        Certainty.SURE,
    ),
    # who has not sent yet; which office has not
    Phrase(
        Do.REVIEW_MISSING,
        "ใครยังไม่ส่ง|กี่แห่งยังไม่ส่ง|กี่แห่งที่ยังไม่ส่ง|มีกี่แห่งที่ยังไม่ส่ง|เหลือใครบ้าง|เหลือใครยังไม่ส่ง|เหลือใครยังไม่ส่งบ้าง|ใครไม่ส่ง|ยังไม่ส่ง|ใครค้างส่ง|ค้างส่ง|หน่วยงานที่ยังไม่ส่ง|อปท.ที่ยังไม่ส่ง|ที่ไหนยังไม่ส่ง|missing|"
        "ใครยังไม่ส่งรายงาน|ใครยังไม่ส่งบ้าง|ใครยังไม่ส่งรายงานบ้าง|มีใครยังไม่ส่ง|มีใครยังไม่ส่งบ้าง|มีใครยังไม่ส่งรายงานบ้าง|"
        "ใครยังไม่ได้ส่ง|ใครยังไม่ได้ส่งรายงาน|ใครยังไม่ได้ส่งรายงานบ้าง|ใครยังไม่รายงาน|ใครไม่ส่งรายงาน|ใครค้างส่งรายงาน|"
        "หน่วยงานไหนยังไม่ส่ง|หน่วยงานไหนยังไม่ส่งรายงาน|หน่วยงานใดยังไม่ส่ง|หน่วยงานใดยังไม่ส่งรายงาน|อปท.ไหนยังไม่ส่ง|"
        "อปท.ไหนยังไม่ส่งรายงาน|ที่ไหนยังไม่ส่งรายงาน|หน่วยงานที่ยังไม่ส่งรายงาน|ยังไม่ส่งรายงาน",
        Takes.MONTH,
        Certainty.SURE,
    ),
    # check the reports, reports that wait to be approved
    Phrase(
        Do.REVIEW_QUEUE,
        "ตรวจรายงาน|ตรวจ|รอตรวจ|รอรับรอง|รายงานรอตรวจ|รายงานรอรับรอง|รายงานที่รอรับรอง|รายงานที่รอตรวจ|check",
        Takes.MONTH,
        Certainty.SURE,
    ),
    # approve
    Phrase(Do.REVIEW_APPROVE, "รับรอง|รับรองรายงาน|รับรองฉบับนี้|รับลอง", Takes.NUMBER, quiet=True),
    # approve all that are in order
    Phrase(
        Do.REVIEW_APPROVE_ALL,
        "รับรองทั้งหมด|รับรองทุกฉบับ|รับรองรายงานทั้งหมด|รับรองรายงานที่เรียบร้อยทั้งหมด|รับรองที่เรียบร้อยทั้งหมด",
        certainty=Certainty.SURE,
    ),
    # open number …
    Phrase(Do.REVIEW_OPEN, "เปิด|เปิดรายงาน|เปิดฉบับ|เปิดข้อ|ดูฉบับ|open", Takes.NUMBER, quiet=True),
    # send back
    Phrase(Do.REVIEW_BACK, "ส่งกลับ|ส่งกลับแก้ไข|ส่งคืน|ตีกลับ|ให้แก้ไข|ส่งกลับข้อ", Takes.NUMBER, quiet=True),
    # send the whole report back
    Phrase(Do.REVIEW_BACK, "ส่งกลับทั้งฉบับ|ส่งกลับรายงาน|ส่งกลับทั้งหมด|ส่งคืนทั้งฉบับ|ตีกลับทั้งฉบับ", values={"n": "0"}, quiet=True),
    # withdraw the approval
    Phrase(
        Do.REVIEW_UNLOCK,
        "ยกเลิกการรับรอง|ยกเลิกรับรอง|ปลดการรับรอง|ปลดรับรอง|ปลดล็อก|ปลดล็อค|ปลดล๊อค|เปิดให้แก้ไข|unlock",
        quiet=True,
    ),
    # history of the report; who sent it
    Phrase(Do.REVIEW_HISTORY, "ประวัติรายงาน|ดูประวัติรายงาน|ประวัติฉบับนี้|ประวัติการแก้ไข|ใครเป็นคนส่ง|ใครเป็นผู้ส่ง", quiet=True),
    # a workbook, the memo, downloads
    Phrase(
        Do.DESK_OPEN,
        "excel|ไฟล์ excel|ไฟล์excel|เอ็กเซล|เอกเซล|เอ็กเซลล์|ไฟล์เอ็กเซล|ดาวน์โหลด|ดาวโหลด|ดาวน์โหลดรายงาน|ดาวน์โหลด excel|"
        "ดาวน์โหลดข้อมูล|ไฟล์รวม|ไฟล์รายงาน|ไฟล์ข้อมูล|ส่งออก|ส่งออกข้อมูล|ส่งออก excel|สมุดงาน|download|export|"
        "บันทึกข้อความ|พิมพ์บันทึกข้อความ|ร่างบันทึกข้อความ",
        values={"to": "/desk/downloads/"},
        quiet=True,
    ),
)


def pointed_at(intent: Intent, shown: Shown) -> Intent:
    """What a number, or a word alone, means after what the supervisor was shown last: the button it stands for."""
    number, do, values = intent.number("n"), intent.do, _open(shown)
    if do is Do.REVIEW_OPEN or (do is Do.REVIEW_APPROVE and number is not None):
        data = shown.items[number - 1] if number and number <= len(shown.items) else ""
        do, values = _pressing(data, Do.REVIEW_OPEN)
    elif do is Do.REVIEW_APPROVE and not values:
        # The word alone means the report that is open; without one, whatever waits.
        do = Do.REVIEW_QUEUE
    elif do is Do.REVIEW_APPROVE_ALL:
        do, values = _pressing(shown.approving, do)
    elif do is Do.REVIEW_BACK and number is not None:
        values["q"] = str(number)
    elif do is Do.REVIEW_HISTORY and not values:
        do = Do.REPORT_HISTORY
    return replace(intent, do=do, values=values)


# What is about something that was shown.
POINTS = (
    Do.REVIEW_OPEN,
    Do.REVIEW_APPROVE,
    Do.REVIEW_APPROVE_ALL,
    Do.REVIEW_BACK,
    Do.REVIEW_UNLOCK,
    Do.REVIEW_HISTORY,
)


def _pressing(data: str, otherwise: Do) -> tuple[Do, dict[str, str]]:
    """What the button with this data means; `otherwise`, with nothing said, where there is none."""
    button = of_button(data)
    return (button.do, dict(button.values)) if button else (otherwise, {})


def _open(shown: Shown) -> dict[str, str]:
    """What a button of the open report would carry; empty where none is open."""
    return {"r": str(shown.report), "v": str(shown.revision)} if shown.report is not None else {}
