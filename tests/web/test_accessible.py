"""WCAG 2.1 AA on the pages that everybody reads, as far as axe-core can tell: by day, by night, at every width."""

from __future__ import annotations

from playwright.sync_api import Browser

from models.membership import person as people
from services.access import own_data
from tests.support.axe import violations
from tests.support.browser import page_of
from tests.web.conftest import Site
from tests.web.test_in_browser import served

__all__ = ["served"]

NIGHT_AND_DAY = ("light", "dark")


def test_every_page_can_be_read_by_everybody(browser: Browser, served: str, site: Site) -> None:
    with site.database.writing() as session:
        own = own_data.make_link(session, people.meet(session, "U" + "0" * 32, site.now), site.now)
    paths = ("/", "/k/basics", "/k/basics?u=06110101", "/k/nothing", "/k/model-areas", "/desk/", "/desk/in/x", own)
    found: list[str] = []
    for path in paths:
        with page_of(browser, served + path) as page:
            for scheme in NIGHT_AND_DAY:
                page.emulate_media(color_scheme=scheme)
                found += [f"{path} {scheme} {one}" for one in violations(page)]
            for width in (683, 320):
                page.set_viewport_size({"width": width, "height": 600})
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append(f"{path} is wider than {width}")
    assert not found, "\n".join(found)
