"""Work that takes longer than a page may: made beside the request, with its progress for the page to show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """`kind` names the act, `wanted` its parameters. `done` of `total` is its progress. `key` is where the file lies
    below MEDIA_URL, `file_name` what a browser saves it as. `claimed_until` ends the claim of a worker that died;
    `attempts` counts claims, so that work that kills its worker is not begun for ever."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    wanted: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(8), default=JobState.WAITING, index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    key: Mapped[str | None] = mapped_column(String(200))
    file_name: Mapped[str | None] = mapped_column(String(200))
    error: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]


def waiting(session: Session, now: datetime) -> Sequence[int]:
    """Ids of jobs that may be begun, those of dead workers included, oldest first."""
    query = select(Job.id).where(
        or_(Job.state == JobState.WAITING, (Job.state == JobState.RUNNING) & (Job.claimed_until < now))
    )
    return session.scalars(query.order_by(Job.id)).all()


def claim(session: Session, job_id: int, now: datetime, lease: timedelta) -> Job | None:
    """Takes one; None if somebody else has it or it is over."""
    taken = session.execute(
        update(Job)
        .where(
            Job.id == job_id,
            or_(Job.state == JobState.WAITING, (Job.state == JobState.RUNNING) & (Job.claimed_until < now)),
        )
        .values(state=JobState.RUNNING, claimed_until=now + lease, attempts=Job.attempts + 1)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    return session.get(Job, taken, populate_existing=True) if taken is not None else None
