"""Where a district or a province ends, by its official code: what a point is held against and a map draws."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Boundary(Base):
    """`shape` is a list of polygons, each a list of rings (the outline, then holes), each a list of [longitude,
    latitude] in degrees (WGS 84). `south`, `west`, `north` and `east` are the box around it."""

    __tablename__ = "boundary"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    shape: Mapped[list[Any]] = mapped_column(JSON)
    south: Mapped[float] = mapped_column(Float)
    west: Mapped[float] = mapped_column(Float)
    north: Mapped[float] = mapped_column(Float)
    east: Mapped[float] = mapped_column(Float)
    updated_at: Mapped[datetime]


def of_or_around(session: Session, codes: Collection[str], latitude: float, longitude: float) -> list[Boundary]:
    """The boundaries of these codes, and every one whose box holds the point."""
    box = (Boundary.south <= latitude) & (Boundary.north >= latitude)
    box &= (Boundary.west <= longitude) & (Boundary.east >= longitude)
    return list(session.scalars(select(Boundary).where(Boundary.code.in_(codes) | box).order_by(Boundary.code)))


def of(session: Session, codes: Collection[str]) -> list[Boundary]:
    return list(session.scalars(select(Boundary).where(Boundary.code.in_(codes)).order_by(Boundary.code)))
