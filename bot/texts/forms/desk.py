"""Forms at the desk: what is said after each step. Other words stand in the templates."""

from __future__ import annotations

# Please choose the workbook. / Please choose the programme that the form is for.
NO_FILE = "กรุณาเลือกไฟล์แบบรายงาน"
NO_PROGRAMME = "กรุณาเลือกเรื่องที่จะใช้แบบนี้"
# Other files are being checked at this moment. Please send it again in half a minute; nothing was recorded.
BUSY = "ขณะนี้มีไฟล์อื่นกำลังตรวจอยู่ กรุณาส่งใหม่ในอีกครึ่งนาที ยังไม่มีการบันทึกใด ๆ"
# Too many list files: at most … / all files together are larger than … MB
TOO_MANY_LISTS = "แนบไฟล์รายการและภาพได้ไม่เกิน 30 ไฟล์"
TOO_LARGE = "ไฟล์ทั้งหมดรวมกันใหญ่เกิน 30 MB"
# This file was not taken, and nothing of it was kept.
REFUSED = "รับไฟล์นี้ไม่ได้ และไม่ได้เก็บไฟล์ไว้"
DROPPED = "ลบฉบับร่างแล้ว"  # the draft is deleted
# What has become of a draft that is not there any more, by the last act upon it: handed in only, so that a newer one
# has taken its place or it went after its days; deleted before.
BECAME = {
    "form.draft": "ไม่มีฉบับร่างนี้แล้ว เพราะมีฉบับร่างที่ใหม่กว่ามาแทน หรือเก็บไว้ครบเวลาแล้ว",
    "form.draft_drop": "ฉบับร่างนี้ลบไปก่อนแล้ว",
}
# The draft cannot be published yet: please correct what is listed below.
NOT_A_FORM = "ฉบับร่างนี้ยังเผยแพร่ไม่ได้ กรุณาแก้ไขตามรายการด้านล่างก่อน"
# Another version was published meanwhile. Please look at the difference again before publishing.
CHANGED_MEANWHILE = "มีผู้เผยแพร่ฉบับอื่นไปก่อนแล้ว กรุณาตรวจดูความแตกต่างอีกครั้งก่อนเผยแพร่"
# It is the only version in use: publish another first.
ONLY_ONE = "เลิกใช้ไม่ได้ เพราะเป็นฉบับเดียวที่ใช้อยู่ กรุณาเผยแพร่ฉบับใหม่ก่อน"
# The first question was sent to your LINE chat. If it does not arrive, type "try it" there.
SENT_TO_CHAT = "ส่งคำถามข้อแรกไปที่แชต LINE ของท่านแล้ว หากไม่เห็นข้อความ พิมพ์ “ลองกรอก” ในแชต"
# That word opens another part of the chat; there is nothing of it on this page.
ELSEWHERE = "คำนี้ใช้เปิดส่วนอื่นในแชตจริง หน้านี้ลองได้เฉพาะแบบรายงาน"
# The trial rests; in a chat the officer would go on later.
PAUSED = "ในแชตจริง เจ้าหน้าที่พักไว้แล้วกลับมาทำต่อได้ หน้านี้ลองต่อได้เลย"
ENDED = "จบการทดลอง"  # end of the trial
CANCELLED = "เลิกลองแล้ว ไม่มีการบันทึกใด ๆ"  # the trial is over; nothing was kept
# What the author's side of the chat shows: (a photo), (a place), (a sound), (a video), (a file)
SENT = {
    "image": "(ส่งภาพ)",
    "location": "(ส่งตำแหน่ง)",
    "audio": "(ส่งเสียง)",
    "video": "(ส่งวิดีโอ)",
    "file": "(ส่งไฟล์)",
}
# text, whole number, number, date, time, date and time, one option, several options, order, acknowledgement, photo,
# sound, video, file, place on the map, number within a range, words only, calculated, part, repeated part
KINDS = {
    "text": "ข้อความ",
    "integer": "จำนวนเต็ม",
    "decimal": "ตัวเลข",
    "date": "วันที่",
    "time": "เวลา",
    "dateTime": "วันที่และเวลา",
    "select_one": "เลือกหนึ่งข้อ",
    "select_multiple": "เลือกได้หลายข้อ",
    "rank": "เรียงลำดับ",
    "acknowledge": "รับทราบ",
    "image": "ภาพ",
    "audio": "เสียง",
    "video": "วิดีโอ",
    "file": "ไฟล์",
    "geopoint": "ตำแหน่งบนแผนที่",
    "range": "ตัวเลขในช่วง",
    "note": "ข้อความแจ้ง",
    "calculate": "คำนวณ",
    "group": "หมวด",
    "repeat": "หมวดที่กรอกได้หลายรายการ",
}

# What of a question a text is: title of the form, question, hint, further explanation, choice, words where an answer is
# not accepted, words where an answer is missing, asked when, has to be answered, cannot be changed, accepted when,
# calculated from, how many rows, list of choices
ASPECTS = {
    "title": "ชื่อแบบ",
    "label": "คำถาม",
    "hint": "คำแนะนำ",
    "guidance": "คำอธิบายเพิ่มเติม",
    "choice": "ตัวเลือก",
    "constraint_message": "ข้อความเมื่อคำตอบไม่ผ่าน",
    "required_message": "ข้อความเมื่อไม่ตอบ",
    "relevant": "ถามเมื่อ",
    "required": "ต้องตอบ",
    "readonly": "แก้ไขไม่ได้",
    "constraint": "เงื่อนไขของคำตอบ",
    "calculate": "สูตรคำนวณ",
    "count": "จำนวนรายการ",
    "choices": "รายการตัวเลือก",
}


def text_changed(label: str, aspect: str, language: str, choice: str) -> str:
    """The heading over a text that another version changes."""
    what = f"{ASPECTS[aspect]} {choice}".strip()
    return (f"{label} · {what}" if label else what) + (f" ({language})" if language else "")


def finished(answers: int) -> str:
    # Filled in through to sending: … answers. Nothing was recorded.
    return f"กรอกได้ครบจนถึงการส่ง {answers:,} คำตอบ ไม่มีการบันทึกเป็นรายงาน"


def published(number: int) -> str:
    # Version … is published. New reports use it from now on.
    return f"เผยแพร่ฉบับที่ {number} แล้ว รายงานที่เริ่มใหม่ใช้ฉบับนี้ทันที"


def same_as(number: int) -> str:
    # It is the same form as version …, which is in use. Nothing was published.
    return f"แบบนี้เหมือนฉบับที่ {number} ที่ใช้อยู่ทุกประการ จึงไม่ได้เผยแพร่ซ้ำ"


def withdrawn(number: int, newest: int) -> str:
    # Version … is withdrawn; version … is used.
    return f"เลิกใช้ฉบับที่ {number} แล้ว ใช้ฉบับที่ {newest} แทน"


def kind_name(kind: str) -> str:
    """The name of a kind of question, of a part, of a repeat."""
    return KINDS.get(kind, kind)
