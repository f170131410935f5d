"""A district at work in the chat: officers who send October, supervisors who look, for stories about reviewing."""

from __future__ import annotations

from models.database import Database
from models.membership.membership import Role
from models.reporting.report import Report
from tests.support.phone import Phone
from tests.support.reviewed import Desk

USUAL = ("1", "2", "40", "0", "5", "ไม่", "1,2", "300", "1", "12500", "ข้าม")


class Chats(Desk):
    """`near` and `far` report; `district`, `province` and `department` supervise; `elsewhere` supervises another
    province."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.near, self.far = self.member("06110109"), self.member("06110110")
        self.district = self.member("1101", Role.DISTRICT)
        self.province = self.member("11", Role.PROVINCE)
        self.elsewhere = self.member("12", Role.PROVINCE)

    def approves_all(self, supervisor: Phone) -> str:
        """Asks for the list's approval in words, and confirms."""
        asked = supervisor.types("รับรองทั้งหมด")
        assert "ยังไม่ได้รับรอง" in asked, asked
        return supervisor.types("ยืนยัน")

    def report_of(self, unit_code: str) -> Report:
        with self.database.reading() as session:
            return self.of(session, unit_code)

    def fills(self, officer: Phone, *changed: tuple[int, str]) -> str:
        """The officer sends October by typing; `changed` are (place, other answer) of USUAL."""
        said = list(USUAL)
        for place, words in changed:
            said[place] = words
        officer.types("รายงาน")
        for words in said:
            officer.types(words)
        officer.photo()
        return officer.types("ส่ง")
