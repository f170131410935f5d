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
    # picture, file
    "image": ("รูป", "รูปภาพ", "ภาพ", "ภาพถ่าย"),
    "file": ("attachment", "document", "ไฟล์", "เอกสาร"),
    # place, coordinates
    "geopoint": ("place", "coordinates", "พิกัด", "ตำแหน่ง"),
    # remark that nobody answers
    "note": ("remark", "หมายเหตุ"),
}
