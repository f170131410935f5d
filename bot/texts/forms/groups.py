"""Where groups and repeats of a form begin and end: Thai and English side by side."""

from __future__ import annotations

from bot.texts.forms.words import WordedAs, said

GROUPS: dict[str, WordedAs] = {
    "end-without-begin": said(
        "มี end_{0} แต่ไม่มี begin_{0} ก่อนหน้า",
        "end_{0} without a begin_{0} before it",
        "ลบแถวนี้ หรือเพิ่ม begin_{0}",
        "delete this row, or add begin_{0}",
    ),
    "end-of-another": said(
        "end_{0} ปิด begin_{1} ของ {2} (แถว {3}) ไม่ได้",
        "end_{0} cannot close begin_{1} of {2} (row {3})",
        "แก้เป็น {s}",
        "write {s}",
    ),
    "begin-without-end": said(
        "begin_{0} ของ {1} ไม่มี end_{0} ปิด",
        "begin_{0} of {1} is never closed",
        "เพิ่มแถว end_{0} หลังข้อสุดท้ายของกลุ่ม",
        "add a row end_{0} after its last question",
    ),
}
