"""The words around a question: header, hints, options, what may be typed. Docstrings and comments are glosses."""

from __future__ import annotations

from collections.abc import Sequence

# Buttons, in this order: back, skip, menu, help, done, today, yesterday, pick a date, pick a time,
# none (0), more, the whole list, take a picture, choose a picture, send a location, acknowledged, all as before,
# do not change, delete the answer
BACK = "ย้อน"
SKIP = "ข้าม"
MENU = "เมนู"
HELP = "ช่วยเหลือ"
# see the explanation
EXPLAIN = "ดูคำอธิบาย"
# The library explains this question: type "see the explanation"
EXPLAINED = "มีคำอธิบายข้อนี้: พิมพ์ “ดูคำอธิบาย”"
DONE = "เสร็จ"
TODAY = "วันนี้"
YESTERDAY = "เมื่อวาน"
PICK_DATE = "เลือกวันที่"
PICK_TIME = "เลือกเวลา"
NONE = "ไม่มี (0)"
MORE = "ดูเพิ่ม"
WHOLE_LIST = "ดูทั้งหมด"
CAMERA = "ถ่ายภาพ"
ALBUM = "เลือกภาพ"
LOCATION = "ส่งตำแหน่ง"
ACKNOWLEDGE = "รับทราบ"
KEEP_ALL = "ใช้ค่าเดิมทุกข้อ"
# every figure as in the report before
ALL_FLOWS = "ทุกตัวเลขเท่าครั้งก่อน"
CANCEL_EDIT = "ไม่แก้"
CLEAR = "ลบคำตอบ"
# the unit of rows whose author names none: item
ROW = "รายการ"

# One question at a time; back, skip, pause, review, help may be typed at any time. All is kept.
GREETING = "ตอบทีละข้อ กดปุ่มหรือพิมพ์ก็ได้ค่ะ พิมพ์คำว่า ย้อน ข้าม พัก ทวน หรือ ช่วยเหลือ ได้ทุกเมื่อ คำตอบบันทึกไว้ทุกข้อ"
# May be skipped: type "skip".
OPTIONAL = "(ไม่บังคับ พิมพ์ “ข้าม” ได้)"
# There is nothing to choose with the answers so far: go back and check them.
NO_OPTIONS = "คำตอบก่อนหน้าทำให้ข้อนี้ไม่มีตัวเลือก พิมพ์ “ย้อน” เพื่อกลับไปตรวจ"
# Type all the numbers in one message, for example 1 3 5; or tap each one, then Done.
TYPE_SEVERAL = "พิมพ์หมายเลขทั้งหมดในข้อความเดียว เช่น 1 3 5 หรือแตะเลือกทีละข้อแล้วกด “เสร็จ”"
# Tap an item, or type its number or part of its name.
TYPE_ONE = "แตะรายการ หรือพิมพ์หมายเลขหรือบางส่วนของชื่อ"
# Type the numbers in order, for example 3 1 2.
TYPE_ORDER = "พิมพ์หมายเลขเรียงตามลำดับ เช่น 3 1 2"
# Type for example 5/7/69, or "today", or "yesterday".
TYPE_DATE = "พิมพ์ เช่น 5/7/69 หรือ 5 ก.ค. 69 หรือคำว่า วันนี้ เมื่อวาน"
# Type the year, for example 2560.
TYPE_YEAR = "พิมพ์ปี พ.ศ. เช่น 2560"
# Type the month and the year, for example Oct. 2560.
TYPE_MONTH = "พิมพ์เดือนและปี เช่น ต.ค. 2560"
# Type for example 09:30.
TYPE_TIME = "พิมพ์ เช่น 09:30"
# Type for example 5/7/69 09:30.
TYPE_MOMENT = "พิมพ์ เช่น 5/7/69 09:30"
# Send a location, or type coordinates, or paste a map link.
TYPE_PLACE = "ส่งตำแหน่งจากโทรศัพท์ หรือพิมพ์พิกัด เช่น 13.7563, 100.5018 หรือวางลิงก์แผนที่"
# Take or choose a picture; on a PC drop the file here.
SEND_PICTURE = "ถ่ายภาพหรือเลือกภาพส่งในแชตนี้ หากใช้คอมพิวเตอร์ ลากไฟล์ภาพมาวางได้"
# Send the file in this chat.
SEND_FILE = "ส่งไฟล์ในแชตนี้ได้เลย"
# Type "acknowledged" once you have read it.
TYPE_ACKNOWLEDGE = "อ่านแล้วพิมพ์ “รับทราบ”"


def header(title: str, number: int, about: int) -> str:
    """October's report · question 3 of about 11."""
    return f"{title} · ข้อ {number} จากประมาณ {max(number, about)} ข้อ"


