"""ข้อมูลของฉัน: a link from the chat to a file with everything that is kept about a person, and about nobody else."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.messages import Text
from bot.texts.joining.own_data import PARTS
from models import Base, audit_log
from models.database import Database
from models.membership.membership import Role
from models.membership.person import Person
from models.reminding.snooze import Snooze
from services.membership import own_data
from services.membership.own_data import OF_OTHERS, WHOSE
from services.messaging.outbox import queue_push
from tests.support.everything import fill
from tests.support.kept import kept
from tests.support.pages import Pages
from tests.support.phone import Phone
from tests.support.town import Town


@pytest.fixture
def town(sqlite_database: Database) -> Town:
    return kept(sqlite_database, Town)


def link_of(phone: Phone) -> str:
    phone.types("ข้อมูลของฉัน")
    url = str(phone.button("ดาวน์โหลดข้อมูล")["uri"])
    assert url.endswith("?openExternalBrowser=1"), "LINE's own browser saves no files"
    return "/" + url.split("/", 3)[3]


def test_the_link_opens_once_and_the_file_holds_ones_own(town: Town) -> None:
    member, other = town.member("06110109"), town.member("1101", Role.DISTRICT)
    with town.database.writing() as session:
        for phone, name in ((member, "สมหมาย"), (other, "คนอื่น")):
            person = session.merge(phone.person())
            person.name = name
            session.add(Snooze(person_id=person.id, on=date(2026, 11, 4)))
            queue_push(session, person, [Text(f"ถึง{name}")], now=town.clock.now, purpose="notice")
    link = link_of(member)
    site = Pages(town.database, town.clock.now)
    client = site.app.test_client()
    for _ in range(2):
        door = client.get(link)
        assert (door.status_code, door.headers["Cache-Control"]) == (200, "no-store"), "looking uses nothing up"
    answer = client.post(link)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="nong-my-data-2026-11-02.json"'
    told: dict[str, Any] = json.loads(answer.data)
    assert told["ตัวท่าน"][0]["ชื่อใน LINE"] == "สมหมาย" and told["ตัวท่าน"][0]["รหัสผู้ใช้ LINE"] == member.user_id
    office = told["หน่วยงานและหน้าที่"][0]["หน่วยงาน"]
    assert office == "องค์การบริหารส่วนตำบลบางเมืองใหม่ อำเภอเมืองสมุทรปราการ จังหวัดสมุทรปราการ"
    assert told["วันที่ขอพักการแจ้งเตือน"] == [{"วันที่": "2026-11-04"}]
    assert ["ถึงสมหมาย"] in [row["ข้อความ"] for row in told["ข้อความถึงท่าน"]]
    assert "สมหมาย" in answer.text and "คนอื่น" not in answer.text and other.user_id not in answer.text
    for again in (client.get(link), client.post(link)):
        assert again.status_code == 410 and "ข้อมูลของฉัน" in again.text
    with town.database.reading() as session:
        assert audit_log.count_since(session, member.person().id, "person.data", town.clock.now.replace(hour=0)) == 1


def test_neither_link_opens_the_others_door(town: Town) -> None:
    supervisor = town.member("1101", Role.DISTRICT)
    mine = link_of(supervisor)
    supervisor.types("เปิดหน้าเว็บ")
    desk = str(supervisor.button("เปิดหน้าเว็บ")["uri"])
    site = Pages(town.database, town.clock.now)
    client = site.app.test_client()
    token, desk_token = (link.split("/")[-1].partition("?")[0] for link in (mine, desk))
    assert client.post(f"/desk/in/{token}").status_code == client.post(f"/my-data/{desk_token}").status_code == 410
    assert client.post(mine).status_code == 200, "it was not used up by that"
    late = link_of(supervisor)
    site.passes(hours=1)
    assert client.get(late).status_code == 410


def test_every_row_that_names_a_person_is_told(sqlite_database: Database) -> None:
    """A new table or column that names people has to be put into the file, or said to be about somebody else."""
    naming = {
        (table.name, key.parent.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is Person.__table__.c.id
    }
    told = {(table, WHOSE.get(table, "person_id")) for table in PARTS} - {
        ("person", "person_id"),
        ("webhook_event", "person_id"),
    }
    assert told == naming - OF_OTHERS
    with sqlite_database.writing() as session:
        fill(session)
    with sqlite_database.reading() as session:
        person = session.scalars(select(Person)).one()
        found = own_data.gather(session, person, person.created_at)
    assert found["รายงานที่ท่านส่ง"][0]["คำตอบ"]["teach"]["who"] == ["วัด", "=1+1"]
    assert found["ภาพและไฟล์ที่ท่านส่ง"][0]["เวลาที่ถ่าย"].startswith("2026-11-22 11:59")
    json.loads(own_data.as_file(found))
