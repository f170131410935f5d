"""The world that inputs come to: offices, everybody who might write, what they are in the middle of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.events import Kind
from models import Base
from models.database import Database
from models.membership.person import Person
from models.reporting.report import Report, ReportStatus
from services.membership.mailbox import OfficeMailboxes
from tests.fuzz.reach import TALK, Reach, not_theirs, reach_of, rows_of
from tests.fuzz.undone import Undone
from tests.handlers.undone import Chat
from tests.support.databases import ADDRESS, SECRET_KEY
from tests.web.desk.world import SUPERVISORS, world_in

# Far above what any answer needs. In the suite this is what stands for its time.
MOST_STATEMENTS = 400


class Place:
    """`chat` and `world` are those of the tests of who may; from here on nothing that is done to them stays."""

    def __init__(self, database: Database) -> None:
        self.chat = Chat(world_in(database))
        self.world = self.chat.world
        self.site = self.world.site
        self.drawn = sorted(self._amid())
        mailboxes = OfficeMailboxes("saraban_{code}", "mail.example")
        self.database = Undone(database, {"address": ADDRESS, "secret_key": SECRET_KEY, "mailboxes": mailboxes})
        with database.reading() as session:
            self.before = rows_of(session, Base.metadata.tables.keys() - TALK)
            self.user_ids = {who: session.get_one(Person, one).line_user_id for who, one in self.chat.people.items()}
            self._reach = {
                who: reach_of(session, one, supervises=who in SUPERVISORS) for who, one in self.chat.people.items()
            }
        self.site.database = self.database

    def reach(self, who: str) -> Reach:
        """Of a browser that belongs to nobody here: nothing."""
        return self._reach.get(who) or Reach(0, frozenset(), frozenset())

    @contextmanager
    def judged(self, who: str, may_change: set[str]) -> Iterator[None]:
        """What is done meanwhile is this person's doing. Raises AssertionError for what they may not change."""
        with self.database.input():
            yield
            changed, statements = set(self.database.changed), self.database.statements
            assert changed <= may_change, f"{who} changed {sorted(changed - may_change)}"
            with self.database.reading() as session:
                after = rows_of(session, changed - TALK)
            wrong = not_theirs(self.before, after, self.reach(who)) if after else []
            assert not wrong, f"{who} changed {wrong}"
            assert statements <= MOST_STATEMENTS, f"{statements} statements"

    def _amid(self) -> set[str]:
        """Everybody begins something; the data of all buttons they were shown."""
        here, there = self.world.places["here"], self.world.places["there"]
        with self.site.database.writing() as session:
            session.get_one(Report, there.report).status = ReportStatus.RETURNED
        look = f"do=review.open&r={here.report}"
        back = f"do=review.back&r={here.report}&v=1&q=0"
        about = f"p=khok-nong-na&u={here.office}&m=2026-10"
        told = {
            "officer": ["do=menu", "do=report.amend", "do=report.see"],
            "officer far away": ["do=report.start"],
            "department": ["do=trial.start&v=1"],
            "district": [f"do=review.queue&{about}", look, back],
            "province": ["do=join.requests", f"do=chase.extend&{about}"],
            "stranger": ["do=join.choose"],
            "pending": ["do=join.leave"],
        }
        buttons = {data for who, said in told.items() for one in said for data in self._shown(who, one)}
        assert len(buttons) > 20
        return buttons

    def _shown(self, who: str, data: str) -> list[str]:
        return self.chat.stays(who, kind=Kind.POSTBACK, data=data)
