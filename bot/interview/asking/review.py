"""Looking the answers over: the whole review, and one row of a repeat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from bot.interview.asking.listing import Entry, entries, free_picture, numbered
from bot.interview.asking.pictures import before, not_shown_yet
from bot.interview.asking.rows import unlike_announced
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Outcome, Turn
from bot.messages import Button, Card, Row, Section, Tone
from bot.texts.interview import asking, guiding, review

T = TypeVar("T")

# The longest row is 1.5 KB of JSON with every Thai letter escaped: 16 stay inside LINE's 30 KB however it is counted.
_A_CARD, _MOST_CARDS = 16, 3


def review_turn(conversation: LiveConversation) -> Turn:
    """All is asked: the whole list, with "send"."""
    shown = not_shown_yet(conversation, [note.picture for note in conversation.filling.closing_notes()])
    conversation.state.here.noted = True
    cards = review_cards(conversation, final=True)
    messages = conversation.with_words(*_with_unlike(conversation, cards))
    return conversation.turn(before(conversation, shown, messages), Outcome.REVIEW)


def _with_unlike(conversation: LiveConversation, cards: list[Card]) -> list[Card]:
    """With what to do where other rows were filled in than announced; that is said below."""
    numbers = {path: number for number, path in conversation.state.here.listed.items()}
    extra: list[Button] = []
    make = conversation.buttons.post
    for path, label, count, announced in unlike_announced(conversation):
        unit = announced.unit or asking.ROW
        line = numbers.get(announced.path, 0)
        conversation.say(guiding.unlike_announced(label, count, announced.count, unit, line))
        if count < announced.count:
            extra.append(make(guiding.fill_in(announced.count - count, unit), "add", v=path))
        extra.append(make(guiding.correct_to(count, unit), "count", v=announced.path, n=count))
    last = cards[-1]
    return [*cards[:-1], replace(last, quick=(*extra, *last.quick))]


def review_cards(conversation: LiveConversation, final: bool) -> list[Card]:
    """The answers by part, each line to tap; `final` adds "send", else it is a look on the way. What is more than a
    screenful of cards opens by its sections."""
    listed = entries(conversation)
    if not final:
        listed = [entry for entry in listed if entry.answered]
    conversation.state.here.listed = numbered(listed)
    pages = list(_pages(listed))
    has_sections = len(pages) > 1 and len({entry.heading for entry in listed}) > 1
    number = min(conversation.state.here.page or (0 if has_sections else 1), len(pages))
    titled = review.title if final else review.so_far
    title, office = titled(conversation.about.title), conversation.about.office
    buttons: list[Button] = []
    after = [review.HOW if final else review.HOW_MIDWAY]
    if not number:
        cards = [
            Card(title, subtitle=office, sections=(Section("", tuple(_opens(conversation, *one) for one in part)),))
            for part in _chunks(list(enumerate(pages, 1)), _A_CARD)
        ]
        after = [review.HOW_SECTIONS]
    else:
        parts = _chunks(pages[number - 1], _A_CARD) or [[]]
        cards = [Card(title, subtitle=office, sections=_sections(conversation, part)) for part in parts]
        if len(pages) > 1:
            after.insert(0, review.page(number, len(pages)))
            following = number % len(pages) + 1
            buttons.append(conversation.buttons.post(review.page_label(following), "review", p=following))
            if has_sections:
                buttons.append(conversation.buttons.post(review.SECTIONS, "review", p=0))
    return _finished(conversation, cards, after, buttons, final)


def _pages(listed: list[Entry]) -> Iterator[list[Entry]]:
    """What is looked at together: all of it where it is not much, else one section after another; a long one in
    several, and where there are more sections than cards hold, as much of them as cards do. One page at least."""
    whole = _A_CARD * _MOST_CARDS
    if len(listed) <= whole:
        yield listed
        return
    by_section = [list(same) for _, same in groupby(listed, key=lambda entry: entry.heading)]
    pages = [page for section in by_section for page in _chunks(section, whole)]
    yield from pages if len(pages) <= whole else _chunks(listed, whole)


def _chunks(listed: list[T], size: int) -> list[list[T]]:
    return [listed[at : at + size] for at in range(0, len(listed), size)]


def _opens(conversation: LiveConversation, number: int, page: list[Entry]) -> Row:
    """A section to tap."""
    heading = page[0].heading or review.NO_SECTION
    given = sum(entry.answered for entry in page)
    button = conversation.buttons.post(review.OPEN, "review", shows=review.open_section(heading), p=number)
    label = review.section(heading, page[0].number, page[-1].number)
    return Row(label, review.answered(given, len(page) - given), Tone.PLAIN if given else Tone.MUTED, button)


def _finished(
    conversation: LiveConversation, cards: list[Card], after: list[str], buttons: list[Button], final: bool
) -> list[Card]:
    """What was understood goes on the first card, what to do next on the last."""
    notes = [note.label for note in conversation.filling.closing_notes() if note.label] if final else []
    words = [*conversation.echoes, *notes] if final else []
    more = free_picture(conversation.filling)
    if final and more[0]:
        after.append(review.more_pictures(more[2]))
    if final:
        buttons.append(conversation.buttons.post(review.SUBMIT, "submit", primary=True))
        buttons.append(conversation.buttons.post(review.PAUSE, "pause"))
    first, last = cards[0], cards[-1]
    if len(cards) > 1:
        cards[0] = _with(first, text="\n\n".join(words))
        cards[-1] = _with(last, text="\n".join(after), buttons=tuple(buttons), quick=tuple(buttons))
    else:
        text = "\n\n".join([*words, "\n".join(after)])
        cards[0] = _with(first, text=text, buttons=tuple(buttons), quick=tuple(buttons))
    return cards


def plain_cards(conversation: LiveConversation, page: int) -> tuple[list[Card], int]:
    """The answers by part, with nothing to tap: a page (from 1) of a report that was sent, and how many there are."""
    listed = [entry for entry in entries(conversation) if entry.answered]
    chunks = [listed[at : at + _A_CARD] for at in range(0, len(listed), _A_CARD)] or [[]]
    a_page = _MOST_CARDS + 1
    last = -(-len(chunks) // a_page)
    first = (min(max(page, 1), last) - 1) * a_page
    cards = [
        Card(conversation.about.title, subtitle=conversation.about.office, sections=_sections(None, part))
        for part in chunks[first : first + a_page]
    ]
    return [replace(card, styled=tuple(conversation.filling.styled.values())) for card in cards], last


def row_card(conversation: LiveConversation, row: str) -> Card | None:
    """One row's answers, numbered for "change n"; None where the row is gone."""
    listed = entries(conversation, inside=row)
    if not listed:
        return None
    conversation.state.here.listed = numbered(listed)
    at = next(one for section in conversation.filling.review() for one in section.rows if one.path == row)
    buttons = (
        conversation.buttons.post(guiding.REMOVE, "remove", v=row),
        conversation.buttons.post(review.REVIEW, "review"),
    )
    return Card(
        title=guiding.row_name(at.number, at.label),
        subtitle=listed[0].heading,
        text="\n\n".join([*conversation.echoes, review.HOW_MIDWAY]),
        sections=(Section("", tuple(_card_row(conversation, entry) for entry in listed)),),
        buttons=buttons,
        quick=buttons,
    )


def _sections(conversation: LiveConversation | None, part: list[Entry]) -> tuple[Section, ...]:
    return tuple(
        Section(heading, tuple(_card_row(conversation, entry) for entry in same))
        for heading, same in groupby(part, key=lambda entry: entry.heading)
    )


def _card_row(conversation: LiveConversation | None, entry: Entry) -> Row:
    tone = Tone.PLAIN if entry.answered else Tone.MUTED
    label = review.line(entry.number, entry.label)
    if conversation is None:
        return Row(entry.label, entry.shown, tone)
    shows = review.change(entry.number)
    return Row(
        label, entry.shown, tone, conversation.buttons.place(review.CHANGE, "edit", entry.path, entry.number, shows)
    )


def _with(card: Card, text: str, buttons: tuple[Button, ...] = (), quick: tuple[Button, ...] = ()) -> Card:
    return Card(card.title, card.subtitle, text, card.sections, buttons, quick)
