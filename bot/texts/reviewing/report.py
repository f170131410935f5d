"""One report in the chat as a supervisor reads it: what is striking, every answer, what can be done; its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from bot.buttons import press, tap
from bot.changes import Change, Difference, Gone
from bot.messages import Button, Card, Open, Post, Row, Section, Text, Tone
from bot.texts.progress import ACTIONS, LEVELS, flag_in_full, received, score, short_moment
from bot.texts.reporting.report import title
from bot.texts.reviewing.overview import more, pages_of
from bot.texts.reviewing.returned import WHOLE, why
from bot.thai.times import write_moment
from bot.thai.units import Unit, short_full_name

# Lines of one card, cards of one page: LINE takes five messages, and a bubble of 30 KB.
A_CARD, CARDS = 12, 3
CHANGES = 5
_LONGEST = 200

# Please open a report first: type "check reports" or "overview", then "open 1".
OPEN_ONE_FIRST = Text(
    "โปรดเปิดรายงานก่อนค่ะ พิมพ์ “ตรวจรายงาน” หรือ “ภาพรวม” แล้วพิมพ์ เช่น เปิด 1",
    quick=(tap("ตรวจรายงาน", "review.queue"), tap("ภาพรวม", "review.overview")),
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the answers. `revision` counts versions; `approved` is the highest level that has approved it,
    `flags` are those of `Report.content` with the name of their question ("" for the whole report). `subject` is its
    programme where there are several, else ""."""

    unit: Unit
    period: str
    subject: str
    report_id: int
    revision: int
    sent_at: datetime
    on_time: bool | None
    is_nothing: bool
    state: str
    approved: str | None
    score: int | None
    flags: tuple[tuple[Mapping[str, Any], str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One answer. `shown` is "" where it was left blank, `blank` what is said then; `place` its coordinates where it is
    a point (lat, lon). `is_flagged`: one of the flags is about it; `is_chosen`: it is about to be sent back."""

    number: int
    heading: str
    label: str
    shown: str
    blank: str
    place: tuple[float, float] | None = None
    is_flagged: bool = False
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Can:
    """What this supervisor may do to the report as it stands."""

    approve: bool
    send_back: bool
    unlock: bool


def cards(
    head: Head,
    lines: Sequence[ReviewLine],
    can: Can,
    *,
    page: int,
    waits: Sequence[Gone] = (),
    changed: Sequence[Difference] = (),
) -> list[Card]:
    """The report. `waits` is what was sent back and still waits, `changed` what the newest version changed."""
    chunks = [lines[at : at + A_CARD] for at in range(0, len(lines), A_CARD)] or [()]
    pages = pages_of(len(chunks), CARDS)
    shown = chunks[(page - 1) * CARDS : page * CARDS]
    made = [
        Card(
            short_full_name(head.unit),
            # report of … / subject
            subtitle=title(head.period) + (f"\nเรื่อง {head.subject}" if head.subject else ""),
            sections=_answers(head, chunk, can),
        )
        for chunk in shown
    ]
    if page == 1:
        made[0] = replace(made[0], text=_head(head), sections=(*_above(head, waits, changed), *made[0].sections))
    made[-1] = replace(
        made[-1],
        text="\n\n".join(part for part in (made[-1].text, _how(can)) if part),
        buttons=_buttons(head, can, page, pages),
    )
    return made


def _head(head: Head) -> str:
    on_time = "เกินกำหนด" if head.on_time is False else "ทันกำหนด"  # late / on time
    facts = [on_time, _state(head)]
    if head.revision > 1:
        facts.append(f"ฉบับที่ {head.revision}")  # version n
    # sent at … / on time · waits to be approved · version 2
    lines = [f"ส่งเมื่อ {write_moment(head.sent_at)}", " · ".join(facts)]
    if head.score is not None:
        lines.append(f"คุณภาพเนื้อหา {score(head.score)} จาก 100")  # content score … of 100
    return "\n".join(lines)


def _state(head: Head) -> str:
    if head.state == "returned":
        return "ส่งกลับแล้ว รอหน่วยงานแก้ไข"  # sent back, waits for the office
    if head.approved:
        return f"รับรองแล้วถึงระดับ{LEVELS[head.approved]}"  # approved up to …
    # nothing to report, waits to be approved / corrected and waits again / waits to be approved
    if head.is_nothing:
        return "ไม่มีการดำเนินงาน · รอรับรอง"
    return "แก้ไขแล้ว รอรับรอง" if head.state == "resubmitted" else "รอรับรอง"


def _above(head: Head, waits: Sequence[Gone], changed: Sequence[Difference]) -> tuple[Section, ...]:
    flags = tuple(
        Row(name or _clip(flag_in_full(found)), _clip(flag_in_full(found)) if name else "", Tone.WARN)
        for found, name in head.flags
    )
    back = tuple(map(_sent_back, waits))
    new = tuple(map(_changed, changed[:CHANGES]))
    if len(changed) > CHANGES:
        # and n more: type "report history"
        new += (Row(f"และอีก {len(changed) - CHANGES} ข้อ พิมพ์ “ประวัติรายงาน”", tone=Tone.MUTED),)
    # to be looked at / sent back, waits for the office / changed from the version before
    found = (("ข้อสังเกต", flags), ("ที่ส่งกลับให้แก้ไข", back), ("แก้ไขจากฉบับก่อน", new))
    return tuple(Section(heading, rows) for heading, rows in found if rows)


def _answers(head: Head, chunk: Sequence[ReviewLine], can: Can) -> tuple[Section, ...]:
    return tuple(
        Section(heading, tuple(_row(head, line, can) for line in same))
        for heading, same in groupby(chunk, key=lambda line: line.heading)
    )


def _row(head: Head, line: ReviewLine, can: Can) -> Row:
    label = f"{line.number}. {line.label}"
    if line.is_chosen:
        label = f"↩ {label}"
    tone = Tone.WARN if line.is_flagged or line.is_chosen else Tone.PLAIN if line.shown else Tone.MUTED
    button = None
    if can.send_back:
        data = press("review.back", r=head.report_id, v=head.revision, q=line.number)
        # send back 5
        button = Button(line.label, Post(data, f"ส่งกลับ {line.number}"))
    links: tuple[Button, ...] = ()
    if line.place is not None:
        latitude, longitude = line.place
        # open the map
        links = (Button("เปิดแผนที่", Open(f"https://www.google.com/maps?q={latitude},{longitude}")),)
    return Row(label, _clip(line.shown) or line.blank, tone, button, links=links)


def _how(can: Can) -> str:
    if not can.send_back:
        return ""
    # To send an answer back tap it, or type for example "send back 5"
    return "ส่งกลับให้แก้ไข: แตะคำตอบ หรือพิมพ์ เช่น ส่งกลับ 5"


def _buttons(head: Head, can: Can, page: int, pages: int) -> tuple[Button, ...]:
    at: dict[str, Any] = {"r": head.report_id, "v": head.revision}
    found = []
    if page < pages:
        found.append(more(press("review.open", r=head.report_id, page=page + 1), page, pages))
    if can.approve:
        found.append(tap("รับรอง", "review.approve", primary=True, **at))  # approve
    if can.send_back:
        # send the whole report back
        found.append(tap("ส่งกลับทั้งฉบับ", "review.back", **at, q=0))
    if can.unlock:
        # withdraw the approval
        found.append(tap("ยกเลิกการรับรอง", "review.unlock", **at))
    # history; with the photos on a page
    found.append(tap("ประวัติ", "review.history", "ประวัติรายงาน", r=head.report_id))
    found.append(tap("ดูภาพบนหน้าเว็บ", "desk.open", "เปิดหน้าเว็บ", to=f"/desk/r/{head.report_id}"))
    return tuple(found)


def history(
    unit: Unit, period: str, report_id: int, changes: Sequence[Change], *, subject: str, page: int, of_own: bool = False
) -> Card:
    """The history of the report, newest first, with its programme where there are several (else ""); `of_own` for the
    office itself, which opens it in its own way."""
    pages = pages_of(len(changes), CHANGES)
    shown = list(reversed(changes))[(page - 1) * CHANGES : page * CHANGES]
    here, there = ("report.history", "report.see") if of_own else ("review.history", "review.open")
    following = (more(press(here, r=report_id, page=page + 1), page, pages),) if page < pages else ()
    return Card(
        title=f"ประวัติ{title(period)}",  # history of the report of …
        # subject / office
        subtitle=(f"เรื่อง {subject}\n" if subject else "") + short_full_name(unit),
        sections=tuple(_act(one) for one in shown),
        # open the report
        buttons=(*following, tap("เปิดรายงาน", there, r=report_id)),
    )


def _act(one: Change) -> Section:
    what = ACTIONS[one.action] + (f" ระดับ{LEVELS[one.level]}" if one.level else "")
    who = " ".join(part for part in (one.person, f"({one.office})" if one.office else "") if part)
    rows = [Row(what, who)]
    rows += map(_sent_back, one.points)
    rows += map(_changed, one.differences[:CHANGES])
    if len(one.differences) > CHANGES:
        # and n more
        rows.append(Row(f"และอีก {len(one.differences) - CHANGES} ข้อ", tone=Tone.MUTED))
    if one.words:
        rows.append(Row("เหตุผล", _clip(one.words)))  # reason
    late = f" ({received(one.handled_at)})" if one.handled_at else ""
    return Section(short_moment(one.at) + late, tuple(rows))


def to_the_office(sent: Text, state: str, level: str | None, report_id: int) -> Text:
    """What stands below an office's own report (`sent`), with what the levels above have made of it."""
    # approved up to … / sent back, waits for your correction
    outcome = (
        f"รับรองแล้วถึงระดับ{LEVELS[level]}" if level else "ถูกส่งกลับให้แก้ไข และรอการแก้ไขของท่าน" if state == "returned" else ""
    )
    # who did what and when: type "report history"
    lines = [sent.text, outcome, "ดูว่าใครทำอะไรเมื่อใด พิมพ์ “ประวัติรายงาน”"]
    button = tap("ประวัติ", "report.history", "ประวัติรายงาน", r=report_id)  # history
    return replace(
        sent, text="\n".join(line for line in lines if line), quick=(*sent.quick[:1], button, *sent.quick[1:])
    )


def approved(unit: Unit, period: str, level: str) -> Text:
    # Approved at the level of …: the report of … of … . The office can no longer change it.
    return Text(
        f"รับรองระดับ{LEVELS[level]}แล้วค่ะ\n{title(period)}\n{short_full_name(unit)}\nหน่วยงานแก้ไขฉบับนี้ไม่ได้จนกว่าจะยกเลิกการรับรองหรือส่งกลับ",
        # what else waits
        quick=(tap("ตรวจรายงานต่อ", "review.queue", "ตรวจรายงาน"),),
    )


def _changed(one: Difference) -> Row:
    # before → after; "-" for a blank
    return Row(_clip(one.label), f"{_clip(one.before) or '-'} → {_clip(one.after) or '-'}")


def _sent_back(one: Gone) -> Row:
    return Row(_clip(one.label) or WHOLE, _clip(why(one.reason, one.words)), Tone.WARN)


def _clip(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
