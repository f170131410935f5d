"""What is known about whoever sent an event, asked for at once: the same that would be loaded one by one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from bot.schedule import local_day
from handlers.known import Known, known_of
from models import org_unit
from models.database import Database
from models.reporting.conversation import Conversation
from services.knowledge import library
from tests.handlers.reviewing.reviewing import Chats
from tests.support.kept import kept
from tests.support.phone import Phone


def known(session: Session, officer: Phone) -> Known:
    found = known_of(session, officer.user_id, local_day(officer.clock.now))
    assert found is not None
    return found


def columns(entity: Any) -> dict[str, Any]:
    return {one.key: getattr(entity, one.key) for one in inspect(type(entity)).column_attrs}


def test_everything_is_as_the_session_itself_would_load_it(any_database: Database) -> None:
    officer = kept(any_database, Chats).near
    officer.types("รายงาน")
    officer.types("1")
    with any_database.reading() as session, any_database.reading() as other:
        found = known(session, officer)
        [membership] = found.memberships
        units = [membership.unit, *membership.unit.up()]
        assert [unit.code for unit in units] == ["06110109", "1101", "11", "TH"]
        entities = [found.person, membership, found.conversation, found.report, found.form_version, *units]
        assert found.report is not None and found.report.unit is membership.unit
        for entity in [*entities, found.report.programme]:
            assert entity is not None and inspect(entity).persistent and not inspect(entity).modified
            assert columns(entity) == columns(other.get_one(type(entity), entity.id))
        assert found.asked_in is not None and found.asked_in.state == "sent" and not found.has_unsent


def test_it_is_one_statement_and_what_is_changed_is_written(any_database: Database) -> None:
    officer = kept(any_database, Chats).near
    officer.types("รายงาน")
    asked: list[str] = []
    with any_database.writing() as session:
        session.connection()
        event.listen(session.get_bind(), "before_cursor_execute", lambda *call: asked.append(call[2]))
        found = known(session, officer)
        assert found.report is not None and found.conversation is not None
        assert [unit.name for unit in found.memberships[0].unit.up()] and found.report.programme.title
        assert found.report.unit.name and found.memberships[0].person is found.person
        assert len(asked) == 1
        found.conversation.heard, before, number = "mark", found.conversation.version, found.conversation.id
    with any_database.reading() as session:
        conversation = session.get_one(Conversation, number)
        assert (conversation.heard, conversation.version) == ("mark", before + 1)


def test_nobody_is_known_who_was_never_met(any_database: Database) -> None:
    stranger = Phone(any_database, 4711)
    with any_database.reading() as session:
        assert known_of(session, stranger.user_id, local_day(stranger.clock.now)) is None


def test_what_the_library_of_another_province_explains_is_not_known(any_database: Database) -> None:
    chats = kept(any_database, Chats)
    far, near = chats.member("06120110"), chats.near
    near.types("รายงาน")
    with any_database.writing() as session:
        owner = org_unit.by_code(session, "12")
        assert owner is not None
        values = {"category": "หมวด", "title": "ของจังหวัดอื่น", "body": "บทความ", "explains": "budget"}
        programme_id = chats.of(session, "06110109").programme_id
        library.add(session, None, "own", owner_unit_id=owner.id, programme_id=programme_id, **values)
    far.types("รายงาน")
    with any_database.reading() as session:
        assert known(session, far).explained == {"budget"} and known(session, near).explained == frozenset()
