"""The covering memo, read back as a Word document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as Docx
from docx.oxml.ns import qn
from PIL import Image

from bot.schedule import Period
from bot.spans import Span, SpanKind
from bot.texts.exporting import memo as words
from models import org_unit, programme
from models.database import Database
from models.membership.person import meet
from models.org_unit import OrgUnit
from services.aggregation import rollup
from services.exporting import memo, memo_facts, memo_template
from services.operations import setup
from services.org_units.import_units import bring_in
from services.untrusted import readings
from services.untrusted.templates.package import LARGEST
from services.untrusted.templates.refused import TemplateRefused
from tests.support.desk_site import NOW
from tests.support.filled import fill
from tests.support.kept import kept
from tests.support.town import OFFICES, country

pytestmark = pytest.mark.slow


@pytest.fixture
def bare(sqlite_database: Database) -> Database:
    """Two provinces that have not reported. On SQLite alone: documents do not depend on the database."""
    return kept(sqlite_database, prepare)


@pytest.fixture
def town(sqlite_database: Database) -> Database:
    """The same after a year of reports."""
    return kept(sqlite_database, reported)


@pytest.fixture
def any_town(database: Database) -> Database:
    """The same on each kind of database in turn."""
    return kept(database, reported)


def reported(database: Database) -> Database:
    fill(prepare(database), NOW)
    return database


def prepare(database: Database) -> Database:
    looked = setup.look(database)
    with database.writing() as session:
        bring_in(session, [*country("11", "12"), *OFFICES], NOW)
        setup.init(session, NOW, looked, active_from="2025-10")
    return database


def written(database: Database, code: str = "11", period: str = "2026-10") -> Docx:
    with database.reading() as session:
        unfilled = memo.gather(session, programme.every(session)[0], named(session, code), period, NOW)
    return docx.Document(io.BytesIO(unfilled.filled()))


def named(session, code: str) -> OrgUnit:
    unit = org_unit.by_code(session, code)
    assert unit
    return unit


def lines(document: Docx) -> list[str]:
    return [paragraph.text.replace("\t", "") for paragraph in document.paragraphs]


def cells(document: Docx, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def in_style(database: Database, code: str, *, thai_digits: bool = False, form: str = "", **texts: str) -> None:
    with database.writing() as session:
        person = meet(session, "U" + "a" * 32, NOW)
        memo.write_style(session, named(session, code), person, texts, thai_digits=thai_digits, form=form, now=NOW)


def test_a_memo_has_the_official_pattern_and_the_months_figures(any_town):
    town = any_town
    in_style(town, "11", form="memo")
    text = lines(written(town))
    assert text[0] == "บันทึกข้อความ"
    assert text[1] == "ส่วนราชการ สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดสมุทรปราการ"
    assert text[2] == "ที่ ..............................วันที่ 3 พฤศจิกายน 2569"
    assert text[3] == "เรื่อง รายงานผลการดำเนินงาน “โคก หนอง นา” ประจำเดือนตุลาคม 2569 จังหวัดสมุทรปราการ"
    assert text[4] == "เรียน  อธิบดีกรมส่งเสริมการปกครองท้องถิ่น"
    assert text[5].startswith("ตามหนังสือกรมส่งเสริมการปกครองท้องถิ่น ที่\xa0มท\xa00816.5/ว\xa02560 ให้องค์กรปกครองส่วนท้องถิ่น")
    assert "5 พฤศจิกายน 2569" in text[5]
    assert "จึงเรียนมาเพื่อโปรดทราบ" in text
    assert text[text.index("จึงเรียนมาเพื่อโปรดทราบ") + 1 :][:2] == [f"({words.SIGN_DOTS})", "ท้องถิ่นจังหวัดสมุทรปราการ"]
    with town.reading() as session:
        asked = programme.every(session)[0]
        found = rollup.roll_up(session, asked, named(session, "11"), Span(SpanKind.MONTH, Period(2026, 10)), NOW)
        counts, sessions = found.total.counts, found.total.cell(found.figures.numbers[0]).value
    sending = next(line for line in text if line.startswith("หน่วยงานที่ต้องรายงาน"))
    assert f"ต้องรายงาน {counts.expected} แห่ง ส่งแล้ว {counts.sent} แห่ง" in sending
    assert f"เกินกำหนด {counts.late} แห่ง" in sending and f"ยังไม่ส่ง {counts.missing} แห่ง" in sending
    assert any(line.startswith(f"2.1 จัดอบรมบุคลากร {sessions} ครั้ง (เดือนเดียวกันของปีก่อน ") for line in text)
    assert not any("{" in line or "}" in line for line in text)


def test_the_annexes_are_tables_by_district_and_by_office(town):
    in_style(town, "11")
    document = written(town)
    sending, *figures, offices = (cells(document, at) for at in range(len(document.tables)))
    assert sending[0][1] == "อำเภอ" and sending[-1][1] == "รวม"
    whole = [int(one) for one in sending[-1][2:9]]
    assert [sum(int(row[at]) for row in sending[1:-1]) for at in range(2, 9)] == whole
    assert whole[0] == whole[1] + whole[5] + whole[6], "to send = sent + sent back + not sent"
    names = [row[1] for row in sending[1:-1]]
    for table in figures:
        assert [row[0] for row in table] == ["อำเภอ", *names, "รวม"]
        assert len({len(row) for row in table}) == 1
    assert sum(len(table[0]) - 1 for table in figures) == 9
    for table in document.tables[1:-1]:
        widths = [column.width.cm for column in table.columns]
        assert min(widths[1:]) >= 4.1, "123,456,789.50 is not broken over two lines"
        assert sum(widths) < 25.8, "as wide as the page between its margins"
    assert [row[0] for row in offices[1:]] == [str(number) for number in range(1, whole[0] + 1)]
    states = [row[3] for row in offices[1:]]
    assert states.count("ยังไม่ส่ง") == whole[6] and states.count("ส่งกลับแก้ไข") == whole[5]
    assert states[: whole[6]] == ["ยังไม่ส่ง"] * whole[6], "what is missing comes first"


@pytest.mark.parametrize(
    ("code", "child", "to", "of"),
    [
        ("TH", "จังหวัด", "ปลัดกระทรวงมหาดไทย", "หน่วยงานทั่วประเทศ"),
        ("11", "อำเภอ", "อธิบดีกรมส่งเสริมการปกครองท้องถิ่น", "หน่วยงานในจังหวัดสมุทรปราการ"),
        ("1104", "หน่วยงาน", "ท้องถิ่นจังหวัดสมุทรปราการ", "หน่วยงานในอำเภอพระประแดง"),
    ],
)
def test_each_level_writes_to_the_one_above(town, code, child, to, of):
    document = written(town, code)
    # A letter has a tab there, which `lines` leaves out.
    assert {f"เรียน  {to}", f"เรียน{to}"} & set(lines(document))
    assert cells(document, 0)[0][1] == child
    assert f"ได้รวบรวมรายงานของ{of} ข้อมูล ณ" in "".join(lines(document))


def test_thai_digits_are_the_usual_and_can_be_switched_off(town):
    everything = "".join(lines(written(town))) + "".join(cell for row in cells(written(town), 0) for cell in row)
    assert re.search("[๐-๙]", everything) and not re.search("[0-9]", everything)
    in_style(town, "11", thai_digits=False)
    everything = "".join(lines(written(town)))
    assert re.search("[0-9]", everything) and not re.search("[๐-๙]", everything)


def test_the_font_is_the_one_that_letters_are_written_in_with_a_second_choice(town):
    document = written(town)
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(name)) for name in ("w:ascii", "w:hAnsi", "w:cs")} == {"TH Sarabun New"}
    assert {one.get(qn("w:bidi")) for one in document.styles.element.iter(qn("w:lang"))} == {"th-TH"}
    parts = {str(part.partname): part.blob for part in document.part.package.iter_parts()}
    assert b'w:name="TH Sarabun New"><w:altName w:val="TH SarabunPSK,' in parts["/word/fontTable.xml"]


def test_an_office_sets_what_stands_in_its_memo(town):
    in_style(
        town,
        "11",
        form="memo",
        office="สถจ.สมุทรปราการ โทร. 0 2382 6040",
        number="สป 0023.4/",
        addressee="ผู้ว่าราชการจังหวัด",
        signer_name="นางสาวทดสอบ  ระบบ",
        signer_position="หัวหน้ากลุ่มงาน",
    )
    text = lines(written(town))
    assert text[1] == "ส่วนราชการ สถจ.สมุทรปราการ โทร. 0 2382 6040"
    assert text[2].startswith("ที่ สป 0023.4/วันที่") and "เรียน  ผู้ว่าราชการจังหวัด" in text
    assert "(นางสาวทดสอบ ระบบ)" in text and "หัวหน้ากลุ่มงาน" in text
    assert "ท้องถิ่นจังหวัดนนทบุรี" in lines(written(town, "12")), "each office has its own"
    with pytest.raises(ValueError):
        in_style(town, "11", number="ก" * 81)


def test_hostile_names_stay_words(town):
    hostile = 'อบต. <w:p> & "{{ number }}" {% for %} ]]> \x0b\x00 \ud83c'.encode("utf-8", "ignore").decode()
    with town.writing() as session:
        named(session, "06110110").name = hostile.replace("\x00", "")
        programme.every(session)[0].title = "<b>&amp; {{ date }}"
    document = written(town, "1101")
    assert "เรื่อง รายงานผลการดำเนินงาน “<b>&amp; {{ date }}”" in lines(document)[3]
    names = [row[1] for row in cells(document, -1)]
    assert any('<w:p> & "{{ number }}" {% for %} ]]>' in name for name in names)


def test_an_office_is_no_area_and_a_month_must_be_one(town):
    for code, period in (("06110110", "2026-10"), ("11", "2026-13"), ("11", "ตุลาคม")):
        with pytest.raises(ValueError):
            written(town, code, period)


def test_a_month_without_a_report_is_a_memo_all_the_same(town):
    with town.writing() as session:
        programme.every(session)[0].circular_number = ""
    text = lines(written(town, period="2026-11"))
    assert any("ต้องรายงาน ๐ แห่ง" in line and "ร้อยละ –" in line for line in text)
    assert any(line.startswith("ตามที่กรมส่งเสริมการปกครองท้องถิ่นกำหนด ให้") for line in text)
    assert "ยังไม่มีรายงานที่นำมารวมได้" in text and not any("๐ ฉบับ" in line for line in text)
    assert not any(line.startswith("๒.๑") for line in text)


# Templates that offices bring


def template(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(made.add_row().cells, row, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def keep(database: Database, code: str, body: bytes, name: str = "แบบ.docx") -> None:
    readings.check_template(body)
    with database.writing() as session:
        memo.keep_template(session, named(session, code), meet(session, "U" + "a" * 32, NOW), body, name, NOW)


def test_the_nearest_template_upwards_is_used(bare):
    keep(bare, "TH", template("กรม {{ month }}"))
    keep(bare, "11", template("จังหวัด {{ area }} {{ sent }}/{{ expected }}"))
    assert lines(written(bare, "1101"))[0].startswith("จังหวัด อำเภอเมืองสมุทรปราการ")
    assert lines(written(bare, "11"))[0].startswith("จังหวัด จังหวัดสมุทรปราการ")
    assert lines(written(bare, "12"))[0] == "กรม ตุลาคม ๒๕๖๙"
    with bare.writing() as session:
        memo.drop_template(session, named(session, "11"), meet(session, "U" + "a" * 32, NOW), NOW)
    assert lines(written(bare, "1101"))[0] == "กรม ตุลาคม ๒๕๖๙"


def test_a_template_may_go_through_lists(town):
    keep(
        town,
        "11",
        template(
            "{%p for one in figures %}",
            "{{ one.label }}: {{ one.value }}{% if one.before %} ({{ one.before }}){% endif %}",
            "{%p endfor %}",
            table=[["{%tr for one in children %}", ""], ["{{ loop.index }}", "{{ one.name }}"], ["{%tr endfor %}", ""]],
        ),
    )
    document = written(town)
    assert len([line for line in lines(document) if ": " in line]) == 9
    assert [row[0] for row in cells(document, 0)] == ["1", "2", "3", "4", "5"]


def test_the_built_in_template_can_be_taken_and_brought_back(town):
    before = [lines(written(town)), cells(written(town), 0)]
    keep(town, "11", memo.builtin(thai_digits=True, is_letter=True))
    assert [lines(written(town)), cells(written(town), 0)] == before


def test_every_placeholder_that_is_documented_is_filled(town):
    documented = (Path(__file__).parents[3] / "docs/memo.md").read_text()
    for name, of in words.PLACEHOLDERS.items():
        assert f"`{name}`" in documented, name
        for inner in of if isinstance(of, dict) else ():
            assert not inner or f"`{inner}`" in documented, f"{name}.{inner}"
    with town.reading() as session:
        said = memo_facts.facts(session, programme.every(session)[0], named(session, "11"), "2026-10", NOW)
    assert said.keys() == words.PLACEHOLDERS.keys()
    for name, of in words.PLACEHOLDERS.items():
        if isinstance(of, dict):
            assert said[name], name
            for entry in said[name]:
                assert isinstance(entry, str) or entry.keys() >= set(of), name


REFUSED: list[tuple[Callable[[], bytes], str]] = [
    (lambda: b"", words.NOT_DOCX),
    (lambda: b"PK\x03\x04 nothing", words.NOT_DOCX),
    (lambda: b"\xd0\xcf\x11\xe0 an old .doc", words.NOT_DOCX),
    (lambda: b"x" * (LARGEST + 1), "2 เมกะไบต์"),
    (lambda: template("ไม่มีช่องเติม"), words.NO_PLACEHOLDER),
    (lambda: template("{{ mounth }}"), "{{ mounth }}"),
    (lambda: template("{{ figures }}"), "figures เป็นรายการหลายบรรทัด"),
    (lambda: template("{%p for one in figures %}", "{{ one.price }}", "{%p endfor %}"), "{{ one.price }}"),
    (lambda: template("{%p for one in month %}", "{{ one }}", "{%p endfor %}"), "วนซ้ำ month"),
    (
        lambda: template(
            "{%p for a in figures %}", "{%p for b in children %}", "{{ b.name }}", "{%p endfor %}", "{%p endfor %}"
        ),
        "วนซ้ำ children",
    ),
    (lambda: template("{{ month"), "อ่านช่องเติมในแม่แบบไม่ได้"),
    (lambda: template("{% if month %}"), "อ่านช่องเติมในแม่แบบไม่ได้"),
    (lambda: template("{{ ''.__class__.__mro__ }}"), "ใช้ไม่ได้"),
    (lambda: template("{{ month.__class__ }}"), "{{ month.__class__ }}"),
    (lambda: template("{{ range(1000000000) }}"), "ใช้คำสั่ง Call ไม่ได้"),
    (lambda: template("{{ month * 1000000000 }}"), "ใช้คำสั่ง Mul ไม่ได้"),
    (lambda: template("{% set x = month %}{{ x }}"), "ใช้คำสั่ง Assign ไม่ได้"),
    (lambda: template("{% include 'x' %}{{ month }}"), "ไม่ได้"),
    (lambda: template("{{ month|format }}"), "ใช้คำสั่ง Filter ไม่ได้"),
    (lambda: template("{{ self }}"), "{{ self }}"),
    (lambda: template(*["{%p for one in figures %}", "{{ one.label }}", "{%p endfor %}"] * 41), "ใช้คำสั่ง for ไม่ได้"),
]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_a_template_that_cannot_be_used_is_refused_and_changes_nothing(bare, number):
    body, says = REFUSED[number]
    keep(bare, "11", template("เดิม {{ month }}"))
    with pytest.raises(TemplateRefused) as refused:
        keep(bare, "11", body())
    assert says in refused.value.words or (says == "ใช้ไม่ได้" and "ไม่ได้" in refused.value.words)
    assert lines(written(bare))[0] == "เดิม ตุลาคม ๒๕๖๙"


def changed(body: bytes, **parts: bytes) -> bytes:
    """The same file with parts replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def test_a_template_with_macros_programs_or_things_from_elsewhere_is_refused(bare):
    good = template("{{ month }}")
    with zipfile.ZipFile(io.BytesIO(good)) as opened:
        rels, body = opened.read("word/_rels/document.xml.rels"), opened.read("word/document.xml")
    outside = rels.replace(
        b"</Relationships>",
        b'<Relationship Id="r99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        b'Target="http://elsewhere.example/x.png" TargetMode="External"/></Relationships>',
    )
    link = outside.replace(b"relationships/image", b"relationships/hyperlink")
    for parts, says in (
        ({"word/vbaProject.bin": b"x"}, words.MACROS),
        ({"word/embeddings/oleObject1.bin": b"x"}, words.MACROS),
        ({"word/_rels/document.xml.rels": outside}, words.OUTSIDE),
        (
            {"word/document.xml": body.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY e "e">]><w:document', 1)},
            words.NOT_DOCX,
        ),
        ({"word/document.xml": b"<broken"}, words.NOT_DOCX),
        ({"word/media/big.xml": b" " * (21 * 1024 * 1024)}, words.NOT_DOCX),
    ):
        with pytest.raises(TemplateRefused) as refused:
            keep(bare, "11", changed(good, **parts))
        assert refused.value.words == says, parts.keys()
    keep(bare, "11", changed(good, **{"word/_rels/document.xml.rels": link}))


