"""Pausing, restarting, cancelling, helping, and rows of a repeat. Docstrings and comments are the English glosses."""

from __future__ import annotations

from bot.thai.digits import quoted

# Buttons: no, go on, start again, delete the draft, give up the changes, change the report, add another, add,
# delete, back to the list
NO = "ไม่ใช่"
GO_ON = "ทำต่อ"
RESTART = "เริ่มใหม่"
DISCARD = "ลบร่างรายงาน"
DISCARD_CHANGES = "ยกเลิกการแก้ไข"
AMEND = "แก้ไขรายงาน"
PAUSE = "พักไว้ก่อน"
ADD = "เพิ่มอีก"
ADD_FIRST = "เพิ่มรายการ"
REMOVE = "ลบรายการนี้"
DONE = "เสร็จ"
# Button: stop here
STOP = "หยุดไว้เท่านี้"
# Buttons: as the answer, as a command
AS = "เป็น"  # as
AS_ANSWER = f"{AS}คำตอบ"
AS_COMMAND = f"{AS}คำสั่ง"
# Button: this question only
THIS_ONE = "เฉพาะข้อนี้"
_MONTH = "เดือน"  # month

# Delete every answer of this report and begin again?
SURE_RESTART = "จะลบคำตอบทั้งหมดของรายงานนี้แล้วเริ่มใหม่ตั้งแต่ข้อแรก ใช่หรือไม่คะ (ใช่/ไม่)"
# Started again.
RESTARTED = "เริ่มใหม่แล้วค่ะ"
# Delete the draft of this report? To stop for now and keep the answers, type "pause".
SURE_CANCEL = "จะลบร่างรายงานนี้และคำตอบทั้งหมด ใช่หรือไม่คะ (ใช่/ไม่) หากต้องการหยุดชั่วคราวโดยเก็บคำตอบไว้ พิมพ์ “พัก”"
# The draft is deleted. Type "report" to begin again.
CANCELLED = "ลบร่างรายงานแล้วค่ะ พิมพ์ “รายงาน” เมื่อต้องการเริ่มใหม่"
# Give up the changes? The report that was sent stays as it is. To stop for now and keep the changes, type "pause".
SURE_CANCEL_CHANGES = (
    "จะยกเลิกการแก้ไขครั้งนี้ ใช่หรือไม่คะ (ใช่/ไม่) รายงานที่ส่งไว้ยังอยู่ครบ หากต้องการหยุดชั่วคราวโดยเก็บการแก้ไขไว้ พิมพ์ “พัก”"
)
# The changes are given up; the report that was sent is as it was.
CHANGES_CANCELLED = "ยกเลิกการแก้ไขแล้ว รายงานที่ส่งไว้ยังอยู่ครบค่ะ"
# Fill it in anew from the first question? The report that was sent stays until you send again.
SURE_RESTART_CHANGES = "จะเริ่มกรอกใหม่ตั้งแต่ข้อแรก ใช่หรือไม่คะ (ใช่/ไม่) รายงานที่ส่งไว้ยังอยู่ครบจนกว่าจะกด “ส่งรายงาน” อีกครั้ง"
# Nothing was changed.
NOT_DONE = "ไม่มีการเปลี่ยนแปลงค่ะ"
# Words you can type.
COMMANDS = (
    "คำที่พิมพ์ได้\n"
    "• ย้อน – กลับไปข้อก่อน\n"
    "• ข้าม – ข้ามข้อที่ไม่บังคับ\n"
    "• = – ใช้ค่าเดิม\n"
    "• ทวน – ดูคำตอบทั้งหมด\n"
    f"• {'แก้ 5'} – แก้คำตอบที่ {'5'}\n"
    "• พัก – เก็บไว้ทำต่อภายหลัง\n"
    "• เริ่มใหม่ – ลบแล้วกรอกใหม่"
)
# Which row? Type for example "delete row 1".
WHICH_ROW = "รายการใดคะ พิมพ์ เช่น แก้รายการ 1 หรือ ลบรายการ 1"
# Not understood. To add an item, type "add"; where there are no more, type "done".
ROWS_NOT_UNDERSTOOD = "ยังไม่เข้าใจค่ะ หากจะเพิ่มรายการ พิมพ์ “เพิ่ม” หากครบแล้ว พิมพ์ “เสร็จ”"
# Nothing was skipped: where there are no more items, type "done".
ROWS_SKIPPED = "รายการนี้ข้ามไม่ได้ค่ะ หากไม่มีรายการเพิ่มแล้ว กดหรือพิมพ์ “เสร็จ”"
# No more rows can be added here.
CANNOT_ADD = "เพิ่มรายการตรงนี้ไม่ได้ค่ะ"
# This row cannot be deleted.
CANNOT_REMOVE = "ลบรายการนี้ไม่ได้ค่ะ"


def answer_or_command(words: str) -> str:
    """ "Documents": the answer to this question, or a command? Type "answer" or "command"."""
    return f"{quoted(words)} หมายถึงคำตอบของข้อนี้ หรือคำสั่งคะ (พิมพ์ “คำตอบ” หรือ “คำสั่ง” ได้)"


