"""The report as a conversation: an engine's filling, asked and answered in Thai over LINE.

Pure: state in, state out, `now` an argument, nothing sent and nothing stored. Everything works by taps and by typed
words alone (LINE on a PC shows neither quick replies nor rich menus). Keep `Turn.state`, send `Turn.messages`.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.engine.definition.datatypes import Value
from bot.engine.definition.form import Form
from bot.engine.definition.form_items import QuestionKind
from bot.engine.filling.filling import Filling
from bot.engine.filling.kept import Kept
from bot.engine.filling.places import AskedQuestion, Reason
from bot.engine.filling.rebuilding import rebuilt
from bot.engine.instance.saved import FillingState
from bot.interview.asking.anomalies import Before, earlier_reports
from bot.interview.asking.present import present
from bot.interview.asking.returned import resume_at, set_returned
from bot.interview.asking.review import plain_cards
from bot.interview.hearing.turn import hear
from bot.interview.sent import SentAnswer, said_lines
from bot.interview.state.interview_state import Anomalies, InterviewState
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import ConversationFacts, Incoming, Outcome, SentBack, Turn
from bot.interview.values.languages import called, spoken
from bot.interview.values.showing import name_of_line, show_line
from bot.interview.version_change import carry_over
from bot.messages import Card
from bot.texts.interview import answering, asking, languages, version_change

# Where the author says nothing (`nong:carry`), what is of one month only is not offered again.
_OF_ITS_MONTH = (QuestionKind.TEXT, QuestionKind.DATE, QuestionKind.DATETIME, QuestionKind.GEOPOINT)

KEPT = Kept()
"""Of this process; what is stored holds without it."""


def begin(
    form: Form,
    about: ConversationFacts,
    now: datetime,
    suggestions: Mapping[str, Value] | None = None,
    prefill: Mapping[str, Value] | None = None,
    before: Before = (),
    factor: float = 0,
    counted: Mapping[str, Value] | None = None,
) -> Turn:
    """A new report. `before` are the reports that answers are held against, `factor` the programme's (0: figures never
    look wrong). `suggestions` are last month's values by path, None for those of the newest of `before`; those worth
    it are offered, none is filled in.

    `prefill` are answers given already by path, in form order (`nothing_to_report`): those questions are not asked.
    What the form does not take is left out. `counted` is what was counted for this month by path, offered in words of
    its own in the place of an earlier value.
    """
    seed = zlib.crc32(about.conversation.encode())
    if suggestions is None:
        suggestions = earlier_values(form, before[0][1]) if before else {}
    counted = counted or {}
    offered = {**worth_offering(form, suggestions), **counted}
    language = spoken(form, about.language or "")
    filling = Filling.start(form, now=now, seed=seed, suggestions=offered, language=language)
    state = InterviewState(
        offered=offered, counted=tuple(counted), anomalies=Anomalies(earlier_reports(form, before, factor))
    )
    conversation = LiveConversation(filling, state, about, now)
    conversation.say(asking.GREETING)
    if len(form.languages) > 1:
        conversation.say(languages.many([called(one) for one in form.languages]))
    for path, value in (prefill or {}).items():
        filling.answer(path, value)
    return present(conversation)


def resume(
    form: Form,
    state: Mapping[str, Any],
    about: ConversationFacts,
    now: datetime,
    prefill: Mapping[str, Value] | None = None,
    words: str = "",
) -> Turn:
    """Ask again what is due: the same question, or the review. `words` are said before it, `prefill` is answered."""
    conversation = _restored(form, state, about, now)
    conversation.take_pending()
    # Whoever comes back reads the notes before the question again.
    conversation.state.here.noted = False
    if words:
        conversation.say(words)
    for path, value in (prefill or {}).items():
        conversation.put(path, value)
    return present(conversation)


def understood_last(form: Form, state: Mapping[str, Any], now: datetime) -> str:
    """The answer that was taken last, with its question's short name; "" where none stands any more."""
    conversation = _restored(form, state, ConversationFacts("", ""), now)
    line = conversation.line(conversation.state.last_answered)
    return answering.named(name_of_line(line), show_line(line)) if line is not None and line.value is not None else ""


