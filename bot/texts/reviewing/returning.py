"""Sending a report back, and withdrawing an approval, as the supervisor is guided through it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import tap
from bot.limits import shorten
from bot.messages import Button, Card, Row, Section, Text, Tone
from bot.texts.reporting.report import about, title
from bot.texts.reviewing.returned import REASONS, WHOLE, why
from bot.thai.digits import quoted, tidy, up_to
from bot.thai.units import Unit, short_full_name
from bot.whole import whole

# Not sent back. The report stands as it was.
CANCELLED = Text("ยกเลิกแล้วค่ะ รายงานยังเป็นตามเดิม")
# No answer is chosen yet. Tap an answer, or type for example "send back 5".
NOTHING_CHOSEN = Text("ยังไม่ได้เลือกข้อที่จะส่งกลับค่ะ แตะคำตอบ หรือพิมพ์ เช่น ส่งกลับ 5")
# Which answer? Type its number, for example "send back 5"; for all of it "send the whole report back".
WHICH_LINE = Text("ต้องการส่งกลับข้อใดคะ พิมพ์หมายเลข เช่น ส่งกลับ 5 หรือพิมพ์ “ส่งกลับทั้งฉบับ”")
# A number or a picture where the reason could be explained.
# This message was not added.
NOT_ADDED = Text("ข้อความนี้ยังไม่ได้เพิ่มในเหตุผลค่ะ")

LONGEST_QUOTE = 300  # of what an office wrote, in a reply to it


def ask_reason(question: str, shown: str, report_id: int, revision: int, number: int) -> Card:
    """Why this answer is sent back; `question` is "" for the whole report (`number` 0)."""
    rows = tuple(
        Row(
            f"{at}. {words}",
            button=tap(words, "review.reason", r=report_id, v=revision, q=number, k=code),
        )
        for at, (code, words) in enumerate(REASONS.items(), 1)
    )
    return Card(
        title=f"ส่งกลับ: {question or WHOLE}",  # send back: …
        subtitle=f"ที่ส่งมา: {shown}" if shown else "",  # what was sent
        # Choose a reason, type its number, or write the reason yourself
        text="เลือกเหตุผล พิมพ์หมายเลข หรือพิมพ์เหตุผลเองได้เลยค่ะ",
        sections=(Section("", rows),),
        buttons=(_cancel(report_id),),
        tone=Tone.WARN,
    )


def ask_words(question: str) -> Text:
    # Type the reason for … in words, please (type "cancel" to leave it).
    return Text(f"โปรดพิมพ์เหตุผลที่ส่งกลับ{f' {quoted(question)}' if question else WHOLE} ค่ะ (พิมพ์ “ยกเลิก” หากไม่ส่งกลับ)")


def confirm(unit: Unit, period: str, points: Sequence[tuple[str, str, str]], report_id: int, revision: int) -> Card:
    """What is about to be sent back: (question, reason code, words)."""
    at = {"r": report_id, "v": revision}
    rows = tuple(Row(name or WHOLE, why(reason, words), Tone.WARN) for name, reason, words in points)
    return Card(
        title=f"จะส่งกลับ {len(points)} รายการ",  # about to send n back
        subtitle=f"{title(period)}\n{short_full_name(unit)}",
        sections=(Section("", rows),),
        # Tap "send back", or type "send"; type to explain the reason; for example "send back 7" to add another
        text="กดปุ่ม “ส่งกลับ” หรือพิมพ์ “ส่ง” เพื่อส่งกลับ\nอธิบายเหตุผลเพิ่ม พิมพ์ได้เลย\nเพิ่มข้ออื่น พิมพ์ เช่น ส่งกลับ 7",
        buttons=(
            # send back; add another; cancel
            tap(f"ส่งกลับ {len(points)} รายการ", "review.send", "ส่งกลับ", primary=True, **at),
            tap("เพิ่มข้ออื่น", "review.open", r=report_id),
            _cancel(report_id),
        ),
        tone=Tone.WARN,
    )


def sent(unit: Unit, period: str, count: int, told: int) -> Text:
    """`told` people of the office have been sent a message."""
    # Sent back: n; … . The office's people (n) have been told; you will be told when it comes again.
    words = f"ส่งกลับแล้ว {count} รายการค่ะ\n{title(period)}\n{short_full_name(unit)}\n"
    if told:
        words += f"แจ้งเจ้าหน้าที่ของหน่วยงานแล้ว {told} คน เมื่อหน่วยงานส่งใหม่ น้องจะแจ้งให้ทราบ"
    else:
        # Nobody at the office can be reached: please tell them yourself.
        words += "หน่วยงานนี้ยังไม่มีผู้ที่รับข้อความได้ โปรดแจ้งหน่วยงานโดยตรง"
    return Text(words, quick=(tap("ตรวจรายงานต่อ", "review.queue", "ตรวจรายงาน"),))  # check the next


def no_such_line(last: int) -> Text:
    # There is no such answer; type the number of one from 1 to n, for example "send back n".
    return Text(f"ไม่มีข้อนี้ในรายงานค่ะ มีข้อ {up_to(last)} พิมพ์ เช่น ส่งกลับ {last}")


def ask_unlock(unit: Unit, period: str) -> Text:
    # Why is the approval of … withdrawn? Type the reason; the office will read it ("cancel" to leave it).
    how = "โปรดพิมพ์เหตุผล หน่วยงานจะได้รับข้อความนี้ค่ะ (หากเปลี่ยนใจ พิมพ์ “ยกเลิก”)"
    return Text(f"ยกเลิกการรับรอง\n{title(period)}\n{short_full_name(unit)}\n{how}")


def unlocked(unit: Unit, period: str) -> Text:
    # The approval is withdrawn; the office has been told and may change the report.
    return Text(f"ยกเลิกการรับรองแล้วค่ะ\n{title(period)}\n{short_full_name(unit)}\nแจ้งหน่วยงานแล้ว หน่วยงานแก้ไขรายงานได้")


def read_reason(text: str) -> tuple[str, str]:
    """(code, words) of a typed reason: its number, its name, or words of one's own, which are "other". ("other", "")
    where "other" itself was chosen and its words are still to come."""
    said = tidy(text)
    codes = list(REASONS)
    if number := whole(said, len(codes)):
        return codes[number - 1], ""
    named = next((code for code, words in REASONS.items() if tidy(words) == said), None)
    if named:
        return named, ""
    return "other", said


def _cancel(report_id: int) -> Button:
    return tap("ยกเลิก", "review.cancel", r=report_id)  # cancel


def came_again(period: str, subject: str, office: str, report_id: int) -> Card:
    """To the one who had sent the report back."""
    return Card(
        title="หน่วยงานแก้ไขและส่งมาใหม่แล้ว",  # corrected and sent again
        subtitle=f"{title(period)}\n{office}",
        # The report that you sent back has been corrected. Tap to open it, or type "check reports".
        text="รายงานที่ท่านส่งกลับได้รับการแก้ไขแล้วค่ะ แตะปุ่มเพื่อตรวจ หรือพิมพ์ “ตรวจรายงาน”",
        sections=(about(subject),),
        # open the report
        buttons=(tap("เปิดรายงาน", "review.open", primary=True, r=report_id),),
        tone=Tone.GOOD,
        must_arrive=True,
    )


def replied(period: str, subject: str, office: str, by: str, question: str, wrote: str, words: str) -> Card:
    """To the office's people: a supervisor replies to what they wrote."""
    return Card(
        title="มีคำตอบถึงหน่วยงานของท่าน",  # a reply to your office
        subtitle=f"{title(period)}\n{office}",
        # … replies. Nothing has to be corrected in the report.
        text=f"{by} ตอบกลับค่ะ\nไม่ต้องแก้ไขรายงาน",
        # You wrote: … / Reply
        sections=(
            about(subject),
            Section("", (Row(question, shorten(wrote, LONGEST_QUOTE)), Row("คำตอบ", words, Tone.GOOD))),
        ),
        must_arrive=True,
    )
