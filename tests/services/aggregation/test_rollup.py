"""Added-up results against the same sums done by hand, report by report, on each kind of database."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.engine.xform.reading import load_form
from bot.forms.workbook.workbook import convert
from bot.schedule import Period, Schedule
from bot.spans import Span, SpanKind
from models import form_version, org_unit, programme
from models.database import Database
from models.form_version import FormVersion
from models.org_unit import LOCAL_KINDS, OrgUnit, UnitKind
from models.programme import Programme
from models.reporting.report import SENT, Report, ReportStatus
from services.aggregation import rollup
from services.aggregation.figures import Figure, Figures, How, figures_of
from services.aggregation.rollup import Column, RollUp
from services.obligations.asked import is_asked
from services.org_units.import_units import bring_in
from services.org_units.registry import TOP, RegistryUnit
from tests.support.examined import published
from tests.support.kept import kept

pytestmark = pytest.mark.slow

NOW = datetime(2027, 2, 6, tzinfo=UTC)
CODE = "khok-nong-na"
FORM = """\
| survey |
|        | type | name | label | bind::nong:short | bind::nong:unit | bind::nong:rollup |
|        | begin_group | teach | ด้านที่ 1 | | | |
|        | integer | sessions | จัดอบรมกี่ครั้ง | จัดอบรม | ครั้ง | |
|        | decimal | budget | ใช้งบประมาณเท่าไร | งบประมาณ | บาท | |
|        | integer | areas_now | ขณะนี้มีกี่แห่ง | พื้นที่ทั้งหมด | แห่ง | last |
|        | integer | year | ปีที่เริ่ม | | | no |
|        | text | remark | หมายเหตุ | | | |
|        | begin_repeat | plots | แปลง | | | |
|        | text | plot_name | ชื่อแปลง | | | |
|        | decimal | area | เนื้อที่ | | ไร่ | |
|        | select_one owner | owner | ของใคร | | | |
|        | begin_repeat | trees | ต้นไม้ | | | |
|        | integer | count | กี่ต้น | | ต้น | |
|        | end_repeat | | | | | |
|        | end_repeat | | | | | |
|        | end_group | | | | | |
|        | select_one yes_no | centre | ผ่านศูนย์หรือไม่ | | | |
|        | select_multiple partners | partners | ร่วมกับใคร | | | |
| choices |
|        | list_name | name | label |
|        | yes_no | yes | ใช่ |
|        | yes_no | no | ไม่ใช่ |
|        | owner | temple | วัด |
|        | owner | other | อื่น ๆ |
|        | partners | temple | วัด |
|        | partners | temple_school | โรงเรียนวัด |
|        | partners | village | หมู่บ้าน |
| settings |
|        | form_title | form_id | namespaces |
|        | แบบรายงาน | f | nong="https://nong-rai-ngan.example/form" |
"""
# The second version asks `remark` as a number, calls `sessions` by another name and offers one partner more.
SECOND = (
    FORM.replace("| text | remark | หมายเหตุ |", "| integer | remark | หมายเหตุกี่ข้อ |")
    .replace("จัดอบรม |", "อบรม |")
    .replace("| partners | village | หมู่บ้าน |", "| partners | village | ชุมชน |\n|  | partners | วัด | วัดอื่น |")
)
OFFICES = (
    RegistryUnit("11", UnitKind.PROVINCE, "สมุทรปราการ", "TH"),
    RegistryUnit("1101", UnitKind.DISTRICT, "เมือง", "11"),
    RegistryUnit("1103", UnitKind.DISTRICT, "บางพลี", "11"),
    RegistryUnit("12", UnitKind.PROVINCE, "นนทบุรี", "TH"),
    RegistryUnit("1201", UnitKind.DISTRICT, "เมือง", "12"),
    RegistryUnit("02110001", UnitKind.PAO, "สมุทรปราการ", "11"),
    RegistryUnit("02120001", UnitKind.PAO, "นนทบุรี", "12"),
    *(RegistryUnit(f"061101{number:02d}", UnitKind.SAO, f"ก {number}", "1101") for number in range(1, 5)),
    *(RegistryUnit(f"061103{number:02d}", UnitKind.SAO, f"ข {number}", "1103") for number in range(1, 4)),
    *(RegistryUnit(f"051201{number:02d}", UnitKind.TAMBON_TOWN, f"ค {number}", "1201") for number in range(1, 4)),
    RegistryUnit("03120109", UnitKind.CITY, "นนทบุรี", "1201"),
)
MONTHS = [str(Period(2025, 8).plus(step)) for step in range(18)]  # 2025-08 … 2027-01


@pytest.fixture
def country(database: Database) -> Database:
    return kept(database, two_provinces)


def two_provinces(database: Database) -> Database:
    """Two provinces over eighteen months: some reports of every status, offices that opened and closed on the way,
    two versions of the form."""
    chance = random.Random(20261006)
    with database.writing() as session:
        asked = Programme(
            code=CODE,
            title="โคก หนอง นา",
            audience=[str(kind) for kind in LOCAL_KINDS if kind != UnitKind.CITY],
            schedule=Schedule().to_json(),
            active_from=MONTHS[0],
            created_at=NOW,
        )
        session.add(asked)
        bring_in(session, [TOP, *OFFICES], NOW)
        versions = []
        for text in (FORM, SECOND):
            published(session, asked, text.encode(), "form.md", NOW)
            newest = form_version.newest(session, asked)
            assert newest
            versions.append(newest)
        named(session, "06110104").open_from = date(2026, 11, 15)
        named(session, "06110303").open_to = date(2026, 11, 20)
        offices = [unit for unit in session.query(OrgUnit).order_by(OrgUnit.code) if unit.is_local]
        for period in MONTHS:
            for office in offices:
                if chance.random() < 0.8:
                    send(
                        session,
                        asked,
                        office,
                        period,
                        versions[chance.random() < 0.5 and period > "2026-06"].id,
                        chance,
                    )
    return database


def send(session: Session, asked: Programme, office: OrgUnit, period: str, version: int, chance: random.Random) -> None:
    status = chance.choice([*ReportStatus])
    is_nothing = status == ReportStatus.NOTHING or (status == ReportStatus.APPROVED and chance.random() < 0.2)
    session.add(
        Report(
            programme_id=asked.id,
            org_unit_id=office.id,
            period=period,
            status=status,
            is_nothing=is_nothing,
            on_time=None if status == ReportStatus.DRAFT else chance.random() < 0.7,
            form_version_id=version,
            answers=None if status == ReportStatus.DRAFT else {"centre": "no"} if is_nothing else filled(chance),
            approved_level=chance.choice(["district", "province", "department"])
            if status == ReportStatus.APPROVED
            else None,
            created_at=NOW,
            submitted_at=NOW,
        )
    )


def filled(chance: random.Random) -> dict[str, Any]:
    def maybe(value: Any) -> Any:
        return None if chance.random() < 0.2 else value

    def group(**values: Any) -> dict[str, Any]:
        return {key: value for key, value in values.items() if value is not None}

    trees = [[group(_id="1", count=maybe(chance.randrange(4)))] * chance.randrange(3) for _ in range(4)]
    plots = [
        group(
            _id=str(number),
            plot_name=f"แปลง {number}",
            area=maybe(chance.randrange(1, 4000) / 400),
            owner=maybe(chance.choice(["temple", "other"])),
            trees=trees[number] or None,
        )
        for number in range(chance.randrange(4))
    ]
    return group(
        teach=group(
            sessions=maybe(chance.choice([0, 0, 1, 7, 60])),
            budget=maybe(chance.choice([0, 12500.5, 0.1, 0.2, 49_999_999.75])),
            areas_now=maybe(chance.randrange(20)),
            year=2569,
            remark=maybe(chance.choice(["12", "ไม่มี", 3])),
            plots=plots or None,
        ),
        centre=maybe(chance.choice(["yes", "no"])),
        partners=maybe(chance.sample(["temple", "temple_school", "village", "วัด"], chance.randrange(1, 5))),
    )


def named(session: Session, code: str) -> OrgUnit:
    unit = org_unit.by_code(session, code)
    assert unit
    return unit


def asked_in(session: Session) -> Programme:
    asked = programme.by_code(session, CODE)
    assert asked
    return asked


def asked_anew(session: Session, form: str, period: str) -> tuple[Programme, FormVersion]:
    """With this form as the newest version, and nothing sent of that period yet."""
    asked = asked_in(session)
    published(session, asked, form.encode(), "g.md", NOW)
    session.query(Report).filter_by(period=period).delete()
    newest = form_version.newest(session, asked)
    assert newest
    return asked, newest


def rolled(session: Session, code: str, kind: SpanKind, through: str) -> RollUp:
    return rollup.roll_up(session, asked_in(session), named(session, code), Span(kind, Period.parse(through)), NOW)


class ByHand:
    """The figures of the subtree `path` over some months, from the documents themselves."""

    def __init__(self, session: Session, path: str, periods: tuple[str, ...], *, level: str | None, out: bool) -> None:
        asked = asked_in(session)
        self.reports: list[Report] = []
        self.expected = self.unapproved = 0
        self.all = []
        # Offices that are no more at the end: what stands there stands with another by then.
        ends = Period.parse(max(periods)).last_day
        self.gone = {one.id for one in session.query(OrgUnit) if one.open_to is not None and one.open_to <= ends}
        sent = session.query(Report).filter(Report.period.in_(periods))
        reports = {(one.org_unit_id, one.period): one for one in sent}
        for office in session.query(OrgUnit):
            if not f"{office.path}.".startswith(f"{path}."):
                continue
            for period in periods:
                if not is_asked(asked, office.kind, office.open_from, office.open_to, Period.parse(period)):
                    continue
                self.expected += 1
                found = reports.get((office.id, period))
                if found is None:
                    continue
                self.all.append(found)
                if found.status in SENT:
                    if not self._approved(found, office, level):
                        self.unapproved += 1
                        if out:
                            continue
                    self.reports.append(found)

    @staticmethod
    def _approved(report: Report, office: OrgUnit, level: str | None) -> bool:
        order = ["district", "province", "department"]
        if level is None or (level == "district" and office.parent and office.parent.kind != UnitKind.DISTRICT):
            return True
        return report.approved_level is not None and order.index(report.approved_level) >= order.index(level)

    def counts(self) -> tuple[int, ...]:
        sent = [one for one in self.all if one.status in SENT]
        returned = sum(one.status == ReportStatus.RETURNED for one in self.all)
        return (
            self.expected,
            len(sent),
            sum(one.on_time is False for one in sent),
            sum(one.is_nothing for one in sent),
            returned,
            self.expected - len(sent) - returned,
            len(self.reports),
            self.unapproved,
        )

    def cell(self, figure: Figure, option: str) -> tuple[Decimal | None, int, int]:
        said: dict[int, list[Any]] = {}
        for report in sorted(self.reports, key=lambda one: one.period):
            for row in self._rows(report.answers, figure.inside):
                value: Any = 1 if figure.how is How.ROWS else row
                for step in figure.steps:
                    value = value.get(step) if isinstance(value, dict) else None
                if figure.how is How.CHOICES:
                    value = 1 if value == option or (isinstance(value, list) and option in value) else None
                if isinstance(value, int | float):
                    said.setdefault(report.org_unit_id, []).append(Decimal(str(value)))
        if figure.how is How.LAST:
            said = {office: values[-1:] for office, values in said.items() if office not in self.gone}
        each = [sum(values, Decimal()) for values in said.values()]
        if figure.how in (How.CHOICES, How.ROWS):
            return (sum(each, Decimal()) if self.reports else None), len(each), 0
        return (sum(each, Decimal()) if each else None), len(each), sum(one == 0 for one in each)

    def _rows(self, answers: Any, inside: str) -> list[Any]:
        rows = [answers]
        for step in inside.split("/")[2:]:
            found = [row.get(step) for row in rows if isinstance(row, dict)]
            rows = [one for value in found for one in (value if isinstance(value, list) else [value]) if one]
        return rows


def counts(column: Column) -> tuple[int, ...]:
    one = column.counts
    return (
        one.expected,
        one.sent,
        one.late,
        one.nothing,
        one.returned,
        one.missing,
        one.counted,
        one.unapproved,
    )


def same(column: Column, by_hand: ByHand, figures: Figures, *, counts_zeros: bool = True) -> Iterator[str]:
    """What differs; nothing if all is well. `counts_zeros`: those are counted too."""
    if counts(column) != by_hand.counts():
        yield f"counts {counts(column)} {by_hand.counts()}"
    for figure in (*figures.numbers, *figures.choices):
        for option in figure.choices or ("",):
            cell = column.cell(figure, option)
            value, offices, zeros = by_hand.cell(figure, option)
            wanted = (value, offices, zeros if counts_zeros else 0)
            if (cell.value, cell.offices, cell.zeros) != wanted:
                yield f"{figure.path} {option}: {cell} {wanted}"


@pytest.mark.parametrize(
    ("kind", "through"),
    [
        (SpanKind.MONTH, "2026-10"),
        (SpanKind.QUARTER, "2026-12"),
        (SpanKind.YEAR, "2027-01"),
        (SpanKind.MONTH, "2025-09"),
    ],
)
def test_every_figure_is_what_adding_by_hand_gives(country, kind, through):
    for levels in (["district", "province", "department"], ["district", "department"]):
        for leave_out in (False, True):
            with country.writing() as session:
                asked_in(session).levels, asked_in(session).leave_out_unapproved = levels, leave_out
            with country.reading() as session:
                awaited = {"TH": levels[-2], "11": "district", "1103": None, "06110101": None, "02110001": None}
                for code, level in awaited.items():
                    found = rolled(session, code, kind, through)
                    assert found.awaited == level
                    span = Span(kind, Period.parse(through))
                    out = leave_out and level is not None
                    assert [*differences(session, found, span, out)] == [], (code, levels)


def differences(session: Session, found: RollUp, span: Span, out: bool) -> Iterator[str]:
    path, level, periods = found.unit.path, found.awaited, span.periods
    yield from same(found.total, ByHand(session, path, periods, level=level, out=out), found.figures)
    for child, column in found.children:
        here = ByHand(session, child.path, periods, level=level, out=out)
        yield from (f"{child.code} {one}" for one in same(column, here, found.figures))
    before, now = (tuple(one for one in some if one >= MONTHS[0]) for some in (span.year_before.periods, periods))
    assert (found.before is None) == (not before or len(before) < len(now)), "a part of a year is not compared"
    if found.before is not None:
        here = ByHand(session, path, before, level=level, out=out)
        yield from (f"before {one}" for one in same(found.before, here, found.figures, counts_zeros=False))


def test_the_figures_are_those_of_the_forms_in_use_newest_words_first(country):
    with country.reading() as session:
        figures = rolled(session, "TH", SpanKind.MONTH, "2026-10").figures
        assert [(one.path.removeprefix("/data/"), one.how.value, one.label, one.unit) for one in figures.numbers] == [
            ("teach/sessions", "sum", "อบรม", "ครั้ง"),
            ("teach/budget", "sum", "งบประมาณ", "บาท"),
            ("teach/areas_now", "last", "พื้นที่ทั้งหมด", "แห่ง"),
            ("teach/remark", "sum", "หมายเหตุกี่ข้อ", ""),
            ("teach/plots", "rows", "แปลง", "รายการ"),
            ("teach/plots/area", "sum", "เนื้อที่", "ไร่"),
            ("teach/plots/trees", "rows", "ต้นไม้", "รายการ"),
            ("teach/plots/trees/count", "sum", "กี่ต้น", "ต้น"),
        ]
        partners = figures.choices[-1]
        assert partners.choices == {"temple": "วัด", "temple_school": "โรงเรียนวัด", "village": "ชุมชน", "วัด": "วัดอื่น"}
        assert figures.numbers[0].heading == "ด้านที่ 1"
        old = rolled(session, "TH", SpanKind.MONTH, "2025-10").figures
        assert [one.label for one in old.numbers[:1]] == ["จัดอบรม"]
        assert not any(one.path.endswith("/remark") for one in old.numbers)


def test_the_forms_of_a_span_are_found_without_the_reports_of_it(sqlite_database):
    country = kept(sqlite_database, two_provinces)
    asked: list[tuple[str, Any]] = []
    event.listen(country.engine, "before_cursor_execute", lambda *of: asked.append((of[2], of[3])))
    with country.reading() as session:
        rolled(session, "TH", SpanKind.MONTH, "2026-10")
    [(statement, values)] = [one for one in asked if "EXISTS" in one[0] and "FROM form_version" in one[0]]
    with country.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    assert any("ix_report_form_version_id_period" in row[-1] for row in plan), plan


def test_a_number_that_the_newest_version_leaves_out_is_not_added_up_in_the_older_ones():
    first, newest = (
        load_form(convert(text).xml) for text in (FORM, FORM.replace("พื้นที่ทั้งหมด | แห่ง | last", "พื้นที่ทั้งหมด | แห่ง | no"))
    )
    shown = [one.path for one in figures_of([newest, first]).numbers]
    assert "/data/teach/areas_now" not in shown and "/data/teach/sessions" in shown
    assert "/data/teach/areas_now" in [one.path for one in figures_of([first, newest]).numbers], "taken up again"


@pytest.mark.parametrize("outside", ["text", "select_one yes_no"])
def test_reports_are_counted_where_no_number_stands_outside_a_list(country, outside):
    form = f"""\
