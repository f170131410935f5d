"""The covering memo (บันทึกข้อความ): its sentences, what may stand in a template, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.texts.exporting.export import SHORT_COUNTS
from bot.thai.numbers import write_number
from bot.thai.units import Unit, office_name, up

# The form's own words: memo; office; number; date; subject; to
TITLE = "บันทึกข้อความ"
OFFICE, NUMBER, DATE, SUBJECT, TO = "ส่วนราชการ", "ที่", "วันที่", "เรื่อง", "เรียน"
# The letter to another office has two more: refers to, enclosed; and its end: yours faithfully, telephone, e-mail
REFERS, ENCLOSED = "อ้างถึง", "สิ่งที่ส่งมาด้วย"
FAITHFULLY, TELEPHONE, MAIL = "ขอแสดงความนับถือ", "โทร.", "ไปรษณีย์อิเล็กทรอนิกส์"
# What is written by hand
DOTS = "." * 30
SIGN_DOTS = "." * 46

# The built-in template. {{ … }} are placeholders; see PLACEHOLDERS.
# report of results of … (for the month of …)
SUBJECT_LINE = "รายงานผลการดำเนินงาน “{{ programme }}” {{ of_period }} {{ area }}"
# By the letter of … local offices are asked to report (each month) …, due by …
OPENING = (
    "ตาม{{ reference }} ให้องค์กรปกครองส่วนท้องถิ่นรายงานผลการดำเนินงาน “{{ programme }}” "
    "{{ how_often }} ครบกำหนดภายในวันที่ {{ due }} นั้น"
)
# … has gathered the reports of (area) and reports as follows
GATHERED = "{{ own_name }} ได้รวบรวมรายงานของหน่วยงาน{{ within }} ข้อมูล ณ วันที่ {{ made_on }} สรุปได้ ดังนี้"
# Sending: n offices were to report; n have sent …
SENDING_HEAD = "การส่งรายงาน"
SENDING = (
    "หน่วยงานที่ต้องรายงาน {{ expected }} แห่ง ส่งแล้ว {{ sent }} แห่ง คิดเป็นร้อยละ {{ rate }} "
    "ในจำนวนนี้ส่งทันกำหนด {{ on_time }} แห่ง ส่งเกินกำหนด {{ late }} แห่ง และแจ้งว่าไม่มีการดำเนินงาน {{ nothing }} แห่ง "
    "อยู่ระหว่างส่งกลับแก้ไข {{ returned }} แห่ง และยังไม่ส่ง {{ missing }} แห่ง"
)
# What was done
DONE_HEAD = "ผลการดำเนินงาน"
DONE = "{{ made_of }}"
FIGURE = (
    "{{ one.label }} {{ one.value }}{% if one.unit %} {{ one.unit }}{% endif %}"
    "{% if one.before %} ({{ year_before }} {{ one.before }}{% if one.unit %} {{ one.unit }}{% endif %}){% endif %}"
)
# The letter's opening: it has named what it refers to above. / one set of the report / details are enclosed
LETTER_OPENING = (
    "ตาม{% if refers %}หนังสือที่อ้างถึง ขอ{% else %}{{ reference }} {% endif %}ให้องค์กรปกครองส่วนท้องถิ่นรายงานผลการดำเนินงาน "
    "“{{ programme }}” {{ how_often }} ครบกำหนดภายในวันที่ {{ due }} นั้น"
)
ONE_SET = "รายงานผลการดำเนินงาน {{ of_period }} จำนวน {one} ชุด"
LETTER_DETAILS = "รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย"
# Details are in the annexes.
DETAILS = "รายละเอียดปรากฏตามเอกสารแนบท้ายบันทึกนี้"
# For your information
CLOSING = "จึงเรียนมาเพื่อโปรดทราบ"
# Annex 1: sending by area; annex 2: results by area; annex 3: offices
ANNEX_SENDING = "ผลการส่งรายงาน {{ of_period }} แยกตาม{{ child_word }}"
ANNEX_FIGURES = "ผลการดำเนินงาน {{ of_period }} แยกตาม{{ child_word }}"
ANNEX_OFFICES = "รายชื่อหน่วยงานและสถานะการส่งรายงาน {{ of_period }}"
ANNEX = "เอกสารแนบ"
# to send, sent, on time, late, nothing to report, sent back, not sent, rate; number
SENDING_HEADS: Mapping[str, str] = {**SHORT_COUNTS, "rate": "ร้อยละ"}
ROW_NUMBER = "ลำดับ"
# office, district, state, sent on
OFFICE_HEADS = ("หน่วยงาน", "อำเภอ", "สถานะ", "วันที่ส่ง")
TOTAL = "รวม"
NONE = "–"  # no district, not sent
# A dash means that nobody answered.
DASH = "เครื่องหมาย – หมายถึงไม่มีหน่วยงานใดตอบข้อนี้"

# What the units directly below are called: province, district, office
CHILD_WORDS: Mapping[str, str] = {"department": "จังหวัด", "province": "อำเภอ", "district": "หน่วยงาน"}
# The outcome of an office's month
STATES: Mapping[str, str] = {
    "missing": "ยังไม่ส่ง",
    "returned": "ส่งกลับแก้ไข",
    "nothing": "ไม่มีการดำเนินงาน",
    "nothing_late": "ไม่มีการดำเนินงาน (ส่งเกินกำหนด)",  # nothing to report, and sent late
    "late": "ส่งเกินกำหนด",
    "on_time": "ส่งทันกำหนด",
}

_LIST_ITEM = "รายการที่"
# What a template may hold → what it is. A mapping is a list, used as {%tr for one in children %} … {{ one.name }}; its
# entries have these, or are plain texts where the only name is "".
PLACEHOLDERS: Mapping[str, str | Mapping[str, Any]] = {
    "office": "ส่วนราชการ (พร้อมที่ตั้งและโทรศัพท์ ถ้าตั้งค่าไว้)",  # office with address
    "own_name": "ชื่อหน่วยงานผู้ทำบันทึก",  # name of the office that writes
    "number": "เลขที่หนังสือ",  # number
    "date": "วันที่ของบันทึก",  # date
    "to": "ผู้รับ (เรียน)",  # addressee
    "signer_name": "ชื่อผู้ลงนาม หรือเส้นประ",  # name of the signer, or dots
    "signer_position": "ตำแหน่งผู้ลงนาม",  # position of the signer
    "programme": "ชื่อเรื่องที่รายงาน",  # programme
    "reference": "หนังสือสั่งการที่อ้างถึง",  # the circular that is referred to
    "refers": "หนังสือที่อ้างถึง (ว่าง ถ้าไม่ทราบเลขที่)",  # the same, empty where its number is not known
    "area": "พื้นที่",  # area
    "within": "คำว่าใน พร้อมพื้นที่ (ทั้งประเทศไม่มีคำว่าใน)",  # in the area (the whole country without in)
    "month": "เดือนที่รายงาน (ไตรมาส หรือปีงบประมาณ) ไม่มีคำนำหน้า",  # month, quarter or year, without the word before it
    "of_period": "คำว่าประจำ พร้อมเดือน ไตรมาส หรือปีงบประมาณที่รายงาน",  # for the month, quarter, fiscal year of …
    "how_often": "ให้รายงานเมื่อใด และงวดที่รายงาน",  # each month, and the month of this report
    "year_before": "คำเรียกช่วงเดียวกันของปีก่อน",  # the same month of the year before
    "due": "วันครบกำหนด",  # due day
    "made_on": "วันที่ของข้อมูล",  # date of the data
    "expected": "จำนวนที่ต้องส่ง",  # expected
    "sent": "จำนวนที่ส่งแล้ว",  # sent
    "on_time": "จำนวนที่ส่งทันกำหนด",  # on time
    "late": "จำนวนที่ส่งเกินกำหนด",  # late
    "nothing": "จำนวนที่แจ้งว่าไม่มีการดำเนินงาน",  # nothing to report
    "returned": "จำนวนที่ส่งกลับแก้ไข",  # returned
    "missing": "จำนวนที่ยังไม่ส่ง",  # missing
    "rate": "ร้อยละที่ส่งแล้ว",  # rate
    "on_time_rate": "ร้อยละที่ส่งทันกำหนด",  # on-time rate
    "counted": "จำนวนรายงานที่นำมารวมในตัวเลข",  # reports that count
    "unapproved": "ข้อความเรื่องรายงานที่ยังไม่รับรอง (ว่าง ถ้าไม่มี)",  # about what is not approved
    "made_of": "ข้อความว่ารวมจากรายงานกี่ฉบับ หรือยังไม่มีรายงาน",  # the same in a sentence
    "which": "ข้อความว่านับรายงานใดบ้าง",  # which reports count
    "child_word": "คำเรียกพื้นที่ย่อย (จังหวัด อำเภอ หรือหน่วยงาน)",  # what the units below are called
    "figures": {  # results
        "number": _LIST_ITEM,
        "label": "รายการ",
        "value": "จำนวน",
        "unit": "หน่วยนับ",
        "offices": "จำนวนหน่วยงานที่ตอบ",
        "before": "ช่วงเดียวกันของปีก่อน (ว่าง ถ้าไม่มี)",
        "definition": "ความหมายของตัวเลข",
    },
    "choices": {  # choices
        "label": "คำถาม",
        "choice": "ตัวเลือก",
        "value": "จำนวน",
        "before": "ช่วงเดียวกันของปีก่อน (ว่าง ถ้าไม่มี)",
    },
    "children": {  # units directly below
        "number": _LIST_ITEM,
        "name": "ชื่อพื้นที่ย่อย",
        **SHORT_COUNTS,
        "rate": "ร้อยละที่ส่งแล้ว",
    },
    "tables": {  # results by area, a few figures a table; heads and rows are lists, a row has name and values
        "heads": {"": "หัวคอลัมน์"},
        "rows": {"name": "ชื่อพื้นที่ย่อย", "cells": {"": "จำนวน"}},
        "totals": {"": "ยอดรวม"},
    },
    "offices": {  # offices, where there are not too many
        "number": _LIST_ITEM,
        "name": "ชื่อหน่วยงาน",
        "district": "อำเภอ",
        "state": "สถานะ",
        "sent_on": "วันที่ส่ง",
    },
}


def reference(issuing_office: str, circular: str, day: str) -> str:
    """Stands after "ตาม": the letter, or who asked for it where its number is not known. `day` may be ""."""
    # the letter of … no. … dated …; (as) … has laid down
    if not circular:
        return f"ที่{issuing_office}กำหนด"
    # A number that is broken over two lines is hard to find again.
    return f"หนังสือ{issuing_office} {circular.replace(' ', chr(0xA0))}" + (f" ลงวันที่ {day}" if day else "")


# What a unit may choose: the usual for its level, a memo, a letter to another office
FORMS: Mapping[str, str] = {"": "ตามปกติของระดับ", "memo": "บันทึกข้อความ (หนังสือภายใน)", "letter": "หนังสือภายนอก"}
# What is wrong with the crest: it is no picture that can be opened
NO_PICTURE = "เปิดภาพตราครุฑไม่ได้ โปรดใช้ไฟล์ PNG หรือ JPEG"
CREST_KEPT = "เก็บภาพตราครุฑแล้ว"  # the crest is kept
CREST_DROPPED = "เลิกใช้ภาพตราครุฑแล้ว"  # the crest is used no more


def setting(name: str, value: object) -> str:
    """What a unit has set, as its form says it; `name` is the field's."""
    if name == "thai_digits":
        return "เลือกไว้" if value else "ไม่ได้เลือก"  # ticked, not ticked
    return FORMS[str(value)] if name == "form" else str(value)


