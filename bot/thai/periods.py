"""Periods in sentences: how they are named there, and how one is said after a word ("ภาพรวม ก.ย. 69")."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from bot.periods import Every, Period
from bot.thai import reasons
from bot.thai.dates import BE, read_date, write_period, write_short_period
from bot.thai.digits import tidy
from bot.thai.months import SHORT_MONTHS, month_number
from bot.thai.refused import Refused

# month, quarter, fiscal year; a round where it is asked once
_WORDS = {Every.MONTH: "เดือน", Every.QUARTER: "ไตรมาส", Every.FISCAL_YEAR: "ปีงบประมาณ", Every.ONCE: "งวด"}
# every month, every quarter, every fiscal year, once
EACH = {Every.MONTH: "ทุกเดือน", Every.QUARTER: "ทุกไตรมาส", Every.FISCAL_YEAR: "ทุกปีงบประมาณ", Every.ONCE: "ครั้งเดียว"}
_YEAR = r"(?:(?:พ\.? ?ศ\.?|ปีงบประมาณ|ปีงบฯ?|ปี) ?)*(?P<year>[0-9]{4}|[0-9]{2})"
_NAMED = re.compile(r"(?:เดือน|งวด|รอบ)? ?(?P<name>[^0-9]+?) ?(?:พ\.? ?ศ\.? ?|ปี ?)?(?P<year>[0-9]{4}|[0-9]{2})?")
_FIGURES = re.compile(r"(?:เดือน|งวด|รอบ)? ?(?P<month>[0-9]{1,2}) ?[/.-] ?(?P<year>[0-9]{4}|[0-9]{2})")
_QUARTER = re.compile(rf"(?:ไตรมาส ?(?:ที่)?|[qQ]) ?(?P<quarter>[1-4])(?: ?[/-]? ?{_YEAR})?(?: ?\(.*\))?")
# Two digits alone are a number of a list.
_FISCAL_YEAR = re.compile(rf"(?=[0-9]{{4}}$|[^0-9]){_YEAR}")
_CALENDAR_YEAR = re.compile(
    r"(?:(?:พ\.? ?ศ\.?|ปี) ?)*(?P<year>[0-9]{4}|[0-9]{2})|(?:ปี ?)?ค\.? ?ศ\.? ?(?P<common>[0-9]{4})"
)
# this month, this round, this quarter, this year: the one that is asked for now
_THIS = ("เดือนนี้", "งวดนี้", "รอบนี้", "ล่าสุด", "ไตรมาสนี้", "ปีนี้", "ปีงบนี้", "ปีงบประมาณนี้")
# last month, the round before …: the one before that
_LAST = ("เดือนที่แล้ว", "เดือนก่อน", "งวดที่แล้ว", "งวดก่อน", "รอบที่แล้ว", "รอบก่อน", "ไตรมาสที่แล้ว", "ไตรมาสก่อน", "ปีที่แล้ว", "ปีก่อน")


@lru_cache(maxsize=1_000)
def period_word(period: str) -> str:
    """What kind of thing the period is: `เดือน`, `ไตรมาส`, `ปีงบประมาณ`; `งวด` for what is asked once."""
    return _WORDS[Period.parse(period).every]


def is_once(period: str) -> bool:
    """Whether it is asked once, and there is no other such period."""
    return _is(Every.ONCE, period)


@lru_cache(maxsize=1_000)
def period_name(period: str) -> str:
    """`เดือนตุลาคม 2569`; the others as `write_period` has them. Stands after "report" and "the figures of"."""
    return f"เดือน{write_period(period)}" if _is(Every.MONTH, period) else write_period(period)


def name_beside_day(period: str) -> str:
    """The same where the day it is due is said as well: `ครั้งเดียว` does not say it twice."""
    return EACH[Every.ONCE] if is_once(period) else period_name(period)


def name_in_short(period: str) -> str:
    """`เดือน ต.ค. 69`; the others as `write_short_period` has them."""
    return f"เดือน {write_short_period(period)}" if _is(Every.MONTH, period) else write_short_period(period)


def name_on_button(period: str) -> str:
    """`ตุลาคม 2569`; short where the whole name would not fit."""
    return write_period(period) if _is(Every.MONTH, period) else write_short_period(period)


def of_period(period: str) -> str:
    """`ประจำเดือนตุลาคม 2569`, of the month …; `ครั้งเดียว ภายในวันที่ …` where it is asked once."""
    return write_period(period) if is_once(period) else f"ประจำ{period_name(period)}"


def same_of_year_before(period: str) -> str:
    """The same month, or quarter, of the year before; the fiscal year before."""
    word = period_word(period)
    return f"{word}ก่อน" if _is(Every.FISCAL_YEAR, period) else f"{word}เดียวกันของปีก่อน"


def how_often(period: str) -> str:
    """`ทุกเดือน โดยรายงานของเดือนตุลาคม 2569`, when is reported and what this report is of; `ครั้งเดียว`."""
    each = EACH[Period.parse(period).every]
    return each if is_once(period) else f"{each} โดยรายงานของ{period_name(period)}"


def on_axis(period: str) -> tuple[str, str]:
    """What stands below a bar, and the year below that: `ต.ค.`, `2569`; of quarters the fiscal year."""
    found = Period.parse(period)
    match found.every:
        case Every.MONTH:
            return SHORT_MONTHS[found.month - 1], str(found.year + BE)
        case Every.QUARTER:
            return f"Q{found.quarter}", str(found.fiscal_year + BE)
        case Every.FISCAL_YEAR:
            return str(found.fiscal_year + BE), ""
        case Every.ONCE:
            return f"{found.on} {SHORT_MONTHS[found.month - 1]}", str(found.year + BE)


def names_period(text: str) -> bool:
    """Whether words name a period of any rhythm."""
    return any(read_period(text, newest) for newest in ("2026-01", "2026-Q1", "2026-FY"))


def read_period(text: str, newest: str) -> str | None:
    """The period that `text` names, of the rhythm of `newest`, the one that is asked for now; None where it names none.

    Without a year it is the latest such one up to `newest`. A year above 2400 is พ.ศ., and so are two digits. A month
    stands for the quarter or the fiscal year it lies in; no words name what is asked once but "this". "Last month" is
    the one before `newest`, as "this month" is that one.
    """
    words = tidy(text)
    if not words or len(words) > 60:
        return None
    if words in _THIS:
        return newest
    now = Period.parse(newest)
    if now.every is Every.ONCE:
        return None
    if words in _LAST:
        return str(now.plus(-1))
    if now.every is Every.QUARTER and (quarter := _QUARTER.fullmatch(words)):
        return _quarter(int(quarter["quarter"]), quarter["year"], now)
    if now.every is Every.FISCAL_YEAR and (year := _FISCAL_YEAR.fullmatch(words)):
        number = _gregorian(year["year"])
        return f"{number:04d}-FY" if number else None
    named, figures = _NAMED.fullmatch(words), _FIGURES.fullmatch(words)
    if figures:
        return _month(int(figures["month"]), figures["year"], now)
    month = month_number(named["name"]) if named else None
    return _month(month, named["year"], now) if named and month is not None else None


def read_periods(text: str, newest: str) -> set[str]:
    """The periods that somebody who reports may mean: "last month" is also the month that is asked for now, which has
    passed by the calendar."""
    period = read_period(text, newest)
    return {period, newest} if period and tidy(text) in _LAST else {period} if period else set()


def read_month(text: str, today: date) -> date | Refused:
    """The first day of the month that `text` names, by name, by number (the latest such one) or by a day of it."""
    words = tidy(text)
    now = Period(today.year, today.month)
    found = _month(int(words), None, now) if re.fullmatch("[0-9]{1,2}", words) else read_period(words, str(now))
    if found is not None:
        return Period.parse(found).first_day
    day = read_date(words, today) if not words.isdigit() else None
    return day.replace(day=1) if isinstance(day, date) else Refused(reasons.NOT_A_MONTH)


def read_year(text: str, today: date) -> date | Refused:
    """The first day of the year that `text` names; a year above 2400, and two digits, are พ.ศ., and a day names its
    year."""
    words = tidy(text)
    if (year := _CALENDAR_YEAR.fullmatch(words)) and (number := _gregorian(year["year"] or year["common"])):
        return date(number, 1, 1)
    day = read_date(words, today) if not words.isdigit() else None
    return date(day.year, 1, 1) if isinstance(day, date) else Refused(reasons.NOT_A_YEAR)


def _quarter(quarter: int, year: str | None, now: Period) -> str | None:
    number = _gregorian(year) if year else now.fiscal_year - (quarter > now.quarter)
    return f"{number:04d}-Q{quarter}" if number else None


def _month(month: int, year: str | None, now: Period) -> str | None:
    if not 1 <= month <= 12:
        return None
    number = _gregorian(year) if year else now.year - (month > now.month)
    return str(Period.of(Period(number, month).last_day, now.every)) if number else None


def _gregorian(year: str) -> int | None:
    number = int(year) + (2500 if len(year) == 2 else 0)
    number -= BE if number > 2400 else 0
    return number if 1900 <= number <= 2150 else None


def _is(every: Every, period: str) -> bool:
    return Period.parse(period).every is every
