"""What is said around a month's report: beginning, handing over, receipt, what is too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache

from bot.buttons import tap
from bot.messages import Button, Card, Message, Row, Section, Text, Tone
from bot.texts.interview.review import page as page_words
from bot.texts.interview.review import page_label
from bot.thai.dates import write_date, write_period, write_weekday_date
from bot.thai.digits import quoted
from bot.thai.periods import name_beside_day, period_name, period_word
from bot.thai.times import write_moment
from bot.thai.units import Unit, supervisors_of

AFTER = (
    tap("สถานะ", "status"),  # status
    tap("ความรู้", "knowledge"),  # knowledge
    tap("เมนู", "menu"),  # menu
)
# You do not belong to an office yet.
NO_OFFICE = Text(
    "ท่านยังไม่ได้เข้าร่วมหน่วยงานค่ะ\nสแกน QR เชิญของหน่วยงาน หรือพิมพ์ชื่อหรือรหัส 8 หลักของหน่วยงาน\n"
    "หรือพิมพ์ “เลือกหน่วยงาน” เพื่อเลือกจากรายการ",
    quick=(tap("เลือกหน่วยงาน", "join.choose"),),  # choose the office
)
# There is nothing to report at present.
NOTHING_OPEN = Text("ขณะนี้ไม่มีรายงานที่ต้องส่งค่ะ\nพิมพ์ “สถานะ” เพื่อดูรายงานที่ผ่านมา", quick=AFTER)
# The form of this report is not published yet.
NO_FORM = Text("แบบรายงานนี้ยังไม่เปิดใช้ค่ะ โปรดรอประกาศ หรือพิมพ์ “ติดต่อ” เพื่อสอบถาม")
# "Nothing was done" is no answer of this form: please answer question by question.
NOT_NOTHING = "แบบรายงานนี้ไม่มีคำตอบ “ไม่มีการดำเนินงาน” โปรดตอบทีละข้อค่ะ"
# No report has been sent yet.
NONE_SENT = Text("ยังไม่มีรายงานที่ส่งแล้วค่ะ พิมพ์ “รายงาน” เพื่อเริ่ม", quick=AFTER)
# A word for a question ("back", "pause", "change 5") where none is asked.
# There is no question that waits for your answer. Type "report", or "change the report" that was sent.
NOTHING_ASKED = Text(
    "ขณะนี้ไม่มีข้อที่รอคำตอบจากท่านค่ะ\nพิมพ์ “รายงาน” เพื่อทำรายงาน หรือ “แก้ไขรายงาน” เพื่อแก้รายงานที่ส่งแล้ว",
    quick=(tap("รายงาน", "report"), tap("แก้ไขรายงาน", "report.amend"), AFTER[0], AFTER[2]),
)
# While a colleague fills in the report: this message was not taken as an answer.
NOT_TAKEN = Text("ข้อความนี้ยังไม่ได้บันทึกเป็นคำตอบค่ะ")
# This message reached us after a later one, so it was not taken as an answer.
CAME_LATE = "ข้อความนี้มาถึงหลังข้อความที่ใหม่กว่า จึงยังไม่ได้บันทึกค่ะ โปรดตอบข้อนี้อีกครั้ง"


@cache
def title(period: str) -> str:
    """The period a report is of, in words."""
    # report for October 2569
    return f"รายงาน{period_name(period)}"


def dissolved(office: str, since: date) -> str:
    """To the people of an office that is no more, `since` its first day without it."""
    # … was dissolved on … and has no reports of months from then on. Those who work for another office now: scan its QR
    # code, or type "choose an office".
    return (
        f"{office} ยุบเลิกแล้วตั้งแต่วันที่ {write_date(since)} จึงไม่มีรายงานตั้งแต่งวดนั้นเป็นต้นไปค่ะ\n"
        "หากท่านปฏิบัติงานที่หน่วยงานอื่นแล้ว สแกน QR เชิญของหน่วยงานนั้น หรือพิมพ์ “เลือกหน่วยงาน”"
    )


def due_on(period: str, due: date) -> str:
    # The report of October 2569 is due on Thursday, 5 November 2569
    return f"รายงาน{name_beside_day(period)} ครบกำหนด{write_weekday_date(due)}"


def of_programme(heading: str, subject: str) -> str:
    """A heading of one line and the office's, with the programme between them; "" where there is only one."""
    first, _, rest = heading.partition("\n")
    # subject
    return f"{first}\nเรื่อง {subject}\n{rest}" if subject else heading


def naming(card: Card, subject: str) -> Card:
    """A card of a report with its programme above its office."""
    return replace(card, subtitle=f"เรื่อง {subject}\n{card.subtitle}")  # subject


def opening(period: str, office: str, due: date) -> str:
    """The words before the first question."""
    # report for the month of October 2569 / office / due on
    return f"{title(period)}\n{office}\nครบกำหนด {write_date(due)}"


