"""Who has sent, in words: the outcome of an office's month, what is striking about a report, who has approved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.thai.dates import write_date, write_short_date
from bot.thai.numbers import write_number
from bot.thai.periods import period_name
from bot.thai.times import BANGKOK, write_time


@dataclass(frozen=True, slots=True)
class Mark:
    """`sign` is one letter for narrow places, `label` the words, `tone` a colour by its name."""

    sign: str
    label: str
    tone: str


# The outcome of a month, by `services.obligations.due_months.Outcome`: sent on time, late, nothing to report, sent
# back, not sent (can still be), never sent, not asked
OUTCOMES: Mapping[str, Mark] = {
    "on_time": Mark("✓", "ส่งทันกำหนด", "good"),
    "late": Mark("!", "ส่งเกินกำหนด", "warn"),
    "nothing": Mark("–", "ไม่มีการดำเนินงาน", "info"),
    "returned": Mark("↩", "ส่งกลับแก้ไข", "amber"),
    "open": Mark("○", "ยังไม่ส่ง", "plain"),
    "missing": Mark("✗", "ไม่ได้ส่ง", "bad"),
    "not_expected": Mark("", "ไม่ต้องส่ง", "none"),
}
# district, province, department
LEVELS: Mapping[str, str] = {"district": "อำเภอ", "province": "จังหวัด", "department": "กรม"}
# What is striking, by `services.assessment.flags.Flag`, in a few words: a required answer is missing, all figures as in
# the month before, a photo seen before, taken at another time, a point outside the office's area, a photo taken at
# another place, a figure unlike the usual, a running total that fell, the same words three months running, late,
# changed after it was approved
FLAGS: Mapping[str, str] = {
    "missing": "ตอบไม่ครบ",
    "same": "ตัวเลขเหมือนครั้งก่อน",
    "photo": "ภาพซ้ำ",
    "taken": "วันถ่ายภาพไม่ตรงงวด",
    "elsewhere": "จุดอยู่นอกเขต",
    "far": "ถ่ายภาพไกลจากพิกัด",
    "outlier": "ตัวเลขต่างจากปกติ",
    "falls": "ยอดรวมลดลง",
    "repeated": "ข้อความซ้ำ 3 ครั้ง",
    "late": "เกินกำหนด",
    "changed": "แก้ไขหลังรับรอง",
}
# What a table can be narrowed to, by its value in the address: all, not sent, sent back, sent, late, nothing to report,
# with something to look at, waits for your approval, approved, nobody registered
FILTERS: Mapping[str, str] = {
    "": "ทั้งหมด",
    "missing": "ยังไม่ส่ง",
    "returned": "ส่งกลับแก้ไข",
    "sent": "ส่งแล้ว",
    "late": "ส่งเกินกำหนด",
    "nothing": "ไม่มีการดำเนินงาน",
    "flagged": "มีข้อสังเกต",
    "waiting": "รอท่านรับรอง",
    "approved": "รับรองแล้ว",
    "unregistered": "ไม่มีผู้ลงทะเบียน",
}
# What a table can be sorted by: district, office, status, sent at, score, last contact
SORTS: Mapping[str, str] = {
    "district": "อำเภอ",
    "name": "ชื่อหน่วยงาน",
    "status": "สถานะ",
    "sent": "ส่งเมื่อ",
    "score": "คุณภาพ",
    "contact": "ใช้งานล่าสุด",
}
# The same for a table of areas: area, expected, sent, on time, not sent, approved, score
AREA_SORTS: Mapping[str, str] = {
    "name": "พื้นที่",
    "expected": "ต้องส่ง",
    "rate": "ส่งแล้ว",
    "on_time": "ทันกำหนด",
    "missing": "ยังไม่ส่ง",
    "approved": "รับรองแล้ว",
    "score": "คุณภาพ",
}

# What the shades of a map mean, by `shade`: all have sent; 75 % or more, not all; 50 % or more; 25 % or more; less; no
# office has to send
SHADES: Mapping[str, str] = {
    "4": "ส่งครบทุกแห่ง",
    "3": "ส่งแล้ว 75% ขึ้นไป แต่ยังไม่ครบ",
    "2": "ส่งแล้ว 50% ขึ้นไป แต่ไม่ถึง 75%",
    "1": "ส่งแล้ว 25% ขึ้นไป แต่ไม่ถึง 50%",
    "0": "ส่งแล้วไม่ถึง 25%",
    "": "ไม่มีหน่วยงานที่ต้องส่ง",
}


def outcome(name: str, *, has_draft: bool = False, is_overdue: bool = False, is_again: bool = False) -> Mark:
    """An office's month with what else is known of it: begun, past its due day, sent again after it was sent back."""
    found = OUTCOMES[name]
    if name == "open":
        words = "กรอกค้างไว้" if has_draft else found.label  # begun / not sent
        # … past the due day
        return Mark(found.sign, f"{words} เกินกำหนด", "bad") if is_overdue else Mark(found.sign, words, "plain")
    if is_again:
        # corrected and sent again
        return Mark(found.sign, "แก้ไขแล้ว ส่งใหม่", found.tone)
    return found


