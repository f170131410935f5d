"""Command words that are understood anywhere, with their usual variants and misspellings.

A word counts only where it is the whole message: "ขอความรู้เพิ่ม" as an answer stays an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.thai.digits import folded, tidy
from bot.thai.polite import ways_of


class Command(StrEnum):
    """What a person wants, however it was said. The values also stand in buttons (`do=back`)."""

    MENU = "menu"
    STATUS = "status"
    KNOWLEDGE = "knowledge"
    REPORT = "report"
    NOTHING = "nothing"
    TOMORROW = "tomorrow"
    TAKE_OVER = "takeover"
    SEE = "see"
    AMEND = "amend"
    QR = "qr"
    CONTACT = "contact"
    HELP = "help"
    DESK = "desk"
    DESK_OUT = "deskout"
    BACK = "back"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    REVIEW = "review"
    EDIT = "edit"
    REMOVE = "remove"
    RESTART = "restart"
    CANCEL = "cancel"
    USE = "use"
    USE_ALL = "useall"
    MORE = "more"
    ADD = "add"
    DONE = "done"
    SUBMIT = "submit"
    LANGUAGE = "language"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A command, with the number that was said with it ("แก้ 5"). `row` is true where a row was named ("แก้แถว 2")."""

    command: Command
    number: int | None = None
    row: bool = False


