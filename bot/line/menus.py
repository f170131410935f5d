"""LINE's rich menu calls. None of them counts as a message; creating and deleting is limited to 100 an hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.line.client import LineClient, json_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A menu that is at LINE already."""

    id: str
    name: str


class RichMenus:
    """Safe to share between threads, as the client is. Every call raises LineError."""

    def __init__(self, line: LineClient) -> None:
        self._line = line

    def every(self) -> list[Listed]:
        found = self._ask("GET", "/v2/bot/richmenu/list").get("richmenus", [])
        return [Listed(menu["richMenuId"], menu.get("name", "")) for menu in found]

    def create(self, definition: Mapping[str, Any]) -> str:
        """Returns the new menu's id. It shows nowhere before it has a picture and is the default or linked."""
        return self._ask("POST", "/v2/bot/richmenu", dict(definition))["richMenuId"]

    def upload(self, menu_id: str, png: bytes) -> None:
        """A menu takes one picture, once: a second one is refused (LineRefused)."""
        path = f"/v2/bot/richmenu/{quote(menu_id, safe='')}/content"
        # The picture goes to LINE's data host.
        self._line._call(self._line._data, "POST", path, png, {"Content-Type": "image/png"})

    def set_default(self, menu_id: str) -> None:
        """Everybody sees it who has no menu of his own. LineRefused (400) where the menu has no picture yet."""
        self._ask("POST", f"/v2/bot/user/all/richmenu/{quote(menu_id, safe='')}")

    def point_alias(self, alias: str, menu_id: str) -> None:
        """Makes `alias` ([a-z0-9_-], 32 at most) mean this menu, whatever it meant before."""
        known = self._ask("GET", "/v2/bot/richmenu/alias/list").get("aliases", [])
        if any(one["richMenuAliasId"] == alias for one in known):
            self._ask("POST", f"/v2/bot/richmenu/alias/{quote(alias, safe='')}", {"richMenuId": menu_id})
        else:
            self._ask("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": alias, "richMenuId": menu_id})

    def link(self, menu_id: str, line_user_ids: Sequence[str]) -> None:
        """These people (500 at most) see it at once; whoever has blocked us is passed over."""
        self._ask("POST", "/v2/bot/richmenu/bulk/link", {"richMenuId": menu_id, "userIds": list(line_user_ids)})

    def unlink(self, line_user_ids: Sequence[str]) -> None:
        """These people (500 at most) see everybody's menu again."""
        self._ask("POST", "/v2/bot/richmenu/bulk/unlink", {"userIds": list(line_user_ids)})

    def delete(self, menu_id: str) -> None:
        self._ask("DELETE", f"/v2/bot/richmenu/{quote(menu_id, safe='')}")

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        return json_of(self._line._call(self._line._api, method, path, body))
