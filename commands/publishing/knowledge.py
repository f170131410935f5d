"""`knowledge`: the library that officers read and pass on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.knowledge.links import is_placeholder
from commands.output import tell
from commands.wiring import Wiring, ready_wiring
from models import programme as programmes
from models.knowledge import knowledge_file, visit
from models.knowledge.knowledge_file import FileUse, KnowledgeFile
from models.knowledge.knowledge_item import KnowledgeItem
from models.knowledge.visit import VisitKind
from models.programme import Programme
from services.forms.compiled import NoForm, newest_form
from services.knowledge import files, library
from services.knowledge.files import FileRefused, Kept
from services.storage.store import Store

_DAY = click.DateTime(["%Y-%m-%d"])


def _further(command: Callable[..., None]) -> Callable[..., None]:
    """The options that `add` and `set` share."""
    uses = click.Choice([str(use) for use in FileUse])
    for option in (
        click.option("--body", "body_file", type=click.File(encoding="utf-8"), help="Its article, in Markdown."),
        click.option("--explains", metavar="NAME", help="The question of the programme's form that it explains."),
        click.option("--valid-from", type=_DAY, help="The first day on which it is shown (2026-12-01)."),
        click.option("--valid-to", type=_DAY, help="The last day."),
        click.option(
            "--file", "path", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file to add to it."
        ),
        click.option("--use", type=uses, default=str(FileUse.READ), show_default=True, help="What that file is for."),
    ):
        command = option(command)
    return command


@click.group()
def knowledge() -> None:
    """The library: documents, data and pictures with their links."""


@knowledge.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON, with how often each was opened.")
def list_items(as_json: bool) -> None:
    """Print every item; those whose link is still an example are marked."""
    wiring = ready_wiring()
    with wiring.database.reading() as session:
        items = session.scalars(select(KnowledgeItem).order_by(KnowledgeItem.position, KnowledgeItem.id)).all()
        known = knowledge_file.of_items(session, [item.id for item in items])
        rows = [
            _row(item, known.get(item.id, ())) | {"visits": _visits(visit.counts(session, item.id))} for item in items
        ]
    tell(rows, as_json, map(_lines, rows))


@knowledge.command("set")
@click.argument("slug")
@click.option("--target", metavar="URL", help="The http(s) address that the item opens.")
@click.option("--title")
@click.option("--category")
@click.option("--description")
@click.option("--keywords", help="Other words people look for it by, separated by commas.")
@click.option("--hide/--show", "hide", default=None, help="Take it out of the library, or put it back.")
@_further
@click.option("--json", "as_json", is_flag=True, help="Print the item as JSON.")
def set_item(slug: str, hide: bool | None, as_json: bool, path: Path | None, use: str, **given: Any) -> None:
    """Change an item. Only what is given changes; `init` never changes it back."""
    wiring = ready_wiring()
    columns = _columns(given)
    if not columns and hide is None and path is None:
        raise click.ClickException("nothing to change: give --target, --title or another option")
    kept = _kept(wiring, path, use)
    try:
        with wiring.database.writing() as session:
            item = library.by_any_slug(session, slug)
            if item is not None:
                _check_question(session, programmes.of(session, item.programme_id), columns)
            if kept is not None and item is not None:
                files.attach(session, item, kept, wiring.clock())
            item = library.change(session, slug, is_active=None if hide is None else not hide, **columns)
            fields = sorted(columns) + (["is_active"] if hide is not None else []) + (["file"] if kept else [])
            wiring.note(session, "library.change", f"knowledge_item:{item.id}", fields=fields)
            row = _row(item, knowledge_file.of_item(session, item.id))
    except (ValueError, FileRefused) as error:
        raise click.ClickException(str(error)) from None
    tell(row, as_json, _changed(row))


@knowledge.command("add")
@click.argument("slug")
@click.option("--programme", "programme_code", required=True, metavar="CODE", help="The programme it belongs to.")
@click.option("--category", required=True, help="An existing category, or a new one.")
@click.option("--title", required=True)
@click.option("--target", metavar="URL", help="The http(s) address that the item opens.")
@click.option("--description", default="")
@click.option("--keywords", default="", help="Other words people look for it by, separated by commas.")
@_further
@click.option("--json", "as_json", is_flag=True, help="Print the item as JSON.")
def add_item(slug: str, programme_code: str, as_json: bool, path: Path | None, use: str, **given: Any) -> None:
    """Add an item with a target, an article or a file. SLUG is its name in links: lower-case words joined by
    hyphens."""
    wiring = ready_wiring()
    columns, kept = _columns(given), _kept(wiring, path, use)
    try:
        with wiring.database.writing() as session:
            owner = programmes.by_code(session, programme_code)
            if owner is None:
                raise ValueError(f"there is no programme {programme_code!r}")
            _check_question(session, owner, columns)
            item = library.add(session, owner, slug, has_file=kept is not None, **columns)
            if kept is not None:
                files.attach(session, item, kept, wiring.clock())
            wiring.note(session, "library.add", f"knowledge_item:{item.id}")
            row = _row(item, knowledge_file.of_item(session, item.id))
    except (ValueError, FileRefused) as error:
        raise click.ClickException(str(error)) from None
    tell(row, as_json, _changed(row))


def _columns(given: dict[str, Any]) -> dict[str, Any]:
    """What was given, as columns."""
    columns = {key: value for key, value in given.items() if value is not None}
    if (body := columns.pop("body_file", None)) is not None:
        try:
            columns["body"] = body.read()
        except UnicodeDecodeError:
            raise click.ClickException(f"{body.name} is not in UTF-8: save it so first") from None
    return columns | {key: columns[key].date() for key in ("valid_from", "valid_to") if key in columns}


def _kept(wiring: Wiring, path: Path | None, use: str) -> Kept | None:
    """The file, looked at and in the store; None for none."""
    if path is None:
        return None
    store = Store(wiring.settings.media_url)
    try:
        return files.keep(path.read_bytes(), path.name, FileUse(use), store.put_bytes, wiring.clock())
    except FileRefused as refused:
        raise click.ClickException(f"{path.name} is not taken: {refused}") from None


def _check_question(session: Session, owner: Programme | None, columns: dict[str, Any]) -> None:
    """Raises ValueError for a question that the programme's form does not ask."""
    name = columns.get("explains")
    try:
        asked = newest_form(session, owner)[1].questions.values() if name and owner is not None else ()
    except NoForm:
        asked = ()
    if name and name not in {question.name for question in asked if question.kind.is_asked}:
        raise ValueError(f"the programme's form asks no question {name!r}")


