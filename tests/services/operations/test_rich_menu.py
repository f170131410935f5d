"""The rich menu at a strict LINE: put up once, replaced when it changes, never half there."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image, features

from bot.limits import graphemes
from bot.line import errors, richmenu
from bot.line.client import LineClient
from bot.line.menus import RichMenus
from bot.texts.menu import TILES
from bot.vocabulary.commands import Command, understand
from services.operations.rich_menu import ALIAS, install
from tests.support.emulator import TOKEN, Line


@pytest.fixture
def client(line: Line) -> Iterator[LineClient]:
    line.reset()
    yield LineClient(token=TOKEN, api_base=line.api, data_api_base=line.api)
    line.clear_faults()


def test_everybody_sees_it_with_its_picture(line: Line, client: LineClient) -> None:
    done = install(client)
    state = line.state()
    assert done.is_new and done.removed == ()
    assert state["defaultRichMenuId"] == done.menu_id
    shown = state["richMenus"][done.menu_id]
    assert shown["image"] and len(shown["areas"]) == 6
    assert line.refused_calls() == []


def test_again_makes_nothing_new(line: Line, client: LineClient) -> None:
    first = install(client)
    again = install(client)
    assert (again.menu_id, again.is_new, again.removed) == (first.menu_id, False, ())
    assert list(line.state()["richMenus"]) == [first.menu_id]
    made = [call for call in line.calls(path="/v2/bot/richmenu") if call["method"] == "POST"]
    assert [call["path"] for call in made if call["path"] == "/v2/bot/richmenu"] == ["/v2/bot/richmenu"]
    assert line.refused_calls() == []


def test_a_changed_menu_replaces_ours_and_leaves_other_peoples(line: Line, client: LineClient) -> None:
    menus = RichMenus(client)
    theirs = menus.create(richmenu.definition("made by hand"))
    old = menus.create(richmenu.definition(f"{richmenu.NAME} 0123456789"))
    menus.upload(old, richmenu.draw())
    menus.set_default(old)
    menus.point_alias(ALIAS, old)
    done = install(client)
    assert done.is_new and done.removed == (old,)
    assert set(line.state()["richMenus"]) == {theirs, done.menu_id}
    assert line.state()["defaultRichMenuId"] == done.menu_id
    [alias] = menus._ask("GET", "/v2/bot/richmenu/alias/list")["aliases"]
    assert alias == {"richMenuAliasId": ALIAS, "richMenuId": done.menu_id}


def test_a_run_cut_off_before_the_upload_is_taken_up(line: Line, client: LineClient) -> None:
    menus = RichMenus(client)
    half = menus.create(richmenu.definition(richmenu.named(richmenu.draw())))
    done = install(client)
    assert (done.menu_id, done.is_new) == (half, False)
    assert line.state()["defaultRichMenuId"] == half and line.state()["richMenus"][half]["image"]


def test_line_out_of_order_leaves_the_old_menu_up(line: Line, client: LineClient) -> None:
    menus = RichMenus(client)
    old = menus.create(richmenu.definition(f"{richmenu.NAME} 0123456789"))
    menus.upload(old, richmenu.draw())
    menus.set_default(old)
    line.fault("error500", path="/v2/bot/user/all/richmenu", count=1)
    with pytest.raises(errors.LineUnreachable):
        install(client)
    assert line.state()["defaultRichMenuId"] == old
    done = install(client)
    assert line.state()["defaultRichMenuId"] == done.menu_id and old in done.removed


def test_the_picture_is_what_line_takes() -> None:
    png = richmenu.draw()
    picture = Image.open(io.BytesIO(png))
    assert picture.format == "PNG" and picture.size == (2500, 1686) and len(png) < richmenu.MOST_BYTES
    # Without raqm, tone marks would stand inside the vowels below them.
    assert features.check("raqm")
    assert richmenu.named(png) == richmenu.named(richmenu.draw())


def test_the_tiles_cover_the_menu_and_are_words_too() -> None:
    menu = richmenu.definition("x")
    covered = sum(area["bounds"]["width"] * area["bounds"]["height"] for area in menu["areas"])
    assert covered == richmenu.WIDTH * richmenu.HEIGHT
    assert len(graphemes(menu["chatBarText"])) <= 14
    for tile in TILES:
        spoken = understand(tile.word)
        assert spoken is not None and spoken.command == Command(tile.do)
