"""Is this process alive, and is it ready to serve? For load balancers, systemd and the curious."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from models.database import Database
from models.heartbeat import LATE, Heartbeat
from services.operations.migrate import is_current
from web.access import is_inside, open_to_all


def pages(database: Database, clock: Callable[[], datetime], token: str) -> Blueprint:
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    @open_to_all("machines: says only that the process answers", is_limited=False)
    def alive() -> Response:
        return jsonify(alive=True)

    @blueprint.get("/readyz")
    @open_to_all("this machine, or one with METRICS_TOKEN: says what is not ready, nothing about anybody")
    def ready() -> tuple[Response, int]:
        if not is_inside(request, token):
            abort(403)
        reasons: list[str] = []
        hearts: dict[str, Any] = {}
        try:
            if is_current(database.engine):
                hearts = _hearts(database, clock())
            else:
                reasons.append("the database is not up to date: run migrate")
        except SQLAlchemyError as error:
            reasons.append(f"the database cannot be reached ({type(error).__name__})")
        answer = jsonify(ready=not reasons, reasons=reasons, heartbeats=hearts)
        return answer, 503 if reasons else 200

    return blueprint


def _hearts(database: Database, now: datetime) -> dict[str, Any]:
    """Information only: a silent scheduler delays reminders, it does not keep anybody from reporting."""
    with database.reading() as session:
        beats = session.scalars(select(Heartbeat).where(Heartbeat.name.in_(LATE))).all()
    return {
        beat.name: {
            "at": beat.at.isoformat(),
            "age_seconds": round((now - beat.at).total_seconds()),
            "fresh": now - beat.at <= LATE[beat.name],
        }
        for beat in beats
    }
