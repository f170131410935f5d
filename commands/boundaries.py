"""`boundaries`: where districts and provinces end."""

from __future__ import annotations

import json
from pathlib import Path

import click

from commands.wiring import ready_wiring
from services.org_units.boundaries import BadFile, bring_in, read_geojson


@click.group()
def boundaries() -> None:
    """Boundaries of districts and provinces, which points of plots are held against."""


@boundaries.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--code", "code_property", default="", help="The property that holds the official code; the usual ones else."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def import_file(file: Path, code_property: str, as_json: bool) -> None:
    """Take the boundaries of FILE, a GeoJSON FeatureCollection of polygons in degrees, by official code (4 digits a
    district, 2 a province). All of the file is taken or nothing; areas that are not in it keep theirs. Safe to repeat.
    """
    wiring = ready_wiring()
    try:
        shapes = read_geojson(file.read_bytes(), code_property)
    except BadFile as error:
        raise click.ClickException(f"{file.name}: {error}") from None
    with wiring.database.writing() as session:
        taken, unknown = bring_in(session, shapes, wiring.clock())
        if not taken:
            raise click.ClickException(f"{file.name}: none of its codes is a district or province of the registry")
        wiring.note(session, "boundaries.import", taken=taken)
    if as_json:
        click.echo(json.dumps({"taken": taken, "unknown": list(unknown)}))
        return
    click.echo(f"{taken:,} boundaries taken")
    if unknown:
        click.echo(f"warning: not in the registry: {', '.join(unknown[:20])}", err=True)
