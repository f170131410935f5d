"""Hostile workbooks: a clear refusal within limits of time and memory, and nothing else happens."""

from __future__ import annotations

import resource
from collections.abc import Callable

import pytest

from bot.forms.workbook.workbook import to_xlsx
from services.untrusted.readings import workbook
from services.untrusted.tasks import TERMS, Task
from tests.bot.forms.hostile import REFUSED, TAKEN, book, slow

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_two_languages(what: str) -> None:
    make, codes = REFUSED[what]
    content = make()
    before = borne_by_others()
    looked = workbook(content)
    assert borne_by_others() - before < TERMS[Task.EXAMINE_WORKBOOK].seconds + 5
    assert looked.xml is None and looked.errors
    assert codes & {remark.code for remark in looked.errors}
    assert all(remark.th and remark.en for remark in looked.errors)


def borne_by_others() -> float:
    """Seconds that processes of ours which have ended had of a processor: what a busy machine does not add to."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("what", TAKEN)
def test_it_is_read(what: str) -> None:
    make: Callable[[], bytes] = TAKEN[what]
    assert workbook(make()).xml is not None


def test_it_is_stopped_when_it_takes_too_long_or_too_much() -> None:
    rows: list[list[object]] = [["type", "name", "label", "hint"]]
    rows += [["text", f"q{at}", "x" * 2000, "y" * 2000] for at in range(1400)]
    heavy = book(rows)
    assert [remark.code for remark in workbook(heavy, seconds=1).errors] in (["too-slow"], ["too-heavy"])
    # Enough to begin with: openpyxl brings numpy where the tests have it, and a reader that cannot begin is none.
    assert [remark.code for remark in workbook(heavy, megabytes=200).errors] == ["too-heavy"]


def test_this_process_pays_nothing_for_it() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF)
    workbook(slow(), seconds=5)
    after = resource.getrusage(resource.RUSAGE_SELF)
    # Making the workbook is most of it; reading it would take gigabytes.
    assert after.ru_maxrss - before.ru_maxrss < TERMS[Task.EXAMINE_WORKBOOK].megabytes * 1024 / 4


def test_a_part_that_lies_nowhere_is_damage_and_not_weight() -> None:
    made = bytearray(to_xlsx("| survey |\n| | type | name | label |\n| | integer | a | b |\n"))
    # Where the list of parts begins: said to be a byte later, the first part lies a byte before the file.
    begins = made.rindex(b"PK\x05\x06") + 16
    made[begins : begins + 4] = (int.from_bytes(made[begins : begins + 4], "little") + 1).to_bytes(4, "little")
    assert [one.code for one in workbook(bytes(made)).errors] == ["damaged-workbook"]


def test_a_part_that_cannot_be_unpacked_is_damage_and_not_weight() -> None:
    made = bytearray(to_xlsx("| survey |\n| | type | name | label |\n| | integer | a | b |\n"))
    at = made.index(b"docProps/app.xml") + len(b"docProps/app.xml")
    made[at : at + 8] = b"\xff" * 8
    assert [one.code for one in workbook(bytes(made)).errors] == ["damaged-workbook"]
