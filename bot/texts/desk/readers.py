"""The desk's page about readers of the library: what it calls its figures."""

from __future__ import annotations

from bot.spans import Span, SpanKind
from bot.texts.exporting import file_names
from bot.thai.dates import write_period

# Readers of the library and of circulars
TITLE = "ผู้อ่านคลังความรู้และหนังสือเวียน"
# One for each kind of opening, in the order of VisitKind: scanned a poster, opened from the chat, opened from a page,
# opened a document, went on to the link
KINDS = ("สแกน QR", "เปิดจากแชต", "เปิดจากหน้าเว็บ", "เปิดเอกสาร", "กดลิงก์ต่อ")
# No office named
UNNAMED = "ไม่ระบุหน่วยงาน"
# month / quarter / fiscal year
SPANS = {SpanKind.MONTH: "เดือน", SpanKind.QUARTER: "ไตรมาส", SpanKind.YEAR: "ปีงบประมาณ"}
# Readers of one circular's page / nobody has read it yet
OF_CIRCULAR, NO_READER = "ผู้อ่านจากโปสเตอร์และลิงก์", "ยังไม่มีผู้อ่านจากโปสเตอร์หรือลิงก์"
# by document: slug, document / by office: code, office
ITEM_COLUMNS = ("รหัสเรื่อง", "เรื่อง", *KINDS, "รวม")
OFFICE_COLUMNS = ("รหัสหน่วยงาน", "หน่วยงาน", *KINDS, "รวม")
# readers by document, by office
_FILE_NAMES = {"item": "ผู้อ่านตามเรื่อง", "office": "ผู้อ่านตามหน่วยงาน"}
# Why an item's link does not answer, by `services/knowledge/targets.Fault`: gone, server's fault, no such host, no
# answer in time, not a safe connection, leads to an inner address, leads in a circle, not an address
FAULTS = {
    "refused": "ปลายทางแจ้งว่าเปิดไม่ได้",
    "broken": "เครื่องปลายทางขัดข้อง",
    "unknown": "ไม่พบที่อยู่ปลายทาง",
    "silent": "ปลายทางไม่ตอบ",
    "unsafe": "การเชื่อมต่อไม่ปลอดภัย",
    "private": "เป็นที่อยู่ภายในเครือข่าย",
    "circle": "ส่งต่อวนไม่สิ้นสุด",
    "address": "รูปแบบที่อยู่ไม่ถูกต้อง",
}


def span_name(span: Span) -> str:
    """The months that are shown."""
    through = write_period(str(span.through))
    if span.kind is SpanKind.MONTH:
        return f"เดือน{through}"
    first = write_period(str(span.months[0]))
    return f"เดือน{through}" if first == through else f"{first} ถึง {through}"


def file_name(by: str, span: str, place: str) -> str:
    """`ผู้อ่านตามเรื่อง ตุลาคม 2569 จังหวัดสมุทรปราการ.csv`; `by` is item or office, `span` in words."""
    return file_names.file_name(_FILE_NAMES[by], "", f"{span} {place}", "csv")
