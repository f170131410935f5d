"""Programmes as an operator makes and changes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.knowledge.links import SLUG
from bot.periods import Every, Period
from bot.schedule import Schedule, local_day
from models import programme
from models.org_unit import LOCAL_KINDS
from models.programme import Programme

# Columns that may be changed once reports exist: none of these moves a due day that has passed.
CHANGEABLE = (
    "title",
    "circular_number",
    "circular_date",
    "subject",
    "issuing_office",
    "contact",
    "active_to",
    "levels",
    "leave_out_unapproved",
    "outlier_factor",
)
LADDER = ("district", "province", "department")


def create(session: Session, now: datetime, columns: Mapping[str, Any]) -> Programme:
    """A new programme. `columns` are its columns by name; audience, schedule and the texts may be left out.

    Dates are ISO strings and periods keys of the schedule's rhythm; without `active_from` it is the first that can
    still be sent in time: nobody is late with what was never asked. What is asked once opens today
    unless its schedule says otherwise, and has no other period than its own. Raises ValueError with what is wrong.
    """
    values = {"audience": [str(kind) for kind in LOCAL_KINDS], "schedule": {}} | dict(columns)
    today = local_day(now)
    if not SLUG.fullmatch(values["code"]) or len(values["code"]) > 40:
        raise ValueError(f"a code is lower-case words joined by hyphens, 40 characters at most: {values['code']!r}")
    if programme.by_code(session, values["code"]):
        raise ValueError(f"there is a programme {values['code']!r} already")
    strange = [kind for kind in values["audience"] if kind not in list(LOCAL_KINDS)]
    if strange or not values["audience"]:
        raise ValueError(f"an audience is made of {', '.join(LOCAL_KINDS)}; not {', '.join(strange) or 'empty'}")
    if values["schedule"].get("every") == Every.ONCE:
        values["schedule"] = {"opens_on": today.isoformat()} | values["schedule"]
        if {"active_from", "active_to"} & {name for name, value in values.items() if value}:
            raise ValueError("what is asked once has no first and no last period: leave them out")
    schedule = Schedule.from_json(values["schedule"])
    if schedule.due_on and schedule.due_on < today:
        raise ValueError(f"{schedule.due_on} is past: nobody could report by then")
    first = schedule.current(today)
    if schedule.every is Every.ONCE:
        values["active_to"] = str(first)
    elif values.get("active_from"):
        first = _of_rhythm(values["active_from"], schedule)
    elif schedule.due(first) < today:
        first = first.plus(1)
    values["schedule"], values["active_from"] = schedule.to_json(), str(first)
    created = Programme(created_at=now, code=values["code"], audience=values["audience"], schedule=values["schedule"])
    created.active_from = values["active_from"]
    _write(created, {key: value for key, value in values.items() if key in CHANGEABLE})
    if not created.title:
        raise ValueError("a programme needs a title")
    session.add(created)
    session.flush()
    return created


def change(session: Session, code: str, columns: Mapping[str, Any]) -> Programme:
    """Changes what may be changed (`CHANGEABLE`). Raises ValueError with what is wrong; then nothing is changed."""
    found = programme.by_code(session, code)
    if found is None:
        raise ValueError(f"there is no programme {code!r}")
    fixed = [key for key in columns if key not in CHANGEABLE]
    if fixed:
        raise ValueError(f"cannot be changed: {', '.join(fixed)}")
    with session.no_autoflush:
        _write(found, columns)
    return found


def _write(target: Programme, columns: Mapping[str, Any]) -> None:
    values = dict(columns)
    if len(values.get("title") or "") > 200 or len(values.get("circular_number") or "") > 80:
        raise ValueError("a title has 200 characters at most, a circular's number 80")
    if "circular_date" in values:
        day = values["circular_date"]
        values["circular_date"] = date.fromisoformat(day) if day else None
    if values.get("active_to") == "" and target.schedule.get("every") != Every.ONCE:
        values["active_to"] = None
    elif values.get("active_to") is not None:
        last = str(_of_rhythm(values["active_to"], Schedule.from_json(target.schedule)))
        if last < target.active_from:
            raise ValueError(f"the last period {last} is before the first, {target.active_from}")
    if "levels" in values:
        strange = [level for level in values["levels"] if level not in LADDER]
        if strange or not values["levels"]:
            raise ValueError(f"levels are {', '.join(LADDER)}; not {', '.join(strange) or 'none at all'}")
        values["levels"] = [level for level in LADDER if level in values["levels"]]
    factor = values.get("outlier_factor", 0)
    if not (factor == 0 or 1 < factor <= 1000):
        raise ValueError(f"an outlier factor is more than 1, or 0 for none; not {factor:g}")
    for key, value in values.items():
        setattr(target, key, value)


def _of_rhythm(text: str, schedule: Schedule) -> Period:
    period = Period.parse(text)
    if period.every is not schedule.every:
        raise ValueError(f"{text} is no period of a programme that asks every {schedule.every}")
    return period
