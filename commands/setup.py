"""`migrate` and `init`: the database made ready."""

from __future__ import annotations

import click

from commands.output import tell
from commands.wiring import Wiring
from services.forms.publishing import CannotPublish
from services.knowledge import starting
from services.operations import setup
from services.operations.migrate import migrate as run_migrations
from services.storage.store import Store


@click.command()
def migrate() -> None:
    """Bring the database to the shape this version needs. Safe to repeat."""
    wiring: Wiring = click.get_current_context().obj
    run_migrations(wiring.database.engine)
    click.echo("The database is up to date.")


@click.command()
@click.option(
    "--active-from",
    metavar="YYYY-MM",
    help="First month that the built-in programme asks for; default: the circular's own.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was added as JSON.")
def init(active_from: str | None, as_json: bool) -> None:
    """Migrate, then add the built-in programme, its form and its library with its infographics.

    Adds only what is missing: whatever has been changed since stays as it is. Safe to repeat.
    """
    wiring: Wiring = click.get_current_context().obj
    run_migrations(wiring.database.engine)
    looked = setup.look(wiring.database)
    try:
        with wiring.database.writing() as session:
            prepared = setup.init(session, wiring.clock(), looked, active_from=active_from)
            code, since = prepared.programme.code, prepared.programme.active_from
            if prepared.added:
                wiring.note(session, "setup.init", added=len(prepared.added))
    except CannotPublish as refused:
        raise click.ClickException(f"the built-in form was refused: {refused}") from None
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    try:
        drawn = starting.keep_pictures(wiring.database, Store(wiring.settings.media_url), wiring.clock())
    except OSError as error:
        raise click.ClickException(f"the infographics cannot be kept: {error}") from None
    ready = f"Programme {code} {'is ready' if prepared.added else 'was ready already'}: it asks from {since} on."
    added = list(prepared.added)
    lines = [*(f"added: {thing}" for thing in added), *(f"drawn: {slug}" for slug in drawn), ready]
    tell({"programme": code, "added": added, "drawn": drawn}, as_json, lines)
