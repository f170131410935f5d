"""How long a pass takes for the whole country: plan and rows on a rung's morning, the passes after it, and everybody's
rich menu on a new day.

    python -m bench.reminders [--registry FILE.csv] [--database URL]

Without a registry 7,850 offices are made up. The database must be empty; default is a new SQLite file.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event, insert

from bot.line.address import Address
from bot.line.calls import Answer, Brake, SendCall
from bot.line.client import Quota
from bot.line.menus import Listed
from bot.schedule import BANGKOK, Schedule
from models.database import Database, make_engine
from models.membership.membership import Membership
from models.membership.person import Person
from models.org_unit import LOCAL_KINDS, OrgUnit
from models.programme import Programme
from models.reporting.report import Report
from scheduler.deliver import deliver
from scheduler.tick import SchedulerDependencies, remind, tick
from services.messaging.send import Sender
from services.operations.migrate import migrate
from services.reminding import menus_shown

OFFICES = 7_850
START = datetime(2026, 1, 1, tzinfo=BANGKOK)
MORNING = datetime(2026, 11, 5, 8, 30, tzinfo=BANGKOK)
KINDS = {"02": "pao", "03": "city", "04": "town", "05": "tambon_town", "06": "sao"}


class InstantLine:
    """Takes everything at once."""

    def reply(self, token: str, messages: list[dict]) -> str:
        return ""

    def push(self, line_user_id: str, messages: list[dict], retry_key: str) -> str:
        return ""

    @contextmanager
    def fan_out(self, in_flight: int) -> Iterator[InstantLine]:
        yield self

    def send_all(self, calls: Sequence[SendCall], brake: Brake) -> list[Answer]:
        return ["" for _ in calls]

    def quota(self) -> Quota:
        return Quota(None, 0)


class InstantMenus:
    def every(self) -> list[Listed]:
        return []

    def create(self, definition: Mapping[str, Any]) -> str:
        return definition["name"]

    def upload(self, menu_id: str, png: bytes) -> None: ...

    def link(self, menu_id: str, line_user_ids: Sequence[str]) -> None: ...


class NoPhotos:
    def fetch_due(self, limit: int = 50) -> int:
        return 0

    def keys(self, below: str) -> list[str]:
        return []

    def remove(self, key: str) -> None:
        raise AssertionError("nothing is stored here")


def offices(registry: Path | None) -> list[tuple[str, str, str]]:
    """(code, kind, name)"""
    if registry is None:
        return [(f"06{number:06d}", "sao", f"ตำบลที่ {number}") for number in range(OFFICES)]
    with registry.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["code"], KINDS.get(row["code"][:2], "special"), row["name"]) for row in csv.DictReader(file)]
    return rows


def fill(database: Database, rows: list[tuple[str, str, str]], reported: float) -> None:
    """One officer an office; the given share of them has sent October."""
    numbers = range(1, len(rows) + 1)
    with database.writing() as session:
        session.add(
            Programme(
                code="khok-nong-na",
                title="โคก หนอง นา",
                audience=list(LOCAL_KINDS),
                schedule=Schedule().to_json(),
                active_from="2026-01",
                created_at=START,
            )
        )
        session.flush()
        session.execute(
            insert(OrgUnit), [{"code": code, "kind": kind, "name": name, "path": code} for code, kind, name in rows]
        )
        session.execute(
            insert(Person), [{"line_user_id": f"U{n:032x}", "state": "active", "created_at": START} for n in numbers]
        )
        session.execute(
            insert(Membership),
            [
                {
                    "person_id": n,
                    "org_unit_id": n,
                    "role": "officer",
                    "state": "active",
                    "asked_at": START,
                    "from_at": START,
                }
                for n in numbers
            ],
        )
        sent = [n for n in numbers if n % 100 < reported * 100]
        if sent:
            session.execute(
                insert(Report),
                [
                    {
                        "programme_id": 1,
                        "org_unit_id": n,
                        "period": "2026-10",
                        "status": "submitted",
                        "on_time": True,
                        "created_at": START,
                        "version": 1,
                    }
                    for n in sent
                ],
            )


@contextmanager
def measured(what: str, database: Database):
    queries: list[str] = []

    def count(_connection, _cursor, statement, *_rest):
        queries.append(statement)

    event.listen(database.engine, "before_cursor_execute", count)
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    event.remove(database.engine, "before_cursor_execute", count)
    print(f"{what:<46} {wall:7.2f} s  {cpu:7.2f} s CPU  {len(queries):6} queries")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--registry", type=Path, help="CSV with the columns code and name")
    parser.add_argument("--database", help="URL of an empty database")
    parser.add_argument("--reported", type=float, default=0.0, help="share of offices that have sent, 0 to 1")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(
            make_engine(options.database or f"sqlite:///{folder}/bench.sqlite3"),
            {"address": Address("https://example.org", "@nong")},
        )
        migrate(database.engine)
        rows = offices(options.registry)
        fill(database, rows, options.reported)
        print(f"{len(rows)} offices, {options.reported:.0%} have sent, {database.engine.dialect.name}")
        now, line = MORNING, InstantLine()
        works = SchedulerDependencies(database, Sender(database, line, lambda: now), NoPhotos(), line.quota)  # type: ignore[arg-type]
        with measured("plan and write, the morning of the due day", database):
            written, _ = remind(works, now)
        print(f"  {written} messages")
        with measured("the pass after it: everybody is reminded", database):
            remind(works, now)
        with measured("sending, LINE answering at once", database):
            deliver(works.sender)
        with measured("a whole pass with nothing left to do", database):
            tick(now, works)  # type: ignore[arg-type]
        shelf = menus_shown.Shelf(InstantMenus())  # type: ignore[arg-type]
        with measured("everybody's menu on a new day, and its picture", database):
            menus_shown.show(database, shelf, now, None)
        with measured("the same where every menu is right", database):
            menus_shown.show(database, shelf, now, None)
        now = MORNING.replace(day=20)
        with measured("a whole pass on a day without a rung", database):
            tick(now, works)
        database.close()


if __name__ == "__main__":
    main()
