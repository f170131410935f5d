"""The month's report by chat: which one, whose it is, and its questions.

The questions themselves are `bot/interview/interview.py`'s; here they meet the database. What begins a report
stands here; `answer.py` carries on one, `after.py` looks at what was sent.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.interview import interview
from bot.interview.state.types import Turn
from bot.messages import Message, Text
from bot.texts.reporting import report as words
from bot.texts.reporting import waiting as waiting_words
from bot.thai.units import full_name
from handlers.reporting.correction import resume_at
from handlers.reporting.months import said_periods
from handlers.reporting.send import already_sent, as_waiting, is_to_choose
from handlers.reporting.turns import held_by_another, hold, messages_of, save_turn
from handlers.request import Request
from models.reporting import conversation as conversations
from models.reporting.conversation import About, Conversation
from models.reporting.report import Report, ReportStatus
from services.forms.compiled import NoForm, form_of, form_to_begin, newest_form
from services.obligations.due_months import Obligation, duties_open, subject_among
from services.reporting import report_conversation
from services.reviewing import shown_list

# So many offices of one person's that are no more are named.
MOST_GONE = 3


def start(request: Request) -> list[Message]:
    """รายงาน, "รายงาน 2" (`n`), "รายงานเดือนตุลาคม" (`month`), "รายงานโคก หนอง นา" (`p`), or a button that names
    programme, office and month (`p`, `u`, `m`)."""
    every = duties_open(request.session, request.offices, request.now)
    obligations = _titled(every, request)
    if not obligations:
        return _nothing_open(request)
    if request.has("month"):
        open_now, periods = [one.period for one in obligations], said_periods(request)
        obligations = [one for one in obligations if one.period in periods]
        if not obligations:
            return [waiting_words.not_open(request.value("month"), open_now)]
    waiting = [obligation for obligation in obligations if obligation.waits]
    chosen = _named(obligations, request) or _numbered(waiting, request)
    if chosen is None and not waiting:
        return already_sent(obligations[-1])
    if chosen is None and is_to_choose(waiting):
        return _choose(request, waiting, "report.start")
    obligation = chosen or waiting[0]
    if not obligation.waits:
        return already_sent(obligation)
    more = len([d for d in waiting if d is not obligation])
    return _open(request, obligation, subject_among(every, obligation), more=more)


def _titled(every: list[Obligation], request: Request) -> list[Obligation]:
    """Those of the programme whose title was said alone; all of them where none was."""
    code = "" if request.has("u") else request.value("p")
    return [one for one in every if one.programme.code == code] if code else every


def _nothing_open(request: Request) -> list[Message]:
    """Where it is because the person's offices are no more, they are told so."""
    gone = [(full_name(one), one.open_to) for one in request.offices if one.open_to is not None]
    if len(gone) < len(request.offices):
        return [words.NOTHING_OPEN]
    return [Text(words.dissolved(office, since), quick=words.NOTHING_OPEN.quick) for office, since in gone[:MOST_GONE]]


def nothing(request: Request) -> list[Message]:
    """ไม่มีการดำเนินงาน: the same report, its first question answered; a reason and a tap to send remain."""
    every = duties_open(request.session, request.offices, request.now)
    waiting = [obligation for obligation in _titled(every, request) if not obligation.is_sent]
    if request.has("month"):
        periods = said_periods(request)
        waiting = [one for one in waiting if one.period in periods]
    if not waiting:
        return start(request)
    chosen = _named(waiting, request) or _numbered(waiting, request)
    if chosen is None and len(waiting) > 1:
        return _choose(request, waiting, "report.nothing")
    obligation = chosen or waiting[0]
    return _open(request, obligation, subject_among(every, obligation), nothing=True)


def _choose(request: Request, waiting: list[Obligation], do: str) -> list[Message]:
    """Which of these? From now on a number alone is one of them, and no answer to a question that stood above."""
    request.set_aside()
    shown = [as_waiting(one, waiting, do) for one in waiting]
    memory = shown_list.load(request.session, request.person)
    memory.shows_list([one.begin for one in shown])
    shown_list.save(request.session, request.person, memory, request.now)
    return waiting_words.choose(shown, nothing=do == "report.nothing")


