"""What is left of somebody who had their data deleted, or who only ever looked in; and when a name is asked for."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.events import Event, Kind
from bot.line import errors
from bot.messages import Text
from handlers.inbox import WAITS, handle_next
from handlers.request import Request
from models import Base, audit_log
from models.database import Database
from models.membership.membership import Membership, Role
from models.membership.person import Person
from models.messaging.outbox import Outbox
from models.messaging.webhook_event import WebhookEvent
from models.reminding.snooze import Snooze
from models.upload import Upload
from services.access import desk
from services.membership import erasing
from services.membership.join import NAME_WAITS
from services.membership.names import Namer
from services.messaging.outbox import queue_push
from services.operations.retention import clean
from tests.support.inbox import take
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.town import Town

NAME, WORDS = 'ยุพา "ชื่อจริง"', "เบอร์ผม 0812345678"


@pytest.fixture
def town(database: Database) -> Town:
    return kept(database, Town)


class Profiles:
    """LINE as far as names go: `asked` for these."""

    def __init__(self, name: str | None = NAME) -> None:
        self.name, self.asked = name, list[str]()

    def name_of(self, line_user_id: str) -> str | None:
        self.asked.append(line_user_id)
        if self.name is None:
            raise errors.LineUnreachable("away")
        return self.name


def learn(town: Town, phone: Phone, line: Profiles) -> list[int]:
    woken: list[int] = []
    Namer(town.database, line, lambda: town.clock.now, woken.extend).learn(phone.person().id, lambda seconds: None)  # type: ignore[arg-type]
    return woken


def says(phone: Phone, text: str) -> list[int]:
    """Whose names are to be asked for after it."""
    phone.clock.passes(minutes=1)
    event = Event(id=f"N{text}", kind=Kind.TEXT, at=phone.clock.now, user_id=phone.user_id, reply_token="t", text=text)
    return take(event, phone.database, phone.clock.now).unnamed


def notice_to(town: Town, person_id: int) -> Outbox:
    with town.database.reading() as session:
        return session.scalars(select(Outbox).where(Outbox.person_id == person_id, Outbox.purpose == "notice")).one()


def test_a_name_is_asked_of_line_only_after_consent_and_the_supervisor_is_told_it(town: Town) -> None:
    above, line = town.member("1101", Role.DISTRICT).person().id, Profiles()
    asker = town.phone()
    assert says(asker, "สวัสดี") == says(asker, "06110110") == []
    assert learn(town, asker, line) == [] and line.asked == []
    assert says(asker, "ยืนยัน") == [asker.person().id]

    waits = notice_to(town, above)
    assert waits.next_try_at == town.clock.now + NAME_WAITS and "ผู้ใช้ใหม่" in str(waits.messages)
    assert learn(town, asker, line) == [above]
    told = notice_to(town, above)
    assert (asker.person().name, told.next_try_at) == (NAME, town.clock.now)
    assert NAME in str(told.messages) and "ผู้ใช้ใหม่" not in str(told.messages)
    assert learn(town, asker, line) == [] and len(line.asked) == 1


def test_a_supervisor_is_told_without_a_name_where_line_does_not_tell_it(town: Town) -> None:
    above = town.member("1101", Role.DISTRICT).person().id
    asker = town.phone()
    asker.types("06110110")
    asker.types("ยืนยัน")
    assert learn(town, asker, Profiles(None)) == []
    assert notice_to(town, above).next_try_at == town.clock.now + NAME_WAITS


def everything(database: Database) -> dict[str, str]:
    """Table → all that is in it, as text."""
    with database.reading() as session:
        found = {
            table.name: "".join(str(value) for row in session.execute(select(table)) for value in row)
            for table in Base.metadata.sorted_tables
        }
        events = [json.loads(event) for event in session.scalars(select(WebhookEvent.event)) if event]
    # Events are kept as ASCII.
    return found | {"webhook_event": found["webhook_event"] + str(events)}


def left(town: Town, phone: Phone) -> dict[str, list[str]]:
    secrets = (phone.user_id, NAME.replace('"', ""), NAME, "ชื่อจริง", WORDS, "0812345678")
    return {
        table: found
        for table, text in everything(town.database).items()
        if (found := [secret for secret in secrets if secret in text])
    }


def full_of(town: Town) -> tuple[Phone, Phone]:
    """A member of whom something lies everywhere, and the supervisor who was told."""
    district = town.member("1101", Role.DISTRICT)
    phone, now = town.phone(), town.clock.now
    phone.types("06110110")
    phone.types("ยืนยัน")
    learn(town, phone, Profiles())
    assert "ชื่อจริง" in district.types("คำขอ")
    assert "ชื่อจริง" in district.taps("อนุมัติ")
    phone.types("06110109")
    phone.types("ยืนยัน")

    def breaks(request: Request) -> list[Any]:
        raise LookupError(WORDS)

    letter = Event(id="E-dead", kind=Kind.TEXT, at=now, user_id=phone.user_id, reply_token="t", text=WORDS, raw={})
    take(letter, town.database, now, handle=breaks)
    for _ in WAITS:
        town.clock.passes(seconds=10)
        handle_next(phone.user_id, town.database, town.clock.now, handle=breaks)
    with town.database.writing() as session:
        person = session.merge(phone.person())
        session.add(Snooze(person_id=person.id, on=now.date()))
        session.add(
            Upload(person_id=person.id, purpose="units", file_name=WORDS, content=b"", wanted={}, created_at=now)
        )
        desk.make_link(session, person, "/desk/", now)
        row = queue_push(session, person, [Text(f"{NAME} {WORDS}")], now=now, purpose="notice")
        assert row is not None
        row.error = WORDS
    return phone, district


def test_erasing_leaves_nothing_anywhere_that_leads_to_the_person(town: Town) -> None:
    phone, district = full_of(town)
    before = left(town, phone)
    assert {"person", "outbox", "webhook_event", "upload"} <= before.keys(), "otherwise nothing is proved"
    person_id = phone.person().id
    phone.types("ลบข้อมูลของฉัน")
    assert "เรียบร้อยแล้ว" in _farewell(phone)
    assert left(town, phone) == {}
    with town.database.reading() as session:
        assert session.scalars(select(WebhookEvent.id).where(WebhookEvent.id == "E-dead")).all() == ["E-dead"]
        others = session.scalars(select(Outbox).where(Outbox.person_id == district.person().id)).all()
        assert sum("ผู้ใช้ที่ลบข้อมูลแล้ว" in str(row.messages) for row in others) >= 3
        waiting = [row for row in others if row.state == "pending"]
        assert "06110109" not in str(waiting), "the request was withdrawn, so nobody is told of it"
        gone = session.get_one(Person, person_id)
        assert (gone.state, gone.last_event_at, gone.busy_until) == ("left", None, None)


def _farewell(phone: Phone) -> str:
    """Confirms; what is said then is found by its token, for its reader is nobody any more."""
    phone.taps("ยืนยัน")
    with phone.database.reading() as session:
        row = session.scalars(select(Outbox).order_by(Outbox.id.desc()).limit(1)).one()
    return str(row.messages)


def test_strangers_are_deleted_after_thirty_days_and_members_never(town: Town) -> None:
    member, ended, asks = town.member("06110109"), town.member("06110109"), town.phone()
    ended.types("ออกจากหน่วยงาน")
    ended.types("ยืนยัน")
    asks.types("06110110")
    asks.types("ยืนยัน")
    refused, passer, guesser = town.phone(), town.phone(), town.phone()
    refused.types("06110202")
    refused.types("ยืนยัน")
    passer.types(WORDS)
    passer.types("06110110")
    guesser.types("เข้าร่วม AAAABBBBCCCCDDDD")
    named = {"refused": refused, "passer": passer, "guesser": guesser}
    ids = {name: phone.person().id for name, phone in named.items()}
    with town.database.writing() as session:
        of_refused = Membership.person_id == ids["refused"]
        session.execute(update(Membership).where(of_refused).values(state="refused", to_at=town.clock.now))
        audit_log.note(session, town.clock.now, "invite.wrong", person_id=ids["guesser"])

    def after(days: float) -> set[str]:
        with town.database.writing() as session:
            clean(session, town.clock.now + timedelta(days=days))
        with town.database.reading() as session:
            return set(session.scalars(select(Person.line_user_id)))

    everybody = {phone.user_id for phone in (member, ended, asks, refused, passer, guesser)}
    assert after(29.9) == everybody
    stay = {member.user_id, ended.user_id, asks.user_id}
    # Whom a log names keeps a row with a number, and nothing else.
    assert after(30.1) == stay | {f"gone:{ids['refused']}", f"gone:{ids['guesser']}"}
    assert {table for phone in (refused, passer, guesser) for table in left(town, phone)} == set()
    with town.database.reading() as session:
        assert session.scalars(select(Outbox).where(Outbox.person_id == ids["passer"])).all() == []
    with town.database.writing() as session:
        assert erasing.strangers(session, town.clock.now + timedelta(days=31)) == 0
