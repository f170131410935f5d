"""Reports that wait for a supervisor's approval: those in order together, the others one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.buttons import press, tap
from bot.messages import Button, Card, Post, Row, Section, Text, Tone
from bot.texts.desk.desk import place_name
from bot.texts.progress import LEVELS, REFUSED, approved, flag
from bot.texts.reviewing.overview import MISSING, OVERVIEW, QUEUE, Where, more, pages_of
from bot.thai.dates import write_short_period
from bot.thai.periods import is_once, period_name
from bot.thai.units import Unit, short_name

A_PAGE = 10
NAMES = 6  # offices named in one line; the rest are counted
# What is left out where several are approved together: to be opened one by one; sent by this person; the level below
# comes first
_LEFT_OUT: Mapping[str, str] = {
    "others": "ควรเปิดดูทีละฉบับ",
    "own": "ท่านส่งหรือแก้ไขเอง",
    "below": "รอระดับก่อนหน้ารับรอง",
}

# Reports of this programme are not approved at your level. You can still read and return them.
NOT_YOUR_LEVEL = Text("เรื่องนี้ไม่ต้องรับรองที่ระดับของท่านค่ะ ท่านยังเปิดดูและส่งกลับแก้ไขได้ พิมพ์ “ภาพรวม”")


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """One report. `flags` are kinds of `services.assessment.flags.Flag`; none for one that is in order."""

    unit: Unit
    report_id: int
    flags: tuple[str, ...] = ()
    is_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """An area with its counts: in order, to be opened, waiting for the level below. `data`: a tap."""

    unit: Unit
    clean: int
    others: int
    below: int
    data: str


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """An earlier period of an area, and how many of its reports still wait for the person."""

    where: Where
    count: int


def queue(
    where: Where,
    others: Sequence[WaitingReport],
    clean: Sequence[WaitingReport],
    *,
    below: int,
    own: int,
    at: int,
    page: int,
) -> Card:
    """One area's reports. `at` marks the moment of the card: what comes later is not approved by its button."""
    rows = [*others, *clean]
    pages = pages_of(len(rows), A_PAGE)
    shown = list(enumerate(rows, 1))[(page - 1) * A_PAGE : page * A_PAGE]
    to_open = tuple(_row(number, one) for number, one in shown if one.flags)
    in_order = tuple(_row(number, one) for number, one in shown if not one.flags)
    sections = tuple(
        Section(heading, rows_of)
        # to be opened one by one / in order
        for heading, rows_of in (("ควรเปิดดูทีละฉบับ", to_open), ("เรียบร้อย", in_order))
        if rows_of
    )
    following = (more(where.press("review.queue", page=page + 1), page, pages),) if page < pages else ()
    return Card(
        title=f"รอรับรอง {place_name(where.unit)}",  # waiting for approval in …
        subtitle=where.heading,
        text=_text(len(clean), len(others), below, own),
        sections=sections,
        buttons=(*_approve_all(where, len(clean), at), *following, where.desk()),
        quick=_quick(where),
    )


def by_area(where: Where, areas: Sequence[Area], *, own: int, at: int, page: int) -> Card:
    """A province's districts, or the country's provinces."""
    pages = pages_of(len(areas), A_PAGE)
    shown = list(enumerate(areas, 1))[(page - 1) * A_PAGE : page * A_PAGE]
    rows = tuple(
        Row(
            f"{number}. {place_name(area.unit)}",
            _counts(area),
            Tone.WARN if area.others else Tone.PLAIN,
            Button(place_name(area.unit), Post(area.data)),
        )
        for number, area in shown
    )
    clean, others, below = (sum(one) for one in zip(*((a.clean, a.others, a.below) for a in areas), strict=True))
    following = (more(where.press("review.queue", page=page + 1), page, pages),) if page < pages else ()
    return Card(
        title=f"รอรับรอง {place_name(where.unit)}",  # waiting for approval in …
        subtitle=where.heading,
        text=_text(clean, others, below, own),
        sections=(Section("รายพื้นที่", rows),),  # by area
        buttons=(*_approve_all(where, clean, at), *following, where.desk()),
        quick=_quick(where),
    )


def earlier(lines: Sequence[EarlierLine], quick: tuple[Button, ...], *, names_areas: bool) -> Card:
    """Below what waits of the present period, with the quick replies of that; `names_areas` where the person has
    several."""
    rows = []
    for one in lines:
        parts = (period_name(one.where.period), one.where.subject, place_name(one.where.unit) if names_areas else "")
        label = " ".join(part for part in parts if part)
        button = Button(label, Post(one.where.press("review.queue"), f"{QUEUE} {write_short_period(one.where.period)}"))
        rows.append(Row(label, f"{one.count:,} ฉบับ", Tone.WARN, button))
    text = "แตะรายการเพื่อตรวจ"  # tap a line to check them
    typed = [one.where.period for one in lines if not is_once(one.where.period)]
    if typed:
        text += f" หรือพิมพ์ เช่น {QUEUE} {write_short_period(typed[0])}"  # or type for example "check reports Sep 69"
    # still waiting for your approval, of earlier periods
    return Card(title="รายงานงวดก่อนที่ยังรอท่านรับรอง", text=text, sections=(Section("", tuple(rows)),), quick=quick)