def usual_form(unit: Unit) -> str:
    """A province writes to the department, which is another office: a letter. The others stay within their own."""
    return "letter" if unit.kind == "province" else "memo"


def to_whom(unit: Unit) -> str:
    """Who a unit's memo goes to where nobody says otherwise."""
    if unit.kind == "department":
        return "ปลัดกระทรวงมหาดไทย"  # permanent secretary of the interior
    if unit.kind == "province":
        return "อธิบดีกรมส่งเสริมการปกครองท้องถิ่น"  # director-general of the department
    province = next((one.name for one in up(unit) if one.kind == "province"), "")
    return f"ท้องถิ่นจังหวัด{province}"  # provincial local-administration officer


def position(unit: Unit) -> str:
    """Who signs for a unit."""
    if unit.kind == "department":
        return "อธิบดีกรมส่งเสริมการปกครองท้องถิ่น"
    return f"ท้องถิ่นจังหวัด{unit.name}" if unit.kind == "province" else f"ท้องถิ่นอำเภอ{unit.name}"


def own_name(unit: Unit) -> str:
    return office_name(unit)


def within(unit: Unit, place: str) -> str:
    """Stands behind what lies in the area."""
    # in …; throughout the country, which bears no "in"
    return place if unit.kind == "department" else f"ใน{place}"


