"""The audit log in words: what each act is called, and the facts beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.texts.progress import LEVELS
from bot.thai.numbers import write_number
from bot.thai.periods import name_in_short

# What was done, by `AuditLog.action`. In groups, in the order in which they are offered to choose from: reports;
# reminders and more time; files, photos and templates taken out or brought; people; forms, programmes, registry,
# library; the desk itself; the operator's commands.
GROUPS: Mapping[str, Mapping[str, str]] = {
    "รายงาน": {
        "report.approved": "รับรองรายงาน",
        "report.returned": "ส่งรายงานกลับให้แก้ไข",
        "report.unlocked": "ยกเลิกการรับรอง",
        "report.replied": "ตอบกลับหน่วยงาน",
    },
    "หนังสือเวียน": {
        "circular.publish": "เผยแพร่หนังสือเวียน",
        "circular.correct": "เผยแพร่หนังสือฉบับแก้ไข",
        "circular.withdraw": "ยกเลิกหนังสือเวียน",
        "circular.draft": "บันทึกร่างหนังสือเวียน",
        "circular.draft_drop": "ลบร่างหนังสือเวียน",
        "circular.remind": "เตือนให้รับทราบหนังสือเวียน",
        "circular.note": "เขียนข้อความแนบหนังสือเวียน",
        "circular.note_drop": "ลบข้อความแนบหนังสือเวียน",
    },
    "การติดตาม": {"nudge": "ส่งข้อความเตือน", "extend": "ขยายเวลา", "extend.back": "ยกเลิกการขยายเวลา"},
    "ไฟล์และภาพถ่าย": {
        "file.take": "ดาวน์โหลดไฟล์",
        "file.ask": "สั่งทำไฟล์",
        "photo.view": "เปิดดูภาพถ่าย",
        "photo.release": "เผยแพร่ภาพพื้นที่ต้นแบบ",
        "photo.take_back": "เลิกเผยแพร่ภาพพื้นที่ต้นแบบ",
        "memo.texts": "แก้ไขข้อความในบันทึกข้อความ",
        "memo.template": "เปลี่ยนแม่แบบบันทึกข้อความ",
        "memo.crest": "เปลี่ยนภาพตราครุฑ",
        "memo.crest_drop": "เลิกใช้ภาพตราครุฑ",
        "memo.template_drop": "เลิกใช้แม่แบบบันทึกข้อความ",
        "audit.take": "ดาวน์โหลดบันทึกการใช้งาน",
    },
    "เจ้าหน้าที่และใบเชิญ": {
        "invite.mail": "ส่งใบเชิญทางอีเมล",
        "join.ask": "ขอเข้าร่วมหน่วยงาน",
        "join.enter": "เข้าร่วมด้วยใบเชิญ",
        "join.mailbox": "เข้าร่วมด้วยรหัสทางอีเมล",
        "join.approve": "อนุมัติคำขอเข้าร่วม",
        "join.refuse": "ไม่อนุมัติคำขอเข้าร่วม",
        "join.end": "ถอดออกจากหน่วยงาน",
        "invite.create": "ออกใบเชิญ",
        "invite.cancel": "ยกเลิกใบเชิญ",
        "invite.wrong": "กรอกรหัสเชิญไม่ถูกต้อง",
        "invite.stopped": "ระงับการกรอกรหัสเชิญชั่วคราว",
        "mailbox.ask": "ขอรหัสทางอีเมล",
        "mailbox.wrong": "กรอกรหัสทางอีเมลไม่ถูกต้อง",
        "mailbox.object": "ทักท้วงเจ้าหน้าที่ใหม่",
        "consent": "ยอมรับประกาศความเป็นส่วนตัว",
        "person.data": "ดาวน์โหลดข้อมูลของตนเอง",
        "person.forget": "ลบข้อมูลของตนเอง",
    },
    "แบบรายงานและการตั้งค่า": {
        "form.draft": "นำเข้าร่างแบบรายงาน",
        "form.draft_drop": "ลบร่างแบบรายงาน",
        "form.publish": "เผยแพร่แบบรายงาน",
        "form.withdraw": "เลิกใช้แบบรายงาน",
        "programme.create": "เพิ่มเรื่องที่ให้รายงาน",
        "programme.change": "แก้ไขเรื่องที่ให้รายงาน",
        "unit.contact": "แก้ไขข้อมูลติดต่อ",
        "units.bring": "ส่งไฟล์ทะเบียนเข้ามาตรวจ",
        "units.drop": "ยกเลิกไฟล์ทะเบียนที่ส่งเข้ามา",
        "units.desk": "ปรับปรุงทะเบียน อปท.",
        "units.import": "นำเข้าทะเบียน อปท.",
        "boundaries.import": "นำเข้าแนวเขตอำเภอและจังหวัด",
        "library.add": "เพิ่มเรื่องในคลังความรู้",
        "library.change": "แก้ไขเรื่องในคลังความรู้",
        "library.hide": "ซ่อนเรื่องในคลังความรู้",
        "library.show": "แสดงเรื่องในคลังความรู้อีกครั้ง",
        "library.order": "จัดลำดับในคลังความรู้",
        "library.file": "เพิ่มหรือเปลี่ยนไฟล์ในคลังความรู้",
        "library.file_drop": "นำไฟล์ออกจากคลังความรู้",
        "menu.install": "ติดตั้งเมนูในแชต",
        "setup.init": "ติดตั้งข้อมูลเริ่มต้น",
    },
    "การเข้าใช้หน้าเว็บผู้กำกับดูแล": {"desk.in": "เข้าหน้าเว็บ", "desk.out": "ออกจากหน้าเว็บ"},
    "การดูแลระบบ": {
        "backup.take": "สำรองข้อมูล",
        "backup.restore": "กู้คืนข้อมูล",
        "deadletter.show": "เปิดดูข้อความที่ประมวลผลไม่ได้",
        "deadletter.replay": "ประมวลผลข้อความที่ค้างอีกครั้ง",
        "deadletter.drop": "ลบข้อความที่ประมวลผลไม่ได้",
    },
}
ACTIONS: Mapping[str, str] = {action: words for group in GROUPS.values() for action, words in group.items()}
# The file's columns: time in Thailand, who (number, name), act (code, in words), office (code, name), row, facts
COLUMNS = (
    *("เวลา (ประเทศไทย)", "เลขที่ผู้ทำรายการ", "ชื่อผู้ทำรายการ", "รหัสรายการ", "รายการ"),
    *("รหัสหน่วยงาน", "หน่วยงาน", "ข้อมูลที่เกี่ยวข้อง", "รายละเอียด"),
)
# Whoever did it is no person of the chat: the clock, or a command on the server
SYSTEM = "ระบบหรือผู้ดูแลระบบ"
# Somebody whose data was deleted since
FORGOTTEN = "ผู้ที่ลบข้อมูลแล้ว"
# This is no date we can read, so nothing is narrowed down by it: type it like …
BAD_DAY = "อ่านวันที่ไม่ได้ จึงยังไม่ได้กรองตามวันนี้ กรุณาพิมพ์ เช่น 1 ต.ค. 2569"
FILE_NAME = "บันทึกการใช้งาน.csv"
# What kinds of files are called, by `kind` of `file.take`: workbook, table, JSON, memo, its template, invitations,
# form, a list of a form, readers of the library, posters, a signed letter
_KINDS: Mapping[str, str] = {
    "xlsx": "Excel",
    "csv": "CSV",
    "json": "JSON",
    "memo": "บันทึกข้อความ",
    "memo_template": "แม่แบบบันทึกข้อความ",
    "invites": "ใบเชิญ",
    "form": "แบบรายงาน",
    "form_list": "รายการตัวเลือกของแบบรายงาน",
    "readers": "ผู้อ่านคลังความรู้",
    "posters": "โปสเตอร์",
    "letter": "ไฟล์หนังสือ",
}


def too_many(lines: int, most: int) -> str:
    # … lines are more than one file holds (…): please choose fewer days.
    return f"พบ {lines:,} รายการ ไฟล์เดียวมีได้ไม่เกิน {most:,} รายการ กรุณาเลือกช่วงวันให้แคบลง"


def facts(detail: Mapping[str, Any] | None) -> str:
    """What is worth reading of a line's facts; the file has all of them."""
    known = detail or {}
    parts = []
    if known.get("kind") in _KINDS:
        parts.append(_KINDS[known["kind"]])
    if known.get("level") in LEVELS:
        parts.append(f"ระดับ{LEVELS[known['level']]}")  # level …
    if known.get("period"):
        parts.append(name_in_short(known["period"]))
    if known.get("revision"):
        parts.append(f"ฉบับที่ {write_number(known['revision'])}")  # version …
    # … offices, … people, … sheets, … lines
    units = (("offices", "หน่วยงาน"), ("people", "คน"), ("sheets", "ใบ"), ("lines", "รายการ"))
    parts += [f"{write_number(known[key])} {unit}" for key, unit in units if isinstance(known.get(key), int)]
    return " · ".join(parts)
