"""A real browser for tests, and the chat page as a person uses it."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Playwright,
    Response,
    expect,
    sync_playwright,
)

# The headless shell first: it draws the same pages for two thirds of the CPU.
SYSTEM_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# How long a page may take to show what is expected of it before the test has failed, on however busy a machine.
PATIENCE = 30.0
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, else Playwright's own. Where there is neither: a skip, or with CI=true a failure.

    One a worker; what one test left in it no other sees, for each page has a context of its own. While Playwright's
    synchronous API is open, nothing in this process can call `asyncio.run`.
    """
    with sync_playwright() as playwright:
        opened = _launch(playwright)
        yield opened
        opened.close()


def _launch(playwright: Playwright) -> Browser:
    system = next(filter(None, map(shutil.which, SYSTEM_BROWSERS)), None)
    try:
        return playwright.chromium.launch(executable_path=system, args=FLAGS)
    except Error as error:
        why = f"no browser: neither {', '.join(SYSTEM_BROWSERS)} nor Playwright's own ({error.message.splitlines()[0]})"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        warnings.warn(f"BROWSER TESTS SKIPPED: {why}", stacklevel=1)
        pytest.skip(why)


def fonts_of(page: Page, selector: str = "body *") -> set[tuple[str, bool]]:
    """The fonts whose letters stand in these elements: the name, and whether the page brought it itself. Waits for
    what is still loading. A font of the machine that steps in for a single letter is told too."""
    page.evaluate("document.fonts.ready.then(() => null)")
    tools = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    used: set[tuple[str, bool]] = set()
    for node in tools.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]:
        fonts = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        used |= {(font["familyName"], font["isCustomFont"]) for font in fonts}
    tools.detach()
    return used


# Pages that nobody looks at just now, by browser and by whether they can be touched.
_free: dict[tuple[Browser, bool], list[Page]] = {}


@contextmanager
def page_of(
    browser: Browser,
    url: str,
    *,
    width: int = 1366,
    height: int = 768,
    touch: bool = False,
    cookies: Mapping[str, str] | None = None,
) -> Iterator[Page]:
    """A page at `url`, loaded, with these cookies of its site. Fails at the end if the page's own code failed or was
    refused by its policy, or if a style sheet, a script or a font was not there.

    A page is cleared and lent again, for a new one takes Chromium two new processes; after a failure it is closed.
    """
    page = _lent(browser, touch)
    page.set_viewport_size({"width": width, "height": height})
    failures: list[str] = []

    def failed(error: Error) -> None:
        failures.append(str(error))

    def said(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            failures.append(message.text)

    def answered(answer: Response) -> None:
        if answer.status >= 400 and answer.request.resource_type in ("stylesheet", "script", "font"):
            failures.append(answer.url)

    page.on("pageerror", failed)
    page.on("console", said)
    page.on("response", answered)
    page.context.add_cookies([{"name": name, "value": value, "url": url} for name, value in (cookies or {}).items()])
    try:
        page.goto(url)
        yield page
        page.remove_listener("pageerror", failed)
        page.remove_listener("console", said)
        page.remove_listener("response", answered)
        _clear(page)
    except BaseException:
        page.context.close()
        raise
    _free[browser, touch].append(page)
    assert not failures, failures


def _lent(browser: Browser, touch: bool) -> Page:
    free = _free.setdefault((browser, touch), [])
    return free.pop() if free else browser.new_context(has_touch=touch, locale="th-TH").new_page()


def _clear(page: Page) -> None:
    """Nothing that was seen, kept or set stays for the next who looks."""
    for other in page.context.pages:
        if other != page:
            other.close()
    address = urlsplit(page.url)
    page.goto("about:blank")
    page.emulate_media(media="null")
    page.context.clear_cookies()
    tools = page.context.new_cdp_session(page)
    here = {"origin": f"{address.scheme}://{address.netloc}", "storageTypes": "all"}
    tools.send("Storage.clearDataForOrigin", here)
    tools.detach()


class Phone:
    """One person's phone on the chat page. Everything waits for the page, nothing sleeps."""

    def __init__(self, page: Page, user_id: str) -> None:
        self.page = page
        self.node = page.locator(f'[data-user="{user_id}"]')

    def lines(self, who: str = "") -> Locator:
        """What stands in the chat; `who` is bot, person or system."""
        return self.node.locator(f'.entry[data-from="{who}"]' if who else ".entry")

    def button(self, label: str) -> Locator:
        """The newest button with exactly that label: quick reply, card, template or rich menu. A line of a card is
        called by its words; what it does is called so."""
        named = self.node.get_by_role("button", name=label, exact=True)
        return named.or_(self.node.locator(f'[data-action="{label}"]')).last

    def tap(self, label: str) -> None:
        self.button(label).click()

    def type(self, text: str) -> None:
        self.node.get_by_test_id("input").fill(text)
        self.node.get_by_test_id("send").click()

    def pick(self, label: str, value: str) -> None:
        """Tap a date or time button and pick `value` (2026-10-05, 08:30, 2026-10-05T08:30)."""
        self.tap(label)
        self.page.get_by_test_id("picker").fill(value)
        self.page.get_by_role("dialog").get_by_role("button", name="ตกลง").click()

    def photo(self, label: str, *files: Path) -> None:
        """Tap a camera or album button (quick reply, or the sheet's) and choose these files."""
        self.tap(label)
        self.page.get_by_test_id("photo-file").set_input_files(list(files))

    def place(self, label: str, latitude: float, longitude: float) -> None:
        """Tap a location button and send these coordinates."""
        self.tap(label)
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_label("ละติจูด").fill(str(latitude))
        dialog.get_by_label("ลองจิจูด").fill(str(longitude))
        dialog.get_by_role("button", name="ส่งตำแหน่ง").click()

    def menu(self, label: str) -> None:
        """Tap an area of the rich menu, unfolding it first (typing folds it, as a phone's keyboard does)."""
        bar = self.node.locator(".rich-bar")
        expect(bar).to_be_visible()  # or a menu that is just coming, and comes unfolded, would be folded
        if bar.get_attribute("aria-expanded") == "false":
            bar.click()
        self.node.locator(".rich-plate").get_by_role("button", name=label, exact=True).click()

    def other(self, thing: str) -> None:
        """Open the sheet beside the input and press one of its things: ภาพ, กล้อง, ตำแหน่ง, สติกเกอร์, เสียง …"""
        self.tap("ส่งอย่างอื่น")
        self.tap(thing)

    def scan(self, title: str) -> None:
        """Scan one of the codes on offer."""
        self.node.get_by_role("button", name="สแกน QR").first.click()
        self.page.get_by_role("dialog").get_by_role("button", name=title).click()

    def hears(self, text: str, seconds: float = PATIENCE) -> None:
        """The bot's newest message contains `text`."""
        expect(self.lines("bot").last).to_contain_text(text, timeout=seconds * 1000)