_WORDS: dict[Command, str] = {
    # menu, main page, start, hello
    Command.MENU: "เมนู|เมนูหลัก|หน้าหลัก|หน้าแรก|เมณู|แมนู|เมนุ|เริ่มต้น|เริ่ม|สวัสดี|หวัดดี|menu|start|hi|hello|สวัสดีตอนเช้า|อรุณสวัสดิ์",
    # status: what is sent, what is due
    Command.STATUS: "สถานะ|สถาณะ|สภานะ|สถานนะ|สะถานะ|ดูสถานะ|ผลการส่ง|ประวัติ|ประวัติการส่ง|status",
    # knowledge set, documents, media
    Command.KNOWLEDGE: "ความรู้|ความรุ้|คลังความรู้|องค์ความรู้|องความรู้|ชุดความรู้|เอกสาร|สื่อ|คู่มือ|knowledge",
    # report, start the report
    Command.REPORT: "รายงาน|รายงานผล|เริ่มรายงาน|ส่งรายงานประจำเดือน|รายงานประจำเดือน|รายงานประจำไตรมาส|รายงานประจำปี"
    "|ทำรายงาน|กรอกรายงาน|รายงาย|report",
    # nothing to report this month; nothing was done
    Command.NOTHING: "ไม่มีการดำเนินงาน|ไม่มีผลการดำเนินงาน|ไม่มีรายงาน|ไม่มีผลงาน|เดือนนี้ไม่มี|ไตรมาสนี้ไม่มี|ปีนี้ไม่มี"
    "|ไม่ได้ทำอะไร|ไม่ได้ทำอะไรเลย|ไม่มีอะไรรายงาน|ไม่มีอะไรจะรายงาน|เดือนนี้ไม่ได้ทำ|เดือนนี้ไม่ได้ทำอะไร|เดือนนี้ไม่ได้ทำอะไรเลย"
    "|เดือนนี้ไม่ได้ดำเนินการ|เดือนนี้ไม่ได้ดำเนินงาน|เดือนนี้ไม่มีกิจกรรม|เดือนนี้ไม่มีการดำเนินงาน|เดือนนี้ไม่มีอะไร",
    # remind me tomorrow
    Command.TOMORROW: "เตือนพรุ่งนี้|เตือนวันพรุ่งนี้|เตือนพรุ่งนี้เช้า|เตือนใหม่พรุ่งนี้|เตือนอีกครั้งพรุ่งนี้|พรุ่งนี้ค่อยเตือน|เตือนพุ่งนี้"
    "|วันนี้ไม่ต้องเตือน|อย่าเพิ่งเตือน",
    # go on with what a colleague began
    Command.TAKE_OVER: "รับช่วงต่อ|รับช่วง|รับช่วงรายงาน|ทำแทน|ทำต่อแทน",
    # look at the report that was sent
    Command.SEE: "ดูรายงาน|ดูรายงานที่ส่ง|ดูรายงานที่ส่งแล้ว|รายงานที่ส่งแล้ว",
    # change the report that was sent
    Command.AMEND: "แก้ไขรายงาน|แก้รายงาน|ขอแก้ไขรายงาน|แก้ไขรายงานที่ส่ง|แก้ไขรายงานที่ส่งแล้ว",
    # QR code
    Command.QR: "คิวอาร์|คิวอาร์โค้ด|คิวอาโค้ด|คิวอาร์โค๊ด|คิวอา|ขอคิวอาร์|ขอ qr|qr|qr code|qrcode|คิวอาร์โคด",
    # contact: whom to call; it does not work
    Command.CONTACT: "ติดต่อ|ติดต่อเจ้าหน้าที่|ติดต่อสอบถาม|สอบถาม|เบอร์โทร|เบอร์ติดต่อ|เบอโทร|ผู้ประสานงาน|contact"
    "|เบอร์อำเภอ|เบอร์จังหวัด|มีเบอร์โทรไหม|แจ้งปัญหา|มีปัญหาการใช้งาน|ระบบค้าง|ระบบล่ม|คุยกับเจ้าหน้าที่|คุยกับคน|ติดต่อใคร|ติดต่อใครได้บ้าง|ถามใคร|ถามใครได้บ้าง|โทรหาใคร|ใครเป็นผู้ตรวจ",
    # help; how is it done, what does it mean, I do not understand, an example
    Command.HELP: "ช่วยเหลือ|ช่วยด้วย|ช่วย|วิธีใช้|วิธีใช้งาน|ขอความช่วยเหลือ|ชวยเหลือ|ช่วยเหลีอ|คำอธิบาย|อธิบาย|help|?"
    "|ทำยังไง|ทำอย่างไร|ต้องทำยังไง|ต้องทำอย่างไร|ทำยังไงต่อ|ต้องทำอะไรต่อ|ทำไม่เป็น|ทำอะไรได้บ้าง|ใช้ยังไง|ใช้อย่างไร|ใช้ไม่เป็น"
    "|ตอบยังไง|ตอบอย่างไร|ข้อนี้ตอบยังไง|ข้อนี้ตอบอย่างไร|ข้อนี้คืออะไร|คืออะไร|นี่คืออะไร|หมายความว่าอะไร|หมายถึงอะไร|หมายความว่ายังไง"
    "|ไม่เข้าใจ|ไม่เข้าใจคำถาม|งง|ยกตัวอย่าง|ขอตัวอย่าง|กดไม่ได้",
    # open the desk, the web page; a link to it, log in, forgotten the password
    Command.DESK: "เปิดหน้าเว็บ|หน้าเว็บ|หน้าเว็บผู้กำกับดูแล|เปิดหน้าเว็บผู้กำกับดูแล"
    "|เปิดโต๊ะงาน|โต๊ะงาน|โต๊ะทำงาน|เปิดโต๊ะทำงาน|เข้าโต๊ะงาน|เข้าหน้าเว็บ|เข้าเว็บ|ลิงก์|ลิงก์หน้าเว็บ|เข้าระบบ|เข้าสู่ระบบ|ลืมรหัสผ่าน|login|แดชบอร์ด|dashboard|desk",
    # leave the desk on every machine
    Command.DESK_OUT: "ออกจากหน้าเว็บ|ปิดหน้าเว็บ|ออกจากโต๊ะงาน|ปิดโต๊ะงาน|ออกจากระบบ|ออกจากทุกเครื่อง|logout|log out",
    # back, previous question; the one before is wrong
    Command.BACK: "ย้อน|ย้อนกลับ|ย้อนไป|ย้อนกลับไป|กลับ|กลับไป|ก่อนหน้า|ข้อก่อนหน้า|ข้อก่อน|ย้อนข้อ|ถอยหลัง|ถอย|ย้อร|back|<"
    "|ข้อที่แล้ว|กลับไปข้อที่แล้ว|กลับไปข้อก่อน|ย้อนไปข้อที่แล้ว|ย้อนไปข้อก่อน|แก้ข้อที่แล้ว|แก้ไขข้อที่แล้ว|แก้ข้อก่อน|แก้ข้อก่อนหน้า"
    "|ข้อที่แล้วผิด|ข้อก่อนผิด|เมื่อกี้ผิด",
    # skip, next
    Command.SKIP: "ข้าม|ข้ามข้อ|ข้ามข้อนี้|ข้ามไป|ข้ามก่อน|ค้าม|ข้่าม|skip|>",
    # pause, continue later, tomorrow; the photo comes later
    Command.PAUSE: "พัก|พักก่อน|หยุดพัก|พักไว้|พักไว้ก่อน|ไว้ทีหลัง|ทำต่อทีหลัง|เดี๋ยวทำต่อ|หยุด|หยุดก่อน|pause"
    "|ไว้ก่อน|ไว้ทำต่อ|ค่อยทำต่อ|เดี๋ยวค่อยทำ|เดี๋ยวค่อยทำต่อ|เดี๋ยวมาทำต่อ|ทำต่อพรุ่งนี้|พรุ่งนี้ทำต่อ|พรุ่งนี้ค่อยทำ|พรุ่งนี้ค่อยทำต่อ|ยังไม่ว่าง"
    "|ส่งรูปทีหลัง|ส่งภาพทีหลัง|เดี๋ยวส่งรูปทีหลัง|เดี๋ยวส่งภาพทีหลัง",
    # go on
    Command.RESUME: "ทำต่อ|ทำรายงานต่อ|ต่อ|ไปต่อ|กรอกต่อ|รายงานต่อ|ดำเนินการต่อ|resume|continue",
    # look over the answers
    Command.REVIEW: "ทวน|ทบทวน|ตรวจทาน|ทวนคำตอบ|ตรวจคำตอบ|ดูคำตอบ|ดูทั้งหมด|สรุป|ทวณ|review",
    # change an answer; I filled it in wrong
    Command.EDIT: "แก้|แก้ไข|แก้คำตอบ|แก้ใข|เเก้|edit|กรอกผิด|ตอบผิด|พิมพ์ผิด|ใส่ผิด|กดผิด",
    # take a row away
    Command.REMOVE: "ลบ|ลบรายการนี้|ลบคำตอบ|ลบออก|เอาออก|delete|remove",
    # start again from nothing
    Command.RESTART: "เริ่มใหม่|เริ่มไหม่|เริ่มต้นใหม่|ทำใหม่|ทำใหม่ทั้งหมด|ล้างคำตอบทั้งหมด|กรอกใหม่|restart|reset",
    # cancel, delete the report
    Command.CANCEL: "ยกเลิก|ยกเลีก|ไม่ทำแล้ว|cancel|ยกเลิกรายงาน|ลบรายงาน|ลบร่าง|ลบร่างรายงาน|ยกเลิกการส่ง",
    # use last month's value
    Command.USE: "=|เท่าเดิม|เหมือนเดิม|ใช้ค่าเดิม|ค่าเดิม|ตามเดิม|เดิม|เท่าเดือนก่อน|เท่าไตรมาสก่อน|เท่าปีก่อน|เท่าครั้งก่อน|same"
    "|เหมือนเดือนก่อน|เหมือนเดือนที่แล้ว|เท่าเดือนที่แล้ว|เหมือนครั้งก่อน|เหมือนครั้งที่แล้ว|เท่าครั้งที่แล้ว|เหมือนไตรมาสก่อน|เหมือนปีก่อน",
    # use last month's values for this whole part
    Command.USE_ALL: "เหมือนเดิมทั้งหมด|ใช้ค่าเดิมทั้งหมด|ใช้ค่าเดิมทั้งหมวด|ใช้ค่าเดิมทั้งด้าน|เท่าเดิมทั้งหมด|เหมือนเดิมทุกข้อ|==",
    # show more options
    Command.MORE: "เพิ่มเติม|ดูเพิ่ม|ดูเพิ่มเติม|หน้าถัดไป|ถัดไป|หน้าต่อไป|more|next",
    # add another row
    Command.ADD: "เพิ่ม|เพิ่มอีก|เพิ่มแถว|เพิ่มแปลง|เพิ่มรายการ|เพิ่มอีกแปลง|เพิ่มอีกรายการ|add",
    # done
    Command.DONE: "เสร็จ|เสร็จแล้ว|เสร็จสิ้น|เส็จ|เสร็ด|เสด|หมดแล้ว|ครบแล้ว|พอแล้ว|จบ|done|finish",
    # send the report
    Command.SUBMIT: "ส่ง|ส่งรายงาน|ส่งเลย|ยืนยันส่ง|ยืนยันการส่ง|ส่งข้อมูล|ส่งรายงานเลย|submit|send",
    # language of the form
    Command.LANGUAGE: "ภาษา|เปลี่ยนภาษา|เลือกภาษา|ขอเปลี่ยนภาษา|language|change language|lang",
    # yes
    Command.YES: "ใช่|ใช่แล้ว|ใช้|ตกลง|ยืนยัน|โอเค|ok|yes",
    # no
    Command.NO: "ไม่|ไม่ใช่|ไม่ใช้|ไม่ตกลง|no",
}
_QUOTES = "\"'"
# row, plot, item: "แก้แถว 2"
_NUMBERED = re.compile(
    r"(?P<word>[^0-9]*?) ?(?P<row>แถว|แปลง|รายการ)?(?:ที่)? ?(?:ข้อ|คำตอบ|หมายเลข|บรรทัด)?(?:ที่)? ?(?P<number>[0-9]{1,3})"
)
# item 3 is (filled in, answered, typed, put in) wrong
_WRONG = re.compile(r"(?:คำตอบ)?ข้อ(?:ที่)? ?(?P<number>[0-9]{1,3}) ?(?:กรอก|ตอบ|พิมพ์|ใส่)?ผิด")


