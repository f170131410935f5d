"""An answer counts for a question that was shown, and for no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.events import Event, Kind
from handlers.inbox import Outcome, handle_next
from models.database import Database
from models.membership import person as people
from models.messaging.outbox import Outbox, OutboxState
from services.messaging import outcome
from tests.handlers.reviewing.reviewing import Chats
from tests.support.inbox import arrives, take
from tests.support.kept import kept

STAFF, AREAS = "บุคลากรที่เข้าอบรม", "แปลงใหม่"


class Chat:
    """The officer of one office in the middle of the report, whose answers arrive only when the test says so."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.officer = Chats(database).near
        self.clock = self.officer.clock
        for said in ("รายงาน", "มีการดำเนินงาน"):
            self.officer.types(said)
        self._count = 0

    def says(self, text: str, seconds: float, kind: Kind = Kind.TEXT) -> str:
        """Said so many seconds from now, and handled then; the token its answer goes by."""
        self.clock.passes(seconds=seconds)
        self._count += 1
        token = f"late{self._count}"
        event = Event(f"L{self._count}", kind, self.clock.now, self.officer.user_id, token, text=text)
        result = take(event, self.database, self.clock.now)
        assert result.outcome is Outcome.DONE
        return token

    def sent(self, token: str) -> None:
        """LINE has taken it at this moment."""
        arrives(self.database, token, self.clock.now)

    def became(self, token: str, state: OutboxState, attempts: int = 1) -> None:
        with self.database.writing() as session:
            row = session.scalars(select(Outbox).where(Outbox.reply_token == token)).one()
            row.state, row.claimed_until, row.attempts = state, None, attempts

    def words(self, token: str) -> str:
        with self.database.reading() as session:
            return str(session.scalars(select(Outbox.messages).where(Outbox.reply_token == token)).one())

    def waiting(self) -> list[str]:
        with self.database.reading() as session:
            person = people.by_line_id(session, self.officer.user_id)
            assert person is not None
            mine = select(Outbox).where(Outbox.person_id == person.id, Outbox.state == OutboxState.PENDING)
            return [row.reply_token or "" for row in session.scalars(mine)]


@pytest.fixture
def chat(any_database: Database) -> Chat:
    return kept(any_database, Chat)


@pytest.mark.parametrize("lost", [OutboxState.DROPPED, OutboxState.FAILED, OutboxState.PENDING])
def test_a_figure_repeated_after_a_lost_reply_stands_once_at_its_own_question(chat: Chat, lost: OutboxState) -> None:
    chat.became(chat.says("4", 1), lost, attempts=0)
    again = chat.says("4", 5)
    said = chat.words(again)
    assert "ยังไม่นับเป็นคำตอบ" in said and "จัดอบรมบุคลากร: 4 ครั้ง" in said and STAFF in said
    assert chat.waiting() == [again] if lost is OutboxState.PENDING else True  # the lost one comes no second time
    chat.sent(again)
    assert STAFF not in chat.words(chat.says("40", 3))
    assert "40 คน" in chat.officer.types("ทวน") and chat.officer.types("ทวน").count("4 ครั้ง") == 1


def test_a_figure_repeated_while_line_was_slow_is_not_taken_for_the_next_question(chat: Chat) -> None:
    token = chat.says("4", 1)
    event = Event("slow", Kind.TEXT, chat.clock.now + timedelta(seconds=4), chat.officer.user_id, "slow", text="4")
    chat.clock.passes(seconds=8)
    chat.sent(token)  # LINE took eight seconds: the officer repeated the figure after four
    take(event, chat.database, chat.clock.now)
    assert "ยังไม่นับเป็นคำตอบ" in chat.words("slow")


def test_what_is_said_after_the_question_was_sent_counts_though_it_is_being_asked_once_more(chat: Chat) -> None:
    token = chat.says("4", 1)
    early = Event("early", Kind.TEXT, chat.clock.now, chat.officer.user_id, "early", text="4")
    chat.clock.passes(seconds=4)
    chat.sent(token)
    answer = Event("on time", Kind.TEXT, chat.clock.now + timedelta(seconds=1), chat.officer.user_id, "40", text="40")
    chat.clock.passes(seconds=2)
    take(early, chat.database, chat.clock.now)
    assert "ยังไม่นับเป็นคำตอบ" in chat.words("early")
    chat.clock.passes(seconds=3)
    chat.sent("early")
    take(answer, chat.database, chat.clock.now)
    assert "40 คน" in chat.words("40")


