"""The sheet that invites an office: names fit, the words can be searched and read aloud, the code is read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from pypdfium2 import PdfDocument
from zxingcpp import read_barcodes

from bot.knowledge.invite_sheets import Sheet, invite_sheets
from bot.texts.joining import invite_sheet as words
from bot.thai.units import lies_in

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
LINK = "https://line.me/R/oaMessage/%40nongraingan/?%E0%B9%80%E0%B8%82%E0%B9%89%E0%B8%B2%20ABCD-EFGH-JKLM-NPQR"


@dataclass
class Unit:
    kind: str
    name: str
    parent: Unit | None = None


COUNTRY = Unit("department", "กรมส่งเสริมการปกครองท้องถิ่น")
PROVINCE = Unit("province", "ประจวบคีรีขันธ์", COUNTRY)
DISTRICT = Unit("district", "เมืองประจวบคีรีขันธ์", PROVINCE)
OFFICES = [
    Unit("sao", "ที่วังปู่ญี่ปุ่นน้ำป้ำ", DISTRICT),
    Unit("tambon_town", "กำแพงเพชรใหม่", DISTRICT),
    Unit("pao", "ประจวบคีรีขันธ์", PROVINCE),
    Unit("special", "เมืองพัทยา", DISTRICT),
    DISTRICT,
    PROVINCE,
]


def sheet(unit: Unit, number: int = 0, *, supervises: bool = False) -> Sheet:
    return Sheet(
        office=words.office(unit),
        areas=lies_in(unit),
        office_code=f"0611{number:04d}",
        code="ABCD-EFGH-JKLM-NPQR",
        link=f"{LINK}{number}",
        uses=5,
        until=date(2026, 12, 5),
        supervises=supervises,
    )


def text(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(data))


@pytest.mark.parametrize("unit", OFFICES, ids=lambda unit: unit.kind)
def test_the_words_are_those_that_were_written(unit: Unit) -> None:
    said = text(invite_sheets([sheet(unit)], "@nongraingan", NOW)).replace("\r\n", "")
    # Shaping puts glyphs in another order than letters; whoever searches or copies gets the letters.
    assert words.office(unit).replace("\u200b", "") in said
    for line in (lies_in(unit), *words.steps(supervises=False), "ABCD-EFGH-JKLM-NPQR", "5 ธันวาคม 2569"):
        assert line in said
    assert "\u200b" not in said


def test_every_code_is_read_back_from_the_print() -> None:
    data = invite_sheets([sheet(OFFICES[0], number) for number in range(40)], "@nongraingan", NOW)
    with PdfDocument(data) as pdf:
        # Six on a page, at the resolution of a poor printer.
        pages = [page.render(scale=150 / 72).to_pil() for page in pdf]
    assert len(pages) == 7
    found = {code.text for page in pages for code in read_barcodes(page)}
    assert found == {f"{LINK}{number}" for number in range(40)}


@pytest.mark.parametrize("name", ["ก" * 60, "คำยาวมากมาย" * 9, "A" * 80, "ญี่ปุ่น " * 25], ids=lambda name: name[:3])
def test_no_name_runs_out_of_its_sheet(name: str) -> None:
    """Left sheet: what is printed must leave the margin to the cut line free."""
    data = invite_sheets([sheet(Unit("sao", name, DISTRICT))], "@nongraingan", NOW)
    with PdfDocument(data) as pdf:
        page = pdf[0].render(scale=2).to_pil().convert("L")
    beyond_the_cut = page.crop((page.width // 2 + 6, 0, page.width, page.height // 3 - 6))
    assert beyond_the_cut.getextrema() == (255, 255)


def test_supervisors_are_told_what_is_theirs() -> None:
    said = text(invite_sheets([sheet(PROVINCE, supervises=True)], "@nongraingan", NOW))
    assert "ใบเชิญผู้กำกับดูแล" in said and "เปิดหน้าเว็บ" in said and "เพื่อส่งรายงาน" not in said


def test_without_a_sheet_there_is_no_file() -> None:
    with pytest.raises(ValueError, match="no sheet"):
        invite_sheets([], "@nongraingan", NOW)
