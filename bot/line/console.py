"""What stands in LINE's console about our channel, as far as the API tells it. None of these calls is counted."""

from __future__ import annotations

from dataclasses import dataclass

from bot.line.client import LineClient, json_of
from bot.line.errors import LineRefused


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where LINE sends events. `is_active` is the console's switch "Use webhook"."""

    url: str
    is_active: bool


class Console:
    """Every call raises LineError."""

    def __init__(self, line: LineClient) -> None:
        self._line = line

    def webhook(self) -> Webhook | None:
        """None where no address has been set."""
        try:
            found = self._ask("GET", "/v2/bot/channel/webhook/endpoint")
        except LineRefused as refused:
            if refused.status == 404:
                return None
            raise
        return Webhook(str(found.get("endpoint", "")), bool(found.get("active")))

    def try_webhook(self) -> str:
        """Lets LINE call our webhook (60 an hour). Empty where we answered, else LINE's word: `COULD_NOT_CONNECT` …"""
        tried = self._ask("POST", "/v2/bot/channel/webhook/test")
        if tried.get("success"):
            return ""
        return f"{tried.get('reason', 'unknown')} {tried.get('detail', '')}".strip()[:100]

    def has_default_menu(self) -> bool:
        try:
            return bool(self._ask("GET", "/v2/bot/user/all/richmenu").get("richMenuId"))
        except LineRefused as refused:
            if refused.status == 404:
                return False
            raise

    def _ask(self, method: str, path: str) -> dict:
        return json_of(self._line._call(self._line._api, method, path, {} if method == "POST" else None))
