"""`form`: workbooks looked at and published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bot.forms.problems import FormRefused
from models import programme as programmes
from services import forms

if TYPE_CHECKING:
    from commands.wiring import Wiring

WORKBOOK = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def form() -> None:
    """Forms, written as XLSForm workbooks (.xlsx, .xls, or their .md form)."""


@form.command("check")
@click.argument("file", type=WORKBOOK)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def check_form(file: Path, as_json: bool) -> None:
    """Say whether FILE can be published, and all that keeps it from it."""
    try:
        checked = forms.check(file.read_bytes())
    except FormRefused as refused:
        _refuse(file, refused, as_json)
    asked = sum(question.kind.is_asked for question in checked.form.questions.values())
    if as_json:
        found = {"ok": True, "title": checked.form.title, "questions": asked, "remarks": list(checked.remarks)}
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for remark in checked.remarks:
        click.echo(f"note: {remark}")
    click.echo(f"{file.name} can be published: {checked.form.title}, {asked} questions.")


@form.command("publish")
@click.argument("file", type=WORKBOOK)
@click.option("--programme", "code", required=True, metavar="CODE", help="The programme whose form it is.")
@click.option("--json", "as_json", is_flag=True, help="Print the version as JSON.")
def publish_form(file: Path, code: str, as_json: bool) -> None:
    """Publish FILE as the form of a programme. The same file again publishes nothing new."""
    wiring: Wiring = click.get_current_context().obj
    try:
        with wiring.database.writing() as session:
            programme = programmes.by_code(session, code)
            if programme is None:
                raise click.ClickException(f"there is no programme {code!r}")
            now = wiring.clock()
            version = forms.publish(session, programme, file.read_bytes(), file.name, now)
            row = {
                "programme": code,
                "version": version.number,
                "title": version.title,
                "sha256": version.sha256,
                "new": version.published_at == now,
            }
    except FormRefused as refused:
        _refuse(file, refused, as_json)
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False))
    else:
        words = "published" if row["new"] else "is published already"
        click.echo(f"Version {row['version']} of {code} {words}: {row['title']}")


def _refuse(file: Path, refused: FormRefused, as_json: bool) -> NoReturn:
    problems = [str(problem) for problem in refused.problems]
    if as_json:
        click.echo(json.dumps({"ok": False, "problems": problems}, ensure_ascii=False))
    else:
        click.echo("\n".join(problems))
    raise click.ClickException(f"{file.name} cannot be published: {len(problems)} to mend")
