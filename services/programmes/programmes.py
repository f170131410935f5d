"""Programmes as an operator makes and changes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.knowledge.links import SLUG
from bot.schedule import Period, Schedule
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

    Dates and months are ISO strings. Raises ValueError with what is wrong.
    """
    values = {"audience": [str(kind) for kind in LOCAL_KINDS], "schedule": {}} | dict(columns)
    if not SLUG.fullmatch(values["code"]) or len(values["code"]) > 40:
        raise ValueError(f"a code is lower-case words joined by hyphens, 40 characters at most: {values['code']!r}")
    if programme.by_code(session, values["code"]):
        raise ValueError(f"there is a programme {values['code']!r} already")
    strange = [kind for kind in values["audience"] if kind not in list(LOCAL_KINDS)]
    if strange or not values["audience"]:
        raise ValueError(f"an audience is made of {', '.join(LOCAL_KINDS)}; not {', '.join(strange) or 'empty'}")
    values["schedule"] = Schedule.from_json(values["schedule"]).to_json()
    Period.parse(values["active_from"])
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
    if values.get("circular_date"):
        values["circular_date"] = date.fromisoformat(values["circular_date"])
    if values.get("active_to") and str(Period.parse(values["active_to"])) < target.active_from:
        raise ValueError(f"the last month {values['active_to']} is before the first, {target.active_from}")
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
