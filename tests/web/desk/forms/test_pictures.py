"""Pictures of a form: handed in beside the workbook, shown to its author, fetched by LINE, guessed by nobody."""

from __future__ import annotations

import io

from PIL import Image
from sqlalchemy import select

from bot.limits import PREVIEW_BYTES
from models.form_version import FormVersion
from models.membership.membership import Role
from services.forms.compiled import compiled
from tests.bot.interview.test_pictures import jpeg
from tests.support.desk_site import DeskSite
from tests.web.desk.forms.drafts import drafted
from tests.web.desk.forms.test_forms import look

FORM = """
| survey |
| | type | name | label | media::image |
| | integer | n | กี่ขีด | มาตร 1.jpg |
| | select_one_from_file list.csv | s | ใด | |
"""
FILES = {"มาตร 1.jpg": jpeg(), "list.csv": b"name,label\na,x\n"}


def test_a_draft_and_a_version_show_their_pictures(desk: DeskSite) -> None:
    author = desk.comes_in(Role.DEPARTMENT)
    number = drafted(author, FORM, FILES)
    page = author.get(f"/desk/forms/draft/{number}/preview")
    link = page.split('class="picture" src="')[1].split('"')[0]
    author.post(f"/desk/forms/draft/{number}/preview", {"do": "begin"})
    assert author.get(f"/desk/forms/draft/{number}/preview").count(f'src="{link}"') == 2, "and in the chat"
    stranger = desk.stranger()
    answer = stranger.client.get(link)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/jpeg"
    assert answer.data == FILES["มาตร 1.jpg"]
    author.post(f"/desk/forms/draft/{number}/publish", {"newest": "1"})
    author.post(f"/desk/forms/draft/{number}/drop", {})
    assert stranger.client.get(link).status_code == 200, "the version has the same mark"
    with desk.database.reading() as session:
        version = session.scalars(select(FormVersion).order_by(FormVersion.id.desc())).first()
        assert version is not None and [file.name for file in version.files] == ["list.csv", "มาตร 1.jpg"]
        assert compiled(version).picture_link("มาตร 1.jpg") == link
    folder = link.rpartition("/")[0]
    for wrong in (
        f"{folder}/2.jpg",
        f"{folder}/list.csv",
        f"/form-pictures/{'0' * 64}/x.jpg",
        "/form-pictures/x/x.jpg",
    ):
        assert stranger.client.get(wrong).status_code == 404


def test_a_picture_is_made_fit_when_it_is_handed_in(desk: DeskSite) -> None:
    author = desk.comes_in(Role.DEPARTMENT)
    large = io.BytesIO()
    Image.new("RGB", (3000, 2000), "teal").save(large, "PNG")
    form = FORM.replace("มาตร 1.jpg", "a.png")
    address, said = look(
        author, form.encode(), "แบบ.md", lists=[(large.getvalue(), "a.png"), (FILES["list.csv"], "list.csv")]
    )
    assert "a.png" in said and "เผยแพร่" in said
    page = author.get(f"{address}/preview")
    picture = desk.stranger().client.get(page.split('class="picture" src="')[1].split('"')[0])
    with Image.open(io.BytesIO(picture.data)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (1600, 1067)) and len(picture.data) <= PREVIEW_BYTES


def test_what_is_missing_is_asked_for_and_what_is_none_is_told(desk: DeskSite) -> None:
    author = desk.comes_in(Role.DEPARTMENT)
    _, said = look(author, FORM.encode(), "แบบ.md", lists=[(FILES["list.csv"], "list.csv")])
    assert "แนบไฟล์ที่ขาด: มาตร 1.jpg" in said and "จึงถามโดยไม่มีภาพ" in said and "เผยแพร่" in said
    _, said = look(author, FORM.encode(), "แบบ.md", lists=[(b"none", "มาตร 1.jpg"), (FILES["list.csv"], "list.csv")])
    assert "เปิดไฟล์ มาตร 1.jpg เป็นภาพไม่ได้" in said
