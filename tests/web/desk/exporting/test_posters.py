"""Posters at the desk: chosen, taken at once, made beside the page."""

from __future__ import annotations

import io
from datetime import timedelta
from urllib.parse import unquote

import pytest
import zxingcpp
from PIL import Image
from pypdfium2 import PdfDocument
from sqlalchemy import select

from bot.line.address import Address
from bot.texts import posters as words
from models.circulars.circular import Circular, CircularItem, CircularState, CircularVersion
from models.circulars.receipt import CircularOffice
from models.exporting.job import Job, JobState
from models.knowledge.knowledge_item import KnowledgeItem
from models.membership.membership import Role
from models.org_unit import OrgUnit
from models.reporting.report import Report
from services.exporting.jobs import Worker
from services.messaging.outbox import address_of
from services.posters import making, subjects
from tests.support.desk_site import DeskSite, words_of
from tests.web.desk.aggregation.test_model_areas import report

ITEM = "item:new-theory"


def codes(pdf: bytes) -> list[str]:
    return [code.text for page in PdfDocument(pdf) for code in zxingcpp.read_barcodes(page.render(scale=1.5).to_pil())]


def offices(site: DeskSite, beginning: str) -> list[str]:
    with site.database.reading() as session:
        found = session.scalars(select(OrgUnit.code).where(OrgUnit.path.startswith(beginning)).order_by(OrgUnit.path))
        return [code for code in found if len(code) == 8]


def circular(site: DeskSite, code: str = "c1", owner: str = "TH") -> None:
    with site.database.writing() as session:
        owner_id = session.scalars(select(OrgUnit.id).where(OrgUnit.code == owner)).one()
        letter = Circular(
            code=code, owner_unit_id=owner_id, state=CircularState.PUBLISHED, version=1, created_at=site.now
        )
        session.add(letter)
        session.flush()
        session.add(
            CircularVersion(
                circular_id=letter.id,
                version=1,
                number="ว 1",
                subject="เรื่องของหนังสือ",
                audience={},
                published_at=site.now,
            )
        )
        to = session.scalars(select(OrgUnit.id).where(OrgUnit.code == "06110110")).one()
        session.add(CircularOffice(circular_id=letter.id, org_unit_id=to))


def test_what_is_chosen_is_what_comes(desk: DeskSite) -> None:
    circular(desk)
    number = report(desk, approved=True)
    district = desk.comes_in(Role.DISTRICT, "1101")
    page = district.get(f"/desk/posters/?what={ITEM}&unit=06110110&size=a5")
    assert "1 แผ่น · A5" in words_of(page) and "what=item%3Anew-theory" in page
    link = "https://nong.example.go.th"
    for what, codes_wanted in {
        ITEM: [f"{link}/k/new-theory?u=06110110"],
        "circular:c1": [f"{link}/c/c1?u=06110110"],
        # What hangs on a wall holds no invitation: the office's code is asked for a proof or waits for approval.
        "office": [Address("", "@nongraingan").chat(words.office_code("06110110"))],
        "areas": [f"{link}/k/model-areas/area/{number}-{one}" for one in (1, 2, 3)],
    }.items():
        answer = district.client.get(f"/desk/posters/06110110/file?what={what}&size=a4")
        assert answer.status_code == 200, what
        assert codes(answer.get_data()) == codes_wanted
    for size, start in (("png", b"\x89PNG"), ("svg", b"<svg")):
        assert district.client.get(f"/desk/posters/06110110/file?what={ITEM}&size={size}").get_data().startswith(start)
    # Each of several areas has its own.
    page = district.get("/desk/posters/?what=areas&unit=06110110")
    for one in (1, 2, 3):
        assert f"size=png&amp;n={one}" in page
        answer = district.client.get(f"/desk/posters/06110110/file?what=areas&size=png&n={one}")
        image = Image.open(io.BytesIO(answer.get_data()))
        assert [code.text for code in zxingcpp.read_barcodes(image)] == [f"{link}/k/model-areas/area/{number}-{one}"]
    for what in ("circular:c1", ITEM):
        place = "/desk/circulars/c1" if what.startswith("circular") else f"/desk/library/{_item(desk)}"
        assert f"/desk/posters/?what={what}" in desk.comes_in(Role.DEPARTMENT, "TH").get(place)


