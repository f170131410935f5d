"""`invite create` and `members` as an operator uses them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import func, select

from commands.invites import invite
from commands.members import members
from models.membership.invite import Invite
from tests.support.phone import Clock, Phone
from tests.support.terminal import Terminal
from tests.support.town import Town


@pytest.fixture
def operator(sqlite_url: str) -> Iterator[Terminal]:
    one = Terminal(DATABASE_URL=sqlite_url, LINE_BASIC_ID="@nongraingan")
    yield one
    one.close()


@pytest.fixture
def town(operator: Terminal) -> Town:
    made = Town(operator.wiring.database)
    made.clock = Clock(operator.now)
    return made


def test_a_phone_reads_the_qr_and_its_words_let_the_officer_in(operator: Terminal, town: Town, tmp_path: Path) -> None:
    out = tmp_path / "qr.png"
    made = operator.json(
        invite, "create", "--unit", "06110109", "--role", "officer", "--uses", 2, "--days", 7, "--out", out
    )
    assert {key: made[key] for key in ("unit", "role", "uses")} == {"unit": "06110109", "role": "officer", "uses": 2}
    assert datetime.fromisoformat(made["expires_at"]) == operator.now + timedelta(days=7)
    picture = Image.open(out)
    assert picture.format == "PNG" and min(picture.size) >= 1_000
    (read,) = zxingcpp.read_barcodes(picture)
    assert read.text == made["url"]
    address, _, words = read.text.partition("/?")
    assert address == "https://line.me/R/oaMessage/%40nongraingan"
    officer = town.phone()
    assert "องค์การบริหารส่วนตำบลบางเมืองใหม่" in officer.types(unquote(words))
    assert "เข้าร่วมเรียบร้อยแล้ว" in officer.types("ยืนยัน")


def test_in_plain_words(operator: Terminal, town: Town) -> None:
    printed = operator.done(invite, "create", "--unit", "TH", "--role", "admin")
    assert "กรมส่งเสริมการปกครองท้องถิ่น" in printed and "1 use(s)" in printed and "https://line.me" in printed


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--unit", "06999999", "--role", "officer"), "no office '06999999'"),
        (
            ("--unit", "06110109", "--role", "district"),
            "role district does not fit 06110109, a sao: use officer or deputy",
        ),
        (("--unit", "1101", "--role", "officer"), "use district"),
        (("--unit", "06110109", "--role", "chief"), "'chief' is not one of"),
        (("--unit", "06110109", "--role", "officer", "--uses", "0"), "range"),
        (("--unit", "1101", "--role", "district", "--uses", "2"), "uses must be 1 for role district"),
        (("--unit", "11", "--role", "province", "--days", "4"), "days must be 1 to 3 for role province"),
        (("--unit", "06110109", "--role", "officer", "--out", "/nowhere/qr.png"), "cannot write"),
        (("--role", "officer"), "--unit"),
    ],
)
def test_what_cannot_be_made_says_why_and_leaves_nothing(
    operator: Terminal, town: Town, arguments: tuple[str, ...], says: str
) -> None:
    assert says in operator.refused(invite, "create", *arguments)
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Invite)) == 0


def test_without_our_id_there_is_no_link(sqlite_url: str) -> None:
    alone = Terminal(DATABASE_URL=sqlite_url, LINE_API_BASE="http://127.0.0.1:9")
    Town(alone.wiring.database)
    assert "set LINE_BASIC_ID" in alone.refused(invite, "create", "--unit", "06110109", "--role", "officer")
    alone.close()


def applicant(town: Town) -> Phone:
    phone = town.phone()
    phone.types("06110109")
    assert "รอผู้ดูแลระบบพิจารณา" in phone.types("ยืนยัน")
    return phone


def test_the_operator_lets_in_where_nobody_above_has_joined(operator: Terminal, town: Town) -> None:
    officer = applicant(town)
    (request,) = operator.json(members, "pending")
    assert (request["unit"], request["state"], request["role"]) == ("06110109", "pending", "officer")
    assert "active" in operator.done(members, "approve", request["id"])
    assert "คำขอได้รับอนุมัติแล้ว" in officer.hears()
    assert f"no request {request['id']}" in operator.refused(members, "approve", request["id"])
    assert operator.done(members, "pending") == "No request is waiting.\n"
    assert [row["unit"] for row in operator.json(members, "list", "--unit", "11")] == ["06110109"]
    assert operator.json(members, "list", "--unit", "12") == []


def test_the_operator_refuses_and_ends(operator: Terminal, town: Town) -> None:
    officer = applicant(town)
    (request,) = operator.json(members, "pending")
    operator.done(members, "refuse", request["id"])
    assert "ไม่ได้รับอนุมัติ" in officer.hears()
    member = town.member("06110109")
    (row,) = operator.json(members, "list")
    operator.done(members, "end", row["id"])
    assert "ถูกถอดออกจาก" in member.hears()
    assert "no membership" in operator.refused(members, "end", row["id"])
    for act in ("approve", "refuse", "end"):
        assert "is not in the range" in operator.refused(members, act, "9" * 20)
    assert operator.done(members, "list") == "No members.\n"
    assert [one["state"] for one in operator.json(members, "list", "--all")] == ["refused", "ended"]


def test_a_name_cannot_move_the_cursor(operator: Terminal, town: Town) -> None:
    member = town.member("06110109")
    with town.database.writing() as session:
        session.merge(member.person()).name = "\x1b[2Jสมชาย\n"
    printed = operator.done(members, "list")
    assert "\x1b" not in printed and printed.count("\n") == 1
    assert json.loads(operator.done(members, "list", "--json"))[0]["name"].startswith("\x1b")