def none_sent_of(said: str) -> Text:
    # No report of "…" has been sent. Type "status" to see which have.
    return Text(f"ไม่พบรายงานของ {quoted(said)} ที่ส่งแล้วค่ะ\nพิมพ์ “สถานะ” เพื่อดูว่าส่งรายงานใดแล้ว", quick=AFTER)


def more_waiting(count: int) -> str:
    # after this there are n more reports
    return f"(ยังมีรายงานอื่นรออีก {count} ฉบับ พิมพ์ “รายงาน” อีกครั้งเมื่อส่งฉบับนี้แล้ว)"


def held_by(name: str, period: str, subject: str, office: str, since: datetime, report_id: int) -> list[Message]:
    """Another officer of the office is filling this report in."""
    return [
        Card(
            title(period),
            subtitle=office,
            # <name> is filling this in, last at …; what is filled in stays if you take over
            text=f"{name or 'เจ้าหน้าที่อีกท่าน'} กำลังกรอกอยู่ ล่าสุดเมื่อ {write_moment(since)}\n"
            "หากรับช่วงต่อ คำตอบที่กรอกไว้จะอยู่ครบ\nกดปุ่ม หรือพิมพ์ “รับช่วงต่อ”",
            sections=(about(subject),),
            buttons=(tap("รับช่วงต่อ", "report.takeover", primary=True, r=report_id),),
            tone=Tone.WARN,
        )
    ]


def about(subject: str) -> Section:
    """Which circular a card is about."""
    return Section("", (Row("เรื่อง", subject),))  # subject


def taken_over(period: str) -> str:
    # You carry on with the report of …
    return f"รับช่วงต่อ{title(period)} แล้วค่ะ คำตอบเดิมอยู่ครบ"


def lost_to(name: str, period: str, report_id: int) -> list[Message]:
    """Somebody else took over what this person was filling in."""
    # <name> has taken over the report of …
    return [
        Text(
            f"{name or 'เจ้าหน้าที่อีกท่าน'} รับช่วง{title(period)} ไปกรอกต่อแล้วค่ะ คำตอบของท่านอยู่ครบ\n"
            "หากต้องการทำต่อเอง พิมพ์ “รับช่วงต่อ”",
            quick=(tap("รับช่วงต่อ", "report.takeover", r=report_id),),
        )
    ]


def receipt(
    *,
    number: str,
    period: str,
    subject: str,
    office: str,
    at: datetime,
    handled_at: datetime | None,
    on_time: bool,
    is_nothing: bool | None,
    is_amended: bool,
    report_id: int,
    until: date,
) -> list[Message]:
    """What the officer keeps as proof. `handled_at` where that was noticeably later than `at`; `is_nothing` None where
    the form does not ask whether anything was done. Must arrive."""
    heading = "รับรายงานฉบับแก้ไขแล้ว" if is_amended else "รับรายงานแล้ว"  # amendment received / report received
    rows = (
        Row(f"{period_word(period)}ที่รายงาน", write_period(period)),  # month reported
        Row("เรื่อง", subject),  # subject
        Row("หน่วยงาน", office),  # office
        # nothing to report / there was work
        *([] if is_nothing is None else [Row("ผล", "ไม่มีการดำเนินงาน" if is_nothing else "มีการดำเนินงาน")]),
        Row("ส่งเมื่อ", write_moment(at)),  # sent at
        *([Row("ระบบได้รับเมื่อ", write_moment(handled_at))] if handled_at else []),  # received by the system at
        # on time / late
        Row("กำหนดเวลา", "ทันกำหนด" if on_time else "เกินกำหนด", Tone.GOOD if on_time else Tone.WARN),
        Row("เลขที่รับ", number),  # receipt number
    )
    return [
        Card(
            heading,
            subtitle=title(period),
            sections=(Section("", rows),),
            # can be looked at and amended until …, by pressing a button or typing its words
            text=f"ดูหรือแก้ไขได้ถึง {write_date(until)} โดยกดปุ่ม หรือพิมพ์คำบนปุ่ม",
            buttons=(
                tap("ดูรายงาน", "report.see", r=report_id),  # see the report
                tap("แก้ไขรายงาน", "report.amend", r=report_id),  # amend
            ),
            quick=AFTER,
            tone=Tone.GOOD,
            # report received: month, office, number
            alt=f"{heading} {title(period)}\n{office}\n{'ทันกำหนด' if on_time else 'เกินกำหนด'} เลขที่รับ {number}\n"
            f"ส่งเมื่อ {write_moment(at)}",
            must_arrive=True,
        )
    ]


