"""A command imports what it needs: whoever checks a form or makes one pass does not wait for all the rest."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_LARGE = ["flask", "openpyxl", "pyxform", "xlsxwriter", "docx", "alembic", "apscheduler"]
# What is asked for by some of the work only: a holiday, a photo, an address of the web.
_LARGE += ["holidays", "PIL", "fontpkg", "urllib3", "aiohttp", "linebot", "psycopg", "cryptography", "jinja2"]
_STARTED = "import sys, json, app\ncommand = app.cli\nfor name in sys.argv[1:]:\n    command = command.commands[name]\n"
_STARTED += "print(json.dumps(sorted(sys.modules)))"


def imported(*names: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", _STARTED, *names], cwd=ROOT, capture_output=True, check=True)
    return set(json.loads(done.stdout))


def test_a_form_is_checked_without_a_database() -> None:
    found = imported("form", "check")
    assert "services.untrusted.readings" in found
    assert not found & {*_LARGE, "sqlalchemy", "models", "fsspec"}


@pytest.mark.parametrize("name", ["tick", "export", "doctor"])
def test_what_serves_and_what_makes_files_waits_until_it_is_wanted(name: str) -> None:
    found = imported(name)
    assert "models" in found and not found & {*_LARGE, "bot.interview.interview"}


def test_a_web_process_is_small_until_somebody_wants_a_picture_or_a_file() -> None:
    found = imported("serve")
    assert "web.desk" in found
    assert not found & ({*_LARGE, "qrcode", "fpdf", "lxml"} - {"flask", "fontpkg", "jinja2"})


def test_help_names_every_command() -> None:
    done = subprocess.run([sys.executable, "app.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in ("form", "tick", "export", "doctor", "serve", "demo", "restore"):
        assert f"\n  {name} " in done.stdout
