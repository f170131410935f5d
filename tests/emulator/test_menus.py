"""Rich menus: made, drawn once, shown to one or to all, switched by name."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from tests.emulator.parts import area, menu, opens, picks, posts, says
from tests.support.emulator import Line

NOBODY = "U" + "0" * 32


def drawn(width: int = 2500, height: int = 1686, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height)).save(out, form)
    return out.getvalue()


@pytest.fixture
def user_id(line: Line) -> str:
    line.reset()
    return line.person()


def made(line: Line, *, with_image: bool = True, **how: Any) -> str:
    answer = line.call("POST", "/v2/bot/richmenu", menu(**how))
    assert answer.status == 200, answer.data.decode()
    menu_id = str(answer.json()["richMenuId"])
    if with_image:
        assert put(line, menu_id, drawn()).status == 200
    return menu_id


def put(line: Line, menu_id: str, data: bytes, media_type: str = "image/png") -> Any:
    return line.call("POST", f"/v2/bot/richmenu/{menu_id}/content", data, Content_Type=media_type)


INVALID: dict[str, tuple[dict[str, Any], str]] = {
    "no areas": ({key: value for key, value in menu().items() if key != "areas"}, "areas"),
    "21 areas": (menu(*[area()] * 21), "areas"),
    "narrow": (menu(size={"width": 700, "height": 400}), "size.width"),
    "wide": (menu(size={"width": 2600, "height": 400}), "size.width"),
    "low": (menu(size={"width": 800, "height": 200}), "size.height"),
    "too square": (menu(area(width=800, height=600), size={"width": 800, "height": 600}), "size"),
    "area outside": (menu(area(x=1, width=2500)), "areas[0].bounds"),
    "area of nothing": (menu(area(width=0)), "areas[0].bounds.width"),
    "bar of 15 graphemes": (menu(chatBarText="ที่" * 15), "chatBarText"),
    "bar empty": (menu(chatBarText=""), "chatBarText"),
    "name of 301": (menu(name="ก" * 301), "name"),
    "label of 21": (menu(area(says("ก" * 21))), "areas[0].action.label"),
    "camera": (menu(area({"type": "camera", "label": "ก"})), "areas[0].action.type"),
    "uri in Thai": (menu(area(opens("https://e.th/ก"))), "areas[0].action.uri"),
    "picker out of order": (menu(area(picks(min="2026-02-01", max="2026-01-01"))), "areas[0].action.min"),
    "alias in capitals": (
        menu(area({"type": "richmenuswitch", "richMenuAliasId": "Main", "data": "d"})),
        "areas[0].action.richMenuAliasId",
    ),
}


@pytest.mark.parametrize("name", INVALID)
def test_invalid_menus_are_refused(line: Line, user_id: str, name: str) -> None:
    body, path = INVALID[name]
    for endpoint in ("/v2/bot/richmenu", "/v2/bot/richmenu/validate"):
        answer = line.call("POST", endpoint, body)
        assert answer.status == 400
        assert [detail["property"] for detail in answer.json()["details"]] == [path]
    assert line.state()["richMenus"] == {}


def test_a_valid_menu(line: Line, user_id: str) -> None:
    body = menu(
        area({"type": "message", "text": "รายงาน"}, width=1250),
        area({"type": "richmenuswitch", "richMenuAliasId": "more", "data": "d"}, x=1250, width=1250),
        area(posts()),
        chatBarText="รายงานประจำเดือน",
    )
    assert line.call("POST", "/v2/bot/richmenu/validate", body).json() == {}
    menu_id = line.call("POST", "/v2/bot/richmenu", body).json()["richMenuId"]
    assert line.call("GET", f"/v2/bot/richmenu/{menu_id}").json() == {"richMenuId": menu_id, **body}
    assert line.call("GET", "/v2/bot/richmenu/list").json() == {"richmenus": [{"richMenuId": menu_id, **body}]}
    assert line.call("DELETE", f"/v2/bot/richmenu/{menu_id}").json() == {}
    assert line.call("GET", f"/v2/bot/richmenu/{menu_id}").status == 404


def test_an_image_is_uploaded_once(line: Line, user_id: str) -> None:
    menu_id = made(line)
    again = put(line, menu_id, drawn())
    assert again.json() == {"message": "An image has already been uploaded to the richmenu"}
    back = line.call("GET", f"/v2/bot/richmenu/{menu_id}/content")
    assert (back.headers["Content-Type"], back.data) == ("image/png", drawn())


@pytest.mark.parametrize(
    ("data", "media_type", "status"),
    [
        (drawn(), "image/gif", 415),
        (drawn(), "application/json", 415),
        (drawn(form="JPEG"), "image/png", 400),
        (b"not a picture", "image/png", 400),
        (drawn(800, 400), "image/png", 400),
        (drawn() + b"\0" * 1024 * 1024, "image/png", 400),
    ],
)
def test_images_that_are_refused(line: Line, user_id: str, data: bytes, media_type: str, status: int) -> None:
    menu_id = made(line, with_image=False)
    assert put(line, menu_id, data, media_type).status == status
    assert put(line, menu_id, drawn()).status == 200


def test_a_menu_without_image_is_not_shown(line: Line, user_id: str) -> None:
    menu_id = made(line, with_image=False)
    said = {"message": "must upload richmenu image before applying it to user"}
    assert line.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}").json() == said
    assert line.call("POST", f"/v2/bot/user/{user_id}/richmenu/{menu_id}").json() == said


def test_ones_own_menu_wins_over_the_default(line: Line, user_id: str) -> None:
    default, own = made(line), made(line)
    assert line.call("GET", "/v2/bot/user/all/richmenu").status == 404
    line.call("POST", f"/v2/bot/user/all/richmenu/{default}")
    assert line.call("GET", "/v2/bot/user/all/richmenu").json() == {"richMenuId": default}
    assert line.chat(user_id)["richMenuId"] == default
    assert line.call("GET", f"/v2/bot/user/{user_id}/richmenu").status == 404
    line.call("POST", f"/v2/bot/user/{user_id}/richmenu/{own}")
    assert line.chat(user_id)["richMenuId"] == own
    assert line.call("GET", f"/v2/bot/user/{user_id}/richmenu").json() == {"richMenuId": own}
    line.call("DELETE", f"/v2/bot/user/{user_id}/richmenu")
    assert line.chat(user_id)["richMenuId"] == default
    line.call("DELETE", "/v2/bot/user/all/richmenu")
    assert line.chat(user_id)["richMenuId"] is None


def test_a_deleted_menu_is_seen_by_nobody(line: Line, user_id: str) -> None:
    menu_id = made(line)
    line.call("POST", f"/v2/bot/user/{user_id}/richmenu/{menu_id}")
    line.call("DELETE", f"/v2/bot/richmenu/{menu_id}")
    assert line.chat(user_id)["richMenuId"] is None


def test_linking_to_somebody_who_blocked_does_nothing(line: Line, user_id: str) -> None:
    menu_id = made(line)
    line.act(user_id, "unfollow")
    assert line.call("POST", f"/v2/bot/user/{user_id}/richmenu/{menu_id}").status == 200
    assert line.chat(user_id)["richMenuId"] is None
    assert line.call("POST", f"/v2/bot/user/{NOBODY}/richmenu/{menu_id}").status == 200
    assert line.call("POST", f"/v2/bot/user/somebody/richmenu/{menu_id}").status == 400
    assert line.call("GET", f"/v2/bot/user/{NOBODY}/richmenu").status == 404


def test_many_at_once(line: Line, user_id: str) -> None:
    other, menu_id = line.person(), made(line)
    both = {"userIds": [user_id, other]}
    assert line.call("POST", "/v2/bot/richmenu/bulk/link", {"richMenuId": menu_id, **both}).status == 202
    assert {line.chat(one)["richMenuId"] for one in (user_id, other)} == {menu_id}
    assert line.call("POST", "/v2/bot/richmenu/bulk/unlink", both).status == 202
    assert {line.chat(one)["richMenuId"] for one in (user_id, other)} == {None}


@pytest.mark.parametrize("people", [[], ["somebody"], [NOBODY] * 501])
def test_many_who_are_none_or_too_many(line: Line, user_id: str, people: list[str]) -> None:
    menu_id = made(line)
    body = {"richMenuId": menu_id, "userIds": people}
    assert line.call("POST", "/v2/bot/richmenu/bulk/link", body).status == 400


def test_aliases(line: Line, user_id: str) -> None:
    path = "/v2/bot/richmenu/alias"
    first, second = made(line), made(line)
    named = {"richMenuAliasId": "main-1", "richMenuId": first}
    assert line.call("POST", path, named).json() == {}
    assert line.call("POST", path, named).json() == {"message": "conflict richmenu alias id"}
    assert line.call("POST", path, {**named, "richMenuAliasId": "หลัก"}).status == 400
    assert line.call("POST", path, {"richMenuAliasId": "b", "richMenuId": "richmenu-none"}).status == 400
    assert line.call("GET", f"{path}/main-1").json() == named
    assert line.call("POST", f"{path}/main-1", {"richMenuId": second}).status == 200
    assert line.call("GET", f"{path}/list").json() == {"aliases": [{**named, "richMenuId": second}]}
    assert line.call("DELETE", f"{path}/main-1").status == 200
    assert line.call("GET", f"{path}/main-1").status == 404


def test_a_tap_that_switches(line: Line, user_id: str) -> None:
    menu_id = made(line)
    line.call("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": "more", "richMenuId": menu_id})
    line.act(user_id, "richmenuswitch", data="d", richMenuAliasId="more")
    assert line.chat(user_id)["richMenuId"] == menu_id


def test_the_page_can_show_the_image(line: Line, user_id: str) -> None:
    menu_id = made(line)
    shown = line.state()["richMenus"][menu_id]
    assert shown["chatBarText"] == "เมนู"
    assert line.ask("GET", shown["image"]) == drawn()