def already_sent(
    period: str, subject: str, office: str, at: datetime, on_time: bool, report_id: int, can_amend: bool
) -> list[Message]:
    """Nothing is left to send: what was sent last, and how to look at it."""
    buttons = [tap("ดูรายงาน", "report.see", primary=True, r=report_id)]  # see
    if can_amend:
        buttons.append(tap("แก้ไขรายงาน", "report.amend", r=report_id))  # amend
    return [
        Card(
            "ส่งครบแล้ว",  # all sent
            subtitle=title(period),
            # sent at … on time/late. To see it type …
            text=f"{office}\nส่งเมื่อ {write_moment(at)} {'ทันกำหนด' if on_time else 'เกินกำหนด'}\n"
            "พิมพ์ “ดูรายงาน” เพื่อดู" + (" หรือ “แก้ไขรายงาน” เพื่อแก้ไข" if can_amend else ""),
            sections=(about(subject),),
            buttons=tuple(buttons),
            quick=AFTER,
            tone=Tone.GOOD,
        )
    ]


def not_yet(unit: Unit, above: Unit | None, *, reports: bool) -> Text:
    """To somebody who asks to join `unit` (`reports`: to report for it). `above` decides; None for the operator."""
    who = supervisors_of(unit, above) if above is not None else "ผู้ดูแลระบบ"  # the administrator
    # Your request waits for … . You are told once it is approved (and can report at once).
    then = "เมื่ออนุมัติแล้วจะแจ้งให้ทราบ" + ("และเริ่มรายงานได้ทันที" if reports else "")
    return Text(f"คำขอของท่านรอการอนุมัติจาก{who} ค่ะ {then}", quick=(AFTER[1], AFTER[2]))


def cannot_submit(reason: str, period: str, subject: str) -> list[Message]:
    """`reason` is of services.reporting.submit.CannotSubmit, `subject` "" where there is only one programme."""
    named = f"{title(period)} เรื่อง {quoted(subject)}" if subject else title(period)  # subject
    if reason == "approved":
        # approved already; ask the level above to send it back
        words = f"{named} ได้รับการรับรองแล้ว แก้ไขไม่ได้ค่ะ\nหากจำเป็นต้องแก้ไข โปรดแจ้งหน่วยงานที่กำกับดูแลให้ส่งกลับ"
    else:
        # closed; ask for an extension
        words = f"{named} ปิดรับแล้วค่ะ\nหากจำเป็นต้องส่งหรือแก้ไข โปรดติดต่อท้องถิ่นอำเภอหรือท้องถิ่นจังหวัดเพื่อขอขยายเวลา"
    return [Text(words, quick=AFTER)]


def photo_lost(count: int) -> str:
    """Photos and files that LINE no longer had, or that were not what was asked for."""
    # n photo(s) could not be opened. Please send again.
    return f"ภาพหรือไฟล์ {count} รายการเปิดไม่ได้ จึงยังส่งรายงานไม่ได้ค่ะ โปรดส่งใหม่"


def page_of(card: Card, page: int, last: int, report_id: int) -> Card:
    """The last card of a page of a long report: page 1 of 2, with a button to the next (after the last: the first)."""
    button = tap(page_label(page % last + 1), "report.see", r=report_id, page=page % last + 1)
    return replace(card, text=page_words(page, last), buttons=(button,))


def sent_line(at: datetime, revision: int, report_id: int, can_amend: bool) -> list[Text]:
    """Under a report that is being looked at."""
    # sent at …, version n
    text = f"ส่งเมื่อ {write_moment(at)}" + (f" (ฉบับแก้ไขครั้งที่ {revision - 1})" if revision > 1 else "")
    quick: tuple[Button, ...] = AFTER
    if can_amend:
        text += "\nหากต้องการแก้ไข พิมพ์ “แก้ไขรายงาน”"  # to amend, type …
        quick = (tap("แก้ไขรายงาน", "report.amend", r=report_id), *quick)
    return [Text(text, quick=quick)]


def amending(period: str, office: str) -> str:
    # amending the report of …; tap a line or type "แก้" and its number; then send again
    return (
        f"แก้ไข{title(period)}\n{office}\n"
        "เลือกข้อที่ต้องการแก้ หรือพิมพ์ “แก้” ตามด้วยหมายเลข แล้วกด “ส่งรายงาน” อีกครั้ง ฉบับเดิมยังอยู่จนกว่าจะส่งใหม่"
    )


def not_shown(last: str) -> str:
    """What was said came before the question was shown. `last` is the answer that stands, "" for none."""
    # This question reached you late, so your last message was not taken as its answer. Kept so far: …
    words = "คำถามข้อนี้ส่งถึงท่านล่าช้า ข้อความล่าสุดจึงยังไม่นับเป็นคำตอบของข้อนี้ค่ะ"
    return f"{words}\nคำตอบล่าสุดที่บันทึกไว้ • {last}" if last else words
