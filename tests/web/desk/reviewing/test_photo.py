"""Photos of reports: who sees them, and what a browser is told about them."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from sqlalchemy import select

from models.database import Database
from models.membership.membership import Role
from models.photos.attachment import Attachment, AttachmentState
from services.untrusted.pictures.thumbnails import LONGEST_SIDE
from tests.support.desk_site import words_of
from tests.support.kept import kept
from tests.support.reporting import Reporting, answers


@pytest.fixture
def desk(sqlite_database: Database) -> Reporting:
    return kept(sqlite_database, Reporting)


@pytest.fixture
def any_desk(database: Database) -> Reporting:
    return kept(database, Reporting)


def turned_photo(mode: str = "RGB", form: str = "JPEG") -> bytes:
    """1200 wide and 900 high as it lies in the file; its orientation says that it stands upright. It knows where it was
    taken."""
    drawn = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "a telephone"
    Image.new(mode, (1200, 900), (200, 60, 40) if mode == "RGB" else None).save(drawn, form, exif=exif)
    return drawn.getvalue()


def test_those_who_may_see_the_report_see_its_photo(any_desk: Reporting) -> None:
    desk = any_desk
    desk.sends("06110109", pictures=("mine",))
    body = desk.photos["ab/mine.jpg"]
    for role, unit in ((Role.DISTRICT, "1101"), (Role.PROVINCE, "11"), (Role.DEPARTMENT, "TH")):
        answer = desk.comes_in(role, unit).client.get("/desk/photo/mine")
        assert answer.status_code == 200 and answer.get_data() == body
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Content-Disposition"] == 'inline; filename="mine.jpg"'
        assert answer.headers["Cache-Control"] == "private, max-age=3600" and answer.headers["Vary"] == "Cookie"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_for_everybody_else_it_is_not_there(desk: Reporting) -> None:
    number = desk.sends("06110109", pictures=("mine",))
    desk.sends("06120110", pictures=("foreign",))
    desk.photo(number, "never-sent")
    draft = desk.draft("06110110")
    desk.photo(draft, "of-a-draft")
    desk.photo(number, "waiting", state=AttachmentState.WANTED, key=None)
    browser = desk.comes_in(Role.DISTRICT, "1101")
    unknown = browser.client.get("/desk/photo/nothing")
    for ref in ("foreign", "never-sent", "of-a-draft", "waiting", "x" * 500, "..", "%00", "ab/mine.jpg", "mine "):
        for size in ("", "?size=small"):
            answer = browser.client.get(f"/desk/photo/{ref}{size}")
            assert answer.status_code == 404, ref
            if "/" not in ref and ref != "..":
                assert answer.get_data() == unknown.get_data()
    assert desk.stranger().client.get("/desk/photo/mine").status_code == 401


def test_a_photo_of_an_earlier_version_stays_until_it_is_taken_back(desk: Reporting) -> None:
    desk.sends("06110109", pictures=("first",))
    desk.sends("06110109", answers(teach={"staff": 41}), pictures=("second",))
    browser = desk.comes_in(Role.DISTRICT, "1101")
    for ref in ("first", "second"):
        assert browser.client.get(f"/desk/photo/{ref}").status_code == 200
    with desk.database.writing() as session:
        session.scalars(select(Attachment).where(Attachment.ref == "first")).one().state = AttachmentState.GONE
    assert browser.client.get("/desk/photo/first").status_code == 404


def test_the_browser_asks_again_before_it_shows_a_kept_one(desk: Reporting) -> None:
    desk.sends("06110109", pictures=("mine",))
    browser = desk.comes_in(Role.DISTRICT, "1101")
    for size in ("", "?size=small"):
        tag = browser.client.get(f"/desk/photo/mine{size}").headers["ETag"]
        same = browser.client.get(f"/desk/photo/mine{size}", headers={"If-None-Match": tag})
        assert same.status_code == 304 and same.get_data() == b""
        assert same.headers["Cache-Control"] == "private, max-age=3600"
        # Whoever may not see it any more is not told that it is still the same.
        other = desk.comes_in(Role.DISTRICT, "1201").client.get(
            f"/desk/photo/mine{size}", headers={"If-None-Match": tag}
        )
        assert other.status_code == 404


@pytest.mark.parametrize(
    ("mode", "form"), [("RGB", "JPEG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("L", "JPEG"), ("P", "PNG")]
)
def test_the_small_one_is_small_upright_and_tells_nothing(desk: Reporting, mode: str, form: str) -> None:
    desk.sends("06110109", pictures=("mine",))
    desk.photos["ab/mine.jpg"] = turned_photo(mode, form)
    answer = desk.comes_in(Role.DISTRICT, "1101").client.get("/desk/photo/mine?size=small")
    assert answer.headers["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(answer.get_data())) as small:
        assert small.format == "JPEG" and small.size == (LONGEST_SIDE * 3 // 4, LONGEST_SIDE)
        assert not small.getexif()


@pytest.mark.parametrize("body", [None, b"", b"<html><script>alert(1)</script>", b"\xff\xd8\xff broken"])
def test_bytes_that_are_no_picture_or_not_there_are_a_kind_404(desk: Reporting, body: bytes | None) -> None:
    desk.sends("06110109", pictures=("mine",))
    if body is None:
        del desk.photos["ab/mine.jpg"]
    else:
        desk.photos["ab/mine.jpg"] = body
    browser = desk.comes_in(Role.DISTRICT, "1101")
    assert browser.client.get("/desk/photo/mine?size=small").status_code == 404
    if body is None:
        assert "ไม่พบข้อมูลนี้" in words_of(browser.get("/desk/photo/mine", status=404))


@pytest.mark.parametrize("size", ["", "?size=small"])
def test_a_store_that_is_away_is_no_fault_of_the_page(desk: Reporting, size: str) -> None:
    """An object store says "forbidden" of what is not there, unless one may list it."""

    def away(key: str) -> bytes:
        raise PermissionError(key)

    desk.sends("06110109", pictures=("mine",))
    desk.open_photo = away  # type: ignore[method-assign]
    assert desk.comes_in(Role.DISTRICT, "1101").client.get(f"/desk/photo/mine{size}").status_code == 404


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", None])
def test_only_pictures_are_served(desk: Reporting, media_type: str | None) -> None:
    desk.sends("06110109", pictures=("mine",))
    with desk.database.writing() as session:
        session.scalars(select(Attachment).where(Attachment.ref == "mine")).one().media_type = media_type
    browser = desk.comes_in(Role.DISTRICT, "1101")
    assert browser.client.get("/desk/photo/mine").status_code == 404


def test_what_cannot_be_shown_is_told_on_the_report(desk: Reporting) -> None:
    number = desk.sends("06110109", pictures=("lost", "late"))
    with desk.database.writing() as session:
        rows = {row.ref: row for row in session.scalars(select(Attachment))}
        rows["lost"].state = AttachmentState.REFUSED
        rows["late"].state = AttachmentState.WANTED
    page = words_of(desk.comes_in(Role.DISTRICT, "1101").get(f"/desk/r/{number}"))
    assert "ภาพนี้เปิดไม่ได้" in page and "กำลังรับภาพจาก LINE" in page