def test_placeholders_in_heads_and_properties_are_looked_at_too(bare):
    document = docx.Document()
    document.add_paragraph("{{ month }}")
    document.sections[0].header.paragraphs[0].text = "{{ ''.__class__ }}"
    file = io.BytesIO()
    document.save(file)
    with pytest.raises(TemplateRefused):
        keep(bare, "11", file.getvalue())
    document.sections[0].header.paragraphs[0].text = "{{ area }}"
    document.core_properties.title = "{{ ''.__class__ }}"
    file = io.BytesIO()
    document.save(file)
    with pytest.raises(TemplateRefused):
        keep(bare, "11", file.getvalue())
    document.core_properties.title = "{{ month }}"
    file = io.BytesIO()
    document.save(file)
    keep(bare, "11", file.getvalue())
    made = written(bare)
    assert made.sections[0].header.paragraphs[0].text == "จังหวัดสมุทรปราการ"
    assert made.core_properties.title == "ตุลาคม ๒๕๖๙"


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (300, 320), (120, 20, 20)).save(drawn, "JPEG")
    return drawn.getvalue()


def said(document: Docx) -> str:
    return "\n".join(
        [one.text for one in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )


def heights(document: Docx) -> list[float]:
    return [round(one.height.cm, 1) for one in document.inline_shapes]


def test_a_province_writes_to_the_department_as_one_office_to_another(town):
    letter = said(written(town, "11"))
    assert "บันทึกข้อความ" not in letter and "ขอแสดงความนับถือ" in letter
    assert "อ้างถึง\tหนังสือกรมส่งเสริมการปกครองท้องถิ่น" in letter and "สิ่งที่ส่งมาด้วย\tรายงานผลการดำเนินงาน" in letter
    assert "ตามหนังสือที่อ้างถึง ขอให้องค์กรปกครองส่วนท้องถิ่น" in letter and "เอกสารแนบ" not in letter
    assert "เรียน\tอธิบดีกรมส่งเสริมการปกครองท้องถิ่น" in letter and "จำนวน ๑ ชุด" in letter
    assert not re.search("[0-9]", letter), "Thai digits throughout"
    # Within its own province a district writes a memo, and so does the department to its ministry.
    for code in ("1101", "TH"):
        memo_text = said(written(town, code))
        assert "บันทึกข้อความ" in memo_text and "ขอแสดงความนับถือ" not in memo_text and "วันที่ " in memo_text


@pytest.mark.parametrize("is_letter", [True, False])
def test_the_measures_are_those_of_the_guide_to_typing(is_letter):
    paper = docx.Document(io.BytesIO(memo_template.build(thai_digits=True, is_letter=is_letter)))
    page, by_words = paper.sections[0], {line.text.strip(): line.paragraph_format for line in paper.paragraphs}
    margins = page.top_margin, page.left_margin, page.right_margin
    assert [round(one.cm, 1) for one in margins if one is not None] == [1.5, 3.0, 2.0]
    matter = by_words[words.GATHERED]
    assert (round(matter.first_line_indent.cm, 1), matter.space_before.pt) == (2.5, 6)
    # Room for a signature: three lines. Its name stands below the closing, which begins below the crest's middle.
    name = by_words["({{ signer_name }})"]
    assert (name.space_before.pt, round(name.left_indent.cm, 1)) == (63, 3.4)
    if is_letter:
        assert by_words["{{ own_name }}"].space_before.pt == 63
        closing, day = by_words[words.FAITHFULLY], by_words["{{ date }}"]
        assert round(closing.left_indent.cm, 1) == round(day.left_indent.cm, 1) == 8.0 and closing.space_before.pt == 12
    else:
        to = by_words["เรียน  {{ to }}"]
        assert (to.space_before.pt, to.space_after.pt) == (6, 0)


def test_what_an_office_has_chosen_goes_before_the_usual(town):
    with town.writing() as session:
        unit, by = named(session, "11"), meet(session, "U1", NOW)
        memo.write_style(session, unit, by, {}, thai_digits=True, form="memo", now=NOW)
    assert "บันทึกข้อความ" in said(written(town, "11"))
    with town.writing() as session, pytest.raises(ValueError, match="form"):
        memo.write_style(session, named(session, "11"), by, {}, thai_digits=True, form="poem", now=NOW)


def test_the_crest_of_the_department_stands_on_everybody_s_paper(town):
    assert heights(written(town, "11")) == [] == heights(written(town, "1101"))
    with town.writing() as session:
        by = meet(session, "U1", NOW)
        memo.keep_crest(session, named(session, "TH"), by, picture(), NOW)
    assert heights(written(town, "11")) == [3.0] and heights(written(town, "1101")) == [1.5]
    with town.writing() as session:
        memo.drop_crest(session, named(session, "TH"), by, NOW)
    assert heights(written(town, "11")) == []
