"""Putting the rich menu up at LINE. Running it again changes nothing unless the menu itself has changed.

What is at LINE already is known by its name, which holds a fingerprint of picture and tiles: nothing has to be
remembered here, and two installations at once end with the same menu.
"""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from bot.line import errors, richmenu
from bot.line.client import LineClient
from bot.line.menus import Listed, RichMenus

log = structlog.get_logger(__name__)

ALIAS = "nong-main"


@dataclass(frozen=True, slots=True)
class Installed:
    """`is_new` where a menu was created; `removed` are the ids of our older ones, now deleted."""

    menu_id: str
    name: str
    is_new: bool
    removed: tuple[str, ...]


def install(line: LineClient) -> Installed:
    """Creates, uploads, makes it everybody's default and points the alias at it; then removes our older menus.

    A run that was cut off half-way is taken up by the next one. Raises LineError; whatever was shown before is
    shown until the new menu is whole.
    """
    menus = RichMenus(line)
    picture = richmenu.draw()
    name = richmenu.named(picture)
    ours = [menu for menu in menus.every() if menu.name == richmenu.NAME or menu.name.startswith(f"{richmenu.NAME} ")]
    found = next((menu for menu in ours if menu.name == name), None)
    if found is None:
        menu_id = menus.create(richmenu.definition(name))
        menus.upload(menu_id, picture)
        menus.set_default(menu_id)
    else:
        menu_id = found.id
        _show_again(menus, menu_id, picture)
    menus.point_alias(ALIAS, menu_id)
    return Installed(menu_id, name, found is None, _remove(menus, [menu for menu in ours if menu.id != menu_id]))


def _show_again(menus: RichMenus, menu_id: str, picture: bytes) -> None:
    try:
        menus.set_default(menu_id)
    except errors.LineRefused:
        # Created by a run that was cut off before it could upload.
        menus.upload(menu_id, picture)
        menus.set_default(menu_id)


def _remove(menus: RichMenus, old: list[Listed]) -> tuple[str, ...]:
    removed = []
    for menu in old:
        try:
            menus.delete(menu.id)
            removed.append(menu.id)
        except errors.LineError as error:
            # It is shown to nobody any more; the next run tries again.
            log.warning("old rich menu not removed", menu=menu.id, error=type(error).__name__)
    return tuple(removed)
