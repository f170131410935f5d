"""The registry of offices from a file: looked at first, then brought in whole or not at all. For the department."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.schedule import local_day
from bot.texts.admin import registry as words
from bot.thai.dates import read_date, write_date
from models import upload
from models.audit_log import AuditLog
from models.org_unit import LOCAL_KINDS
from models.upload import Upload
from services.access.jurisdiction import Level
from services.org_units import import_plan
from services.org_units.import_plan import ImportPlan
from services.org_units.registry import Registry, read_registry
from services.storage.sheet import SheetError
from services.untrusted import readings
from services.untrusted.apart import Unavailable
from web.desk.signed_in import Desk, dependencies, for_supervisors

pages = Blueprint("desk_units", __name__)
HERE = "/desk/admin/units"
PURPOSE = "units"
# The national registry of 7,851 rows has 1.2 MB as CSV and 0.5 MB as a workbook.
LARGEST = 4 * 1024 * 1024
# Rows of a list that the page shows; the counts are of all.
SHOWN = 100


@pages.get(HERE)
@for_supervisors(Level.DEPARTMENT)
def choose(desk: Desk) -> str:
    return _choose(desk)


@pages.post(HERE)
@for_supervisors(Level.DEPARTMENT, writes=False, max_body=LARGEST + 64 * 1024)
def look(desk: Desk) -> ResponseReturnValue:
    """Reads the file and keeps its table, so that what is confirmed later is what was seen. Reading may take two
    seconds, and happens in no transaction."""
    sent = request.files.get("file")
    typed = request.form.get("effective", "").strip()
    effective = read_date(typed, local_day(desk.now)) if typed else local_day(desk.now)
    if not isinstance(effective, date) or effective > local_day(desk.now):
        return _choose(desk, date_wrong=words.BAD_DAY), 422
    content = sent.stream.read(LARGEST + 1) if sent else b""
    if not content:
        return _choose(desk, wrong=words.NO_FILE), 422
    if len(content) > LARGEST:
        return _choose(desk, wrong=words.TOO_LARGE), 413
    desk.let_go()
    try:
        table = readings.table(content)
    except SheetError as error:
        return _choose(desk, wrong=words.thai(error.code, error.facts)), 422
    except Unavailable:
        return _choose(desk, wrong=words.BUSY), 503
    wanted = {key: key in request.form for key in ("moved", "close_missing")} | {"effective": effective.isoformat()}
    with dependencies().database.writing() as session:
        kept = Upload(
            person_id=desk.person.id,
            purpose=PURPOSE,
            file_name=(sent.filename or "")[-200:] if sent else "",
            content=json.dumps(table, ensure_ascii=False).encode(),
            wanted=wanted,
            created_at=desk.now,
        )
        session.add(kept)
        session.flush()
        number = kept.id
    desk.note("units.bring", subject=f"upload:{number}", rows=len(table))
    return redirect(f"{HERE}/{number}", 303)


@pages.get(f"{HERE}/<int:number>")
@for_supervisors(Level.DEPARTMENT)
def preview(desk: Desk, number: int) -> str:
    kept = _kept(desk, number)
    registry = _registry(kept)
    plan = import_plan.make(desk.session, registry, **_how(kept), today=local_day(desk.now))
    return _preview(kept, registry, plan)


@pages.post(f"{HERE}/<int:number>")
@for_supervisors(Level.DEPARTMENT)
def confirm(desk: Desk, number: int) -> ResponseReturnValue:
    kept = _kept(desk, number)
    done = import_plan.carry_out(
        desk.session,
        _registry(kept),
        **_how(kept),
        fingerprint=request.form.get("plan", ""),
        by=desk.person,
        now=desk.now,
        subject=f"upload:{number}",
    )
    if done is None:
        flash(words.CHANGED_MEANWHILE, "warn")
        return redirect(f"{HERE}/{number}", 303)
    desk.session.delete(kept)
    flash(words.done(len(done.added), len(done.renamed), len(done.moved), len(done.closed), len(done.reopened)), "good")
    return redirect(HERE, 303)


@pages.post(f"{HERE}/<int:number>/drop")
@for_supervisors(Level.DEPARTMENT)
def drop(desk: Desk, number: int) -> ResponseReturnValue:
    desk.session.delete(_kept(desk, number))
    desk.note("units.drop", subject=f"upload:{number}")
    flash(words.DROPPED, "good")
    return redirect(HERE, 303)


def _kept(desk: Desk, number: int) -> Upload:
    found = upload.mine(desk.session, desk.person, PURPOSE, number)
    if found is not None:
        return found
    last = desk.did(words.BECAME, AuditLog.subject == f"upload:{number}")
    if last is not None:
        desk.gone(words.BECAME[last], HERE)
    desk.nothing()


def _registry(kept: Upload) -> Registry:
    return read_registry(json.loads(kept.content), moved=kept.wanted["moved"])


def _how(kept: Upload) -> dict[str, Any]:
    return {
        "effective": date.fromisoformat(kept.wanted["effective"]),
        "close_missing": kept.wanted["close_missing"],
    }


def _choose(desk: Desk, wrong: str = "", date_wrong: str = "") -> str:
    form = request.form
    return render_template(
        "desk/units.html",
        wrong=wrong,
        date_wrong=date_wrong,
        effective=form.get("effective", write_date(local_day(desk.now))),
        ticked=set(form),
        columns=words.COLUMN_NAMES,
    )


def _preview(kept: Upload, registry: Registry, plan: ImportPlan) -> str:
    names = ("added", "renamed", "moved", "closed", "reopened")
    return render_template(
        "desk/units_preview.html",
        kept=kept,
        plan=plan,
        steps=[(name, getattr(plan, name)) for name in names],
        offices=len(registry.offices),
        local_kinds=LOCAL_KINDS,
        most=SHOWN,
        effective=date.fromisoformat(kept.wanted["effective"]),
        thai=words.thai,
        day=date.fromisoformat,
    )
