"""What is kept only as long as it is of use: machinery that holds LINE ids or words people wrote.

Reports, their history and the acts in the audit log are the offices' records and are not touched here.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.schedule import local_day
from models import audit_log
from models.access.desk_link import DeskLink
from models.access.desk_visit import DeskVisit
from models.audit_log import AuditLog
from models.knowledge.visit import VisitDay
from models.membership.mailbox_code import MailboxCode
from models.messaging import webhook_event
from models.messaging.outbox import Outbox, OutboxState
from models.messaging.webhook_event import EventState, WebhookEvent
from models.reminding.reminder import Reminder
from models.upload import Upload
from services.forms import trials_over
from services.membership import erasing

# LINE redelivers within minutes; a month is generous for finding out what went wrong with a dead letter.
EVENTS = timedelta(days=30)
# Words sent out name people (an applicant, a colleague). Reminders keep theirs while their month may be asked about.
MESSAGES = timedelta(days=90)
VISITS = timedelta(days=3 * 366)
# Links live ten minutes and visits of the desk eight hours; the audit log remembers who came.
DESK = timedelta(days=30)
# As long as the officers so far may object to somebody who came in by one.
MAILBOX_CODES = timedelta(days=90)
# A file that nobody confirmed on the next day was a mistake.
UPLOADS = timedelta(days=2)
# Wrong codes are counted over hours; who typed one may be a stranger, of whom nothing is to stay.
TRIES = timedelta(days=30)


def clean(session: Session, now: datetime) -> int:
    """Deletes what is older than its time; returns how many rows went."""
    settled = [one for one in OutboxState if one not in (OutboxState.PENDING, OutboxState.SENDING)]
    old = select(Outbox.id).where(Outbox.created_at < now - MESSAGES, Outbox.state.in_(settled))
    gone = trials_over.clean(session, now) + erasing.strangers(session, now)
    for statement in (
        delete(WebhookEvent).where(WebhookEvent.received_at < now - EVENTS, ~webhook_event.is_in(EventState.WAITING)),
        delete(Reminder).where(Reminder.outbox_id.in_(old)),
        delete(Reminder).where(Reminder.outbox_id.is_(None), Reminder.planned_at < now - MESSAGES),
        delete(Outbox).where(Outbox.id.in_(old)),
        delete(VisitDay).where(VisitDay.day < local_day(now - VISITS)),
        delete(DeskLink).where(DeskLink.expires_at < now - DESK),
        delete(DeskVisit).where(DeskVisit.expires_at < now - DESK),
        delete(AuditLog).where(AuditLog.action.in_(audit_log.TRIES), AuditLog.at < now - TRIES),
        delete(MailboxCode).where(MailboxCode.created_at < now - MAILBOX_CODES),
        delete(Upload).where(Upload.created_at < now - UPLOADS),
    ):
        done = session.execute(statement.execution_options(synchronize_session=False))
        gone += done.rowcount  # type: ignore[attr-defined]
    return gone
