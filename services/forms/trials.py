"""A form tried out before anybody has to answer it: the interview itself, with nothing kept as a report.

The conversation is a `conversation` without a report. One that is tried in the author's own chat (`About.TRIAL`) is
what typed words answer until it ends, and any report of theirs rests meanwhile; one on a page (`About.PREVIEW`) is
never active. No photo is fetched, nobody is reminded, and no figure knows of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.engine.definition.form import Form
from bot.engine.definition.problems import FormRefused
from bot.engine.xform.reading import load_form
from bot.interview import interview
from bot.interview.state.types import ConversationFacts, Incoming, Outcome, Turn
from bot.messages import Message, Text
from bot.texts.forms import trial as words
from models import programme as programmes
from models.form_version import FormVersion
from models.membership.person import Person
from models.programme import Programme
from models.reporting import conversation as conversations
from models.reporting.conversation import About, Conversation
from models.upload import Upload
from services.forms import drafts, publishing
from services.forms.compiled import compiled
from services.forms.trials_over import LASTS

# Of `TrialState.to_json`; 0 is what was stored before there were versions.
_VERSION = 1
# Compiled drafts, newest last. Published forms have a place of their own (`conversations`).
_MOST_COMPILED = 6
_compiled: OrderedDict[str, Form] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a form to try comes from: a draft of one's own, or a published version, by the number of its row."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Played:
    """A form that can be tried. `mark` is the fingerprint of its form: a trial goes on with that one only."""

    source: Source
    title: str
    programme: Programme
    form: Form
    mark: str


@dataclass(frozen=True, slots=True)
class TrialState:
    """What is kept of a trial in its conversation.

    `mark` is that of the form that is tried. `rests` is the report that rests meanwhile, by the number of its row.
    `interview` is the interview's own state, {} before its first turn. `bubbles` are what a page shows of it, oldest
    first, and `is_ended` says that the page takes nothing more.
    """

    source: Source
    mark: str
    rests: int | None = None
    interview: Mapping[str, Any] = field(default_factory=dict)
    bubbles: Sequence[dict[str, Any]] = ()
    is_ended: bool = False

    def to_json(self) -> dict[str, Any]:
        """Under the names that trials going on were stored with."""
        return {
            "version": _VERSION,
            "of": [self.source.kind, self.source.number],
            "mark": self.mark,
            "rests": self.rests,
            "talk": dict(self.interview),
            "said": list(self.bubbles),
            "ended": self.is_ended,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> TrialState:
        """`to_json` undone; what was stored before there were versions may lack all but the first three."""
        kind, number = stored["of"]
        return cls(
            source=Source(kind, number),
            mark=stored["mark"],
            rests=stored["rests"],
            interview=stored.get("talk", {}),
            bubbles=stored.get("said", ()),
            is_ended=stored.get("ended", False),
        )


def find(session: Session, person: Person, source: Source) -> Played | None:
    """The form, for somebody who may publish; None for anything else: another author's draft, one that cannot be
    published or has gone, a version that is not there or cannot be read any more."""
    if not publishing.may_publish(session, person):
        return None
    if source.kind == "version":
        return _version(session, source)
    kept = drafts.mine(session, person, source.number) if source.kind == "draft" else None
    if kept is None:
        return None
    about = drafts.about(kept)
    programme = programmes.by_code(session, about.programme)
    if not about.is_form or programme is None:
        return None
    form = _compiled.get(about.sha256)
    if form is None:
        draft = drafts.opened(kept)
        form = load_form(draft.looked.xml or "", draft.files, mark=about.sha256)
        _compiled[about.sha256] = form
        while len(_compiled) > _MOST_COMPILED:
            _compiled.popitem(last=False)
    return Played(source, about.title or kept.file_name, programme, form, about.sha256)


def newest(session: Session, person: Person) -> Upload | None:
    """The newest draft of this author that can be tried."""
    return next((one for one in drafts.every(session, person) if drafts.about(one).is_form), None)


def in_chat(session: Session, person: Person, played: Played, now: datetime) -> list[Message]:
    """Begins a trial in the author's own chat, and what is said there: each message with the mark of a trial."""
    conversation, turn = begin(session, person, played, About.TRIAL, now)
    return words.marked([Text(words.begun(played.title, state_of(conversation).rests is not None)), *turn.messages])


