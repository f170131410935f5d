"""`programme`: circulars that ask for a report each month, quarter or fiscal year, or once."""

from __future__ import annotations

from typing import Any

import click

from bot.periods import Every, Period
from bot.schedule import HOLIDAY_RULES, Schedule, local_day
from commands.output import tell
from commands.wiring import ready_wiring
from models import form_version
from models import programme as stored
from models.programme import Programme
from services.programmes import programmes

TEXTS = (
    click.option("--circular", "circular_number", metavar="NUMBER", help="The circular's number."),
    click.option("--date", "circular_date", metavar="YYYY-MM-DD", help="The circular's date."),
    click.option("--subject", help="The circular's subject."),
    click.option("--office", "issuing_office", help="The office that issued it."),
    click.option("--contact", help="What people see who ask for a contact: an office and its telephone, no person."),
    click.option("--active-to", metavar="PERIOD", help="The last period that is reported: 2026-10, 2027-Q1, 2027-FY."),
    click.option("--levels", metavar="LEVELS", help="Who approves, with commas: district, province, department."),
    click.option(
        "--leave-out-unapproved/--mark-unapproved",
        default=None,
        help="Whether figures that the level below has not approved are left out above, or only marked.",
    ),
    click.option(
        "--outlier-factor",
        type=float,
        help="Figures this many times the office's usual ones are asked about and pointed out; 0 for never.",
    ),
)


def _texts(command: Any) -> Any:
    for option in reversed(TEXTS):
        command = option(command)
    return command


@click.group()
def programme() -> None:
    """Programmes: a circular, its schedule, its audience."""


@programme.command("create")
@click.argument("code")
@click.option("--title", required=True, help="A short name: it stands in reminders and headings.")
@click.option(
    "--every", type=click.Choice([*map(str, Every)]), default="month", show_default=True, help="How often it asks."
)
@click.option("--due-on", metavar="YYYY-MM-DD", help="With --every once: the day it is due. It opens today.")
@click.option(
    "--active-from",
    metavar="PERIOD",
    help="First month, quarter or year; default: the first that can still be sent in time.",
)
@click.option("--opens-day", type=int, help="Day of the next month on which a period opens.  [default: 1]")
@click.option("--due-day", type=int, help="Day of the next month on which it is due.  [default: 5]")
@click.option(
    "--holiday-rule",
    type=click.Choice(HOLIDAY_RULES),
    help="What becomes of a due day on a weekend or public holiday.  [default: none]",
)
@click.option("--audience", metavar="KINDS", help="Kinds of offices, with commas; default: every local kind.")
@_texts
@click.option("--json", "as_json", is_flag=True, help="Print the programme as JSON.")
def create(code: str, as_json: bool, **options: Any) -> None:
    """Add a programme. CODE is its name in commands: lower-case words joined by hyphens."""
    wiring = ready_wiring()
    now = wiring.clock()
    said = {key: options.pop(key) for key in ("every", "due_on", "opens_day", "due_day", "holiday_rule")}
    schedule = {key: value for key, value in said.items() if value is not None}
    columns = {key: value for key, value in options.items() if value is not None} | {"code": code, "schedule": schedule}
    if "audience" in columns:
        columns["audience"] = [kind.strip() for kind in columns["audience"].split(",") if kind.strip()]
    _split(columns)
    try:
        with wiring.database.writing() as session:
            made = programmes.create(session, now, columns)
            wiring.note(session, "programme.create", f"programme:{made.id}")
            row = _row(made, None)
            due = Schedule.from_json(made.schedule).due(Period.parse(made.active_from))
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    tell(row, as_json, [f"{row['code']}: {row['title']}"])
    if due < local_day(now):
        click.echo(f"warning: {row['active_from']} was due on {due}: its offices are late from now on", err=True)


@programme.command("set")
@click.argument("code")
@click.option("--title", help="A short name: it stands in reminders and headings.")
@_texts
@click.option("--json", "as_json", is_flag=True, help="Print the programme as JSON.")
def change(code: str, as_json: bool, **options: Any) -> None:
    """Change a programme's words, contact or last period. Only what is given changes."""
    wiring = ready_wiring()
    columns = {key: value for key, value in options.items() if value is not None}
    if not columns:
        raise click.ClickException("nothing to change: give --title, --contact or another option")
    _split(columns)
    try:
        with wiring.database.writing() as session:
            changed = programmes.change(session, code, columns)
            wiring.note(session, "programme.change", f"programme:{changed.id}", fields=sorted(columns))
            row = _row(changed, None)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    tell(row, as_json, [f"{row['code']}: {row['title']}"])


@programme.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_all(as_json: bool) -> None:
    """Print every programme, one a line."""
    wiring = ready_wiring()
    with wiring.database.reading() as session:
        rows = [_row(one, form_version.newest(session, one)) for one in stored.every(session)]
    tell(rows, as_json, map(_line, rows))


@programme.command("show")
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def show(code: str, as_json: bool) -> None:
    """Print one programme whole."""
    wiring = ready_wiring()
    with wiring.database.reading() as session:
        found = stored.by_code(session, code)
        if found is None:
            raise click.ClickException(f"there is no programme {code!r}")
        row = _row(found, form_version.newest(session, found))
    tell(row, as_json, (f"{key}: {value if value is not None else '-'}" for key, value in row.items()))


def _split(columns: dict[str, Any]) -> None:
    if "levels" in columns:
        columns["levels"] = [level.strip() for level in columns["levels"].split(",") if level.strip()]


def _row(one: Programme, form: form_version.FormVersion | None) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title,
        "circular_number": one.circular_number,
        "circular_date": one.circular_date.isoformat() if one.circular_date else None,
        "subject": one.subject,
        "issuing_office": one.issuing_office,
        "contact": one.contact,
        "audience": one.audience,
        "schedule": one.schedule,
        "levels": one.levels,
        "leave_out_unapproved": one.leave_out_unapproved,
        "outlier_factor": one.outlier_factor,
        "active_from": one.active_from,
        "active_to": one.active_to,
        "form_version": form.number if form else None,
    }


def _line(row: dict[str, Any]) -> str:
    form = f"form {row['form_version']}" if row["form_version"] else "no form yet"
    return f"{row['code']}  {row['title']}  {row['active_from']} - {row['active_to'] or ''}  {form}"
