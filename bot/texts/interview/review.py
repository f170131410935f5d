"""The review before sending. Docstrings and comments are the English glosses."""

from __future__ import annotations

from bot.thai.digits import up_to

# Buttons: send the report, pause, back to review, change, add or remove items
SUBMIT = "ส่งรายงาน"
PAUSE = "พักไว้ก่อน"
REVIEW = "ทวนคำตอบ"
CHANGE = "แก้"
ROWS = "เพิ่มหรือลบรายการ"

# Tap a line to change it, or type "change 5". If all is right, tap "send", or type "send".
HOW = "แตะบรรทัดเพื่อแก้ไข หรือพิมพ์ เช่น แก้ 5 ถ้าถูกต้องแล้ว กด “ส่งรายงาน” หรือพิมพ์ “ส่ง”"
# Tap a line to change it, or type "change 5".
HOW_MIDWAY = "แตะบรรทัดเพื่อแก้ไข หรือพิมพ์ เช่น แก้ 5"
# When all is there, tap "send" or type "send".
HOW_SHORT = "เมื่อครบแล้ว กด “ส่งรายงาน” หรือพิมพ์ “ส่ง”"
# Which one? Type for example "change 5".
WHICH_LINE = "ต้องการแก้ข้อใดคะ พิมพ์ เช่น แก้ 5"
# To send, type "send"; to change an answer, type "change" and its number.
NOT_UNDERSTOOD = "ยังไม่เข้าใจค่ะ หากจะส่งรายงาน พิมพ์ “ส่ง” หากจะแก้ พิมพ์ “แก้” ตามด้วยหมายเลข เช่น แก้ 5"


def title(report: str) -> str:
    """Check before sending: October's report."""
    return f"ตรวจทานก่อนส่ง · {report}"


def so_far(report: str) -> str:
    """Answers so far: October's report."""
    return f"คำตอบจนถึงขณะนี้ · {report}"


def more_pictures(left: int) -> str:
    """You may send up to 4 more pictures now."""
    return f"ส่งภาพเพิ่มได้อีก {left} ภาพ โดยส่งเข้ามาในแชตนี้ได้เลย"


def line(number: int, label: str) -> str:
    """5. Staff trained."""
    return f"{number}. {label}"


def change(number: int) -> str:
    """What the chat shows when a line is tapped: change 5."""
    return f"แก้ {number}"


def change_row(number: int) -> str:
    """What the chat shows when a row is tapped: change row 2."""
    return f"แก้รายการ {number}"


def no_such_line(number: int, last: int) -> str:
    """There is no line 50. Choose 1 to 14."""
    return f"ไม่มีข้อ {number} ค่ะ เลือกข้อ {up_to(last)}"


def must_mend(count: int) -> str:
    """Not sent yet: 2 answers must be corrected first."""
    return f"ยังส่งไม่ได้ค่ะ มี {count} ข้อที่ต้องแก้ก่อน"


# Button: all sections
SECTIONS = "ดูทุกหมวด"
# Button beside a section: open
OPEN = "ดู"
# Tap a section to look at its answers and to change them, or type "change 57".
HOW_SECTIONS = "แตะหมวดเพื่อดูและแก้คำตอบ หรือพิมพ์ เช่น แก้ 57"
# Questions that stand in no section.
NO_SECTION = "ข้อทั่วไป"


def section(heading: str, first: int, last: int) -> str:
    """Joining in (lines 12-21)."""
    numbers = f"{first}" if first == last else f"{first}-{last}"
    return f"{heading} (ข้อ {numbers})"


def answered(count: int, blank: int) -> str:
    """10 answers, 2 left blank."""
    return f"ตอบแล้ว {count} ข้อ" + (f" เว้นว่าง {blank} ข้อ" if blank else "")


def open_section(heading: str) -> str:
    """What the chat shows when a section is tapped: look at "Joining in"."""
    return f"ดู “{heading}”"


def page(number: int, last: int) -> str:
    """Page 1 of 3."""
    return f"หน้า {number} จาก {last}"


def page_label(number: int) -> str:
    """Button: page 2."""
    return f"ดูหน้า {number}"
