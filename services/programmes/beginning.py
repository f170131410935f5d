"""A new programme as a form to fill in: what is wrong with what was typed, and making it.

Only what cannot be changed afterwards is asked, and the day it is due; the rest is filled in on its own form
(`settings_form`). Everything is checked at once and nothing is made where anything is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.knowledge.links import SLUG
from bot.periods import Every
from bot.schedule import local_day
from bot.thai.dates import read_date
from bot.thai.digits import tidy
from bot.whole import whole
from models import audit_log, programme
from models.membership.person import Person
from models.org_unit import LOCAL_KINDS
from models.programme import Programme
from services.programmes import programmes
from services.programmes.settings_form import LAST_DAY, LONGEST, Fault

LONGEST_CODE = 40


def begin(
    session: Session, values: Mapping[str, str], audience: Sequence[str], by: Person, now: datetime
) -> Programme | list[Fault]:
    """The programme of what was typed, by field, and of the kinds ticked; the faults where anything is wrong.

    Pressed twice, it is the one that the first press made."""
    columns, faults = _read(values, audience, local_day(now))
    taken = programme.by_code(session, columns["code"])
    if taken is not None and not faults:
        is_made = all(getattr(taken, name) == columns[name] for name in ("title", "audience"))
        if is_made and audit_log.last_of(session, by.id, ["programme.create"], _about(taken)):
            return taken
        faults = [Fault("code", "code_taken", {"title": taken.title})]
    if faults:
        return faults
    made = programmes.create(session, now, columns)
    audit_log.note(session, now, "programme.create", person_id=by.id, subject=f"programme:{made.id}")
    return made


def _about(made: Programme) -> Any:
    return audit_log.AuditLog.subject == f"programme:{made.id}"


def _read(values: Mapping[str, str], audience: Sequence[str], today: date) -> tuple[dict[str, Any], list[Fault]]:
    faults = list[Fault]()

    def wrong(field: str, kind: str, **about: Any) -> None:
        faults.append(Fault(field, kind, about))

    title = " ".join(values.get("title", "").split())
    if not title:
        wrong("title", "needed")
    elif len(title) > LONGEST["title"]:
        wrong("title", "too_long", most=LONGEST["title"])
    code = values.get("code", "").strip().lower()
    if not SLUG.fullmatch(code) or len(code) > LONGEST_CODE:
        wrong("code", "no_code", most=LONGEST_CODE)
    kinds = [str(kind) for kind in LOCAL_KINDS if kind in audience]
    if not kinds:
        wrong("audience", "no_kind")
    columns: dict[str, Any] = {"title": title, "code": code, "audience": kinds}
    every = values.get("every", "")
    if every == Every.ONCE:
        read = read_date(typed, today) if (typed := values.get("due_on", "").strip()) else None
        if not isinstance(read, date):
            wrong("due_on", "no_due_on")
        elif read < today:
            wrong("due_on", "due_on_is_past")
        else:
            columns["schedule"] = {"every": every, "due_on": read.isoformat()}
    elif every in list(Every):
        day = whole(tidy(values.get("due_day", "")), most=LAST_DAY)
        if not day:
            wrong("due_day", "no_day", most=LAST_DAY)
        else:
            columns["schedule"] = {"every": every, "due_day": day}
    else:
        wrong("every", "no_rule")
    return columns, faults
