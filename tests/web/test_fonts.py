"""The font as it is handed out: under an address that changes with it, kept for ever, named by its style sheet."""

from __future__ import annotations

import re

import pytest

from bot.drawing.fonts import web_font
from tests.web.conftest import Site

PAGES = ("/", "/k/basics", "/nothing", "/desk/", "/desk/in/nothing")


def addresses(site: Site, path: str) -> list[str]:
    return re.findall(r'href="(/fonts/[^"]+)"', site.client.get(path).get_data(as_text=True))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_asks_for_the_font_and_its_sheet(site: Site, path: str) -> None:
    file, sheet = addresses(site, path)
    answer = site.client.get(file)
    assert (answer.status_code, answer.mimetype, answer.get_data()) == (200, "font/woff", web_font())
    words = site.client.get(sheet).get_data(as_text=True)
    # What the page loads ahead is what the sheet then asks for: else it would be fetched twice.
    assert re.findall(r'url\("([^"]+)"\)', words) == [file]
    assert 'font-family: "Noto Sans Thai"' in words and "font-display: swap" in words
    assert '"Noto Sans Thai"' in site.client.get("/static/page.css").get_data(as_text=True)


def test_both_are_kept_for_ever_under_their_fingerprint_alone(site: Site) -> None:
    for address in addresses(site, "/"):
        plain = address.partition("?")[0]
        assert site.client.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"
        for other in (plain, f"{plain}?v=", f"{plain}?v=0123456789ab"):
            answer = site.client.get(other)
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_the_policy_lets_in_our_own_fonts_only(site: Site) -> None:
    assert "font-src 'self';" in site.client.get("/").headers["Content-Security-Policy"]