def key_of(text: str) -> str:
    """What two spellings of a command have in common; a sign (`=`, `?`) is its own key."""
    return folded(text) or tidy(text)


def quoted(text: str) -> str:
    """What stands between quotation marks, where the whole message does; "" elsewhere."""
    words = tidy(text)
    is_quoted = len(words) > 2 and words[0] in _QUOTES and words[-1] == words[0]
    return text.strip()[1:-1].strip() if is_quoted else ""


# What a question answers to and nothing else does
_OF_A_QUESTION = (
    *(Command.BACK, Command.SKIP, Command.PAUSE, Command.REVIEW, Command.EDIT, Command.REMOVE, Command.RESTART),
    *(Command.CANCEL, Command.USE, Command.USE_ALL, Command.ADD, Command.DONE, Command.YES, Command.NO),
)
_COMMANDS = {key_of(word): command for command, words in _WORDS.items() for word in words.split("|")}
_TAKES_NUMBER = (Command.EDIT, Command.REMOVE, Command.REPORT, Command.NOTHING, Command.LANGUAGE)


def understand(text: str) -> Spoken | None:
    """The command that `text` is, as a whole message; None where it is anything else."""
    words = tidy(text)
    if not words or len(words) > 40 or words.isdecimal():
        return None
    for said in ways_of(words):
        if command := _COMMANDS.get(key_of(said)):
            return Spoken(command)
        if numbered := _NUMBERED.fullmatch(said):
            command = _COMMANDS.get(key_of(numbered["word"]))
            # Back to question 2 is not two steps back.
            command = Command.EDIT if command is Command.BACK else command
            if command in _TAKES_NUMBER:
                return Spoken(command, int(numbered["number"]), bool(numbered["row"]))
        if wrong := _WRONG.fullmatch(said):
            return Spoken(Command.EDIT, int(wrong["number"]))
    return None


def is_of_a_question(text: str) -> bool:
    """Whether this is a word that only a question understands: where none is asked it means nothing."""
    spoken = understand(text)
    return spoken is not None and spoken.command in _OF_A_QUESTION


def is_to_send(text: str) -> bool:
    """Whether this tells to send the report that was being filled in."""
    spoken = understand(text)
    return spoken is not None and spoken.command is Command.SUBMIT


def glossary() -> dict[Command, tuple[str, ...]]:
    """Every word of every command, the canonical one first: for help texts and for tests."""
    return {command: tuple(words.split("|")) for command, words in _WORDS.items()}
