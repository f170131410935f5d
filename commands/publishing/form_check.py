"""`form check`: all there is to say of a workbook. Imports no database: it has none to ask."""

from __future__ import annotations

from pathlib import Path

import click

from bot.forms.examined import Examined
from bot.forms.remarks import Remark
from bot.forms.workbook.looking import LARGEST_FILE, LARGEST_LIST
from bot.texts.forms.files import MISSING
from bot.texts.forms.problems import severity_word
from commands.output import tell
from services.untrusted import readings

WORKBOOK = click.Path(exists=True, dir_okay=False, path_type=Path)

with_files = click.option(
    "--with",
    "more",
    type=WORKBOOK,
    multiple=True,
    metavar="LIST",
    help="A csv, xml or picture file of the form. Those beside FILE, or in NAME-media, are found without it.",
)


@click.command("check")
@click.argument("file", type=WORKBOOK)
@with_files
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def check_form(file: Path, more: tuple[Path, ...], as_json: bool) -> None:
    """Say whether FILE can be published, and everything that keeps it from it, in Thai and English."""
    _, _, looked = looked_over(file, more)
    show(looked, as_json)
    if looked.xml is None:
        raise click.ClickException(f"{file.name} cannot be published: {len(looked.errors)} to mend")
    if not as_json:
        click.echo(f"{file.name} can be published: {looked.title}, {looked.questions} questions.")


def looked_over(file: Path, more: tuple[Path, ...]) -> tuple[bytes, dict[str, bytes], Examined]:
    """The workbook, the lists it reads and all there is to say: lists that it misses are looked for where a form's
    lists usually lie."""
    workbook = _read(file, LARGEST_FILE)
    files = readings.form_files({path.name: _read(path, LARGEST_LIST) for path in more})
    looked = readings.workbook(workbook, files)
    found = {}
    for name in (remark.facts[0] for remark in looked.remarks if remark.code in MISSING):
        for folder in (file.with_name(f"{file.stem}-media"), file.parent):
            if name == Path(name).name and (folder / name).is_file():
                found[name] = _read(folder / name, LARGEST_LIST)
                break
    if not found:
        return workbook, files, looked
    files |= readings.form_files(found)
    return workbook, files, readings.workbook(workbook, files)


def _read(path: Path, most: int) -> bytes:
    # One byte more than is allowed is enough to be refused for it.
    with path.open("rb") as stream:
        return stream.read(most + 1)


def show(looked: Examined, as_json: bool) -> None:
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