def flag(kind: str) -> str:
    """In a few words; a kind that is not known here stands as it is. `outlier-confirmed` was by its officer."""
    name, is_sure, _ = kind.partition("-")
    words = FLAGS.get(name, kind)
    return f"{words} (ยืนยันแล้ว)" if is_sure and name in FLAGS else words  # … (confirmed)


def flag_in_full(found: Mapping[str, Any]) -> str:
    """A flag of `Report.content` as a sentence beside the answer or the report."""
    # … · confirmed by the officer who reports
    return f"{_in_full(found)} · ยืนยันแล้วโดยผู้รายงาน" if found.get("confirmed") else _in_full(found)


def _in_full(found: Mapping[str, Any]) -> str:
    match found.get("kind"):
        case "missing":
            return "ข้อนี้ต้องตอบ แต่ไม่มีคำตอบ"  # has to be answered and is not
        case "same":
            # All figures are those of October's report
            return f"ตัวเลขทุกข้อเหมือนรายงาน{period_name(found['period'])}"
        case "photo":
            return _used_before(found)
        case "taken":
            return _taken_then(found)
        case "elsewhere":
            return "จุดอยู่นอกเขตของหน่วยงาน หรือไกลจากแปลงที่เคยรายงาน"  # outside the area, or far from earlier plots
        case "far":
            return _taken_there(found)
        case "outlier":
            # Unlike the usual: about 40
            return f"ต่างจากปกติมาก ปกติประมาณ {write_number(round(float(found['usual']), 2))}"
        case "falls":
            # The running total has fallen: September 2569 said 12
            before = write_number(round(float(found["before"]), 2))
            return f"ยอดรวมลดลง {period_name(found['period'])} รายงานไว้ {before}"
        case "repeated":
            return "ข้อความเหมือนกับรายงาน 2 ฉบับก่อนหน้า"  # word for word as in the two reports before
        case "late":
            return "ส่งเกินกำหนด"  # sent late
        case "changed":
            # Changed after the district had approved it
            return f"แก้ไขหลังจาก{LEVELS.get(found.get('level', ''), '')}รับรองแล้ว"
        case other:
            return flag(str(other))


def percent(share: float | None) -> str:
    """`66.7%`, `100%`; a dash where there is nothing to have a share of. Never rounded up to 100, nor down to 0."""
    if share is None:
        return "–"
    if share in (0, 1):
        return f"{share:.0%}"
    return f"{min(max(share * 100, 0.1), 99.9):.1f}%"


def whole_percent(share: float | None) -> str:
    """The same for narrow places, without decimals and sign."""
    return "" if share is None else f"{round(min(max(share * 100, 1 if share else 0), 99 if share < 1 else 100))}"


