"""`export` as an operator types it."""

from __future__ import annotations

import pytest

from commands.export import export
from commands.setup import init


@pytest.fixture
def prepared(terminal):
    one = terminal("sqlite", "one")
    one.done(init, "--active-from", "2026-10")
    return one


def test_the_ending_decides_and_what_was_written_is_said(prepared, tmp_path):
    asked = ("--programme", "khok-nong-na", "--period", "2026-10")
    assert prepared.json(export, *asked, "--out", tmp_path / "m.csv")["files"] == [
        str(tmp_path / "m.csv"),
        str(tmp_path / "m.areas.csv"),
    ]
    assert prepared.done(export, *asked, "--out", tmp_path / "M.XLSX") == f"written: {tmp_path / 'M.XLSX'}\n"
    assert (tmp_path / "M.XLSX").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"--programme": "nothing"}, "there is no programme 'nothing'"),
        ({"--period": "October"}, "not a month (YYYY-MM): 'October'"),
        ({"--unit": "99999999"}, "there is no office '99999999'"),
        ({"--out": "month.pdf"}, "month.pdf must end in .csv, .json, .xlsx"),
        ({"--out": "no/such/folder/m.csv"}, "no/such/folder/m.csv cannot be written: No such file or directory"),
        ({"--out": "no/such/folder/m.xlsx"}, "cannot be written"),
    ],
)
def test_one_line_says_what_is_wrong(prepared, change, says):
    asked = {"--programme": "khok-nong-na", "--period": "2026-10", "--out": "m.csv"} | change
    assert says in prepared.refused(export, *(part for pair in asked.items() for part in pair))
