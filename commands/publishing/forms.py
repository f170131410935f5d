"""`form`: workbooks looked at, published, withdrawn and handed out again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from bot.forms.examined import Examined
from bot.forms.remarks import Remark
from bot.forms.workbook.looking import LARGEST_FILE, LARGEST_LIST
from bot.texts.forms.problems import severity_word
from commands.output import tell
from commands.wiring import Wiring
from models import form_version
from models import programme as programmes
from models.form_version import FormVersion
from models.programme import Programme
from services.forms import publishing
from services.storage.whole_files import WholeFiles
from services.untrusted import readings

WORKBOOK = click.Path(exists=True, dir_okay=False, path_type=Path)

with_files = click.option(
    "--with",
    "more",
    type=WORKBOOK,
    multiple=True,
    metavar="LIST",
    help="A csv or xml file that the form reads. Those beside FILE, or in NAME-media, are found without it.",
)


@click.group()
def form() -> None:
    """Forms, written as XLSForm workbooks (.xlsx, .xls, or their .md form)."""


@form.command("check")
@click.argument("file", type=WORKBOOK)
@with_files
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def check_form(file: Path, more: tuple[Path, ...], as_json: bool) -> None:
    """Say whether FILE can be published, and everything that keeps it from it, in Thai and English."""
    _, _, looked = _looked(file, more)
    _show(looked, as_json)
    if looked.xml is None:
        raise click.ClickException(f"{file.name} cannot be published: {len(looked.errors)} to mend")
    if not as_json:
        click.echo(f"{file.name} can be published: {looked.title}, {looked.questions} questions.")


@form.command("publish")
@click.argument("file", type=WORKBOOK)
@click.option("--programme", "code", required=True, metavar="CODE", help="The programme whose form it is.")
@with_files
@click.option("--json", "as_json", is_flag=True, help="Print the version as JSON.")
def publish_form(file: Path, code: str, more: tuple[Path, ...], as_json: bool) -> None:
    """Publish FILE as the form of a programme. The same file again publishes nothing new."""
    wiring: Wiring = click.get_current_context().obj
    with wiring.database.reading() as session:
        _programme(session, code)
    workbook, files, looked = _looked(file, more)
    if looked.xml is None:
        _show(looked, as_json)
        raise click.ClickException(f"{file.name} cannot be published: {len(looked.errors)} to mend")
    now = wiring.clock()
    with wiring.database.writing() as session:
        asked = _programme(session, code)
        before = form_version.newest(session, asked)
        version = publishing.publish(session, asked, workbook, file.name, now, files=files, looked=looked)
        row = {**_row(version, code), "new": before is None or before.id != version.id}
    words = "published" if row["new"] else "is published already"
    tell(row, as_json, [f"Version {row['version']} of {code} {words}: {row['title']}"])


@form.command("list")
@click.option("--programme", "code", required=True, metavar="CODE", help="The programme whose forms they are.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_forms(code: str, as_json: bool) -> None:
    """Show every version of a programme's form, newest first."""
    wiring: Wiring = click.get_current_context().obj
    with wiring.database.reading() as session:
        rows = [_row(one, code) for one in form_version.of_programme(session, _programme(session, code))]
    tell(rows, as_json, map(_version_line, rows))


@form.command("withdraw")
@click.option("--programme", "code", required=True, metavar="CODE", help="The programme whose form it is.")
@click.option("--version", "number", required=True, type=int, metavar="N", help="The version to take out of use.")
@click.option("--json", "as_json", is_flag=True, help="Print the version as JSON.")
def withdraw_form(code: str, number: int, as_json: bool) -> None:
    """Take a version out of use. Drafts on it keep every answer that the newest version still takes."""
    wiring: Wiring = click.get_current_context().obj
    with wiring.database.writing() as session:
        version = _version(session, code, number)
        try:
            left = publishing.withdraw(session, version, wiring.clock())
        except publishing.CannotWithdraw:
            raise click.ClickException(f"version {number} is the only form of {code}; publish another first") from None
        row = {**_row(version, code), "newest": left.number}
    tell(row, as_json, [f"Version {number} of {code} is withdrawn; version {row['newest']} is in use."])


@form.command("export")
@click.option("--programme", "code", required=True, metavar="CODE", help="The programme whose form it is.")
@click.option("--version", "number", type=int, metavar="N", help="Which version; the newest in use if left out.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Where to write it.")
def export_form(code: str, number: int | None, out: Path) -> None:
    """Write a published form's workbook, as its author handed it in, and the lists it reads beside it."""
    wiring: Wiring = click.get_current_context().obj
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


def _looked(file: Path, more: tuple[Path, ...]) -> tuple[bytes, dict[str, bytes], Examined]:
    """The workbook, the lists it reads and all there is to say: lists that it misses are looked for where a form's
    lists usually lie."""
    workbook = _read(file, LARGEST_FILE)
    files = {path.name: _read(path, LARGEST_LIST) for path in more}
    looked = readings.workbook(workbook, files)
    found = {}
    for name in (remark.facts[0] for remark in looked.remarks if remark.code == "missing-file"):
        for folder in (file.with_name(f"{file.stem}-media"), file.parent):
            if name == Path(name).name and (folder / name).is_file():
                found[name] = _read(folder / name, LARGEST_LIST)
                break
    return (workbook, files | found, readings.workbook(workbook, files | found)) if found else (workbook, files, looked)


def _read(path: Path, most: int) -> bytes:
    # One byte more than is allowed is enough to be refused for it.
    with path.open("rb") as stream:
        return stream.read(most + 1)


def _version_line(row: dict[str, Any]) -> str:
    state = f"withdrawn {row['withdrawn_at']}" if row["withdrawn_at"] else "in use"
    return f"{row['version']}\t{row['published_at']}\t{state}\t{row['title']}\t{row['sha256'][:12]}"


def _show(looked: Examined, as_json: bool) -> None:
    found = {
        "ok": looked.xml is not None,
        "title": looked.title,
        "questions": looked.questions,
        "files": list(looked.files),
        "problems": [remark.as_json() for remark in looked.remarks],
    }
    tell(found, as_json, ("\n".join(_lines(remark)) + "\n" for remark in looked.remarks))


def _lines(remark: Remark) -> list[str]:
    """A remark as it is read: where it is, the author's own text with a caret, what is wrong, what to do."""
    place = f"{remark.sheet}!{remark.cell}" if remark.cell else remark.sheet
    if remark.row is not None and not remark.cell:
        place = f"{remark.sheet} row {remark.row}"
    where = " · ".join(part for part in (place, remark.column, remark.question) if part)
    lines = [f"[{severity_word(remark.severity)}] {where}".rstrip()]
    if remark.text and remark.code not in _WITHOUT_TEXT:
        lines.append(f"    {''.join(remark.excerpt)}")
        if remark.caret:
            lines.append(f"    {remark.caret}")
    for says, todo in ((remark.th, remark.todo_th), (remark.en, remark.todo_en)):
        lines.append(f"  {says}" + (f" – {todo}" if todo else ""))
    if remark.also:
        lines.append(f"  + {', '.join(remark.also)}")
    return lines


_WITHOUT_TEXT = ("formula", "unknown-header")
