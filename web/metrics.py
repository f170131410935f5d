"""Figures for Prometheus: what all processes have counted, and what the database says at the moment of asking.

Figures only: no person, no office, no words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from models import figure
from models.database import Database
from models.heartbeat import LATE, Heartbeat
from models.knowledge import visit
from models.knowledge.visit import VisitKind
from models.messaging import webhook_event
from models.messaging.outbox import Outbox, OutboxState
from models.messaging.webhook_event import EventState
from models.photos.attachment import Attachment, AttachmentState
from services.knowledge.visits import Visits
from services.operations import figures
from services.operations.health import unsent_messages
from web.access import is_inside, open_to_all


def pages(database: Database, clock: Callable[[], datetime], token: str, visits: Visits) -> Blueprint:
    blueprint = Blueprint("metrics", __name__)
    stored = CollectorRegistry()
    stored.register(_Stored(database, clock))

    @blueprint.get("/metrics")
    @open_to_all("this machine, or one with METRICS_TOKEN: figures only")
    def metrics() -> Response:
        if not is_inside(request, token):
            abort(403)
        # The others write what they have counted every few seconds; whoever is asked need not be behind.
        figures.TALLY.write(database)
        visits.write(database)
        body = generate_latest(stored)
        return Response(body, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})

    return blueprint


class _Stored(Collector):
    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def describe(self) -> list[Metric]:
        # Registering must not ask the database, which may not be there yet.
        return []

    def collect(self) -> Iterator[Metric]:
        try:
            with self._database.reading() as session:
                found = list(_figures(session, self._clock()))
        except SQLAlchemyError:
            found = []
        yield GaugeMetricFamily("nong_database_up", "1 if the database answered", value=1 if found else 0)
        yield from found


def _figures(session: Session, now: datetime) -> Iterator[Metric]:
    for counter in figures.COUNTERS:
        family = CounterMetricFamily(counter.name, counter.help, labels=counter.label_names)
        for labels, value in figure.totals(session, counter.name).items():
            family.add_metric(labels, value)
        yield family
    states = dict(session.execute(select(Outbox.state, func.count()).group_by(Outbox.state)).all())
    yield _by("nong_outbox_rows", "Messages by state", "state", {str(s): states.get(s, 0) for s in OutboxState})
    _, age, late = unsent_messages(session, now)
    yield GaugeMetricFamily(
        "nong_outbox_oldest_pending_seconds", "Age of the oldest message not sent yet, 0 if none", value=_seconds(age)
    )
    yield GaugeMetricFamily(
        "nong_outbox_overdue_seconds", "For how long a message has been due, 0 if none is", value=_seconds(late)
    )
    waits_since = webhook_event.oldest(session, EventState.WAITING)
    yield GaugeMetricFamily(
        "nong_oldest_event_seconds",
        "Age of the oldest event not handled yet, 0 if none",
        value=_seconds(now - (waits_since or now)),
    )
    waiting, dead = (webhook_event.count(session, state) for state in (EventState.WAITING, EventState.DEAD))
    yield GaugeMetricFamily("nong_events_waiting", "Events not handled yet", value=waiting)
    yield GaugeMetricFamily("nong_dead_letters", "Events that our own bugs could not handle", value=dead)
    photos = dict(session.execute(select(Attachment.state, func.count()).group_by(Attachment.state)).all())
    yield _by("nong_attachments", "Photos by state", "state", {str(s): photos.get(s, 0) for s in AttachmentState})
    visits = visit.counts(session)
    yield _by(
        "nong_visits", "Knowledge pages opened and clicked through", "kind", {k: visits.get(k, 0) for k in VisitKind}
    )
    beats = session.execute(select(Heartbeat.name, Heartbeat.at).where(Heartbeat.name.in_(LATE))).all()
    ages = {name: (now - at).total_seconds() for name, at in beats}
    yield _by("nong_heartbeat_age_seconds", "Since each part was last alive", "part", ages)


def _seconds(span: timedelta) -> float:
    return max(0.0, span.total_seconds())


def _by(name: str, help_text: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, help_text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