def test_a_letter_s_poster_has_the_picture_of_a_document_and_never_the_letter(desk: DeskSite) -> None:
    circular(desk)
    pictures: list[bytes | None] = []
    for picture_key in (None, "library/drawn"):
        with desk.database.writing() as session:
            letter = session.scalars(select(Circular)).one()
            session.scalars(select(CircularVersion)).one().file_key = "circulars/signed"
            if picture_key:
                item = session.get_one(KnowledgeItem, _item(desk))
                item.picture_key = picture_key
                session.add(CircularItem(circular_id=letter.id, knowledge_item_id=item.id))
            session.flush()
            office = session.scalars(select(OrgUnit).where(OrgUnit.code == "06110110")).one()
            wanted = subjects.Subject("circular", "c1", "")
            [poster] = making.posters_of(session, wanted, office, desk.address, lambda key: key.encode(), desk.now)
            pictures.append(poster.picture)
            assert poster.address == "nong.example.go.th/c/c1", "what is typed is short"
    assert pictures == [None, b"library/drawn"]


def _item(site: DeskSite) -> int:
    with site.database.reading() as session:
        return session.scalars(select(KnowledgeItem.id).where(KnowledgeItem.slug == "new-theory")).one()


def test_a_provinces_own_letter_is_for_nobody_beside_it(desk: DeskSite) -> None:
    circular(desk, "c2", "11")
    for role, unit, is_theirs in (
        (Role.PROVINCE, "11", True),
        (Role.DISTRICT, "1101", True),
        (Role.PROVINCE, "12", False),
    ):
        browser = desk.comes_in(role, unit)
        assert ("circular:c2" in browser.get("/desk/posters/")) is is_theirs
    assert browser.client.get(f"/desk/posters/{unit}/file?what=circular:c2").status_code == 303


def test_a_province_is_made_with_its_progress(desk: DeskSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_TELL_EVERY", 5)
    province = desk.comes_in(Role.PROVINCE, "11")
    expected = offices(desk, "TH.11.")
    assert len(expected) > making.MOST_AT_ONCE
    assert "จัดทำไฟล์ PDF" in province.get(f"/desk/posters/?what={ITEM}&size=six")
    # Not at once, however it is asked for.
    assert province.client.get(f"/desk/posters/11/file?what={ITEM}&size=six").status_code == 303
    answer = province.post("/desk/posters/11/ask", {"what": ITEM, "size": "six"}, follow=False)
    number = int(answer.location.rpartition("/")[2])
    assert desk.begun == [number]
    told: list[tuple[int, int]] = []
    worker = Worker(desk.database, desk, lambda: desk.now, "https://nong.example.go.th")
    monkeypatch.setattr(
        "services.exporting.jobs._Claim.renew",
        lambda self, done, total: (told.append((done, total)), setattr(self.job, "total", total))[0],
    )
    worker.work(number, lambda seconds: None)
    assert told[:3] == [(0, len(expected)), (5, len(expected)), (10, len(expected))]
    assert "พร้อมดาวน์โหลด" in province.get(f"/desk/downloads/job/{number}")
    made = province.client.get(f"/desk/downloads/job/{number}/file")
    with desk.database.reading() as session:
        page = address_of(session).page("/k/new-theory")
    assert sorted(codes(made.get_data())) == sorted(f"{page}?u={code}" for code in expected)
    assert "โปสเตอร์" in unquote(made.headers["Content-Disposition"]) and made.content_type == "application/pdf"
    assert "โปสเตอร์" in words_of(province.get("/desk/downloads/"))


@pytest.mark.parametrize(
    "fields", [{"what": "item:none", "size": "a4"}, {"what": ITEM, "size": "a0"}, {"what": "areas", "size": "a4"}, {}]
)
def test_what_cannot_be_printed_is_said(desk: DeskSite, fields: dict[str, str]) -> None:
    province = desk.comes_in(Role.PROVINCE, "11")
    assert words.NOTHING in words_of(province.post("/desk/posters/11/ask", fields).get_data(as_text=True))
    with desk.database.reading() as session:
        assert session.scalars(select(Job)).all() == []


def test_what_has_gone_meanwhile_fails_and_says_so(desk: DeskSite) -> None:
    number = report(desk, approved=True)
    province = desk.comes_in(Role.PROVINCE, "11")
    answer = province.post("/desk/posters/11/ask", {"what": "areas", "size": "a4"}, follow=False)
    job = int(answer.location.rpartition("/")[2])
    with desk.database.writing() as session:
        session.get_one(Report, number).approved_level = None
    desk.now += timedelta(minutes=1)
    Worker(desk.database, desk, lambda: desk.now, "https://nong.example.go.th").work(job, lambda seconds: None)
    with desk.database.reading() as session:
        assert session.get_one(Job, job).state == JobState.FAILED
