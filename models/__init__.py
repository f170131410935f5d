"""What we remember: one file a table, holding the table and the questions we ask it.

Importing this package registers every table with `Base.metadata`.
"""

from models import audit_log, form_version, heartbeat, org_unit, programme, upload
from models.access import desk_link, desk_visit
from models.base import Base
from models.exporting import job, memo_style
from models.knowledge import knowledge_item, visit
from models.membership import invite, membership, person
from models.messaging import counted_message, line_account, line_quota, outbox, webhook_event
from models.photos import attachment
from models.reminding import reminder, snooze
from models.reporting import conversation, extension, report, report_event

__all__ = [
    "Base",
    "attachment",
    "audit_log",
    "conversation",
    "counted_message",
    "desk_link",
    "desk_visit",
    "extension",
    "form_version",
    "heartbeat",
    "invite",
    "job",
    "knowledge_item",
    "line_account",
    "line_quota",
    "membership",
    "memo_style",
    "org_unit",
    "outbox",
    "person",
    "programme",
    "reminder",
    "report",
    "report_event",
    "snooze",
    "upload",
    "visit",
    "webhook_event",
]
