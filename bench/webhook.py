"""How fast a webhook is answered while LINE itself is slow, and whether every answer arrives in the end.

    python -m bench.webhook [--short] [--postgres] [--rate 20] [--seconds 30] [--people 40] [--slow 2] [--json]

Starts the pretend LINE (each of whose answers takes `--slow` seconds) and `python app.py serve`, lets officers type
their way through menu, status, knowledge and the month's report, and times the webhook alone: the pretend LINE
delivers to a meter in this process, which passes the same signed bytes on to the product and stops the clock at its
answer. The first answers after the start are told apart (cold). Everything stays on this machine. Exit 1 where an
answer was lost or a webhook failed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import urllib3
from sqlalchemy import func, select

from bench.instance import SECRET, TOKEN, free_port, settings, wait_until
from bench.scratch import postgres
from commands.wiring import Wiring
from config import HERE, Settings
from models.membership.membership import Membership
from models.membership.person import Person, PersonState
from models.messaging.outbox import Outbox, OutboxState
from models.org_unit import LOCAL_KINDS, OrgUnit, UnitKind
from services.operations import setup
from services.operations.migrate import migrate
from services.org_units.import_units import bring_in
from services.org_units.registry import TOP, RegistryUnit

# What an officer types, in turn: a report without its photo, and what people look up in between.
WORDS = (
    "เมนู", "รายงาน", "1", "๒", "40 คน", "0", "๑๒", "สถานะ", "2", "1 3", "120", "1,3", "12,500 บาท", "ไม่มี",
    "ความรู้", "โคกหนองนา", "ช่วยเหลือ", "รายงาน", "สถานะ",
)  # fmt: skip


@dataclass
class Times:
    """Milliseconds of each answer; statuses other than 200."""

    ms: list[float] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)

    def at(self, share: float) -> float:
        ordered = sorted(self.ms)
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)


class Meter:
    """Takes webhooks from the pretend LINE and passes them on, byte for byte, timing the answer."""

    def __init__(self, target: str) -> None:
        self.times = Times()
        http = urllib3.PoolManager(maxsize=64, retries=False, timeout=urllib3.Timeout(30))
        meter = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name: self.headers[name] for name in ("X-Line-Signature", "Content-Type")}
                started = time.perf_counter()
                try:
                    status = http.request("POST", target, body=body, headers=headers).status
                except urllib3.exceptions.HTTPError:
                    status = 0
                meter.times.ms.append((time.perf_counter() - started) * 1000)
                if status != 200:
                    meter.times.failed.append(status)
                self.send_response(status or 502)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/callback"


class LineControls:
    """The pretend LINE's controls."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = urllib3.PoolManager(maxsize=64, retries=False, timeout=urllib3.Timeout(60))

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        answer = self._http.request(method, self.url + path, json=body)
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status} {answer.data.decode()}")
        return answer.json() if answer.data else None

    def refused(self) -> int:
        return sum(bool(call["refusals"]) for call in self.ask("GET", "/emulator/log")["calls"])


def main() -> int:
    options = arguments().parse_args()
    seconds = 5.0 if options.short else options.seconds
    with tempfile.TemporaryDirectory(prefix="nong-bench-") as folder, database(options.postgres, folder) as url:
        port = free_port()
        meter = Meter(f"http://127.0.0.1:{port}/callback")
        with line(meter.url) as api:
            environ = settings(url, api, port, folder)
            wiring = Wiring(
                clock=lambda: datetime.now(UTC),
                load=lambda *, talking: Settings.load(environ, talking=talking, dotenv=None),
            )
            control = LineControls(api)
            first, *people = seed(wiring, control, options.people + 1)
            with product(environ, port):
                # The first of each kind of question after a start compiles its statements: told apart.
                fire(control, [first], options.rate, len(WORDS) / options.rate)
                wait_until(lambda: len(meter.times.ms) == len(WORDS), 30)
                cold, meter.times = meter.times, Times()
                control.ask("POST", "/emulator/faults", {"kind": "slow", "count": 0, "seconds": options.slow})
                took = fire(control, people, options.rate, seconds)
                drained = drain(wiring, options.patience)
                found = result(wiring, control, meter.times, took, drained) | {"cold_max_ms": cold.at(1.0)}
            wiring.database.close()
    found = {"database": "postgresql" if options.postgres else "sqlite", "slow_s": options.slow} | found
    print(json.dumps(found) if options.json else "\n".join(f"{name:22} {value}" for name, value in found.items()))
    return 1 if found["webhooks_failed"] or found["lost"] or found["refused_by_line"] else 0


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="5 seconds")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL (from requirements-dev.txt)")
    parser.add_argument("--rate", type=float, default=20.0, help="events a second")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--slow", type=float, default=2.0, help="seconds the pretend LINE takes for each answer")
    parser.add_argument("--patience", type=float, default=120.0, help="seconds to wait for the last answers")
    parser.add_argument("--json", action="store_true")
    return parser


@contextmanager
def database(is_postgres: bool, folder: str) -> Iterator[str]:
    if not is_postgres:
        yield f"sqlite:///{folder}/nong.sqlite3"
        return
    with postgres(Path(folder) / "postgres") as server:
        yield server.uri


