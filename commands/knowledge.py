"""`knowledge`: the library that officers read and pass on."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy import select

from bot.knowledge.links import is_placeholder
from commands.output import tell
from commands.wiring import Wiring
from models import programme as programmes
from models.knowledge import visit
from models.knowledge.knowledge_item import KnowledgeItem
from models.knowledge.visit import VisitKind
from services.knowledge import library


@click.group()
def knowledge() -> None:
    """The library: documents, data and pictures with their links."""


@knowledge.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON, with how often each was opened.")
def list_items(as_json: bool) -> None:
    """Print every item; those whose link is still an example are marked."""
    wiring: Wiring = click.get_current_context().obj
    with wiring.database.reading() as session:
        items = session.scalars(select(KnowledgeItem).order_by(KnowledgeItem.position, KnowledgeItem.id)).all()
        rows = [_row(item) | {"visits": _visits(visit.counts(session, item.id))} for item in items]
    tell(rows, as_json, map(_lines, rows))


@knowledge.command("set")
@click.argument("slug")
@click.option("--target", metavar="URL", help="The http(s) address that the item opens.")
@click.option("--title")
@click.option("--category")
@click.option("--description")
@click.option("--keywords", help="Other words people look for it by, separated by commas.")
@click.option("--hide/--show", "hide", default=None, help="Take it out of the library, or put it back.")
@click.option("--json", "as_json", is_flag=True, help="Print the item as JSON.")
def set_item(slug: str, hide: bool | None, as_json: bool, **columns: str | None) -> None:
    """Change an item. Only what is given changes; `init` never changes it back."""
    wiring: Wiring = click.get_current_context().obj
    given = {key: value for key, value in columns.items() if value is not None}
    if not given and hide is None:
        raise click.ClickException("nothing to change: give --target, --title or another option")
    try:
        with wiring.database.writing() as session:
            item = library.change(session, slug, is_active=None if hide is None else not hide, **given)
            fields = sorted(given) + (["is_active"] if hide is not None else [])
            wiring.note(session, "library.change", f"knowledge_item:{item.id}", fields=fields)
            row = _row(item)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    tell(row, as_json, _changed(row))


@knowledge.command("add")
@click.argument("slug")
@click.option("--programme", "programme_code", required=True, metavar="CODE", help="The programme it belongs to.")
@click.option("--category", required=True, help="An existing category, or a new one.")
@click.option("--title", required=True)
@click.option("--target", required=True, metavar="URL", help="The http(s) address that the item opens.")
@click.option("--description", default="")
@click.option("--keywords", default="", help="Other words people look for it by, separated by commas.")
@click.option("--json", "as_json", is_flag=True, help="Print the item as JSON.")
def add_item(slug: str, programme_code: str, as_json: bool, **columns: str) -> None:
    """Add an item. SLUG is its name in links: lower-case words joined by hyphens."""
    wiring: Wiring = click.get_current_context().obj
    try:
        with wiring.database.writing() as session:
            owner = programmes.by_code(session, programme_code)
            if owner is None:
                raise ValueError(f"there is no programme {programme_code!r}")
            item = library.add(session, owner, slug, **columns)
            wiring.note(session, "library.add", f"knowledge_item:{item.id}")
            row = _row(item)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    tell(row, as_json, _changed(row))


def _row(item: KnowledgeItem) -> dict[str, Any]:
    return {
        "slug": item.slug,
        "category": item.category,
        "title": item.title,
        "description": item.description,
        "keywords": item.keywords,
        "target": item.target,
        "version": item.version,
        "hidden": not item.is_active,
        "placeholder": is_placeholder(item.target),
    }


def _visits(counts: dict[VisitKind, int]) -> dict[str, int]:
    return {str(kind): counts.get(kind, 0) for kind in VisitKind}


def _lines(row: dict[str, Any]) -> str:
    marks = (" [hidden]" if row["hidden"] else "") + (" [example link]" if row["placeholder"] else "")
    return f"{row['slug']}{marks}\n    {row['category']} / {row['title']}\n    {row['target']}"


def _changed(row: dict[str, Any]) -> list[str]:
    return [f"{row['slug']}: {row['title']} -> {row['target']} (version {row['version']})"]