def question_at(form: Form, state: Mapping[str, Any], now: datetime) -> str:
    """The name of the question at which it stands; "" where it stands at none."""
    place = _restored(form, state, ConversationFacts("", ""), now).place()
    return place.question.name if isinstance(place, AskedQuestion) else ""


def step(form: Form, state: Mapping[str, Any], incoming: Incoming, about: ConversationFacts, now: datetime) -> Turn:
    """What a person did, and what is said to it."""
    conversation = _restored(form, state, about, now, KEPT)
    turn = hear(conversation, incoming)
    _put_down(conversation, turn)
    return turn


def progress(form: Form, state: Mapping[str, Any], now: datetime) -> tuple[int, int]:
    """(number of the current question, about how many there are); equal at the review."""
    return _restored(form, state, ConversationFacts("", ""), now).progress()


def nothing_to_report(form: Form) -> dict[str, Value]:
    """The answer that means "nothing happened", as a `prefill`; {} where the form has none (`nong:nothing`)."""
    return {path: question.extras["nothing"] for path, question in form.having("nothing").items()}


def says_nothing(form: Form, answers: Mapping[str, Any]) -> bool:
    """Whether a report's answers (`Turn.answers`) say that nothing happened: not zero, and not unknown."""
    return any(value_at(answers, path) == value for path, value in nothing_to_report(form).items())


def earlier_values(form: Form, answers: Mapping[str, Any]) -> dict[str, Value]:
    """Of an earlier report's answers (`Turn.answers`), those worth offering again, by path, as `suggestions`."""
    return worth_offering(form, {path: value_at(answers, path) for path in form.questions})


def correct(
    form: Form, state: Mapping[str, Any], lost: Collection[str], about: ConversationFacts, now: datetime
) -> Turn:
    """The questions whose photos or files (by reference) are lost, asked again one after another."""
    conversation = _restored(form, state, about, now)
    paths = [
        line.path for section in conversation.filling.review() for line in section.lines if str(line.value) in lost
    ]
    for path in reversed(paths):
        conversation.withdraw_answer(path)
    return present(conversation)


def reopened(
    form: Form,
    answers: Mapping[str, Any],
    about: ConversationFacts,
    now: datetime,
    before: Before = (),
    factor: float = 0,
    confirmed: Collection[str] = (),
) -> dict[str, Any]:
    """The state of a conversation about a report that was sent (`Turn.answers`), standing at the review: where none is
    left. `before` and `factor` as for `begin`, `confirmed` as in `Turn`."""
    filling = rebuilt(form, answers, now=now, seed=zlib.crc32(about.conversation.encode()))
    anomalies = Anomalies(earlier_reports(form, before, factor))
    anomalies.confirmed = {path: value_at(answers, path) for path in confirmed}
    return InterviewState(anomalies=anomalies).stored_with(filling.saved())


def returned(
    form: Form, state: Mapping[str, Any], points: Sequence[SentBack], about: ConversationFacts, now: datetime
) -> Turn:
    """A supervisor sent these back: the first of their questions is asked with what was sent and why, and after it the
    others; then comes the review. Whatever else was being changed waits until then."""
    return lands(form, set_returned(state, points), about, now)


def lands(form: Form, state: Mapping[str, Any], about: ConversationFacts, now: datetime, path: str = "") -> Turn:
    """Goes on with what was sent back: at this question if it still waits, else at the first that does, else where the
    conversation stands."""
    conversation = _restored(form, state, about, now)
    conversation.take_pending()
    resume_at(conversation, path)
    return present(conversation)


