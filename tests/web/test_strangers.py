"""What strangers may cost: pictures drawn once, openings written together, so much a minute, nothing of the inside."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import event

from models.database import Database, make_engine
from models.knowledge.visit import VisitKind
from services.knowledge import library, qr_pictures, visits
from services.knowledge.qr_pictures import QrPictures
from services.knowledge.visits import Visits
from services.storage.store import Store
from tests.support.pages import METRICS_TOKEN
from tests.web.conftest import NOW, Site
from web import headers, limits

FAR = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was drawn; the pictures are short."""
    found: list[str] = []

    def draw(text: str, caption: str) -> bytes:
        found.append(text)
        return f"PNG {text} {caption}".encode()

    monkeypatch.setattr(qr_pictures, "qr_png", draw)
    return found


@pytest.fixture
def statements(site: Site) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(site.database.engine, "before_cursor_execute", note)
    yield said
    event.remove(site.database.engine, "before_cursor_execute", note)


def test_a_picture_is_drawn_once_for_all_processes_and_again_when_its_title_changes(
    site: Site, drawn: list[str]
) -> None:
    first = site.client.get("/k/basics/qr.png").data
    site.pictures = QrPictures(site.pictures._store)  # another process
    assert site.client.get("/k/basics/qr.png").data == first and len(drawn) == 1
    site.client.get("/k/basics/qr.png?u=06110101")
    for unknown in ("?u=1", "?u=2", "?u=%00", "?v=x"):
        assert site.client.get(f"/k/basics/qr.png{unknown}").data == first
    assert len(drawn) == 2, "a link of an office that does not exist is the common one"
    with site.database.writing() as session:
        library.change(session, "basics", title="ชื่อใหม่")
    assert site.client.get("/k/basics/qr.png").data != first and len(drawn) == 3
    store = site.pictures._store
    assert len(store._files.find(store._root)) == 2, "drawn over, not beside"


@pytest.mark.parametrize("spoilt", [b"", b"PNG", b"x" * 100])
def test_half_a_picture_is_no_picture(drawn: list[str], spoilt: bytes) -> None:
    store = Store(f"memory://spoilt-{len(spoilt)}")
    pictures = QrPictures(store)
    whole = pictures.png(1, "", "text", "words", lambda: True)
    store.put_bytes("qr/1/all.png", spoilt or store.read("qr/1/all.png")[:-1])
    assert pictures.png(1, "", "text", "words", lambda: False) is None
    assert pictures.png(1, "", "text", "words", lambda: True) == whole and len(drawn) == 2


def test_a_store_that_fails_costs_no_reader_the_picture(drawn: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Store, "put_bytes", full)
    monkeypatch.setattr(Store, "read", full)
    assert QrPictures(Store("memory://full")).png(1, "", "text", "", lambda: True)


def test_openings_cost_no_write_until_they_are_written_together(site: Site, statements: list[str]) -> None:
    for _ in range(20):
        site.client.get("/k/basics?u=06110101")
        site.client.get("/k/basics/go")
    assert {one.split()[0] for one in statements} == {"BEGIN", "SELECT"} and "BEGIN IMMEDIATE" not in statements
    statements.clear()
    site.visits.write(site.database)
    site.visits.write(site.database)
    assert [one.split()[0] for one in statements] == ["BEGIN", "SELECT", "INSERT"]
    assert site.counts() == {"scan": 20, "click": 20}


def test_two_processes_count_together_and_an_outage_loses_nothing_that_there_is_room_for(
    any_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "MOST", 50)
    one, other = Visits(), Visits()
    for counting in (one, other):
        for office in range(30):
            counting.count(1, VisitKind.CHAT, f"{office}", NOW)
    away = Database(make_engine("postgresql://nobody@127.0.0.1:1/none"))
    one.write(away)
    away.close()
    for office in range(30, 60):
        one.count(1, VisitKind.CHAT, f"{office}", NOW)
    one.write(any_site.database)
    other.write(any_site.database)
    assert any_site.counts() == {"chat": 50 + 30}


