"""What the interview says to an answer: taken, not taken, not understood. Each docstring is the English gloss."""

from __future__ import annotations

from bot.thai.digits import printed

PICTURE = "แนบภาพแล้ว"
SOUND = "แนบเสียงแล้ว"
MOVIE = "แนบวิดีโอแล้ว"
PAPER = "แนบไฟล์แล้ว"
ACKNOWLEDGED = "รับทราบแล้ว"
BLANK = "ไม่ได้ตอบ"


def taken(shown: str) -> str:
    """Kept: 12,500 baht."""
    return f"✓ บันทึกแล้ว: {shown}"


def chosen(shown: str) -> str:
    """Chosen: temple, school."""
    return f"✓ เลือก: {shown}"


def point_taken(shown: str) -> str:
    """Location kept: 13.75, 100.5."""
    return f"✓ บันทึกพิกัดแล้ว: {shown}"


def noted() -> str:
    """Noted."""
    return "✓ บันทึกข้อความแล้ว"


def received(what: str) -> str:
    """Received: a picture is attached."""
    return f"✓ {what}"


def skipped() -> str:
    """Skipped."""
    return "✓ ข้ามข้อนี้แล้ว"


def cleared() -> str:
    """The answer is deleted."""
    return "✓ ลบคำตอบข้อนี้แล้ว"


def kept(lines: list[str]) -> str:
    """Kept as last month: … ."""
    return "✓ ใช้ค่าเดิม\n" + "\n".join(f"• {line}" for line in lines)


def unchanged() -> str:
    """The answer stays as it was."""
    return "คงคำตอบเดิมไว้ค่ะ"


def vanished(lines: list[str]) -> str:
    """These answers are left out, as they no longer belong: … ."""
    return "คำตอบต่อไปนี้ไม่เกี่ยวข้องแล้ว จึงไม่นำไปรวมในรายงาน\n" + "\n".join(f"• {line}" for line in lines)


def reopened(labels: list[str]) -> str:
    """Please answer these again: … ."""
    return "โปรดตอบข้อต่อไปนี้อีกครั้ง เพราะไม่สอดคล้องกับคำตอบใหม่\n" + "\n".join(f"• {label}" for label in labels)


def named(label: str, shown: str) -> str:
    """Staff trained: 40 people."""
    return f"{label}: {shown}"


def refused(reason: str) -> str:
    """Not taken, and why."""
    return f"⚠ {reason}"


def not_allowed() -> str:
    """This value does not fit the form's rule. Check it again."""
    return "ค่านี้ไม่เป็นไปตามเงื่อนไขของแบบรายงานค่ะ โปรดตรวจอีกครั้ง"


def out_of_range(low: str, high: str) -> str:
    """Answer between 1 and 10."""
    return f"ตอบได้ตั้งแต่ {low} ถึง {high} ค่ะ"


def required() -> str:
    """This question must be answered and cannot be skipped."""
    return "ข้อนี้จำเป็นต้องตอบค่ะ ข้ามไม่ได้"


def readonly() -> str:
    """This one is filled in by the system and cannot be changed."""
    return "ข้อนี้ระบบกรอกให้ค่ะ แก้ไขไม่ได้"


def old_button() -> str:
    """That button belongs to an earlier question. Let us go on from here."""
    return "ปุ่มนั้นเป็นของข้อก่อนหน้าค่ะ ทำต่อจากข้อนี้ได้เลย"


def first_question() -> str:
    """This is the first question already."""
    return "ข้อนี้เป็นข้อแรกแล้วค่ะ"


def nothing_to_keep() -> str:
    """There is no earlier value for this question."""
    return "ข้อนี้ไม่มีค่าเดิมให้ใช้ค่ะ"


def picture_not_wanted() -> str:
    """This question does not take a picture; it was not kept. Send it again at the picture question."""
    return "ข้อนี้ยังไม่ใช่ข้อส่งภาพค่ะ ภาพนี้จึงไม่ได้บันทึก ส่งอีกครั้งเมื่อถึงข้อภาพถ่าย"


def pictures_full() -> str:
    """There is no room for another picture; this one was not kept."""
    return "ส่งภาพครบแล้วค่ะ ภาพนี้จึงไม่ได้บันทึก หากต้องการเปลี่ยนภาพ แตะข้อภาพที่ต้องการแก้"


def picture_added(count: int) -> str:
    """Picture received: 3 in all. Send more, or send the report."""
    return printed(f"✓ ได้รับภาพแล้ว รวม {count} ภาพ")


def place_not_wanted() -> str:
    """This question does not take a location; it was not kept."""
    return "ข้อนี้ยังไม่ใช่ข้อตำแหน่งค่ะ ตำแหน่งนี้จึงไม่ได้บันทึก"


def picture_wanted() -> str:
    """This question takes a picture."""
    return "ข้อนี้ขอเป็นภาพถ่ายค่ะ"


def file_wanted() -> str:
    """This question takes a file."""
    return "ข้อนี้ขอเป็นไฟล์แนบค่ะ"


def sticker() -> str:
    """Thank you for the sticker; it cannot be read as an answer."""
    return "ขอบคุณสำหรับสติกเกอร์ค่ะ น้องรายงานอ่านเป็นคำตอบไม่ได้"


def voice() -> str:
    """Voice cannot be listened to; please type or tap."""
    return "น้องรายงานฟังข้อความเสียงไม่ได้ค่ะ โปรดพิมพ์หรือกดปุ่มตอบ"


def video() -> str:
    """A video cannot be used here."""
    return "ข้อนี้ใช้วิดีโอไม่ได้ค่ะ ไฟล์นี้จึงไม่ได้บันทึก"


def file() -> str:
    """A file cannot be used here. A picture must be sent as a picture."""
    return "ข้อนี้ใช้ไฟล์เอกสารไม่ได้ค่ะ ไฟล์นี้จึงไม่ได้บันทึก ถ้าเป็นภาพ โปรดส่งแบบรูปภาพ"


def unreadable() -> str:
    """This kind of message cannot be read."""
    return "น้องรายงานอ่านข้อความแบบนี้ไม่ได้ค่ะ โปรดพิมพ์หรือกดปุ่มตอบ"


def edited_message() -> str:
    """You edited an earlier message; to change an answer, use review."""
    return "การแก้ข้อความที่ส่งไปแล้วไม่เปลี่ยนคำตอบที่บันทึกไว้ค่ะ หากต้องการแก้ พิมพ์ “ทวน” แล้วเลือกข้อที่จะแก้"


def taken_back() -> str:
    """You took that message back, so its answer is deleted too."""
    return "ลบคำตอบที่มาจากข้อความที่ยกเลิกการส่งแล้วค่ะ"


def outside_thailand(shown: str) -> str:
    """This point is outside Thailand. Use it?"""
    return f"จุดนี้ ({shown}) อยู่นอกประเทศไทยค่ะ ใช้จุดนี้หรือไม่ (ใช่/ไม่)"


def same_point() -> str:
    """Use this point?"""
    return "ใช้จุดนี้"


def contact(words: str) -> str:
    """If you are stuck, ask: … ."""
    return f"สอบถามเพิ่มเติม: {words}"


def stuck() -> str:
    """Not getting through? Here is more about this question."""
    return "ขอช่วยอธิบายข้อนี้เพิ่มเติมนะคะ"
