"""Help: what the bot does in three lines, and every word it understands, by situation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.messages import Card, Message, Row, Section
from bot.texts.menu import JOIN, SUPERVISING, TILES, TILES_ABOVE, Tile

# 1. carries the circular and its knowledge 2. takes the report question by question 3. reminds before it is due
WHAT = (
    "น้องรายงานช่วยท่านได้ 3 เรื่องค่ะ\n"
    "1. ส่งหนังสือสั่งการและชุดความรู้ให้เปิดอ่าน พิมพ์ หรือส่งต่อ\n"
    "2. ทำรายงานทางแชต ตอบทีละข้อ พักแล้วกลับมาทำต่อได้\n"
    "3. เตือนก่อนครบกำหนด และบอกว่ารายงานใดส่งแล้วหรือยังไม่ส่ง"
)
Words = tuple[tuple[str, str], ...]
# To join: choose an office; a name; a code; an invitation's code; a code by mail
JOINING: Words = (
    ("เลือกหน่วยงาน", "เลือกจังหวัด อำเภอ แล้วหน่วยงาน"),
    ("อบต.บางพลี", "พิมพ์ชื่อหน่วยงาน หรือรหัส 8 หลัก"),
    ("เข้าร่วม …", "ตามด้วยรหัสเชิญ 16 ตัว"),
    ("รับรหัสทางอีเมล", "ยืนยันด้วยอีเมลของหน่วยงาน"),
)
# The report: begin or go on; sent or not; nothing was done; look at, change, see the history of what was sent; take
# over from a colleague; be reminded tomorrow
REPORTING: Words = (
    ("รายงาน", "เริ่มหรือทำต่อ พิมพ์ ทำต่อ ก็ได้"),
    ("สถานะ", "ส่งแล้วหรือยัง ครบกำหนดเมื่อใด"),
    ("ไม่มีการดำเนินงาน", "รายงานว่าไม่มี ในข้อความเดียว"),
    ("ดูรายงาน", "ดูฉบับที่ส่งแล้ว เช่น ดูรายงาน ก.ย. 69"),
    ("แก้ไขรายงาน", "แก้ฉบับที่ส่งแล้ว แล้วส่งใหม่"),
    ("ประวัติรายงาน", "ใครส่ง แก้ หรือรับรองเมื่อใด"),
    ("รับช่วงต่อ", "ทำต่อจากเพื่อนร่วมงาน"),
    ("เตือนพรุ่งนี้", "ให้เตือนอีกครั้งพรุ่งนี้เช้า"),
)
# While reporting: back; skip; as before; look over; change answer 5; add or end items; pause; restart; cancel; send
WHILE_REPORTING: Words = (
    ("ย้อน", "กลับไปข้อก่อนหน้า"),
    ("ข้าม", "ข้ามข้อที่ไม่บังคับ"),
    ("=", "ใช้ค่าเดิม หรือ == ทั้งหมวด"),
    ("ทวน", "ดูคำตอบที่กรอกแล้ว"),
    ("แก้ 5", "แก้คำตอบที่ 5 หรือ แก้รายการ 1"),
    ("เพิ่ม", "เพิ่มรายการ หรือ เสร็จ เมื่อครบ"),
    ("ลบรายการ 1", "ลบรายการที่ 1 หรือพิมพ์ ลบ เพื่อลบคำตอบ"),
    ("ดูคำอธิบาย", "คำอธิบายของข้อที่ถาม"),
    ("พัก", "หยุดไว้ก่อน คำตอบไม่หาย"),
    ("เริ่มใหม่", "ล้างคำตอบแล้วเริ่มข้อแรก"),
    ("ยกเลิก", "ลบร่าง หรือยกเลิกการแก้ไข"),
    ("ส่ง", "ส่งรายงานเมื่อตรวจทานแล้ว"),
)
# Circulars: the letters to one's office; acknowledge the one that waits
LETTERS: Words = (
    ("หนังสือ", "ดูหนังสือเวียนถึงหน่วยงาน"),
    ("รับทราบ", "รับทราบหนังสือที่รออยู่"),
)
# In the library: open it; search …; knowledge 1.2; QR 1.2; the newest; the most used; files to print
IN_THE_LIBRARY: Words = (
    ("ความรู้", "เปิดคลังความรู้ หรือ ความรู้ 1.2"),
    ("ค้นหา …", "หาเอกสารด้วยคำ เช่น ค้นหา อินโฟกราฟิก"),
    ("คิวอาร์ 1.2", "ขอภาพ QR ของเรื่องนั้น"),
    ("ล่าสุด", "เรื่องที่เพิ่มล่าสุด"),
    ("ที่ใช้บ่อย", "เรื่องที่เปิดบ่อย"),
    ("ขอไฟล์พิมพ์", "ไฟล์สำหรับพิมพ์"),
)
# My office and my data: which are mine, another one, leave, see, delete; whom to ask; the menu
MINE: Words = (
    ("หน่วยงานของฉัน", "หน่วยงานและหน้าที่ของท่าน"),
    ("เปลี่ยนหน่วยงาน", "เลือกหน่วยงานอื่นหรือเพิ่ม"),
    ("ออกจากหน่วยงาน", "เมื่อย้าย หรือถอนคำขอ"),
    ("ข้อมูลของฉัน", "ขอสำเนาข้อมูลของท่าน"),
    ("ลบข้อมูลของฉัน", "ลบชื่อและบัญชีของท่าน"),
    ("ติดต่อ", "สอบถามหน่วยงานที่กำกับดูแล"),
    ("เมนู", "รายการหลัก"),
)
# For those who supervise: another month; open number 1 of a list; send answer 5 back; approve the open report; approve
# all that are in order; withdraw an approval; remind office 1 (or all); give office 1 more time; requests to join,
# approve or refuse the first; leave the desk
REVIEWING: Words = (
    ("ภาพรวม ก.ย. 69", "ดูเดือนอื่น"),
    ("เปิด 1", "เปิดรายการที่ 1 ของรายการล่าสุด"),
    ("รับรอง", "รับรองรายงานที่เปิดอยู่"),
    ("รับรองทั้งหมด", "รับรองทุกฉบับที่เรียบร้อย"),
    ("ส่งกลับ 5", "ส่งข้อ 5 กลับให้แก้ไข หรือพิมพ์ ส่งกลับทั้งฉบับ"),
    ("ยกเลิกการรับรอง", "เปิดให้หน่วยงานแก้ไขอีกครั้ง"),
    ("เตือน 1", "เตือนหน่วยงานที่ 1 หรือพิมพ์ เตือนทั้งหมด"),
    ("ขยายเวลา 1", "ขยายเวลาให้หน่วยงานที่ 1 หรือพิมพ์ ยกเลิกการขยายเวลา 1"),
    ("คำขอ", "ผู้ขอเข้าร่วมที่รออนุมัติ"),
    ("อนุมัติ 1", "อนุมัติคำขอที่ 1 หรือ ไม่อนุมัติ 1"),
    ("ออกจากหน้าเว็บ", "ออกจากทุกเครื่อง"),
)
# For the department: try the newest draft of a form; leave the trial
PUBLISHING: Words = (
    ("ลองกรอก", "ลองแบบรายงานฉบับร่างก่อนเผยแพร่"),
    ("เลิกลอง", "เลิกลองกรอก ไม่มีการบันทึก"),
)


def help_card(*, has_office: bool, reports: bool, supervises: bool = False, publishes: bool = False) -> list[Message]:
    """Everything, by situation, in cards; the last one, which a telephone shows first, is the supervisors' for them."""
    tiles = {tile.word: tile for tile in (JOIN, *TILES, *SUPERVISING)}
    # library; my office and data; circulars
    others = [("คลังความรู้", IN_THE_LIBRARY), ("หน่วยงานและข้อมูลของท่าน", MINE)]
    if has_office:
        others.insert(0, ("หนังสือเวียน", LETTERS))
    # report; while reporting; or to join
    first = [("รายงาน", REPORTING), ("ระหว่างทำรายงาน", WHILE_REPORTING)] if reports else [("เข้าร่วมหน่วยงาน", JOINING)]
    if has_office and not reports:
        first, others = others, []
    # how to use it; these words can be typed
    cards = [Card("วิธีใช้น้องรายงาน", text=f"{WHAT}\n\nคำต่อไปนี้พิมพ์ได้เลย", sections=_sections(first, tiles))]
    if others:
        cards.append(Card("คำอื่นที่พิมพ์ได้", sections=_sections(others, tiles)))  # other words
    if supervises:
        # for those who supervise; forms
        above = [("", (*((tile.word, tile.does) for tile in SUPERVISING), *REVIEWING))]
        above += [("แบบรายงาน", PUBLISHING)] if publishes else []
        cards.append(Card("สำหรับผู้กำกับดูแล", sections=_sections(above, tiles)))
    *before, last = cards
    quick = TILES_ABOVE if supervises and not reports else TILES
    return [*before, replace(last, quick=tuple(tile.button for tile in quick))]


def _sections(situations: Sequence[tuple[str, Words]], tiles: dict[str, Tile]) -> tuple[Section, ...]:
    return tuple(Section(heading, _rows(words, tiles)) for heading, words in situations)


def _rows(words: Sequence[tuple[str, str]], tiles: dict[str, Tile]) -> tuple[Row, ...]:
    """A word that is a tile of the menu can be tapped too."""
    return tuple(
        Row(word, does, button=tiles[word].button if word in tiles else None, is_word=True) for word, does in words
    )
