"""What holds for every page: who may call it, headers, kind refusals, health, figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask, request
from sqlalchemy import text

from bot.line.address import Address
from models import heartbeat
from models.database import Database, make_engine
from models.membership.person import meet
from models.messaging.outbox import Outbox, OutboxState
from models.messaging.webhook_event import EventState, WebhookEvent
from services.operations import figures
from tests.support.pages import new_app
from tests.web.conftest import NOW, Site
from web.access import open_to_all, who_may_call

PATHS = (
    "/",
    "/k/basics",
    "/k/basics/qr.png",
    "/k/nothing",
    "/nothing",
    "/healthz",
    "/readyz",
    "/metrics",
    "/static/page.css",
    "/fonts/thai.css",
    "/fonts/thai.woff",
)


def test_every_route_says_who_may_call_it(site: Site) -> None:
    silent = [rule.rule for rule in site.app.url_map.iter_rules() if not who_may_call(site.app, rule.endpoint)]
    assert silent == []


def test_a_route_that_says_nothing_is_noticed(site: Site) -> None:
    assert who_may_call(site.app, "static")
    bare = Flask("bare")
    assert not who_may_call(bare, "static")
    bare.view_functions["static"] = open_to_all("everybody")(bare.view_functions["static"])
    assert who_may_call(bare, "static") == "everybody"


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(site: Site, path: str) -> None:
    headers = site.client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/k/basics", "/k/nothing"])
def test_pages_hold_nothing_that_the_policy_forbids(site: Site, path: str) -> None:
    page = site.client.get(path).get_data(as_text=True)
    for forbidden in ("<script", " style=", "<style", "onclick", "http://"):
        assert forbidden not in page
    assert 'lang="th"' in page and "width=device-width" in page


def test_nothing_is_loaded_from_elsewhere(site: Site) -> None:
    sheet = site.client.get("/static/page.css").get_data(as_text=True)
    assert "url(" not in sheet and "@import" not in sheet


def test_the_style_sheet_is_kept_under_its_fingerprint(site: Site) -> None:
    page = site.client.get("/").get_data(as_text=True)
    link = page.split('rel="stylesheet" href="')[1].split('"')[0]
    kept = site.client.get(link)
    assert kept.status_code == 200 and "immutable" in kept.headers["Cache-Control"]
    assert "immutable" not in site.client.get("/static/page.css").headers.get("Cache-Control", "")
    assert site.client.get("/static/../pages.py").status_code == 404


@pytest.mark.parametrize("path", ["/nothing", "/k", "/k/", "/desk/nothing", "/%00", "/k/a/b/c", "/.env", "/ไม่มีหน้านี้"])
def test_an_unknown_path_is_a_kind_404(site: Site, path: str) -> None:
    answer = site.client.get(path)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404 and "ไม่พบหน้านี้" in page
    # The way back is to where one came from.
    assert ('class="button" href="/desk/"' in page) == path.startswith("/desk/")


@pytest.mark.parametrize("path", ["/", "/k/basics", "/k/basics/go", "/k/basics/qr.png", "/healthz", "/metrics"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_wrong_method_is_refused_in_plain_words(site: Site, path: str, method: str) -> None:
    answer = site.client.open(path, method=method)
    assert answer.status_code == 405 and "GET" in answer.headers["Allow"]
    assert "ด้วยวิธีนี้ไม่ได้" in answer.get_data(as_text=True)
    assert site.counts() == {}


@pytest.fixture
def with_view(site: Site) -> Callable[[Callable[[], str]], None]:
    """Adds a POST view at /try before the first request."""

    def add(view: Callable[[], str]) -> None:
        site.app = new_app(lambda: site)
        site.app.add_url_rule("/try", "try", view, methods=["POST"])

    return add


def test_a_body_too_large_is_a_413(site: Site, with_view: Callable[[Callable[[], str]], None]) -> None:
    with_view(lambda: request.get_data(as_text=True))
    site.app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = site.client.post("/try", data=b"x" * 2000)
    assert answer.status_code == 413 and "ขนาดใหญ่เกินไป" in answer.get_data(as_text=True)


def test_our_own_fault_is_a_500_that_tells_nothing(
    site: Site, with_view: Callable[[Callable[[], str]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> str:
        raise RuntimeError("นายสมชาย 081-234-5678")

    with_view(fails)
    answer = site.client.post("/try")
    page, logged = answer.get_data(as_text=True), "".join(capsys.readouterr())
    assert answer.status_code == 500 and "ระบบขัดข้อง" in page
    assert "สมชาย" not in page + logged and "RuntimeError" in logged and "fails" in logged


def test_a_database_that_is_away_is_a_503(site: Site, with_view: Callable[[Callable[[], str]], None]) -> None:
    def away() -> str:
        with site.database.reading() as session:
            session.execute(text("SELECT 1"))
        return "here"

    with_view(away)
    assert site.client.post("/try").get_data(as_text=True) == "here"
    site.database.close()
    site.database.engine = make_engine("postgresql://nobody@127.0.0.1:1/none")
    lost = Database(site.database.engine)
    site.database._read, site.database._write = lost._read, lost._write
    for path in ("/k/basics", "/"):
        answer = site.client.get(path)
        assert answer.status_code == 503 and "ชั่วคราว" in answer.get_data(as_text=True)
    assert site.client.get("/healthz").status_code == 200
    ready = site.client.get("/readyz")
    assert ready.status_code == 503 and "cannot be reached" in ready.get_json()["reasons"][0]
    assert "nong_database_up 0.0" in site.client.get("/metrics").get_data(as_text=True)


def test_alive_and_ready(any_site: Site) -> None:
    assert any_site.client.get("/healthz").get_json() == {"alive": True}
    ready = any_site.client.get("/readyz")
    assert ready.status_code == 200
    assert ready.get_json() == {"ready": True, "reasons": [], "heartbeats": {}}
    with any_site.database.writing() as session:
        heartbeat.beat(session, "scheduler", NOW - timedelta(seconds=61))
        heartbeat.beat(session, "backup", NOW - timedelta(hours=20))
    hearts = any_site.client.get("/readyz").get_json()["heartbeats"]
    assert hearts["scheduler"]["age_seconds"] == 61 and hearts["scheduler"]["fresh"] is True
    assert hearts["backup"]["fresh"] is True, "a backup is made once a day"
    with any_site.database.writing() as session:
        heartbeat.beat(session, "scheduler", NOW - timedelta(minutes=10))
    late = any_site.client.get("/readyz")
    # Reminders are late, reporting works: worth telling, no reason to take this process out of service.
    assert late.status_code == 200 and late.get_json()["heartbeats"]["scheduler"]["fresh"] is False


def test_a_database_that_was_never_migrated_is_not_ready(any_site: Site) -> None:
    with any_site.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    ready = any_site.client.get("/readyz")
    assert ready.status_code == 503 and "migrate" in ready.get_json()["reasons"][0]


def test_figures(any_site: Site) -> None:
    with any_site.database.writing() as session:
        person = meet(session, "U" + "2" * 32, NOW)
        for number, state in enumerate((OutboxState.PENDING, OutboxState.PENDING, OutboxState.SENT)):
            session.add(
                Outbox(
                    person_id=person.id,
                    purpose="notice",
                    messages=[{"type": "text", "text": "ลับ"}],
                    must_arrive=True,
                    retry_key=str(number),
                    state=state,
                    next_try_at=NOW - timedelta(seconds=40 * number),
                    created_at=NOW - timedelta(seconds=90),
                )
            )
        session.add(WebhookEvent(id="e", kind="text", received_at=NOW, state=EventState.DEAD, event="{}", error="x"))
        heartbeat.beat(session, "scheduler", NOW - timedelta(seconds=30))
    figures.events.labels("text", "done").inc()
    figures.line_calls.labels("sent").inc()
    any_site.client.get("/k/basics")
    answer = any_site.client.get("/metrics")
    said = answer.get_data(as_text=True)
    assert answer.content_type.startswith("text/plain")
    for line in (
        "nong_database_up 1.0",
        'nong_outbox_rows{state="pending"} 2.0',
        'nong_outbox_rows{state="sent"} 1.0',
        'nong_outbox_rows{state="failed"} 0.0',
        "nong_outbox_oldest_pending_seconds 90.0",
        "nong_outbox_overdue_seconds 40.0",
        "nong_dead_letters 1.0",
        'nong_visits{kind="scan"} 1.0',
        'nong_heartbeat_age_seconds{part="scheduler"} 30.0',
        'nong_webhook_events_total{fate="done",kind="text"}',
        'nong_line_calls_total{outcome="sent"}',
    ):
        assert line in said, line
    assert "ลับ" not in said and "U222" not in said


def test_figures_are_the_same_whichever_process_is_asked(any_site: Site) -> None:
    """Two apps over one database, each with what others have counted."""
    elsewhere = figures.Tally()
    figures.Counter(elsewhere, figures.line_calls.name, "", ("outcome",)).labels("far away").inc()
    elsewhere.write(any_site.database)
    figures.line_calls.labels("here").inc()
    other = new_app(lambda: any_site).test_client()
    first, second = (client.get("/metrics").get_data(as_text=True) for client in (any_site.client, other))
    assert 'nong_line_calls_total{outcome="far away"} 1.0' in first
    assert first == second and "process_" not in first and "python_" not in first


def test_the_library_is_open_while_line_has_not_told_our_id(site: Site) -> None:
    site.address = Address(site.address.public_base_url, "")
    client = site.client
    home = client.get("/")
    assert home.status_code == 200 and "line.me" not in home.get_data(as_text=True)
    assert client.get("/k/basics").status_code == 200
    assert client.get("/k/basics/qr.png").status_code == 200
    assert client.get("/k/basics/go").status_code == 303