def shade(share: float | None) -> str:
    """Which of five shades a share has: `0` to `4`, only a whole one is `4`; empty where there is none."""
    if share is None:
        return ""
    return "4" if share == 1 else str(min(3, int(share * 4)))


def score(value: float | None) -> str:
    """A content score out of 100."""
    return "–" if value is None else f"{value:.0f}"


def received(at: datetime) -> str:
    # received by the system at … (where that was later than the act itself)
    return f"ระบบได้รับ {short_moment(at)}"


def short_moment(at: datetime) -> str:
    """`5 ก.ค. 69 09:30 น.` in Bangkok; `at` is aware."""
    local = at.astimezone(BANGKOK)
    return f"{write_short_date(local.date())} {write_time(local.time())}"


def short_day(at: datetime) -> str:
    """`5 ก.ค. 69` in Bangkok."""
    return write_short_date(at.astimezone(BANGKOK).date())


def approved(done: int, skipped: Sequence[str]) -> str:
    """After approving several: how many, and how many were left and why."""
    if not done and not skipped:
        return "ไม่มีรายงานที่รับรองได้ในขณะนี้"  # nothing can be approved at present
    words = f"รับรองแล้ว {done} ฉบับ"  # approved: n
    if not skipped:
        return words
    # … left as they are: …
    reasons = dict.fromkeys(skipped)
    lines = [f"{REFUSED.get(reason, reason)} {skipped.count(reason)} ฉบับ" for reason in reasons]
    return f"{words}\nไม่ได้รับรอง: {', '.join(lines)}"


# Why an act on a report was refused, by `services.reviewing.decisions.ReviewRefused.reason`.
REFUSED: Mapping[str, str] = {
    "stale": "รายงานเปลี่ยนไปแล้วตั้งแต่ท่านเปิดหน้านี้",  # it has changed since you opened this page
    "not_sent": "หน่วยงานยังไม่ได้ส่งรายงาน",  # the office has not sent it
    "returned": "ส่งกลับให้แก้ไขอยู่แล้ว",  # it is with the office already, to be corrected
    "already": "ระดับของท่านรับรองแล้ว",  # your level has approved it already
    # you have sent or amended it yourself: somebody else has to approve it
    "own": "ท่านเป็นผู้ส่งหรือแก้ไขรายงานนี้เอง ต้องให้ผู้อื่นรับรอง",
    "below_first": "ระดับก่อนหน้ายังไม่ได้รับรอง",  # the level below has not approved it yet
    "no_level": "เรื่องนี้ไม่ต้องรับรองที่ระดับของท่าน",  # this programme is not approved at your level
    "locked": "ระดับถัดไปรับรองแล้ว",  # a higher level has approved it
    "not_approved": "รายงานนี้ยังไม่ได้รับรอง",  # it is not approved
    "no_words": "โปรดระบุเหตุผลเป็นข้อความ",  # please give the reason in words
    # an explanation is typed and no reason chosen: choose one, or delete the words where nothing is to go back
    "no_reason": "โปรดเลือกเหตุผลของข้อที่พิมพ์คำอธิบายไว้ หรือลบคำอธิบายหากไม่ส่งข้อนั้นกลับ",
    "nothing": "ยังไม่ได้เลือกข้อที่จะส่งกลับ",  # no question is chosen
    "unknown": "ไม่พบข้อที่เลือกในรายงานนี้",  # the chosen question is not in this report
    "closed": "หน่วยงานนี้ไม่ต้องส่งรายงานของงวดนี้แล้ว",  # the office no longer owes this month
}
# Before approving several: the list has changed since you looked; nothing is approved yet, please look again
LOOK_AGAIN = "รายการเปลี่ยนไปหลังจากท่านเปิดดู ยังไม่ได้รับรอง โปรดตรวจสอบอีกครั้ง"
# After an act: approved; sent back, the officers have been told; unlocked
APPROVED = "รับรองรายงานแล้ว"
SENT_BACK = "ส่งกลับให้แก้ไขแล้ว และแจ้งเจ้าหน้าที่ของหน่วยงานแล้ว"
UNLOCKED = "ยกเลิกการรับรองแล้ว หน่วยงานแก้ไขรายงานได้"
# What a change of a report was, by `services.reviewing.decisions.Change.action`: sent, amended, corrected and sent
# again, sent back, approved, approval withdrawn
ACTIONS: Mapping[str, str] = {
    "submitted": "ส่งรายงาน",
    "amended": "แก้ไขและส่งใหม่",
    "resubmitted": "แก้ไขตามที่ส่งกลับ",
    "returned": "ส่งกลับให้แก้ไข",
    "approved": "รับรอง",
    "unlocked": "ยกเลิกการรับรอง",
    "replied": "ตอบกลับหน่วยงาน",
}


