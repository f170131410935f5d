"""A month as a table, read back as a spreadsheet and as a program would."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.schedule import BANGKOK
from models import form_version, org_unit, programme
from models.database import Database
from models.membership.person import Person
from models.org_unit import UnitKind
from models.photos.attachment import Attachment, AttachmentState
from models.reporting.report import Report, ReportStatus
from services.exporting import csv_file, json_file, month, xlsx_file
from services.operations import setup
from services.org_units.import_units import bring_in
from services.org_units.registry import TOP, RegistryUnit
from tests.support.examined import published
from tests.support.kept import kept

NOW = datetime(2026, 11, 6, 9, 0, tzinfo=BANGKOK)
SENT_AT = datetime(2026, 11, 4, 15, 30, tzinfo=BANGKOK)
CODE = "khok-nong-na"
OFFICES = (
    RegistryUnit("11", UnitKind.PROVINCE, "สมุทรปราการ", "TH"),
    RegistryUnit("1103", UnitKind.DISTRICT, "บางพลี", "11"),
    RegistryUnit("12", UnitKind.PROVINCE, "นนทบุรี", "TH"),
    RegistryUnit("02110001", UnitKind.PAO, "สมุทรปราการ", "11"),
    RegistryUnit("06110301", UnitKind.SAO, "บางแก้ว", "1103"),
    RegistryUnit("06110302", UnitKind.SAO, "บางโฉลง", "1103"),
    RegistryUnit("05110303", UnitKind.TAMBON_TOWN, "บางพลี", "1103"),
    RegistryUnit("03120001", UnitKind.CITY, "นนทบุรี", "12"),
)
ANSWERS: dict[str, Any] = {
    "start": {"happened": "yes"},
    "teach": {
        "sessions": 2,
        "staff": 40,
        "new_areas": 2,
        "all_areas": 12,
        "areas": [
            {
                "_id": "1",
                "area_name": '=HYPERLINK("http://x.example")',
                "owner": "temple",
                "level": "clm",
                "area": 3.5,
                "dug": "yes",
                "location": "13.6 100.7 0 0",
                "area_photo": "photo-1",
            },
            {"_id": "3", "area_name": "แปลง ๒", "owner": "other", "level": "hlm", "area": 1, "dug": "no"},
        ],
    },
    "join": {"centre": "no", "partners": ["temple", "cd_district"]},
    "spread": {"people": 0},
    "closing": {"budget": 12500.5, "problems": "-ไม่มี\nขอวิทยากร", "photo_1": "photo-2"},
}


@pytest.fixture
def prepared(database: Database) -> Database:
    return kept(database, two_provinces)


def two_provinces(database: Database) -> Database:
    """Two provinces; of five offices one sent, one had nothing, one was returned, one began, one did nothing."""
    looked = setup.look(database)
    with database.writing() as session:
        setup.init(session, NOW, looked, active_from="2026-06")
        bring_in(session, [TOP, *OFFICES], NOW)
        send(session, "06110301", ReportStatus.SUBMITTED, ANSWERS)
        send(session, "06110302", ReportStatus.NOTHING, {"start": {"happened": "no", "why_not": "no_budget"}})
        send(session, "05110303", ReportStatus.RETURNED, ANSWERS, on_time=False)
        send(session, "02110001", ReportStatus.DRAFT, None)
    return database


def send(session: Session, code: str, status: str, answers: dict[str, Any] | None, *, on_time: bool = True) -> Report:
    asked, unit = programme.by_code(session, CODE), org_unit.by_code(session, code)
    assert asked and unit
    version = form_version.newest(session, asked)
    assert version
    is_sent = status != ReportStatus.DRAFT
    report = Report(
        programme_id=asked.id,
        org_unit_id=unit.id,
        period="2026-10",
        status=status,
        is_nothing=status == ReportStatus.NOTHING,
        on_time=on_time if is_sent else None,
        form_version_id=version.id,
        answers=answers,
        created_at=SENT_AT,
        submitted_at=SENT_AT if is_sent else None,
    )
    session.add(report)
    session.flush()
    return report


def write(database: Database, target: Path, **how: str) -> list[Path]:
    writer = {".csv": csv_file, ".json": json_file, ".xlsx": xlsx_file}[target.suffix].write
    with database.reading() as session:
        return writer(month.read(session, CODE, how.pop("period", "2026-10"), NOW, **how), target)


def table(path: Path) -> list[dict[str, str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel needs the BOM"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sheet_rows(sheet: Worksheet) -> list[dict[str, Any]]:
    heads, *rows = sheet.iter_rows()
    return [dict(zip((head.value for head in heads), row, strict=True)) for row in rows]


def test_csv_has_a_row_an_office_sent_or_not(prepared, tmp_path):
    written = write(prepared, tmp_path / "m.csv")
    rows = table(tmp_path / "m.csv")
    assert [(row["code"], row["status"]) for row in rows] == [
        ("02110001", "missing"),
        ("05110303", "returned"),
        ("06110301", "submitted"),
        ("06110302", "nothing_to_report"),
        ("03120001", "missing"),
    ]
    sent = rows[2]
    assert {key: sent[key] for key in ("kind", "name", "district", "province", "nothing", "on_time")} == {
        "kind": "sao",
        "name": "องค์การบริหารส่วนตำบลบางแก้ว",
        "district": "บางพลี",
        "province": "สมุทรปราการ",
        "nothing": "no",
        "on_time": "yes",
    }
    assert sent["submitted_at"] == "2026-11-04T15:30:00+07:00"
    assert (sent["sessions"], sent["people"], sent["budget"]) == ("2", "0", "12500.5")
    assert sent["partners"] == "temple cd_district"
    assert sent["problems"] == "'-ไม่มี\nขอวิทยากร"
    assert rows[0]["district"] == "", "an อบจ. lies in no district"
    assert {rows[0][name] for name in ("on_time", "nothing", "submitted_at", "sessions")} == {""}, "nobody knows"
    assert rows[3]["sessions"] == "", "not asked is not 0"
    assert rows[3]["why_not"] == "no_budget"
    assert [path.name for path in written] == ["m.csv", "m.areas.csv"]


def test_csv_puts_rows_of_a_repeat_into_a_file_beside_it(prepared, tmp_path):
    write(prepared, tmp_path / "m.csv", unit_code="06110301")
    rows = table(tmp_path / "m.areas.csv")
    assert [(row["code"], row["row"]) for row in rows] == [("06110301", "1"), ("06110301", "2")]
    assert rows[0]["area_name"] == '\'=HYPERLINK("http://x.example")'
    assert (rows[0]["location_latitude"], rows[0]["location_longitude"]) == ("13.6", "100.7")
    assert (rows[1]["area"], rows[1]["location_latitude"]) == ("1", "")


def test_csv_quotes_codes_and_leaves_numbers_bare(prepared, tmp_path):
    write(prepared, tmp_path / "m.csv", unit_code="06110301")
    line = (tmp_path / "m.csv").read_text("utf-8-sig").splitlines()[1]
    assert line.startswith('"06110301","sao",') and ",2,40,2,12," in line


def test_xlsx_has_real_numbers_and_dates_and_words_for_choices(prepared, tmp_path):
    write(prepared, tmp_path / "m.xlsx")
    book = load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == ["สรุป", "แยกตามจังหวัด", "หน่วยงาน", "คำตอบ", "พื้นที่ต้นแบบที่เพิ่มขึ้น", "ภาพถ่าย"]
    offices = {row["รหัส"].value: row for row in sheet_rows(book["หน่วยงาน"])}
    sent = offices["06110301"]
    assert {head: sent[head].value for head in ("ประเภท", "หน่วยงาน", "อำเภอ", "สถานะ", "ทันกำหนด")} == {
        "ประเภท": "อบต.",
        "หน่วยงาน": "องค์การบริหารส่วนตำบลบางแก้ว",
        "อำเภอ": "บางพลี",
        "สถานะ": "ส่งแล้ว",
        "ทันกำหนด": "ใช่",
    }
    assert sent["ส่งเมื่อ"].is_date and sent["ส่งเมื่อ"].value == SENT_AT.replace(tzinfo=None)
    assert offices["03120001"]["สถานะ"].value == "ยังไม่ส่ง" and offices["03120001"]["ส่งเมื่อ"].value is None
    answers = {row["รหัส"].value: row for row in sheet_rows(book["คำตอบ"])}
    states = {code: row["สถานะ"].value for code, row in answers.items()}
    assert states == {"06110301": "ส่งแล้ว", "06110302": "ไม่มีการดำเนินงาน", "05110303": "ส่งกลับแก้ไข"}, (
        "those who sent, returned ones too, which are in no sum"
    )
    said = answers["06110301"]
    assert (said["จัดอบรมบุคลากร (ครั้ง)"].data_type, said["จัดอบรมบุคลากร (ครั้ง)"].value) == ("n", 2)
    assert said["งบประมาณที่ใช้ (บาท)"].value == 12500.5
    assert said["หน่วยงานที่ร่วมมือ"].value == "วัด, พัฒนาชุมชนอำเภอ"
    assert answers["06110302"]["จัดอบรมบุคลากร (ครั้ง)"].value is None


def test_the_first_sheet_adds_the_month_up(prepared, tmp_path):
    write(prepared, tmp_path / "m.xlsx", unit_code="11")
    book = load_workbook(tmp_path / "m.xlsx")
    sheet = book["สรุป"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    said = {row[0]: row[1] for row in rows if row[0]}
    assert (said["พื้นที่"], said["ประจำเดือน"]) == ("จังหวัดสมุทรปราการ", "ตุลาคม 2569")
    assert said["ข้อมูล ณ"] == NOW.replace(tzinfo=None)
    assert {label: said[label] for label in ("หน่วยงานที่ต้องส่ง", "ส่งแล้ว", "ส่งกลับแก้ไข", "ยังไม่ส่ง")} == {
        "หน่วยงานที่ต้องส่ง": 4,
        "ส่งแล้ว": 2,
        "ส่งกลับแก้ไข": 1,
        "ยังไม่ส่ง": 1,
    }
    assert (said["ในจำนวนนี้ ไม่มีการดำเนินงาน"], said["อำเภอยังไม่รับรอง"]) == (1, 2)
    assert (said["ในจำนวนนี้ ส่งทันกำหนด"], said["ในจำนวนนี้ ส่งเกินกำหนด"]) == (2, 0)
    figures = {row[0]: row[1:6] for row in rows if row[0] in ("จัดอบรมบุคลากร", "งบประมาณที่ใช้", "ประชาชนที่ได้รับความรู้")}
    assert figures["จัดอบรมบุคลากร"] == [2, "ครั้ง", 1, 0, None], "the returned one does not count; no year before"
    assert figures["งบประมาณที่ใช้"][:3] == [12500.5, "บาท", 1]
    assert figures["ประชาชนที่ได้รับความรู้"][:4] == [0, "คน", 1, 1]
    chosen = {(row[0], row[1]): row[2] for row in rows if row[0] == "หน่วยงานที่ร่วมมือ"}
    assert chosen["หน่วยงานที่ร่วมมือ", "วัด"] == 1 and chosen["หน่วยงานที่ร่วมมือ", "โรงเรียน"] == 0
    children = {row[0]: [*row[1:8]] for row in book["แยกตามอำเภอ"].iter_rows(values_only=True)}
    assert children["อำเภอบางพลี"] == [3, 2, 2, 0, 1, 1, 0]
    assert children["อบจ.สมุทรปราการ"] == [1, 0, 0, 0, 0, 0, 1]
    assert children["รวม"] == [4, 2, 2, 0, 1, 1, 1]


def test_photos_have_a_sheet_that_says_where_they_are(prepared, tmp_path):
    with prepared.writing() as session:
        report = session.scalars(select(Report).where(Report.status == ReportStatus.SUBMITTED)).one()
        person = Person(line_user_id="U1", created_at=SENT_AT)
        session.add(person)
        session.flush()
        session.add(
            Attachment(
                ref="photo-1",
                report_id=report.id,
                person_id=person.id,
                message_id="m",
                state=AttachmentState.KEPT,
                bytes=2048,
                next_try_at=SENT_AT,
                created_at=SENT_AT,
                taken_at=datetime(2026, 10, 15, 2, 30, tzinfo=UTC),
                latitude=13.61,
                longitude=100.71,
            )
        )
    with prepared.reading() as session:
        found = month.read(session, CODE, "2026-10", NOW, unit_code="06110301")
        xlsx_file.write(found, tmp_path / "m.xlsx", base_url="https://nong.example")
    rows = sheet_rows(load_workbook(tmp_path / "m.xlsx")["ภาพถ่าย"])
    first, second = rows
    assert (first["คำถาม"].value, first["หมายเลขภาพ"].value, first["สถานะภาพ"].value) == ("ภาพที่ 1", "ภาพ 1", None)
    assert (second["คำถาม"].value, second["ลำดับ"].value, second["หมายเลขภาพ"].value) == ("ภาพแปลง", "1", "ภาพ 2")
    # Nobody reads what programs know a photo by.
    book = load_workbook(tmp_path / "m.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any("photo-" in cell for cell in cells) and cells.count("ภาพ 1") == cells.count("ภาพ 2") == 2
    assert (second["สถานะภาพ"].value, second["ขนาด (กิโลไบต์)"].value) == ("เก็บแล้ว", 2)
    assert second["ถ่ายเมื่อ (จากข้อมูลในภาพ)"].value == datetime(2026, 10, 15, 9, 30), "Bangkok's"
    assert second["พิกัดที่ถ่าย (จากข้อมูลในภาพ)"].value == "13.610000, 100.710000"
    assert first["ถ่ายเมื่อ (จากข้อมูลในภาพ)"].value is first["พิกัดที่ถ่าย (จากข้อมูลในภาพ)"].value is None
    assert second["เปิดดูภาพ"].hyperlink.target == "https://nong.example/desk/photo/photo-1"
    assert first["เปิดดูภาพ"].hyperlink is None, "a photo that we know nothing of cannot be opened"


def test_xlsx_takes_nothing_for_a_formula(prepared, tmp_path):
    write(prepared, tmp_path / "m.xlsx")
    book = load_workbook(tmp_path / "m.xlsx")
    plots = sheet_rows(book["พื้นที่ต้นแบบที่เพิ่มขึ้น"])
    assert len(plots) == 4, "two offices with two plots each"
    assert plots[0]["ชื่อแปลง"].value == '=HYPERLINK("http://x.example")'
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}, "no cell is a formula"
    assert plots[0]["ที่ดินของ"].value == "วัด"
    assert plots[0]["เนื้อที่ (ไร่)"].value == 3.5
    assert plots[0]["ตำแหน่ง ละติจูด"].value == 13.6


def test_xlsx_is_set_up_to_be_read_and_printed(prepared, tmp_path):
    write(prepared, tmp_path / "m.xlsx")
    summary, *tables = load_workbook(tmp_path / "m.xlsx").worksheets
    assert [sheet.freeze_panes for sheet in tables] == ["B2", "D2", "C2", "D2", "C2"]
    for sheet in tables:
        assert sheet.auto_filter.ref and sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"
    for sheet in (summary, *tables):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToHeight == 0
    pages = {sheet.title: (sheet.page_setup.fitToWidth or 1, sheet.print_title_cols) for sheet in (summary, *tables)}
    assert pages.pop("คำตอบ") == (3, "$A:$B"), "too wide for one page: the office's name stands on each"
    assert pages.pop("พื้นที่ต้นแบบที่เพิ่มขึ้น") == (2, "$A:$C")
    assert set(pages.values()) == {(1, None)}


def test_xlsx_shows_heads_whole_and_money_with_satang(prepared, tmp_path):
    write(prepared, tmp_path / "m.xlsx")
    book = load_workbook(tmp_path / "m.xlsx")
    for sheet in book.worksheets[1:]:
        lines = max(
            len(str(head.value)) / sheet.column_dimensions[head.column_letter].width
            for head in sheet[1]
            if head.column_letter in sheet.column_dimensions
        )
        assert sheet.row_dimensions[1].height >= 15 * lines, sheet.title
    summary = {row[0].value: row for row in book["สรุป"].iter_rows() if row[0].value}
    assert book["สรุป"].column_dimensions["B"].width > len("30 พ.ย. 2569 09:00")
    assert summary["งบประมาณที่ใช้"][1].number_format == "#,##0.00"
    assert summary["จัดอบรมบุคลากร"][1].number_format == "#,##0"
    *_, total = book["แยกตามจังหวัด"].iter_rows()
    assert total[1].number_format == "#,##0" and total[-1].number_format == "#,##0.00", "no `14.` in Excel"
    budget = next(column for column in book["คำตอบ"].iter_cols() if column[0].value == "งบประมาณที่ใช้ (บาท)")
    assert {cell.number_format for cell in budget[1:] if cell.value is not None} == {"#,##0.00"}


def test_xlsx_shows_figures_and_texts_whole(prepared, tmp_path):
    write(prepared, tmp_path / "m.xlsx")
    book = load_workbook(tmp_path / "m.xlsx")
    by_area, answers = book["แยกตามจังหวัด"], book["คำตอบ"]
    for sheet, head in ((by_area, "งบประมาณที่ใช้ (บาท)"), (answers, "งบประมาณที่ใช้ (บาท)")):
        [cell] = [one for one in sheet[1] if one.value == head]
        assert sheet.column_dimensions[cell.column_letter].width >= len("123,456,789.50") + 2, "no ### in bold"
    [cell] = [one for one in by_area[1] if one.value == "บุคลากรที่เข้าอบรม (คน)"]
    assert by_area.column_dimensions[cell.column_letter].width >= len("123,456,789") + 2
    [problems] = [one for one in answers[1] if one.value == "ปัญหาและความต้องการ"]
    said = answers.cell(2, problems.column)
    assert said.value == "-ไม่มี\nขอวิทยากร" and said.alignment.wrap_text
    assert answers.row_dimensions[2].height >= 2 * 16, "its second line does not lie over the next office"
    assert answers.row_dimensions[4].height is None, "an office with nothing to say has one line"


def test_json_keeps_the_answers_as_the_report_has_them(prepared, tmp_path):
    write(prepared, tmp_path / "m.json", unit_code="1103")
    document = json.loads((tmp_path / "m.json").read_text("utf-8"))
    assert (document["programme"], document["period"], document["unit"]) == (CODE, "2026-10", "1103")
    by_code = {office["code"]: office for office in document["offices"]}
    assert by_code.keys() == {"05110303", "06110301", "06110302"}
    assert by_code["06110301"]["answers"] == ANSWERS
    assert by_code["06110302"]["nothing"] is True
    questions = {one["path"]: one for one in document["questions"]}
    assert questions["join/partners"]["choices"]["temple"] == "วัด"
    plots = {one["path"]: one["type"] for one in document["repeats"]["teach/areas"]}
    assert plots["location"] == "geopoint" and len(plots) == 8


@pytest.mark.parametrize(("unit_code", "codes"), [("12", ["03120001"]), ("06110302", ["06110302"])])
def test_an_area_is_its_subtree(prepared, tmp_path, unit_code, codes):
    write(prepared, tmp_path / "m.csv", unit_code=unit_code)
    assert [row["code"] for row in table(tmp_path / "m.csv")] == codes


def test_an_office_counts_in_the_months_it_existed(prepared, tmp_path):
    with prepared.writing() as session:
        closed = org_unit.by_code(session, "03120001")
        assert closed
        closed.open_to = NOW.date() - timedelta(days=20)  # 17 October: not there on its last day
    write(prepared, tmp_path / "m.csv", unit_code="12")
    assert table(tmp_path / "m.csv") == []
    write(prepared, tmp_path / "s.csv", unit_code="12", period="2026-09")
    assert [row["status"] for row in table(tmp_path / "s.csv")] == ["missing"]


def sends_by(database: Database, form: str, code: str, answers: dict[str, Any]) -> None:
    """What an office has sent by a second version of the form."""
    with database.writing() as session:
        asked = programme.by_code(session, CODE)
        assert asked
        published(session, asked, form.encode(), "second.md", NOW)
        send(session, code, ReportStatus.SUBMITTED, answers)


def test_two_versions_of_the_form_in_one_month_stand_side_by_side(prepared, tmp_path):
    """The second version lost one question and gained another; each office has what it was asked."""
    second = """\
