"""`form publish`, `list`, `withdraw` and `export`: the versions of a programme's form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from commands.output import ROW, tell
from commands.publishing.form_check import WORKBOOK, looked_over, show, with_files
from commands.wiring import ready_wiring
from models import form_version
from models import programme as programmes
from models.form_version import FormVersion
from models.programme import Programme
from services.forms import publishing
from services.storage.whole_files import WholeFiles


@click.command("publish")
@click.argument("file", type=WORKBOOK)
@click.option("--programme", "code", required=True, metavar="CODE", help="The programme whose form it is.")
@with_files
@click.option("--json", "as_json", is_flag=True, help="Print the version as JSON.")
def publish_form(file: Path, code: str, more: tuple[Path, ...], as_json: bool) -> None:
    """Publish FILE as the form of a programme. The same file again publishes nothing new."""
    wiring = ready_wiring()
    with wiring.database.reading() as session:
        _programme(session, code)
    workbook, files, looked = looked_over(file, more)
    if looked.xml is None:
        show(looked, as_json)
        raise click.ClickException(f"{file.name} cannot be published: {len(looked.errors)} to mend")
    now = wiring.clock()
    with wiring.database.writing() as session:
        asked = _programme(session, code)
        before = form_version.newest(session, asked)
        version = publishing.publish(session, asked, workbook, file.name, now, files=files, looked=looked)
        row = {**_row(version, code), "new": before is None or before.id != version.id}
    words = "published" if row["new"] else "is published already"
    tell(row, as_json, [f"Version {row['version']} of {code} {words}: {row['title']}"])


@click.command("list")
@click.option("--programme", "code", required=True, metavar="CODE", help="The programme whose forms they are.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_forms(code: str, as_json: bool) -> None:
    """Show every version of a programme's form, newest first."""
    wiring = ready_wiring()
    with wiring.database.reading() as session:
        rows = [_row(one, code) for one in form_version.of_programme(session, _programme(session, code))]
    tell(rows, as_json, map(_version_line, rows))


@click.command("withdraw")
@click.option("--programme", "code", required=True, metavar="CODE", help="The programme whose form it is.")
@click.option("--version", "number", required=True, type=ROW, metavar="N", help="The version to take out of use.")
@click.option("--json", "as_json", is_flag=True, help="Print the version as JSON.")
def withdraw_form(code: str, number: int, as_json: bool) -> None:
    """Take a version out of use. Drafts on it keep every answer that the newest version still takes."""
    wiring = ready_wiring()
    with wiring.database.writing() as session:
        version = _version(session, code, number)
        try:
            left = publishing.withdraw(session, version, wiring.clock())
        except publishing.CannotWithdraw:
            raise click.ClickException(f"version {number} is the only form of {code}; publish another first") from None
        row = {**_row(version, code), "newest": left.number}
    tell(row, as_json, [f"Version {number} of {code} is withdrawn; version {row['newest']} is in use."])


@click.command("export")
@click.option("--programme", "code", required=True, metavar="CODE", help="The programme whose form it is.")
@click.option("--version", "number", type=ROW, metavar="N", help="Which version; the newest in use if left out.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE", help="Where to write it."
)
def export_form(code: str, number: int | None, out: Path) -> None:
    """Write a published form's workbook, as its author handed it in, and the lists it reads beside it."""
    wiring = ready_wiring()
    with wiring.database.reading() as session:
        version = _version(session, code, number)
        written = {out: version.workbook} | {out.parent / file.name: file.content for file in version.files}
        name = version.workbook_name
        chosen, version_id = version.number, version.id
    try:
        with WholeFiles() as whole:
            for path, content in written.items():
                whole.open(path).write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror or type(error).__name__}") from None
    with wiring.database.writing() as session:
        wiring.note(session, "file.take", f"form_version:{version_id}", kind="form")
    more = f" and {len(written) - 1} lists beside it" if len(written) > 1 else ""
    click.echo(f"Version {chosen} of {code} ({name}) written to {out}{more}.")


def _programme(session: Session, code: str) -> Programme:
    found = programmes.by_code(session, code)
    if found is None:
        raise click.ClickException(f"there is no programme {code!r}")
    return found


def _version(session: Session, code: str, number: int | None) -> FormVersion:
    asked = _programme(session, code)
    newest = number is None
    found = form_version.newest(session, asked) if newest else form_version.by_number(session, asked, number or 0)
    if found is None:
        raise click.ClickException(f"{code} has no form version {number}" if number else f"{code} has no form yet")
    return found


def _row(version: FormVersion, code: str) -> dict[str, Any]:
    withdrawn = version.withdrawn_at
    return {
        "programme": code,
        "version": version.number,
        "title": version.title,
        "sha256": version.sha256,
        "files": [file.name for file in version.files],
        "published_at": version.published_at.isoformat(),
        "withdrawn_at": withdrawn.isoformat() if withdrawn else None,
    }


def _version_line(row: dict[str, Any]) -> str:
    state = f"withdrawn {row['withdrawn_at']}" if row["withdrawn_at"] else "in use"
    return f"{row['version']}\t{row['published_at']}\t{state}\t{row['title']}\t{row['sha256'][:12]}"
