"""The month's scans of an office's own posters are offered where its report asks how many people were reached."""

from __future__ import annotations

from datetime import UTC, datetime

from models.database import Database
from models.knowledge.visit import VisitKind
from services.knowledge.visits import Visits
from services.operations.setup import init, look
from tests.support.phone import Phone
from tests.support.town import Town

MINE, BESIDE = "06110109", "06110110"
QUESTION = "เผยแพร่ความรู้ให้ประชาชน"
# The report of October is begun on a morning of November; in Bangkok October ends at 17:00 UTC.
LAST, AFTER = datetime(2026, 10, 31, 16, 59, tzinfo=UTC), datetime(2026, 10, 31, 17, 0, tzinfo=UTC)


def begun(database: Database) -> Phone:
    town = Town(database)
    looked = look(database)
    with database.writing() as session:
        init(session, town.clock.now, looked)
    visits = Visits()
    for office, kind, at, times in (
        (MINE, VisitKind.SCAN, LAST, 12),
        (MINE, VisitKind.SCAN, AFTER, 100),
        (MINE, VisitKind.CHAT, LAST, 200),
        (BESIDE, VisitKind.SCAN, LAST, 300),
    ):
        for _ in range(times):
            visits.count(1, kind, office, at)
    visits.write(database)
    officer = town.member(MINE)
    officer.types("รายงาน")
    return officer


def test_scans_of_the_reported_month_and_the_own_office_are_offered(sqlite_database: Database) -> None:
    officer = begun(sqlite_database)
    said = officer.types("1")
    for answer in ("0", "0", "0", "2", "ข้าม", "0"):
        if QUESTION in said:
            break
        said = officer.types(answer)
    assert QUESTION in said and "เดือนที่รายงาน 12 ครั้ง" in said
    assert "12 คน" in officer.types("=")
