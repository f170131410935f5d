"""How long chasing takes for the whole country on the morning after the due day: digests, previews, manual reminders.

    python -m bench.chase [--registry FILE.csv] [--database URL]

Without a registry the country is made up. The database must be empty; default is a new SQLite file. Every district and
province has a supervisor. LINE answers at once.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from bench.country import NEWEST, NOW, found, report, settle
from bot.line.address import Address
from bot.line.client import Quota
from models import org_unit
from models.database import Database, make_engine
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.org_unit import OrgUnit, UnitKind
from models.programme import Programme
from scheduler.tick import SchedulerDependencies, remind, tell
from services.messaging.send import Sender
from services.operations.migrate import migrate
from services.reminding import extending, manual_reminder

LATER = NOW + timedelta(days=7)  # no rung and no digest stands on that day
UNTIL = LATER.date() + timedelta(days=7)


@contextmanager
def measured(what: str, database: Database) -> Iterator[None]:
    queries: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        queries.append(statement)

    event.listen(database.engine, "before_cursor_execute", count)
    wall, cpu = perf_counter(), process_time()
    yield
    wall, cpu = perf_counter() - wall, process_time() - cpu
    event.remove(database.engine, "before_cursor_execute", count)
    print(f"{what:<54} {wall * 1000:8.0f} ms  {cpu * 1000:8.0f} ms CPU  {len(queries):5} queries")


def supervise(database: Database) -> int:
    """Somebody in every district and province; how many."""
    with database.writing() as session:
        areas = session.scalars(
            select(OrgUnit).where(OrgUnit.kind.in_((UnitKind.DISTRICT, UnitKind.PROVINCE))).order_by(OrgUnit.id)
        ).unique()
        for number, unit in enumerate(areas, 1):
            person = Person(line_user_id=f"S{number:032x}", name="หัวหน้า", state=PersonState.ACTIVE, created_at=NOW)
            session.add(person)
            session.flush()
            session.add(
                Membership(
                    person_id=person.id,
                    org_unit_id=unit.id,
                    role=Role(unit.kind),
                    state=MembershipState.ACTIVE,
                    asked_at=NOW,
                    from_at=NOW,
                )
            )
        return number


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--registry", type=Path, help="CSV of the registry")
    parser.add_argument("--database", help="URL of an empty database")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(
            make_engine(options.database or f"sqlite:///{folder}/bench.sqlite3"),
            {"address": Address("https://example.org", "@nong")},
        )
        migrate(database.engine)
        country = found(database, options.registry)
        bosses = supervise(database)
        report(database, 0, 1)
        settle(database)
        print(f"{country.offices} offices, {bosses} supervisors, {database.engine.dialect.name}")
        works = SchedulerDependencies(database, Sender(database, _Line(), lambda: NOW), None, lambda: Quota(None, 0))  # type: ignore[arg-type]
        with measured("reminders of the morning after the due day", database):
            reminded, _ = remind(works, NOW)
        with measured("digests of the same morning", database):
            told, _ = tell(works, NOW)
        print(f"  {reminded} reminders, {told} digests")
        with measured("the pass after it: everybody is told", database):
            tell(works, NOW)
        codes = {"a province": country.province, "the country": "TH"}
        for name, code in codes.items():
            with measured(f"preview of a nudge of {name}", database):
                _act(database, code, lambda *at: manual_reminder.preview(at[0], at[1], str(NEWEST), at[2], LATER))
        for name, code in codes.items():
            with measured(f"nudge of {name}", database):
                done = _act(
                    database, code, lambda *at: manual_reminder.send(at[0], at[1], str(NEWEST), at[2], at[3], LATER)
                )
            print(f"  {done.people} messages")
        for name, code in codes.items():
            with measured(f"more time for {name}", database):
                done = _act(database, code, _more_time)
            print(f"  {len(done.gets)} offices, {done.people} messages")
        database.close()


def _act(database: Database, code: str, act: Any) -> Any:
    with database.writing() as session:
        unit = org_unit.by_code(session, code)
        asked = session.scalars(select(Programme)).one()
        boss = (
            session.scalars(
                select(Person)
                .join(Membership, Membership.person_id == Person.id)
                .where(Membership.role == Role.DEPARTMENT)
            )
            .unique()
            .one()
        )
        return act(session, asked, unit, boss)


def _more_time(session: Session, asked: Programme, unit: OrgUnit, boss: Person) -> extending.Extended:
    return extending.grant(session, asked, str(NEWEST), unit, boss, UNTIL, "flood", LATER)


class _Line:
    """Takes everything at once."""

    def reply(self, token: str, messages: list[dict[str, Any]]) -> str:
        return ""

    def push(self, line_user_id: str, messages: list[dict[str, Any]], retry_key: str) -> str:
        return ""


if __name__ == "__main__":
    main()
