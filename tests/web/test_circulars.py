"""The page of a letter: everybody's without the signed letter, and one person's with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from bot.schedule import local_day
from models import org_unit
from models.circulars import circular as circulars
from models.database import Database
from models.knowledge import visit
from models.knowledge.visit import VisitDay
from models.membership.membership import Membership, MembershipState
from tests.handlers.circulars.letters import FILE, LETTER, SUBJECT, Letters
from tests.support.kept import kept
from tests.support.pages import Pages
from tests.support.phone import Phone

HERE = "06110109"


@pytest.fixture
def letters(sqlite_database: Database) -> Letters:
    return kept(sqlite_database, Letters)


@pytest.fixture
def site(letters: Letters) -> Pages:
    site = Pages(letters.database, letters.town.clock.now)
    site.files[FILE.key] = b"%PDF-1.4"
    return site


@pytest.fixture
def client(site: Pages) -> Iterator[FlaskClient]:
    yield site.app.test_client()


def path_for(phone: Phone) -> str:
    """The path of the page that the phone was given."""
    return "/" + str(phone.button("เปิดไฟล์หนังสือ")["uri"]).split("/", 3)[3]


def test_one_person_reads_it_to_its_end_and_acknowledges(letters: Letters, client: FlaskClient) -> None:
    officer = letters.town.member(HERE)
    out = letters.publish(items=1)
    officer.types("หนังสือ")
    path = path_for(officer)
    page = client.get(path)
    text = page.get_data(as_text=True)
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    assert SUBJECT in text and "ขอให้รายงานผลทุกเดือน" in text and "เอกสาร 0" in text and "รับทราบ</button>" in text
    (receipt,) = letters.receipts()
    assert receipt.opened_at is not None and receipt.scrolled_at is None
    assert client.post(f"{path}/end").status_code == 204
    file = client.get(f"{path}/file")
    assert file.data == b"%PDF-1.4" and file.headers["Content-Disposition"].startswith("inline")
    assert client.post(f"{path}/acknowledge", data={"v": "9"}).status_code == 303
    assert letters.progress(out.code).acknowledged == 0, "another version stood on the page"
    client.post(f"{path}/acknowledge", data={"v": "1"})
    assert "รับทราบแล้ว" in client.get(path).get_data(as_text=True)
    (receipt,) = letters.receipts()
    assert receipt.scrolled_at is not None and receipt.acknowledged_at is not None
    letters.correct(out.code, body="ขอให้รายงานภายในวันที่ 3")
    text = client.get(path).get_data(as_text=True)
    assert "สิ่งที่แก้ไข: เนื้อหา" in text and "หนังสือเวียน ฉบับแก้ไขครั้งที่ 1" in text, "counted as at the desk"
    letters.withdraw(out.code)
    text = client.get(path).get_data(as_text=True)
    assert "ถูกยกเลิกแล้ว" in text and "/file" not in text and client.get(f"{path}/file").status_code == 404


def test_machines_and_looks_at_the_head_open_nothing(letters: Letters, client: FlaskClient) -> None:
    officer = letters.town.member(HERE)
    letters.publish()
    officer.types("หนังสือ")
    before = letters.receipts()[0].opened_at
    path = path_for(officer)
    for how in ({"method": "HEAD"}, {"headers": {"User-Agent": "facebookexternalhit/1.1"}}):
        assert client.open(path, **how).status_code == 200
    assert letters.receipts()[0].opened_at == before


def test_scans_openings_and_clicks_are_counted_for_the_office_whose_code_it_is(
    letters: Letters, client: FlaskClient, site: Pages
) -> None:
    officer = letters.town.member(HERE)
    out = letters.publish(items=1)
    officer.types("หนังสือ")
    here = f"/c/{out.code}"
    page = client.get(f"{here}?u={HERE}").get_data(as_text=True)
    client.get(f"{here}?v=list")
    assert f'href="{here}/go/paper-0?u={HERE}"' in page
    answer = client.get(f"{here}/go/paper-0?u={HERE}")
    assert (answer.status_code, answer.location) == (303, f"/k/paper-0?v=list&u={HERE}")
    assert client.get(f"{here}/go/nothing").status_code == client.get("/c/nothing/go/paper-0").status_code == 404
    client.get(path_for(officer))
    client.get(f"{path_for(officer)}/file")
    for how in ({"method": "HEAD"}, {"headers": {"User-Agent": "facebookexternalhit/1.1"}}):
        client.open(f"{here}?u={HERE}", **how)
    site.visits.write(letters.database)
    with letters.database.reading() as session:
        circular = circulars.by_code(session, out.code)
        office = org_unit.by_code(session, HERE)
        assert circular is not None and office is not None
        page_number = visit.of_circular(circular.id)
        assert visit.counts(session, page_number) == {"scan": 1, "chat": 1, "page": 1, "file": 1, "click": 1}
        mine = session.get_one(VisitDay, (office.id, page_number, local_day(site.now)))
        assert (mine.scan, mine.chat, mine.page, mine.file, mine.click) == (1, 1, 0, 1, 1)


def test_everybody_elses_page_has_no_file_and_no_key_is_guessed(letters: Letters, client: FlaskClient) -> None:
    officer = letters.town.member(HERE)
    out = letters.publish(replace(LETTER, subject="<script>เรื่อง</script>"))
    officer.types("หนังสือ")
    path = path_for(officer)
    public = client.get(f"/c/{out.code}").get_data(as_text=True)
    assert "&lt;script&gt;เรื่อง" in public and "/file" not in public and "acknowledge" not in public
    key = path.rsplit("/", 1)[1]
    number, mark = key.split("-", 1)
    other = f"{int(number) + 1}-{mark}"
    for wrong in (other, number, f"{number}-", f"x-{mark}", f"{number}-{mark[:-1]}", "9" * 30 + "-a", f"{number}-ก"):
        for way in ("", "/file"):
            assert client.get(f"/c/{out.code}/{wrong}{way}").status_code == 404, wrong
    assert client.get("/c/nothing").status_code == client.get("/c/%00").status_code == 404
    with letters.database.writing() as session:
        for one in session.query(Membership):
            one.state = MembershipState.ENDED
    assert client.get(f"{path}/file").status_code == 404, "whoever is out is out"
    assert "/file" not in client.get(path).get_data(as_text=True)
