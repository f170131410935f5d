"""Cards for options that are many (a list in pages) or that may be several (☑ that toggles)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.engine.definition.form_items import Choice
from bot.engine.filling.places import AskedQuestion
from bot.interview.state.live_conversation import LiveConversation
from bot.messages import Button, Card, Row, Section, Tone
from bot.texts.interview import asking
from bot.thai.choices import SHORT_LIST

A_PAGE = 10


def toggles(
    conversation: LiveConversation,
    asked: AskedQuestion,
    header: str,
    before: Sequence[str],
    after: Sequence[str],
    quick: tuple[Button, ...],
) -> Card:
    """Every option with a box to tick, and "done". A tap says what it wants (`on=1`), so a double tap does no harm."""
    chosen = picked(conversation, asked)
    rows = []
    for at, choice in _on_page(conversation, asked):
        on = choice.value in chosen
        make = conversation.buttons
        tap = make.post(choice.label, "toggle", shows=asking.ticked(at, choice.label, not on), n=at, on=0 if on else 1)
        tone = Tone.GOOD if on else Tone.PLAIN
        rows.append(Row(asking.ticked(at, choice.label, on), tone=tone, button=tap, stays=True))
    done = conversation.buttons.post(asking.done_label(len(chosen)), "done", primary=True)
    return _card(conversation, asked, header, before, [asking.TYPE_SEVERAL, *after], rows, (done,), quick)


def long_list(
    conversation: LiveConversation,
    asked: AskedQuestion,
    header: str,
    before: Sequence[str],
    after: Sequence[str],
    quick: tuple[Button, ...],
) -> Card:
    """Ten options a page, each a row to tap; or those that a search in a very long list found."""
    found = (
        [(at, choice) for at, choice in enumerate(asked.choices, 1) if choice.value in conversation.candidates]
        if len(asked.choices) > SHORT_LIST and conversation.candidates
        else []
    )
    rows = [
        Row(asking.option(at, choice.label), button=conversation.buttons.post(choice.label, "answer", n=at))
        for at, choice in found or _on_page(conversation, asked)
    ]
    heading = asking.found(len(rows)) if found else ""
    return _card(conversation, asked, header, before, [asking.TYPE_ONE, *after], rows, (), quick, heading)


def picked(conversation: LiveConversation, asked: AskedQuestion) -> list[str]:
    """The values ticked so far: the half-made answer, else the one that stands."""
    half_made = conversation.state.here.chosen
    if half_made is not None:
        return list(half_made)
    return list(asked.answer) if isinstance(asked.answer, list) else []


def toggle(conversation: LiveConversation, asked: AskedQuestion, number: int | None, on: bool) -> None:
    """Tick or untick an option of the current question; a number that is not there changes nothing."""
    if number is None or not 1 <= number <= len(asked.choices):
        return
    wanted = asked.choices[number - 1].value
    chosen = [value for value in picked(conversation, asked) if value != wanted]
    if on:
        chosen.append(wanted)
    conversation.state.here.chosen = [choice.value for choice in asked.choices if choice.value in chosen]


def turn_page(conversation: LiveConversation, asked: AskedQuestion, page: int | None) -> None:
    """Show another page of the options: `page` (from 1), or the next one, round and round."""
    last = _last_page(asked)
    wanted = page if page is not None else (conversation.state.here.page or 1) % last + 1
    conversation.state.here.page = min(max(wanted, 1), last)


def _last_page(asked: AskedQuestion) -> int:
    return max(1, -(-len(asked.choices) // A_PAGE))


def _on_page(conversation: LiveConversation, asked: AskedQuestion) -> list[tuple[int, Choice]]:
    page = min(conversation.state.here.page or 1, _last_page(asked))
    first = (page - 1) * A_PAGE
    return list(enumerate(asked.choices, 1))[first : first + A_PAGE]


def _card(
    conversation: LiveConversation,
    asked: AskedQuestion,
    header: str,
    before: Sequence[str],
    after: Sequence[str],
    rows: Sequence[Row],
    buttons: tuple[Button, ...],
    quick: tuple[Button, ...],
    heading: str = "",
) -> Card:
    last = _last_page(asked)
    if heading:
        buttons = (conversation.buttons.post(asking.WHOLE_LIST, "more", p=1), *buttons)
    elif last > 1:
        page = conversation.state.here.page or 1
        heading = asking.pages(page, last)
        buttons = (conversation.buttons.post(asking.MORE, "more", p=page % last + 1), *buttons)
    label = asked.label if asked.required else f"{asked.label} {asking.OPTIONAL}"
    words = [*before, asked.hint, "\n".join(after)]
    return Card(
        title=label,
        subtitle=header,
        text="\n\n".join(block for block in words if block),
        sections=(Section(heading, tuple(rows)),),
        buttons=buttons,
        quick=quick,
    )
