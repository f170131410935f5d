"""A programme as a form to fill in: what stands in it, what is wrong with what was typed, and saving it.

Everything is checked at once and nothing is saved where anything is wrong. `services/programmes/programmes.py` has the
rules that hold for the operator's commands too."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.periods import Every, Period
from bot.schedule import HOLIDAY_RULES, Schedule, local_day
from bot.thai.dates import read_date, write_date
from bot.thai.digits import tidy
from bot.whole import whole
from models import audit_log
from models.membership.person import Person
from models.programme import Programme
from models.reporting.report import Report
from services.access.jurisdiction import Level
from services.org_units import contacts

LONGEST = {"title": 200, "circular_number": 80, "subject": 1_000, "issuing_office": 500}
_WORDS = (*LONGEST, "contact")
LAST_DAY = 28
MOST_FACTOR = 100
_YEARS = range(2000, 2200)
_LIFE = ("active_from", "active_to")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field. `kind` is of `bot/texts/admin/programme_form.py`, `about` what it needs."""

    field: str
    kind: str
    about: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was typed: `values` as they came, by field; `levels` and `on` are the boxes ticked."""

    values: Mapping[str, str]
    levels: tuple[str, ...]
    on: frozenset[str]


def shown(one: Programme) -> Filled:
    """The form as it stands before anything is typed. How often it asks stays as it was made; of what is asked once the
    day too, so that there is nothing to fill in about when."""
    schedule = Schedule.from_json(one.schedule)
    values = {name: getattr(one, name) for name in _WORDS}
    values |= {
        "circular_date": write_date(one.circular_date) if one.circular_date else "",
        "outlier_factor": f"{one.outlier_factor:g}",
    }
    if schedule.every is not Every.ONCE:
        values |= {"opens_day": str(schedule.opens_day), "due_day": str(schedule.due_day)}
        values |= {"holiday_rule": schedule.holiday_rule, **_split("active_from", one.active_from)}
        values |= _split("active_to", one.active_to) if one.active_to else {}
    return Filled(values, tuple(one.levels), frozenset({"leave_out_unapproved"} if one.leave_out_unapproved else ()))


def seen(one: Programme) -> str:
    """A fingerprint of the form as it stands: what somebody else has changed meanwhile is not overwritten."""
    filled = shown(one)
    document = [sorted(filled.values.items()), filled.levels, sorted(filled.on)]
    return hashlib.sha256(json.dumps(document, ensure_ascii=False).encode()).hexdigest()[:16]


def differing(one: Programme, filled: Filled) -> list[str]:
    """The fields in which something else was filled in than stands now."""
    now = shown(one)
    names = {*_WORDS, "circular_date", "outlier_factor", "opens_day", "due_day", "holiday_rule", *_LIFE}
    names = {name for name in names if any(_tidied(now, part) != _tidied(filled, part) for part in _parts(name))}
    if set(now.levels) != set(filled.levels):
        names.add("levels")
    return sorted(names | (now.on ^ filled.on))


def save(session: Session, one: Programme, filled: Filled, by: Person, now: datetime) -> list[Fault]:
    """Writes the programme; the faults where anything is wrong, and then nothing is changed."""
    columns, faults = _read(filled, Schedule.from_json(one.schedule).every, local_day(now))
    if not faults:
        faults = _against_what_is(session, one, columns, local_day(now))
    if faults:
        return faults
    changed = [name for name, value in columns.items() if getattr(one, name) != value]
    for name in changed:
        setattr(one, name, columns[name])
    if changed:
        audit_log.note(
            session, now, "programme.change", person_id=by.id, subject=f"programme:{one.id}", fields=sorted(changed)
        )
    return []


def _read(filled: Filled, every: Every, today: date) -> tuple[dict[str, Any], list[Fault]]:
    values, faults = filled.values, list[Fault]()

    def wrong(field: str, kind: str, **about: Any) -> None:
        faults.append(Fault(field, kind, about))

    columns: dict[str, Any] = {name: " ".join(values.get(name, "").split()) for name in LONGEST}
    for name, most in LONGEST.items():
        if len(columns[name]) > most:
            wrong(name, "too_long", most=most)
    if not columns["title"]:
        wrong("title", "needed")
    contact = contacts.tidied(values.get("contact", ""))
    if contact is None:
        wrong("contact", "contact_too_long", lines=contacts.MOST_LINES, most=contacts.LONGEST_LINE)
    columns["contact"] = contact or ""
    typed = values.get("circular_date", "").strip()
    read = read_date(typed, today) if typed else None
    if read is not None and not isinstance(read, date):
        wrong("circular_date", "no_date")
    columns["circular_date"] = read if isinstance(read, date) else None
    if every is not Every.ONCE:
        _read_schedule(values, every, columns, wrong)
        _read_life(values, every, columns, wrong)
    columns["levels"] = [str(level) for level in Level if level in filled.levels]
    if not columns["levels"]:
        wrong("levels", "no_level")
    columns["leave_out_unapproved"] = "leave_out_unapproved" in filled.on
    factor = _number(values.get("outlier_factor", ""))
    if factor is None or not (factor == 0 or 1 < factor <= MOST_FACTOR):
        wrong("outlier_factor", "no_factor", most=MOST_FACTOR)
    columns["outlier_factor"] = factor
    return columns, faults


def _read_life(values: Mapping[str, str], every: Every, columns: dict[str, Any], wrong: Any) -> None:
    """The first period and the last."""
    columns["active_from"] = _period(values, "active_from", every)
    if columns["active_from"] is None:
        wrong("active_from", f"no_{every}")
    ends = any(values.get(part) for part in _parts("active_to"))
    columns["active_to"] = _period(values, "active_to", every) if ends else None
    if ends and columns["active_to"] is None:
        wrong("active_to", f"no_{every}")
    elif columns["active_to"] and columns["active_from"] and columns["active_to"] < columns["active_from"]:
        wrong("active_to", "ends_before_it_begins")


def _read_schedule(values: Mapping[str, str], every: Every, columns: dict[str, Any], wrong: Any) -> None:
    days = {name: _whole(values.get(name, "")) for name in ("opens_day", "due_day")}
    for name, day in days.items():
        if day is None or not 1 <= day <= LAST_DAY:
            wrong(name, "no_day", most=LAST_DAY)
            return
    rule = values.get("holiday_rule", "")
    if days["opens_day"] > days["due_day"]:  # type: ignore[operator]
        wrong("due_day", "due_before_it_opens")
    elif rule not in HOLIDAY_RULES:
        wrong("holiday_rule", "no_rule")
    else:
        columns["schedule"] = Schedule.from_json({**days, "holiday_rule": rule, "every": every}).to_json()


def _against_what_is(session: Session, one: Programme, columns: Mapping[str, Any], today: date) -> list[Fault]:
    if "schedule" not in columns:
        return []
    faults = []
    first = session.scalar(select(func.min(Report.period)).where(Report.programme_id == one.id))
    if first is not None and columns["active_from"] > first:
        faults.append(Fault("active_from", "reports_before", {"period": first}))
    old, new = Schedule.from_json(one.schedule), Schedule.from_json(columns["schedule"])
    period = old.current(today)
    # Nobody may become late by an edit.
    if new.due(period) < today <= old.due(period):
        faults.append(Fault("due_day", "due_is_past", {"period": str(period), "due": new.due(period)}))
    return faults


def _parts(name: str) -> list[str]:
    """The inputs of a field: a period is chosen by several."""
    return [f"{name}_{part}" for part in ("month", "quarter", "year")] if name in _LIFE else [name]


def _tidied(filled: Filled, name: str) -> str:
    return tidy(filled.values.get(name, ""))


def _whole(text: str) -> int | None:
    return whole(tidy(text), most=9999)


def _number(text: str) -> float | None:
    try:
        number = float(tidy(text))
    except ValueError:
        return None
    return number if 0 <= number < 1_000_000 else None


def _split(name: str, period: str) -> dict[str, str]:
    """A period as fields: the number of the month or quarter, and the year, or fiscal year, in the Buddhist Era."""
    found = Period.parse(period)
    match found.every:
        case Every.MONTH:
            return {f"{name}_month": str(found.month), f"{name}_year": str(found.year + 543)}
        case Every.QUARTER:
            return {f"{name}_quarter": str(found.quarter), f"{name}_year": str(found.fiscal_year + 543)}
    return {f"{name}_year": str(found.fiscal_year + 543)}


def _period(values: Mapping[str, str], name: str, every: Every) -> str | None:
    month, quarter, year = (_whole(values.get(f"{name}_{part}", "")) for part in ("month", "quarter", "year"))
    if year is None or year - 543 not in _YEARS:
        return None
    match every:
        case Every.MONTH:
            return str(Period(year - 543, month)) if month and month <= 12 else None
        case Every.QUARTER:
            return f"{year - 543}-Q{quarter}" if quarter and quarter <= 4 else None
    return f"{year - 543}-FY"
