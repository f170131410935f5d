"""A district and an operator on the day a programme of a rhythm is made: a quarter's, a fiscal year's, or once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select

from bot.line.client import Quota
from bot.schedule import at_bangkok
from models import org_unit
from models.database import Database
from models.membership.membership import Role
from models.reporting.report import Report
from scheduler.tick import SchedulerDependencies
from tests.support.desk_site import Browser, DeskSite
from tests.support.phone import Clock, Phone
from tests.support.terminal import Terminal

CODE = "survey"
DISTRICT, SENDS, EXTENDED = "1101", "06110110", "06110109"
FORM = """\
| survey |
| | type | name | label | bind::nong:short | bind::nong:unit | bind::nong:rollup |
| | integer | people | มีผู้เข้าร่วมกี่คน | ผู้เข้าร่วม | คน | |
| | integer | areas | ขณะนี้มีพื้นที่กี่แห่ง | พื้นที่ | แห่ง | last |
| settings |
| | form_title | form_id | namespaces |
| | แบบสำรวจ | survey | nong="https://nong-rai-ngan.example/form" |
"""


@dataclass(frozen=True)
class Rhythm:
    """`made` is when the programme is made, `key` the period that is asked for then; the rest as officers read it.
    `before` are the periods before it with what SENDS reported then."""

    every: str
    made: date
    options: tuple[str, ...]
    key: str
    due: date
    locks: date
    name: str
    beside_due: str
    number: str
    word: str
    in_memo: str
    each: str
    before: tuple[tuple[str, int], ...] = ()


QUARTER = Rhythm(
    every="quarter",
    made=date(2027, 1, 3),
    options=("--active-from", "2026-Q3"),
    key="2027-Q1",
    due=date(2027, 1, 5),
    locks=date(2027, 1, 31),
    name="ไตรมาสที่ 1 ปีงบประมาณ 2570 (ต.ค.–ธ.ค. 2569)",
    beside_due="ไตรมาสที่ 1 ปีงบประมาณ 2570 (ต.ค.–ธ.ค. 2569)",
    number="2570Q1-06110110/1",
    word="ไตรมาส",
    in_memo="ประจำไตรมาสที่ ๑ ปีงบประมาณ ๒๕๗๐ (ต.ค.–ธ.ค. ๒๕๖๙)",
    each="ทุกไตรมาส โดยรายงานของไตรมาสที่ ๑",
    before=(("2026-Q3", 38), ("2026-Q4", 42)),
)
YEAR = Rhythm(
    every="fiscal_year",
    made=date(2026, 10, 2),
    options=("--active-from", "2024-FY", "--due-day", "20"),
    key="2026-FY",
    due=date(2026, 10, 20),
    locks=date(2026, 10, 31),
    name="ปีงบประมาณ 2569",
    beside_due="ปีงบประมาณ 2569",
    number="2569FY-06110110/1",
    word="ปีงบประมาณ",
    in_memo="ประจำปีงบประมาณ ๒๕๖๙",
    each="ทุกปีงบประมาณ โดยรายงานของปีงบประมาณ ๒๕๖๙",
    before=(("2024-FY", 38), ("2025-FY", 42)),
)
ONCE = Rhythm(
    every="once",
    made=date(2026, 11, 3),
    options=("--due-on", "2026-12-30"),
    key="2026364",
    due=date(2026, 12, 30),
    locks=date(2027, 1, 29),
    name="ครั้งเดียว ภายในวันที่ 30 ธันวาคม 2569",
    beside_due="ครั้งเดียว",
    number="2569364-06110110/1",
    word="งวด",
    in_memo="ครั้งเดียว ภายในวันที่ ๓๐ ธันวาคม ๒๕๖๙",
    each="ครั้งเดียว ครบกำหนด",
)


class Story:
    """The desk's country on the day the programme is made, with the people of one district and an operator."""

    def __init__(self, database: Database, url: str, rhythm: Rhythm) -> None:
        self.rhythm, self.database = rhythm, database
        self.clock = Clock(at_bangkok(rhythm.made, time(9)))
        self.site = DeskSite(database)
        self.terminal = Terminal(now=self.clock.now, DATABASE_URL=url, MEDIA_URL="memory://rhythms")
        self.officer, self.late = self._phone(Role.OFFICER, SENDS), self._phone(Role.OFFICER, EXTENDED)
        self.district = self._phone(Role.DISTRICT, DISTRICT)
        self.dependencies = SchedulerDependencies(database, None, None, lambda: Quota(None, 0))  # type: ignore[arg-type]

    def at(self, day: date, hour: int = 9) -> None:
        self.clock.now = at_bangkok(day, time(hour))
        self.terminal.now = self.site.now = self.clock.now

    def desk(self, role: Role, unit: str) -> Browser:
        self.site.now = self.clock.now
        return self.site.comes_in(role, unit)

    def report(self, unit: str) -> Report | None:
        with self.database.reading() as session:
            found = org_unit.by_code(session, unit)
            assert found is not None
            query = select(Report).where(Report.org_unit_id == found.id, Report.period == self.rhythm.key)
            return session.scalars(query).unique().one_or_none()

    def _phone(self, role: Role, unit: str) -> Phone:
        self.site.person(role, unit)
        return Phone(self.database, self.site._people, self.clock)
