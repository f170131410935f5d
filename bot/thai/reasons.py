"""Why an answer could not be read: one Thai sentence a reason, saying what to do."""

from __future__ import annotations

from bot.thai.digits import quoted, up_to

# Nothing was typed.
EMPTY = "ยังไม่มีคำตอบค่ะ"
# That is longer than an answer to this question can be.
TOO_LONG = "ข้อความยาวเกินไปสำหรับข้อนี้ค่ะ"

# This is not a number yet. Type digits only, for example 12.
NOT_A_NUMBER = "ยังอ่านเป็นตัวเลขไม่ได้ค่ะ พิมพ์เฉพาะตัวเลข เช่น 12"
# There is more than one number. Type a single one.
SEVERAL_NUMBERS = "มีตัวเลขมากกว่าหนึ่งจำนวนค่ะ พิมพ์จำนวนเดียวที่เป็นยอดรวม"
# A dash may mean none or not known. If there were none, type 0.
DASH = "ขีด (-) อาจหมายถึงไม่มีหรือไม่ทราบค่ะ ถ้าไม่มี พิมพ์ 0"
# The comma is in the wrong place.
COMMA = "เครื่องหมายจุลภาคอยู่ผิดที่ค่ะ พิมพ์ เช่น 12500 หรือ 12,500"
# This number is too large. Check the digits again.
TOO_BIG = "ตัวเลขนี้มากเกินไปค่ะ ตรวจจำนวนหลักอีกครั้ง"
# This question takes whole numbers only, without a decimal point.
NOT_WHOLE = "ข้อนี้ตอบเป็นจำนวนเต็มเท่านั้นค่ะ ไม่มีจุดทศนิยม เช่น 12"

# This is not an area yet. Type for example 3 rai 2 ngan, 3-2-50, or 3.5 rai.
NOT_AN_AREA = "ยังอ่านเป็นพื้นที่ไม่ได้ค่ะ พิมพ์ เช่น 3 ไร่ 2 งาน หรือ 3-2-50 หรือ 3.5 ไร่"
# An area cannot be below zero.
AREA_BELOW_ZERO = "พื้นที่ติดลบไม่ได้ค่ะ"
# After rai, ngan must be 0-3.
NGAN_TOO_MANY = "1 ไร่มี 4 งาน จำนวนงานจึงเป็น 0-3 เท่านั้นค่ะ ตรวจตัวเลขอีกครั้ง"
# Square wah must be below 100.
WAH_TOO_MANY = "1 งานมี 100 ตารางวา จำนวนตารางวาจึงต้องน้อยกว่า 100 ค่ะ ตรวจตัวเลขอีกครั้ง"

# This is not a date yet. Type for example 5/7/69 or 5 July 2569, or "today", "yesterday".
NOT_A_DATE = "ยังอ่านเป็นวันที่ไม่ได้ค่ะ พิมพ์ เช่น 5/7/69 หรือ 5 ก.ค. 2569 หรือพิมพ์ว่า วันนี้ เมื่อวาน"
# Not understood as a month. Type for example Oct. 2560.
NOT_A_MONTH = "ยังอ่านเป็นเดือนไม่ได้ค่ะ พิมพ์ เช่น ต.ค. 2560"
# Not understood as a year. Type for example 2560.
NOT_A_YEAR = "ยังอ่านเป็นปีไม่ได้ค่ะ พิมพ์ปี พ.ศ. เช่น 2560"
# This question takes one day. Type for example 5/7/69.
ONE_DAY = "ข้อนี้ขอวันเดียวค่ะ พิมพ์ เช่น 5/7/69"
# This is not a time yet. Type for example 09:30.
NOT_A_TIME = "ยังอ่านเป็นเวลาไม่ได้ค่ะ พิมพ์ เช่น 09:30 หรือ 13:00"

# Six in the morning or in the evening? Type 06:00 or 18:00.
SIX = "หกโมงเช้าหรือหกโมงเย็นคะ พิมพ์ 06:00 หรือ 18:00"

# No number or word of the list. Type the option's number or its name.
NOT_AN_OPTION = "ไม่พบตัวเลือกนี้ค่ะ พิมพ์หมายเลขหรือชื่อของตัวเลือก"