| survey |
| | type | name | label |
| | {outside} | centre | ผ่านศูนย์หรือไม่ |
| | begin_repeat | plots | แปลง |
| | decimal | area | เนื้อที่ |
| | end_repeat | | |
| choices |
| | list_name | name | label |
| | yes_no | yes | ใช่ |
| settings |
| | form_title | form_id |
| | แบบ | g |
"""
    with country.writing() as session:
        asked, newest = asked_anew(session, form, "2027-01")
        said = {"06110101": {"centre": "yes"}, "06110102": {"plots": [{"_id": "1", "area": 2.5}]}}
        for code, answers in said.items():
            is_approved = code == "06110101"
            session.add(
                Report(
                    programme_id=asked.id,
                    org_unit_id=named(session, code).id,
                    period="2027-01",
                    status=ReportStatus.APPROVED if is_approved else ReportStatus.SUBMITTED,
                    approved_level="district" if is_approved else None,
                    form_version_id=newest.id,
                    answers=answers,
                    created_at=NOW,
                )
            )
    for leave_out, counted, unapproved in ((False, 2, 1), (True, 1, 1)):
        with country.writing() as session:
            asked_in(session).leave_out_unapproved = leave_out
        with country.reading() as session:
            found = rolled(session, "11", SpanKind.MONTH, "2027-01")
            assert (found.total.counts.counted, found.total.counts.unapproved) == (counted, unapproved)
            plots = found.figures.repeats[0]
            assert found.total.cell(plots).value == (0 if leave_out else 1)
            _, months = rollup.history(session, asked_in(session), named(session, "11"), MONTHS[-1:], NOW)
            assert (months[0].counts.counted, months[0].counts.unapproved) == (counted, unapproved)


def test_what_was_sent_a_moment_ago_is_in(country):
    with country.reading() as session:
        before = rolled(session, "1101", SpanKind.MONTH, "2026-10")
        asked, office = asked_in(session), named(session, "06110101")
        sessions = before.figures.numbers[0]
    with country.writing() as session:
        found = session.query(Report).filter_by(org_unit_id=office.id, period="2026-10").one_or_none()
        if found is None:
            found = Report(programme_id=asked.id, org_unit_id=office.id, period="2026-10", created_at=NOW)
            session.add(found)
        was = ByHand(session, office.path, ("2026-10",), level=None, out=False).cell(sessions, "")[0] or Decimal()
        found.status, found.answers = ReportStatus.SUBMITTED, {"teach": {"sessions": 1000}}
    with country.reading() as session:
        after = rolled(session, "1101", SpanKind.MONTH, "2026-10")
        assert after.total.cell(sessions).value == (before.total.cell(sessions).value or 0) - was + 1000


def test_unknown_nought_and_nothing_to_report_are_three_things(country):
    with country.writing() as session:
        month = session.query(Report).filter_by(period="2026-10")
        offices = {unit.id: unit.code for unit in session.query(OrgUnit)}
        said = {"06110101": {"teach": {"sessions": 0}}, "06110102": {"teach": {}}, "06110103": {"centre": "no"}}
        month.delete()
        for office_id, code in offices.items():
            if code in said:
                nothing = code == "06110103"
                session.add(
                    Report(
                        programme_id=asked_in(session).id,
                        org_unit_id=office_id,
                        period="2026-10",
                        status=ReportStatus.NOTHING if nothing else ReportStatus.SUBMITTED,
                        is_nothing=nothing,
                        answers=said[code],
                        created_at=NOW,
                    )
                )
    with country.reading() as session:
        found = rolled(session, "11", SpanKind.MONTH, "2026-10")
        sessions, budget = found.figures.numbers[:2]
        assert (found.total.cell(sessions).value, found.total.cell(sessions).offices) == (0, 1)
        assert found.total.cell(sessions).zeros == 1
        assert found.total.cell(budget).value is None, "nobody said anything: not nought"
        districts = {child.code: column for child, column in found.children}
        assert (districts["1101"].counts.nothing, districts["1101"].counts.missing) == (1, 0)
        assert districts["1103"].cell(sessions).value is None
        assert districts["1103"].counts.missing == districts["1103"].counts.expected == 3


def test_months_come_one_by_one(country):
    with country.reading() as session:
        figures, columns = rollup.history(session, asked_in(session), named(session, "TH"), MONTHS, NOW)
        assert figures.choices == () and len(columns) == len(MONTHS)
        for period, column in zip(MONTHS, columns, strict=True):
            by_hand = ByHand(session, "TH", (period,), level="province", out=False)
            assert [*same(column, by_hand, figures, counts_zeros=False)] == [], period


def test_a_month_that_is_not_asked_for_yet_counts_for_nothing(country):
    with country.reading() as session:
        found = rolled(session, "TH", SpanKind.MONTH, "2027-02")
        assert counts(found.total) == (0,) * 8 and found.children == ()
        assert found.before is not None, "a year ago it was asked for"
        assert rolled(session, "TH", SpanKind.MONTH, "2025-09").before is None
        # Of the fiscal year before it was asked for the last two months only.
        assert rolled(session, "TH", SpanKind.YEAR, "2026-09").before is None


def test_a_question_with_too_many_choices_is_named_and_not_counted(country):
    many = "\n".join(f"| | lots | c{number} | ข้อ {number} |" for number in range(101))
    form = f"""\
