"""What a reminder says that was not worth a message of its own: a few lines before the answer to something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages import Text
from bot.texts.reporting.report import title
from bot.texts.reviewing.overview import OVERVIEW, with_period
from bot.thai.dates import write_weekday_date
from bot.thai.periods import name_beside_day

SHOWN = 3  # of each kind; the rest are counted


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one office that is still to be sent; `is_late` where its due day is over. `is_amended`: it was
    sent, and a change of it was not."""

    office: str
    subject: str
    period: str
    due: date
    locks: date
    is_late: bool
    is_amended: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """The month of an area, of which its supervisor has not been told yet."""

    area: str
    period: str


def carried(months: Sequence[Month], summaries: Sequence[Summary]) -> Text:
    """One message for all of it. One of the two may be empty."""
    lines = [_line(one) for one in months[:SHOWN]]
    if len(months) > SHOWN:
        # and n more reports; type "status" to see all
        lines.append(f"และอีก {len(months) - SHOWN} รายงาน พิมพ์ “สถานะ” เพื่อดูทั้งหมด")
    if months:
        # Type "report" to do it.
        lines.append("พิมพ์ “รายงาน” เพื่อทำรายงานค่ะ")
    # The summary of … for … is ready
    lines += [f"สรุปผลการส่ง{title(one.period)} ของ{one.area} พร้อมแล้ว" for one in summaries[:SHOWN]]
    if summaries:
        # Type "overview" (of that month: another may be asked for by then) to see it.
        lines.append(f"พิมพ์ “{with_period(OVERVIEW, summaries[0].period)}” เพื่อดูค่ะ")
    return Text("\n".join(["แจ้งเตือน", *lines]))  # a reminder


def _line(one: Month) -> str:
    what = f"รายงาน{name_beside_day(one.period)} ({one.subject}) ของ {one.office}"
    if one.is_amended:
        # has a change that was not sent; it can be sent until …
        return f"{what} มีการแก้ไขที่ยังไม่ได้ส่ง ส่งได้ถึง{write_weekday_date(one.locks)}"
    if one.is_late:
        # is overdue, and can still be sent until …
        return f"{what} เกินกำหนดแล้ว ส่งได้ถึง{write_weekday_date(one.locks)}"
    # is due on …
    return f"{what} ครบกำหนด{write_weekday_date(one.due)}"
