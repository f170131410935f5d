"""`python app.py` alone: two commands after the download, a newcomer sees the product work; Ctrl-C ends all of it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import page_of
from tests.support.emulator import Line

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = "app.py config.py bot commands emulator handlers migrations models scheduler services web"
SOON = 15  # seconds for everything to have ended


class Demo:
    """The demo, running on the product in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=folder,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={key: value for key, value in os.environ.items() if not key.startswith("LINE_")},
        )
        assert self.process.stdout is not None
        self.said: IO[str] = self.process.stdout

    def hear(self, words: str) -> str:
        """The next line printed with `words` in it."""
        return next(line for line in self.said if words in line)

    def parts(self) -> set[int]:
        """The pids of the processes it has started."""
        return {pid for pid, parent in every_process() if parent == self.process.pid}

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(SOON)
        self.said.close()


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """A fresh copy of it: a demo that runs in this folder is left alone."""
    for name in PRODUCT.split():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def demo(product: Path) -> Iterator[Demo]:
    running = Demo(product)
    yield running
    running.close()


def every_process() -> Iterator[tuple[int, int]]:
    """The pid and the parent's pid of each, from /proc where there is one: a small Linux has no `ps`."""
    if Path("/proc/self/stat").exists():
        for pid in filter(str.isdigit, os.listdir("/proc")):
            with suppress(OSError):  # it has ended meanwhile
                yield int(pid), int(Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[1])
    else:
        listed = subprocess.run(["ps", "-Ao", "pid=,ppid="], stdout=subprocess.PIPE, text=True, check=True)
        yield from ((int(pid), int(parent)) for pid, parent in map(str.split, listed.stdout.splitlines()))


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_two_at_once_share_no_folder_and_each_shows_a_province_at_work_until_ctrl_c_ends_it(
    browser: Browser, demo: Demo, product: Path
) -> None:
    first = demo.hear("Open")
    parts = demo.parts()
    assert len(parts) == 3, parts
    with closing(Demo(product)) as other:
        second = other.hear("Open")
        assert "(logs: var/demo/bot.log)" in first and "(logs: var/demo-2/bot.log)" in second
        assert first.split()[1] != second.split()[1]
        is_at_work(browser, demo, first.split()[1])

        demo.process.send_signal(signal.SIGINT)
        assert demo.process.wait(SOON) == 0
        assert [part for part in parts if runs(part)] == []
        # The other goes on with its own people and its own database.
        line = Line(second.split()[1].rstrip("/"), other.process)
        newcomer = next(one for one in line.state()["people"] if one["displayName"] == "เจ้าหน้าที่ใหม่")
        assert line.follow(newcomer["userId"])
        takes_over_by_mail(line, newcomer["userId"])
        assert line.refused_calls() == []


def takes_over_by_mail(line: Line, newcomer: str) -> None:
    """The office's mailbox lies open on the page."""
    line.say(newcomer, "05260191")
    line.tap(newcomer, "รับรหัสทางอีเมล")
    end = time.monotonic() + SOON
    while not (mails := line.get("/emulator/mails")["mails"]):
        assert time.monotonic() < end, "no mail came"
        time.sleep(0.1)
    assert mails[0]["to"] == "saraban_05260191@dla.go.th"
    (code,) = re.findall(r"รหัสยืนยัน +([0-9]{6})\b", mails[0]["text"])
    assert "เข้าร่วมเรียบร้อยแล้ว" in str(line.say(newcomer, code))


def is_at_work(browser: Browser, demo: Demo, address: str) -> None:
    with page_of(browser, address, width=1600) as page:
        expect(page.locator(".phone")).not_to_have_count(0)
        expect(page.get_by_test_id("clock-face")).to_contain_text("09:0")
        names = page.get_by_role("navigation").get_by_role("button")
        expect(names.filter(has_text="เจ้าหน้าที่ใหม่")).to_have_count(1)
        officer = page.get_by_role("region", name="โทรศัพท์ของเจ้าหน้าที่ อบต.ท่าทราย")
        expect(officer.locator(".entry[data-from=bot]")).to_contain_text(re.compile("ครบกำหนดส่งรายงาน|เปิดรับรายงาน"))
        # Three things to try: a tap on one brings out its phone.
        band = page.get_by_role("region", name="ลอง 3 อย่างนี้ก่อน")
        band.get_by_role("button", name="เจ้าหน้าที่ อบต.สาริกา").click()
        corrects = page.get_by_role("region", name="โทรศัพท์ของเจ้าหน้าที่ อบต.สาริกา")
        expect(corrects.locator(".entry[data-from=bot]").first).to_contain_text("ส่งกลับให้แก้ไข")
        band.get_by_role("button", name="ซ่อน").click()
        expect(band).to_be_hidden()
        line = Line(address.rstrip("/"), demo.process)
        assert line.refused_calls() == []


def test_being_ended_while_it_starts_leaves_nothing_behind(demo: Demo) -> None:
    demo.hear("Preparing")
    parts = demo.parts()
    assert len(parts) == 1, parts
    demo.process.send_signal(signal.SIGTERM)
    assert demo.process.wait(SOON) == 0
    assert [part for part in parts if runs(part)] == []