| survey |
|        | type | name | label |
|        | begin_group | teach | ด้านที่ 1 |
|        | integer | sessions | กี่ครั้ง |
|        | end_group | | |
|        | begin_group | more | เพิ่มเติม |
|        | text | status | ชื่อซ้ำกับหัวตาราง |
|        | integer | sessions | ชื่อซ้ำกับอีกข้อ |
|        | end_group | | |
| settings |
|        | form_title | form_id |
|        | ฉบับใหม่ | new |
"""
    sends_by(prepared, second, "03120001", {"teach": {"sessions": 1}, "more": {"status": "a"}})
    write(prepared, tmp_path / "m.csv")
    rows = {row["code"]: row for row in table(tmp_path / "m.csv")}
    new, old = rows["03120001"], rows["06110301"]
    assert (new["form_version"], old["form_version"]) == ("2", "1")
    assert (new["teach/sessions"], old["teach/sessions"]) == ("1", "2")
    assert (new["answer/status"], new["status"], old["answer/status"]) == ("a", "submitted", "")
    assert (new["budget"], old["budget"]) == ("", "12500.5")
    heads = list(new)
    assert heads.index("more/sessions") < heads.index("budget"), "the newest version's columns come first"


def test_a_list_that_another_version_has_in_another_group_has_a_file_of_its_own(prepared, tmp_path):
    second = """\
