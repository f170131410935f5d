"""`circular` as an operator uses it: publish, correct, look, take back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from commands.publishing.circulars import circular
from models.circulars.circular import Circular, CircularVersion
from models.circulars.receipt import CircularOffice
from tests.support import databases
from tests.support.phone import Clock
from tests.support.terminal import Terminal
from tests.support.town import Town

LETTER = ("--number", "มท 0816.5/ว 2560", "--subject", "โคก หนอง นา", "--body", "ขอให้รายงานผลทุกเดือน")


@pytest.fixture(params=["sqlite", "postgresql"])
def operator(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    with databases.lent(request.param) as url:
        one = Terminal(DATABASE_URL=url, MEDIA_URL=str(tmp_path / "media"))
        town = Town(one.wiring.database)
        town.clock = Clock(one.now)
        yield one
        one.close()


def counts(terminal: Terminal) -> tuple[int, ...]:
    with terminal.wiring.database.reading() as session:
        tables = Circular, CircularVersion, CircularOffice
        return tuple(session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def test_a_letter_s_life(operator: Terminal, tmp_path: Path) -> None:
    made = operator.json(circular, "publish", *LETTER, "--audience", "1101", "--ack-by", "2026-12-10")
    assert set(made) == {"circular", "version", "offices", "people"} and made["version"] == 1
    assert made["offices"] > 1 and made["people"] == 0
    code = made["circular"]
    seen = operator.json(circular, "status", code)
    assert {key: seen[key] for key in ("version", "offices", "reached", "opened", "acknowledged", "unreached")} == {
        "version": 1,
        "offices": made["offices"],
        "reached": 0,
        "opened": 0,
        "acknowledged": 0,
        "unreached": made["offices"],
    }
    paper = tmp_path / "letter.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    again = operator.json(circular, "correct", code, "--file", paper, "--audience", "all")
    assert again["version"] == 2 and again["offices"] > made["offices"]
    with operator.wiring.database.reading() as session:
        first, second = session.scalars(select(CircularVersion).order_by(CircularVersion.version))
        assert (first.file_key, second.file_name, second.ack_by) == (None, "letter.pdf", date(2026, 12, 10))
        assert (tmp_path / "media" / (second.file_key or "")).read_bytes() == paper.read_bytes()
    assert operator.json(circular, "correct", code, "--for-information", "--kinds", "all")["version"] == 3
    assert operator.json(circular, "withdraw", code)["state"] == "withdrawn"
    assert "withdrawn" in operator.refused(circular, "correct", code, "--subject", "อื่น")
    assert "somebody else" in operator.refused(circular, "withdraw", code)
    assert [row["state"] for row in operator.json(circular, "list")] == ["withdrawn"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"--subject": " "}, "needs a subject"),
        ({"--number": ""}, "needs its number"),
        ({"--ack-by": "2026-11-21"}, "past"),
        ({"--audience": "06999999"}, "no such office"),
        ({"--kinds": "city", "--audience": "06110109"}, "no office"),
        ({"--kinds": "village"}, "no such kind"),
        ({"--audience": ""}, "--audience names none"),
        ({"--kinds": " ,"}, "--kinds names none"),
        ({"--programme": "nothing"}, "no programme"),
        ({"--unit": "99"}, "no such office"),
        ({"--subject": "ก" * 1_001}, "longer than 1000"),
        ({"--file": "lies.pdf"}, "really a file of kind"),
        ({"--file": "page.html"}, "no PDF"),
        ({"--file": "empty.pdf"}, "empty"),
        ({"--ack-by": "2026-12-01", "--for-information": None}, "nobody is asked"),
        ({"--number": "ว" * 81}, "80"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    operator: Terminal, tmp_path: Path, changed: dict[str, Any], says: str
) -> None:
    (tmp_path / "lies.pdf").write_bytes(_picture())
    (tmp_path / "page.html").write_text("<html><script>1</script>")
    (tmp_path / "empty.pdf").write_bytes(b"")
    said = dict(zip(LETTER[::2], LETTER[1::2], strict=True)) | changed
    if "--file" in changed:
        said["--file"] = tmp_path / changed["--file"]
    words = [part for name, value in said.items() for part in ((name,) if value is None else (name, value))]
    assert says in operator.refused(circular, "publish", *words)
    assert counts(operator) == (0, 0, 0)
    assert not list((tmp_path / "media").rglob("*.*"))


def test_a_correction_without_a_change_is_none(operator: Terminal) -> None:
    code = operator.json(circular, "publish", *LETTER)["circular"]
    before = counts(operator)
    assert "nothing has changed" in operator.refused(circular, "correct", code, "--number", " มท  0816.5/ว 2560 ")
    assert counts(operator) == before
    assert "no circular" in operator.refused(circular, "status", "xxxxxx")


def _picture() -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()