def test_readiness_reads_the_migrations_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert site.client.get("/readyz").status_code == 200

    def loaded(*_: object) -> None:
        raise AssertionError("loaded again")

    monkeypatch.setattr(ScriptDirectory, "walk_revisions", loaded)
    assert site.client.get("/readyz").status_code == 200


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
def test_the_inside_is_shown_to_this_machine_and_to_who_has_the_token(site: Site, path: str) -> None:
    def status(address: str, host: str = "localhost", **sent: str) -> int:
        environ = {"REMOTE_ADDR": address}
        return site.client.get(path, base_url=f"http://{host}", headers=sent, environ_base=environ).status_code

    for here in ("127.0.0.1", "::1"):
        for host in ("localhost:8000", "127.0.0.1:8000", "[::1]:8000"):
            assert status(here, host) == 200
    assert status("203.0.113.7") == status("::ffff:10.0.0.1") == status("") == status("unix") == 403
    # A proxy on this machine that does not say for whom it asks.
    assert status("127.0.0.1", "nong.example.go.th") == status("127.0.0.1", "localhost.evil.example") == 403
    assert status("203.0.113.7", Authorization=f"Bearer {METRICS_TOKEN}") == 200
    for wrong in (METRICS_TOKEN, "Bearer", "Bearer ", f"Bearer {METRICS_TOKEN}x", "Bearer ก"):
        assert status("203.0.113.7", Authorization=wrong.encode().decode("latin-1")) == 403


def test_without_a_token_none_opens_the_inside() -> None:
    from web.access import is_inside

    app = Flask("bare")
    for sent in ({}, {"Authorization": ""}, {"Authorization": "Bearer "}):
        with app.test_request_context("/metrics", headers=sent, environ_base=FAR) as context:
            assert not is_inside(context.request, "")


@pytest.mark.parametrize(("secure", "says"), [(True, headers.ONLY_HTTPS), (False, None)])
def test_browsers_are_asked_to_insist_on_https_where_we_have_it(secure: bool, says: str | None) -> None:
    app = Flask("bare")
    headers.install(app, secure=secure)
    assert app.test_client().get("/nothing").headers.get("Strict-Transport-Security") == says


def test_an_address_may_ask_so_much_in_a_minute(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ADDRESS", limits.Rate(3))

    def ask(address: str, path: str = "/nothing") -> int:
        answer = site.client.get(path, environ_base={"REMOTE_ADDR": address})
        assert answer.status_code != 429 or (answer.headers["Retry-After"] == "60" and "ถี่" in answer.text)
        return answer.status_code

    assert [ask("203.0.113.7") for _ in range(5)] == [404, 404, 404, 429, 429]
    assert ask("203.0.113.8") == 404, "another's"
    assert [ask(f"2001:db8::{number}") for number in range(1, 5)] == [404, 404, 404, 429], "one network"
    assert ask("203.0.113.7", "/healthz") == 200
    assert {ask("127.0.0.1") for _ in range(9)} == {404}, "a proxy that says nothing must not shut everybody out"


def test_drawing_is_dearer_than_showing(site: Site, drawn: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DRAWING", limits.Rate(1))
    paths = ["/k/basics/qr.png", "/k/basics/qr.png?u=06110101", "/k/basics/qr.png"]
    assert [site.client.get(path, environ_base=FAR).status_code for path in paths] == [200, 429, 200]
    assert len(drawn) == 1


def test_what_was_counted_is_forgotten_with_its_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    counted, rate = limits.Limits(), limits.Rate(2)
    for later, allowed in ((0, True), (59, True), (59.9, False), (60.1, True), (60.2, True), (119, False)):
        monkeypatch.setattr("time.monotonic", lambda later=later: 1000.0 + later)
        assert counted.allows(rate, "somebody") is allowed, later
    assert counted.allows(rate, "another")


def test_counting_starts_no_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = limits.Limits()
    monkeypatch.setattr(Thread, "start", lambda _: pytest.fail("a thread"))
    for _ in range(3):
        assert counted.allows(limits.ADDRESS, "somebody")


def test_what_is_counted_has_an_end(site: Site) -> None:
    counted = limits.Limits()
    for number in range(3 * limits.BUCKETS):
        counted.allows(limits.ADDRESS, f"address {number}")
    assert len(counted._windows) <= limits.BUCKETS
    assert limits.ADDRESS.seconds == 60
