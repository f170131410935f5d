"""A report sent back, as its officer reads it: which questions, why, and that all is corrected."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import tap
from bot.messages import Button, Card, Row, Section, Text, Tone
from bot.texts.reporting.report import about, title

# Why something is sent back, by its code (`services/reviewing/points.REASONS`), in the order of their numbers: not
# clear, the value is hardly possible, the photo does not show what is reported, of another month, detail is missing,
# other.
REASONS = {
    "unclear": "ข้อมูลไม่ชัดเจน",
    "impossible": "ค่าไม่น่าเป็นไปได้",
    "photo": "ภาพไม่ตรงกับที่รายงาน",
    "wrong_month": "ไม่ใช่ข้อมูลของงวดนี้",
    "missing": "รายละเอียดไม่ครบ",
    "other": "อื่น ๆ",
}
# the reason of the extra days that an office has to correct a report
TO_MEND = "ขยายเวลาเพื่อแก้ไขรายงานที่ส่งกลับ"
# the whole report
WHOLE = "รายงานทั้งฉบับ"

# Everything that was sent back has been gone through. Look it over and send the report again.
ALL_MENDED = "ครบทุกข้อที่ส่งกลับแล้วค่ะ ตรวจทานแล้วกด “ส่งรายงาน” อีกครั้ง"
# The button of a return that is over, or of somebody else's report: one answer for both.
# This report is not waiting for a correction of yours. Type "report" or "status".
NOT_WAITING = Text(
    "รายงานนี้ไม่ได้รอการแก้ไขของท่านแล้วค่ะ\nพิมพ์ “รายงาน” เพื่อทำรายงาน หรือ “สถานะ” เพื่อดูว่าส่งแล้วหรือยัง",
    quick=(
        tap("รายงาน", "report"),  # report
        tap("สถานะ", "status"),  # status
    ),
)


def why(reason: str, words: str = "") -> str:
    """The reason in words; what was typed stands for "other" and after any other reason."""
    named = REASONS.get(reason, REASONS["other"])
    if not words:
        return named
    return words if reason == "other" else f"{named} ({words})"


def this_one(reason: str, words: str, shown: str) -> str:
    """Before the question that was sent back: why, and what was answered."""
    # This one was sent back to be corrected. Reason: … What was sent: …
    lines = ["↩ ข้อนี้ถูกส่งกลับให้แก้ไข", f"เหตุผล: {why(reason, words)}"]
    return "\n".join([*lines, f"ที่ส่งไว้: {shown}"] if shown else lines)


def whole_report(reason: str, words: str) -> str:
    """At the review: the report as a whole was sent back."""
    # The whole report was sent back. Reason: …
    return f"↩ รายงานถูกส่งกลับทั้งฉบับ\nเหตุผล: {why(reason, words)}"


def landing(period: str, office: str, count: int, until: str) -> str:
    """Before the first of the questions that were sent back."""
    # Report of October 2569, sent back: n question(s); can be sent until …
    what = f"ถูกส่งกลับให้แก้ไข {count} ข้อ" if count else "ถูกส่งกลับให้แก้ไข"
    return f"{title(period)}\n{office}\n{what} ส่งใหม่ได้ถึง{until}"


def sent_back(
    period: str,
    subject: str,
    office: str,
    by: str,
    points: Sequence[tuple[str, str, str, str]],
    report_id: int,
    until: str,
) -> Card:
    """To the office's people. `points` are (question, what was sent, reason, words); the question is "" for all of it.

    `by` is the supervising office, `until` the last day in words.
    """
    rows = tuple(
        Row(
            question or WHOLE,
            # Sent: … / Reason: …
            "\n".join([f"ที่ส่งไว้: {shown}"] * bool(shown) + [f"เหตุผล: {why(reason, words)}"]),
            Tone.WARN,
            button=_correct(report_id, question or WHOLE, number),
        )
        for number, (question, shown, reason, words) in enumerate(points, 1)
    )
    return Card(
        title="รายงานถูกส่งกลับให้แก้ไข",  # a report was sent back to be corrected
        subtitle=f"{title(period)}\n{office}",
        # … asks you to correct what is below; it can be sent until … . Tap the button, or type "report".
        text=f"{by} ขอให้แก้ไขตามรายการด้านล่าง ส่งใหม่ได้ถึง{until}\nแตะปุ่มเพื่อไปที่ข้อนั้นทันที หรือพิมพ์ “รายงาน” คำตอบอื่นยังอยู่ครบค่ะ",
        sections=(about(subject), Section("ข้อที่ต้องแก้ไข", rows)),  # to be corrected
        buttons=(_correct(report_id, "แก้ไขรายงาน"),),  # correct the report
        tone=Tone.WARN,
        # Sent back: report, office, questions and reasons
        alt="\n".join(
            [
                f"ส่งกลับให้แก้ไข: {title(period)}",
                office,
                *(f"{question or WHOLE}: {why(reason, words)}" for question, _, reason, words in points),
            ]
        ),
        must_arrive=True,
    )


def unlocked(period: str, subject: str, office: str, by: str, words: str, report_id: int, until: str) -> Card:
    """To the office's people: what was approved may be changed again."""
    return Card(
        title="เปิดให้แก้ไขรายงานแล้ว",  # the report is open for changes
        subtitle=f"{title(period)}\n{office}",
        # … has withdrawn the approval. Reason: … . You can change it until … ; if you do not, it stands as sent.
        text=f"{by} ยกเลิกการรับรองแล้ว\nเหตุผล: {words}\nแก้ไขได้ถึง{until} หากไม่แก้ไข รายงานเดิมยังมีผลตามที่ส่งไว้\n"
        "แตะปุ่ม หรือพิมพ์ “แก้ไขรายงาน”",
        sections=(about(subject),),
        # correct the report
        buttons=(tap("แก้ไขรายงาน", "report.amend", primary=True, r=report_id),),
        tone=Tone.WARN,
        must_arrive=True,
    )


def _correct(report_id: int, label: str, number: int = 0) -> Button:
    # What the chat shows: correct / correct: <question>
    shows = "แก้ไขรายงาน" if not number else f"แก้ไข {label}"
    return tap(label, "report.mend", shows, primary=not number, r=report_id, n=number)
