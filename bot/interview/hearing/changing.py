"""Changing what stands: a line of the review, rows of a repeat."""

from __future__ import annotations

from bot.engine.filling.places import RepeatTurn, Row
from bot.interview.asking.listing import entries, numbered
from bot.interview.asking.present import confirm, present
from bot.interview.asking.review import review_cards, review_turn, row_card
from bot.interview.asking.rows import row_by_number
from bot.interview.state.interview_state import Act
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Outcome, Turn
from bot.interview.values.showing import clipped, name_of_line, show_line
from bot.texts.interview import answering, asking, guiding, review


def edit(conversation: LiveConversation, path: str) -> Turn:
    """Stand at the line with this path; a row of a repeat shows its own answers first."""
    if any(row.path == path for row in _rows(conversation)):
        card = row_card(conversation, path)
        if card is not None:
            # No question stands under this card: a bare number names one of its lines.
            conversation.state.here.looks_at_row = True
            return conversation.turn(conversation.with_words(card), Outcome.ASKING)
    if conversation.filling.go(path):
        conversation.moved()
    else:
        conversation.say(answering.READONLY)
    return present(conversation)


def edit_number(conversation: LiveConversation, number: int | None) -> Turn:
    """Change line 5: the fifth line of the list that was shown last, else of the whole review."""
    listed = conversation.state.here.listed or numbered(entries(conversation))
    if number is None:
        conversation.say(review.WHICH_LINE)
        return look(conversation)
    if number not in listed:
        conversation.say(review.no_such_line(number, max(listed, default=0)))
        return present(conversation)
    return edit(conversation, listed[number])


def look(conversation: LiveConversation, page: int | None = None) -> Turn:
    """The review: the real one where all is asked, else the answers so far and then the question again."""
    if page is not None:
        conversation.state.here.page = page
    if conversation.place() is None:
        return review_turn(conversation)
    conversation.cards += review_cards(conversation, final=False)
    conversation.state.here.page = None
    return present(conversation)


def edit_row(conversation: LiveConversation, number: int | None) -> Turn:
    """Change row 2: at a repeat's turn, or anywhere of the repeat whose rows are meant."""
    row = _row_numbered(conversation, number)
    return edit(conversation, row.path) if row else _no_row(conversation, number)


def remove_row(conversation: LiveConversation, number: int | None = None, path: str = "") -> Turn:
    """Ask before taking a row away."""
    row = (
        next((row for row in _rows(conversation) if row.path == path), None)
        if path
        else _row_numbered(conversation, number)
    )
    if row is None:
        return _no_row(conversation, number)
    shown = guiding.row_name(row.number, clipped(row.label, 60))
    buttons = (conversation.buttons.post(guiding.REMOVE, "yes"), conversation.buttons.post(guiding.NO, "no"))
    return confirm(conversation, Act.REMOVE, guiding.sure_remove(shown), buttons, row.path)


def removed(conversation: LiveConversation, path: str) -> Turn:
    """The row goes, with its answers and photos."""
    row = next((row for row in _rows(conversation) if row.path == path), None)
    if row is None or not conversation.take_away(path):
        conversation.say(guiding.CANNOT_REMOVE)
        return present(conversation)
    conversation.say(guiding.removed(guiding.row_name(row.number, clipped(row.label, 60))))
    return present(conversation)


def add_row(conversation: LiveConversation, repeat: str) -> Turn:
    """Another row; its first question is asked."""
    if conversation.filling.add_row(repeat) is None:
        conversation.say(guiding.CANNOT_ADD)
    conversation.moved()
    return present(conversation)


def done_rows(conversation: LiveConversation, repeat: str, blank: str = "", sure: bool = False) -> Turn:
    """No more rows; what follows is asked. Where more were announced, that is asked about first; `blank` is a row that
    was begun for one of them and is taken away."""
    announced = conversation.announced(repeat)
    rows = [row for row in _rows(conversation) if row.path.rpartition("[")[0] == repeat and row.path != blank]
    if announced is not None and len(rows) < announced.count and not sure:
        label = conversation.form.repeats[repeat].label.plain(conversation.filling.language)
        words = guiding.sure_stop(label, len(rows), announced.count, announced.unit or asking.ROW)
        post = conversation.buttons.post
        buttons = (post(guiding.GO_ON, "no"), post(guiding.STOP, "yes"))
        return confirm(conversation, Act.ROWS, words, buttons, blank or repeat)
    if blank:
        conversation.take_away(blank)
    conversation.filling.done_rows(repeat)
    conversation.moved()
    return present(conversation)


def correct_count(conversation: LiveConversation, path: str, count: int | None) -> Turn:
    """The number that was announced becomes that of the rows that are there."""
    verdict = conversation.put(path, count)
    line = conversation.line(path)
    if verdict.accepted and line is not None:
        conversation.echo(answering.named(name_of_line(line), show_line(line)))
    elif verdict.issue is not None:
        conversation.say(answering.refused(verdict.issue.message or answering.NOT_ALLOWED))
    return present(conversation)


def _rows(conversation: LiveConversation) -> list[Row]:
    place = conversation.place()
    found = {row.path: row for section in conversation.filling.review() for row in section.rows}
    if isinstance(place, RepeatTurn):
        found |= {row.path: row for row in place.rows}
    return list(found.values())


def _row_numbered(conversation: LiveConversation, number: int | None) -> Row | None:
    place = conversation.place()
    if number is None:
        return None
    if isinstance(place, RepeatTurn):
        return row_by_number(place, number)
    # Elsewhere a row's number means something only where there is one repeat.
    numbered = [row for row in _rows(conversation) if row.number == number]
    return numbered[0] if len(numbered) == 1 else None


def _no_row(conversation: LiveConversation, number: int | None) -> Turn:
    if number is None:
        conversation.say(guiding.WHICH_ROW)
    else:
        conversation.say(guiding.no_such_row(number, len(_rows(conversation))))
    return present(conversation)
