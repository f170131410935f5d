"""The rich menu API: menus and their images, the default one, each person's own, aliases."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

from emulator import menus
from emulator.checks_action import action_problems
from emulator.gate import Answer, Call
from emulator.menus import Menu
from emulator.messages import check
from emulator.people import Person
from emulator.refusals import Problem, Refusal, refuse, unreadable

SMALLEST_RATIO = 1.45
MOST_IMAGE_BYTES = 1024 * 1024
MEDIA_TYPES = {"image/jpeg": "JPEG", "image/png": "PNG"}


async def create(call: Call) -> Answer:
    body = _checked(call)
    if len(call.world.menus.by_id) >= menus.MOST:
        raise Refusal(400, "The maximum number of rich menus has been reached")
    menu = call.world.menus.create(body)
    call.world.stream.changed()
    return Answer({"richMenuId": menu.menu_id})


async def validate(call: Call) -> Answer:
    _checked(call)
    return Answer()


def _checked(call: Call) -> dict[str, Any]:
    body = call.json()
    if problems := check("richMenu", body) or _shape_problems(body):
        raise refuse(problems)
    return body


def _shape_problems(body: dict[str, Any]) -> list[Problem]:
    """The menu's proportion, its areas' places, and their actions."""
    found: list[Problem] = []
    width, height = body["size"]["width"], body["size"]["height"]
    if width / height < SMALLEST_RATIO:
        found.append(Problem(("size",), "says", (f"width / height must be {SMALLEST_RATIO} or more",)))
    for index, area in enumerate(body["areas"]):
        bounds = area["bounds"]
        if bounds["x"] + bounds["width"] > width or bounds["y"] + bounds["height"] > height:
            found.append(Problem(("areas", index, "bounds"), "says", ("is outside of the rich menu",)))
        found += action_problems(area["action"], ("areas", index, "action"))
    return found


def _menu(call: Call) -> Menu:
    menu = call.world.menus.by_id.get(call.where["richMenuId"])
    if menu is None:
        raise Refusal(404, "richmenu not found")
    return menu


async def get(call: Call) -> Answer:
    return Answer(_menu(call).as_line_says())


async def listed(call: Call) -> Answer:
    return Answer({"richmenus": [menu.as_line_says() for menu in call.world.menus.by_id.values()]})


async def delete(call: Call) -> Answer:
    call.world.menus.delete(_menu(call).menu_id)
    call.world.stream.changed()
    return Answer()


async def put_image(call: Call) -> Answer:
    """Once a menu: LINE has no way to replace an image."""
    menu = _menu(call)
    media_type = call.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if media_type not in MEDIA_TYPES:
        raise Refusal(415, "The media type of the request body is unsupported: image/jpeg or image/png is expected")
    if menu.image is not None:
        raise Refusal(400, "An image has already been uploaded to the richmenu")
    if len(call.body) > MOST_IMAGE_BYTES:
        raise Refusal(413, "The image exceeds 1 MB")
    if wrong := _image_problem(call.body, MEDIA_TYPES[media_type], menu):
        raise Refusal(400, wrong)
    menu.image, menu.media_type = call.body, media_type
    call.world.stream.changed()
    return Answer()


def _image_problem(data: bytes, expected: str, menu: Menu) -> str:
    try:
        with Image.open(BytesIO(data)) as image:
            form, (width, height) = image.format, image.size
            image.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "The image could not be read"
    if form != expected:
        return f"The image is {form}, not {expected}"
    if not 800 <= width <= 2500 or height < 250 or width / height < SMALLEST_RATIO:
        return f"The image's size is invalid: {width}x{height}"
    size = menu.body["size"]
    if (width, height) != (size["width"], size["height"]):
        return f"The image is {width}x{height}, the richmenu {size['width']}x{size['height']}"
    return ""


async def get_image(call: Call) -> Answer:
    menu = _menu(call)
    if menu.image is None:
        raise Refusal(404, "Not found")
    return Answer(menu.image, media_type=menu.media_type)


def _ready(call: Call) -> str:
    """The menu's id, if it may be shown. Raises Refusal."""
    menu = _menu(call)
    if menu.image is None:
        raise Refusal(400, "must upload richmenu image before applying it to user")
    return menu.menu_id


async def set_default(call: Call) -> Answer:
    call.world.menus.default = _ready(call)
    call.world.stream.changed()
    return Answer()


async def get_default(call: Call) -> Answer:
    if call.world.menus.default is None:
        raise Refusal(404, "no default richmenu")
    return Answer({"richMenuId": call.world.menus.default})


async def clear_default(call: Call) -> Answer:
    call.world.menus.default = None
    call.world.stream.changed()
    return Answer()


def _person(call: Call) -> Person:
    person = call.world.people.get(call.where["userId"])
    if person is None:
        raise Refusal(400, "The value for the 'userId' parameter is invalid")
    return person


async def link(call: Call) -> Answer:
    """A person who is no friend, or has blocked the bot, is passed over in silence."""
    person, menu_id = _person(call), _ready(call)
    _link(call, person, menu_id)
    return Answer()


async def linked(call: Call) -> Answer:
    menu_id = call.world.menus.links.get(_person(call).user_id)
    if menu_id is None:
        raise Refusal(404, "the user has no richmenu")
    return Answer({"richMenuId": menu_id})


async def unlink(call: Call) -> Answer:
    call.world.menus.links.pop(_person(call).user_id, None)
    call.world.stream.changed()
    return Answer()


async def link_many(call: Call) -> Answer:
    """Accepted at once, done a moment later at LINE; here there is no moment between."""
    body = call.json()
    if problems := check("richMenuLink", body):
        raise refuse(problems)
    people = _people(call, body)
    call.where["richMenuId"] = body["richMenuId"]
    menu_id = _ready(call)
    for person in people:
        _link(call, person, menu_id)
    return Answer(status=202)


async def unlink_many(call: Call) -> Answer:
    body = call.json()
    if problems := check("richMenuUnlink", body):
        raise refuse(problems)
    for person in _people(call, body):
        call.world.menus.links.pop(person.user_id, None)
    call.world.stream.changed()
    return Answer(status=202)


def _link(call: Call, person: Person, menu_id: str) -> None:
    if person.friend and not person.blocked:
        call.world.menus.links[person.user_id] = menu_id
        call.world.stream.changed()


def _people(call: Call, body: dict[str, Any]) -> list[Person]:
    people = []
    for index, user_id in enumerate(body["userIds"]):
        person = call.world.people.get(user_id)
        if person is None:
            raise unreadable(("userIds", index))
        people.append(person)
    return people
