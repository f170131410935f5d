"""Who did what: the audit log, filtered and page by page, and as a file. For the department."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.schedule import BANGKOK, local_day
from bot.texts.admin import audit as words
from bot.thai.dates import read_date
from bot.thai.units import short_name
from bot.whole import whole
from services.access import audit
from services.access.audit import AuditFilter, AuditLine
from services.access.jurisdiction import Level
from web.desk.exporting.downloads import table
from web.desk.frame import query
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_audit", __name__)
HERE = "/desk/admin/audit"
_FIELDS = ("person", "number", "office", "act", "first", "last")


@pages.get(HERE)
@for_supervisors(Level.DEPARTMENT)
def lines(desk: Desk) -> str:
    """`person` and `office` are words or a code, `act` an action or a group of them, `first` and `last` days, `page`
    counts from 1."""
    asked, wanted = _asked(), _filter(desk)
    return render_template(
        "desk/audit.html",
        found=audit.read(desk.session, wanted, request.args.get("page", 1, type=int)),
        asked=asked,
        unread=_unread(asked, wanted),
        longest=audit.LONGEST_WORDS,
        words=words,
    )


@pages.get(f"{HERE}/lines.csv")
@for_supervisors(Level.DEPARTMENT)
def as_file(desk: Desk) -> ResponseReturnValue:
    """The lines of the same filter; taking them out is a line of its own."""
    wanted, asked = _filter(desk), _asked()
    if _unread(asked, wanted):
        # The page says so; more than was meant is not taken out.
        return redirect(f"{HERE}?{query(asked)}", 303)
    count = audit.count(desk.session, wanted)
    if count > audit.MOST_IN_FILE:
        flash(words.too_many(count, audit.MOST_IN_FILE), "warn")
        return redirect(f"{HERE}?{query(asked)}", 303)
    answer = table("audit", words.FILE_NAME, words.COLUMNS, map(_cells, audit.every(desk.session, wanted)))
    # What was looked for may be a name: the line says how much was taken, and which acts and days.
    desk.note("audit.take", lines=count, act=asked["act"], first=asked["first"], last=asked["last"])
    return answer


def _asked() -> dict[str, str]:
    return {key: request.args.get(key, "")[:80] for key in _FIELDS}


def _unread(asked: Mapping[str, str], wanted: AuditFilter) -> list[str]:
    """The fields of days in which something stands that is none."""
    return [name for name in ("first", "last") if asked[name].strip() and getattr(wanted, name) is None]


def _filter(desk: Desk) -> AuditFilter:
    """What is no day and no act of ours narrows nothing down."""
    asked = _asked()
    act = asked["act"]
    return AuditFilter(
        person=asked["person"],
        number=whole(asked["number"]),
        office=asked["office"],
        actions=tuple(words.GROUPS.get(act, (act,) if act in words.ACTIONS else ())),
        first=_day(asked["first"], local_day(desk.now)),
        last=_day(asked["last"], local_day(desk.now)),
    )


def _day(text: str, today: date) -> date | None:
    found = read_date(text, today) if text else None
    return found if isinstance(found, date) and 2000 <= found.year <= 2200 else None


def _cells(line: AuditLine) -> tuple[str, ...]:
    log, unit = line.log, line.unit
    return (
        log.at.astimezone(BANGKOK).isoformat(sep=" ", timespec="seconds"),
        str(log.person_id or ""),
        words.SYSTEM if line.person is None else line.person,
        log.action,
        words.ACTIONS.get(log.action, log.action),
        unit.code if unit else "",
        short_name(unit) if unit else "",
        log.subject,
        json.dumps(log.detail, ensure_ascii=False, sort_keys=True) if log.detail else "",
    )
