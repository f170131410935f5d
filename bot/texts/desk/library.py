"""The library at the desk: what is said when something is saved, and why something is not. Other words stand in the
templates."""

from __future__ import annotations

from bot.thai.digits import quoted
from bot.thai.numbers import write_number

# The tab: knowledge
TAB = "ความรู้"
EVERYBODYS = "ของทุกหน่วยงาน"  # the shelf that every office sees

FAULTS = {
    "needed": "กรุณาระบุ",  # please give
    "too_long": "ยาวเกินไป ระบุได้ไม่เกิน {most} ตัวอักษร",  # … characters at most
    "unreadable": "มีอักขระที่บันทึกไม่ได้ กรุณาพิมพ์ใหม่",  # holds characters that cannot be kept
    "no_target": "ไม่ใช่ลิงก์ที่ใช้ได้ กรุณาวางลิงก์เต็มที่ขึ้นต้นด้วย https://",  # no address; paste one with https://
    # There is nothing to read yet: give a link, write an article, or add a file.
    "no_content": "ยังไม่มีเนื้อหา กรุณาใส่ลิงก์ เขียนบทความ หรือแนบไฟล์อย่างน้อยหนึ่งอย่าง",
    "no_date": "อ่านวันที่ไม่ได้ กรุณาพิมพ์ เช่น 15 ธันวาคม 2569",  # not a date; type it like …
    "ends_before_it_begins": "วันสุดท้ายต้องไม่ก่อนวันแรก",  # the last day is before the first
    "gone": "รายการที่เลือกใช้ไม่ได้แล้ว กรุณาเลือกใหม่",  # what was chosen is not there any more
    # Small English letters, digits and hyphens, … at most
    "no_slug": "ใช้ได้เฉพาะตัวอักษรภาษาอังกฤษตัวเล็ก ตัวเลข และขีดกลาง ไม่เกิน {most} ตัว",
    "slug_taken": "มีเรื่องอื่นใช้ชื่อนี้แล้ว กรุณาใช้ชื่ออื่น",  # another item has this name
}
REFUSED = {
    "none": "ยังไม่ได้เลือกไฟล์",  # no file was chosen
    "too_large": "ไฟล์ใหญ่เกิน 20 MB กรุณาย่อขนาดก่อน",  # larger than 20 MB
    # Web pages, SVG drawings, programs and files with scripts are not accepted …
    "runs": "ไม่รับไฟล์ที่มีสคริปต์ หน้าเว็บ (HTML) ภาพ SVG หรือโปรแกรม กรุณาบันทึกเป็น PDF หรือภาพ PNG แล้วส่งใหม่",
    "macros": "ไฟล์นี้มีมาโคร กรุณาบันทึกใหม่แบบไม่มีมาโคร",  # has macros
    "locked": "ไฟล์นี้ตั้งรหัสผ่านไว้ กรุณายกเลิกรหัสผ่านก่อน",  # has a password
    "broken": "เปิดไฟล์นี้ไม่ได้ ไฟล์อาจเสียหายหรือไม่ครบ กรุณาบันทึกใหม่แล้วส่งอีกครั้ง",  # damaged
    # This kind of file is not accepted. PDF, Word, Excel, PowerPoint and pictures are …
    "other": "ไม่รับไฟล์ชนิดนี้ ใช้ได้เฉพาะ PDF, Word, Excel, PowerPoint และภาพ JPEG, PNG, WebP",
    # The name says .…, but its content is .…; please check that it is the right file
    "lies": "ชื่อไฟล์ลงท้ายด้วย .{0} แต่เนื้อหาเป็น .{1} กรุณาตรวจว่าเลือกถูกไฟล์",
    "not_for_chat": "อินโฟกราฟิกที่ส่งเข้าแชตต้องเป็นภาพ JPEG หรือ PNG",  # for the chat: JPEG or PNG
    "too_large_for_chat": "อินโฟกราฟิกที่ส่งเข้าแชตต้องไม่เกิน 10 MB",  # for the chat: 10 MB at most
    "too_many": "เรื่องหนึ่งมีได้ไม่เกิน 20 ไฟล์",  # 20 files at most
}
# Others' files are being looked at: please try again in a moment
BUSY = "ระบบกำลังตรวจไฟล์อื่นอยู่ กรุณาลองอีกครั้งในอีกสักครู่"
# The file could not be kept: please try again, or tell whoever runs the system
NOT_KEPT = "เก็บไฟล์ไม่สำเร็จ กรุณาลองอีกครั้ง หากยังไม่ได้ กรุณาแจ้งผู้ดูแลระบบ"
# Nothing was saved: please correct what is marked in red
NOT_SAVED = "ยังไม่ได้บันทึก กรุณาแก้ไขช่องที่มีข้อความสีแดง"
# Somebody else has changed this item meanwhile, so it was not saved. What you typed is still here; where it differs,
# the newest is shown above the field. Look it over and press save again.
CHANGED_MEANWHILE = (
    "มีผู้แก้ไขเรื่องนี้ไปก่อนแล้ว จึงยังไม่ได้บันทึก ข้อความที่ท่านพิมพ์ยังอยู่ ช่องที่ต่างกันแสดงข้อความล่าสุดไว้เหนือช่อง กรุณาตรวจดูแล้วกดบันทึกอีกครั้ง"
)
# The same for a file or the order: the newest is shown below
CHANGED_LOOK = "มีผู้แก้ไขเรื่องนี้ไปก่อนแล้ว จึงยังไม่ได้ทำรายการ ข้อมูลล่าสุดแสดงอยู่ด้านล่าง กรุณาลองอีกครั้ง"
SAVED, FILE_KEPT, FILE_REPLACED = "บันทึกแล้ว", "เพิ่มไฟล์แล้ว", "เปลี่ยนไฟล์แล้ว"
FILE_DROPPED, COVER_CHOSEN = "นำไฟล์ออกแล้ว", "ใช้เป็นภาพปกแล้ว"
# It is the only thing to read here: add another file, a link or an article first
LAST_CONTENT = "ไฟล์นี้เป็นเนื้อหาเดียวของเรื่อง กรุณาใส่ลิงก์ เขียนบทความ หรือเพิ่มไฟล์อื่นก่อน"
AT_THE_END = "อยู่ต้นหรือท้ายรายการแล้ว เลื่อนต่อไม่ได้"  # it is the first or last already
USES = {"read": "อ่าน", "infographic": "อินโฟกราฟิก (ส่งเป็นภาพในแชต)", "print": "สำหรับพิมพ์"}
_KINDS = {
    "application/pdf": "PDF",
    "application/msword": "Word",
    "application/vnd.ms-excel": "Excel",
    "application/vnd.ms-powerpoint": "PowerPoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WebP",
}


def fault(kind: str, most: int) -> str:
    """What is wrong with a field."""
    return FAULTS[kind].format(most=write_number(most))


def refused(why: str, about: tuple[str, ...]) -> str:
    """Why a file is not taken."""
    return REFUSED[why].format(*about)


def file_kind(media_type: str) -> str:
    """What a file is called beside its name."""
    return _KINDS.get(media_type, media_type)


def added(title: str) -> str:
    return f"เพิ่ม {quoted(title)} แล้ว เพิ่มไฟล์หรือเลือกภาพปกได้ที่หน้านี้"  # added; files and the cover can be added here


def hidden(title: str) -> str:
    # Hidden. Officers do not see it any more; press "show again" to bring it back.
    return f"ซ่อน {quoted(title)} แล้ว เจ้าหน้าที่จะไม่เห็นเรื่องนี้ กด “แสดงอีกครั้ง” เพื่อนำกลับมา"


def shown(title: str) -> str:
    return f"แสดง {quoted(title)} แล้ว"  # shown again


def shelf_of(province: str) -> str:
    return f"ของ{province}"  # of … (a province)