| survey |
| | type | name | label |
| | select_one lots | place | ตำบลใด |
| | integer | people | กี่คน |
| choices |
| | list_name | name | label |
{many}
| settings |
| | form_title | form_id |
| | แบบ | g |
"""
    with country.writing() as session:
        published(session, asked_in(session), form.encode(), "g.md", NOW)
    with country.reading() as session:
        figures = rolled(session, "TH", SpanKind.MONTH, "2027-03").figures
        assert figures.uncounted == ("ตำบลใด",)
        assert figures.choices == () and [one.label for one in figures.numbers] == ["กี่คน"]


def test_hundreds_of_choices_are_asked_for_in_more_than_one_statement(country):
    names = [f"q{number}" for number in range(9)]
    questions = "\n".join(f"| | select_one lots | {name} | ข้อ {name} |" for name in names)
    many = "\n".join(f"| | lots | c{number} | ข้อ {number} |" for number in range(100))
    form = f"""\
| survey |
| | type | name | label |
{questions}
| choices |
| | list_name | name | label |
{many}
| settings |
| | form_title | form_id |
| | แบบ | g |
"""
    with country.writing() as session:
        asked, newest = asked_anew(session, form, "2026-10")
        session.add(
            Report(
                programme_id=asked.id,
                org_unit_id=named(session, "06110101").id,
                period="2026-10",
                status=ReportStatus.SUBMITTED,
                form_version_id=newest.id,
                answers={name: f"c{number}" for number, name in enumerate(names)},
                created_at=NOW,
            )
        )
    with country.reading() as session:
        found = rolled(session, "TH", SpanKind.MONTH, "2026-10")
        chosen = {
            (one.label, option): found.total.cell(one, option).value
            for one in found.figures.choices
            for option in one.choices
        }
        assert len(chosen) == 900 and sum(chosen.values()) == 9
        assert all(chosen[f"ข้อ {name}", f"c{number}"] == 1 for number, name in enumerate(names))
