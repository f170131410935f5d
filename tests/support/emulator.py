"""A pretend LINE for tests: a process of its own, spoken to over HTTP only."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import urllib3

from tests.support.program import Program

ROOT = Path(__file__).resolve().parents[2]
SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
TOKEN = "token-of-the-tests"
# Seconds after which nobody waits for an answer any more, on however busy a machine.
PATIENCE = 30.0

Entry = dict[str, Any]
Action = dict[str, Any]


class ControlError(AssertionError):
    """The emulator would not do what the test asked."""


class Line:
    """The emulator's controls. `api` is the base address for LINE's own API."""

    def __init__(self, url: str, process: Program | subprocess.Popen[str]) -> None:
        self.api = url
        self._process = process
        self._http = urllib3.PoolManager(maxsize=16, retries=False, timeout=urllib3.Timeout(60))

    @classmethod
    def start(cls, *options: str, webhook: str = "", secret: str = SECRET) -> Line:
        """Start one on a free port and wait for its ready line. `options` go on the command line."""
        command = ["-m", "emulator", "--port", "0", "--webhook", webhook, "--secret", secret, *options]
        process = Program(command)
        ready = process.stdout.readline().split()
        if len(ready) != 2 or ready[0] != "EMULATOR":
            process.kill()
            raise ControlError(f"the emulator did not start: {ready}")
        return cls(ready[1], process)

    def stop(self) -> None:
        self._http.clear()
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(10)

    # -- the world ---------------------------------------------------------------------------------------------

    def reset(self, webhook: str | None = None) -> None:
        """Forget everything; `webhook` sets the bot's address too."""
        self.post("/emulator/reset")
        if webhook is not None:
            self.webhook(webhook)

    def webhook(self, url: str, *, active: bool = True) -> None:
        self.post("/emulator/webhook", {"url": url, "active": active})

    def state(self) -> dict[str, Any]:
        return self.get("/emulator/state")

    def clock(self, moment: str) -> None:
        """Set the emulator's clock; ISO 8601, Bangkok time where no zone is given."""
        self.post("/emulator/clock", {"now": moment})

    def later(self, seconds: float) -> None:
        self.post("/emulator/clock", {"advanceSeconds": seconds})

    def fault(self, kind: str, **how: Any) -> None:
        self.post("/emulator/faults", {"kind": kind, **how})

    def clear_faults(self) -> None:
        self.ask("DELETE", "/emulator/faults")

    def quota(self, value: int | None, used: int = 0) -> None:
        plan = {"type": "none"} if value is None else {"type": "limited", "value": value}
        self.post("/emulator/quota", {**plan, "used": used})

    def calls(self, after: int = 0, *, path: str = "") -> list[dict[str, Any]]:
        """Every API call of the bot whose path begins with `path`."""
        calls = self.get("/emulator/log", after=after)["calls"]
        return [call for call in calls if call["path"].startswith(path)]

    def refused_calls(self) -> list[dict[str, Any]]:
        """The API calls that LINE would not take. A journey's test asserts that there is none."""
        return [call for call in self.calls() if call["refusals"]]

    def webhooks(self, after: int = 0) -> list[dict[str, Any]]:
        return list(self.get("/emulator/webhooks", after=after)["webhooks"])

    # -- people ------------------------------------------------------------------------------------------------

    def person(self, name: str = "สมชาย", *, friend: bool = True, is_pc: bool = False) -> str:
        """A new person's user id. A friend without a follow event, unless told otherwise."""
        return str(self.post("/emulator/people", {"displayName": name, "friend": friend, "isPC": is_pc})["userId"])

    def act(self, user_id: str, kind: str, *, wait: bool = True, **how: Any) -> dict[str, Any]:
        """Do something on the phone; returns `{entry?, webhook, webhookEventId}` once the webhook is answered."""
        path = f"/emulator/people/{user_id}/act" + ("" if wait else "?wait=0")
        return self.post(path, {"type": kind, **how})

    def follow(self, user_id: str) -> list[Entry]:
        return self._and_answer(user_id, "follow")

    def say(self, user_id: str, text: str) -> list[Entry]:
        """Type `text`; returns what the bot answered."""
        return self._and_answer(user_id, "text", text=text)

    def tap(self, user_id: str, label: str, *, anywhere: bool = False) -> list[Entry]:
        """Tap the button with that label among the bot's newest messages; returns what the bot answered.

        `anywhere` also finds buttons of older messages (not quick replies: those are gone).
        """
        action = self.button(user_id, label, anywhere=anywhere)
        kind, common = action["type"], {"label": action.get("label", label)}
        if kind == "message":
            return self._and_answer(user_id, "message-action", text=action["text"], **common)
        if kind == "postback":
            rest = {key: value for key, value in action.items() if key not in ("type", "label")}
            return self._and_answer(user_id, "postback", **rest, **common)
        if kind == "richmenuswitch":
            switch = {"data": action["data"], "richMenuAliasId": action["richMenuAliasId"]}
            return self._and_answer(user_id, "richmenuswitch", **switch, **common)
        raise ControlError(f"a tap on {label!r} is a {kind}: use pick, photo or location, or read its button")

    def pick(self, user_id: str, label: str | None, value: str) -> list[Entry]:
        """Tap a date picker's button and pick `value` (as LINE writes it: 2026-10-05, 08:30, 2026-10-05T08:30).

        Without a label it is the newest picker.
        """
        action = self.button(user_id, label) if label else self._picker(user_id)
        return self._and_answer(
            user_id, "datetime", data=action["data"], mode=action["mode"], value=value, label=action["label"]
        )

    def photo(self, user_id: str, data: bytes, media_type: str = "image/jpeg", **image_set: Any) -> list[Entry]:
        """Send a photo. `n`, `of` and `set` make it one of several sent at once."""
        since = self.last_seq(user_id)
        query = f"?{urlencode(image_set)}" if image_set else ""
        self.ask("POST", f"/emulator/people/{user_id}/photo{query}", data, media_type)
        return self.answers(user_id, since)

    def location(self, user_id: str, latitude: float, longitude: float, **how: Any) -> list[Entry]:
        return self._and_answer(user_id, "location", latitude=latitude, longitude=longitude, **how)

    def scan(self, user_id: str, url: str) -> dict[str, Any]:
        """Scan a QR code: `{prefill}` with words ready to send, or `{open}` with a page to open."""
        return self.post(f"/emulator/people/{user_id}/scan", {"url": url})

    def entries(self, user_id: str, after: int = 0) -> list[Entry]:
        return list(self.get(f"/emulator/people/{user_id}/entries", after=after)["entries"])

    def bot_entries(self, user_id: str, after: int = 0) -> list[Entry]:
        return [entry for entry in self.entries(user_id, after) if entry["from"] == "bot"]

    def last_seq(self, user_id: str) -> int:
        return max((entry["seq"] for entry in self.entries(user_id)), default=0)

    def answers(self, user_id: str, since: int, seconds: float = PATIENCE) -> list[Entry]:
        """What the bot says after entry `since`, waiting for it. Raises ControlError where it stays silent."""
        path = f"/emulator/people/{user_id}/entries"
        got = self.get(path, after=since, wait=seconds, **{"from": "bot"})["entries"]
        if not got:
            raise ControlError(f"the bot said nothing within {seconds} s; transcript:\n{self.transcript(user_id)}")
        return list(got)

    def transcript(self, user_id: str) -> str:
        return self.ask("GET", f"/emulator/people/{user_id}/transcript").decode()

    def button(self, user_id: str, label: str, *, anywhere: bool = False) -> Action:
        """The action behind a label. Raises ControlError with the labels there are."""
        found = list(self.buttons(user_id, anywhere=anywhere))
        for action in found:
            if action.get("label") == label:
                return action
        raise ControlError(f"no button {label!r}; there are {[action.get('label') for action in found]}")

    def _picker(self, user_id: str) -> Action:
        for action in self.buttons(user_id):
            if action["type"] == "datetimepicker":
                return action
        raise ControlError("no button picks a date or a time")

    def buttons(self, user_id: str, *, anywhere: bool = False) -> Iterator[Action]:
        """Actions of the bot's newest messages (those after the person's last one), newest first."""
        bots: list[Entry] = []
        for entry in reversed(self.entries(user_id)):
            if entry["from"] == "bot":
                bots.append(entry)
            elif bots and not anywhere:
                break
        if bots and (newest := bots[0])["quickReply"] and self.chat(user_id)["quickReplyVisible"]:
            yield from (item["action"] for item in newest["quickReply"]["items"])
        for entry in bots:
            yield from _actions(entry["message"])

    def chat(self, user_id: str) -> dict[str, Any]:
        """The person as the page sees them: `unread`, `quickReplyVisible`, `richMenuId` too."""
        return next(person for person in self.state()["people"] if person["userId"] == user_id)

    def _and_answer(self, user_id: str, kind: str, **how: Any) -> list[Entry]:
        since = self.last_seq(user_id)
        self.act(user_id, kind, **how)
        return self.answers(user_id, since)

    # -- HTTP --------------------------------------------------------------------------------------------------

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        return dict(json.loads(self.ask("GET", f"{path}?{urlencode(query)}" if query else path)))

    def post(self, path: str, body: Any = None) -> Any:
        data = json.dumps({} if body is None else body).encode()
        return json.loads(self.ask("POST", path, data, "application/json"))

    def ask(self, method: str, path: str, data: bytes | None = None, media_type: str = "application/json") -> bytes:
        answer = self._http.request(method, self.api + path, body=data, headers={"Content-Type": media_type})
        if answer.status >= 400:
            raise ControlError(f"{method} {path}: {answer.status} {answer.data.decode(errors='replace')}")
        return answer.data

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> urllib3.BaseHTTPResponse:
        """One call of LINE's API, as a bot would make it. `body` is JSON, or bytes sent as they are."""
        sent = {"Authorization": f"Bearer {TOKEN}"}
        data = body if isinstance(body, bytes) else None
        if body is not None and data is None:
            data, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self._http.request(method, self.api + path, body=data, headers=sent)


def _actions(node: Any) -> Iterator[Action]:
    """Every action in a message, in reading order."""
    if isinstance(node, list):
        for item in node:
            yield from _actions(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("action", "defaultAction") and isinstance(value, dict):
                yield value
            elif key == "actions" and isinstance(value, list):
                yield from value
            else:
                yield from _actions(value)
