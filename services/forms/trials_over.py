"""Trials of forms that nobody went on with."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.reporting.conversation import About, Conversation

LASTS = timedelta(hours=24)
"""After that a trial is over; what is typed then means something else."""


def clean(session: Session, now: datetime) -> int:
    """Deletes the trials that are over; returns how many."""
    old = delete(Conversation).where(
        Conversation.about.in_((About.TRIAL, About.PREVIEW)), Conversation.updated_at < now - LASTS
    )
    done = session.execute(old.execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]
