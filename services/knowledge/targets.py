"""Whether the addresses that items lead to still answer: asked once a week each, a few a pass, never in a transaction.

What is asked leads out of this machine at the wish of whoever wrote an item: a name is resolved first, and only
addresses of the public internet are connected to, at every step of a redirection anew. Nothing of the answer is kept
but whether there was one.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin, urlsplit

import structlog
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot.knowledge import links
from bot.line.address import percent_encoded
from models.database import Database
from models.knowledge.knowledge_item import KnowledgeItem
from models.knowledge.target_check import TargetCheck
from models.put import put

log = structlog.get_logger(__name__)

EVERY = timedelta(days=7)
# Whoever does not answer is asked again on the next day: a machine that is being mended is not dead for a week.
AGAIN = timedelta(days=1)
AT_ONCE = 10  # a pass: with all of them silent two minutes at the most
MOST_HOPS = 5
# What a site may answer to a machine and still open for people: not with this method, not without a log-in, not now.
_ALIVE_ANYHOW = frozenset({401, 403, 405, 406, 429})
_NO_HEAD = frozenset({400, 403, 404, 405, 406, 501})
# Where alone IPv6 gives out addresses of the internet (IANA): others are led on by gateways to who knows where.
_GIVEN_OUT = ipaddress.ip_network("2000::/3")
_HEADERS = {"User-Agent": "nong-rai-ngan link check (bot)", "Accept": "*/*"}

Resolve = Callable[[str, int], Iterable[str]]
"""Host and port → IP addresses. Raises OSError where there are none."""
MayAsk = Callable[[str], bool]
"""Whether an IP address may be connected to."""


class Fault(StrEnum):
    """Why an address counts as dead; the words are kept in TargetCheck."""

    REFUSED = "refused"  # 4xx
    BROKEN = "broken"  # 5xx
    UNKNOWN = "unknown"  # no such host
    SILENT = "silent"  # no answer
    UNSAFE = "unsafe"  # no valid certificate
    PRIVATE = "private"  # leads into a network, not into the internet
    CIRCLE = "circle"  # is redirected without end
    ADDRESS = "address"  # none of the web


@dataclass(frozen=True, slots=True)
class DeadTarget:
    """An item whose address has not answered since `dead_since` (aware). `status` is HTTP's, None without an answer."""

    slug: str
    title: str
    target: str
    fault: Fault
    status: int | None
    dead_since: datetime


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host. Raises OSError."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def is_public(address: str) -> bool:
    """Whether it is of the internet: not private, of this machine, of the link (metadata of clouds), nor of a group."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    inner = getattr(found, "sixtofour", None) or found
    is_inside = found.version == 6 and found not in _GIVEN_OUT
    return found.is_global and inner.is_global and not (is_inside or found.is_multicast)


class Asker:
    """Asks addresses whether they answer. `resolve` and `may_ask` are the internet's, or a test's."""

    def __init__(self, resolve: Resolve = resolve, may_ask: MayAsk = is_public) -> None:
        self._resolve = resolve
        self._may_ask = may_ask

    def ask(self, target: str) -> tuple[Fault | None, int | None]:
        """What is wrong with it, None where it answers; and HTTP's status, None without an answer."""
        for _ in range(MOST_HOPS + 1):
            if links.target_fault(target):
                return Fault.ADDRESS, None
            if links.is_placeholder(target):
                # Nobody has put the real one in its place: `doctor` counts those, and there is nothing to be asked.
                return None, None
            try:
                status, onward = self._hop(percent_encoded(target))
            except UnicodeError:
                return Fault.ADDRESS, None
            except _NotAsked as no:
                return no.fault, None
            if onward is None:
                return _fault_of(status), status
            target = urljoin(target, onward)
        return Fault.CIRCLE, None

    def _hop(self, target: str) -> tuple[int, str | None]:
        parts = urlsplit(target)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            addresses = list(self._resolve(host, port))
        except (OSError, UnicodeError):
            raise _NotAsked(Fault.UNKNOWN) from None
        if not addresses:
            raise _NotAsked(Fault.UNKNOWN)
        # All of them: a name that also leads inwards is refused, whichever would have been tried first.
        if not all(self._may_ask(address) for address in addresses):
            raise _NotAsked(Fault.PRIVATE)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        status, onward = self._request("HEAD", parts.scheme, host, port, addresses[0], path)
        if status in _NO_HEAD:
            status, onward = self._request("GET", parts.scheme, host, port, addresses[0], path)
        return status, onward

    def _request(
        self, method: str, scheme: str, host: str, port: int, address: str, path: str
    ) -> tuple[int, str | None]:
        """To the address that was judged, and to no other that the name may lead to by now."""
        # Imported when there is one to ask: most passes have none.
        import urllib3
        from urllib3.exceptions import HTTPError, SSLError

        plain = f"[{host}]" if ":" in host else host
        name = plain if port in (80, 443) else f"{plain}:{port}"
        options: dict[str, Any] = {"timeout": urllib3.Timeout(connect=5, read=5), "retries": False, "maxsize": 1}
        pool: urllib3.HTTPConnectionPool
        if scheme == "https":
            pool = urllib3.HTTPSConnectionPool(address, port, server_hostname=host, assert_hostname=host, **options)
        else:
            pool = urllib3.HTTPConnectionPool(address, port, **options)
        with pool:
            try:
                answer = pool.urlopen(
                    method,
                    path,
                    headers=_HEADERS | {"Host": name},
                    redirect=False,
                    assert_same_host=False,
                    preload_content=False,
                )
            except SSLError:
                raise _NotAsked(Fault.UNSAFE) from None
            except (HTTPError, OSError, ValueError):
                raise _NotAsked(Fault.SILENT) from None
            # Whatever is in it is not wanted: a film would be read to its end.
            answer.close()
            onward = answer.headers.get("Location") if answer.status in (301, 302, 303, 307, 308) else None
            return answer.status, onward


