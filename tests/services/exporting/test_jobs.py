"""Files that are made beside the request: claims, progress, kill -9, what is thrown away."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from models.database import Database
from models.exporting import job
from models.exporting.job import Job, JobState
from models.membership.person import Person, meet
from services.exporting import jobs
from services.exporting.downloads import DownloadRequest
from services.exporting.jobs import KEPT, LEASE, MOST_TRIES, MOST_WAITING, TooMany, Worker
from services.messaging.lanes import Lanes
from services.operations import setup
from services.org_units.import_units import bring_in
from services.storage.store import Store
from tests.support.desk_site import NOW
from tests.support.filled import fill
from tests.support.kept import kept
from tests.support.program import Program
from tests.support.town import OFFICES, country

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
WORKBOOK = DownloadRequest("xlsx", "khok-nong-na", "2026-10", "11")


@dataclass
class Place:
    """A province that has reported, a store, and one worker. `now` may be set."""

    database: Database
    media: Path
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.store = Store(str(self.media))
        self.worker = Worker(self.database, self.store, lambda: self.now, "https://nong.example")
        self.asked_again: list[float] = []

    def asks(self, wanted: DownloadRequest = WORKBOOK, who: str = "a") -> int:
        with self.database.writing() as session:
            return jobs.ask(session, person(session, who), wanted, self.now).id

    def works(self, job_id: int) -> Job:
        self.worker.work(job_id, self.asked_again.append)
        return self.job(job_id)

    def job(self, job_id: int) -> Job:
        with self.database.reading() as session:
            return session.get_one(Job, job_id)

    def stored(self) -> list[str]:
        return sorted(str(path.relative_to(self.media)) for path in self.media.rglob("*") if path.is_file())


def person(session: Session, who: str = "a") -> Person:
    return meet(session, "U" + who * 32, NOW)


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Place:
    return Place(kept(database, reported), tmp_path / "media")


def reported(database: Database) -> Database:
    looked = setup.look(database)
    with database.writing() as session:
        bring_in(session, [*country("11", "12"), *OFFICES], NOW)
        setup.init(session, NOW, looked, active_from="2026-09")
    fill(database, NOW, months=2)
    return database


def test_a_job_ends_with_a_file_under_a_random_key(place):
    done = place.works(place.asks())
    assert (done.state, done.done, done.total, done.error) == (JobState.DONE, 21, 21, None)
    assert done.file_name == "รายงาน โคก หนอง นา ต.ค. 69 จังหวัดสมุทรปราการ.xlsx"
    assert place.stored() == [done.key] and done.key.startswith("downloads/") and len(done.key) == 42
    with place.store.open(done.key) as file:
        book = load_workbook(io.BytesIO(file.read()))
    assert book["หน่วยงาน"].max_row == 22
    again = place.works(place.asks())
    assert again.id != done.id and again.key != done.key


@pytest.mark.parametrize("kind", ["csv", "json", "memo"])
def test_every_kind_can_be_made(place, kind):
    done = place.works(place.asks(DownloadRequest(kind, "khok-nong-na", "2026-10", "11")))
    assert done.state == JobState.DONE, done.error
    with place.store.open(done.key) as file:
        body = file.read()
    if kind == "json":
        assert len(json.loads(body)["offices"]) == 21
    else:
        assert body.startswith(b"PK"), "tables of several files come packed"


def test_asking_twice_while_it_is_made_is_asking_once(place):
    first = place.asks()
    assert place.asks() == first
    assert place.asks(who="b") != first, "somebody else's is another"
    for number in range(1, MOST_WAITING):
        place.asks(DownloadRequest("csv", "khok-nong-na", "2026-10", f"11{number:02d}"))
    with pytest.raises(TooMany):
        place.asks(DownloadRequest("json", "khok-nong-na", "2026-10", "11"))


def test_only_one_of_two_workers_has_it(place):
    number = place.asks()
    with place.database.writing() as session:
        assert job.claim(session, number, NOW, LEASE) is not None
    other = place.works(number)
    assert (other.state, other.attempts, other.key) == (JobState.RUNNING, 1, None)
    assert place.asked_again == [LEASE.total_seconds() + 1], "it comes back when the claim may have run out"
    place.now += LEASE + timedelta(seconds=1)
    assert place.works(number).state == JobState.DONE


def test_what_a_worker_makes_after_it_lost_its_claim_counts_for_nothing(place):
    number = place.asks()

    class Slow(Store):
        """Takes so long that somebody else takes the job over."""

        def put(self, key: str, path: Path) -> None:
            super().put(key, path)
            place.now += LEASE * 2
            assert place.works(number).state == JobState.DONE

    slow = Worker(place.database, Slow(str(place.media)), lambda: place.now, "")
    slow.work(number, place.asked_again.append)
    done = place.job(number)
    assert (done.state, done.attempts) == (JobState.DONE, 2)
    assert place.stored() == [done.key], "the late one's file is gone"


def test_progress_is_told_and_keeps_the_claim(place):
    number = place.asks()
    seen: list[tuple[int, int]] = []

    class Watching(Store):
        def put(self, key: str, path: Path) -> None:
            found = place.job(number)
            seen.append((found.done, found.total))
            assert found.claimed_until == place.now + LEASE
            super().put(key, path)

    Worker(place.database, Watching(str(place.media)), lambda: place.now, "").work(number, place.asked_again.append)
    assert seen == [(21, 21)] and place.job(number).state == JobState.DONE


def test_a_killed_worker_s_job_is_begun_again(place, tmp_path):
    number = place.asks()
    url = place.database.engine.url.render_as_string(hide_password=False)
    process = Program(["-m", "tests.services.exporting.stuck_job", url, str(place.media)])
    try:
        assert process.stdout.readline() == "stored half\n"
    finally:
        process.kill()
        process.wait(30)
    half = place.stored()
    assert place.job(number).state == JobState.RUNNING and len(half) == 1
    assert place.works(number).state == JobState.RUNNING, "its claim still stands"
    place.now += LEASE + timedelta(seconds=1)
    done = place.works(number)
    assert (done.state, done.attempts) == (JobState.DONE, 2)
    assert place.stored() == [done.key] != half, "the half file is gone"


def test_a_job_that_kills_its_worker_again_and_again_is_given_up(place):
    number = place.asks()
    for _ in range(MOST_TRIES):
        with place.database.writing() as session:
            assert job.claim(session, number, place.now, LEASE) is not None
        place.now += LEASE + timedelta(seconds=1)
    given_up = place.works(number)
    assert (given_up.state, given_up.error) == (JobState.FAILED, "killed its worker")
    assert place.works(number).attempts == MOST_TRIES + 1, "nobody begins it any more"


def test_what_breaks_fails_that_job_and_no_other(place, capsys):
    bad = place.asks(DownloadRequest("xlsx", "no-such-programme", "2026-10", "11"))
    good = place.asks()
    assert (place.works(bad).state, place.job(bad).error) == (JobState.FAILED, "CannotExport")
    assert place.works(good).state == JobState.DONE
    assert "no-such-programme" not in "".join(capsys.readouterr())


def test_a_lane_makes_them_one_after_the_other(place):
    numbers = [place.asks(), place.asks(DownloadRequest("json", "khok-nong-na", "2026-10", "1101"))]
    lanes = Lanes(place.worker.work, most=1)
    lanes.start()
    for number in numbers:
        lanes.wake(number)
    lanes.stop(60)
    assert [place.job(number).state for number in numbers] == [JobState.DONE] * 2
    assert [place.job(number).attempts for number in numbers] == [1, 1]


def test_files_go_after_a_day(place):
    old, running = place.works(place.asks()), place.asks(DownloadRequest("csv", "khok-nong-na", "2026-10", "11"))
    place.now += KEPT
    with place.database.writing() as session:
        job.claim(session, running, place.now, LEASE)
    young = place.works(place.asks())
    assert jobs.sweep(place.database, place.store.remove, place.now) == 1
    assert place.stored() == [young.key]
    with place.database.reading() as session:
        assert session.get(Job, old.id) is None and session.get(Job, running) is not None
        assert [one.id for one in jobs.of_person(session, person_of(session), place.now)] == [young.id]
    place.now += KEPT
    assert jobs.sweep(place.database, place.store.remove, place.now) == 2
    assert place.stored() == [] and jobs.sweep(place.database, place.store.remove, place.now) == 0


def person_of(session: Session) -> Person:
    return session.query(Person).filter_by(line_user_id="U" + "a" * 32).one()


def test_a_job_is_its_owner_s_alone(place):
    number = place.asks()
    with place.database.writing() as session:
        assert jobs.mine(session, person(session, "a"), number) is not None
        assert jobs.mine(session, person(session, "b"), number) is None
        for nonsense in (0, number + 1):
            assert jobs.mine(session, person(session, "a"), nonsense) is None
