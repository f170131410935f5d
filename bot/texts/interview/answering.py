"""What the interview says to an answer: taken, not taken, not understood. Docstrings and comments are glosses."""

from __future__ import annotations

PICTURE = "แนบภาพแล้ว"
SOUND = "แนบเสียงแล้ว"
MOVIE = "แนบวิดีโอแล้ว"
PAPER = "แนบไฟล์แล้ว"
ACKNOWLEDGED = "รับทราบแล้ว"
BLANK = "ไม่ได้ตอบ"

# Noted.
NOTED = "✓ บันทึกข้อความแล้ว"
# Skipped.
SKIPPED = "✓ ข้ามข้อนี้แล้ว"
# Noted that there is nothing.
NOTHING = "✓ บันทึกว่าไม่มี"
# The answer is deleted.
CLEARED = "✓ ลบคำตอบข้อนี้แล้ว"
# The answer stays as it was.
UNCHANGED = "คงคำตอบเดิมไว้ค่ะ"
# This value does not fit the form's rule. Check it again.
NOT_ALLOWED = "ค่านี้ไม่เป็นไปตามเงื่อนไขของแบบรายงานค่ะ โปรดตรวจอีกครั้ง"
# This question must be answered and cannot be skipped.
REQUIRED = "ข้อนี้จำเป็นต้องตอบค่ะ ข้ามไม่ได้"
# This one is filled in by the system and cannot be changed.
READONLY = "ข้อนี้ระบบกรอกให้ค่ะ แก้ไขไม่ได้"
# That button belongs to an earlier question. Let us go on from here.
OLD_BUTTON = "ปุ่มนั้นเป็นของข้อก่อนหน้าค่ะ ทำต่อจากข้อนี้ได้เลย"
# This is the first question already.
FIRST_QUESTION = "ข้อนี้เป็นข้อแรกแล้วค่ะ"
# There is no earlier value for this question.
NOTHING_TO_KEEP = "ข้อนี้ไม่มีค่าเดิมให้ใช้ค่ะ"
# This question does not take a picture; it was not kept. Send it again at the picture question.
PICTURE_NOT_WANTED = "ข้อนี้ยังไม่ใช่ข้อส่งภาพค่ะ ภาพนี้จึงไม่ได้บันทึก ส่งอีกครั้งเมื่อถึงข้อภาพถ่าย"
# There is no room for another picture; this one was not kept.
PICTURES_FULL = "ส่งภาพครบแล้วค่ะ ภาพนี้จึงไม่ได้บันทึก หากต้องการเปลี่ยนภาพ แตะข้อภาพที่ต้องการแก้"
# This question does not take a location; it was not kept.
PLACE_NOT_WANTED = "ข้อนี้ยังไม่ใช่ข้อตำแหน่งค่ะ ตำแหน่งนี้จึงไม่ได้บันทึก"
# This question takes a picture.
PICTURE_WANTED = "ข้อนี้ขอเป็นภาพถ่ายค่ะ"
# This question takes a file.
FILE_WANTED = "ข้อนี้ขอเป็นไฟล์แนบค่ะ"
# Thank you for the sticker; it cannot be read as an answer.
STICKER = "ขอบคุณสำหรับสติกเกอร์ค่ะ น้องรายงานอ่านเป็นคำตอบไม่ได้"
# Voice cannot be listened to; please type or tap.
VOICE = "น้องรายงานฟังข้อความเสียงไม่ได้ค่ะ โปรดพิมพ์หรือกดปุ่มตอบ"
# A video cannot be used here.
VIDEO = "ข้อนี้ใช้วิดีโอไม่ได้ค่ะ ไฟล์นี้จึงไม่ได้บันทึก"
# A file cannot be used here. A picture must be sent as a picture.
FILE = "ข้อนี้ใช้ไฟล์เอกสารไม่ได้ค่ะ ไฟล์นี้จึงไม่ได้บันทึก ถ้าเป็นภาพ โปรดส่งแบบรูปภาพ"
# This kind of message cannot be read.
UNREADABLE = "น้องรายงานอ่านข้อความแบบนี้ไม่ได้ค่ะ โปรดพิมพ์หรือกดปุ่มตอบ"
# You edited an earlier message; to change an answer, use review.
EDITED_MESSAGE = "การแก้ข้อความที่ส่งไปแล้วไม่เปลี่ยนคำตอบที่บันทึกไว้ค่ะ หากต้องการแก้ พิมพ์ “ทวน” แล้วเลือกข้อที่จะแก้"
# You took that message back, so its answer is deleted too.
TAKEN_BACK = "ลบคำตอบที่มาจากข้อความที่ยกเลิกการส่งแล้วค่ะ"
# Use this point?
SAME_POINT = "ใช้จุดนี้"
# Not getting through? Here is more about this question.
STUCK = "ขอช่วยอธิบายข้อนี้เพิ่มเติมนะคะ"


