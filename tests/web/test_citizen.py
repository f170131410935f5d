"""The citizen's page: an article and its files on a telephone, without a log-in, light enough for the field."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from PIL import Image

from models.circulars.circular import Circular, CircularState, CircularVersion
from models.knowledge.knowledge_file import FileUse, KnowledgeFile
from models.knowledge.knowledge_item import KnowledgeItem
from models.org_unit import OrgUnit
from services.knowledge import library
from tests.support.source import ROOT
from tests.web.conftest import NOW, Site

ARTICLE = """# โคก หนอง นา คืออะไร

การจัดการที่ดินตาม**ทฤษฎีใหม่** อ่านต่อที่ [กรม](https://www.dla.go.th/) หรือ [เรื่องอื่น](/k/other)

| ส่วน | ร้อยละ |
|---|---|
| น้ำ | 30 |

<script>alert(1)</script> [กับดัก](javascript:alert(1)) ![ภาพ](https://elsewhere.example/x.png)
"""
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40


def picture(width: int = 60) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, 40), "#2f6b4f").save(out, "PNG")
    return out.getvalue()


def add_file(site: Site, body: bytes, name: str, media_type: str, **columns: object) -> int:
    key = f"library/{name}"
    site.files[key] = body
    with site.database.writing() as session:
        row = KnowledgeFile(
            knowledge_item_id=1,
            name=name,
            key=key,
            media_type=media_type,
            size=len(body),
            sha256=hashlib.sha256(body).hexdigest(),
            created_at=NOW,
            **columns,
        )
        session.add(row)
        session.flush()
        return row.id


def text_of(site: Site, path: str = "/k/basics") -> str:
    return site.client.get(path).get_data(as_text=True)


def meta(page: str, name: str) -> str:
    found = re.search(rf'<meta property="{name}" content="([^"]*)">', page)
    assert found, name
    return found[1]


def test_an_article_is_words_and_links_that_may_be_followed(site: Site) -> None:
    site.set(body=ARTICLE, target="")
    page = text_of(site)
    assert "<h2>โคก หนอง นา คืออะไร</h2>" in page and page.count("<h1>") == 1
    assert '<a href="https://www.dla.go.th/">กรม</a>' in page and '<a href="/k/other">เรื่องอื่น</a>' in page
    assert "<strong>ทฤษฎีใหม่</strong>" in page and "<td>30</td>" in page
    article = page.split('class="article"')[1].split("</div>")[0]
    assert "<script" not in page and 'href="javascript' not in page and "<img" not in article
    # Without a target there is nothing to go on to.
    assert "เปิดอ่านเอกสาร" not in page and site.client.get("/k/basics/go").status_code == 404


def test_it_leads_into_the_chat_and_to_friends(site: Site) -> None:
    page = text_of(site)
    assert 'href="https://line.me/R/ti/p/%40nongraingan"' in page
    # On a PC too, where LINE's own links lead nowhere.
    assert "https://social-plugins.line.me/lineit/share?url=https%3A%2F%2F" in page and "line.me/R/share" not in page


def test_it_names_its_circular_and_office_while_the_circular_stands(site: Site) -> None:
    with site.database.writing() as session:
        sent = Circular(code="C1", owner_unit_id=1, state=CircularState.PUBLISHED, version=1, created_at=NOW)
        session.add(sent)
        session.flush()
        session.add(
            CircularVersion(circular_id=sent.id, version=1, number="ว ๙๙", issuing_office="กองตัวอย่าง", audience={})
        )
        session.get_one(KnowledgeItem, 1).circular_id = sent.id
    page = text_of(site, "/k/basics?u=06110101")
    assert "ว ๙๙" in page and "กองตัวอย่าง" in page and "อบต.บางเมือง" in page and "๒๕๖๐" not in page
    with site.database.writing() as session:
        session.get_one(Circular, sent.id).state = CircularState.WITHDRAWN
    page = text_of(site)
    assert "ว ๙๙" not in page and "๒๕๖๐" in page


def test_an_item_of_a_province_is_public_by_its_link(site: Site) -> None:
    with site.database.writing() as session:
        province = session.query(OrgUnit).filter_by(code="11").one()
        site_item = session.get_one(KnowledgeItem, 1)
        site_item.owner_unit_id, site_item.programme_id = province.id, None
    assert "จ.สมุทรปราการ" in text_of(site)


def test_the_days_of_an_item_are_bangkoks_and_its_end_is_said(site: Site) -> None:
    today = date(2026, 10, 6)
    site.set(valid_from=today, valid_to=today)
    assert site.client.get("/k/basics").status_code == 200
    site.now = NOW.replace(hour=17)  # the seventh in Bangkok
    for path in ("/k/basics", "/k/basics/go", "/k/basics/qr.png", "/k/basics/share.png"):
        answer = site.client.get(path)
        assert answer.status_code == 410 and "6 ตุลาคม 2569" in answer.get_data(as_text=True)
    site.now = NOW.replace(day=5)
    answer = site.client.get("/k/basics")
    assert answer.status_code == 404 and "6 ตุลาคม 2569" in answer.get_data(as_text=True)
    assert site.counts() == {"scan": 1}


def test_files_are_named_with_kind_and_size_and_opened_as_what_they_are(site: Site) -> None:
    graphic = add_file(site, picture(), "แผนผัง.png", "image/png", use=FileUse.INFOGRAPHIC, preview_key="library/small")
    site.files["library/small"] = small = picture(20)
    paper = add_file(site, PDF, "คู่มือ.pdf", "application/pdf")
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    table = add_file(site, b"PK\x03\x04", "ตาราง.xlsx", sheet)
    page = text_of(site, "/k/basics?u=06110101")
    assert f'src="/k/basics/file/{graphic}/preview"' in page and f'href="/k/basics/file/{paper}?u=06110101"' in page
    assert "PDF · 10 KB" in page and "Excel · 1 KB" in page
    for number, how, media_type, name in (
        (graphic, "inline", "image/png", "แผนผัง.png"),
        (paper, "inline", "application/pdf", "คู่มือ.pdf"),
        (table, "attachment", sheet, "ตาราง.xlsx"),
    ):
        answer = site.client.get(f"/k/basics/file/{number}")
        assert answer.content_type == media_type and answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith(how)
        assert quote(name) in answer.headers["Content-Disposition"]
        assert int(answer.headers["Content-Length"]) == len(answer.get_data())
    assert site.client.get(f"/k/basics/file/{graphic}/preview").get_data() == small
    assert site.client.get(f"/k/basics/file/{paper}/preview").status_code == 404


def test_an_opening_of_a_document_counts_once_for_its_office(site: Site) -> None:
    paper = f"/k/basics/file/{add_file(site, PDF, 'คู่มือ.pdf', 'application/pdf')}"
    whole = site.client.get(f"{paper}?u=06110101")
    piece = site.client.get(paper, headers={"Range": "bytes=100-199"})
    assert piece.status_code == 206 and piece.get_data() == PDF[100:200]
    assert piece.headers["Content-Range"] == f"bytes 100-199/{len(PDF)}"
    same = site.client.get(paper, headers={"If-None-Match": whole.headers["ETag"], "User-Agent": "Googlebot/2.1"})
    assert same.status_code == 304 and same.get_data() == b""
    site.client.head(paper)
    assert site.counts() == {"file": 1} and site.offices() == ["06110101"]
    # What stands in a message as a picture is fetched by LINE and every telephone that shows the chat.
    assert site.client.get(f"{paper}?v=0a1b2c3d").status_code == 200
    assert site.counts() == {"file": 1}


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript"])
def test_what_a_browser_would_run_is_only_ever_saved(site: Site, media_type: str) -> None:
    number = add_file(site, b"<script>alert(1)</script>", "x.html", media_type)
    answer = site.client.get(f"/k/basics/file/{number}")
    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_belongs_to_its_item_and_goes_with_it(site: Site) -> None:
    number = add_file(site, PDF, "คู่มือ.pdf", "application/pdf")
    with site.database.writing() as session:
        session.add(KnowledgeItem(slug="other", category="ก", title="ข"))
    for path in (f"/k/other/file/{number}", "/k/basics/file/99", "/k/basics/picture"):
        answer = site.client.get(path)
        assert answer.status_code == 404 and "เอกสาร" in answer.get_data(as_text=True)
    site.files.clear()
    assert site.client.get(f"/k/basics/file/{number}").status_code == 404
    with site.database.writing() as session:
        library.change(session, "basics", is_active=False)
    assert site.client.get(f"/k/basics/file/{number}").status_code == 404
    assert site.counts("other") == {}


def test_a_link_that_is_passed_on_has_a_picture(site: Site) -> None:
    page = text_of(site)
    drawn = meta(page, "og:image")
    assert drawn == "https://nong.example.go.th/k/basics/share.png"
    answer = site.client.get("/k/basics/share.png")
    assert answer.content_type == "image/png"
    assert Image.open(io.BytesIO(answer.get_data())).size == (1200, 630)
    assert meta(page, "og:title") == "หลักสูตร &lt;โคก &amp; หนอง&gt;"
    # Whoever follows it comes from a friend and from no poster.
    assert meta(page, "og:url").endswith("/k/basics?v=chat")
    graphic = add_file(site, picture(), "a.png", "image/png", use=FileUse.INFOGRAPHIC)
    assert meta(text_of(site), "og:image").endswith(f"/k/basics/file/{graphic}/preview")
    site.files["library/own"] = picture()
    site.set(picture_key="library/own")
    assert meta(text_of(site), "og:image").endswith("/k/basics/picture")
    assert site.client.get("/k/basics/picture").content_type == "image/png"
    site.files["library/own"] = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    assert site.client.get("/k/basics/picture").status_code == 404


def test_a_long_page_stays_under_100_kilobytes_without_its_pictures(site: Site) -> None:
    """Counted: the page, its style sheets, its font and its mark, uncompressed. Pictures are fetched when they come
    near, but for the code; and there is no script."""
    for number in range(10):
        add_file(site, picture(), f"{number}.png", "image/png", use=FileUse.INFOGRAPHIC)
    site.set(body=ARTICLE * 40, picture_key="library/0.png")
    page = text_of(site)
    assert len(ARTICLE * 40) > 8_000 and "<script" not in page
    *pictures, code = re.findall(r"<img [^>]+>", page.split("<main")[1])
    assert len(pictures) == 10 and all('loading="lazy"' in one for one in pictures)
    assert "/qr.png" in code and "lazy" not in code, "a page that is printed unscrolled has its code"
    own = {unquote(one) for one in re.findall(r'<link [^>]*href="(/[^"]+)"', page)}
    own |= set(re.findall(r'<img src="(/[^"]+)"', page.split("<main")[0]))
    assert len(own) == 4
    sizes = {path: len(site.client.get(path.replace("&amp;", "&")).get_data()) for path in own}
    assert len(page.encode()) + sum(sizes.values()) < 100_000, sizes


PAIRS = [
    *((ink, ground) for ink in ("ink", "soft", "link") for ground in ("paper", "ground")),
    *((ink, "green-pale") for ink in ("ink", "link")),
    ("amber", "amber-pale"),
    ("white", "green"),
    ("white", "green-dark"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_letters_stand_out_by_day_and_by_night(scheme: str, ink: str, ground: str) -> None:
    sheet = (Path(ROOT) / "web/static/page.css").read_text("utf-8")
    light, dark = sheet.split("@media screen and (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light)) | {"white": "#ffffff"}
    if scheme == "dark":
        colours |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark.split("\n}")[0]))
    brighter, darker = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (brighter + 0.05) / (darker + 0.05) >= 4.5  # WCAG 2.1, 1.4.3


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
