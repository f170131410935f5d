"""`units`: the national registry of local offices."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from commands.wiring import ready_wiring
from services.org_units.import_units import Brought, bring_in
from services.org_units.registry import Registry, read_registry
from services.org_units.registry_rows import Remark
from services.storage.sheet import SheetError
from services.untrusted import readings


@click.group()
def units() -> None:
    """Offices: department, provinces, districts and local offices."""


@units.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--moved", is_flag=True, help="Where code and columns disagree take the columns: offices that moved.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def import_file(file: Path, moved: bool, as_json: bool) -> None:
    """Bring the offices to what FILE says: a CSV file or an Excel workbook.

    Columns, in any order: code, type, name, province_code, province, district_code, district. All of the file
    is taken or nothing; offices that are not in it stay as they are. Safe to repeat.
    """
    wiring = ready_wiring()
    try:
        registry = read_registry(readings.table(file.read_bytes()), moved=moved)
    except SheetError as error:
        raise click.ClickException(f"{file.name}: {error}") from None
    if registry.remarks.problems:
        _refuse(file, registry.remarks.problems, as_json)
    wanted = [*registry.areas, *registry.offices]
    shown = sys.stderr.isatty() and not as_json
    bar = _bar(len(wanted)) if shown else nullcontext()
    with bar as progress, wiring.database.writing() as session:
        brought = bring_in(session, wanted, wiring.clock(), progress=progress.update if progress else lambda rows: None)
    _report(registry, brought, as_json)


def _bar(rows: int) -> Any:
    return click.progressbar(length=rows, label="Offices", file=sys.stderr, update_min_steps=rows // 50 + 1)


def _refuse(file: Path, problems: list[Remark], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"problems": [_json(one) for one in problems]}, ensure_ascii=False))
    else:
        for one in problems:
            click.echo(_line(one), err=True)
    raise click.ClickException(f"{file.name}: {len(problems)} problem(s), nothing was imported")


def _report(registry: Registry, brought: Brought, as_json: bool) -> None:
    warnings = registry.remarks.warnings
    if as_json:
        result: dict[str, Any] = {"rows": len(registry.offices)} | asdict(brought.offices)
        result |= {"areas": asdict(brought.areas), "warnings": [_json(one) for one in warnings]}
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    for one in warnings:
        click.echo(f"warning: {_line(one)}", err=True)
    for name, changes in (("offices", brought.offices), ("provinces and districts", brought.areas)):
        counts = ", ".join(f"{count:,} {what}" for what, count in asdict(changes).items())
        click.echo(f"{name}: {counts}")


def _json(remark: Remark) -> dict[str, Any]:
    return {"row": remark.row, "says": remark.says}


def _line(remark: Remark) -> str:
    return f"row {remark.row}: {remark.says}" if remark.row else remark.says