def test_a_question_that_is_asked_once_more_does_not_come_after_the_next_one(chat: Chat) -> None:
    token = chat.says("4", 1)
    early = Event("early", Kind.TEXT, chat.clock.now, chat.officer.user_id, "early", text="4")
    chat.clock.passes(seconds=4)
    chat.sent(token)
    take(early, chat.database, chat.clock.now)
    chat.became("early", OutboxState.PENDING, attempts=0)  # LINE did not take it, and it waits for another try
    assert "40 คน" in chat.words(chat.says("40", 1))
    assert "early" not in chat.waiting()


def test_a_question_whose_call_fails_after_the_next_was_asked_is_not_tried_again(chat: Chat) -> None:
    token = chat.says("4", 1)
    early = Event("early", Kind.TEXT, chat.clock.now, chat.officer.user_id, "early", text="4")
    chat.clock.passes(seconds=4)
    chat.sent(token)
    take(early, chat.database, chat.clock.now)
    chat.became("early", OutboxState.SENDING)  # LINE is being told it, and will not answer for a while
    assert "40 คน" in chat.words(chat.says("40", 1))
    with chat.database.reading() as session:
        row = session.scalars(select(Outbox).where(Outbox.reply_token == "early")).one()
        assert row.state == OutboxState.SENDING, "its end is for its sender to write"
        end = outcome.too_late(row, chat.clock.now)
        session.expunge(row)
        row.attempts += 1
        again = outcome.too_late(row, chat.clock.now)
    assert end is not None and end.state is OutboxState.DROPPED, "LINE refused the first try"
    assert again is None, "the first try may have arrived"


def test_of_ten_that_come_too_early_the_first_is_answered_for_all(chat: Chat) -> None:
    token = chat.says("4", 1)
    said = chat.clock.now
    chat.clock.passes(seconds=4)
    chat.sent(token)
    for number in range(9):
        early = Event(f"B{number}", Kind.TEXT, said, chat.officer.user_id, f"B{number}", text="4")
        chat.clock.passes(seconds=0.1)
        take(early, chat.database, chat.clock.now)
    with chat.database.reading() as session:
        assert session.scalars(select(Outbox.reply_token).where(Outbox.reply_token.like("B%"))).all() == ["B0"]
    assert "ยังไม่นับเป็นคำตอบ" in chat.words("B0")
    chat.sent("B0")
    assert "40 คน" in chat.words(chat.says("40", 1))


@pytest.mark.parametrize(("said", "counts"), [("40", True), ("4", False)])
def test_words_within_a_prompt_call_count_unless_they_are_the_same_again(chat: Chat, said: str, counts: bool) -> None:
    token = chat.says("4", 1)
    chat.clock.passes(seconds=0.2)
    event = Event("quick", Kind.TEXT, chat.clock.now, chat.officer.user_id, "quick", text=said)
    chat.clock.passes(seconds=0.3)
    chat.sent(token)
    take(event, chat.database, chat.clock.now)
    assert ("ยังไม่นับเป็นคำตอบ" not in chat.words("quick")) == counts


def test_whoever_answers_while_the_question_is_being_sent_is_heard_when_it_was(chat: Chat) -> None:
    token = chat.says("4", 1)
    chat.clock.passes(seconds=1)
    event = Event("early", Kind.TEXT, chat.clock.now, chat.officer.user_id, "early", text="40")
    result = take(event, chat.database, chat.clock.now)
    assert result.outcome is Outcome.AGAIN and 0 < result.wait < 1
    chat.sent(token)
    chat.clock.passes(seconds=1)
    assert handle_next(chat.officer.user_id, chat.database, chat.clock.now) is not None
    assert "40 คน" in chat.words("early")


def test_words_about_something_else_are_always_heard(chat: Chat) -> None:
    chat.became(chat.says("4", 1), OutboxState.DROPPED)
    assert "flex" in chat.words(chat.says("สถานะ", 1)) and "ยังไม่นับเป็นคำตอบ" not in chat.words("late2")


def test_a_question_whose_message_is_no_longer_known_counts_as_shown(chat: Chat) -> None:
    chat.sent(chat.says("4", 1))
    with chat.database.writing() as session:
        for row in session.scalars(select(Outbox)):
            session.delete(row)
    assert "ยังไม่นับเป็นคำตอบ" not in chat.words(chat.says("40", 1))
