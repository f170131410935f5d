"""Changing what stands: a line of the review, rows of a repeat."""

from __future__ import annotations

from bot.engine.filling.places import RepeatTurn, Row
from bot.interview.asking.listing import entries, numbered
from bot.interview.asking.present import confirm, present
from bot.interview.asking.review import review_cards, review_turn, row_card
from bot.interview.asking.rows import row_by_number
from bot.interview.state.live_conversation import Talk
from bot.interview.state.types import Outcome, Turn
from bot.interview.values.showing import clipped
from bot.texts.interview import answering, guiding, review


def edit(talk: Talk, path: str) -> Turn:
    """Stand at the line with this path; a row of a repeat shows its own answers first."""
    if any(row.path == path for row in _rows(talk)):
        card = row_card(talk, path)
        if card is not None:
            # No question stands under this card: a bare number names one of its lines.
            talk.scratch["looking"] = True
            return talk.turn([card], Outcome.ASKING)
    if talk.filling.go(path):
        talk.moved()
    else:
        talk.say(answering.readonly())
    return present(talk)


def edit_number(talk: Talk, number: int | None) -> Turn:
    """Change line 5: the fifth line of the list that was shown last, else of the whole review."""
    listed = talk.scratch.get("listed") or numbered(entries(talk.filling))
    if number is None:
        talk.say(review.which_line())
        return look(talk)
    if str(number) not in listed:
        talk.say(review.no_such_line(number, max(map(int, listed), default=0)))
        return present(talk)
    return edit(talk, listed[str(number)])


def look(talk: Talk, page: int | None = None) -> Turn:
    """The review: the real one where all is asked, else the answers so far and then the question again."""
    if page is not None:
        talk.scratch["page"] = page
    if talk.place() is None:
        return review_turn(talk)
    said, talk.lines = talk.lines, []
    talk.cards += review_cards(talk, final=False)
    talk.lines = said
    talk.scratch.pop("page", None)
    return present(talk)


def edit_row(talk: Talk, number: int | None) -> Turn:
    """Change row 2: at a repeat's turn, or anywhere of the repeat whose rows are meant."""
    row = _row_numbered(talk, number)
    return edit(talk, row.path) if row else _no_row(talk, number)


def remove_row(talk: Talk, number: int | None = None, path: str = "") -> Turn:
    """Ask before taking a row away."""
    row = next((row for row in _rows(talk) if row.path == path), None) if path else _row_numbered(talk, number)
    if row is None:
        return _no_row(talk, number)
    name = guiding.row_name(row.number, clipped(row.label, 60))
    buttons = (talk.buttons.post(guiding.REMOVE, "yes"), talk.buttons.post(guiding.NO, "no"))
    return confirm(talk, "remove", guiding.sure_remove(name), buttons, row.path)


def removed(talk: Talk, path: str) -> Turn:
    """The row goes, with its answers and photos."""
    row = next((row for row in _rows(talk) if row.path == path), None)
    if row is None or not talk.take_away(path):
        talk.say(guiding.cannot_remove())
        return present(talk)
    talk.say(guiding.removed(guiding.row_name(row.number, clipped(row.label, 60))))
    return present(talk)


def add_row(talk: Talk, repeat: str) -> Turn:
    """Another row; its first question is asked."""
    if talk.filling.add_row(repeat) is None:
        talk.say(guiding.cannot_add())
    talk.moved()
    return present(talk)


def done_rows(talk: Talk, repeat: str) -> Turn:
    """No more rows; what follows is asked."""
    talk.filling.done_rows(repeat)
    talk.moved()
    return present(talk)


def _rows(talk: Talk) -> list[Row]:
    place = talk.place()
    found = {row.path: row for section in talk.filling.review() for row in section.rows}
    if isinstance(place, RepeatTurn):
        found |= {row.path: row for row in place.rows}
    return list(found.values())


def _row_numbered(talk: Talk, number: int | None) -> Row | None:
    place = talk.place()
    if number is None:
        return None
    if isinstance(place, RepeatTurn):
        return row_by_number(place, number)
    # Elsewhere a row's number means something only where there is one repeat.
    numbered = [row for row in _rows(talk) if row.number == number]
    return numbered[0] if len(numbered) == 1 else None


def _no_row(talk: Talk, number: int | None) -> Turn:
    if number is None:
        talk.say(guiding.which_row())
    else:
        talk.say(guiding.no_such_row(number, len(_rows(talk))))
    return present(talk)
