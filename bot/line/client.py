"""Speaking to LINE: one pool of connections, one TLS context, a time limit on every call.

Message bodies go out as the JSON that stands in our outbox, not through the models of LINE's SDK: those drop keys they
do not know without a word, a retry has to repeat the very same bytes under the same key, and looking at every value of
the JSON is half of a call's CPU. What is left of the SDK's client is a pool of urllib3's, for 20 MB of models in every
process; here is the pool. Of a call whose answer is small urllib3 takes more than half for itself: those go over the
connections of Python's own library, kept. What people sent is read through urllib3.
"""

from __future__ import annotations

import json
import ssl
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import orjson

from bot.line import errors
from bot.line.refusals import refusal

if TYPE_CHECKING:
    import urllib3

    from bot.line.fan_out import FanOut

# Seconds to connect, seconds to wait for an answer: a silent peer would hold a sender for ever.
TIMEOUT = (3.0, 10.0)
_JSON = {"Content-Type": "application/json", "Accept": "application/json"}
MAX_CONTENT_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Quota:
    """Counted messages this month. `limit` None means unlimited."""

    limit: int | None
    used: int

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)


@dataclass(frozen=True, slots=True)
class Content:
    """What somebody sent. `body` None: LINE is still preparing it (202)."""

    body: bytes | None
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What LINE said to a call; names of `headers` are in small letters."""

    status: int
    headers: Mapping[str, str]
    data: bytes


class _Connections:
    """To one address, kept from call to call; threads share them, a call has one to itself."""

    def __init__(self, base: str, tls: ssl.SSLContext | None) -> None:
        self._to, self._tls = urlsplit(base), tls
        self._idle: deque[HTTPConnection] = deque()

    def ask(self, method: str, path: str, body: bytes | str | None, headers: Mapping[str, str]) -> Answer:
        """One try. Raises OSError, HTTPException."""
        connection = self._kept() or self._opened()
        try:
            connection.request(method, f"{self._to.path}{path}", body, dict(headers))
            heard = connection.getresponse()
            named = {name.lower(): value for name, value in heard.headers.items()}
            answer = Answer(heard.status, named, heard.read())
        except BaseException:
            connection.close()
            raise
        if connection.sock is not None:
            self._idle.append(connection)
        return answer

    def _kept(self) -> HTTPConnection | None:
        """The one that was used last; what the other side has closed meanwhile can be read from, and is let go."""
        # Imported with the second call: a pass of the scheduler that has nothing to send makes none.
        from urllib3.util import wait_for_read

        while self._idle:
            try:
                connection = self._idle.pop()
            except IndexError:
                break
            if not wait_for_read(connection.sock, timeout=0.0):
                return connection
            connection.close()
        return None

    def _opened(self) -> HTTPConnection:
        host, port, (connecting, answering) = self._to.hostname or "", self._to.port, TIMEOUT
        connection = (
            HTTPSConnection(host, port, timeout=connecting, context=self._tls)
            if self._to.scheme == "https"
            else HTTPConnection(host, port, timeout=connecting)
        )
        connection.connect()
        connection.sock.settimeout(answering)
        return connection


class LineClient:
    """Safe to share between threads."""

    def __init__(self, *, token: str, api_base: str, data_api_base: str, connections: int = 16) -> None:
        self._token, self._api, self._data, self._most = token, api_base, data_api_base, connections
        # urllib3 would build a TLS context for each connection: a sixth of a fan-out's CPU (measured).
        self._tls = ssl.create_default_context() if "https://" in f"{api_base} {data_api_base}" else None
        self._connections = {host: _Connections(host, self._tls) for host in {api_base, data_api_base}}
        self._headers = {"Authorization": f"Bearer {token}", "User-Agent": "nong-rai-ngan"}

    def reply(self, token: str, messages: Sequence[Mapping[str, Any]]) -> str:
        """Answers with a reply token (free of charge). Returns LINE's request id."""
        return self._post("/v2/bot/message/reply", {"replyToken": token, "messages": list(messages)})

    def push(self, line_user_id: str, messages: Sequence[Mapping[str, Any]], retry_key: str) -> str:
        """Sends to one person (counted). An answer 409 means that an earlier try with this key arrived: success."""
        body = {"to": line_user_id, "messages": list(messages)}
        try:
            return self._post("/v2/bot/message/push", body, {"X-Line-Retry-Key": retry_key})
        except errors.AlreadyAccepted as accepted:
            return accepted.request_id

    def fan_out(self, in_flight: int) -> FanOut:
        """For many pushes at once, `in_flight` of them at the most: a context, open while it is used."""
        from bot.line.fan_out import FanOut

        return FanOut(token=self._token, api_base=self._api, in_flight=in_flight, timeout=TIMEOUT)

    def name_of(self, line_user_id: str) -> str | None:
        """The name a person shows on LINE; None if LINE will not say (blocked, no consent)."""
        try:
            return self._get(self._api, f"/v2/bot/profile/{quote(line_user_id, safe='')}").get("displayName")
        except errors.LineRefused as refused:
            if refused.status == 404:
                return None
            raise

    def basic_id(self) -> str:
        """Our own @id."""
        return self._get(self._api, "/v2/bot/info")["basicId"]

    def quota(self) -> Quota:
        limit = self._get(self._api, "/v2/bot/message/quota")
        used = self._get(self._api, "/v2/bot/message/quota/consumption")
        return Quota(limit.get("value") if limit.get("type") == "limited" else None, used.get("totalUsage", 0))

    def content(self, message_id: str) -> Content:
        """The photo or file of a message. Raises LineRefused 404 or 410 for one that is gone, 413 for one too large."""
        from urllib3.exceptions import HTTPError

        try:
            with _translated():
                return self._fetch(message_id)
        except HTTPError as error:
            raise errors.LineUnreachable(type(error).__name__) from None

    def _fetch(self, message_id: str) -> Content:
        path = f"/v2/bot/message/{quote(message_id, safe='')}/content"
        answer = self._request(self._data, path)
        try:
            if answer.status == 202:
                return Content(None)
            if answer.status != 200:
                raise refusal(answer.status, answer.read(2_000), answer.headers)
            body = answer.read(MAX_CONTENT_BYTES + 1)
            if len(body) > MAX_CONTENT_BYTES:
                raise errors.LineRefused(413, "larger than we keep")
            expected = answer.headers.get("Content-Length")
            if expected and expected.isdecimal() and int(expected) != len(body):
                raise errors.LineUnreachable("cut short")
            return Content(body, answer.headers.get("Content-Type", ""))
        finally:
            answer.release_conn()

    def _post(self, path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> str:
        return self._call(self._api, "POST", path, body, headers).headers.get("x-line-request-id", "")

    def _get(self, host: str, path: str) -> dict[str, Any]:
        return json_of(self._call(host, "GET", path))

    def _call(
        self, host: str, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """What LINE answered; raises what it refused. `body` is bytes, or what becomes JSON; None for none."""
        raw = body if isinstance(body, bytes) or body is None else orjson.dumps(body)
        with _translated():
            answer = self._ask(host, method, path, raw, self._headers | _JSON | (headers or {}))
        if answer.status not in (200, 202):
            raise refusal(answer.status, answer.data, answer.headers)
        return answer

    def _ask(self, host: str, method: str, path: str, body: bytes | str | None, headers: Mapping[str, str]) -> Answer:
        """One try: what to try again, and with which key, is the outbox's business."""
        return self._connections[host].ask(method, path, body, headers)

    @cached_property
    def _pool(self) -> urllib3.PoolManager:
        # Imported with the first photo: a pass of the scheduler and a look at the installation fetch none.
        import urllib3

        limits = urllib3.Timeout(*TIMEOUT)
        return urllib3.PoolManager(maxsize=self._most, ssl_context=self._tls, timeout=limits)

    def _request(self, host: str, path: str) -> urllib3.BaseHTTPResponse:
        """One try to fetch what may be large, not read yet."""
        return self._pool.request(
            "GET",
            f"{host}{path}",
            headers=self._headers,
            retries=False,
            redirect=False,
            preload_content=False,
        )


def json_of(answer: Answer) -> dict[str, Any]:
    """The JSON object of an answer; {} for anything else."""
    try:
        found = json.loads(answer.data)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@contextmanager
def _translated() -> Iterator[None]:
    """Turns exceptions of the connection into ours."""
    try:
        yield
    except (HTTPException, OSError) as error:
        raise errors.LineUnreachable(type(error).__name__) from None
