"""`units import` as an operator sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from commands.units import units
from models.org_unit import OrgUnit
from tests.support.terminal import Terminal

GOOD = """code,type,name,province_code,province,district_code,district
02110101,องค์การบริหารส่วนจังหวัด,สมุทรปราการ,11,สมุทรปราการ,,
06110202,อบต.,บางบ่อ,11,สมุทรปราการ,1102,บางบ่อ
"""


@pytest.fixture
def operator(terminal) -> Terminal:
    return terminal("sqlite", "units")


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "ทะเบียน.csv"
    file.write_bytes(text.encode(encoding))
    return file


def offices(operator: Terminal) -> int:
    with operator.wiring.database.reading() as session:
        return session.scalar(select(func.count()).select_from(OrgUnit)) or 0


def test_what_was_added_renamed_and_left(operator: Terminal, tmp_path: Path) -> None:
    file = saved(tmp_path, GOOD, "cp874")
    assert operator.json(units, "import", file) == {
        "rows": 2,
        "added": 2,
        "renamed": 0,
        "moved": 0,
        "unchanged": 0,
        "areas": {"added": 3, "renamed": 0, "moved": 0, "unchanged": 0},
        "warnings": [],
    }
    again = operator.done(units, "import", saved(tmp_path, GOOD.replace("อบต.,บางบ่อ", "อบต.,คลองด่าน")))
    assert "offices: 0 added, 1 renamed, 0 moved, 1 unchanged" in again


def test_all_problems_at_once_and_nothing_done(operator: Terminal, tmp_path: Path) -> None:
    file = saved(tmp_path, GOOD + "123,อบต.,ก,11,สมุทรปราการ,1102,บางบ่อ\n06110203,วัด,ข,11,สมุทรปราการ,1102,บางบ่อ\n")
    result = operator.run(units, "import", file)
    assert result.exit_code == 1
    assert "row 4: code “123”" in result.stderr and "row 5: type “วัด”" in result.stderr
    assert result.stderr.endswith("Error: ทะเบียน.csv: 2 problem(s), nothing was imported\n")
    assert offices(operator) == 0


def test_warnings_do_not_stop_it_and_are_shown(operator: Terminal, tmp_path: Path) -> None:
    file = saved(tmp_path, GOOD.replace("06110202", "05110202"))
    result = operator.run(units, "import", file)
    assert result.exit_code == 0
    assert "warning: row 3" in result.stderr


def test_moved_takes_the_columns(operator: Terminal, tmp_path: Path) -> None:
    operator.done(units, "import", saved(tmp_path, GOOD))
    file = saved(tmp_path, GOOD.replace("1102,บางบ่อ", "1103,บางพลี"))
    assert "--moved" in operator.run(units, "import", file).stderr
    assert operator.json(units, "import", file, "--moved")["moved"] == 1


@pytest.mark.parametrize("content", [b"", b"\x7fELF\x00", b"PK\x03\x04"])
def test_a_file_that_is_no_table(operator: Terminal, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(content)
    assert "x.xlsx" in operator.refused(units, "import", file)


def test_a_file_that_is_not_there(operator: Terminal, tmp_path: Path) -> None:
    assert "does not exist" in operator.refused(units, "import", tmp_path / "none.csv")
