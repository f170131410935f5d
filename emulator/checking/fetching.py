"""Looks at what messages point to, as a phone would: is it there, is it what LINE can show, is it small enough.

Only this machine is ever asked. Of addresses elsewhere nothing but the form is checked (measures.py).
LINE itself does not look before it sends; here a picture that nobody could see is an error.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import aiohttp
from PIL import Image

from emulator.checking.pictures import ORIGINAL, Rule, Want, wanted
from emulator.checking.refusals import Problem
from emulator.uris import is_loopback

PATIENCE_SECONDS = 5.0
REMEMBERED_SECONDS = 30.0
MOST_HOPS = 3


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """What an address holds. `wrong` says why nothing came; the rest is None or empty where it does not apply."""

    wrong: str = ""
    media_type: str = ""
    size: int = 0
    format: str = ""
    width: int = 0
    height: int = 0


class Fetcher:
    def __init__(self) -> None:
        self._http: aiohttp.ClientSession | None = None
        self._known: dict[str, tuple[float, FetchedFile]] = {}

    async def open(self) -> None:
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_SECONDS))

    async def close(self) -> None:
        if self._http:
            await self._http.close()

    def forget(self) -> None:
        self._known.clear()

    async def problems(self, messages: list[dict[str, Any]]) -> list[Problem]:
        wants = [want for want in wanted(messages) if is_loopback(want.url)]
        if not wants:
            return []
        urls = list(dict.fromkeys(want.url for want in wants))
        found = dict(zip(urls, await asyncio.gather(*map(self._find, urls)), strict=True))
        return [Problem(want.path, "says", (said,)) for want in wants if (said := complaint(want, found[want.url]))]

    async def _find(self, url: str) -> FetchedFile:
        known = self._known.get(url)
        if known and time.monotonic() - known[0] < REMEMBERED_SECONDS:
            return known[1]
        found = await self._fetch(url)
        if not found.wrong:
            self._known[url] = (time.monotonic(), found)
        return found

    async def _fetch(self, url: str) -> FetchedFile:
        assert self._http is not None, "open() comes first"
        try:
            for _ in range(MOST_HOPS):
                async with self._http.get(url, allow_redirects=False) as answer:
                    if answer.status in (301, 302, 303, 307, 308):
                        url = urljoin(url, answer.headers.get("Location", ""))
                        if not is_loopback(url):
                            return FetchedFile(wrong="leads away from this machine, where it cannot be looked at")
                        continue
                    if answer.status != 200:
                        return FetchedFile(wrong=f"could not be fetched: {answer.status}")
                    return await _look(answer)
            return FetchedFile(wrong="could not be fetched: too many redirects")
        except TimeoutError:
            return FetchedFile(wrong=f"could not be fetched: no answer within {PATIENCE_SECONDS:g} s")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return FetchedFile(wrong=f"could not be fetched: {type(error).__name__}")


async def _look(answer: aiohttp.ClientResponse) -> FetchedFile:
    media_type = answer.content_type
    if not media_type.startswith("image/"):
        return FetchedFile(media_type=media_type, size=answer.content_length or 0)
    data = bytearray()
    async for piece in answer.content.iter_chunked(65_536):
        data += piece
        if len(data) > ORIGINAL.most_bytes:
            break
    try:
        with Image.open(BytesIO(data)) as image:
            width, height = image.size
            return FetchedFile("", media_type, len(data), image.format or "", width, height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return FetchedFile(media_type=media_type, size=len(data))


def complaint(want: Want, found: FetchedFile) -> str:
    """What is wrong with what was found, or nothing."""
    rule: Rule = want.rule
    if found.wrong:
        return found.wrong
    if rule.formats and found.format not in rule.formats:
        return f"is {found.format or found.media_type}: {' or '.join(rule.formats)} is expected"
    if rule.media_types and found.media_type not in rule.media_types:
        return f"is {found.media_type}: {' or '.join(rule.media_types)} is expected"
    if found.size > rule.most_bytes:
        return f"is larger than {rule.most_bytes:,} bytes"
    if rule.widest and found.width > rule.widest:
        return f"is {found.width} wide: {rule.widest} pixels at most"
    if rule.highest and found.height > rule.highest:
        return f"is {found.height} high: {rule.highest} pixels at most"
    if rule.exact and found.width != rule.exact:
        return f"is {found.width} wide at /{rule.exact}"
    if rule.square and found.width != found.height:
        return f"is {found.width}x{found.height}: as wide as high is expected"
    return ""
