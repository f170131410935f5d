"""Links of the library are asked whether they answer: each once a week, and never inwards."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import select

from models.database import Database
from models.knowledge.knowledge_item import KnowledgeItem
from models.knowledge.target_check import TargetCheck
from services.knowledge import targets
from services.knowledge.targets import Asker, Fault, check_due, dead_targets, is_public

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
HOST = "docs.agency.go.th"


class Site(BaseHTTPRequestHandler):
    asked: list[str]

    def do_HEAD(self) -> None:
        self.server.asked.append(f"{self.command} {self.path} {self.headers['Host']}")  # type: ignore[attr-defined]
        known = {"/fine": 200, "/gone": 404, "/ill": 500, "/members": 401, "/no-head": 405 if self.is_head else 200}
        status = known.get(self.path.partition("?")[0], 302)
        self.send_response(status)
        if status == 302:
            self.send_header(
                "Location", {"/moved": "/fine", "/inwards": "http://inside.agency.go.th/"}.get(self.path, "/round")
            )
        self.send_header("Content-Length", "0")
        self.end_headers()

    @property
    def is_head(self) -> bool:
        return self.command == "HEAD"

    do_GET = do_HEAD

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def resolve(host: str, port: int) -> list[str]:
    """This machine stands for the internet, 10.0.0.1 for what lies within."""
    known = {HOST: ["127.0.0.1"], "inside.agency.go.th": ["10.0.0.1"], "both.agency.go.th": ["127.0.0.1", "10.0.0.1"]}
    if host not in known:
        raise OSError
    return known[host]


ASKER = Asker(resolve, lambda address: address == "127.0.0.1")


@pytest.mark.parametrize(
    ("path", "fault", "status"),
    [
        ("/fine", None, 200),
        ("/moved", None, 200),
        ("/members", None, 401),
        ("/no-head", None, 200),
        ("/gone", Fault.REFUSED, 404),
        ("/ill", Fault.BROKEN, 500),
        ("/round", Fault.CIRCLE, None),
        ("/inwards", Fault.PRIVATE, None),
        ("/fine?q=โคก", None, 200),
    ],
)
def test_what_an_address_answers(site: ThreadingHTTPServer, path: str, fault: Fault | None, status: int | None) -> None:
    assert ASKER.ask(f"http://{HOST}:{site.server_port}{path}") == (fault, status)
    # The site is asked for by its name, which several share one address.
    assert all(one.endswith(f"{HOST}:{site.server_port}") for one in site.asked)  # type: ignore[attr-defined]
    assert len(site.asked) <= targets.MOST_HOPS + 1  # type: ignore[attr-defined]


def test_what_cannot_be_asked(site: ThreadingHTTPServer) -> None:
    port = site.server_port
    assert ASKER.ask("http://nowhere.agency.go.th/") == (Fault.UNKNOWN, None)
    assert ASKER.ask(f"http://both.agency.go.th:{port}/fine") == (Fault.PRIVATE, None)
    assert ASKER.ask(f"https://{HOST}:{port}/fine")[0] in (Fault.UNSAFE, Fault.SILENT)
    assert ASKER.ask("ftp://docs.agency.go.th/") == (Fault.ADDRESS, None)
    site.shutdown()
    site.server_close()
    assert ASKER.ask(f"http://{HOST}:{port}/fine") == (Fault.SILENT, None)
    assert site.asked == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "255.255.255.255"),
        # A gateway leads these on to 169.254.169.254 and 10.0.0.1; then addresses of a site, and of long ago.
        *("64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "fec0::1", "::10.0.0.1"),
    ],
)
def test_nothing_inwards_is_asked(address: str) -> None:
    assert not is_public(address)
    assert Asker(lambda host, port: [address]).ask("http://docs.agency.go.th/") == (Fault.PRIVATE, None)


def test_the_internet_is(address: str = "8.8.8.8") -> None:
    assert is_public(address) and is_public("2404:6800:4001::1")


class Answers(Asker):
    """Answers by itself, and notes what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.dead: set[str] = set()

    def ask(self, target: str) -> tuple[Fault | None, int | None]:
        self.asked.append(target)
        return (Fault.REFUSED, 404) if target in self.dead else (None, 200)


def test_each_is_asked_once_a_week_and_the_dead_daily(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(targets, "AT_ONCE", 2)
    urls = [f"https://{letter}.agency.go.th/" for letter in "abc"]
    with sqlite_database.writing() as session:
        for number, target in enumerate((*urls, "", "https://hidden.agency.go.th/")):
            is_active = "hidden" not in target
            session.add(
                KnowledgeItem(slug=f"i{number}", category="ก", title=f"{number}", target=target, is_active=is_active)
            )
    asker = Answers()
    asker.dead = {urls[1]}

    def passes(days: int) -> list[str]:
        asker.asked.clear()
        check_due(sqlite_database, asker, NOW + timedelta(days=days))
        return list(asker.asked)

    assert passes(0) == urls[:2] and passes(0) == urls[2:] and passes(0) == []
    assert passes(1) == [urls[1]]
    with sqlite_database.reading() as session:
        (dead,) = dead_targets(session)
    assert (dead.slug, dead.status, dead.dead_since) == ("i1", 404, NOW)
    # Mended in the library: it is another address, and asked at the next pass.
    with sqlite_database.writing() as session:
        session.scalars(select(KnowledgeItem).where(KnowledgeItem.slug == "i1")).one().target = urls[1] + "new"
    assert passes(1) == [urls[1] + "new"]
    with sqlite_database.reading() as session:
        assert dead_targets(session) == []
        assert session.scalars(select(TargetCheck.dead_since)).all() == [None] * 3
    assert passes(6) == [] and passes(7) == [urls[0], urls[2]]
