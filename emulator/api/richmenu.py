"""The rich menu API: menus and their images, the default one, each person's own, aliases."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

from emulator import ids
from emulator.account import menus
from emulator.account.menus import Menu
from emulator.account.people import Person
from emulator.checking.checks_action import action_problems
from emulator.checking.messages import check
from emulator.checking.refusals import Problem, Refusal, refuse, unreadable
from emulator.gate import Answer, Call

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
        raise Refusal(404, "Not found")
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
        raise Refusal(415, f"The content type, {media_type}, is not supported")
    if menu.image is not None:
        raise Refusal(400, "An image has already been uploaded to the richmenu")
    if not _image_fits(call.body, MEDIA_TYPES[media_type], menu):
        raise Refusal(400, "The image size is not allowed for richmenu")
    menu.image, menu.media_type = call.body, media_type
    call.world.stream.changed()
    return Answer()


def _image_fits(data: bytes, expected: str, menu: Menu) -> bool:
    """LINE's requirements, and one of ours: an image of another size than the menu's would shift its areas."""
    if len(data) > MOST_IMAGE_BYTES:
        return False
    try:
        with Image.open(BytesIO(data)) as image:
            form, (width, height) = image.format, image.size
            image.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    allowed = 800 <= width <= 2500 and height >= 250 and width / height >= SMALLEST_RATIO
    return form == expected and allowed and {"width": width, "height": height} == menu.body["size"]


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


def _person(call: Call) -> Person | None:
    """None for an id that is well formed and nobody's. Raises Refusal for any other."""
    if not ids.USER_ID.fullmatch(call.where["userId"]):
        raise Refusal(400, "The value for the 'userId' parameter is invalid")
    return call.world.people.get(call.where["userId"])


async def link(call: Call) -> Answer:
    """Somebody unknown, no friend, or who has blocked the bot is passed over in silence."""
    person, menu_id = _person(call), _ready(call)
    _link(call, person, menu_id)
    return Answer()


async def linked(call: Call) -> Answer:
    person = _person(call)
    menu_id = call.world.menus.links.get(person.user_id) if person else None
    if menu_id is None:
        raise Refusal(404, "the user has no richmenu")
    return Answer({"richMenuId": menu_id})


async def unlink(call: Call) -> Answer:
    _link(call, _person(call), None)
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
        _link(call, person, None)
    return Answer(status=202)


def _link(call: Call, person: Person | None, menu_id: str | None) -> None:
    """`menu_id` None takes the person's own menu away."""
    if person is None or not person.friend or person.blocked:
        return
    if menu_id:
        call.world.menus.links[person.user_id] = menu_id
    else:
        call.world.menus.links.pop(person.user_id, None)
    call.world.stream.changed()


def _people(call: Call, body: dict[str, Any]) -> list[Person | None]:
    for index, user_id in enumerate(body["userIds"]):
        if not ids.USER_ID.fullmatch(user_id):
            raise unreadable(("userIds", index))
    return [call.world.people.get(user_id) for user_id in body["userIds"]]
