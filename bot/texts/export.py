"""Heads and words of the workbook that goes up: one row an office."""

from __future__ import annotations

from collections.abc import Mapping

# report
SHEET = "รายงาน"
YES, NO = "ใช่", "ไม่ใช่"  # yes, no
PARTS = ("ละติจูด", "ลองจิจูด")  # latitude, longitude
RAI, BAHT = "ไร่", "บาท"  # rai (land), baht
ROW = "ลำดับ"  # number in the list

HEADS: Mapping[str, str] = {
    "code": "รหัส",  # code
    "kind": "ประเภท",  # kind
    "name": "หน่วยงาน",  # office
    "district": "อำเภอ",  # district
    "province": "จังหวัด",  # province
    "status": "สถานะ",  # status
    "nothing": "ไม่มีการดำเนินงาน",  # nothing to report
    "on_time": "ทันกำหนด",  # on time
    "submitted_at": "ส่งเมื่อ",  # submitted at
    "form_version": "แบบฉบับที่",  # version of the form
}
STATUSES: Mapping[str, str] = {
    "missing": "ยังไม่ส่ง",  # not submitted
    "submitted": "ส่งแล้ว",  # submitted
    "resubmitted": "ส่งใหม่แล้ว",  # submitted again
    "returned": "ส่งกลับแก้ไข",  # returned
    "approved": "รับรองแล้ว",  # approved
    "nothing_to_report": "ไม่มีการดำเนินงาน",  # nothing to report
}


def with_unit(label: str, unit: str) -> str:
    """`จัดอบรมบุคลากร (ครั้ง)`."""
    return f"{label} ({unit})" if unit and unit not in label else label


def head(label: str, part: int | None) -> str:
    """A column's head; `part` is which of a point's two numbers it holds, None for anything else."""
    return label if part is None else f"{label} {PARTS[part]}"


def page_title(title: str, month: str) -> str:
    """Stands at the top of each printed page."""
    # title, report for the month of …
    return f"{title} รายงานประจำเดือน{month}"


def page_number() -> str:
    # page n of m, as spreadsheets write it
    return "หน้า &P จาก &N"
