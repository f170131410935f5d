"""What holds for the product as a whole: who may call what, and a database that is what the models say."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Column, MetaData, func, insert, inspect, select
from sqlalchemy import table as sql_table
from sqlalchemy.engine import Connection

from app import create_app
from commands.serving.background import Background
from models import Base
from models.database import Database, make_engine
from services.backups.archive import kinds_of
from services.operations.migrate import MIGRATIONS, is_current, migrate, migrate_within, rebuilding, revisions
from tests.support import postgres
from tests.support.emulator import SECRET, TOKEN
from tests.support.terminal import NOON, Terminal
from web.access import who_may_call

pytestmark = pytest.mark.slow


@pytest.fixture
def site(sqlite_url, tmp_path) -> Flask:
    terminal = Terminal(
        DATABASE_URL=sqlite_url,
        MEDIA_URL=str(tmp_path / "media"),
        PUBLIC_BASE_URL="http://127.0.0.1:1",
        SECRET_KEY=SECRET,
        LINE_CHANNEL_SECRET=SECRET,
        LINE_CHANNEL_ACCESS_TOKEN=TOKEN,
        LINE_BASIC_ID="@nongraingan",
    )
    yield create_app(terminal.wiring, Background(terminal.wiring))
    terminal.close()


def test_every_route_says_who_may_call_it(site):
    rules = list(site.url_map.iter_rules())
    assert len(rules) > 5
    assert [rule.rule for rule in rules if not who_may_call(site, rule.endpoint).strip()] == []


def test_the_routes_that_others_rely_on_are_there(site):
    rules = {(rule.rule, method) for rule in site.url_map.iter_rules() for method in rule.methods or ()}
    wanted = [("/callback", "POST"), ("/healthz", "GET"), ("/readyz", "GET"), ("/metrics", "GET")]
    wanted += [("/k/<slug>", "GET"), ("/k/<slug>/qr.png", "GET")]
    assert [one for one in wanted if one not in rules] == []


def test_migrations_make_exactly_what_the_models_say(database: Database):
    assert is_current(database.engine)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


# What becomes of these is tested in tests/models: letters that died are events of a kind, openings are sums of days.
REMADE = {"dead_letter", "visit"}


def test_each_step_keeps_what_is_there(empty_url: str) -> None:
    """With rows that point at each other in all tables, of every version that there has been."""
    engine = make_engine(empty_url)
    before: dict[str, int] = {}
    for revision in revisions():
        with rebuilding(engine) as connection:
            migrate_within(connection, revision)
            # Nothing had written reminders before the second shape: that table was made anew.
            kept = before.keys() - REMADE - ({"reminder"} if revision == "0002" else set())
            after = rows_of_each(connection)
            assert {name: after.get(name) for name in kept if after.get(name) != before[name]} == {}, revision
            fill_reflected(connection, int(revision))
            before = rows_of_each(connection)
    engine.dispose()
    assert len(before) > 15 and before["org_unit"] == len(revisions())


@pytest.mark.parametrize("revision", revisions()[:-1:6])
def test_an_upgrade_over_many_versions_is_one_transaction_and_keeps_what_is_there(
    empty_url: str, revision: str
) -> None:
    engine = make_engine(empty_url)
    with rebuilding(engine) as connection:
        migrate_within(connection, revision)
        fill_reflected(connection, 1)
        before = rows_of_each(connection)
    migrate(engine)
    with engine.connect() as connection:
        after = rows_of_each(connection)
    engine.dispose()
    assert len(before) > 15 and set(before.values()) == {1}
    kept = before.keys() - REMADE - ({"reminder"} if revision == "0001" else set())
    assert {name: after.get(name) for name in kept if after.get(name) != 1} == {}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'empty.sqlite3'}" if request.param == "sqlite" else postgres.not_migrated()


def fill_reflected(connection: Connection, number: int) -> None:
    """One row, its `number`th, in every table the database has now, whatever the models have become since."""
    known = MetaData()
    known.reflect(connection)
    for table in known.sorted_tables:
        if table.name != "alembic_version":
            connection.execute(insert(table), {one.name: anything(connection, one, number) for one in table.columns})


def anything(connection: Connection, column: Column[Any], number: int) -> Any:
    for key in column.foreign_keys:
        if key.column.table is column.table:
            return None
        return connection.scalar(select(key.column).order_by(key.column.desc()).limit(1))
    values = {
        int: number,
        str: str(number),
        bool: True,
        float: float(number),
        bytes: b"1",
        object: {},
        date: NOON.date() + timedelta(number - 1),
        datetime: NOON + timedelta(number - 1),
    }
    return values[column.type.python_type]


def rows_of_each(connection: Connection) -> dict[str, int]:
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    return {name: connection.scalar(select(func.count()).select_from(sql_table(name))) or 0 for name in names}


def test_migrations_are_one_line_of_numbered_steps():
    names = sorted(file.name for file in (MIGRATIONS / "versions").glob("*.py"))
    assert [name[:4] for name in names] == revisions()
    assert revisions() == [f"{number:04d}" for number in range(1, len(names) + 1)]


def test_migrations_stand_by_themselves():
    """A step that imports the models would change its meaning with them."""
    for file in (MIGRATIONS / "versions").glob("*.py"):
        assert not re.search(r"^(from|import) (models|services|bot)\b", file.read_text("utf-8"), re.MULTILINE), (
            file.name
        )


def test_a_backup_knows_every_column():
    assert all(kinds_of(table) for table in Base.metadata.sorted_tables)


def test_tables_depend_on_each_other_in_one_direction():
    """A backup is put back table by table: no table may need one that needs it."""
    order = [table.name for table in Base.metadata.sorted_tables]
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            assert key.column.table is table or order.index(key.column.table.name) < order.index(table.name)
