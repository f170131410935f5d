"""When each part was last alive: what `doctor` and `/readyz` look at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.put import put


class Heartbeat(Base):
    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(200), default="")


def beat(session: Session, name: str, now: datetime, note: str = "") -> None:
    put(session, Heartbeat, name=name, at=now, note=note)
