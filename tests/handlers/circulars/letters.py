"""A town whose offices get letters: published as an operator does, read and acknowledged by phones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from models import org_unit
from models.circulars import circular as circulars
from models.circulars.receipt import CircularReceipt
from models.database import Database
from models.knowledge.knowledge_item import KnowledgeItem
from services.circulars import arrivals, letters, publishing, status
from services.circulars.audience import Audience
from services.circulars.letters import Letter, LetterFile
from services.circulars.publishing import Published
from services.circulars.status import Progress
from tests.support.town import Town

NUMBER, SUBJECT = "มท 0816.5/ว 2560", "การขับเคลื่อน “โคก หนอง นา”"
FILE = LetterFile("circulars/a.pdf", "หนังสือ.pdf", "application/pdf", 9, "ab" * 32)
LETTER = Letter(
    number=NUMBER, subject=SUBJECT, body="ขอให้รายงานผลทุกเดือน", issuing_office="กรม", must_acknowledge=True, file=FILE
)


class Letters:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.town = Town(database)

    def publish(self, letter: Letter = LETTER, *, to: str = "1101", items: int = 0) -> Published:
        now = self.town.clock.now
        with self.database.writing() as session:
            owner = org_unit.by_code(session, "TH")
            assert owner is not None
            new = letters.draft(session, owner, replace(letter, audience=Audience((to,))), now, by=None)
            for number in range(items):
                title = f"เอกสาร {number}"
                session.add(KnowledgeItem(id=number + 1, slug=f"paper-{number}", category="ก", title=title))
            session.flush()
            letters.go_with(session, new, range(1, items + 1))
            return publishing.publish(session, new, now, by=None)

    def correct(self, code: str, **changed: Any) -> Published:
        with self.database.writing() as session:
            found = circulars.by_code(session, code)
            assert found is not None
            letters.change(session, found, replace(letters.current(session, found), **changed))
            return publishing.publish(session, found, self.town.clock.now, by=None)

    def withdraw(self, code: str) -> None:
        with self.database.writing() as session:
            found = circulars.by_code(session, code)
            assert found is not None
            publishing.withdraw(session, found, self.town.clock.now, by=None)

    def settled(self) -> int:
        with self.database.writing() as session:
            return arrivals.settle(session, self.town.clock.now)

    def progress(self, code: str) -> Progress:
        with self.database.reading() as session:
            found = circulars.by_code(session, code)
            assert found is not None
            return status.progress(session, found)

    def receipts(self) -> list[CircularReceipt]:
        with self.database.reading() as session:
            return list(session.scalars(select(CircularReceipt).order_by(CircularReceipt.id)))
