"""WCAG 2.1 AA on every page of the desk, as far as axe-core can tell: by day, by night, at 320 px and at 200 %."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.support.axe import violations
from tests.web.desk.forms.examples import EXAMPLES
from tests.web.desk.test_confinement import address
from tests.web.desk.test_in_browser import PAGES, at_desk, served, world
from tests.web.desk.world import OFFICES, World

__all__ = ["served", "world"]

# A desk's screen, the same at 200 %, and the narrowest one that WCAG names.
WIDE, ZOOMED, NARROWEST = 1366, 683, 320
# What the examples of routes do not show: other views of the same pages.
MORE = (
    "/desk/?view=offices",
    "/desk/u/11",
    "/desk/map/TH",
    "/desk/map/11",
    "/desk/rollup/11",
    "/desk/rollup/11?view=months",
    "/desk/rollup/11?view=written",
    "/desk/chase/11",
    "/desk/admin/invites/11",
    "/desk/readers/11",
    f"/desk/u/{OFFICES['beside']}",
)


def pages(world: World) -> dict[str, list[str]]:
    """The paths of every page of the desk, by who opens it."""
    named = [
        (EXAMPLES[route].by, address(route.split(" ", 1)[1], EXAMPLES[route], world.places["here"])) for route in PAGES
    ]
    shown = [(who, path) for who, path in named if "/photo/" not in path]
    found: dict[str, list[str]] = {"department": [*MORE]}
    for who, path in shown:
        if world.browsers[who].client.get(path).mimetype == "text/html":
            found.setdefault(who, []).append(path)
    return found


def looked_at(page: Page) -> list[str]:
    """What is wrong with the page as it stands: for those who hear it, at every width, by day and by night."""
    page.set_viewport_size({"width": WIDE, "height": 768})
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark {one}" for one in violations(page, "color-contrast")]
    page.emulate_media(color_scheme="light")
    for width in (ZOOMED, NARROWEST):
        page.set_viewport_size({"width": width, "height": 600})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{wide} px wide on a screen of {width}")
    return found


@pytest.mark.slow(seconds=20)
def test_every_page_can_be_read_by_everybody(browser: Browser, served: str, world: World) -> None:
    found: list[str] = []
    for who, paths in pages(world).items():
        with at_desk(browser, served, world, who, "/desk/", WIDE) as page:
            for path in paths:
                page.goto(served + path)
                found += [f"{path} {one}" for one in looked_at(page)]
    assert not found, "\n".join(found)


def test_whoever_asks_for_less_motion_gets_none(browser: Browser, served: str, world: World) -> None:
    with at_desk(browser, served, world, "department", "/desk/", WIDE) as page:
        page.emulate_media(reduced_motion="reduce")
        moving = "[...document.querySelectorAll('*')].filter(one => getComputedStyle(one).transitionDuration !== '0s')"
        assert page.evaluate(f"{moving}.length") == 0 and page.evaluate("document.getAnimations().length") == 0
