"""Rich menus: what there is, whose picture is uploaded, who sees which.

A person's own menu wins over the default one; both show at once here (on phones a new default shows when the
chat is opened again, within a minute).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from emulator import ids

MOST = 1000


@dataclass(slots=True)
class Menu:
    menu_id: str
    body: dict[str, Any]
    image: bytes | None = None
    media_type: str = ""

    def as_line_says(self) -> dict[str, Any]:
        return {"richMenuId": self.menu_id, **self.body}


class Menus:
    def __init__(self) -> None:
        self.by_id: dict[str, Menu] = {}
        self.aliases: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.default: str | None = None

    def create(self, body: dict[str, Any]) -> Menu:
        menu = Menu(ids.rich_menu_id(), body)
        self.by_id[menu.menu_id] = menu
        return menu

    def delete(self, menu_id: str) -> None:
        """Whoever saw the menu sees the default again. An alias stays and points at nothing, as at LINE."""
        del self.by_id[menu_id]
        self.links = {user: linked for user, linked in self.links.items() if linked != menu_id}
        if self.default == menu_id:
            self.default = None

    def shown_to(self, user_id: str) -> str | None:
        return self.links.get(user_id, self.default)

    def as_json(self) -> dict[str, Any]:
        return {
            menu.menu_id: {
                **menu.body,
                "image": f"/emulator/richmenus/{menu.menu_id}/image" if menu.image else None,
            }
            for menu in self.by_id.values()
        }
