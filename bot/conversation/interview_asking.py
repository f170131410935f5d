"""A question as it is asked: one text with quick buttons, or one card where the options are many or several."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from bot.conversation.form import Question, QuestionKind
from bot.conversation.interview_choosing import long_list, toggles
from bot.conversation.interview_reading import is_whole
from bot.conversation.interview_showing import clipped, show
from bot.conversation.interview_talk import Talk
from bot.conversation.places import Asked
from bot.events import Place
from bot.messages import Ask, Button, Message, PickDate, Text
from bot.texts import answering, asking
from bot.texts.numbers import write_number
from bot.texts.places import write_place
from bot.texts.times import BANGKOK

# LINE shows 13 quick replies; three are kept for back, skip and menu.
MOST_QUICK, MOST_OPTIONS = 13, 10

_HOW = {
    QuestionKind.DATE: asking.type_date,
    QuestionKind.TIME: asking.type_time,
    QuestionKind.DATETIME: asking.type_moment,
    QuestionKind.GEOPOINT: asking.type_place,
    QuestionKind.IMAGE: asking.send_picture,
    QuestionKind.AUDIO: asking.send_file,
    QuestionKind.VIDEO: asking.send_file,
    QuestionKind.FILE: asking.send_file,
    QuestionKind.RANK: asking.type_order,
    QuestionKind.ACKNOWLEDGE: asking.type_acknowledge,
}


def ask(talk: Talk, asked: Asked) -> list[Message]:
    """The messages that ask this question, with whatever was to be said first."""
    kind = asked.question.kind
    header, *opening = _opening(talk, asked)
    after = _after(talk, asked)
    quick = _quick(talk, asked)
    if kind is QuestionKind.SELECT_MULTIPLE:
        return [toggles(talk, asked, header, [*talk.lines, *opening], after, quick)]
    if kind is QuestionKind.SELECT_ONE and len(asked.choices) > MOST_OPTIONS:
        return [long_list(talk, asked, header, [*talk.lines, *opening], after, quick)]
    body = [asked.label if asked.required else f"{asked.label} {asking.optional()}"]
    if asked.hint:
        body.append(asked.hint)
    options = [asking.option(at, choice.label) for at, choice in enumerate(asked.choices, 1)]
    blocks = [*talk.lines, "\n".join([header, *opening]), "\n".join(body), "\n".join(options), "\n".join(after)]
    return [Text("\n\n".join(block for block in blocks if block), quick)]


def _opening(talk: Talk, asked: Asked) -> list[str]:
    number, about = talk.filling.progress()
    header = (
        asking.editing_header(talk.about.title) if asked.editing else asking.header(talk.about.title, number, about)
    )
    lines = [header]
    part = asked.headings[-1] if asked.headings else ""
    if asked.rows:
        part = asking.row_heading(part, asked.rows[-1].number).strip()
    if part and part != talk.scratch.get("part"):
        lines.append(asking.heading(part))
    talk.scratch["part"] = part
    lines += [f"{note.label} {note.shown}".strip() for note in asked.notes]
    if asked.problem:
        lines.append(answering.refused(asked.problem.message or answering.not_allowed()))
    return lines


def _after(talk: Talk, asked: Asked) -> list[str]:
    how = _HOW.get(asked.question.kind)
    lines = [how()] if how else []
    offered = offer(asked)
    if offered:
        lines.append(offered[1])
        if shares_part(talk, asked):
            lines.append(asking.all_previous())
    return lines


def offer(asked: Asked) -> tuple[str, str] | None:
    """What `=` would take: (button's label, line of text); None where there is nothing to keep."""
    question = asked.question
    if asked.answer is not None and not (asked.suggestion and asked.suggestion.source == "default"):
        shown = clipped(show(question, asked.answer, asked.answer_shown), 60)
        return asking.standing_label(shown), asking.standing(shown)
    if asked.suggestion is None:
        return None
    shown = clipped(show(question, asked.suggestion.value, asked.suggestion.shown), 60)
    if asked.suggestion.source == "default":
        return asking.preset_label(shown), asking.preset(shown)
    return asking.keep_label(shown), asking.previous(shown)


def shares_part(talk: Talk, asked: Asked) -> bool:
    """Whether earlier values are on offer here and for a later question of the same part."""
    if asked.editing or asked.suggestion is None or asked.suggestion.source != "previous":
        return False
    part = asked.generic.rsplit("/", 1)[0]
    paths = list(talk.form.questions)
    later = paths[paths.index(asked.generic) + 1 :]
    return any(path.rsplit("/", 1)[0] == part and path in talk.scratch.get("last", {}) for path in later)


def _quick(talk: Talk, asked: Asked) -> tuple[Button, ...]:
    make = talk.buttons
    quick = _meant(talk, asked)
    offered = offer(asked)
    if offered:
        quick.append(make.post(offered[0], "use"))
        if shares_part(talk, asked):
            quick.append(make.post(asking.KEEP_ALL, "useall"))
    kind = asked.question.kind
    if kind is QuestionKind.SELECT_ONE and len(asked.choices) <= MOST_OPTIONS:
        quick += [make.answer(choice.label, choice.value, at) for at, choice in enumerate(asked.choices, 1)]
    else:
        quick += _abilities(talk, asked)
    ways = [make.post(asking.BACK, "back")] if not asked.editing else [make.post(asking.CANCEL_EDIT, "back")]
    if not asked.required:
        ways.insert(0, make.post(asking.SKIP, "skip") if asked.answer is None else make.post(asking.CLEAR, "clear"))
    ways.append(make.post(asking.HELP, "explain"))
    ways.append(make.post(asking.MENU, "leave"))
    return tuple((quick + ways)[:MOST_QUICK])


def _meant(talk: Talk, asked: Asked) -> list[Button]:
    """What the refused answer may have meant."""
    if asked.question.kind is QuestionKind.SELECT_ONE and len(asked.choices) <= MOST_OPTIONS:
        return []
    labels = {choice.value: choice.label for choice in asked.choices}
    made = []
    for candidate in talk.candidates[:4]:
        if isinstance(candidate, Place):
            made.append(talk.buttons.answer(write_place(candidate), write_place(candidate)))
        elif isinstance(candidate, str):
            made.append(talk.buttons.answer(labels.get(candidate, candidate), candidate))
        else:
            made.append(talk.buttons.answer(write_number(candidate), str(candidate)))
    return made


def _abilities(talk: Talk, asked: Asked) -> list[Button]:
    """What a phone can do for this kind of question, beside typing."""
    make, question = talk.buttons, asked.question
    kind = question.kind
    if kind is QuestionKind.IMAGE:
        return [Button(asking.CAMERA, Ask.CAMERA), Button(asking.ALBUM, Ask.ALBUM)]
    if kind is QuestionKind.GEOPOINT:
        return [Button(asking.LOCATION, Ask.LOCATION)]
    if kind is QuestionKind.ACKNOWLEDGE:
        return [make.answer(asking.ACKNOWLEDGE, "OK")]
    if kind is QuestionKind.DATE:
        today = talk.today
        yesterday = date.fromordinal(today.toordinal() - 1)
        return [
            make.answer(asking.TODAY, today.isoformat()),
            make.answer(asking.YESTERDAY, yesterday.isoformat()),
            make.pick(asking.PICK_DATE, _calendar(talk, asked)),
        ]
    if kind in (QuestionKind.TIME, QuestionKind.DATETIME):
        mode = "time" if kind is QuestionKind.TIME else "datetime"
        label = asking.PICK_TIME if kind is QuestionKind.TIME else asking.PICK_DATE
        initial: datetime = talk.now.astimezone(BANGKOK)
        return [make.pick(label, PickDate("", mode, initial))]
    if _may_be_nought(question):
        return [make.answer(asking.NONE, "0")]
    return []


def _calendar(talk: Talk, asked: Asked) -> PickDate:
    earliest, latest = (_bound(talk, bound) for bound in (asked.question.minimum, asked.question.maximum))
    initial = talk.today
    if isinstance(asked.answer, str):
        initial = date.fromisoformat(asked.answer[:10])
    if (earliest and initial < earliest) or (latest and initial > latest):
        initial = latest or earliest or initial
    return PickDate("", "date", initial, earliest, latest)


def _bound(talk: Talk, bound: str | None) -> date | None:
    if bound == "today":
        return talk.today
    try:
        return date.fromisoformat(bound[:10]) if bound else None
    except ValueError:
        return None


def _may_be_nought(question: Question) -> bool:
    if not (is_whole(question) or question.kind is QuestionKind.DECIMAL) or question.minimum is None:
        return False
    try:
        return Decimal(question.minimum) == 0
    except ArithmeticError:
        return False
