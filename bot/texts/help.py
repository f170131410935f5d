"""Help: what the bot does in three lines, and the words it understands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Card, Message, Row, Section
from bot.texts.menu import JOIN, SUPERVISING, TILES

# 1. carries the circular and its knowledge 2. takes the report question by question 3. reminds before it is due
WHAT = (
    "น้องรายงานช่วยท่านได้ 3 เรื่องค่ะ\n"
    "1. ส่งหนังสือสั่งการและชุดความรู้ให้เปิดอ่าน พิมพ์ หรือส่งต่อ\n"
    "2. ทำรายงานทางแชต ตอบทีละข้อ พักแล้วกลับมาทำต่อได้\n"
    "3. เตือนก่อนครบกำหนด และบอกว่ารายงานใดส่งแล้วหรือยังไม่ส่ง"
)
# While reporting: back, skip (where allowed), pause, restart, look over
WHILE_REPORTING = (
    ("ย้อน", "กลับไปข้อก่อนหน้า"),
    ("ข้าม", "ข้ามข้อที่ไม่บังคับ"),
    ("พัก", "หยุดไว้ก่อน คำตอบไม่หาย"),
    ("ทวน", "ดูคำตอบที่กรอกแล้ว"),
    ("เริ่มใหม่", "ล้างคำตอบแล้วเริ่มข้อแรก"),
)
# Circulars: the letters to one's office; acknowledge the one that waits
LETTERS = (
    ("หนังสือ", "ดูหนังสือเวียนถึงหน่วยงาน"),
    ("รับทราบ", "รับทราบหนังสือที่รออยู่"),
)
# In the library: search …, knowledge 1.2, QR 1.2
IN_THE_LIBRARY = (
    ("ค้นหา …", "หาเอกสารด้วยคำ เช่น ค้นหา อินโฟกราฟิก"),
    ("ความรู้ 1.2", "เปิดเรื่องตามหมายเลข"),
    ("คิวอาร์ 1.2", "ขอภาพ QR ของเรื่องนั้น"),
)


# For those who supervise: another month; open number 1 of a list; send answer 5 back; approve the open report; approve
# all that are in order; withdraw an approval; remind office 1 (or all); give office 1 more time
REVIEWING = (
    ("ภาพรวม ก.ย. 69", "ดูเดือนอื่น"),
    ("เปิด 1", "เปิดรายการที่ 1 ของรายการล่าสุด"),
    ("ส่งกลับ 5", "ส่งข้อ 5 ของรายงานที่เปิดอยู่กลับให้แก้ไข"),
    ("รับรอง", "รับรองรายงานที่เปิดอยู่"),
    ("รับรองทั้งหมด", "รับรองทุกฉบับที่เรียบร้อย"),
    ("ปลดการรับรอง", "เปิดให้หน่วยงานแก้ไขอีกครั้ง"),
    ("เตือน 1", "เตือนหน่วยงานที่ 1 หรือพิมพ์ เตือนทั้งหมด"),
    ("ขยายเวลา 1", "ขยายเวลาให้หน่วยงานที่ 1 หรือพิมพ์ ยกเลิกการขยายเวลา 1"),
)
# For the department: try the newest draft of a form; leave the trial
PUBLISHING = (
    ("ลองกรอก", "ลองแบบรายงานฉบับร่างก่อนเผยแพร่"),
    ("เลิกลอง", "เลิกลองกรอก ไม่มีการบันทึก"),
)


def help_card(*, has_office: bool, supervises: bool = False, publishes: bool = False) -> list[Message]:
    tiles = TILES if has_office else (JOIN, *TILES)
    above: tuple[Section, ...] = ()
    if supervises:
        # for those who supervise
        above = (Section("สำหรับผู้กำกับดูแล", (*(tile.row for tile in SUPERVISING), *_words(REVIEWING))),)
    if publishes:
        above = (*above, Section("แบบรายงาน", _words(PUBLISHING)))  # forms
    return [
        Card(
            title="วิธีใช้น้องรายงาน",  # how to use it
            text=WHAT,
            sections=(
                *above,
                # words that can be typed at any time; while reporting; in the library
                Section("คำที่พิมพ์ได้ทุกเมื่อ", tuple(tile.row for tile in tiles)),
                Section("ระหว่างทำรายงาน", _words(WHILE_REPORTING)),
                *((Section("หนังสือเวียน", _words(LETTERS)),) if has_office else ()),  # circulars
                Section("ในคลังความรู้", _words(IN_THE_LIBRARY)),
            ),
            quick=tuple(tile.button for tile in tiles),
        )
    ]


def _words(meanings: Sequence[tuple[str, str]]) -> tuple[Row, ...]:
    return tuple(Row(word, does, is_word=True) for word, does in meanings)