def take_over(request: Request) -> list[Message]:
    """รับช่วงต่อ: go on with what another officer of the same office began (`r`)."""
    session, person, now = request.session, request.person, request.now
    wanted = request.value("r")
    for obligation in duties_open(session, request.offices, now):
        if obligation.report is None or not obligation.waits or (wanted and str(obligation.report.id) != wanted):
            continue
        # Of many who take it over at once each comes after another: tried again and again, somebody would never come.
        conversation = conversations.of_report(session, obligation.report.id, alone=True)
        if conversation is None or conversation.person_id == person.id:
            continue
        # While this waited its holder may have sent it.
        session.refresh(obligation.report)
        if obligation.is_sent and conversation.about != About.AMENDMENT:
            continue
        hold(request, conversation)
        moved = report_conversation.catch_up(session, conversation, obligation.report, now)
        _held, explained = report_conversation.form_and_explained(session, obligation.report, now)
        _, form = form_of(session, obligation.report)
        about = report_conversation.about_of(conversation, obligation, explained, language=request.person.language)
        turn = interview.resume(form, conversation.state, about, now, words=moved)
        save_turn(conversation, turn, now)
        return messages_of(turn, words.taken_over(obligation.period))
    return start(request)


def _open(
    request: Request, obligation: Obligation, subject: str, *, more: int = 0, nothing: bool = False
) -> list[Message]:
    """Begins or resumes the report of this month, or says who is at it; what was sent back resumes at its question."""
    session, now, report = request.session, request.now, obligation.report
    if report is not None and report.status == ReportStatus.RETURNED and not nothing:
        return resume_at(request, report)
    conversation = conversations.of_report(session, report.id) if report is not None else None
    if report is not None and (held := held_by_another(request, conversation, report)):
        return held
    office = full_name(obligation.unit)
    heading = (
        words.amending(obligation.period, office)
        if obligation.is_amended
        else words.opening(obligation.period, office, obligation.due)
    )
    heading = words.of_programme(heading, subject)
    if more > 0:
        heading += "\n" + words.more_waiting(more)
    try:
        conversation, turn = (
            _begun(request, obligation, nothing)
            if conversation is None
            else _gone_on(request, obligation, conversation, nothing)
        )
    except NoForm:
        return [words.NO_FORM]
    if nothing and not _can_be_nothing(session, conversation):
        heading += "\n" + words.NOT_NOTHING
    save_turn(conversation, turn, now)
    return messages_of(turn, heading)


def _can_be_nothing(session: Session, conversation: Conversation) -> bool:
    """Whether its form has an answer that says that nothing was done."""
    _version, form = form_of(session, session.get_one(Report, conversation.report_id))
    return bool(interview.nothing_to_report(form))


def _begun(request: Request, obligation: Obligation, nothing: bool) -> tuple[Conversation, Turn]:
    """The first question of a report without a conversation; raises NoForm."""
    session, person, now = request.session, request.person, request.now
    if obligation.report is not None:
        version, form = form_to_begin(session, obligation.report)
    else:
        version, form = newest_form(session, obligation.programme)
    report = report_conversation.report_of(session, obligation, now, version)
    request.set_aside()
    conversation = report_conversation.begin(session, person, report, version, now)
    with_it = report_conversation.beginnings(session, report, form, now)
    return conversation, interview.begin(
        form,
        report_conversation.about_of(conversation, obligation, with_it.explained, language=request.person.language),
        now,
        prefill=interview.nothing_to_report(form) if nothing else {},
        before=with_it.before,
        factor=obligation.programme.outlier_factor,
        counted=with_it.counted,
    )


def _gone_on(
    request: Request, obligation: Obligation, conversation: Conversation, nothing: bool
) -> tuple[Conversation, Turn]:
    """The question at which the person left it; raises NoForm."""
    session, now, report = request.session, request.now, obligation.report
    assert report is not None
    # Held on to: the session itself forgets what nobody holds, and would load it again.
    _held, explained = report_conversation.form_and_explained(session, report, now)
    _version, form = form_of(session, report)
    if moved := report_conversation.catch_up(session, conversation, report, now):
        _version, form = form_of(session, report)
    prefill = interview.nothing_to_report(form) if nothing else {}
    hold(request, conversation)
    return conversation, interview.resume(
        form,
        conversation.state,
        report_conversation.about_of(conversation, obligation, explained, language=request.person.language),
        now,
        prefill=prefill,
        words=moved,
    )


def _named(obligations: list[Obligation], request: Request) -> Obligation | None:
    """The obligation a button names; None for typed words and for months that are closed or somebody else's."""
    wanted = (request.value("p"), request.value("u"), request.value("m"))
    return next((d for d in obligations if (d.programme.code, d.unit.code, d.period) == wanted), None)


def _numbered(obligations: list[Obligation], request: Request) -> Obligation | None:
    number = request.number("n") or 0
    return obligations[number - 1] if 0 < number <= len(obligations) else None
