"""The page of a knowledge item, as a citizen, an officer, a machine and a mischief-maker open it."""

from __future__ import annotations

import io
from urllib.parse import unquote

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import event

from services.knowledge import library
from tests.web.conftest import TARGET, Site


def test_the_page_says_what_it_is_and_where_it_leads(any_site: Site) -> None:
    answer = any_site.client.get("/k/basics")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    for words in ("ชุดข้อมูลองค์ความรู้", "ที่ มท ๐๘๑๖.๕/ว ๒๕๖๐", 'href="/k/basics/go"', 'src="/k/basics/qr.png"'):
        assert words in page
    # What comes from the database is words, never HTML.
    for raw in ("<โคก", "<b>", "<หนังสือ>"):
        assert raw not in page
    assert "หลักสูตร &lt;โคก &amp; หนอง&gt;" in page and "คำอธิบาย &lt;b&gt;สั้น&lt;/b&gt;" in page
    assert "หลักสูตร" in unquote(page.split("https://social-plugins.line.me/lineit/share?")[1].split('"')[0])


def test_scans_chats_and_clicks_are_counted_apart(any_site: Site) -> None:
    for _ in range(3):
        any_site.client.get("/k/basics")
    any_site.client.get("/k/basics?v=chat&u=06110101")
    any_site.client.get("/k/basics?u=06110101")
    any_site.client.get("/k/basics/go?u=06110101")
    assert any_site.counts() == {"scan": 4, "chat": 1, "click": 1}
    assert any_site.offices() == [None, None, None, "06110101", "06110101", "06110101"]


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "facebookexternalhit/1.1;line-poker/1.0"},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "curl/8.5"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
    ],
)
def test_machines_are_served_and_not_counted(site: Site, headers: dict[str, str]) -> None:
    assert site.client.get("/k/basics", headers=headers).status_code == 200
    assert site.client.get("/k/basics/go", headers=headers).status_code == 303
    assert site.counts() == {}


def test_neither_are_heads_nor_the_picture_and_our_own_list_is_no_scan(site: Site) -> None:
    assert site.client.head("/k/basics").status_code == 200
    assert site.client.head("/k/basics/go").status_code == 303
    assert site.client.get("/k/basics/qr.png").status_code == 200
    assert site.client.get("/k/basics/share.png").status_code == 200
    assert site.counts() == {}
    assert site.client.get("/k/basics?v=list").status_code == 200
    assert site.counts() == {"page": 1}


@pytest.mark.parametrize("phone", ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Line/14.9.0", "Mozilla/5.0 Line/15 CUBOT"])
def test_lines_own_browser_is_a_person(site: Site, phone: str) -> None:
    site.client.get("/k/basics?v=chat", headers={"User-Agent": phone})
    assert site.counts() == {"chat": 1}


def test_go_leads_to_the_registered_target(site: Site) -> None:
    answer = site.client.get("/k/basics/go")
    assert answer.status_code == 303 and answer.headers["Cache-Control"] == "no-store"
    assert unquote(answer.headers["Location"]) == TARGET
    assert answer.headers["Location"].isascii()


@pytest.mark.parametrize(
    "query",
    ["?to=https://evil.example", "?next=//evil.example", "?u=https://evil.example", "?v=//evil.example", "?url=x"],
)
def test_go_leads_nowhere_else(site: Site, query: str) -> None:
    assert unquote(site.client.get(f"/k/basics/go{query}").headers["Location"]) == TARGET


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "//evil.example", "data:text/html,x", "/k/other", "https://a/\r\nX: y"]
)
def test_a_row_that_holds_no_web_address_is_never_redirected_to(site: Site, target: str) -> None:
    site.set(target=target)
    answer = site.client.get("/k/basics/go")
    assert answer.status_code == 404 and "Location" not in answer.headers


@pytest.mark.parametrize("path", ["/k/unknown", "/k/unknown/go", "/k/unknown/qr.png", "/k/ไม่มี", "/k/" + "x" * 3000])
def test_an_unknown_item_is_a_kind_404(site: Site, path: str) -> None:
    answer = site.client.get(path)
    assert answer.status_code == 404
    assert "ไม่พบ" in answer.get_data(as_text=True) and 'href="/"' in answer.get_data(as_text=True)


def test_a_hidden_item_is_gone_and_comes_back(site: Site) -> None:
    with site.database.writing() as session:
        library.change(session, "basics", is_active=False)
    assert site.client.get("/k/basics").status_code == 404
    assert site.client.get("/k/basics/go").status_code == 404
    with site.database.writing() as session:
        library.change(session, "basics", is_active=True)
    assert site.client.get("/k/basics").status_code == 200


@pytest.mark.parametrize("office", ["", "?u=06110101", "?u=00000000", "?u=<script>", "?u=" + "9" * 500])
def test_the_picture_is_a_qr_of_the_page(site: Site, office: str) -> None:
    answer = site.client.get(f"/k/basics/qr.png{office}")
    assert answer.status_code == 200 and answer.content_type == "image/png"
    picture = Image.open(io.BytesIO(answer.get_data()))
    assert picture.width >= 1000 and len(answer.get_data()) < 1_000_000
    [code] = zxingcpp.read_barcodes(picture)
    # Only an office that exists is marked.
    known = "?u=06110101" if office == "?u=06110101" else ""
    assert code.text == f"https://nong.example.go.th/k/basics{known}"
    # What the QR holds is a page of ours.
    assert site.client.get(code.text.removeprefix("https://nong.example.go.th")).status_code == 200


def test_the_picture_is_kept_until_the_title_changes(site: Site) -> None:
    first = site.client.get("/k/basics/qr.png")
    assert "max-age" in first.headers["Cache-Control"]
    same = site.client.get("/k/basics/qr.png", headers={"If-None-Match": first.headers["ETag"]})
    assert same.status_code == 304 and same.get_data() == b""
    with site.database.writing() as session:
        library.change(session, "basics", title="ชื่อใหม่")
    other = site.client.get("/k/basics/qr.png", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200 and other.headers["ETag"] != first.headers["ETag"]


def test_a_reader_is_served_while_the_counting_fails(site: Site) -> None:
    @event.listens_for(site.database.engine, "before_cursor_execute")
    def broken(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO visit"):
            from sqlalchemy.exc import OperationalError

            raise OperationalError(statement, {}, Exception("disk full"))

    assert site.client.get("/k/basics").status_code == 200
    assert site.client.get("/k/basics/go").status_code == 303
    assert site.counts() == {}


def test_an_example_link_is_called_one(site: Site) -> None:
    assert "ลิงก์ตัวอย่าง" not in site.client.get("/k/basics").get_data(as_text=True)
    site.set(target="https://example.org/x")
    assert "ลิงก์ตัวอย่าง" in site.client.get("/k/basics").get_data(as_text=True)


def test_the_front_page_lists_the_library_and_opens_the_chat(any_site: Site) -> None:
    page = any_site.client.get("/").get_data(as_text=True)
    assert 'href="/k/basics?v=list"' in page and "หลักสูตร &lt;โคก" in page
    assert "https://line.me/R/oaMessage/%40nongraingan/" in page
    with any_site.database.writing() as session:
        library.change(session, "basics", is_active=False)
    assert "ยังไม่มีเอกสาร" in any_site.client.get("/").get_data(as_text=True)
