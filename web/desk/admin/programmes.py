"""Programmes: their words, their schedule, whom to ask, which levels approve. For the department alone."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.periods import Every, Period
from bot.schedule import HOLIDAY_RULES, Schedule, local_day
from bot.texts.admin import programme_form as words
from bot.texts.progress import LEVELS
from bot.thai.dates import write_period
from bot.thai.months import MONTHS
from bot.thai.periods import EACH
from models import form_version, programme
from models.org_unit import LOCAL_KINDS
from models.programme import Programme
from services.access.jurisdiction import Level
from services.obligations.asked import asked_now
from services.programmes import beginning, settings_form
from services.programmes.settings_form import Fault, Filled
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_programmes", __name__)
HERE = "/desk/admin/programmes"
NEW = "/desk/admin/new-programme"


@pages.get(HERE)
@for_supervisors(Level.DEPARTMENT)
def every(desk: Desk) -> str:
    today = local_day(desk.now)
    rows = []
    for one in desk.programmes:
        schedule = Schedule.from_json(one.schedule)
        period = schedule.current(today)
        form = form_version.newest(desk.session, one)
        is_asked = asked_now(one, desk.now) is not None
        first = Period.parse(one.active_from)
        opens = schedule.opens(first) if not schedule.has_opened(first, today) else None
        each, number = EACH[schedule.every], form.number if form else None
        rows.append((one, str(period), schedule.due(period), is_asked, opens, each, number))
    return render_template("desk/programmes.html", rows=rows)


@pages.get(NEW)
@for_supervisors(Level.DEPARTMENT)
def new(desk: Desk) -> str:
    return _new({"every": Every.MONTH, "due_day": str(Schedule().due_day)}, list(LOCAL_KINDS), [])


@pages.post(NEW)
@for_supervisors(Level.DEPARTMENT)
def add(desk: Desk) -> ResponseReturnValue:
    kinds = request.form.getlist("audience")
    made = beginning.begin(desk.session, request.form, kinds, desk.person, desk.now)
    if isinstance(made, list):
        return _new(request.form, kinds, made), 422
    flash(words.BEGUN, "good")
    return redirect(f"{HERE}/{made.code}", 303)


@pages.get(f"{HERE}/<name>")
@for_supervisors(Level.DEPARTMENT)
def one(desk: Desk, name: str) -> str:
    found = _found(desk, name)
    return _form(desk, found, settings_form.shown(found), {})


@pages.post(f"{HERE}/<name>")
@for_supervisors(Level.DEPARTMENT)
def save(desk: Desk, name: str) -> ResponseReturnValue:
    found = _found(desk, name)
    form = request.form
    filled = Filled(form, tuple(form.getlist("levels")), frozenset(form) & {"leave_out_unapproved"})
    is_newest = hmac.compare_digest(form.get("seen", "").encode(), settings_form.seen(found).encode())
    # A second press finds what the first has saved: nothing differs, and nobody was overwritten.
    if not is_newest and (lately := _lately(found, filled)):
        return _form(desk, found, filled, lately, words.CHANGED_MEANWHILE), 409
    faults = settings_form.save(desk.session, found, filled, desk.person, desk.now)
    if faults:
        wrong = {fault.field: words.fault(fault.kind, fault.about) for fault in faults}
        return _form(desk, found, filled, wrong, words.NOT_SAVED), 422
    flash(words.SAVED, "good")
    return redirect(f"{HERE}/{found.code}", 303)


def _new(values: Mapping[str, str], audience: Sequence[str], faults: Sequence[Fault]) -> str:
    return render_template(
        "desk/programme_new.html",
        v=values,
        audience=audience,
        wrong={fault.field: words.fault(fault.kind, fault.about) for fault in faults},
        told=words.NOT_SAVED if faults else "",
        kinds=LOCAL_KINDS,
        each=EACH,
        longest=settings_form.LONGEST,
        longest_code=beginning.LONGEST_CODE,
    )


def _found(desk: Desk, name: str) -> Programme:
    return programme.by_code(desk.session, name) or desk.nothing()


def _lately(found: Programme, filled: Filled) -> dict[str, str]:
    """What stands now in the fields that were filled in otherwise."""
    said = dict(settings_form.shown(found).values) | {
        "levels": ", ".join(LEVELS[level] for level in found.levels),
        "leave_out_unapproved": words.CHOSEN[found.leave_out_unapproved],
        "active_from": write_period(found.active_from),
        "active_to": write_period(found.active_to) if found.active_to else words.NO_PERIOD,
    }
    if "holiday_rule" in said:
        said["holiday_rule"] = words.HOLIDAY_RULES[said["holiday_rule"]]
    return {name: words.lately(said.get(name, "")) for name in settings_form.differing(found, filled)}


def _form(desk: Desk, found: Programme, filled: Filled, wrong: Mapping[str, str], told: str = "") -> str:
    """`wrong` stands beside its field, `told` above them all: why nothing was saved."""
    today = local_day(desk.now)
    schedule = Schedule.from_json(found.schedule)
    current, first = schedule.current(today), Period.parse(found.active_from)
    last = Period.parse(found.active_to) if found.active_to else current
    # Before the first period opens what is to come is shown, after the last one what was.
    period = min(max(current, first), max(first, last))
    return render_template(
        "desk/programme.html",
        programme=found,
        form=form_version.newest(desk.session, found),
        filled=filled,
        wrong=wrong,
        told=told,
        seen=settings_form.seen(found),
        months=MONTHS,
        levels=LEVELS,
        rules=words.HOLIDAY_RULES,
        period=str(period),
        opens=schedule.opens(period),
        due=schedule.due(period),
        is_to_come=not schedule.has_opened(period, today),
        is_over=period < current or schedule.is_over(today),
        by_rule={rule: replace(schedule, holiday_rule=rule).due(period) for rule in HOLIDAY_RULES},
        every=schedule.every.value,
        each=EACH[schedule.every],
        of_the_next=words.OF_THE_NEXT.get(schedule.every, ""),
    )
