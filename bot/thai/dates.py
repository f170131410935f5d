"""Dates as officers type them, and as we print them. Years are the Buddhist Era's (พ.ศ. = ค.ศ. + 543)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from bot.periods import Every, Period
from bot.thai import reasons
from bot.thai.digits import tidy
from bot.thai.months import MONTHS, SHORT_MONTHS, WEEKDAYS, month_number, weekday_number
from bot.thai.numberwords import read_words
from bot.thai.polite import POLITE, without
from bot.thai.refused import Refused

BE = 543
# The longest number of a day in words has 13 letters.
_LONGEST_DAY = 16

_SPOKEN = {
    "วันนี้": 0,
    "เมื่อวาน": -1,
    "เมื่อวานนี้": -1,
    "วานนี้": -1,
    "เมื่อวานซืน": -2,
    "เมื่อวานซืนนี้": -2,
    "วานซืน": -2,
    "พรุ่งนี้": 1,
    "วันพรุ่งนี้": 1,
    "มะรืน": 2,
    "มะรืนนี้": 2,
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
}
_AGO = re.compile(r"([0-9]{1,3}) ?วัน(?:ก่อน|ที่แล้ว|ที่ผ่านมา)")
_ERA = r"(?P<era>พ\.? ?ศ\.?|ค\.? ?ศ\.?|พุทธศักราช|คริสต์ศักราช|ปี(?: ?พ\.? ?ศ\.?)?)? ?"
_ISO = re.compile(r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})")
_FIGURES = re.compile(rf"(?P<day>[0-9]{{1,2}}) ?[-/. ] ?(?P<month>[0-9]{{1,2}})(?: ?[-/. ] ?{_ERA}(?P<year>[0-9]+))?")
_NAMED = re.compile(rf"(?P<day>[0-9]{{1,2}}) ?[-/]? ?(?P<name>[^0-9]+?) ?[-/]? ?(?:{_ERA}(?P<year>[0-9]+))?")
_DAY = re.compile(r"(?P<day>[0-9]{1,2})")
# 161169 and 16112569, as figures are typed into a form on paper
_RUN = re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4}|[0-9]{2})")
_OF_A_MONTH = re.compile(r"(?P<day>[0-9]{1,2}) ?เดือน(?P<which>นี้|ที่แล้ว|ก่อน|ที่ผ่านมา)")
_SPAN = re.compile(r".*[0-9] ?(?:ถึง| - ) ?[0-9].*|[0-9]{1,2} ?- ?[0-9]{1,2} ?[ก-ฮ].*")
_AT = re.compile(r",? ?เวลา ?[0-9]{1,2}[:.][0-9]{2} ?(?:น\.?)?$")
# a weekday, with or without the word for day before it
_WEEKDAY = re.compile(r"^((?!วันที่)[^0-9 ]+?)(?: ?ที่ ?(?=[0-9])| ?(?=[0-9]))")


def read_date(text: str, today: date) -> date | Refused:
    """The date that was typed; `today` is the date in Bangkok.

    A year above 2400 is พ.ศ.; two digits are พ.ศ. too (69 = 2569); ค.ศ. may be written before it. Without a
    year, the nearest such day is meant; a bare day ("วันที่ 5") is the latest that is not after today.
    """
    words = tidy(text)
    if not words:
        return Refused(reasons.EMPTY)
    if len(words) > 60:
        return Refused(reasons.NOT_A_DATE)
    words = _AT.sub("", without(words, POLITE, ()))
    if words.casefold() in _SPOKEN:
        return today + timedelta(days=_SPOKEN[words.casefold()])
    words = _in_figures(words)
    if ago := _AGO.fullmatch(words):
        return today - timedelta(days=int(ago[1]))
    if iso := _ISO.fullmatch(words):
        return _dated(iso["year"], "", int(iso["month"]), int(iso["day"]), today)
    weekday: int | None = None
    if (named := _WEEKDAY.match(words)) and (weekday := weekday_number(named[1])) is not None:
        words = words[named.end() :]
    said_day = re.match(r"(?:เมื่อ)? ?(?:วันที่|ที่) ?", words)
    words = _in_figures(words[said_day.end() :]) if said_day else words
    if (of := _OF_A_MONTH.fullmatch(words)) and (said_day or of["which"] == "นี้"):
        # "5 เดือนก่อน" without "the 5th" may be five months ago.
        year, month = divmod(today.year * 12 + today.month - 1 - (of["which"] != "นี้"), 12)
        return _possible(year, month + 1, int(of["day"])) if int(of["day"]) else Refused(reasons.NOT_A_DATE)
    found = _read(words, today)
    if isinstance(found, date) and weekday is not None and found.weekday() != weekday:
        return Refused(reasons.wrong_weekday(write_date(found), WEEKDAYS[found.weekday()]))
    return found


def _in_figures(words: str) -> str:
    """`สามวันก่อน` as `3วันก่อน`: number words at the beginning, where there are any."""
    for end in range(min(len(words), _LONGEST_DAY), 1, -1):
        figure = read_words(words[:end]) if not words[0].isdigit() else None
        if isinstance(figure, Decimal) and figure == int(figure):
            return f"{int(figure)}{words[end:]}"
    return words


def _read(words: str, today: date) -> date | Refused:
    if figures := _FIGURES.fullmatch(words):
        if int(figures["day"]) > 31 and len(figures["year"] or "") in (1, 2):
            # 69-11-16: the year first, as in files.
            return _dated(figures["day"], "", int(figures["month"]), int(figures["year"]), today)
        return _dated(figures["year"], figures["era"] or "", int(figures["month"]), int(figures["day"]), today)
    if run := _RUN.fullmatch(words):
        return _dated(run["year"], "", int(run["month"]), int(run["day"]), today)
    if day := _DAY.fullmatch(words):
        return _latest(int(day["day"]), today)
    if named := _NAMED.fullmatch(words):
        month = month_number(named["name"])
        if month is not None:
            return _dated(named["year"], named["era"] or "", month, int(named["day"]), today)
    return Refused(reasons.ONE_DAY if _SPAN.fullmatch(words) else reasons.NOT_A_DATE)


def _dated(year: str | None, era: str, month: int, day: int, today: date) -> date | Refused:
    if day == 0:
        return Refused(reasons.NOT_A_DATE)
    if not 1 <= month <= 12:
        return Refused(reasons.no_such_month(month))
    if year is None:
        return _nearest(month, day, today)
    number = int(year)
    if era.startswith("ค"):
        number += 2000 if len(year) == 2 else 0
    elif len(year) == 2:
        number += 2500 - BE
    elif 2400 < number < 2700:
        number -= BE
    if len(year) not in (2, 4) or not 1900 <= number <= 2150:
        return Refused(reasons.no_such_year(year))
    return _possible(number, month, day)


def _possible(year: int, month: int, day: int) -> date | Refused:
    days = monthrange(year, month)[1]
    if day > days:
        return Refused(reasons.no_such_day(f"{MONTHS[month - 1]} {year + BE}", days))
    return date(year, month, day)


def _nearest(month: int, day: int, today: date) -> date | Refused:
    tries = [_possible(today.year + step, month, day) for step in (-1, 0, 1)]
    possible = [one for one in tries if isinstance(one, date)]
    return min(possible, key=lambda one: abs(one - today)) if possible else tries[1]


def _latest(day: int, today: date) -> date | Refused:
    if not 1 <= day <= 31:
        return Refused(reasons.NOT_A_DATE)
    year, month = today.year, today.month
    while True:
        found = _possible(year, month, day)
        if isinstance(found, date) and found <= today:
            return found
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)


def write_date(day: date) -> str:
    """`5 กรกฎาคม 2569`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BE}"