def move(old: Form, state: Mapping[str, Any], new: Form, now: datetime) -> tuple[dict[str, Any], str]:
    """The conversation's state on another version of its form, and what to say about it before `resume` asks on.

    What still fits is kept, what is asked again is named. Files of answers that were lost are let go at sending.
    """
    carried = carry_over(old, FillingState.from_json(state), new, now)
    words = [
        version_change.some_asked_again(carried.kept, list(carried.again))
        if carried.again
        else version_change.all_kept(carried.kept)
    ]
    if carried.gone:
        words.append(version_change.some_gone(list(carried.gone)))
    remembered = InterviewState.read_from(state).on_another_form(carried.state.given, carried.dropped)
    return remembered.stored_with(carried.state), "\n\n".join(words)


def show(
    form: Form, answers: Mapping[str, Any], about: ConversationFacts, now: datetime, page: int = 1
) -> tuple[list[Card], int]:
    """A sent report (`Turn.answers`) to look at: the review without anything to tap. At most four cards, a page (from
    1), and how many pages there are."""
    filling = rebuilt(form, answers, now=now, seed=0)
    if about.language and len(form.languages) > 1:
        filling = Filling.made_of(form, replace(filling.saved(), language=spoken(form, about.language)), now=now)
    conversation = LiveConversation(filling, InterviewState(), about, now)
    return plain_cards(conversation, page)


def lines(form: Form, answers: Mapping[str, Any], now: datetime) -> tuple[SentAnswer, ...]:
    """A sent report line by line, rows of repeats written out, blanks of what was asked included: numbered from 1, the
    same numbers for the same answers at any time."""
    return said_lines(rebuilt(form, answers, now=now, seed=0))


def lacking(form: Form, answers: Mapping[str, Any], now: datetime) -> tuple[str, ...]:
    """Paths of the questions that had to be answered and are not; () for whatever went through the conversation."""
    issues = rebuilt(form, answers, now=now, seed=0).problems()
    return tuple(issue.path for issue in issues if issue.reason is Reason.REQUIRED)


def worth_offering(form: Form, earlier: Mapping[str, Value]) -> dict[str, Value]:
    """Those of an earlier report's values, by path, that may be offered: `nong:carry` = yes where the form uses it."""
    chosen = set(form.having("carry", "yes", "flow"))
    if not chosen:
        chosen = {
            path
            for path, question in form.questions.items()
            if question.kind.is_asked and not question.kind.is_attachment and question.kind not in _OF_ITS_MONTH
        }
    return {path: value for path, value in earlier.items() if path in chosen and value not in (None, "", [])}


def counts_wanted(form: Form, what: str) -> list[str]:
    """Paths of the questions at which a count of ours is offered: `nong:offer` = `what`."""
    return list(form.having("offer", what))


def value_at(answers: Mapping[str, Any], path: str) -> Any:
    """The answer at a generic path outside repeats; None where there is none."""
    here: Any = answers
    for part in path.split("/")[2:]:
        if not isinstance(here, Mapping) or part not in here:
            return None
        here = here[part]
    return None if isinstance(here, Mapping) else here


def _restored(
    form: Form, state: Mapping[str, Any], about: ConversationFacts, now: datetime, kept: Kept | None = None
) -> LiveConversation:
    """The turn that begins with a stored state; its filling is one of the `kept` where that is there."""
    if about.language is not None and len(form.languages) > 1:
        state = {**state, "language": spoken(form, about.language)}
    stored = FillingState.from_json(state)
    filling = kept.taken_up(form, stored, now) if kept is not None else None
    if filling is None:
        filling = Filling.made_of(form, stored, now=now)
    return LiveConversation(filling, InterviewState.read_from(state), about, now)


def _put_down(conversation: LiveConversation, turn: Turn) -> None:
    """At the end of a turn after which the conversation goes on."""
    if conversation.saved is not None and turn.outcome in (Outcome.ASKING, Outcome.REVIEW):
        KEPT.put_down(conversation.filling, conversation.saved)