def whole(period_word: str) -> str:
    """Button: nothing in the whole month, or quarter. "" is a month."""
    return f"ไม่มีทั้ง{period_word or _MONTH}"


def sure_nothing(period_word: str) -> str:
    """Was there no work in the whole month? The answers so far are then left out. If it is this question only, answer
    "no", then type 0 or "skip"."""
    return (
        f"ทั้ง{period_word or _MONTH}ไม่มีการดำเนินงาน ใช่หรือไม่คะ (ใช่/ไม่) คำตอบที่กรอกไว้จะไม่นำไปรวมในรายงาน "
        "หากหมายถึงเฉพาะข้อนี้ ตอบ “ไม่” แล้วพิมพ์ 0 หรือ “ข้าม”"
    )


def paused(title: str) -> str:
    """All answers are saved. Type "report" or "go on" to continue."""
    return f"พัก{title} ไว้แล้วค่ะ คำตอบทั้งหมดบันทึกไว้ครบ เมื่อพร้อม พิมพ์ “รายงาน” เพื่อทำต่อจากข้อเดิม"


def changes_paused(title: str) -> str:
    """The changes are kept but not sent; the report stands as it was sent. Type "report" to go on."""
    return (
        f"พักการแก้ไข{title} ไว้แล้วค่ะ การแก้ไขยังไม่ได้ส่ง รายงานที่ส่งไว้จึงยังเป็นฉบับเดิม "
        "เมื่อพร้อม พิมพ์ “รายงาน” เพื่อแก้ไขต่อ แล้วกด “ส่งรายงาน”"
    )


def nothing_changed(title: str) -> str:
    """Nothing was changed; the report stands as it was sent. To change it, type "amend"."""
    return f"{title} ยังเป็นฉบับที่ส่งไว้ ไม่มีการแก้ไขค่ะ หากต้องการแก้ไข พิมพ์ “แก้ไขรายงาน”"


def row_name(number: int, label: str) -> str:
    """1. Ban Nuea temple plot."""
    return f"{number}. {label or 'ยังไม่ได้กรอก'}"


def rows_title(label: str, count: int, announced: int, unit: str) -> str:
    """New model areas: 1 of 2 places; where nobody said how many there will be: 1 item, or none yet."""
    if announced:
        return f"{label}: {count} จาก {announced} {unit}"
    return f"{label}: {count} {unit}" if count else f"{label}: ยังไม่มีรายการ"


def sure_stop(label: str, count: int, announced: int, unit: str) -> str:
    """New model areas: 1 of 2 places is filled in. Stop here? The others may be filled in before sending."""
    return f"{label} กรอกแล้ว {count} จาก {announced} {unit} จะหยุดไว้เท่านี้ก่อน ใช่หรือไม่คะ (ใช่/ไม่) ที่เหลือกรอกเพิ่มได้ก่อนส่งรายงาน"


def unlike_announced(label: str, count: int, announced: int, unit: str, line: int) -> str:
    """New model areas: announced as 2 places, 1 is filled in. To fill in more, type "add"; to change the number,
    type "change 4"."""
    seen = f"⚠ {label} แจ้งจำนวนไว้ {announced} {unit} แต่กรอกรายละเอียดไว้ {count} {unit}"
    more = "ถ้าจะกรอกเพิ่ม พิมพ์ “เพิ่ม” " if count < announced else ""
    return f"{seen}\n{more}ถ้าจะแก้จำนวน พิมพ์ “แก้ {line}”"


def fill_in(missing: int, unit: str) -> str:
    """Button: fill in 1 more place."""
    return f"กรอกอีก {missing} {unit}"


def correct_to(count: int, unit: str) -> str:
    """Button: correct the number to 2 places."""
    return f"แก้เป็น {count} {unit}"


def rows_words(some: bool) -> str:
    """Tap an item to change it. Or type: add, done, change row 1, delete row 1."""
    if not some:
        return "กด “เพิ่มรายการ” หรือพิมพ์ “เพิ่ม” ถ้าไม่มี กดหรือพิมพ์ “เสร็จ”"
    return "แตะรายการเพื่อแก้ไข หรือพิมพ์ “เพิ่ม” “เสร็จ” “แก้รายการ 1” “ลบรายการ 1”"


def no_such_row(number: int, count: int) -> str:
    """There is no row 9; there are 2."""
    if not count:
        return "ยังไม่มีรายการค่ะ"
    return f"ไม่มีรายการที่ {number} ค่ะ มีรายการที่ 1-{count}" if count > 1 else "มีเพียงรายการที่ 1 ค่ะ"


def sure_remove(label: str) -> str:
    """Delete this row and its answers?"""
    return f"ลบ {quoted(label)} และคำตอบของรายการนี้ ใช่หรือไม่คะ (ใช่/ไม่)"


def removed(label: str) -> str:
    """Deleted."""
    return f"✓ ลบ {quoted(label)} แล้ว"


def not_yet(left: int) -> str:
    """Not finished yet: about 3 questions are left."""
    return f"ยังส่งไม่ได้ค่ะ เหลืออีกประมาณ {left} ข้อ"