| survey |
|        | type | name | label |
|        | begin_group | more | เพิ่มเติม |
|        | begin_repeat | areas | พื้นที่ |
|        | text | area_name | ชื่อ |
|        | end_repeat | | |
|        | end_group | | |
| settings |
|        | form_title | form_id |
|        | ฉบับใหม่ | new |
"""
    sends_by(prepared, second, "03120001", {"more": {"areas": [{"_id": "1", "area_name": "แปลงใหม่"}]}})
    written = write(prepared, tmp_path / "m.csv")
    assert [path.name for path in written] == ["m.csv", "m.more.areas.csv", "m.teach.areas.csv"]
    new, old = (table(path) for path in written[1:])
    assert [(row["code"], row["area_name"]) for row in new] == [("03120001", "แปลงใหม่")]
    assert [(row["code"], row["level"]) for row in old] == [
        *[("05110303", "clm"), ("05110303", "hlm")],
        *[("06110301", "clm"), ("06110301", "hlm")],
    ]


def test_what_is_asked_for_must_exist(prepared):
    with prepared.reading() as session:
        for how, says in (
            ({"code": "nothing"}, "no programme"),
            ({"period": "2026-13"}, "not a month"),
            ({"period": "2569-10-01"}, "not a month"),
            ({"period": "2026-05"}, "from 2026-06 on"),
            ({"unit_code": "99"}, "no office '99'"),
        ):
            asked = {"code": CODE, "period": "2026-10"} | how
            unit = {key: asked.pop(key) for key in ("unit_code",) if key in asked}
            with pytest.raises(month.CannotExport, match=says):
                month.read(session, asked["code"], asked["period"], NOW, **unit)


def test_before_anybody_reported_the_form_of_now_makes_the_columns(prepared, tmp_path):
    write(prepared, tmp_path / "m.csv", period="2026-09")
    rows = table(tmp_path / "m.csv")
    assert {row["status"] for row in rows} == {"missing"} and len(rows) == 5
    assert "sessions" in rows[0]


def test_a_file_that_cannot_be_finished_leaves_the_old_one(prepared, tmp_path):
    (tmp_path / "m.csv").write_text("old")
    with prepared.reading() as session:
        found = month.read(session, CODE, "2026-10", NOW)

        def broken():
            yield next(found.lines)
            raise OSError("no space left")

        with pytest.raises(OSError):
            csv_file.write(replace(found, lines=broken()), tmp_path / "m.csv")
    assert {path.name: path.read_text() for path in tmp_path.iterdir() if path.suffix == ".csv"} == {"m.csv": "old"}
    assert not list(tmp_path.glob(".*.part"))
