"""Posters and codes of an item, as anybody fetches them."""

from __future__ import annotations

from datetime import date

import pytest
import zxingcpp
from pypdfium2 import PdfDocument

from services.knowledge import library
from tests.web.conftest import Site


def codes(pdf: bytes) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(PdfDocument(pdf)[0].render(scale=2).to_pil())]


@pytest.mark.parametrize(
    ("query", "millimetres", "count"), [("", (210, 297), 1), ("?size=a5", (148, 210), 1), ("?size=six", (210, 297), 6)]
)
def test_a_poster_opens_the_page_of_its_office(
    site: Site, query: str, millimetres: tuple[int, int], count: int
) -> None:
    office = ("&" if query else "?") + "u=06110101"
    answer = site.client.get(f"/k/basics/poster.pdf{query}{office}")
    assert answer.status_code == 200 and answer.content_type == "application/pdf"
    assert codes(answer.get_data()) == ["https://nong.example.go.th/k/basics?u=06110101"] * count
    page = PdfDocument(answer.get_data())[0]
    assert tuple(round(side * 25.4 / 72) for side in page.get_size()) == millimetres
    said = page.get_textpage().get_text_range().replace("\r\n", "")
    # What is typed is short: the office is counted by the code.
    assert "nong.example.go.th/k/basics" in said and "u=" not in said
    assert "บางเมือง" in said and "หลักสูตร <โคก & หนอง>" in said


def test_without_an_office_and_of_none(site: Site) -> None:
    for query in ("", "?u=99999999", "?u=<script>"):
        assert codes(site.client.get(f"/k/basics/poster.pdf{query}").get_data()) == [
            "https://nong.example.go.th/k/basics"
        ]
    svg = site.client.get("/k/basics/qr.svg?u=06110101")
    assert svg.content_type == "image/svg+xml" and svg.get_data().startswith(b"<svg")
    same = site.client.get("/k/basics/qr.svg?u=06110101", headers={"If-None-Match": svg.headers["ETag"]})
    assert same.status_code == 304


@pytest.mark.parametrize("path", ["/k/none/poster.pdf", "/k/none/qr.svg", "/k/basics/poster.pdf?size=a0"])
def test_what_is_not_there(site: Site, path: str) -> None:
    assert site.client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/k/basics/poster.pdf", "/k/basics/qr.svg"])
def test_nothing_is_printed_before_its_time_or_after(site: Site, path: str) -> None:
    """Whoever guesses the address read the title and saw the picture of what was not out yet."""
    site.set(valid_from=date(2026, 10, 7))
    assert site.client.get(path).status_code == 404
    site.set(valid_from=None, valid_to=date(2026, 10, 5))
    assert site.client.get(path).status_code == 410


def test_a_hidden_item_has_no_poster_and_many_are_too_many(site: Site) -> None:
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    answers = [site.client.get("/k/basics/qr.svg", environ_base=elsewhere).status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]
    with site.database.writing() as session:
        library.change(session, "basics", is_active=False)
    assert site.client.get("/k/basics/poster.pdf").status_code == 404
