"""One event with everything that is known about it, made once: who, for which offices, in the middle of what; and
what its words can refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy.orm import Session

from bot.buttons import pressed
from bot.events import Event
from bot.schedule import local_day
from bot.texts.sorry import Reader
from bot.vocabulary.intents import Awaits, Context, Intent, Shown
from bot.whole import LARGEST_ID, whole
from handlers.known import known_of
from models import programme as programmes
from models.form_version import FormVersion
from models.membership import person as people
from models.membership.membership import REPORTING_ROLES, SUPERVISING_ROLES, Membership, MembershipState
from models.membership.person import Person
from models.messaging.outbox import Whereabouts
from models.org_unit import OrgUnit
from models.reporting import conversation as conversations
from models.reporting import extension
from models.reporting.conversation import About, Conversation
from models.reporting.report import Report
from services.access.jurisdiction import Jurisdiction, Level, jurisdiction_by
from services.obligations import due_months
from services.obligations.due_months import Obligation
from services.reminding import pending_step
from services.reviewing import shown_list

# After so long a pause, numbers and free words are about something else; buttons and plain words still count.
LISTENS = timedelta(hours=1)
# Conversations that show numbered lists: a number alone is of the one that was shown last.
_LISTS = (About.REVIEW, About.REQUESTS, About.KNOWLEDGE)


@dataclass(frozen=True)
class Request:
    """`now` is when the event is handled (aware), `memberships` those in force and those asked for, oldest first.

    `active_conversation` is what the person's words answered when the event came (None: nothing), `conversation` the
    one that is meant: the same, but for a button that names another. Where it is about a report, `report` is that
    one, `form_version` the one it is filled in with and `extended_to` its later due day (None without one). `asked_in`
    is the message with the newest question of the active conversation, None where it is not known. `has_unsent`: other
    messages to the person wait or are on their way. `explained` are the names of the report's questions
    that something in the library explains. `intent` is what was recognised, None for an answer and for anything that is
    neither word nor button.
    """

    event: Event
    session: Session
    now: datetime
    person: Person
    memberships: Sequence[Membership] = ()
    active_conversation: Conversation | None = None
    conversation: Conversation | None = None
    report: Report | None = None
    form_version: FormVersion | None = None
    extended_to: date | None = None
    asked_in: Whereabouts | None = None
    has_unsent: bool = False
    explained: frozenset[str] = frozenset()
    intent: Intent | None = None

    @property
    def at(self) -> datetime:
        """When it happened, as LINE says: the same if it is delivered again."""
        return self.event.at

    def meaning(self, intent: Intent | None) -> Request:
        return replace(self, intent=intent)

    def value(self, key: str) -> str:
        """What the button carried, or what was said with the words; "" where it is not there."""
        return self.intent.values.get(key, "") if self.intent is not None else ""

    def number(self, key: str, most: int = LARGEST_ID) -> int | None:
        """A number among those; None for anything that is none."""
        return whole(self.value(key), most)

    def has(self, key: str) -> bool:
        return self.intent is not None and key in self.intent.values

    @property
    def page(self) -> int:
        """The page a button names; the first for anything else."""
        return self.number("page", 9999) or 1

    @cached_property
    def active(self) -> list[Membership]:
        return [one for one in self.memberships if one.state == MembershipState.ACTIVE]

    @cached_property
    def pending(self) -> list[Membership]:
        return [one for one in self.memberships if one.state == MembershipState.PENDING]

    @cached_property
    def offices(self) -> list[OrgUnit]:
        """Those that the person reports for now."""
        return _units(one for one in self.active if one.role in REPORTING_ROLES)

    @cached_property
    def areas(self) -> list[OrgUnit]:
        """Those that the person supervises now."""
        return _units(one for one in self.active if one.role in SUPERVISING_ROLES)

    @cached_property
    def obligation(self) -> Obligation | None:
        """What `report` owes, None where there is none or nobody asks its office for it. As it was when the event
        happened: what was said before the lock counts, however late it reaches us."""
        return due_months.obligation_extended(self.report, self.extended_to, self.at) if self.report else None

    @property
    def only_supervises(self) -> bool:
        """Whether the person supervises and has no report to send."""
        return bool(self.areas) and not self.offices

    @property
    def reader(self) -> Reader:
        """Who is told what to do next where nothing is understood."""
        if self.only_supervises:
            return Reader.SUPERVISOR
        return Reader.REPORTER if self.offices else Reader.STRANGER

    @cached_property
    def jurisdiction(self) -> Jurisdiction:
        return jurisdiction_by(self.active)

    @property
    def is_department(self) -> bool:
        """Whether forms are the person's to try and to publish."""
        return self.jurisdiction.level is Level.DEPARTMENT

    def reports_for(self, report: Report) -> bool:
        """Whether the person reports for this report's office now."""
        return any(unit.id == report.org_unit_id for unit in self.offices)

    def set_aside(self) -> None:
        """No conversation of the person is active any more. Must come before another is made active."""
        active = self.active_conversation
        if active is not None and active.is_active:
            active.is_active = False
            self.session.flush()

    def addressed(self) -> Request:
        """The same about the conversation that the pressed button names (`c`), about none where there is none."""
        number = whole(pressed(self.event.data).get("c", ""))
        return self.about(self.session.get(Conversation, number) if number is not None else None)

    def about(self, conversation: Conversation | None) -> Request:
        """The same about another conversation, with its report."""
        if conversation is self.conversation:
            return self
        session, report, version, extended_to = self.session, None, None, None
        if conversation is not None and conversation.report_id is not None:
            report = session.get_one(Report, conversation.report_id)
            version = session.get(FormVersion, report.form_version_id) if report.form_version_id else None
            later = extension.of_units(session, [report.org_unit_id])
            extended_to = later.get((report.programme_id, report.org_unit_id, report.period))
        return replace(self, conversation=conversation, report=report, form_version=version, extended_to=extended_to)