def begin(session: Session, person: Person, played: Played, about: About, now: datetime) -> tuple[Conversation, Turn]:
    """A new trial from the first question; another of the same person and kind is forgotten."""
    aside = conversations.active_of(session, person) if about is About.TRIAL else None
    rests = aside.report_id if aside is not None else None
    before = of(session, person, about)
    if before is not None:
        rests = rests or state_of(before).rests
        session.delete(before)
        session.flush()
    if about is About.TRIAL:
        conversations.set_aside(session, person)
    conversation = Conversation(
        person_id=person.id,
        about=about,
        state=TrialState(played.source, played.mark, rests).to_json(),
        is_active=about is About.TRIAL,
        updated_at=now,
    )
    session.add(conversation)
    session.flush()
    return conversation, kept(conversation, interview.begin(played.form, facts(conversation, played), now), now)


def of(session: Session, person: Person, about: About) -> Conversation | None:
    """The person's trial, going on or resting."""
    return conversations.newest_of(session, person, about)


def state_of(conversation: Conversation) -> TrialState:
    return TrialState.from_json(conversation.state)


def show(conversation: Conversation, bubbles: Sequence[dict[str, Any]], *, is_ended: bool = False) -> None:
    """Keeps what a page shows of the trial from now on."""
    conversation.state = replace(state_of(conversation), bubbles=bubbles, is_ended=is_ended).to_json()


def is_over(conversation: Conversation, now: datetime) -> bool:
    return now - conversation.updated_at > LASTS


def still(session: Session, person: Person, conversation: Conversation) -> Played | None:
    """The form that is being tried; None where it is no longer there, or another one has come in its place."""
    state = state_of(conversation)
    played = find(session, person, state.source)
    return played if played is not None and played.mark == state.mark else None


def hold(session: Session, person: Person, conversation: Conversation) -> None:
    """Makes it what the person's words answer; a report that was rests."""
    if conversation.is_active:
        return
    before = conversations.active_of(session, person)
    conversations.set_aside(session, person)
    if before is not None and before.report_id is not None:
        conversation.state = replace(state_of(conversation), rests=before.report_id).to_json()
    conversation.is_active = True
    session.flush()


def step(conversation: Conversation, played: Played, incoming: Incoming, now: datetime) -> Turn:
    """What the author did. The files of its answers are nowhere: references alone."""
    return kept(
        conversation,
        interview.step(played.form, state_of(conversation).interview, incoming, facts(conversation, played), now),
        now,
    )


def again(conversation: Conversation, played: Played, now: datetime, said: str = "", *, nothing: bool = False) -> Turn:
    """What is due, once more; `said` comes before it. `nothing` answers first that nothing happened."""
    prefill = interview.nothing_to_report(played.form) if nothing else {}
    turn = interview.resume(
        played.form, state_of(conversation).interview, facts(conversation, played), now, prefill, said
    )
    return kept(conversation, turn, now)


def answered(played: Played, turn: Turn, now: datetime) -> int:
    """How many answers the report would hold that was just sent."""
    return sum(1 for line in interview.lines(played.form, turn.answers or {}, now) if line.shown)


def facts(conversation: Conversation, played: Played) -> ConversationFacts:
    return ConversationFacts(str(conversation.id), words.name(played.title), contact=played.programme.contact)


def kept(conversation: Conversation, turn: Turn, now: datetime) -> Turn:
    """The turn, kept in the conversation."""
    is_over = turn.outcome in (Outcome.SUBMIT, Outcome.CANCELLED)
    state = conversation.state if is_over else replace(state_of(conversation), interview=turn.state).to_json()
    conversation.asks_next(state, now)
    return turn


def end(session: Session, conversation: Conversation) -> int | None:
    """Nothing of the trial is left. Returns the report that rests for it, by the number of its row."""
    rests = state_of(conversation).rests
    session.delete(conversation)
    session.flush()
    return rests


def _version(session: Session, source: Source) -> Played | None:
    version = session.get(FormVersion, source.number)
    if version is None:
        return None
    try:
        form = compiled(version)
    except FormRefused:
        # An old version that holds what is refused by now: said in the log when it is used.
        return None
    programme = session.get_one(Programme, version.programme_id)
    return Played(source, version.title, programme, form, version.sha256)
