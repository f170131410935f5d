"""An open repeat's turn: its rows, add another, done, change or take away one."""

from __future__ import annotations

from bot.engine.filling.places import RepeatTurn, Row
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.values.showing import clipped
from bot.messages import Card, Section
from bot.messages import Row as CardRow
from bot.texts.interview import asking, guiding, review

# Rows shown on the card; more are reached by typing their number. Ten keep the bubble small.
_SHOWN = 10


def rows_card(conversation: LiveConversation, turn: RepeatTurn) -> Card:
    """The rows so far and what can be done with them."""
    # The next question says again which row it belongs to.
    conversation.state.part = ""
    make = conversation.buttons
    listed = turn.rows[-_SHOWN:]
    rows = tuple(
        CardRow(
            guiding.row_name(row.number, clipped(row.label, 60)),
            button=make.place(review.CHANGE, "row", row.path, row.number, review.change_row(row.number)),
        )
        for row in listed
    )
    add = make.post(guiding.ADD if turn.rows else guiding.ADD_FIRST, "add")
    done = make.post(guiding.DONE, "done", primary=True)
    quick = (
        add,
        done,
        make.post(asking.BACK, "back"),
        make.post(asking.HELP, "explain"),
        make.post(asking.MENU, "leave"),
    )
    title = guiding.rows_title(turn.label, len(turn.rows)) if turn.rows else guiding.no_rows(turn.label)
    notes = [note.label for note in turn.notes]
    words = [*conversation.echoes, *notes, turn.hint, guiding.rows_words(bool(turn.rows))]
    number, about = conversation.filling.progress()
    return Card(
        title=title,
        subtitle=asking.header(conversation.about.title, number, about),
        text="\n\n".join(block for block in words if block),
        sections=(Section("", rows),) if rows else (),
        buttons=(add, done),
        quick=quick,
    )


def row_by_number(turn: RepeatTurn, number: int) -> Row | None:
    """The row that is shown under this number."""
    return next((row for row in turn.rows if row.number == number), None)
