"""An open repeat's turn: its rows, add another, done, change or take away one; and whether all announced are there."""

from __future__ import annotations

from bot.engine.filling.places import AskedQuestion, RepeatTurn, Row
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Announced
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
    announced = conversation.announced(turn.path)
    count, unit = (announced.count, announced.unit) if announced else (0, "")
    title = guiding.rows_title(turn.label, len(turn.rows), count, unit or asking.ROW)
    notes = [] if conversation.state.here.noted else [note.label for note in turn.notes]
    conversation.state.here.noted = True
    words = [*conversation.echoes, *notes, turn.hint, guiding.rows_words(bool(turn.rows))]
    return Card(
        title=title,
        subtitle=asking.header(conversation.about.title, *conversation.progress()),
        text="\n\n".join(block for block in words if block),
        sections=(Section("", rows),) if rows else (),
        buttons=(add, done),
        quick=quick,
    )


def row_by_number(turn: RepeatTurn, number: int) -> Row | None:
    """The row that is shown under this number."""
    return next((row for row in turn.rows if row.number == number), None)


def blank_row(conversation: LiveConversation, asked: AskedQuestion) -> str | None:
    """The path of the row around this question where nothing has been answered in it yet; None elsewhere."""
    row = asked.rows[-1].path if asked.rows else None
    lines = (line for section in conversation.filling.review() for line in section.lines)
    is_begun = any(row is not None and line.path.startswith(f"{row}/") and line.value is not None for line in lines)
    return None if is_begun else row


def unlike_announced(conversation: LiveConversation) -> list[tuple[str, str, int, Announced]]:
    """Repeats that do not have as many rows as were announced: (path, label, rows that there are, announced)."""
    found = []
    rows = {row.path for section in conversation.filling.review() for row in section.rows}
    for path, repeat in conversation.form.repeats.items():
        announced = None if repeat.counted else conversation.announced(path)
        count = sum(row.rpartition("[")[0] == path for row in rows)
        if announced is not None and (announced.count or count) and count != announced.count:
            found.append((path, repeat.label.plain(conversation.filling.language), count, announced))
    return found
