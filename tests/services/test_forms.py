"""Publishing forms: the same again is nothing new, a bad one changes nothing."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from bot.forms.problems import FormRefused
from bot.forms.workbook import to_xlsx
from models.database import Database
from models.form_version import FormVersion
from models.programme import Programme
from services import forms, programmes

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FORM = """
| survey |
| | type | name | label |
| | integer | people | กี่คน |
| settings |
| | form_title | form_id | version |
| | แบบหนึ่ง | one | 1 |
"""


@pytest.fixture
def letter(database: Database) -> Programme:
    with database.writing() as session:
        return programmes.create(session, NOW, {"code": "letter", "title": "หนังสือ", "active_from": "2026-01"})


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(FormVersion)) or 0


def test_versions_count_up_and_the_same_again_is_nothing_new(database: Database, letter: Programme) -> None:
    other = FORM.replace("กี่คน", "กี่ครัวเรือน").encode()
    numbers = []
    for workbook in (FORM.encode(), FORM.encode(), other, other, FORM.encode()):
        with database.writing() as session:
            numbers.append(forms.publish(session, letter, workbook, "a.md", NOW).number)
    # Going back to an older form is a new version too: what was filled in with version 2 stays on version 2.
    assert numbers == [1, 1, 2, 2, 3] and count(database) == 3


def test_other_bytes_that_make_the_same_form_are_nothing_new(database: Database, letter: Programme) -> None:
    with database.writing() as session:
        first = forms.publish(session, letter, FORM.encode(), "a.md", NOW)
        assert first.sha256 == hashlib.sha256(first.xform.encode()).hexdigest()
        again = forms.publish(session, letter, to_xlsx(FORM), "a.xlsx", LATER)
        assert again.id == first.id and again.published_at == NOW


@pytest.mark.parametrize(
    "workbook", [b"", b"PK\x03\x04not a zip", b"\xff" * 100, b"| survey |\n| | type | name |\n| | nonsense | a |"]
)
def test_a_bad_workbook_is_refused_and_changes_nothing(database: Database, letter: Programme, workbook: bytes) -> None:
    with pytest.raises(FormRefused) as refused, database.writing() as session:
        forms.publish(session, letter, workbook, "a.xlsx", NOW)
    assert refused.value.problems and count(database) == 0


def test_check_finds_the_problem_and_says_where() -> None:
    with pytest.raises(FormRefused) as refused:
        forms.check(FORM.replace("| survey |", "| survey |").replace("label |", "label | relevant |")
                    .replace("กี่คน |", "กี่คน | ${nobody} > 1 |").encode())  # fmt: skip
    assert "nobody" in str(refused.value)


def test_withdrawn_versions_give_way_to_the_one_before(database: Database, letter: Programme) -> None:
    other = FORM.replace("กี่คน", "กี่ครัวเรือน").encode()
    with database.writing() as session:
        forms.publish(session, letter, FORM.encode(), "a.md", NOW)
        second = forms.publish(session, letter, other, "a.md", NOW)
        second.withdrawn_at = LATER
    with database.writing() as session:
        assert forms.publish(session, letter, FORM.encode(), "a.md", LATER).number == 1
        assert forms.publish(session, letter, other, "a.md", LATER).number == 3
