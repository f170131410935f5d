"""Giving more time on a page: for the whole area or the offices that were ticked, looked at before it is given."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.schedule import local_day, next_workday
from bot.texts.reminding import extending as words
from bot.texts.reminding import follow_up as follow_up_words
from bot.vocabulary.reminding import read_until
from services.progress.overview import OfficeLine
from services.reminding import extending
from services.reminding.extending import Extended, ExtendRefused
from web.desk.reminding.follow_up import FollowUp, asked_about
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_chase_extend", __name__)

# What the form suggests: the first working day so many days after the due day, or after today where that has passed.
OFFERED = timedelta(days=3)
_LONGEST_DAY = 60
OTHER = "other"  # the choice of a reason in one's own words


@pages.post("/desk/chase/<code>/extend")
@for_supervisors(writes=False)
def ask(desk: Desk, code: str) -> ResponseReturnValue:
    """First the form; with `day` and `reason` what giving it would do, or what is wrong with it."""
    about = asked_about(desk, code)
    if not isinstance(about, FollowUp):
        return about
    lines = _waiting(desk, about)
    if not lines:
        flash(words.nobody_waits(about.unit, about.chosen.period), "warn")
        return redirect(about.link(), 303)
    if "day" not in request.form:
        return _form(desk, about, lines, {})
    found, wrong = _checked(desk, about, lines)
    return _form(desk, about, lines, wrong) if found is None or wrong else _look(about, lines, found)


@pages.post("/desk/chase/<code>/grant")
@for_supervisors()
def grant(desk: Desk, code: str) -> ResponseReturnValue:
    """Gives it; pressed again it changes and tells nothing. A report that was approved since this was looked at
    (`unlocks`: it was before) is not unlocked unseen."""
    about = asked_about(desk, code)
    if not isinstance(about, FollowUp):
        return about
    lines = _waiting(desk, about)
    found, wrong = _checked(desk, about, lines) if lines else (None, {})
    if wrong.get("day") == words.refused("not_later", _due(lines, desk), _latest(desk)):
        flash(words.has_it_all(_day(lines, desk)), "info")
        return redirect(about.link(), 303)
    if found is None or wrong:
        return _form(desk, about, lines, wrong) if lines else redirect(about.link(), 303)
    if _unlocks(lines) and "unlocks" not in request.form:
        flash(words.LOOK_AGAIN, "warn")
        return _look(about, lines, found)
    asked = about.chosen
    done = extending.grant(
        desk.session,
        asked.programme,
        asked.period,
        about.unit,
        desk.person,
        found.due_on,
        _reason(),
        desk.now,
        about.only,
        desk.jurisdiction.level_over(about.unit),
    )
    nobody = sum(not line.reachable for line in done.gets)
    flash(words.granted_in_a_line(done.due_on, len(done.gets), done.people, nobody), "good")
    return redirect(about.link(), 303)


def _look(about: FollowUp, lines: list[OfficeLine], found: Extended) -> str:
    """What giving it would do."""
    return render_template(
        "desk/chase_extend.html",
        about=about,
        lines=lines,
        unlocks=_unlocks(lines),
        found=found,
        reason=_reason(),
        quota=follow_up_words.left(found.left.messages if found.left.is_known else -1),
    )


def _form(desk: Desk, about: FollowUp, lines: list[OfficeLine], wrong: dict[str, str]) -> str:
    return render_template(
        "desk/chase_extend.html",
        about=about,
        lines=lines,
        unlocks=_unlocks(lines),
        found=None,
        wrong=wrong,
        latest=_latest(desk),
        offered=next_workday(max(_due(lines, desk), local_day(desk.now)) + OFFERED),
        due=_due(lines, desk),
        reasons=words.REASONS,
        other=OTHER,
        given=request.form,
        longest=extending.LONGEST_REASON,
    )


def _checked(desk: Desk, about: FollowUp, lines: list[OfficeLine]) -> tuple[Extended | None, dict[str, str]]:
    """What it would do; and complaints by field."""
    wrong: dict[str, str] = {}
    day, found, asked = _day(lines, desk), None, about.chosen
    due, latest = _due(lines, desk), _latest(desk)
    if day is None:
        wrong["day"] = words.refused("", due, latest)
    else:
        try:
            found = extending.preview(
                desk.session,
                asked.programme,
                asked.period,
                about.unit,
                day,
                desk.now,
                about.only,
                desk.jurisdiction.level_over(about.unit),
            )
        except ExtendRefused as refused:
            wrong["day"] = words.refused(refused.reason, due, latest)
        if found is not None and not found.gets:
            wrong["day"] = words.refused("not_later", due, latest)
    if not _reason():
        wrong["reason"] = words.NO_REASON
    return found, wrong


def _waiting(desk: Desk, about: FollowUp) -> list[OfficeLine]:
    asked = about.chosen
    level = desk.jurisdiction.level_over(about.unit)
    return extending.waiting(desk.session, asked.programme, asked.period, about.unit, desk.now, about.only, level)


def _unlocks(lines: list[OfficeLine]) -> str:
    """What has to be known beforehand where the report is approved."""
    return words.UNLOCKS if any(not line.waits for line in lines) else ""


def _due(lines: list[OfficeLine], desk: Desk) -> date:
    return max((line.due for line in lines), default=local_day(desk.now))


def _latest(desk: Desk) -> date:
    return local_day(desk.now) + extending.LONGEST


def _day(lines: list[OfficeLine], desk: Desk) -> date | None:
    """The day as it is typed in the chat too: 10 พ.ย. 2569, อีก 5 วัน."""
    return read_until(request.form.get("day", "")[:_LONGEST_DAY], local_day(desk.now), _due(lines, desk))


def _reason() -> str:
    """The usual reason that was chosen, or the words that were typed."""
    code = request.form.get("reason", "")
    return words.REASONS.get(code) or extending.tidy_reason(request.form.get("words", ""))
