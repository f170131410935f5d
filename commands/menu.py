"""`menu`: the rich menu under the chat."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.line import richmenu
from bot.line.errors import LineError
from commands.wiring import ready_wiring
from services.operations.rich_menu import install as put_up


@click.group()
def menu() -> None:
    """The rich menu: six tiles under the chat on phones."""


@menu.command("install")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def install_menu(as_json: bool) -> None:
    """Put the menu up at LINE for everybody. Safe to repeat: an unchanged menu is left as it is."""
    wiring = ready_wiring()
    try:
        done = put_up(wiring.line)
    except LineError as error:
        raise click.ClickException(f"LINE would not take the menu: {type(error).__name__} {error}") from None
    if done.is_new or done.removed:
        with wiring.database.writing() as session:
            wiring.note(session, "menu.install", removed=len(done.removed))
    if as_json:
        row = {"richMenuId": done.menu_id, "name": done.name, "new": done.is_new, "removed": list(done.removed)}
        click.echo(json.dumps(row))
        return
    click.echo(f"{'Created' if done.is_new else 'Unchanged'}: {done.menu_id}")
    for removed in done.removed:
        click.echo(f"Removed: {removed}")


@menu.command("draw")
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), required=True)
@click.option("--menu", "key", default="", help="Such as officer.due.3, report, supervisor.2; a stranger's else.")
def draw_menu(out: Path, key: str) -> None:
    """Write a menu's picture to a file, to look at."""
    try:
        drawn = richmenu.draw(key)
    except (IndexError, TypeError, ValueError):
        raise click.ClickException(f"there is no menu {key!r}") from None
    try:
        out.write_bytes(drawn)
    except OSError as error:
        raise click.ClickException(f"cannot write {out}: {error.strerror}") from None
    click.echo(f"{out}: {richmenu.WIDTH} x {richmenu.HEIGHT}")
