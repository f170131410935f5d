"""The country's figures are added up again where something changed and nowhere else; only time tells the difference."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from bot.spans import SpanKind
from models.database import Database, make_engine
from models.reporting.report import Report, ReportStatus
from services.aggregation import rollup
from services.aggregation.cache import MOST_CELLS, SumsCache
from services.aggregation.query import Cell, Sums
from services.aggregation.rollup import RollUp
from tests.services.aggregation.test_rollup import MONTHS, NOW, asked_in, named, rolled
from tests.services.aggregation.test_rollup import country as country

pytestmark = pytest.mark.slow

MONTH = "2026-10"


def looks(database: Database) -> tuple[RollUp, list[Any]]:
    with database.reading() as session:
        months = rollup.history(session, asked_in(session), named(session, "TH"), MONTHS[2:14], NOW)[1]
        return rolled(session, "TH", SpanKind.MONTH, MONTH), months


def figures(found: tuple[RollUp, list[Any]]) -> Any:
    whole, months = found
    columns = {child.code: column for child, column in whole.children}
    return (whole.total, whole.before, columns, months)


def report_in(session: Session, code: str) -> Report:
    office = named(session, code)
    found = session.query(Report).filter_by(org_unit_id=office.id, period=MONTH).one_or_none()
    if found is None:
        found = Report(programme_id=asked_in(session).id, org_unit_id=office.id, period=MONTH, created_at=NOW)
        session.add(found)
    return found


def a_sent_report(session: Session) -> Report:
    sent = session.query(Report).filter_by(period=MONTH, status=ReportStatus.SUBMITTED)
    return sent.order_by(Report.org_unit_id).limit(1).one()


def sent_again(session: Session) -> None:
    found = report_in(session, "06110101")
    found.status, found.answers = ReportStatus.SUBMITTED, {"teach": {"sessions": 1000}}


def mended_by_hand(session: Session) -> None:
    sent_again(session)
    session.flush()
    session.execute(
        text("UPDATE report SET answers = :said WHERE org_unit_id = :office AND period = :month"),
        {"said": '{"teach": {"sessions": 7}}', "office": named(session, "06110101").id, "month": MONTH},
    )


def sent_back(session: Session) -> None:
    a_sent_report(session).status = ReportStatus.RETURNED


def deleted(session: Session) -> None:
    session.delete(a_sent_report(session))


def closed(session: Session) -> None:
    named(session, "06110301").open_to = date(2025, 9, 1)


def moved(session: Session) -> None:
    office, district = named(session, "06110302"), named(session, "1201")
    office.parent_id, office.path = district.id, f"{district.path}.{office.code}"


def left_out(session: Session) -> None:
    asked_in(session).leave_out_unapproved = True


def asked_of_others(session: Session) -> None:
    asked_in(session).audience = ["sao"]


CHANGES = (sent_again, mended_by_hand, sent_back, deleted, closed, moved, left_out, asked_of_others)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_changes_the_next_look_shows_it(country, database_url, change):
    before = figures(looks(country))
    assert figures(looks(country)) == before
    with country.writing() as session:
        change(session)
    after = figures(looks(country))
    stranger = Database(make_engine(database_url))
    assert after == figures(looks(stranger))
    stranger.close()
    assert after != before


def test_only_what_changed_is_added_up_again(country):
    """Provinces 11 and 12. SQLite has no marks to go by: there everything is added up each time."""
    looks(country)
    with added_up(country) as keys:
        looks(country)
    if country.engine.dialect.name == "sqlite":
        assert keys
        return
    assert keys == []
    with country.writing() as session:
        sent_again(session)
    with added_up(country) as keys:
        looks(country)
    assert keys and all("11" in one.values() or MONTH in one.values() for one in keys)
    assert not any("12" in one.values() for one in keys)


def test_what_a_writer_sees_half_done_is_not_kept(country):
    looks(country)
    with country.writing() as session:
        sent_again(session)
        session.flush()
        first = rolled(session, "TH", SpanKind.MONTH, MONTH)
        report_in(session, "06110101").answers = {"teach": {"sessions": 3}}
        session.flush()
        second = rolled(session, "TH", SpanKind.MONTH, MONTH)
    sessions = first.figures.numbers[0]
    difference = (first.total.cell(sessions).value or 0) - (second.total.cell(sessions).value or 0)
    assert difference == 997
    assert figures(looks(country))[0] == second.total


def test_the_oldest_question_is_forgotten_first():
    memory = SumsCache()
    one = {("/data/n", str(number)): Cell(Decimal(1)) for number in range(MOST_CELLS // 2)}
    for question in ("a", "b", "c"):
        memory.keep(question, {"": ((1,), Sums(1, 0, one))})
    assert memory.recall("a") == {}
    assert memory.recall("b") and memory.recall("c")


@contextmanager
def added_up(database: Database) -> Iterator[list[Any]]:
    """The parameters of the statements that take answers out of documents."""
    seen: list[Any] = []

    def remember(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if " AS answers" in statement:
            seen.append(parameters)

    event.listen(database.engine, "before_cursor_execute", remember)
    yield seen
    event.remove(database.engine, "before_cursor_execute", remember)