def unapproved(count: int, level: str, *, left_out: bool) -> str:
    """Stands after the number of reports; `level` in words."""
    if not count:
        return ""
    if left_out:
        # (not counting n that (the district) has not approved)
        return f" (ไม่รวมอีก {write_number(count)} ฉบับที่{level}ยังไม่รับรอง)"
    # (of these n not yet approved by (the district))
    return f" (ในจำนวนนี้{level}ยังไม่รับรอง {write_number(count)} ฉบับ)"


def made_of(count: int, unapproved: str) -> str:
    """How many reports the figures are made of; `unapproved` is what stands after it."""
    if not count:
        # There is no report yet that the figures could be made of
        return f"ยังไม่มีรายงานที่นำมารวมได้{unapproved}"
    # Of n reports, as follows
    return f"รวมจากรายงาน {write_number(count)} ฉบับ{unapproved} มีผลดังนี้"


# What is wrong with a template: no Word document; holds macros or other programs; fetches something from elsewhere
NOT_DOCX = "ไฟล์นี้ไม่ใช่เอกสาร Word (.docx) ที่ระบบเปิดได้ โปรดบันทึกเป็น .docx แล้วส่งใหม่"
MACROS = "แม่แบบต้องไม่มีมาโครหรือวัตถุฝังตัว โปรดนำออกแล้วบันทึกเป็น .docx"
OUTSIDE = "แม่แบบอ้างถึงไฟล์หรือภาพที่อยู่นอกเอกสาร โปรดฝังภาพไว้ในเอกสาร หรือนำการอ้างถึงออก"
# More placeholders or text than a letter has: fewer, please, and send it again.
TOO_MUCH = "แม่แบบมีช่องเติมหรือเนื้อหามากเกินกว่าที่ระบบจะอ่านได้ โปรดลดลงแล้วส่งใหม่"
# Other files are being read just now: try again in a moment.
BUSY = "ขณะนี้ระบบกำลังอ่านไฟล์อื่นอยู่ โปรดลองใหม่อีกครั้งในอีกสักครู่"
# The template holds no placeholder at all.
NO_PLACEHOLDER = "แม่แบบนี้ไม่มีช่องให้เติมข้อมูลเลย ตรวจสอบว่าพิมพ์ช่องเติมด้วยวงเล็บปีกกาสองชั้น เช่น {{ month }}"


