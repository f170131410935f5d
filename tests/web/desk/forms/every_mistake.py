"""A workbook with one of each mistake that authors were seen to make, as Excel holds them."""

from __future__ import annotations

import datetime
import io

from openpyxl import Workbook

_HEAD = (
    "type", "name", "label::ไทย (th)", "label::English (en)", "required", "relevant", "constraint",
    "constraint_message", "calculation", "default", "choice_filter", "appearance", "parameters", "repeat_count",
    "trigger", "instance::my tag", "labelReport",
)  # fmt: skip


def _row(kind: str, name: str = "", label: str = "", **cells: object) -> dict[str, object]:
    return {"type": kind, "name": name, "label::ไทย (th)": label, "label::English (en)": label and "x", **cells}


_SURVEY = [
    _row("select_one yn\u200b", "has", "มีหรือไม่", required="ใช่"),
    _row("integer", "people", "กี่คน", constraint=". <= 1,000,000", constraint_message="ไม่เกินล้าน", default="๕"),
    _row("text", "truth", "ก", relevant="if(${people} > 1, TRUE, FALSE)"),
    _row("text", "nothing", "ข", relevant="${people} != null"),
    _row("text", "wide", "ค", relevant="（${has} ＝ 'y'）"),
    _row("date", "day", "วันที่", required="yes", constraint=". >= date('2569-10-01')", constraint_message="ต.ค."),
    _row("Begin Group", "g1", "หมวดหนึ่ง"),
    _row("Select one from yn", "again", "อีกครั้ง"),
    _row("End Group"),
    _row("begin group", "g2", "หมวดสอง"),
    _row("begin group", "meta", "หมวดใน"),
    _row("text", "inner", "ในหมวด ${ people } คน"),
    _row("end group"),
    _row("end group"),
    _row("calculate", "set", "", trigger="${nosuch}", calculation="1"),
    _row("text", "spoken", "ง", relevant="${people} > 1 และ ${people} < 5"),
    _row("image", "photo", "ภาพ", parameters="max-pixels=abc"),
    _row("image", "signed", "ลายมือชื่อ", appearance="signature"),
    _row("select_one lv", "level", "ระดับ [ใด](https://x.example)"),
    _row("select_one_from_file offices", "office", "หน่วยงาน"),
    _row("integer", "many", "กี่แปลง"),
    _row("begin repeat", "plots", "แปลง", repeat_count="${many}"),
    _row("text", "plot", "ชื่อแปลง"),
    _row("end repeat"),
    _row("audit", "audit"),
    _row("text", "tagged", "จ", **{"instance::my tag": "hot", "labelReport": "x"}),
    _row("text", "unseen", "มี ${ha\u200bs}"),
    _row(
        "date",
        "late",
        "วันที่",
        constraint=". >= date('2026-10-31') and . <= date('2026-10-01')",
        constraint_message="ต.ค.",
    ),
    _row(
        "date",
        "one",
        "วันที่",
        constraint=". >= date('2026-10-01') and . <= date('2026-10-01')",
        constraint_message="1 ต.ค.",
    ),
    _row("text", "numbered", "มี ${1x} คน"),
    _row("date", "old", "วันที่", required="yes", constraint=". < date('1800-01-01')", constraint_message="ก่อนนั้น"),
    _row("text", "merged", "ฉ"),
    _row("text", "", "ช"),
    _row("integer", "typed", "ซ"),
    _row("", "untyped", "ฌ"),
    _row("select_one yn or_other", "other", "อื่น ๆ"),
    _row("start-geopoint", "begun_at"),
    _row("deviceid", "device"),
    _row("image", "drawn", "แผนผัง", appearance="draw"),
    _row("text", "looks", "ญ", appearance="thumbnail"),
    _row("text", "marked", "<strong>ตัวหนา</strong> ![ภาพ](a.png)"),
    _row("date", "kept", "วันเริ่ม", default=datetime.date(2026, 10, 1)),
    _row("begin group", "meta", "หมวด meta"),
    _row("begin group", "meta", "หมวด meta ใน meta"),
    _row("text", "deep", "ในสุด"),
    _row("end group"),
    _row("end group"),
]
_CHOICES: list[list[object]] = [
    ["list_name", "name", "label::ไทย (th)", "label::English (en)", "label::English (en)"],
    ["yn", "y", "มี", "Yes", "Yes"],
    ["yn", "n", "ไม่มี", "No", "No"],
    ["lv", datetime.date(2026, 10, 1), "มาก", "Much", ""],
    [None, "b", "น้อย", "Little", ""],
    ["unused", "a", "ก", "A", ""],
]
_SETTINGS: list[list[object]] = [
    ["form_title", "form_id", "form_id", "default_language"],
    ["แบบที่มีข้อผิดทุกอย่าง", "every", "every", "Thai"],
]


def every_mistake() -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    book.remove(book.active)
    survey: list[list[object]] = [list(_HEAD), *([row.get(head) for head in _HEAD] for row in _SURVEY)]
    for name, rows in (("survey", survey), ("choices", _CHOICES), ("settings", _SETTINGS)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book["choices"].merge_cells("A4:A5")
    book["survey"].merge_cells("B33:B34")
    book["survey"].merge_cells("A35:A36")
    book["survey"].row_dimensions[20].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
