"""The small province of the demo, on the morning of 3 November 2569: October is open and due on the 5th."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from models.reporting.report import Report
from tests.support.emulator import Line
from tests.support.no_calls import none_within_transactions
from tests.support.product import Product
from tests.support.sown import product_over_the_province
from tests.support.transcripts import play


@dataclass
class Province:
    """`newcomer` has not joined; `officer`, `district` and `province` are user ids of members."""

    line: Line
    product: Product
    newcomer: str
    officer: str
    district: str
    province: str

    def play(self, user_id: str, transcript: str) -> None:
        play(self.line, user_id, transcript, self.product.rest)

    def invite(self, number: int = 0) -> str:
        """The link in the QR code of one of the three offices."""
        return str(self.line.state()["scannables"][number]["url"])

    def joins(self, user_id: str, office: int = 0) -> None:
        """Scans the office's QR, sends the words that stand ready, confirms."""
        self.line.follow(user_id)
        words = self.line.scan(user_id, self.invite(office))["prefill"]
        self.play(user_id, f"> {words}\n> [ยืนยัน]")

    def report(self, period: str = "2026-10", office: str = "06260190") -> Report | None:
        self.product.settle()
        with self.product.database.reading() as session:
            reports = session.scalars(select(Report).where(Report.period == period)).unique()
            return next((one for one in reports if one.unit.code == office), None)

    def nothing_refused(self) -> None:
        assert self.line.refused_calls() == []


@pytest.fixture
def province(line: Line, database_url: str, tmp_path: Path) -> Iterator[Province]:
    """On each kind of database in turn."""
    yield from _over(line, database_url, tmp_path)


@pytest.fixture
def restarting(line: Line, sqlite_url: str, tmp_path: Path) -> Iterator[Province]:
    """The same, on SQLite, for stories in which the server is started anew between two messages."""
    yield from _over(line, sqlite_url, tmp_path)


def _over(line: Line, database_url: str, folder: Path) -> Iterator[Province]:
    product = product_over_the_province(line, database_url, folder / "media")
    people = [person["userId"] for person in line.state()["people"]]
    province = Province(line, product, *people)
    with none_within_transactions():
        yield province
    province.product.close()
    line.clear_faults()
