"""Bringing in the registry at the desk: what is said after each step."""

from __future__ import annotations

NO_FILE = "กรุณาเลือกไฟล์"  # please choose a file
TOO_LARGE = "ไฟล์ใหญ่เกิน 4 MB"  # larger than 4 MB
# Please give a day up to today, such as …
BAD_DAY = "กรุณาระบุวันที่ไม่เกินวันนี้ เช่น 1 ตุลาคม 2569"
# The registry has changed since you looked, so nothing was recorded. Please look again.
CHANGED_MEANWHILE = "ทะเบียนเปลี่ยนไปหลังจากที่ท่านตรวจดู จึงยังไม่ได้บันทึก กรุณาตรวจดูรายการล่าสุดแล้วยืนยันอีกครั้ง"
DROPPED = "ยกเลิกแล้ว ไม่มีการเปลี่ยนแปลงใด ๆ"  # dropped; nothing was changed


def done(added: int, renamed: int, moved: int, closed: int, reopened: int) -> str:
    # Recorded: … added, … renamed, … moved, … closed, … opened again
    said = f"บันทึกทะเบียนแล้ว เพิ่ม {added:,} เปลี่ยนชื่อ {renamed:,} ย้าย {moved:,} ยุบเลิก {closed:,} เปิดใหม่ {reopened:,} หน่วยงาน"
    return said
