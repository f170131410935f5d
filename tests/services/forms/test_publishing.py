"""Publishing forms: the same again is nothing new, a bad one changes nothing."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.engine.filling.filling import Filling
from bot.forms.remarks import Remark
from bot.forms.workbook.workbook import to_xlsx
from models.database import Database
from models.form_version import FormVersion
from models.programme import Programme
from services.forms import publishing
from services.forms.compiled import compiled
from services.programmes import programmes
from services.untrusted import readings
from tests.support.examined import published

pytestmark = pytest.mark.slow

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
            numbers.append(published(session, letter, workbook, "a.md", NOW).number)
    # Going back to an older form is a new version too: what was filled in with version 2 stays on version 2.
    assert numbers == [1, 1, 2, 2, 3] and count(database) == 3


def test_other_bytes_that_make_the_same_form_are_nothing_new(database: Database, letter: Programme) -> None:
    with database.writing() as session:
        first = published(session, letter, FORM.encode(), "a.md", NOW)
        assert first.sha256 == hashlib.sha256(first.xform.encode()).hexdigest()
        again = published(session, letter, to_xlsx(FORM), "a.xlsx", LATER)
        assert again.id == first.id and again.published_at == NOW


@pytest.mark.parametrize(
    "workbook", [b"", b"PK\x03\x04not a zip", b"\xff" * 100, b"| survey |\n| | type | name |\n| | nonsense | a |"]
)
def test_a_bad_workbook_is_refused_and_changes_nothing(database: Database, letter: Programme, workbook: bytes) -> None:
    with pytest.raises(publishing.CannotPublish) as refused, database.writing() as session:
        published(session, letter, workbook, "a.xlsx", NOW)
    assert refused.value.looked.errors and count(database) == 0


def test_a_look_finds_the_problem_and_says_where() -> None:
    looked = readings.workbook(
        FORM.replace("label |", "label | relevant |").replace("กี่คน |", "กี่คน | ${nobody} > 1 |").encode()
    )
    [remark] = looked.errors
    assert (remark.code, remark.cell, remark.question) == ("unknown-name", "D2", "people")
    assert looked.xml is None


def test_what_the_author_was_told_is_kept(database: Database, letter: Programme) -> None:
    odd = FORM.replace("label |", "label | appearance |").replace("กี่คน |", "กี่คน | multiline |")
    with database.writing() as session:
        version = published(session, letter, odd.encode(), "a.md", NOW)
    assert [Remark.from_json(each).code for each in version.checks] == ["ignored-appearance"]


def test_the_lists_that_a_form_reads_are_frozen_with_it(database: Database, letter: Programme) -> None:
    form = b"| survey |\n| | type | name | label |\n| | select_one_from_file offices.csv | o | which |\n"
    first = {"offices.csv": b"name,label\n1,A\n", "unread.csv": b"x"}
    second = {"offices.csv": b"name,label\n1,A\n2,B\n"}
    with database.writing() as session:
        one = published(session, letter, form, "a.md", NOW, files=first)
        again = published(session, letter, form, "a.md", NOW, files=first)
        two = published(session, letter, form, "a.md", NOW, files=second)
        assert (one.number, again.number, two.number) == (1, 1, 2)
    with database.reading() as session:
        one, two = (session.get_one(FormVersion, each.id) for each in (one, two))
        assert [(file.name, file.content) for file in one.files] == [("offices.csv", first["offices.csv"])]
        labels = [
            {choice.value for choice in Filling.start(compiled(each), now=NOW, seed=1).current().choices}
            for each in (one, two)
        ]
    assert labels == [{"1"}, {"1", "2"}]


def test_the_last_form_of_a_programme_cannot_be_withdrawn(database: Database, letter: Programme) -> None:
    with database.writing() as session:
        first = published(session, letter, FORM.encode(), "a.md", NOW)
        with pytest.raises(publishing.CannotWithdraw):
            publishing.withdraw(session, first, LATER)
        second = published(session, letter, FORM.replace("กี่คน", "กี่ครัวเรือน").encode(), "a.md", NOW)
        assert publishing.withdraw(session, first, LATER).id == second.id
        assert publishing.withdraw(session, first, LATER + timedelta(days=1)).id == second.id
        assert first.withdrawn_at == LATER


def test_withdrawn_versions_give_way_to_the_one_before(database: Database, letter: Programme) -> None:
    other = FORM.replace("กี่คน", "กี่ครัวเรือน").encode()
    with database.writing() as session:
        published(session, letter, FORM.encode(), "a.md", NOW)
        second = published(session, letter, other, "a.md", NOW)
        second.withdrawn_at = LATER
    with database.writing() as session:
        assert published(session, letter, FORM.encode(), "a.md", LATER).number == 1
        assert published(session, letter, other, "a.md", LATER).number == 3
