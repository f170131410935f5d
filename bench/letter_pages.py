"""How much CPU the desk's pages of circulars take: 100 letters to the whole country, as they stand and rewritten.

    python -m bench.letter_pages [--short] [--registry FILE.csv] [--rounds 9] [--json] [--only postgresql|sqlite]

Each of 7,851 offices has come somewhat far with each letter: 785,100 rows, the newest 20 letters on the page. Pages are
fetched through the web application, signed in as the department's and as the largest province's supervisor; warm. Then
every row is written once more in one statement, which on PostgreSQL leaves as many dead ones, and the pages are fetched
again, before and after the vacuum that PostgreSQL does by itself. Exit 1 where a page takes more than its 150 ms of CPU
by more than the noise of a busy machine (twice).
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import case, func, insert, literal, select, update

from bench import country, timing
from bench.desk import NOISE, REGISTRY, Desk
from bench.readers import opened
from models.circulars.circular import Circular, CircularState, CircularVersion
from models.circulars.receipt import CircularOffice
from models.database import Database
from models.org_unit import DEPARTMENT_CODE, LOCAL_KINDS, OrgUnit, by_code

TARGET = 150.0  # milliseconds of CPU
LETTERS = 100


def fill(database: Database) -> int:
    """How many offices all letters have together."""
    with database.writing() as session:
        owner = by_code(session, DEPARTMENT_CODE)
        assert owner is not None
        for number in range(LETTERS):
            at = country.NOW - timedelta(days=3 * (LETTERS - number))
            letter = Circular(
                code=f"L{number}",
                owner_unit_id=owner.id,
                state=CircularState.PUBLISHED,
                version=1,
                created_at=at,
                published_at=at,
            )
            session.add(letter)
            session.flush()
            says = {"number": f"มท 0816.5/ว {number}", "subject": f"เรื่องที่ {number}", "audience": {}}
            session.add(
                CircularVersion(
                    circular_id=letter.id, version=1, must_acknowledge=True, published_at=at, issuing_office="", **says
                )
            )
            # A fifth each: nothing yet, reached, opened, acknowledged unopened, both.
            far = (OrgUnit.id + number) % 5
            marks = (far > 0, far.in_((2, 4)), far > 2)
            came = select(
                literal(letter.id), OrgUnit.id, *(case((one, 1), else_=0) for one in marks), literal(0)
            ).where(OrgUnit.kind.in_(LOCAL_KINDS))
            columns = ["circular_id", "org_unit_id", "reached", "opened", "acknowledged", "counted"]
            session.execute(insert(CircularOffice).from_select(columns, came))
    country.settle(database)
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(CircularOffice)) or 0


def run(kind: str, registry: Path | None, rounds: int, *, province_alone: bool) -> list[dict[str, Any]]:
    with opened(kind) as database:
        made = country.found(database, registry, province_alone=province_alone)
        rows = fill(database)
        print(f"{kind}: {made.offices:,} offices, {LETTERS} letters, {rows:,} rows", flush=True)
        desk = Desk(str(database.engine.url.render_as_string(hide_password=False)))
        found = _timed("as written", desk, made.province, rounds)
        with database.writing() as session:
            session.execute(update(CircularOffice).values(counted=CircularOffice.counted + 1))
        found += _timed("rewritten", desk, made.province, rounds)
        country.settle(database)
        found += _timed("rewritten and vacuumed", desk, made.province, rounds)
        desk.database.close()
        return found


def _timed(state: str, desk: Desk, province: str, rounds: int) -> list[dict[str, Any]]:
    newest = f"/desk/circulars/L{LETTERS - 1}"
    pages = {
        "the country's list": desk.get(desk.department, "/desk/circulars/"),
        "the country's letter": desk.get(desk.department, newest),
        "a province's list": desk.get(desk.province, "/desk/circulars/"),
        "a province's letter": desk.get(desk.province, newest),
        "a province's letter, its offices": desk.get(desk.department, f"{newest}/offices?unit={province}"),
    }
    found = []
    for name, act in pages.items():
        taken = timing.in_turn({0: act}, rounds)[0]
        says = "  OVER THE TARGET" if taken.cpu > TARGET else ""
        print(f"  {state:24}{name:34}{taken.cpu:6.0f} ms of CPU, {taken.median:.0f} by the clock{says}", flush=True)
        found.append({"state": state, "page": name, "missed": taken.cpu > TARGET * NOISE} | asdict(taken))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="a made-up corner of the country, one round")
    parser.add_argument("--registry", type=Path, default=REGISTRY if REGISTRY.exists() else None)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--only", choices=("postgresql", "sqlite"))
    parser.add_argument("--json", action="store_true", help="print the figures as JSON at the end")
    options = parser.parse_args()
    registry, rounds = (None, 1) if options.short else (options.registry, options.rounds)
    kinds = [options.only] if options.only else ["postgresql", "sqlite"]
    found = {kind: run(kind, registry, rounds, province_alone=options.short) for kind in kinds}
    if options.json:
        print(json.dumps(found))
    return int(any(page["missed"] for pages in found.values() for page in pages))


if __name__ == "__main__":
    sys.exit(main())