# No coordinates here. Send a location, or type for example 13.7563, 100.5018.
NOT_A_PLACE = "ยังไม่พบพิกัดในข้อความค่ะ ส่งตำแหน่งที่ตั้ง หรือพิมพ์พิกัด เช่น 13.7563, 100.5018"
# A short map link carries no coordinates. Copy the coordinates from the map.
SHORT_LINK = "ลิงก์แบบย่อไม่มีพิกัดอยู่ในตัวค่ะ เปิดแผนที่ แตะค้างที่จุดแปลง แล้วคัดลอกตัวเลขพิกัดมาวาง"
# Coordinates out of range: latitude -90 to 90, longitude -180 to 180.
OFF_THE_GLOBE = "พิกัดนี้ไม่มีบนแผนที่ค่ะ พิมพ์ละติจูดก่อน แล้วตามด้วยลองจิจูด เช่น 13.7563, 100.5018"

# This question takes one option only.
ONE_ONLY = "ข้อนี้เลือกได้ข้อเดียวค่ะ"


def whole_or_thousands(whole: str, thousands: str) -> str:
    """Does the point stand for a thousands comma? Type the one that is meant, without the point."""
    return f"จุดในตัวเลขนี้อ่านได้สองแบบค่ะ หมายถึง {whole} หรือ {thousands} โปรดพิมพ์ใหม่โดยไม่ใช้จุด"


def only_figure(figure: str) -> str:
    """Does this mean 12? Then type only 12."""
    return f"หมายถึง {figure} หรือไม่คะ ถ้าใช่ พิมพ์เฉพาะตัวเลข {figure}"


def other_unit(said: str, wanted: str, figure: str) -> str:
    """This is counted in people, the answer is in times. Does it mean 2 people? Then type only 2."""
    return f"ข้อนี้นับเป็น {quoted(wanted)} แต่คำตอบนับเป็น {quoted(said)} ค่ะ ถ้าหมายถึง {figure} {wanted} พิมพ์เฉพาะตัวเลข {figure}"


def two_readings(first: str, second: str) -> str:
    """Number words with two readings: which one? Type it in digits."""
    return f"อ่านได้สองแบบค่ะ หมายถึง {first} หรือ {second} โปรดพิมพ์เป็นตัวเลข"


def no_such_month(month: int) -> str:
    """There is no month 21. Type day/month/year."""
    return f"ไม่มีเดือนที่ {month} ค่ะ พิมพ์เรียงเป็น วัน/เดือน/ปี เช่น 5/7/2569"


def no_such_day(month_words: str, days: int) -> str:
    """February 2569 has only 28 days. Check the date again."""
    return f"{month_words} มีเพียง {days} วันค่ะ ตรวจวันที่อีกครั้ง"


def no_such_year(year: str) -> str:
    """Which year is 256? Type the Buddhist year in full, for example 2569."""
    return f"ไม่แน่ใจว่า {quoted(year)} คือปีใดค่ะ พิมพ์ปี พ.ศ. เต็ม เช่น 2569"


def wrong_weekday(date_words: str, weekday: str) -> str:
    """That date is a Sunday. Check the day and the date again."""
    return f"{date_words} ตรงกับ{weekday}ค่ะ ตรวจวันและวันที่อีกครั้ง"


def no_such_option(number: int, last: int) -> str:
    """There is no option 9. Choose 1 to 6."""
    return f"ไม่มีตัวเลือกที่ {number} ค่ะ เลือกหมายเลข {up_to(last)}"


def several_options(labels: list[str]) -> str:
    """Several options fit. Which one? Type its number."""
    return f"คำนี้ตรงกับหลายตัวเลือกค่ะ หมายถึงข้อใด: {' / '.join(labels)} โปรดพิมพ์หมายเลข"


def this_option(label: str, number: int) -> str:
    """Does this mean "1. no budget yet"? Then type 1."""
    return f"หมายถึง {quoted(label)} หรือไม่คะ ถ้าใช่ พิมพ์ {number}"


def narrowed(count: int, shown: int) -> str:
    """37 items fit, here are the first 10. Tap one, type its number, or type more of the name."""
    first = f" แสดง {shown} รายการแรก" if count > shown else ""
    return f"ตรงกับ {count:,} รายการค่ะ{first} แตะหรือพิมพ์หมายเลข หรือพิมพ์ชื่อให้ครบขึ้น"


def unknown_among(word: str) -> str:
    """One of the words typed is in no option. Type the numbers, for example 1 3 5."""
    return f"ไม่พบ {quoted(word)} ในตัวเลือกค่ะ พิมพ์หมายเลขคั่นด้วยเว้นวรรค เช่น 1 3 5"


def swapped(right_order: str) -> str:
    """Latitude and longitude seem to have changed places. Type the right order."""
    return f"ละติจูดกับลองจิจูดน่าจะสลับกันค่ะ ถ้าใช่ พิมพ์ {right_order}"
