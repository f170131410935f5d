"""`circular`: letters to the offices, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.schedule import local_day
from bot.texts.circulars import faults as words
from commands.output import tell
from commands.wiring import Wiring, ready_wiring
from models import org_unit, programme
from models.circulars import circular as circulars
from models.circulars.circular import Circular
from models.org_unit import DEPARTMENT_CODE, LOCAL_KINDS
from services.circulars import arrivals, letter_file, letters, publishing, status
from services.circulars.audience import LEVELS
from services.circulars.faults import CircularFault, Fault
from services.circulars.letters import Letter, LetterFile
from services.storage.store import Store

DAY = click.DateTime(["%Y-%m-%d"])
EVERYBODY = "all"
C = TypeVar("C", bound=Any)


def _said(required: bool) -> Any:
    options = (
        click.option("--number", required=required, help="The letter's number."),
        click.option("--subject", required=required, help="What it is about."),
        click.option("--body", required=required, metavar="TEXT", help="What is asked, in a few lines."),
        click.option("--date", "dated", type=DAY, metavar="YYYY-MM-DD", help="The letter's date; at first today."),
        click.option("--office", "issuing_office", help="The office that issued it."),
        click.option("--contact", help="Whom to ask: an office and its telephone, no person."),
        click.option("--refers-to", help="Letters that it refers to."),
        click.option(
            "--file",
            "path",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="The signed letter: PDF, DOCX, JPEG or PNG.",
        ),
        click.option("--audience", metavar="CODES|all", help="Offices, districts, provinces, with commas; or all."),
        click.option(
            "--kinds", metavar="KINDS|all", help=f"Only these kinds of offices: {', '.join(LOCAL_KINDS)}; or all."
        ),
        click.option("--levels", metavar="LEVELS", help=f"Supervising offices besides: {', '.join(LEVELS)}."),
        click.option(
            "--ack-by", type=DAY, metavar="YYYY-MM-DD", help="The last day to acknowledge on; asks for it, too."
        ),
        click.option(
            "--must-acknowledge/--for-information",
            "must_acknowledge",
            default=None,
            help="Whether offices are asked to acknowledge it.",
        ),
        click.option("--json", "as_json", is_flag=True, help="Print as JSON."),
    )

    def add(command: C) -> C:
        for option in reversed(options):
            command = option(command)
        return command

    return add


@click.group()
def circular() -> None:
    """Circulars: letters that offices read and acknowledge."""


@circular.command("publish")
@_said(required=True)
@click.option("--programme", "programme_code", metavar="CODE", help="What it asks to report; none for a letter alone.")
@click.option("--unit", "unit_code", default=DEPARTMENT_CODE, show_default=True, help="Who publishes it.")
def publish(programme_code: str | None, unit_code: str, as_json: bool, path: Path | None, **said: Any) -> None:
    """Send a new letter to the offices it is meant for."""
    wiring = ready_wiring()
    now = wiring.clock()
    said["dated"] = said["dated"] or local_day(now)
    with _clear():
        file = _kept(wiring, path, now)
    with _clear(), wiring.database.writing() as session:
        owner = org_unit.by_code(session, unit_code)
        if owner is None:
            raise CircularFault(Fault.NO_SUCH_OFFICE, codes=unit_code)
        asked = programme.by_code(session, programme_code) if programme_code else None
        if programme_code and asked is None:
            raise CircularFault(Fault.NO_SUCH_PROGRAMME, code=programme_code)
        letter = _with(Letter(file=file), said)
        drafted = letters.draft(session, owner, letter, now, by=None, programme_id=asked.id if asked else None)
        done = publishing.publish(session, drafted, now, by=None)
    _tell(done, as_json)


@circular.command("correct")
@click.argument("code")
@_said(required=False)
@click.option("--no-file", is_flag=True, help="Leave the letter's file out.")
def correct(code: str, as_json: bool, path: Path | None, no_file: bool, **said: Any) -> None:
    """Publish the next version of a letter. Only what is given changes; offices are asked again."""
    wiring = ready_wiring()
    now = wiring.clock()
    with _clear():
        file = _kept(wiring, path, now)
    with _clear(), wiring.database.writing() as session:
        found = _found(session, code)
        circulars.take_turn(session, found.id)
        before = circulars.version_of(session, found)
        if before is None:
            raise CircularFault(Fault.NOT_PUBLISHED)
        letter = letters.letter_of(before)
        letter = replace(letter, file=None if no_file else file or letter.file)
        letters.change(session, found, _with(letter, said))
        done = publishing.publish(session, found, now, by=None)
    _tell(done, as_json)


@circular.command("status")
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def show(code: str, as_json: bool) -> None:
    """Print how many offices were reached by the newest version, opened and acknowledged it."""
    wiring = ready_wiring()
    with _clear(), wiring.database.writing() as session:
        found = _found(session, code)
        # What has arrived since the scheduler's last pass.
        arrivals.settle(session, wiring.clock())
        done = status.progress(session, found)
        row = {
            "circular": found.code,
            "version": found.version,
            "state": found.state,
            "offices": done.offices,
            "reached": done.reached,
            "opened": done.opened,
            "acknowledged": done.acknowledged,
            "unreached": done.unreached,
            "nobody_registered": done.nobody,
        }
    tell(row, as_json, (f"{key}: {value}" for key, value in row.items()))


@circular.command("withdraw")
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def withdraw(code: str, as_json: bool) -> None:
    """Take a letter back: nobody is sent it any more, and its old cards say so."""
    wiring = ready_wiring()
    with _clear(), wiring.database.writing() as session:
        found = _found(session, code)
        publishing.withdraw(session, found, wiring.clock(), by=None)
        row = {"circular": found.code, "version": found.version, "state": found.state}
    tell(row, as_json, [f"{row['circular']}: withdrawn"])


@circular.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_all(as_json: bool) -> None:
    """Print every letter, the newest first."""
    wiring = ready_wiring()
    with wiring.database.reading() as session:
        rows = [_row(session, one) for one in session.scalars(select(Circular).order_by(Circular.id.desc())).unique()]
    tell(rows, as_json, ("  ".join(str(value) for value in row.values()) for row in rows))


def _row(session: Session, one: Circular) -> dict[str, Any]:
    version = circulars.version_of(session, one) or circulars.draft_of(session, one)
    return {
        "circular": one.code,
        "state": one.state,
        "version": one.version,
        "number": version.number if version else "",
        "subject": version.subject if version else "",
    }


def _found(session: Session, code: str) -> Circular:
    found = circulars.by_code(session, code)
    if found is None:
        raise click.ClickException(f"there is no circular {code!r}")
    return found


def _with(letter: Letter, said: dict[str, Any]) -> Letter:
    """The letter with what was said on the command line; None says nothing."""
    given = {key: value for key, value in said.items() if value is not None}
    # click knows moments, and no days.
    given |= {key: value.date() for key, value in given.items() if isinstance(value, datetime)}
    given.setdefault("must_acknowledge", letter.must_acknowledge or "ack_by" in given)
    if not given["must_acknowledge"]:
        # Nobody is asked any more: the day by which they were goes with it.
        given.setdefault("ack_by", None)
    audience = letter.audience
    for option, name in (("audience", "areas"), ("kinds", "kinds")):
        if (listed := given.pop(option, None)) is not None:
            audience = replace(audience, **{name: _some_or_all(option, listed)})
    if (levels := given.pop("levels", None)) is not None:
        audience = replace(audience, levels=_listed(levels))
    return replace(letter, audience=audience, **given)


def _some_or_all(option: str, words: str) -> tuple[str, ...]:
    """What is listed, () for all. A list that came out empty is not taken for everybody."""
    listed = () if words.strip() == EVERYBODY else _listed(words)
    if not listed and words.strip() != EVERYBODY:
        raise click.ClickException(f"--{option} names none: give them with commas, or say {EVERYBODY}")
    return listed


def _listed(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words.split(",") if word.strip()))


def _kept(wiring: Wiring, path: Path | None, now: datetime) -> LetterFile | None:
    """The letter's file, kept before anything is written; the sweeper takes it where nothing was."""
    if path is None:
        return None
    return letter_file.keep(Store(wiring.settings.media_url), path.name, path.read_bytes(), now)


@contextmanager
def _clear() -> Iterator[None]:
    try:
        yield
    except CircularFault as fault:
        raise click.ClickException(words.in_english(fault.fault, fault.about)) from None


def _tell(done: publishing.Published, as_json: bool) -> None:
    row = {"circular": done.code, "version": done.version, "offices": done.offices, "people": done.people}
    tell(row, as_json, [f"{done.code}: version {done.version}, {done.offices} offices, {done.people} people"])
