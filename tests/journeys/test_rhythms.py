"""A quarter, a fiscal year and a report that is asked once, each from the command that makes the programme to the memo.

Of the four offices of a district one sends by chat and amends, one gets more time and sends then, two never do.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import docx
import openpyxl
import pytest
from sqlalchemy import select

from bot.ladder import morning
from bot.periods import Period
from bot.schedule import at_bangkok
from bot.thai.dates import write_date, write_period, write_weekday_date
from commands.export import export
from commands.publishing.forms import form
from commands.publishing.programmes import programme
from commands.reminders import reminders
from models import org_unit
from models.database import Database
from models.form_version import FormVersion
from models.membership.membership import Role
from models.reporting.report import Report, ReportStatus
from scheduler.tick import remind, tell
from services.exporting.downloads import DownloadRequest, make
from tests.support.desk_site import Browser, words_of
from tests.support.rhythms import CODE, DISTRICT, EXTENDED, FORM, ONCE, QUARTER, SENDS, YEAR, Story


@pytest.fixture(params=[QUARTER, YEAR, ONCE], ids=lambda rhythm: rhythm.every)
def story(request: pytest.FixtureRequest, sqlite_database: Database, sqlite_url: str) -> Story:
    return Story(sqlite_database, sqlite_url, request.param)


def test_a_rhythm_from_the_command_to_the_memo(story: Story, tmp_path: Path) -> None:
    is_made(story, tmp_path)
    is_reminded(story)
    is_sent_and_amended(story)
    the_district_looks_and_extends(story)
    is_shown_at_the_desk(story)
    is_taken_home(story, tmp_path)
    is_closed(story)


def is_made(story: Story, folder: Path) -> None:
    rhythm, terminal = story.rhythm, story.terminal
    # The month's programme of the country has come to its end.
    terminal.done(programme, "set", "khok-nong-na", "--active-to", "2026-01")
    made = terminal.json(programme, "create", CODE, "--title", "แบบสำรวจ", "--every", rhythm.every, *rhythm.options)
    assert made["schedule"]["every"] == rhythm.every
    shown = terminal.json(programme, "show", CODE)
    assert shown["active_from"] == (rhythm.options[1] if rhythm.before else rhythm.key)
    assert shown["active_to"] == (None if rhythm.before else rhythm.key)
    (folder / "form.md").write_text(FORM, "utf-8")
    terminal.done(form, "publish", folder / "form.md", "--programme", CODE)
    with story.database.writing() as session:
        office, version = org_unit.by_code(session, SENDS), session.scalars(select(FormVersion)).all()[-1]
        assert office is not None
        for period, people in rhythm.before:
            at = datetime.combine(Period.parse(period).last_day + timedelta(days=2), time(2), UTC)
            session.add(
                Report(
                    programme_id=version.programme_id,
                    org_unit_id=office.id,
                    period=period,
                    status=ReportStatus.SUBMITTED,
                    on_time=True,
                    form_version_id=version.id,
                    answers={"people": people, "areas": 3},
                    revision=1,
                    created_at=at,
                    first_submitted_at=at,
                    submitted_at=at,
                )
            )


def is_reminded(story: Story) -> None:
    rhythm = story.rhythm
    due = at_bangkok(rhythm.due, time(9))
    seen = story.terminal.json(reminders, "preview", "--now", due.isoformat())
    assert {(item["period"], item["due"]) for one in seen["messages"] for item in one["items"]} == {
        (rhythm.key, rhythm.due.isoformat())
    }
    assert len(seen["messages"]) == 2 and len(seen["nobody"]) > 2
    story.at(rhythm.due)
    assert remind(story.dependencies, morning(rhythm.due)) == (2, 0)
    said = story.officer.hears()
    assert f"รายงาน{rhythm.beside_due} ครบกำหนด{write_weekday_date(rhythm.due)}" in said and "แบบสำรวจ" in said
    # The form has no such answer: none is offered, and whoever types it is told.
    assert "ไม่มีการดำเนินงาน" not in said
    said = story.late.types("ไม่มีการดำเนินงาน")
    assert "แบบรายงานนี้ไม่มีคำตอบ “ไม่มีการดำเนินงาน”" in said and "มีผู้เข้าร่วมกี่คน" in said


def is_sent_and_amended(story: Story) -> None:
    rhythm, officer = story.rhythm, story.officer
    said = officer.taps("เริ่มรายงาน")
    assert f"รายงาน{rhythm.name}" in said and f"ครบกำหนด {write_date(rhythm.due)}" in said
    said = officer.types("4000")
    if rhythm.before:
        # Held against what the office said in the period before.
        assert f"{write_period(rhythm.before[-1][0])} รายงานไว้ 42 คน" in said
        officer.types("40")
    else:
        officer.types("แก้ 1")
        officer.types("40")
    assert "ตรวจทานก่อนส่ง" in officer.types("3")
    said = officer.types("ส่ง")
    assert "มีการดำเนินงาน" not in said, "the form does not ask whether there was any work"
    assert f"{rhythm.word}ที่รายงาน" in said and rhythm.name in said and rhythm.number in said and "ทันกำหนด" in said
    officer.types("แก้ไขรายงาน")
    officer.types("แก้ 1")
    officer.types("44")
    assert rhythm.number.replace("/1", "/2") in officer.types("ส่ง")
    assert f"{rhythm.name}" in officer.types("สถานะ")
    sent = story.report(SENDS)
    assert sent is not None and sent.answers == {"people": 44, "areas": 3} and sent.on_time


def the_district_looks_and_extends(story: Story) -> None:
    rhythm, district = story.rhythm, story.district
    after = rhythm.due + timedelta(days=1)
    story.at(after)
    assert tell(story.dependencies, morning(after)) == (1, 0)
    assert f"รายงาน{rhythm.beside_due} ครบกำหนด{write_weekday_date(rhythm.due)}" in district.hears()
    said = district.types("ภาพรวม")
    assert rhythm.name in said and "1 จาก 4 (25.0%)" in said
    if rhythm.before:
        assert f"ดู{rhythm.word}อื่น พิมพ์ เช่น ภาพรวม " in said
        typed = said.split("พิมพ์ เช่น ภาพรวม ")[1].splitlines()[0]
        assert "ปีงบ" in district.types(f"ภาพรวม {typed}")
    else:
        assert "พิมพ์ เช่น ภาพรวม" not in said
    said = district.types("ใครยังไม่ส่ง")
    assert "ยังไม่ส่ง 3 แห่ง" in said and rhythm.name in said and "อบต.บางเมืองใหม่" in said
    later = rhythm.locks + timedelta(days=7)
    said = district.types(f"ขยายเวลา {EXTENDED} ถึง {write_date(later)} เพราะน้ำท่วม")
    assert rhythm.name in said
    district.taps("ยืนยันขยายเวลา")
    assert f"ขยายเวลาส่งรายงาน{rhythm.beside_due} ถึง{write_weekday_date(later)}" in story.late.hears()


def is_shown_at_the_desk(story: Story) -> None:
    rhythm = story.rhythm
    desk = story.desk(Role.DEPARTMENT, "TH")
    page = words_of(desk.get(f"/desk/u/{DISTRICT}?period={rhythm.key}"))
    assert rhythm.name in page and "จาก 4 หน่วยงาน" in page
    # The programme that asks now is the one that is shown unasked, and a month is none of its periods.
    other = words_of(desk.get(f"/desk/u/{DISTRICT}?period=2026-10"))
    told = f"ไม่มีรายงานของเดือนตุลาคม 2569 ที่แสดงอยู่นี้เป็นของ{rhythm.name} "
    assert (told in other) == (rhythm.key != "2026-10")
    assert page.split("ข้อมูล ณ")[0] == other.replace(told, "").split("ข้อมูล ณ")[0]
    assert rhythm.name in words_of(desk.get(f"/desk/u/{SENDS}"))
    assert "อบต.บางเมืองใหม่" in words_of(desk.get(f"/desk/chase/{DISTRICT}?period={rhythm.key}"))
    rolled = words_of(desk.get(f"/desk/rollup/{DISTRICT}?period={rhythm.key}"))
    assert rhythm.name in rolled and "ผู้เข้าร่วม 44 คน 1" in rolled
    trend = desk.get(f"/desk/rollup/{DISTRICT}?view=months")
    assert trend.count('<rect class="bar') == 2 * (len(rhythm.before) + 1) and f"ตารางราย{rhythm.word}" in trend
    if rhythm.every == "quarter":
        # The fiscal year before, of which two quarters were asked for: their sum, and how things stood at its end.
        year = words_of(desk.get(f"/desk/rollup/{DISTRICT}?period=2026-Q4&span=year"))
        assert "ปีงบประมาณ 2569 (ไตรมาส 1/2569 - ไตรมาส 4/2569)" in year
        assert "ผู้เข้าร่วม 80 คน" in year and "พื้นที่ ณ สิ้นช่วง 3 แห่ง" in year
    assert rhythm.name in words_of(desk.get(f"/desk/downloads/?unit={DISTRICT}&period={rhythm.key}"))
    assert "แบบสำรวจ" in words_of(desk.get("/desk/admin/programmes"))
    settings = desk.get(f"/desk/admin/programmes/{CODE}")
    each = {"quarter": "ทุกไตรมาส", "fiscal_year": "ทุกปีงบประมาณ", "once": "ครั้งเดียว"}[rhythm.every]
    now_open = f" · งวดที่เปิดอยู่ {rhythm.name}" if rhythm.before else ""
    assert f"ให้รายงาน{each}{now_open} ครบกำหนด{write_weekday_date(rhythm.due)}" in words_of(settings)
    is_changed_at_the_desk(story, desk, settings)


def is_changed_at_the_desk(story: Story, desk: Browser, page: str) -> None:
    """The title and, where there is one, the last period: nothing else has moved."""
    before = story.terminal.json(programme, "show", CODE)
    seen = page.split('name="seen" value="')[1][:16]
    fields = {"title": "สำรวจใหม่", "levels": before["levels"], "outlier_factor": "5", "seen": seen}
    if story.rhythm.before:
        schedule = before["schedule"]
        fields |= {name: schedule[name] for name in ("opens_day", "due_day", "holiday_rule")}
        fields |= {"active_from_quarter": "3", "active_from_year": str(int(before["active_from"][:4]) + 543)}
        refused = desk.post(f"/desk/admin/programmes/{CODE}", fields | {"active_from_year": "0"})
        asks = {"quarter": "กรุณาเลือกไตรมาสและระบุปีงบประมาณ", "fiscal_year": "กรุณาระบุปีงบประมาณ"}[story.rhythm.every]
        assert refused.status_code == 422 and asks in refused.get_data(as_text=True)
        fields |= {"active_to_quarter": "4", "active_to_year": "2580"}
    answer = desk.post(f"/desk/admin/programmes/{CODE}", fields)
    assert answer.status_code == 200, words_of(answer.get_data(as_text=True))
    after = story.terminal.json(programme, "show", CODE)
    last = {"quarter": "2037-Q4", "fiscal_year": "2037-FY"}.get(story.rhythm.every, before["active_to"])
    assert after == before | {"title": "สำรวจใหม่", "active_to": last}
    story.terminal.done(programme, "set", CODE, "--title", "แบบสำรวจ")


def is_taken_home(story: Story, folder: Path) -> None:
    rhythm, terminal = story.rhythm, story.terminal
    for ending in ("csv", "json", "xlsx"):
        terminal.done(
            export, "--programme", CODE, "--period", rhythm.key, "--unit", DISTRICT, "--out", folder / f"out.{ending}"
        )
    document = json.loads((folder / "out.json").read_text("utf-8"))
    answers = {one["code"]: one["answers"] for one in document["offices"]}
    assert document["period"] == rhythm.key and answers[SENDS] == {"people": 44, "areas": 3} and len(answers) == 4
    rows = list(csv.DictReader(io.StringIO((folder / "out.csv").read_text("utf-8-sig"))))
    assert len(rows) == 4 and any("44" in row.values() for row in rows)
    summary = openpyxl.load_workbook(folder / "out.xlsx")["สรุป"]
    cells = [str(cell.value) for row in summary.iter_rows() for cell in row if cell.value is not None]
    assert rhythm.name in cells and "44" in cells
    wrong = terminal.refused(export, "--programme", CODE, "--period", "2026-10", "--out", folder / "no.csv")
    assert "not for 2026-10" in wrong
    wanted = DownloadRequest("memo", CODE, rhythm.key, DISTRICT)
    memo = docx.Document(str(make(story.database, wanted, folder, story.clock.now).path))
    words = "\n".join(one.text for one in memo.paragraphs)
    assert f"“แบบสำรวจ” {rhythm.in_memo} อำเภอเมืองสมุทรปราการ" in words
    assert rhythm.each in words and "ประจำเดือน" not in words and "ทุกเดือน" not in words
    assert "ส่งแล้ว ๑ แห่ง คิดเป็นร้อยละ ๒๕.๐" in words and "ผู้เข้าร่วม ๔๔ คน" in words


def is_closed(story: Story) -> None:
    rhythm = story.rhythm
    story.at(rhythm.locks + timedelta(days=1))
    assert f"รายงาน{rhythm.name} เรื่อง “แบบสำรวจ” ปิดรับแล้ว" in story.officer.types("แก้ไขรายงาน")
    assert rhythm.name in story.late.types("รายงาน")
    for answer in ("5", "1"):
        story.late.types(answer)
    assert "ทันกำหนด" in story.late.types("ส่ง")
    story.at(rhythm.locks + timedelta(days=8))
    assert "ปิดรับแล้ว" in story.late.types("แก้ไขรายงาน")


def test_programmes_of_every_rhythm_stand_side_by_side(
    sqlite_database: Database, sqlite_url: str, tmp_path: Path
) -> None:
    """In January a month's, a quarter's and a single report are open; whoever names a period gets those of its kind."""
    story = Story(sqlite_database, sqlite_url, QUARTER)
    (tmp_path / "form.md").write_text(FORM, "utf-8")
    for code, options in (("quarters", ("--every", "quarter")), ("day", ("--every", "once", "--due-on", "2027-01-20"))):
        story.terminal.done(programme, "create", code, "--title", code, *options)
        story.terminal.done(form, "publish", tmp_path / "form.md", "--programme", code)
    said = story.officer.types("สถานะ")
    assert "เดือนธันวาคม 2569\n" in said and f"{QUARTER.name}\n" in said and "ครั้งเดียว ภายในวันที่ 20 มกราคม 2570\n" in said
    district = story.district
    said = district.types("ภาพรวม")
    assert [line for line in said.splitlines() if line[:1].isdecimal()] == [
        f"{number}. อำเภอเมืองสมุทรปราการ · {title}" for number, title in enumerate(("โคก หนอง นา", "quarters", "day"), 1)
    ]
    said = district.types("ภาพรวม ไตรมาส 1/2570")
    assert f"{QUARTER.name}\nquarters" in said and "เดือนธันวาคม" not in said and "ครั้งเดียว" not in said
    assert "พิมพ์ เช่น ภาพรวม" not in said, "it is the only one so far"
    assert "ไม่มีการขอรายงานไตรมาสที่ 1 ปีงบประมาณ 2569" in district.types("ภาพรวม ไตรมาส 1/2569")
    assert "เดือนธันวาคม 2569" in district.types("สถานะ") and f"quarters {QUARTER.name}: ส่งแล้ว 0 จาก 4" in str(
        district.seen
    )
    desk = story.desk(Role.DISTRICT, DISTRICT)
    assert "เดือนธันวาคม 2569" in words_of(desk.get("/desk/")), "of several that ask now, the oldest"
    assert "20 มกราคม 2570" in words_of(desk.get("/desk/?programme=day"))
    # After its lock nobody is asked about the single report any more; half a year later it is off the list.
    story.at(datetime(2027, 2, 20).date())
    assert "· day" not in district.types("ภาพรวม") and "ไม่ได้ส่ง" in story.officer.types("สถานะ").split("day\n")[1]
    story.at(datetime(2027, 9, 3).date())
    assert "day\n" not in story.officer.types("สถานะ")
