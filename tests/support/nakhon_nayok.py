"""Nakhon Nayok's offices for a whole month: brought in, invited and joined as a province would do it.

Two districts of six and seven offices and the province's own, which has no district above it. Nobody ever joins for
the last one.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from PIL import Image
from playwright.sync_api import Browser, Page

from models import org_unit
from models.membership.membership import Role
from models.org_unit import UnitKind
from services.membership import invites
from services.operations import setup
from services.org_units.import_units import bring_in
from services.org_units.registry import RegistryUnit
from tests.support.browser import page_of
from tests.support.emulator import Line
from tests.support.places import country
from tests.support.product import Product
from tests.support.transcripts import lines, play

PROVINCE, TOWN, FIELDS = "26", "2601", "2602"  # เมืองนครนายก, ปากพลี
OWN = "02260101"  # the อบจ.
NOBODYS = "06260207"
OFFICES = (
    RegistryUnit(OWN, UnitKind.PAO, "นครนายก", PROVINCE),
    RegistryUnit("04260102", UnitKind.TOWN, "นครนายก", TOWN),
    RegistryUnit("05260103", UnitKind.TAMBON_TOWN, "ท่าช้าง", TOWN),
    RegistryUnit("06260104", UnitKind.SAO, "บ้านใหญ่", TOWN),
    RegistryUnit("06260105", UnitKind.SAO, "ท่าทราย", TOWN),
    RegistryUnit("06260106", UnitKind.SAO, "ดอนยอ", TOWN),
    RegistryUnit("06260107", UnitKind.SAO, "ศรีจุฬา", TOWN),
    RegistryUnit("05260201", UnitKind.TAMBON_TOWN, "เกาะหวาย", FIELDS),
    RegistryUnit("06260202", UnitKind.SAO, "เกาะโพธิ์", FIELDS),
    RegistryUnit("06260203", UnitKind.SAO, "ปากพลี", FIELDS),
    RegistryUnit("06260204", UnitKind.SAO, "โคกกรวด", FIELDS),
    RegistryUnit("06260205", UnitKind.SAO, "ท่าเรือ", FIELDS),
    RegistryUnit("06260206", UnitKind.SAO, "หนองแสง", FIELDS),
    RegistryUnit(NOBODYS, UnitKind.SAO, "นาหินลาด", FIELDS),
)
SUPERVISORS = {PROVINCE: Role.PROVINCE, TOWN: Role.DISTRICT, FIELDS: Role.DISTRICT}


class NakhonNayok:
    """`people` are user ids by the code of their unit: an officer of each office but one, and the supervisors."""

    def __init__(self, line: Line, product: Product) -> None:
        self.line = line
        self.product = product
        line.quota(None)
        now = product.now()
        districts = [one for one in country(PROVINCE) if one.code in ("TH", PROVINCE, TOWN, FIELDS)]
        looked = setup.look(product.database)
        with product.database.writing() as session:
            bring_in(session, [*districts, *OFFICES], now)
            setup.init(session, now, looked, active_from="2026-10")
            self.names = {one.code: one.name for one in OFFICES}
            words = {}
            for code in (*SUPERVISORS, *self.names):
                unit = org_unit.by_code(session, code)
                assert unit is not None
                role = SUPERVISORS.get(code, Role.OFFICER)
                words[code] = invites.words(invites.create(session, unit, role, now).code)
        self.people = {code: self._joins(code, said) for code, said in words.items() if code != NOBODYS}

    def _joins(self, code: str, words: str) -> str:
        user_id = self.line.person(f"ผู้ใช้ {code}", friend=False)
        self.line.follow(user_id)
        play(self.line, user_id, f"> {words}\n> [ยืนยัน]\n< เข้าร่วมเรียบร้อยแล้ว", self.product.rest)
        return user_id

    def play(self, code: str, transcript: str) -> None:
        """What the person of that unit does and hears."""
        play(self.line, self.people[code], transcript, self.product.rest)

    def photo(self, code: str) -> None:
        """A photo like no other is sent to the open question."""
        self.line.photo(self.people[code], picture(int(code)))

    def heard(self, code: str) -> dict[str, str]:
        """The rows of the newest card in that person's chat: label, without its number, → what stands beside it."""
        said = lines(self.line.bot_entries(self.people[code])[-1:])
        return {re.sub(r"^\d+\. ", "", label): value for label, value in pairwise(said)}

    @contextmanager
    def at_desk(self, browser: Browser, code: str, *, width: int = 1366) -> Iterator[Page]:
        """The desk of that person, opened by the button in the chat."""
        since = self.line.last_seq(self.people[code])
        self.play(code, "> เปิดหน้าเว็บ\n< หน้าเว็บผู้กำกับดูแล")
        newest = str(self.line.answers(self.people[code], since)[-1]["message"])
        link = re.search(r"http://[^'\"]+/desk/in/[^'\"?]+", newest)
        assert link is not None, newest
        with page_of(browser, link[0], width=width) as page:
            page.get_by_role("button", name="เข้าสู่หน้าเว็บ").click()
            page.get_by_role("heading", level=1).wait_for()
            yield page

    def at(self, moment: str) -> None:
        """It is now that moment of November 2569 (`07T09:00`), and the scheduler passes."""
        self.line.clock(f"2026-11-{moment}:00+07:00")
        self.product.tick()


def picture(seed: int) -> bytes:
    """A JPEG of patches in colours of its own."""
    chance = random.Random(seed)
    small = Image.frombytes("RGB", (12, 9), chance.randbytes(12 * 9 * 3))
    file = io.BytesIO()
    small.resize((640, 480), Image.Resampling.BICUBIC).save(file, "JPEG")
    return file.getvalue()