class _NotAsked(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def _fault_of(status: int) -> Fault | None:
    if status < 400 or status in _ALIVE_ANYHOW:
        return None
    return Fault.REFUSED if status < 500 else Fault.BROKEN


def check_due(database: Database, asker: Asker, now: datetime, is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Asks the addresses whose week is over, at most AT_ONCE; how many it asked."""
    with database.reading() as session:
        wanted = due(session, now)
    asked = 0
    for item_id, target, dead_since in wanted:
        if is_stopping():
            break
        fault, status = asker.ask(target)
        with database.writing(patient=True) as session:
            put(
                session,
                TargetCheck,
                knowledge_item_id=item_id,
                target=target,
                checked_at=now,
                fault=fault or "",
                status=status,
                dead_since=(dead_since or now) if fault else None,
            )
        asked += 1
        if fault:
            log.info("target is dead", knowledge_item=item_id, fault=fault.value, status=status)
    return asked


def due(session: Session, now: datetime) -> Sequence[tuple[int, str, datetime | None]]:
    """(item, its address, since when it is dead) of those to be asked now, the longest unasked first."""
    check = TargetCheck
    is_known = and_(check.knowledge_item_id == KnowledgeItem.id, check.target == KnowledgeItem.target)
    query = (
        select(KnowledgeItem.id, KnowledgeItem.target, check.dead_since)
        .outerjoin(check, is_known)
        .where(KnowledgeItem.is_active, KnowledgeItem.target != "")
        .where(
            or_(
                check.checked_at.is_(None),
                check.checked_at <= now - EVERY,
                and_(check.fault != "", check.checked_at <= now - AGAIN),
            )
        )
        .order_by(check.checked_at.is_not(None), check.checked_at, KnowledgeItem.id)
        .limit(AT_ONCE)
    )
    return session.execute(query).all()


def dead_targets(session: Session) -> list[DeadTarget]:
    """Items whose address did not answer when it was asked last, by title."""
    query = (
        select(KnowledgeItem, TargetCheck)
        .join(TargetCheck, TargetCheck.knowledge_item_id == KnowledgeItem.id)
        .where(KnowledgeItem.is_active, TargetCheck.target == KnowledgeItem.target, TargetCheck.fault != "")
        .order_by(KnowledgeItem.title)
    )
    return [
        DeadTarget(
            item.slug, item.title, item.target, Fault(check.fault), check.status, check.dead_since or check.checked_at
        )
        for item, check in session.execute(query)
    ]
