"""What is wrong in the form of a programme, one sentence a kind of fault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.periods import Every
from bot.thai.dates import write_date, write_period

FAULTS = {
    "needed": "กรุณาระบุ",  # please give
    "too_long": "ยาวเกินไป ระบุได้ไม่เกิน {most} ตัวอักษร",  # … characters at most
    "contact_too_long": "ระบุได้ไม่เกิน {lines} บรรทัด บรรทัดละไม่เกิน {most} ตัวอักษร",  # … lines of … characters
    "no_date": "อ่านวันที่ไม่ได้ กรุณาพิมพ์ เช่น 22 เมษายน 2565",  # not a date; type it like …
    "no_day": "กรุณาระบุวันที่ 1 ถึง {most}",  # a day from 1 to …
    "due_before_it_opens": "วันครบกำหนดต้องไม่ก่อนวันเปิดรับ",  # due before it opens
    "no_rule": "กรุณาเลือกข้อใดข้อหนึ่ง",  # choose one
    "no_level": "กรุณาเลือกอย่างน้อยหนึ่งระดับ",  # at least one level
    "no_factor": "กรุณาระบุ 0 (ไม่ใช้) หรือตัวเลขมากกว่า 1 แต่ไม่เกิน {most}",  # 0 for never, or more than 1, at most …
    "no_month": "กรุณาเลือกเดือนและระบุปี พ.ศ.",  # choose a month and give its year
    "no_quarter": "กรุณาเลือกไตรมาสและระบุปีงบประมาณ",  # choose a quarter and give its fiscal year
    "no_fiscal_year": "กรุณาระบุปีงบประมาณ เช่น 2570",  # give a fiscal year
    "ends_before_it_begins": "งวดสุดท้ายต้องไม่ก่อนงวดแรก",  # the last period is before the first
    # There are reports of … already: the first period cannot be later.
    "reports_before": "มีรายงานของงวด{period} แล้ว จึงกำหนดงวดแรกหลังจากนั้นไม่ได้",
    # That would make … due on …, which is past: choose a later day.
    "due_is_past": "งวด{period} จะครบกำหนด {due} ซึ่งผ่านไปแล้ว กรุณาเลือกวันที่ช้ากว่านี้",
    "no_due_on": "อ่านวันที่ไม่ได้ กรุณาพิมพ์ เช่น 15 ธันวาคม 2569",  # not a date; type it like …
    "due_on_is_past": "วันนั้นผ่านไปแล้ว กรุณาระบุวันนี้หรือหลังจากนี้",  # that day is past: today or later
    # Letters a-z and digits, words joined by a hyphen, at most … characters, such as …
    "no_code": "ใช้ตัวอักษรภาษาอังกฤษพิมพ์เล็ก ตัวเลข และขีดคั่นระหว่างคำ ไม่เกิน {most} ตัวอักษร เช่น khlong-suai",
    "code_taken": "เรื่อง “{title}” ใช้รหัสนี้แล้ว กรุณาใช้รหัสอื่น",  # the programme … has this code already
    "no_kind": "กรุณาเลือกอย่างน้อยหนึ่งประเภท",  # at least one kind of office
}
# The days of the schedule are of the month after the one that is reported, the quarter, the end of the fiscal year.
OF_THE_NEXT = {
    Every.MONTH: "ของเดือนถัดจากเดือนที่รายงาน",
    Every.QUARTER: "ของเดือนถัดจากไตรมาสที่รายงาน",
    Every.FISCAL_YEAR: "ของเดือนถัดจากสิ้นปีงบประมาณที่รายงาน",
}
# Added. Next: look over the details below, then publish its form; offices are asked from then on.
BEGUN = "เพิ่มเรื่องแล้ว ขั้นต่อไป ตรวจรายละเอียดด้านล่าง แล้วเผยแพร่แบบรายงาน หน่วยงานจะรายงานได้เมื่อมีแบบรายงานแล้ว"
# Saved / Nothing was changed … / Somebody else has changed this programme meanwhile. Nothing was saved. What you typed
# is still here; where it differs, the newest is shown above the field. Look it over and press save again.
SAVED = "บันทึกแล้ว"
NOT_SAVED = "ยังไม่ได้บันทึก กรุณาแก้ไขช่องที่มีข้อความสีแดง"
CHANGED_MEANWHILE = (
    "มีผู้แก้ไขเรื่องนี้ไปก่อนแล้ว จึงยังไม่ได้บันทึก สิ่งที่ท่านกรอกยังอยู่ ช่องที่ต่างกันแสดงข้อมูลล่าสุดไว้เหนือช่อง กรุณาตรวจดูแล้วกดบันทึกอีกครั้ง"
)
# Where the due day falls on a holiday: that day all the same, the next working day, the one before
HOLIDAY_RULES = {
    "none": "ครบกำหนดวันนั้นตามเดิม",
    "next_workday": "เลื่อนเป็นวันทำการถัดไป",
    "previous_workday": "เลื่อนเป็นวันทำการก่อนหน้า",
}
CHOSEN = {True: "เลือกไว้", False: "ไม่ได้เลือก"}  # ticked, not ticked
NO_PERIOD = "ไม่กำหนด"  # no last period


def lately(value: str) -> str:
    # now it is: … (empty)
    return f"ขณะนี้เป็น: {value or 'ว่าง'}"


def fault(kind: str, about: Mapping[str, Any]) -> str:
    values = dict(about)
    if "period" in values:
        values["period"] = write_period(values["period"])
    if "due" in values:
        values["due"] = write_date(values["due"])
    return FAULTS[kind].format(**values)
