"""A question as it is asked: one text with quick buttons, or one card where the options are many or several."""

from __future__ import annotations

from bot.anomalies.warn_rule import FIGURES
from bot.engine.definition.form_items import QuestionKind
from bot.engine.filling.places import AskedQuestion
from bot.interview.asking.carrying import what_is_carried
from bot.interview.asking.choosing import long_list, toggles
from bot.interview.asking.pictures import before, not_shown_yet
from bot.interview.asking.quick import MOST_OPTIONS, is_wrong, meant, offer, quick_buttons, ways_out
from bot.interview.asking.together import lines, together
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.values.facts import example
from bot.interview.values.showing import clipped, show
from bot.messages import Message, Text
from bot.texts.interview import answering, asking, facts

_HOW = {
    QuestionKind.DATE: asking.TYPE_DATE,
    QuestionKind.TIME: asking.TYPE_TIME,
    QuestionKind.DATETIME: asking.TYPE_MOMENT,
    QuestionKind.GEOPOINT: asking.TYPE_PLACE,
    QuestionKind.IMAGE: asking.SEND_PICTURE,
    QuestionKind.AUDIO: asking.SEND_FILE,
    QuestionKind.VIDEO: asking.SEND_FILE,
    QuestionKind.FILE: asking.SEND_FILE,
    QuestionKind.RANK: asking.TYPE_ORDER,
    QuestionKind.ACKNOWLEDGE: asking.TYPE_ACKNOWLEDGE,
}

_HOW_PRECISE = {"year": asking.TYPE_YEAR, "month": asking.TYPE_MONTH}


def ask(conversation: LiveConversation, asked: AskedQuestion) -> list[Message]:
    """The messages that ask this question, with whatever was to be said first."""
    pictures = [name for name in (*(note.picture for note in asked.notes), asked.picture) if name]
    if not pictures:
        return _in_words(conversation, asked)
    shown = not_shown_yet(conversation, pictures)
    return before(conversation, shown, _in_words(conversation, asked))


def _in_words(conversation: LiveConversation, asked: AskedQuestion) -> list[Message]:
    kind = asked.question.kind
    header, *opening = _opening(conversation, asked)
    beside = conversation.filling.beside()
    if len(beside) > 1 and (page := together(conversation, beside)):
        return _page(conversation, asked, ["\n".join([header, *opening]), *lines(conversation, page)])
    several = what_is_carried(conversation, asked)
    after = _after(conversation, asked, several)
    quick = quick_buttons(conversation, asked, several)
    if kind is QuestionKind.SELECT_MULTIPLE:
        card = toggles(conversation, asked, header, [*conversation.echoes, *opening], after, quick)
        return conversation.with_words(card)
    if kind is QuestionKind.SELECT_ONE and len(asked.choices) > MOST_OPTIONS:
        card = long_list(conversation, asked, header, [*conversation.echoes, *opening], after, quick)
        return conversation.with_words(card)
    body = [asked.label if asked.required else f"{asked.label} {asking.OPTIONAL}"]
    if asked.hint:
        body.append(asked.hint)
    options = [asking.option(at, choice.label) for at, choice in enumerate(asked.choices, 1)]
    blocks = [*conversation.words, "\n".join([header, *opening]), "\n".join(body), "\n".join(options), "\n".join(after)]
    return [Text("\n\n".join(block for block in blocks if block), quick)]


def _page(conversation: LiveConversation, asked: AskedQuestion, blocks: list[str]) -> list[Message]:
    """Several questions in one text. What was misread of the first may be tapped; all else is typed."""
    quick = [*meant(conversation, asked), *ways_out(conversation, asked)]
    return [Text("\n\n".join([*conversation.words, *blocks]), tuple(quick))]


def _opening(conversation: LiveConversation, asked: AskedQuestion) -> list[str]:
    part = asked.headings[-1] if asked.headings else ""
    row = ""
    if asked.rows:
        announced = conversation.announced(asked.rows[-1].path.rpartition("[")[0])
        count, unit = (announced.count, announced.unit) if announced else (0, "")
        row = asking.row(asked.rows[-1].number, count, unit)
        part = asking.row_heading(part, row)
    if asked.editing:
        header = asking.editing_header(conversation.about.title)
    elif asked.rows:
        header = asking.row_header(conversation.about.title, row, *conversation.progress(in_row=True))
    else:
        header = asking.header(conversation.about.title, *conversation.progress())
    lines = [header]
    if part and part != conversation.state.part:
        lines.append(asking.heading(part))
    conversation.state.part = part
    if not conversation.state.here.noted:
        lines += [words for note in asked.notes if (words := f"{note.label} {note.shown}".strip())]
    conversation.state.here.noted = True
    if asked.problem:
        why = answering.refused(asked.problem.message or answering.NOT_ALLOWED)
        # Said already where the same answer was given again.
        lines += [why] if why not in conversation.words else []
    return lines


def _after(conversation: LiveConversation, asked: AskedQuestion, several: str) -> list[str]:
    precision = asked.question.parameters.get("precision", "")
    how = _HOW_PRECISE.get(precision) or _HOW.get(asked.question.kind)
    lines = [how] if how else []
    if asked.question.kind.has_choices and not asked.choices:
        lines.append(asking.NO_OPTIONS)
    if asked.question.name in conversation.about.explained:
        lines.append(asking.EXPLAINED)
    if is_wrong(asked):
        lines.append(asking.standing_wrong(clipped(show(asked.question, asked.answer, asked.answer_shown), 60)))
    offered = offer(conversation, asked)
    if offered:
        lines.append(offered[1])
        if several:
            lines.append(several)
    if _is_first_figure(conversation, asked) and (words := example(conversation.form)):
        lines.append(facts.how(words))
    return lines


def _is_first_figure(conversation: LiveConversation, asked: AskedQuestion) -> bool:
    """Whether this is the form's first figure, asked for the first time."""
    first = next((path for path, one in conversation.form.questions.items() if one.kind in FIGURES), "")
    return asked.path == first and not asked.editing and asked.answer is None
