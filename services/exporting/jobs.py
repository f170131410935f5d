"""Files that take longer than a page may: made in a lane of the web process, their progress in the database.

A job is claimed with a lease that its progress renews. The lease of a killed worker runs out, and the job is begun
again; one that has killed its worker three times is given up.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.database import Database
from models.exporting import job
from models.exporting.job import Job, JobState
from models.membership.person import Person
from services.messaging.lanes import Again
from services.messaging.mail import Mails

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)
MOST_TRIES = 3
MOST_WAITING = 5  # of one person
KEPT = timedelta(days=1)
FOLDER = "downloads"
_UNFINISHED = (JobState.WAITING, JobState.RUNNING)


class TooMany(Exception):
    """The person has as many files waiting as one may have."""


class Files(Protocol):
    """Where files are kept, by key: a `services.storage.store.Store`."""

    def put(self, key: str, path: Path) -> None: ...

    def remove(self, key: str) -> None: ...

    def read(self, key: str) -> bytes: ...


class Wanted(Protocol):
    """What somebody may ask for: a `DownloadRequest`, a `PosterRequest`, an `InviteRequest`."""

    @property
    def kind(self) -> str: ...

    def to_json(self) -> dict[str, Any]: ...


def ask(session: Session, person: Person, wanted: Wanted, now: datetime) -> Job:
    """The person's job for this file: the one that is waiting or being made already, else a new one. Raises TooMany."""
    unfinished = session.scalars(select(Job).where(Job.person_id == person.id, Job.state.in_(_UNFINISHED))).all()
    for one in unfinished:
        if one.kind == wanted.kind and one.wanted == wanted.to_json():
            return one
    if len(unfinished) >= MOST_WAITING:
        raise TooMany
    made = Job(person_id=person.id, kind=wanted.kind, wanted=wanted.to_json(), created_at=now)
    session.add(made)
    session.flush()
    return made


def of_person(session: Session, person: Person, now: datetime) -> Sequence[Job]:
    """The person's jobs of the last day, newest first."""
    query = select(Job).where(Job.person_id == person.id, Job.created_at > now - KEPT)
    return session.scalars(query.order_by(Job.id.desc())).all()


def mine(session: Session, person: Person, job_id: int) -> Job | None:
    """The person's own job; None for anybody else's and for none."""
    return session.scalar(select(Job).where(Job.id == job_id, Job.person_id == person.id))


def unfinished(session: Session) -> Sequence[int]:
    """Ids of jobs that wait or were begun, those of dead workers too."""
    return session.scalars(select(Job.id).where(Job.state.in_(_UNFINISHED)).order_by(Job.id)).all()


def sweep(database: Database, remove: Callable[[str], None], now: datetime) -> int:
    """Deletes jobs older than a day with their files; returns how many went. `remove` deletes a file by its key."""
    old = select(Job.id, Job.key).where(
        Job.created_at <= now - KEPT, (Job.state != JobState.RUNNING) | (Job.claimed_until < now)
    )
    with database.reading() as session:
        gone = session.execute(old).all()
    for job_id, key in gone:
        # The file goes first: killed in between, the next pass finds the row and no file, and is content.
        if key:
            remove(key)
        with database.writing() as session:
            found = session.get(Job, job_id)
            if found is not None:
                session.delete(found)
    return len(gone)


class _Lost(Exception):
    """Somebody else has the job now."""


class Worker:
    """Makes the files. `base_url` is where our pages are; `mails` sends the invitations that go by e-mail."""

    def __init__(
        self,
        database: Database,
        store: Files,
        clock: Callable[[], datetime],
        base_url: str,
        mails: Mails = Mails(),
    ) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._base_url = base_url
        self._mails = mails

    def work(self, job_id: int, again: Again) -> bool:
        """The work of a lane: makes the file of one job. Comes back when somebody else's claim may have run out."""
        with self._database.writing() as session:
            taken = job.claim(session, job_id, self._clock(), LEASE)
            if taken is None:
                held = session.get(Job, job_id)
                if held is not None and held.state == JobState.RUNNING and held.claimed_until:
                    again(max(1.0, (held.claimed_until - self._clock()).total_seconds() + 1))
                return False
            if taken.attempts > MOST_TRIES:
                self._give_up(taken, "killed its worker")
                return False
            left_behind = taken.key
            taken.key = f"{FOLDER}/{secrets.token_hex(16)}"
        if left_behind:
            self._store.remove(left_behind)
        try:
            self._make(_Claim(self._database, self._clock, taken))
        except _Lost:
            log.warning("job lost to another worker", job=job_id)
        except Exception as error:  # whatever broke: its owner must be told, and the next job must have its turn
            log.error("job failed", job=job_id, error=type(error).__name__)
            with self._database.writing() as session:
                found = session.get(Job, job_id)
                if found is not None and found.attempts == taken.attempts:
                    self._give_up(found, type(error).__name__)
        return False

    def _make(self, claim: _Claim) -> None:
        with tempfile.TemporaryDirectory(prefix="nong-") as folder:
            path, file_name = self._made(claim, Path(folder))
            assert claim.job.key is not None
            # A slow store gets a whole lease.
            claim.renew(claim.job.total, claim.job.total)
            self._store.put(claim.job.key, path)
        try:
            claim.settle(file_name=file_name)
        except _Lost:
            self._store.remove(claim.job.key)
            raise

    def _made(self, claim: _Claim, folder: Path) -> tuple[Path, str]:
        wanted, now = claim.job.wanted, self._clock()
        # What makes files is large, and imported by whoever has one to make.
        from services.exporting import downloads, invitations
        from services.posters import making as posters

        if claim.job.kind == posters.KIND:
            return posters.make(self._database, wanted, self._store.read, folder, now, claim.renew)
        if (kind := claim.job.kind) in invitations.KINDS:
            person_id = claim.job.person_id
            return invitations.make(self._database, kind, wanted, person_id, folder, now, self._mails, claim.renew)
        made = downloads.make(
            self._database,
            downloads.DownloadRequest.from_json(wanted),
            folder,
            now,
            base_url=self._base_url,
            progress=claim.renew,
        )
        return made.path, made.file_name

    def _give_up(self, found: Job, why: str) -> None:
        found.state, found.error, found.claimed_until = JobState.FAILED, why[:200], None
        found.finished_at = self._clock()


class _Claim:
    """One worker's hold on a job: what it writes counts only while nobody else has taken the job over."""

    def __init__(self, database: Database, clock: Callable[[], datetime], taken: Job) -> None:
        self._database = database
        self._clock = clock
        self.job = taken

    def renew(self, done: int, total: int) -> None:
        until = self._clock() + LEASE
        self._write(done=done, total=total, claimed_until=until)
        self.job.total = total

    def settle(self, *, file_name: str) -> None:
        self._write(
            state=JobState.DONE,
            done=Job.total,
            file_name=file_name[:200],
            claimed_until=None,
            finished_at=self._clock(),
        )

    def _write(self, **values: object) -> None:
        with self._database.writing() as session:
            written = session.execute(
                update(Job)
                .where(
                    Job.id == self.job.id,
                    Job.state == JobState.RUNNING,
                    Job.attempts == self.job.attempts,
                )
                .values(**values)
                .execution_options(synchronize_session=False)
            )
        if written.rowcount != 1:  # type: ignore[attr-defined]
            raise _Lost
