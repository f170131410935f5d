"""A photo of a model area is public from the moment a supervisor releases it until any reason to end that."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from sqlalchemy import func, select

from bot.texts.reviewing import releasing as words
from models.audit_log import AuditLog
from models.database import Database
from models.membership.membership import Role
from models.membership.person import Person
from models.photos.attachment import Attachment
from models.photos.released_photo import ReleasedPhoto
from models.programme import Programme
from models.reporting.report import Report
from services.access.jurisdiction import Level
from services.membership import erasing
from services.photos import attachments
from services.reviewing import decisions
from tests.support.kept import kept
from tests.support.reporting import Reporting, answers
from tests.web.desk.reviewing.test_photo import turned_photo
from web import limits

OFFICE = "06110109"
AREAS = [
    {"_id": "1", "area_name": "แปลงวัด", "level": "clm", "area": 3.5, "area_photo": "plot"},
    {"_id": "2", "area_name": "แปลงโรงเรียน", "level": "clm", "area": 1, "area_photo": "school"},
]
BUTTON = 'form="release"'


@pytest.fixture
def any_desk(database: Database) -> Reporting:
    return kept(database, Reporting)


@pytest.fixture
def desk(sqlite_database: Database) -> Reporting:
    return kept(sqlite_database, Reporting)


def approved(desk: Reporting) -> int:
    """A report with two model areas and a photo of each, approved by the district."""
    number = desk.sends(OFFICE, answers(teach={"new_areas": 2, "areas": AREAS}), pictures=("work",))
    with desk.database.writing() as session:
        by = session.scalars(select(Attachment.person_id)).one()
        for shade, ref in enumerate(("plot", "school"), 90):
            desk._keeps(session, number, by, ref, shade=shade)
    for key in desk.photos:
        desk.photos[key] = turned_photo()
    desk.approves(number)
    return number


def picture(number: int, row: str = "1") -> str:
    return f"/k/model-areas/area/{number}-{row}/photo"


def is_public(desk: Reporting, number: int) -> bool:
    client = desk.stranger().client
    said = [
        client.get(picture(number)).status_code == 200,
        f'src="{picture(number)}"' in client.get(f"/k/model-areas/area/{number}-1").get_data(as_text=True),
        f'src="{picture(number)}"' in client.get("/k/model-areas?province=11").get_data(as_text=True),
    ]
    assert len(set(said)) == 1, said
    return said[0]


def test_one_address_may_not_ask_for_them_without_end(desk: Reporting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "AREA_PHOTOS", limits.Rate(2))
    client, far = desk.stranger().client, {"REMOTE_ADDR": "203.0.113.7"}
    asked = [client.get(picture(1), environ_base=far).status_code for _ in range(3)]
    assert asked == [404, 404, 429]


def test_one_tap_shows_it_and_one_takes_it_back(any_desk: Reporting) -> None:
    desk, number = any_desk, approved(any_desk)
    assert not is_public(desk, number)
    browser = desk.comes_in(Role.DISTRICT, "1101")
    page = browser.get(f"/desk/r/{number}")
    # Of the model areas' photos, not of the work's; said plainly what it means.
    assert page.count(BUTTON) == page.count(words.WARNING) == 2 and 'value="work"' not in page
    assert words.RELEASED in browser.post(f"/desk/r/{number}/release", {"photo": "plot"}).get_data(as_text=True)
    assert is_public(desk, number)
    page = browser.get(f"/desk/r/{number}")
    assert words.IS_RELEASED in page and page.count(BUTTON) == 1
    answer = desk.stranger().client.get(picture(number))
    shown = Image.open(io.BytesIO(answer.data))
    assert shown.format == "JPEG" and not shown.getexif() and max(shown.size) <= 640 and shown.height > shown.width
    assert answer.headers["Cache-Control"] == "no-cache"
    assert desk.stranger().client.get(picture(number, "2")).status_code == 404
    assert words.TAKEN_BACK in browser.post(f"/desk/r/{number}/take-back", {"photo": "plot"}).get_data(as_text=True)
    assert not is_public(desk, number)
    with desk.database.reading() as session:
        acts = select(AuditLog.action, AuditLog.person_id).where(AuditLog.action.startswith("photo."))
        assert session.execute(acts.order_by(AuditLog.id)).all() == [
            ("photo.release", browser.person_id),
            ("photo.take_back", browser.person_id),
        ]


def unlocks(desk: Reporting, number: int) -> None:
    person = desk.person()
    with desk.database.writing() as session:
        report, by = session.get_one(Report, number), session.get_one(Person, person)
        decisions.unlock(session, report, by, Level.DISTRICT, "พบยอดซ้ำ", desk.now)


def sends_back(desk: Reporting, number: int) -> None:
    desk.returns(number, ("", "unclear", ""))


def loses_it(desk: Reporting, number: int) -> None:
    with desk.database.writing() as session:
        attachments.let_go(session, ["plot"])


def forgets(desk: Reporting, number: int) -> None:
    with desk.database.writing() as session:
        row = session.scalars(select(Attachment).where(Attachment.ref == "plot")).one()
        erasing.forget(session, session.get_one(Person, row.person_id), desk.now)


@pytest.mark.parametrize("ends", [unlocks, sends_back, loses_it, forgets])
def test_it_is_gone_at_once(desk: Reporting, ends: Callable[[Reporting, int], None]) -> None:
    number = approved(desk)
    desk.comes_in(Role.DISTRICT, "1101").post(f"/desk/r/{number}/release", {"photo": "plot"})
    client = desk.stranger().client
    # The list of a province is kept for some minutes; the photo in it is not.
    assert picture(number) in client.get("/k/model-areas?province=11").get_data(as_text=True)
    ends(desk, number)
    assert client.get(picture(number)).status_code == 404
    assert picture(number) not in client.get("/k/model-areas?province=11").get_data(as_text=True)
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ReleasedPhoto)) == 0


def test_an_approval_that_comes_again_brings_no_photo_back(desk: Reporting) -> None:
    number = approved(desk)
    desk.comes_in(Role.DISTRICT, "1101").post(f"/desk/r/{number}/release", {"photo": "plot"})
    unlocks(desk, number)
    desk.approves(number)
    assert not is_public(desk, number)


def test_a_level_that_approves_nothing_releases_nothing_and_may_take_back(desk: Reporting) -> None:
    number = approved(desk)
    with desk.database.writing() as session:
        session.scalars(select(Programme)).one().levels = ["district"]
    above = desk.comes_in(Role.PROVINCE, "11")
    assert BUTTON not in above.get(f"/desk/r/{number}")
    assert words.REFUSED in above.post(f"/desk/r/{number}/release", {"photo": "plot"}).get_data(as_text=True)
    desk.comes_in(Role.DISTRICT, "1101").post(f"/desk/r/{number}/release", {"photo": "plot"})
    page = above.get(f"/desk/r/{number}")
    assert words.IS_RELEASED in page and BUTTON not in page
    assert words.TAKEN_BACK in above.post(f"/desk/r/{number}/take-back", {"photo": "plot"}).get_data(as_text=True)
    assert not is_public(desk, number)


@pytest.mark.parametrize("photo", ["work", "nothing", "", "x" * 200])
def test_what_is_no_photo_of_a_model_area_is_not_released(desk: Reporting, photo: str) -> None:
    number = approved(desk)
    browser = desk.comes_in(Role.DISTRICT, "1101")
    assert words.REFUSED in browser.post(f"/desk/r/{number}/release", {"photo": photo}).get_data(as_text=True)
    assert words.NOT_RELEASED in browser.post(f"/desk/r/{number}/take-back", {"photo": photo}).get_data(as_text=True)


def test_a_report_that_waits_has_nothing_to_release(desk: Reporting) -> None:
    number = approved(desk)
    unlocks(desk, number)
    browser = desk.comes_in(Role.DISTRICT, "1101")
    assert BUTTON not in browser.get(f"/desk/r/{number}")
    assert words.REFUSED in browser.post(f"/desk/r/{number}/release", {"photo": "plot"}).get_data(as_text=True)
    assert not is_public(desk, number)


def test_a_photo_that_is_gone_is_a_404_and_not_a_fault(desk: Reporting) -> None:
    number = approved(desk)
    desk.comes_in(Role.DISTRICT, "1101").post(f"/desk/r/{number}/release", {"photo": "plot"})
    desk.photos.clear()
    assert desk.stranger().client.get(picture(number)).status_code == 404
