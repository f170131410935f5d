"""Programmes: their words, their schedule, whom to ask, which levels approve. For the department alone."""

from __future__ import annotations

import hmac
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.schedule import HOLIDAY_RULES, Schedule, local_day
from bot.texts.admin import programme_form as words
from bot.thai.months import MONTHS
from bot.thai.periods import EACH
from models import form_version, programme
from models.programme import Programme
from services.access.jurisdiction import Level
from services.obligations.asked import asked_now
from services.programmes import settings_form
from services.programmes.settings_form import Filled
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_programmes", __name__)
HERE = "/desk/admin/programmes"


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
        rows.append(
            (one, str(period), schedule.due(period), is_asked, EACH[schedule.every], form.number if form else None)
        )
    return render_template("desk/programmes.html", rows=rows)


@pages.get(f"{HERE}/<name>")
@for_supervisors(Level.DEPARTMENT)
def one(desk: Desk, name: str) -> str:
    found = _found(desk, name)
    return _form(desk, found, settings_form.shown(found), {})


@pages.post(f"{HERE}/<name>")
@for_supervisors(Level.DEPARTMENT)
def save(desk: Desk, name: str) -> ResponseReturnValue:
    found = _found(desk, name)
    if not hmac.compare_digest(request.form.get("seen", "").encode(), settings_form.seen(found).encode()):
        flash(words.CHANGED_MEANWHILE, "warn")
        return redirect(f"{HERE}/{found.code}", 303)
    form = request.form
    filled = Filled(form, tuple(form.getlist("levels")), frozenset(form) & {"leave_out_unapproved"})
    faults = settings_form.save(desk.session, found, filled, desk.person, desk.now)
    if faults:
        wrong = {fault.field: words.fault(fault.kind, fault.about) for fault in faults}
        return _form(desk, found, filled, wrong), 422
    flash(words.SAVED, "good")
    return redirect(f"{HERE}/{found.code}", 303)


def _found(desk: Desk, name: str) -> Programme:
    return programme.by_code(desk.session, name) or desk.nothing()


def _form(desk: Desk, found: Programme, filled: Filled, wrong: dict[str, str]) -> str:
    today = local_day(desk.now)
    schedule = Schedule.from_json(found.schedule)
    period = schedule.current(today)
    return render_template(
        "desk/programme.html",
        programme=found,
        filled=filled,
        wrong=wrong,
        not_saved=words.NOT_SAVED,
        seen=settings_form.seen(found),
        months=MONTHS,
        levels=[level.value for level in Level],
        now_open=(str(period), schedule.due(period)),
        by_rule={rule: replace(schedule, holiday_rule=rule).due(period) for rule in HOLIDAY_RULES},
        every=schedule.every.value,
        each=EACH[schedule.every],
        of_the_next=words.OF_THE_NEXT.get(schedule.every, ""),
    )
