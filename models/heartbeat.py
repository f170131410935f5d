"""When each part was last alive, or did its work: what `doctor`, `/readyz` and `/metrics` look at."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.put import put

# The longest that each part may be silent. The scheduler beats every minute: three missed beats are no coincidence. A
# backup is made every night, and may take its time.
LATE = {"scheduler": timedelta(minutes=3), "backup": timedelta(hours=26)}

# No part: when the scheduler went on after it had stood still for days. Its note says since when.
STOOD_STILL = "stood still"


class Heartbeat(Base):
    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(200), default="")


def beat(session: Session, name: str, now: datetime, note: str = "") -> None:
    put(session, Heartbeat, name=name, at=now, note=note)