def too_large(megabytes: int) -> str:
    # The file is larger than … megabytes; make the pictures in the template smaller.
    return f"ไฟล์ใหญ่เกิน {write_number(megabytes)} เมกะไบต์ โปรดลดขนาดภาพในแม่แบบ"


def unwanted_part(name: str) -> str:
    # There is a part in it that is not taken (…): take it out, or make a picture of it.
    return f"แม่แบบมีส่วนประกอบที่ระบบไม่รับ ({name[:40]}) โปรดนำออกหรือเปลี่ยนเป็นภาพ แล้วส่งใหม่"


def unwanted_field(name: str) -> str:
    # There is a field in it that is not taken (…): take it out. Usual ones, such as PAGE, may stay.
    return f"แม่แบบมีฟิลด์ที่ระบบไม่รับ ({name.strip()[:40] or '…'}) โปรดลบออก ใช้ได้เฉพาะฟิลด์ทั่วไป เช่น PAGE และ NUMPAGES"


def unknown(name: str) -> str:
    # There is no such placeholder.
    return f"ไม่รู้จักช่องเติม {{{{ {name} }}}} โปรดตรวจตัวสะกดกับรายการช่องเติม"


def is_a_list(name: str) -> str:
    # … is a list: it needs a loop
    return f"{name} เป็นรายการหลายบรรทัด ต้องใช้คู่กับ {{%tr for … in {name} %}} และ {{%tr endfor %}}"


def not_a_list(name: str) -> str:
    # … cannot be gone through here
    return f"วนซ้ำ {name or '…'} ตรงนี้ไม่ได้ วนได้เฉพาะรายการหลายบรรทัด และในวงซ้อนได้เฉพาะรายการย่อยของวงนั้น"


def not_allowed(what: str) -> str:
    # … may not stand in a template
    return f"แม่แบบใช้คำสั่ง {what} ไม่ได้ ใช้ได้เฉพาะช่องเติม การวนซ้ำ (for) และเงื่อนไข (if)"


def not_understood(detail: str) -> str:
    # A placeholder cannot be read.
    return "อ่านช่องเติมในแม่แบบไม่ได้ ตรวจสอบว่าวงเล็บปีกกาครบคู่ และทุก for กับ if มี endfor กับ endif" + (
        f" ({detail})" if detail else ""
    )
