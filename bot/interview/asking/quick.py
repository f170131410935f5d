"""What can be tapped under a question: options, earlier values, what a phone can do, and the ways out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from bot.buttons import tap
from bot.engine.definition.form_items import Question, QuestionKind
from bot.engine.filling.places import AskedQuestion
from bot.events import Place
from bot.interview.asking.carrying import is_flow
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.values.languages import called
from bot.interview.values.reading import is_whole
from bot.interview.values.showing import clipped, length, show
from bot.limits import FIRST_PICKED, LAST_PICKED
from bot.messages import Ask, Button, PickDate
from bot.texts.interview import asking
from bot.texts.interview import languages as words
from bot.thai.choices import SHORT_LIST
from bot.thai.dates import BE, write_date, write_month
from bot.thai.numbers import write_number
from bot.thai.places import write_place
from bot.thai.times import BANGKOK

# LINE shows 13 quick replies; three are kept for back, skip and menu. A label has 20 characters.
MOST_QUICK, MOST_OPTIONS, MOST_LABEL = 13, 10, 20


def offer(conversation: LiveConversation, asked: AskedQuestion) -> tuple[str, str] | None:
    """What `=` would take: (button's label, line of text); None where there is nothing to keep, or the answer that
    stands is what is wrong."""
    question = asked.question
    if is_wrong(asked):
        return None
    if asked.answer is not None and not (asked.suggestion and asked.suggestion.source == "default"):
        shown = clipped(show(question, asked.answer, asked.answer_shown), 60)
        return asking.standing_label(shown), asking.standing(shown)
    if asked.suggestion is None:
        return None
    shown = clipped(show(question, asked.suggestion.value, asked.suggestion.shown), 60)
    if asked.suggestion.source == "default":
        return asking.preset_label(shown), asking.preset(shown)
    if asked.generic in conversation.state.counted:
        return asking.scanned_label(shown), asking.scanned(shown)
    if (more := conversation.added(question)) is not None:
        earlier = show(question, conversation.state.offered.get(asked.generic))
        return asking.summed_label(shown), asking.summed(shown, earlier, show(question, more))
    return asking.keep_label(shown), asking.previous(shown)


def is_wrong(asked: AskedQuestion) -> bool:
    """Whether an answer stands that is no longer allowed."""
    return asked.answer is not None and asked.problem is not None


def quick_buttons(conversation: LiveConversation, asked: AskedQuestion, several: str) -> tuple[Button, ...]:
    """At most 13; where there are more, "all as before", help and menu (which can be typed) give way first. `several`
    is what is taken over with this answer, "" where nothing is."""
    make = conversation.buttons
    kind = asked.question.kind
    offered = offer(conversation, asked)
    keep = [make.post(offered[0], "use")] if offered else []
    keep_all = []
    if offered and several:
        keep_all = [make.post(asking.ALL_FLOWS if is_flow(asked.question) else asking.KEEP_ALL, "useall")]
    if kind is QuestionKind.SELECT_ONE and len(asked.choices) <= MOST_OPTIONS:
        labels = [choice.label for choice in asked.choices]
        own = [
            _option(conversation, at, choice.label, choice.value, labels.count(choice.label) > 1)
            for at, choice in enumerate(asked.choices, 1)
        ]
    else:
        own = [*meant(conversation, asked), *_abilities(conversation, asked)]
    ways = []
    if asked.editing:
        ways.append(make.post(asking.CANCEL_EDIT, "back"))
    elif asked.rows or conversation.progress()[0] > 1:
        ways.append(make.post(asking.BACK, "back"))
    if not asked.required:
        ways.insert(0, make.post(asking.SKIP, "skip") if asked.answer is None else make.post(asking.CLEAR, "clear"))
    rest = [make.post(asking.HELP, "explain"), make.post(asking.MENU, "leave")]
    rest[1:1] = language_button(conversation)
    if asked.question.name in conversation.about.explained:
        rest.insert(0, tap(asking.EXPLAIN, "know.explain", q=asked.question.name))
    room = MOST_QUICK - len(keep) - len(own) - len(ways)
    keep_all = keep_all[: max(room, 0)]
    return (*keep, *keep_all, *own, *ways, *rest[: max(room - len(keep_all), 0)])


def ways_out(conversation: LiveConversation, asked: AskedQuestion) -> list[Button]:
    """Back, skip, help and menu: what can be tapped where several questions are asked at once."""
    make = conversation.buttons
    skip = [make.post(asking.SKIP, "skip")] if not asked.required and asked.answer is None else []
    back = [make.post(asking.BACK, "back")] if asked.rows or conversation.progress()[0] > 1 else []
    language = language_button(conversation)
    return [*skip, *back, make.post(asking.HELP, "explain"), *language, make.post(asking.MENU, "leave")]


def language_button(conversation: LiveConversation) -> list[Button]:
    """The form's other language where it has two, the choice of one where it has more; [] where there is none."""
    languages, make = conversation.form.languages, conversation.buttons
    if len(languages) == 2:
        other = languages.index(next(one for one in languages if one != conversation.filling.language))
        return [make.post(called(languages[other]), "language", n=other + 1)]
    return [make.post(words.LANGUAGE, "language")] if len(languages) > 2 else []


def _option(conversation: LiveConversation, number: int, label: str, value: str, is_shared: bool) -> Button:
    # A label that LINE would cut, or that another has too, is told apart by its number, which is printed in the text
    # above.
    name = label if length(label) <= MOST_LABEL and not is_shared else asking.option(number, label)
    return conversation.buttons.answer(name, value, number, shows=name if is_shared else label)


def meant(conversation: LiveConversation, asked: AskedQuestion) -> list[Button]:
    """What the refused answer may have meant."""
    if asked.question.kind in (QuestionKind.SELECT_MULTIPLE, QuestionKind.RANK) or len(asked.choices) > SHORT_LIST:
        return []
    labels = {choice.value: choice.label for choice in asked.choices}
    made = []
    for candidate in conversation.candidates[:4]:
        if isinstance(candidate, Place):
            made.append(conversation.buttons.answer(write_place(candidate), write_place(candidate)))
        elif isinstance(candidate, str):
            made.append(conversation.buttons.answer(labels.get(candidate, candidate), candidate))
        else:
            made.append(conversation.buttons.answer(write_number(candidate), str(candidate)))
    return made


def _abilities(conversation: LiveConversation, asked: AskedQuestion) -> list[Button]:
    """What a phone can do for this kind of question, beside typing."""
    make, question = conversation.buttons, asked.question
    kind = question.kind
    if kind is QuestionKind.IMAGE:
        return [Button(asking.CAMERA, Ask.CAMERA), Button(asking.ALBUM, Ask.ALBUM)]
    if kind is QuestionKind.GEOPOINT:
        return [Button(asking.LOCATION, Ask.LOCATION)]
    if kind is QuestionKind.ACKNOWLEDGE:
        return [make.answer(asking.ACKNOWLEDGE, "OK")]
    if kind is QuestionKind.DATE and "precision" in question.parameters:
        return _latest(conversation, question)
    if kind is QuestionKind.DATE:
        today = conversation.today
        yesterday = date.fromordinal(today.toordinal() - 1)
        return [
            make.answer(asking.TODAY, today.isoformat()),
            make.answer(asking.YESTERDAY, yesterday.isoformat()),
            *_calendar(conversation, asked),
        ]
    if kind in (QuestionKind.TIME, QuestionKind.DATETIME):
        mode = "time" if kind is QuestionKind.TIME else "datetime"
        label = asking.PICK_TIME if kind is QuestionKind.TIME else asking.PICK_DATE
        initial: datetime = conversation.now.astimezone(BANGKOK)
        return [make.pick(label, PickDate("", mode, initial))]
    if _may_be_zero(question):
        return [make.answer(asking.NONE, "0")]
    if asked.answer is None and (nothing := question.extras.get("none")):
        return [make.post(nothing, "none")]
    return []


def _latest(conversation: LiveConversation, question: Question) -> list[Button]:
    """This year and the last one, or this month and the last one: LINE picks whole dates only."""
    this = conversation.today.replace(day=1)
    if question.parameters["precision"] == "year":
        years = (this.year, this.year - 1)
        return [conversation.buttons.answer(str(year + BE), date(year, 1, 1).isoformat()) for year in years]
    months = (this, (this - timedelta(days=1)).replace(day=1))
    return [conversation.buttons.answer(write_month(day.year, day.month), day.isoformat()) for day in months]


def _calendar(conversation: LiveConversation, asked: AskedQuestion) -> list[Button]:
    """The date picker within what LINE takes; the day alone where there is one, nothing where there is none."""
    earliest, latest = (_bound(conversation, bound) for bound in (asked.question.minimum, asked.question.maximum))
    first, last = max(earliest or FIRST_PICKED, FIRST_PICKED), min(latest or LAST_PICKED, LAST_PICKED)
    if first > last:
        return []
    if first == last:
        return [conversation.buttons.answer(write_date(first), first.isoformat())]
    initial = conversation.today
    if isinstance(asked.answer, str):
        initial = date.fromisoformat(asked.answer[:10])
    if not first <= initial <= last:
        initial = last if latest else first
    bounds = first if earliest else None, last if latest else None
    return [conversation.buttons.pick(asking.PICK_DATE, PickDate("", "date", initial, *bounds))]


def _bound(conversation: LiveConversation, bound: str | None) -> date | None:
    if bound == "today":
        return conversation.today
    try:
        return date.fromisoformat(bound[:10]) if bound else None
    except ValueError:
        return None


def _may_be_zero(question: Question) -> bool:
    if not (is_whole(question) or question.kind is QuestionKind.DECIMAL) or question.minimum is None:
        return False
    try:
        return Decimal(question.minimum) == 0
    except ArithmeticError:
        return False
