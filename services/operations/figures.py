"""Counters of this process, for /metrics. What is in the database is counted there, not here."""

from __future__ import annotations

from prometheus_client import Counter

events = Counter("nong_webhook_events", "Webhook events by kind and what became of them", ["kind", "fate"])
line_calls = Counter("nong_line_calls", "Calls to LINE by outcome", ["outcome"])