@contextmanager
def line(webhook: str) -> Iterator[str]:
    command = ["-m", "emulator", "--port", "0", "--webhook", webhook, "--secret", SECRET, "--token", TOKEN]
    part = subprocess.Popen([sys.executable, *command, "--quota", "none"], cwd=HERE, stdout=subprocess.PIPE, text=True)
    try:
        assert part.stdout is not None
        yield part.stdout.readline().split()[1]
    finally:
        part.terminate()
        part.wait(10)


@contextmanager
def product(environ: dict[str, str], port: int) -> Iterator[None]:
    log = Path(environ["MEDIA_URL"]).with_name("serve.log").open("w")
    part = subprocess.Popen([sys.executable, "app.py", "serve"], cwd=HERE, env=os.environ | environ, stderr=log)
    try:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/healthz") or part.poll() is not None, 30)
        if part.poll() is not None:
            raise SystemExit(f"the product did not start:\n{Path(log.name).read_text()}")
        yield
    finally:
        part.terminate()
        part.wait(30)
        log.close()


def seed(wiring: Wiring, control: LineControls, count: int) -> list[str]:
    """One officer an office, all known already."""
    now = wiring.clock()
    migrate(wiring.database.engine)
    people = [control.ask("POST", "/emulator/people", {"displayName": "เจ้าหน้าที่", "friend": True}) for _ in range(count)]
    looked = setup.look(wiring.database)
    with wiring.database.writing() as session:
        setup.init(session, now, looked, active_from="2026-01")
        areas = [
            RegistryUnit("11", UnitKind.PROVINCE, "สมุทรปราการ", "TH"),
            RegistryUnit("1103", UnitKind.DISTRICT, "บางพลี", "11"),
        ]
        offices = [RegistryUnit(f"0611{number:04d}", UnitKind.SAO, f"ตำบล{number}", "1103") for number in range(count)]
        bring_in(session, [TOP, *areas, *offices], now)
        units = session.scalars(select(OrgUnit.id).where(OrgUnit.kind.in_(LOCAL_KINDS)).order_by(OrgUnit.id)).all()
        for one, unit in zip(people, units, strict=True):
            person = Person(
                line_user_id=one["userId"], name="เจ้าหน้าที่", state=PersonState.ACTIVE, created_at=now, consent_at=now
            )
            session.add(person)
            session.flush()
            session.add(
                Membership(
                    person_id=person.id, org_unit_id=unit, role="officer", state="active", asked_at=now, from_at=now
                )
            )
    return [one["userId"] for one in people]


def fire(control: LineControls, people: list[str], rate: float, seconds: float) -> float:
    """Events at a steady rate, whatever the answers do; returns how long it really took."""
    started = time.perf_counter()
    for number in range(int(rate * seconds)):
        wait = started + number / rate - time.perf_counter()
        if wait > 0:
            time.sleep(wait)
        turn, who = divmod(number, len(people))
        act = {"type": "text", "text": WORDS[turn % len(WORDS)]}
        control.ask("POST", f"/emulator/people/{people[who]}/act?wait=0", act)
    return time.perf_counter() - started


def drain(wiring: Wiring, patience: float) -> float:
    """Seconds from the last event until nothing waits any more."""
    started = time.perf_counter()

    def empty() -> bool:
        with wiring.database.reading() as session:
            waiting = Outbox.state.in_((OutboxState.PENDING, OutboxState.SENDING))
            return not session.scalar(select(func.count()).where(waiting))

    time.sleep(1)  # the last webhooks are still on their way
    wait_until(empty, patience)
    return time.perf_counter() - started


def result(wiring: Wiring, control: LineControls, times: Times, took: float, drained: float) -> dict[str, Any]:
    with wiring.database.reading() as session:
        states = dict(session.execute(select(Outbox.state, func.count()).group_by(Outbox.state)).all())
        pushed = session.scalar(
            select(func.count()).where(Outbox.state == OutboxState.SENT, Outbox.reply_token.is_(None))
        )
        late = session.scalar(
            select(func.count()).where(Outbox.state == OutboxState.SENT, Outbox.sent_at > Outbox.reply_until)
        )
    answers_sent = states.get(OutboxState.SENT, 0)
    return {
        "events": len(times.ms),
        "events_per_second": round(len(times.ms) / took, 1),
        "p50_ms": times.at(0.50),
        "p95_ms": times.at(0.95),
        "p99_ms": times.at(0.99),
        "max_ms": times.at(1.0),
        "webhooks_failed": len(times.failed),
        "answers": sum(states.values()),
        "arrived": answers_sent,
        "arrived_as_push": (pushed or 0) + (late or 0),
        "lost": sum(states.values()) - answers_sent,
        "seconds_to_last_answer": round(drained, 1),
        "refused_by_line": control.refused(),
    }


def answers(url: str) -> bool:
    try:
        return urllib3.request("GET", url, timeout=2, retries=False).status == 200
    except urllib3.exceptions.HTTPError:
        return False


if __name__ == "__main__":
    sys.exit(main())