def taken(shown: str) -> str:
    """Kept: 12,500 baht."""
    return f"✓ บันทึกแล้ว: {shown}"


def chosen(shown: str) -> str:
    """Chosen: temple, school."""
    return f"✓ เลือก: {shown}"


def point_taken(shown: str) -> str:
    """Location kept: 13.75, 100.5."""
    return f"✓ บันทึกพิกัดแล้ว: {shown}"


def received(what: str) -> str:
    """Received: a picture is attached."""
    return f"✓ {what}"


def kept(lines: list[str]) -> str:
    """Kept as last month: … ."""
    return "✓ ใช้ค่าเดิม\n" + "\n".join(f"• {line}" for line in lines)


def as_said(line: str) -> str:
    """Taken as it was said before: households: 12."""
    return f"✓ {line}"


def vanished(lines: list[str]) -> str:
    """These answers are left out, as they no longer belong: … ."""
    return "คำตอบต่อไปนี้ไม่เกี่ยวข้องแล้ว จึงไม่นำไปรวมในรายงาน\n" + "\n".join(f"• {line}" for line in lines)


def reopened(labels: list[str]) -> str:
    """Please answer these again: … ."""
    return "โปรดตอบข้อต่อไปนี้อีกครั้ง เพราะไม่สอดคล้องกับคำตอบใหม่\n" + "\n".join(f"• {label}" for label in labels)


# The answer above changed what is asked: the lines that are left were not taken.
LINES_LEFT = "คำตอบบรรทัดก่อนหน้าทำให้ข้อถัดไปเปลี่ยน บรรทัดที่เหลือจึงยังไม่ได้บันทึกค่ะ"


def too_many_lines(said: int, asked: int) -> str:
    """There are 4 lines and 3 questions: one line each, please. Nothing was taken."""
    return f"พิมพ์มา {said} บรรทัด แต่ถามอยู่ {asked} ข้อ ขอข้อละหนึ่งบรรทัดค่ะ ยังไม่ได้บันทึก"


def not_known(*, required: bool, is_counted: bool) -> str:
    """Not known, or not there yet. If there were none, type 0. If it is not known yet, type "skip", or "pause" and
    answer it later: what is filled in stays."""
    none = "ถ้าไม่มีเลย พิมพ์ 0 " if is_counted else ""
    later = "พิมพ์ “พัก” แล้วกลับมาตอบข้อนี้ภายหลังได้ คำตอบที่กรอกไว้ไม่หายค่ะ" if required else "พิมพ์ “ข้าม” ได้ค่ะ"
    return f"{none}ถ้ายังไม่มีข้อมูล {later}"


def named(label: str, shown: str) -> str:
    """Staff trained: 40 people."""
    return f"{label}: {shown}"


def refused(reason: str) -> str:
    """Not taken, and why."""
    return f"⚠ {reason}"


def out_of_range(low: str, high: str) -> str:
    """Answer between 1 and 10."""
    return f"ตอบได้ตั้งแต่ {low} ถึง {high} ค่ะ"


def picture_added(count: int) -> str:
    """Picture received: 3 in all. Send more, or send the report."""
    return f"✓ ได้รับภาพแล้ว รวม {count} ภาพ"


def contact(words: str) -> str:
    """If you are stuck, ask: … ."""
    return f"สอบถามเพิ่มเติม: {words}"