def _row(item: KnowledgeItem, known: Sequence[KnowledgeFile]) -> dict[str, Any]:
    return {
        "slug": item.slug,
        "category": item.category,
        "title": item.title,
        "description": item.description,
        "keywords": item.keywords,
        "target": item.target,
        "explains": item.explains,
        "valid_from": _written(item.valid_from),
        "valid_to": _written(item.valid_to),
        "files": [{"name": file.name, "use": file.use, "size": file.size, "sha256": file.sha256} for file in known],
        "version": item.version,
        "hidden": not item.is_active,
        "placeholder": is_placeholder(item.target),
    }


def _written(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _visits(counts: dict[VisitKind, int]) -> dict[str, int]:
    return {str(kind): counts.get(kind, 0) for kind in VisitKind}


def _lines(row: dict[str, Any]) -> str:
    marks = (" [hidden]" if row["hidden"] else "") + (" [example link]" if row["placeholder"] else "")
    leads = [row["target"]] * bool(row["target"]) + [f"{file['name']} ({file['use']})" for file in row["files"]]
    return "\n    ".join((f"{row['slug']}{marks}", f"{row['category']} / {row['title']}", *leads))


def _changed(row: dict[str, Any]) -> list[str]:
    return [f"{row['slug']}: {row['title']} -> {row['target']} (version {row['version']})"]
