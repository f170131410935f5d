"""Dates as officers type them, and as we print them. Years are the Buddhist Era's (พ.ศ. = ค.ศ. + 543)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.texts import reasons
from bot.texts.digits import printed, tidy
from bot.texts.months import MONTHS, SHORT_MONTHS, WEEKDAYS, month_number, weekday_number
from bot.texts.refused import Refused

BE = 543

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
}
_AGO = re.compile(r"([0-9]{1,3}) ?วัน(?:ก่อน|ที่แล้ว|ที่ผ่านมา)")
_ERA = r"(?P<era>พ\.? ?ศ\.?|ค\.? ?ศ\.?|ปี(?: ?พ\.? ?ศ\.?)?)? ?"
_ISO = re.compile(r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})")
_FIGURES = re.compile(rf"(?P<day>[0-9]{{1,2}}) ?[-/. ] ?(?P<month>[0-9]{{1,2}})(?: ?[-/. ] ?{_ERA}(?P<year>[0-9]+))?")
_NAMED = re.compile(rf"(?P<day>[0-9]{{1,2}}) ?[-/]? ?(?P<name>[^0-9]+?) ?[-/]? ?(?:{_ERA}(?P<year>[0-9]+))?")
_DAY = re.compile(r"(?P<day>[0-9]{1,2})")
_WEEKDAY = re.compile(r"^(วัน(?!ที่)[^0-9 ]+?) ?(?:ที่)? ?(?=[0-9])")


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
    words = re.sub(r" ?(?:ครับ|ค่ะ|คะ)$", "", words)
    if words in _SPOKEN:
        return today + timedelta(days=_SPOKEN[words])
    if ago := _AGO.fullmatch(words):
        return today - timedelta(days=int(ago[1]))
    if iso := _ISO.fullmatch(words):
        return _dated(iso["year"], "", int(iso["month"]), int(iso["day"]), today)
    weekday = None
    if named := _WEEKDAY.match(words):
        weekday = weekday_number(named[1])
        if weekday is None:
            return Refused(reasons.NOT_A_DATE)
        words = words[named.end() :]
    words = re.sub(r"^(?:เมื่อ)? ?(?:วันที่|ที่) ?", "", words)
    found = _read(words, today)
    if isinstance(found, date) and weekday is not None and found.weekday() != weekday:
        return Refused(reasons.wrong_weekday(write_date(found), WEEKDAYS[found.weekday()]))
    return found


def _read(words: str, today: date) -> date | Refused:
    if figures := _FIGURES.fullmatch(words):
        return _dated(figures["year"], figures["era"] or "", int(figures["month"]), int(figures["day"]), today)
    if day := _DAY.fullmatch(words):
        return _latest(int(day["day"]), today)
    if named := _NAMED.fullmatch(words):
        month = month_number(named["name"])
        if month is not None:
            return _dated(named["year"], named["era"] or "", month, int(named["day"]), today)
    return Refused(reasons.NOT_A_DATE)


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
    return printed(f"{day.day} {MONTHS[day.month - 1]} {day.year + BE}")


def write_short_date(day: date) -> str:
    """`5 ก.ค. 69`."""
    return printed(f"{day.day} {SHORT_MONTHS[day.month - 1]} {(day.year + BE) % 100:02d}")


def write_weekday_date(day: date) -> str:
    """`วันอาทิตย์ที่ 5 กรกฎาคม 2569`."""
    return f"{WEEKDAYS[day.weekday()]}ที่ {write_date(day)}"


def write_month(year: int, month: int) -> str:
    """`ตุลาคม 2569`; `year` is ค.ศ."""
    return printed(f"{MONTHS[month - 1]} {year + BE}")


def write_period(period: str) -> str:
    """`ตุลาคม 2569` for the period `2026-10`."""
    year, month = period.split("-")
    return write_month(int(year), int(month))


def write_short_period(period: str) -> str:
    """`ต.ค. 69` for the period `2026-10`."""
    year, month = period.split("-")
    return printed(f"{SHORT_MONTHS[int(month) - 1]} {(int(year) + BE) % 100:02d}")
