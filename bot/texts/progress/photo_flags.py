"""What is striking about a photo, as a sentence beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.thai.dates import write_date, write_period


def used_before(found: Mapping[str, Any]) -> str:
    """A flag `photo` as its reader may see it (`services/reviewing/photo_origins`): `own` where the report has it
    twice, `period` and `office` (None for the same one) where they may be told."""
    is_near = bool(found.get("near"))
    if found.get("own"):
        # Nearly like / the same as another photo of this report
        return "ภาพนี้เกือบเหมือนอีกภาพหนึ่งในรายงานฉบับนี้" if is_near else "ภาพนี้ซ้ำกับอีกภาพหนึ่งในรายงานฉบับนี้"
    if found.get("period"):
        month, office = write_period(found["period"]), found.get("office")
        # … of this office / of …
        whose = f"เดือน{month} ของ {office}" if office else f"เดือน{month} ของหน่วยงานนี้"
        # Nearly like a photo in the report of … / was used already in the report of …
        return f"ภาพนี้เกือบเหมือนภาพในรายงาน{whose}" if is_near else f"ภาพนี้เคยใช้แล้วในรายงาน{whose}"
    # Nearly like a photo that another office used / another office used this photo
    return "ภาพนี้เกือบเหมือนภาพที่หน่วยงานอื่นเคยใช้รายงาน" if is_near else "หน่วยงานอื่นเคยใช้ภาพนี้รายงานแล้ว"


def taken_then(found: Mapping[str, Any]) -> str:
    """A flag `taken`."""
    day = write_date(date.fromisoformat(found["day"]))
    # The photo's own data say that it was taken on …, after it was sent / before the month of the report
    when = "ซึ่งเป็นวันหลังจากส่งภาพ" if found.get("ahead") else "ก่อนช่วงเวลาของรายงาน"
    return f"ข้อมูลในภาพระบุว่าถ่ายเมื่อ {day} {when}"


def taken_there(found: Mapping[str, Any]) -> str:
    """A flag `far`."""
    # The photo's own data say that it was taken about … km from the coordinates in the report
    return f"ข้อมูลในภาพระบุว่าถ่ายห่างจากพิกัดในรายงานประมาณ {found['km']:,} กิโลเมตร"
