"""What authors call the types of questions, in Thai and in English, besides their names in XLSForm."""

from __future__ import annotations

CALLED = {
    # whole number: number, figure, count
    "integer": ("number", "numeric", "ตัวเลข", "จำนวน", "จำนวนเต็ม"),
    # figure with decimals, money
    "decimal": ("number with decimals", "currency", "money", "ทศนิยม", "จำนวนเงิน"),
    # words; a telephone number is no figure
    "text": ("phone", "telephone", "mobile", "ข้อความ", "ตัวอักษร", "เบอร์โทร", "เบอร์โทรศัพท์"),
    # day, time of day
    "date": ("day", "วันที่", "วัน"),
    "time": ("hour", "เวลา"),
    # picture, and what is drawn or signed; file
    "image": ("รูป", "รูปภาพ", "ภาพ", "ภาพถ่าย", "draw", "signature", "annotate", "ลายเซ็น", "ลายมือชื่อ", "ลงชื่อ"),
    "file": ("attachment", "document", "ไฟล์", "เอกสาร"),
    # place, coordinates
    "geopoint": ("place", "coordinates", "พิกัด", "ตำแหน่ง"),
    # remark that nobody answers
    "note": ("remark", "หมายเหตุ"),
    # begin a group or a part, end it; begin what is repeated, end it
    "begin_group": ("group", "เริ่มกลุ่ม", "กลุ่ม", "หมวด"),
    "end_group": ("จบกลุ่ม", "ปิดกลุ่ม", "สิ้นสุดกลุ่ม"),
    "begin_repeat": ("repeat", "เริ่มทำซ้ำ", "เริ่มกลุ่มทำซ้ำ", "กลุ่มทำซ้ำ"),
    "end_repeat": ("จบทำซ้ำ", "จบกลุ่มทำซ้ำ", "ปิดกลุ่มทำซ้ำ"),
}
# words in the name of a type that chooses: several, all; one, a single one, choose
CHOOSING_MANY = ("multi", "many", "all", "check", "หลาย")
CHOOSING_ONE = ("one", "single", "radio", "dropdown", "choice", "select", "เลือก", "หนึ่ง", "เดียว")
