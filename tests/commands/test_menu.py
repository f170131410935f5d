"""`menu`: the rich menu from the command line, at a strict LINE."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from commands.menu import menu
from tests.support.emulator import TOKEN, Line
from tests.support.terminal import Terminal


def at(line: Line, database_url: str = "sqlite://", token: str = TOKEN) -> Terminal:
    return Terminal(
        DATABASE_URL=database_url,
        LINE_API_BASE=line.api,
        LINE_DATA_API_BASE=line.api,
        LINE_CHANNEL_ACCESS_TOKEN=token,
        LINE_CHANNEL_SECRET="s" * 32,
        SECRET_KEY="k" * 32,
        PUBLIC_BASE_URL="http://127.0.0.1:1",
    )


def test_install_twice(line: Line, sqlite_url: str) -> None:
    line.reset()
    terminal = at(line, sqlite_url)
    first = terminal.json(menu, "install")
    assert first["new"] is True and line.state()["defaultRichMenuId"] == first["richMenuId"]
    assert terminal.json(menu, "install") == first | {"new": False}
    assert "Unchanged" in terminal.done(menu, "install")
    assert line.refused_calls() == []


def test_before_the_database_is_made_nothing_is_put_up(line: Line, tmp_path: Path) -> None:
    line.reset()
    assert "migrate" in at(line, f"sqlite:///{tmp_path}/none.sqlite3").refused(menu, "install")
    assert line.state()["defaultRichMenuId"] is None


def test_a_wrong_token_is_one_clear_line(line: Line, sqlite_url: str) -> None:
    line.reset()
    assert "NotAuthorized 401" in at(line, sqlite_url, "wrong").refused(menu, "install")
    assert line.state()["defaultRichMenuId"] is None


def test_draw(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "menu.png"
    at(line).done(menu, "draw", "--out", out)
    assert Image.open(out).size == (2500, 1686)
    assert "no menu 'officer'" in at(line).refused(menu, "draw", "--out", out, "--menu", "officer")
    assert "cannot write" in at(line).refused(menu, "draw", "--out", tmp_path / "none" / "menu.png")
