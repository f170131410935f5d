"""`export`: a period as a table, for the desk and for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from commands.wiring import ready_wiring
from models.org_unit import DEPARTMENT_CODE
from services.exporting.month import CannotExport, Export, read

ENDINGS = (".csv", ".json", ".xlsx")


@click.command()
@click.option("--programme", "code", required=True, metavar="CODE", help="The programme.")
@click.option("--period", required=True, metavar="PERIOD", help="What is reported: 2026-10, 2027-Q1, 2027-FY, 2026364.")
@click.option("--unit", "unit_code", default=DEPARTMENT_CODE, metavar="CODE", help="An office; default: all of them.")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to write; its ending decides: .csv, .json or .xlsx. A file that is there is replaced.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def export(code: str, period: str, unit_code: str, out: Path, as_json: bool) -> None:
    """Write one period of a programme: one row an office, sent or not, with the answers.

    The workbook has sheets for the period added up, the offices, their answers and the photos. The rows of the form's
    repeats go on a sheet of their own (.xlsx), into a file beside it (.csv) or stay inside the answers (.json).
    """
    wiring = ready_wiring()
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise click.ClickException(f"{out.name} must end in {', '.join(ENDINGS)}")
    try:
        with wiring.database.reading() as session:
            found = read(session, code, period, wiring.clock(), unit_code=unit_code)
            written = _written(found, out, ending, wiring.settings.public_base_url)
    except (CannotExport, ValueError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror or type(error).__name__}") from None
    with wiring.database.writing() as session:
        wiring.note(session, "file.take", f"unit:{found.unit.id}", kind=ending[1:], programme=code, period=period)
    if as_json:
        click.echo(json.dumps({"files": [str(one) for one in written], "columns": len(found.heads)}))
        return
    for one in written:
        click.echo(f"written: {one}")


def _written(found: Export, out: Path, ending: str, base_url: str) -> Sequence[Path]:
    """The files. What writes workbooks is large, and imported for one only."""
    if ending == ".xlsx":
        from services.exporting import xlsx_file

        return xlsx_file.write(found, out, base_url=base_url)
    from services.exporting import csv_file, json_file

    return (csv_file if ending == ".csv" else json_file).write(found, out)