def nothing_waits(where: Where, below: int, level: str | None, own: int) -> Text:
    """`level` is the one that has to approve first, where something waits for it; `own` wait for somebody else."""
    # of this month nothing waits for your approval
    words = f"{place_name(where.unit)} ไม่มีรายงานที่รอท่านรับรองค่ะ ({period_name(where.period)})"
    if below:
        # n report(s) wait for the level below
        words += f"\nมี {below} ฉบับที่รอระดับ{LEVELS.get(level or '', 'ก่อนหน้า')}รับรองก่อน"
    if own:
        words += f"\n{_own(own)}"
    return Text(words, quick=_quick(where))


def sure(where: Where, offices: Sequence[str], left_out: Mapping[str, int], yes: str) -> Card:
    """Before approving several: how many, and what is left out. `offices` are short names, one a report; `left_out`
    counts by the keys of `_LEFT_OUT`; `yes` is the data of the button that approves."""
    rows = [
        # will be approved: … reports; messages to the offices: none
        Row("จะรับรอง", f"{len(offices):,} ฉบับ"),
        Row("ข้อความถึงหน่วยงาน", "ไม่มี ไม่ใช้โควตา"),
    ]
    rest = tuple(
        Row(label, f"{left_out[kind]:,} ฉบับ", Tone.MUTED) for kind, label in _LEFT_OUT.items() if left_out[kind]
    )
    named = ", ".join(offices[:NAMES])
    if len(offices) > NAMES:
        named += f" และอีก {len(offices) - NAMES:,} หน่วยงาน"  # and … more
    # the offices / not approved
    sections = (("", tuple(rows)), ("หน่วยงาน", (Row(named),)), ("ไม่รับรองในครั้งนี้", rest))
    label = f"ยืนยันรับรอง {len(offices):,} ฉบับ"  # approve … reports
    return Card(
        title="รับรองพร้อมกัน",  # approve together
        subtitle=where.in_full,
        # Nothing is approved yet. Press the button, or type "confirm" or "cancel".
        text="ยังไม่ได้รับรอง กดปุ่ม หรือพิมพ์ “ยืนยัน” เพื่อรับรอง หรือ “ยกเลิก”",
        sections=tuple(Section(heading, part) for heading, part in sections if part),
        buttons=(
            Button(label, Post(yes, "ยืนยันรับรอง"), primary=True),
            tap("ยกเลิก", "chase.cancel"),  # cancel
        ),
    )


def done(count: int, skipped: Sequence[str], left: int) -> Text:
    """After approving several; `left` still wait to be opened."""
    words = approved(count, skipped) + "ค่ะ"
    if left:
        # n more to be opened one by one
        words += f"\nเหลืออีก {left} ฉบับที่ควรเปิดดูทีละฉบับ"
    return Text(words)


def refused(reason: str) -> Text:
    """Why nothing was done, by `services.reviewing.decisions.ReviewRefused.reason`."""
    if reason == "stale":
        # The report has changed since you opened it; this is the newest version.
        return Text("รายงานเปลี่ยนไปแล้วตั้งแต่ท่านเปิดดูค่ะ นี่คือฉบับล่าสุด")
    return Text(f"{REFUSED[reason]}ค่ะ")


def _own(count: int) -> str:
    # n you have sent or amended yourself: somebody else has to approve them
    return f"ท่านเป็นผู้ส่งหรือแก้ไขเอง {count:,} ฉบับ ต้องให้ผู้อื่นรับรอง"


def _text(clean: int, others: int, below: int, own: int) -> str:
    lines = []
    if clean:
        # n in order can be approved together: the button, or type "approve all"
        lines.append(f"เรียบร้อย {clean:,} ฉบับ กดปุ่มหรือพิมพ์ “รับรองทั้งหมด” เพื่อรับรองพร้อมกัน")
    if others:
        # n should be opened one by one: tap, or type "open 1"
        lines.append(f"ควรเปิดดูทีละฉบับ {others:,} ฉบับ แตะชื่อ หรือพิมพ์ เช่น เปิด 1")
    if below:
        lines.append(f"รอระดับก่อนหน้ารับรอง {below:,} ฉบับ")  # n wait for the level below
    if own:
        lines.append(_own(own))
    return "\n".join(lines)


def _approve_all(where: Where, clean: int, at: int) -> tuple[Button, ...]:
    if not clean:
        return ()
    # approve all n reports that are in order
    label = f"รับรองที่เรียบร้อยทั้งหมด {clean:,} ฉบับ"
    return (Button(label, Post(where.press("review.approve_all", t=at), "รับรองทั้งหมด"), primary=True),)


def _row(number: int, one: WaitingReport) -> Row:
    words = ", ".join(flag(kind) for kind in dict.fromkeys(one.flags))
    if not one.flags:
        words = "ไม่มีการดำเนินงาน" if one.is_nothing else ""  # nothing to report
    return Row(
        f"{number}. {short_name(one.unit)}",
        words,
        Tone.WARN if one.flags else Tone.PLAIN,
        Button(short_name(one.unit), Post(press("review.open", r=one.report_id))),
    )


def _counts(area: Area) -> str:
    # in order …; to open …; waiting below …
    parts = (("เรียบร้อย", area.clean), ("เปิดดู", area.others), ("รอระดับก่อนหน้า", area.below))
    return " · ".join(f"{label} {count:,}" for label, count in parts if count)


def _quick(where: Where) -> tuple[Button, ...]:
    return (
        Button(OVERVIEW, Post(where.press("review.overview"), OVERVIEW)),
        Button(MISSING, Post(where.press("review.missing"), MISSING)),
        Button(QUEUE, Post(where.press("review.queue"), QUEUE)),
    )