def request_of(event: Event, session: Session, now: datetime) -> Request:
    """The request of an event that names a person; they are met on first sight. One statement, but for new people."""
    known = known_of(session, event.user_id or "", local_day(now))
    if known is None:
        return Request(event, session, now, people.meet(session, event.user_id or "", now))
    return Request(event, session, now, active_conversation=known.conversation, **known._asdict())


def _units(memberships: Iterable[Membership]) -> list[OrgUnit]:
    return list({one.unit.id: one.unit for one in memberships}.values())


def context_of(request: Request) -> Context:
    """What words can refer to at this moment: what the conversation waits for, what the person was shown last."""
    session, person, conversation = request.session, request.person, request.conversation

    def shown() -> Shown:
        memory = shown_list.load(session, person)
        return Shown(memory.items, memory.approving, memory.report, memory.revision)

    def listed() -> Sequence[str]:
        newest = conversations.latest_of(session, person, _LISTS)
        if newest is None or newest.about != About.REVIEW or request.now - newest.updated_at > LISTENS:
            return ()
        memory = shown_list.load(session, person)
        # In an open report numbers are of its answers.
        return memory.items if memory.report is None else ()

    def titles() -> Mapping[str, str]:
        return {one.code: one.title for one in programmes.with_form(session)} if request.offices else {}

    if conversation is None:
        return Context(shown=shown, listed=listed, titles=titles)
    is_late = request.now - conversation.updated_at > LISTENS
    match conversation.about:
        case About.REPORT | About.AMENDMENT | About.TRIAL:
            return Context(Awaits.QUESTION, shown, titles=titles)
        case About.JOIN:
            step = {"c": str(conversation.id), "s": str(conversation.step)}
            return Context(Awaits.OFFICE, shown, step=step, is_late=is_late)
        case About.KNOWLEDGE if not is_late:
            return Context(Awaits.LIBRARY, shown, listed, titles)
        case About.REVIEW if not is_late:
            memory = shown_list.load(session, person)
            step = {"r": str(memory.report), "v": str(memory.revision)}
            return Context(Awaits.SENDING_BACK if memory.asks == "send" else Awaits.DECISION, shown, step=step)
        case About.FOLLOW_UP if not is_late:
            waiting = pending_step.load(session, person)
            awaits = Awaits.CONFIRMATION if waiting.asks == "yes" else Awaits.EXTENSION
            return Context(awaits, shown, confirms=waiting.yes)
    return Context(shown=shown, listed=listed, titles=titles)
