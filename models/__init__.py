"""What we remember: one file a table, holding the table and the questions we ask it.

Importing this package registers every table with `Base.metadata`.
"""

from models import (
    attachment,
    audit_log,
    conversation,
    dead_letter,
    desk_link,
    desk_visit,
    extension,
    form_version,
    heartbeat,
    invite,
    job,
    knowledge_item,
    membership,
    org_unit,
    outbox,
    person,
    programme,
    reminder,
    report,
    report_event,
    snooze,
    visit,
    webhook_event,
)
from models.base import Base

__all__ = [
    "Base",
    "attachment",
    "audit_log",
    "conversation",
    "dead_letter",
    "desk_link",
    "desk_visit",
    "extension",
    "form_version",
    "heartbeat",
    "invite",
    "job",
    "knowledge_item",
    "membership",
    "org_unit",
    "outbox",
    "person",
    "programme",
    "reminder",
    "report",
    "report_event",
    "snooze",
    "visit",
    "webhook_event",
]
