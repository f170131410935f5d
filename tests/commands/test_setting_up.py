"""`migrate`, `init`, `knowledge`, `programme`, `form`: an installation made ready from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.forms.workbook.workbook import to_xlsx
from bot.knowledge.builtin import load_builtin
from commands.publishing.forms import form
from commands.publishing.knowledge import knowledge
from commands.publishing.programmes import programme
from commands.setup import init, migrate
from models.database import Database
from tests.support import documents
from tests.support.kept import kept
from tests.support.no_calls import none_within_transactions
from tests.support.terminal import Terminal

FORM = """
| survey |
| | type | name | label |
| | integer | people | กี่คน |
| settings |
| | form_title | form_id | version |
| | แบบหนึ่ง | one | 1 |
"""
NEW = ("--category", "หมวดใหม่", "--title", "เรื่องใหม่", "--target", "https://www.dla.go.th/new")


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Terminal]:
    """Nothing but a place for a database: no tables, no LINE."""
    terminal = Terminal(DATABASE_URL=f"sqlite:///{tmp_path / 'new' / 'nong.sqlite3'}")
    yield terminal
    terminal.close()


@pytest.fixture
def ready(sqlite_database: Database, sqlite_url: str) -> Iterator[Terminal]:
    kept(sqlite_database, initialised)
    terminal = Terminal(DATABASE_URL=sqlite_url)
    yield terminal
    terminal.close()


def initialised(database: Database) -> None:
    terminal = Terminal(DATABASE_URL=database.engine.url.render_as_string())
    terminal.done(init)
    terminal.close()


def test_an_installation_is_made_ready_in_one_command(bare: Terminal) -> None:
    with none_within_transactions():
        said = bare.json(init)
    assert said["programme"] == "khok-nong-na" and "form 1 of khok-nong-na" in said["added"]
    assert said["drawn"] == [item.slug for item in load_builtin().items]
    assert bare.json(init) == {"programme": "khok-nong-na", "added": [], "drawn": []}
    assert "up to date" in bare.done(migrate)


def test_a_first_month_that_is_none_is_one_clear_line(bare: Terminal) -> None:
    assert "not a month" in bare.refused(init, "--active-from", "2569")
    assert "asks from 2026-11 on" in bare.done(init, "--active-from", "2026-11")
    assert "was ready already: it asks from 2026-11 on" in bare.done(init, "--active-from", "2026-12")


def test_example_links_are_marked_until_they_are_set(ready: Terminal) -> None:
    assert not any(item["placeholder"] for item in ready.json(knowledge, "list"))
    assert not [line for line in ready.done(knowledge, "list").splitlines() if not line.strip()]
    ready.done(knowledge, "set", "curriculum", "--target", "https://example.org/x")
    assert ready.done(knowledge, "list").count("[example link]") == 1
    changed = ready.json(knowledge, "set", "curriculum", "--target", "https://www.dla.go.th/x", "--title", "ใหม่")
    assert (changed["placeholder"], changed["version"], changed["title"]) == (False, 3, "ใหม่")
    ready.done(init)
    [listed] = [item for item in ready.json(knowledge, "list") if item["slug"] == "curriculum"]
    assert listed == changed | {"visits": {"scan": 0, "chat": 0, "page": 0, "file": 0, "click": 0}}


def test_items_are_hidden_shown_and_added(ready: Terminal) -> None:
    assert "[hidden]" not in ready.done(knowledge, "list")
    ready.done(knowledge, "set", "curriculum", "--hide")
    assert "curriculum [hidden]" in ready.done(knowledge, "list")
    ready.done(knowledge, "set", "curriculum", "--show")
    assert "[hidden]" not in ready.done(knowledge, "list")
    ready.done(knowledge, "add", "more", "--programme", "khok-nong-na", *NEW)
    assert ready.json(knowledge, "list")[-1]["slug"] == "more"


def test_an_article_and_a_file_from_the_command_line(ready: Terminal, tmp_path: Path) -> None:
    article, print_file, page = tmp_path / "a.md", tmp_path / "a4.pdf", tmp_path / "a.pdf"
    article.write_text("# หัวข้อ", "utf-8")
    print_file.write_bytes(documents.pdf())
    page.write_bytes(b"<html></html>")
    new = ("--programme", "khok-nong-na", "--category", "คู่มือ", "--title", "เรื่อง")
    assert "neither a target nor an article" in ready.refused(knowledge, "add", "compost", *new)
    assert "runs" in ready.refused(knowledge, "add", "compost", *new, "--file", str(page))
    assert "no question 'nothing'" in ready.refused(
        knowledge, "add", "compost", *new, "--body", str(article), "--explains", "nothing"
    )
    further = ("--explains", "happened", "--valid-from", "2026-12-01", "--valid-to", "2026-12-31")
    (tmp_path / "old.md").write_bytes("ปุ๋ย".encode("tis-620"))
    assert "old.md is not in UTF-8" in ready.refused(knowledge, "add", "compost", *new, "--body", tmp_path / "old.md")
    made = ready.json(knowledge, "add", "compost", *new, "--body", str(article), *further)
    assert (made["explains"], made["valid_from"], made["valid_to"]) == ("happened", "2026-12-01", "2026-12-31")
    changed = ready.json(
        knowledge, "set", "compost", "--file", str(print_file), "--use", "print", "--valid-to", "2027-01-31"
    )
    assert [(file["name"], file["use"]) for file in changed["files"]] == [("a4.pdf", "print")]
    assert changed["valid_to"] == "2027-01-31" and changed["version"] == 3
    assert "ends before" in ready.refused(knowledge, "set", "compost", "--valid-from", "2027-02-01")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("set", "nothing", "--title", "x"), "no item 'nothing'"),
        (("set", "curriculum"), "nothing to change"),
        (("set", "curriculum", "--target", "javascript:alert(1)"), "not a target"),
        (("add", "curriculum", "--programme", "khok-nong-na", *NEW), "already"),
        (("add", "new", "--programme", "nothing", *NEW), "no programme"),
    ],
)
def test_wrong_orders_to_the_library(ready: Terminal, arguments: tuple[str, ...], words: str) -> None:
    before = ready.json(knowledge, "list")
    assert words in ready.refused(knowledge, *arguments)
    assert ready.json(knowledge, "list") == before


def test_programmes_are_made_changed_and_shown(ready: Terminal) -> None:
    made = ready.json(
        programme, "create", "second", "--title", "เรื่องที่สอง", "--due-day", "10", "--audience", "sao, town"
    )
    # By now October was due on the 10th: the first month that can still be sent in time is November.
    assert made["active_from"] == "2026-11" and made["audience"] == ["sao", "town"]
    assert made["schedule"] == {"opens_day": 1, "due_day": 10, "holiday_rule": "none"}
    ready.done(programme, "set", "second", "--contact", "กลุ่มงาน ก", "--active-to", "2027-09")
    ready.done(programme, "set", "second", "--levels", "province,district", "--outlier-factor", "10")
    shown = ready.json(programme, "show", "second")
    assert (shown["levels"], shown["outlier_factor"]) == (["district", "province"], 10)
    assert ready.json(programme, "show", "khok-nong-na")["levels"] == ["district", "province", "department"]
    ready.done(programme, "set", "second", "--leave-out-unapproved")
    assert ready.json(programme, "show", "second")["leave_out_unapproved"] is True
    assert (shown["contact"], shown["active_to"], shown["form_version"]) == ("กลุ่มงาน ก", "2027-09", None)
    assert [one["code"] for one in ready.json(programme, "list")] == ["khok-nong-na", "second"]
    assert "no form yet" in ready.done(programme, "list") and "circular_number" in ready.done(
        programme, "show", "second"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("create", "khok-nong-na", "--title", "x"), "already"),
        (("create", "Bad Code", "--title", "x"), "hyphens"),
        (("create", "new", "--title", "x", "--due-day", "31"), "due_day"),
        (("create", "new", "--title", "x", "--audience", "province"), "audience"),
        (("create", "new", "--title", "x", "--date", "5/7/69"), "isoformat"),
        (("set", "nothing", "--title", "x"), "no programme"),
        (("set", "khok-nong-na"), "nothing to change"),
        (("set", "khok-nong-na", "--active-to", "2020-01"), "before the first"),
        (("set", "khok-nong-na", "--levels", "village"), "levels are"),
        (("set", "khok-nong-na", "--outlier-factor", "0.5"), "outlier factor"),
        (("show", "nothing"), "no programme"),
    ],
)
def test_wrong_orders_about_programmes(ready: Terminal, arguments: tuple[str, ...], words: str) -> None:
    before = ready.json(programme, "list")
    assert words in ready.refused(programme, *arguments)
    assert ready.json(programme, "list") == before


def test_a_form_is_checked_and_published(ready: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "แบบ.xlsx"
    file.write_bytes(to_xlsx(FORM))
    told = {"ok": True, "title": "แบบหนึ่ง", "questions": 1, "files": [], "problems": []}
    assert ready.json(form, "check", file) == told
    first = ready.json(form, "publish", file, "--programme", "khok-nong-na")
    assert (first["version"], first["title"], first["new"]) == (2, "แบบหนึ่ง", True)
    ready.now = ready.now.replace(hour=6)
    again = ready.json(form, "publish", file, "--programme", "khok-nong-na")
    assert again == first | {"new": False}
    assert "published already" in ready.done(form, "publish", file, "--programme", "khok-nong-na")


def test_checking_a_form_needs_no_database(bare: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(FORM)
    assert "can be published" in bare.done(form, "check", file)
    assert not (tmp_path / "new").exists()


def test_a_bad_form_is_told_all_that_is_wrong(ready: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(FORM.replace("label |", "label | relevant |", 1).replace("กี่คน |", "กี่คน | ${nobody} > 1 |"))
    assert "cannot be published" in ready.refused(form, "check", file)
    assert "nobody" in ready.run(form, "check", file).stdout
    told = json.loads(ready.run(form, "check", file, "--json").stdout)
    assert told["ok"] is False and told["problems"][0]["facts"] == ["nobody"]
    assert "cannot be published" in ready.refused(form, "publish", file, "--programme", "khok-nong-na")
    assert ready.json(programme, "show", "khok-nong-na")["form_version"] == 1


def test_a_form_for_no_programme_is_refused(ready: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(FORM)
    assert "no programme" in ready.refused(form, "publish", file, "--programme", "nothing")
    assert "does not exist" in ready.refused(form, "check", tmp_path / "missing.xlsx")
