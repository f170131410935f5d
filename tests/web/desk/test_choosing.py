"""A period that is not there: the page says so, and no file or reminder of another one goes out in its place."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from models.database import Database
from models.membership.membership import Role
from models.messaging.outbox import Outbox
from tests.support.desk_site import Browser, words_of
from tests.support.kept import kept
from tests.support.reporting import Reporting

SAYS = "ไม่มีรายงานของเดือนมกราคม 2573 ที่แสดงอยู่นี้เป็นของเดือนตุลาคม 2569"


@pytest.fixture
def desk(sqlite_database: Database) -> Reporting:
    return kept(sqlite_database, Reporting)


@pytest.fixture
def province(desk: Reporting) -> Browser:
    return desk.comes_in(Role.PROVINCE, "11")


@pytest.mark.parametrize("page", ["/desk/u/11", "/desk/rollup/11", "/desk/chase/11", "/desk/downloads/"])
def test_every_page_of_a_period_says_that_it_is_not_there(province: Browser, page: str) -> None:
    assert SAYS in words_of(province.get(f"{page}?period=2030-01"))
    # Once, and not where the period is there or none was asked for.
    assert "ไม่มีรายงานของ" not in words_of(province.get(page))
    assert "ไม่มีรายงานของ" not in words_of(province.get(f"{page}?period=2026-10"))


@pytest.mark.parametrize("key", ["0001-FY", "0001-Q1", "9998-12", "1899-12", "3000-01"])
def test_a_period_of_no_time_is_not_there(province: Browser, key: str) -> None:
    province.get(f"/desk/u/11?period={key}", 404)


def test_no_file_of_another_period_is_handed_out(province: Browser) -> None:
    answer = province.client.get("/desk/downloads/1101/file?kind=csv&period=2030-01")
    assert answer.status_code == 303
    assert SAYS in words_of(province.get(answer.location))
    asked = province.post("/desk/downloads/11/ask?period=2030-01", {"kind": "xlsx"}, follow=False)
    assert asked.status_code == 303 and "/job/" not in asked.location


def test_nobody_is_reminded_of_another_period(desk: Reporting, province: Browser) -> None:
    answer = province.post("/desk/chase/11/nudge?period=2030-01", {"whole": "1"})
    assert SAYS in words_of(answer.get_data(as_text=True))
    with desk.database.reading() as session:
        assert session.scalar(select(func.count(Outbox.id))) == 0