def editing_header(title: str) -> str:
    """October's report · changing an answer."""
    return f"{title} · แก้ไขคำตอบ"


def heading(words: str) -> str:
    """A part of the form begins."""
    return f"▌{words}"


def row_header(title: str, row: str, number: int, about: int) -> str:
    """October's report · 1 of 2 places · question 3 of about 7."""
    return header(f"{title} · {row}", number, about)


def row(number: int, announced: int, unit: str) -> str:
    """Place 1 of 2 places; where nobody said how many there will be: item 2."""
    if number > announced:
        return f"รายการที่ {number}"
    return f"{unit or ROW}ที่ {number} จาก {announced} {unit or ROW}"


def row_heading(repeat: str, row: str) -> str:
    """New model areas, 1 of 2 places."""
    return f"{repeat} {row}".strip()


def option(number: int, label: str) -> str:
    """1. Temple."""
    return f"{number}. {label}"


def previous(shown: str) -> str:
    """Keep the earlier value: 20 people (type = )."""
    return f"ใช้ค่าเดิม: {shown} (พิมพ์ =)"


def summed(shown: str, earlier: str, more: str) -> str:
    """The report before: 4 places + 3 new ones = 7 places (type = )."""
    return f"ครั้งก่อน {earlier} + เพิ่มขึ้น {more} = {shown} (พิมพ์ =)"


def summed_label(shown: str) -> str:
    """Button: use 7 places."""
    return f"ใช้: {shown}"


def all_flows(lines: list[str]) -> str:
    """Where every figure is as in the report before, type ==: … ."""
    return f"ถ้าทุกตัวเลขเท่ากับครั้งก่อน พิมพ์ ==\n{_listed(lines)}"


def all_that_stays(lines: list[str]) -> str:
    """To keep all that does not change, type ==: … ."""
    return f"ถ้าข้อต่อไปนี้ยังเหมือนเดิมทั้งหมด พิมพ์ ==\n{_listed(lines)}"


def _listed(lines: list[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def scanned(shown: str) -> str:
    """The offices' posters were scanned 20 times this month (type = to answer that)."""
    return f"จากการสแกนโปสเตอร์ของหน่วยงานในเดือนที่รายงาน {shown.split()[0]} ครั้ง (พิมพ์ = เพื่อใช้จำนวนนี้ หรือพิมพ์จำนวนที่ถูกต้อง)"


def scanned_label(shown: str) -> str:
    """Button: use 20."""
    return f"ใช้ {shown}"


def preset(shown: str) -> str:
    """Use the value that is filled in: 20 people (type = )."""
    return f"ใช้ค่าที่ตั้งไว้: {shown} (พิมพ์ =)"


def standing(shown: str) -> str:
    """The present answer: 20 people (type = to keep it)."""
    return f"คำตอบปัจจุบัน: {shown} (พิมพ์ = เพื่อคงไว้)"


def standing_wrong(shown: str) -> str:
    """The present answer, which is not allowed (any more): 20 people."""
    return f"คำตอบปัจจุบัน: {shown}"


def keep_label(shown: str) -> str:
    """Button: keep the earlier value."""
    return f"ใช้ค่าเดิม: {shown}"


def preset_label(shown: str) -> str:
    """Button: use the value that is filled in."""
    return f"ใช้: {shown}"


def standing_label(shown: str) -> str:
    """Button: leave the answer as it is."""
    return f"คงเดิม: {shown}"


def ticked(number: int, label: str, on: bool) -> str:
    """☑ 3. Temple."""
    return f"{'☑' if on else '☐'} {option(number, label)}"


def done_label(chosen: int) -> str:
    """Button: done (3 chosen)."""
    return f"{DONE} (เลือกแล้ว {chosen} ข้อ)" if chosen else DONE


def found(count: int) -> str:
    """10 items found."""
    return f"พบ {count} รายการ"


def pages(page: int, last: int) -> str:
    """Page 1 of 4."""
    return f"หน้า {page} จาก {last}"


def may_be_left(label: str) -> str:
    """Why? (may be left out)"""
    return f"{label} (ไม่บังคับ)"


def choices_in_line(labels: Sequence[str]) -> str:
    """1 = yes, 2 = no"""
    return ", ".join(f"{number} = {label}" for number, label in enumerate(labels, 1))


def one_a_line(count: int) -> str:
    """Answer all 3 in one message, one a line; "-" leaves one out. One by one is fine too."""
    return f"ตอบ {count} ข้อนี้ในข้อความเดียว บรรทัดละข้อตามลำดับ ข้อที่ไม่ตอบพิมพ์ - หรือจะตอบทีละข้อก็ได้"