def write_short_date(day: date) -> str:
    """`5 ก.ค. 69`."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {(day.year + BE) % 100:02d}"


@lru_cache(maxsize=64)
def write_weekday_date(day: date) -> str:
    """`วันอาทิตย์ที่ 5 กรกฎาคม 2569`."""
    return f"{WEEKDAYS[day.weekday()]}ที่ {write_date(day)}"


def write_month(year: int, month: int) -> str:
    """`ตุลาคม 2569`; `year` is ค.ศ."""
    return f"{MONTHS[month - 1]} {year + BE}"


def write_year(year: int) -> str:
    """`พ.ศ. 2569`; `year` is ค.ศ."""
    return f"พ.ศ. {year + BE}"


@lru_cache(maxsize=64)
def write_period(period: str) -> str:
    """`ตุลาคม 2569` for the period `2026-10`; `ไตรมาสที่ 1 ปีงบประมาณ 2570 (ต.ค.–ธ.ค. 2569)`, `ปีงบประมาณ 2570`,
    `ครั้งเดียว ภายในวันที่ 30 ธันวาคม 2569`."""
    found = Period.parse(period)
    match found.every:
        case Every.MONTH:
            return write_month(found.year, found.month)
        case Every.QUARTER:
            months = f"{SHORT_MONTHS[found.first_day.month - 1]}–{SHORT_MONTHS[found.month - 1]} {found.year + BE}"
            return f"ไตรมาสที่ {found.quarter} ปีงบประมาณ {found.fiscal_year + BE} ({months})"
        case Every.FISCAL_YEAR:
            return f"ปีงบประมาณ {found.fiscal_year + BE}"
        case Every.ONCE:
            return f"ครั้งเดียว ภายในวันที่ {write_date(found.last_day)}"


def write_short_period(period: str) -> str:
    """`ต.ค. 69` for the period `2026-10`; `ไตรมาส 1/2570`, `ปีงบ 2570`, `ครั้งเดียว 30 ธ.ค. 69`."""
    found = Period.parse(period)
    match found.every:
        case Every.MONTH:
            return f"{SHORT_MONTHS[found.month - 1]} {(found.year + BE) % 100:02d}"
        case Every.QUARTER:
            return f"ไตรมาส {found.quarter}/{found.fiscal_year + BE}"
        case Every.FISCAL_YEAR:
            return f"ปีงบ {found.fiscal_year + BE}"
        case Every.ONCE:
            return f"ครั้งเดียว {write_short_date(found.last_day)}"