def approved_one(office: str, *, is_last: bool) -> str:
    # … is approved; this is the next one / no other report of this month waits for you
    return f"รับรองรายงานของ {office} แล้ว {'ไม่มีฉบับอื่นรอท่านรับรองในงวดนี้' if is_last else 'ฉบับต่อไปคือฉบับนี้'}"


def replied(told: int | None) -> str:
    # This reply has been given before / is sent to n people / is kept; nobody of the office can be reached: please
    # tell them yourself
    if told is None:
        return "ส่งคำตอบนี้ไปก่อนหน้านี้แล้ว"
    if told:
        return f"ส่งคำตอบถึงเจ้าหน้าที่ {told} คนแล้ว"
    return "บันทึกคำตอบแล้ว แต่หน่วยงานนี้ยังไม่มีผู้ที่รับข้อความได้ โปรดแจ้งหน่วยงานโดยตรง"


def _used_before(found: Mapping[str, Any]) -> str:
    """A flag `photo` as its reader may see it (`services/reviewing/photo_origins`): `own` where the report has it
    twice, `period` and `office` (None for the same one) where they may be told."""
    is_near = bool(found.get("near"))
    if found.get("own"):
        # Nearly like / the same as another photo of this report
        return "ภาพนี้เกือบเหมือนอีกภาพหนึ่งในรายงานฉบับนี้" if is_near else "ภาพนี้ซ้ำกับอีกภาพหนึ่งในรายงานฉบับนี้"
    if found.get("period"):
        month, office = period_name(found["period"]), found.get("office")
        # … of this office / of …
        whose = f"{month} ของ {office}" if office else f"{month} ของหน่วยงานนี้"
        # Nearly like a photo in the report of … / was used already in the report of …
        return f"ภาพนี้เกือบเหมือนภาพในรายงาน{whose}" if is_near else f"ภาพนี้เคยใช้แล้วในรายงาน{whose}"
    # Nearly like a photo that another office used / another office used this photo
    return "ภาพนี้เกือบเหมือนภาพที่หน่วยงานอื่นเคยใช้รายงาน" if is_near else "หน่วยงานอื่นเคยใช้ภาพนี้รายงานแล้ว"


def _taken_then(found: Mapping[str, Any]) -> str:
    """A flag `taken`."""
    day = write_date(date.fromisoformat(found["day"]))
    # The photo's own data say that it was taken on …, after it was sent / before the month of the report
    when = "ซึ่งเป็นวันหลังจากส่งภาพ" if found.get("ahead") else "ก่อนช่วงเวลาของรายงาน"
    return f"ข้อมูลในภาพระบุว่าถ่ายเมื่อ {day} {when}"


def _taken_there(found: Mapping[str, Any]) -> str:
    """A flag `far`."""
    # The photo's own data say that it was taken about … km from the coordinates in the report
    return f"ข้อมูลในภาพระบุว่าถ่ายห่างจากพิกัดในรายงานประมาณ {found['km']:,} กิโลเมตร"
