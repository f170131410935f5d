"""What a person can do with the report beside answering: change a line, rows, send, begin again, throw away."""

from __future__ import annotations

import zlib

from bot.conversation.filling import Filling
from bot.conversation.interview_listing import entries, free_picture, numbered
from bot.conversation.interview_present import confirm, present
from bot.conversation.interview_review import review_cards, review_turn, row_card
from bot.conversation.interview_rows import row_by_number
from bot.conversation.interview_showing import clipped
from bot.conversation.interview_talk import Talk
from bot.conversation.interview_types import Outcome, Turn
from bot.conversation.places import RepeatTurn, Row
from bot.messages import Card, Text
from bot.texts import answering, guiding, reviewing


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
    """ "แก้ 5": the fifth line of the list that was shown last, else of the whole review."""
    listed = talk.scratch.get("listed") or numbered(entries(talk.filling))
    if number is None:
        talk.say(reviewing.which_line())
        return look(talk)
    if str(number) not in listed:
        talk.say(reviewing.no_such_line(number, max(map(int, listed), default=0)))
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
    """ "แก้แถว 2" at a repeat's turn, or anywhere of the repeat whose rows are meant."""
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


def standing(talk: Talk) -> Outcome:
    """The outcome of a turn that changes nothing."""
    return Outcome.REVIEW if talk.place() is None else Outcome.ASKING


def submit(talk: Talk) -> Turn:
    """Everything is checked once more; what does not stand is asked again."""
    if talk.place() is not None:
        number, about = talk.filling.progress()
        talk.say(guiding.not_yet(max(1, about - number + 1)))
        return present(talk)
    issues = talk.filling.problems()
    if not issues:
        talk.moved()
        talk.dropped += talk.unused()
        return talk.turn([], Outcome.SUBMIT, talk.filling.answers())
    talk.say(reviewing.must_mend(len(issues)))
    if talk.filling.go(issues[0].path):
        talk.moved()
        if issues[0].message:
            talk.say(answering.refused(issues[0].message))
    return present(talk)


def add_picture(talk: Talk, reference: str, message: str) -> Turn:
    """A picture sent at the review takes the next place kept for one."""
    path, _, _ = free_picture(talk.filling)
    if path is None or not talk.put(path, reference, message).accepted:
        talk.dropped.append(reference)
        talk.say(answering.pictures_full())
        return present(talk)
    if talk.place() is not None:
        return present(talk)
    _, count, left = free_picture(talk.filling)
    words = [*talk.lines, reviewing.more_pictures(left)] if left else talk.lines
    buttons = (
        talk.buttons.post(reviewing.SUBMIT, "submit", primary=True),
        talk.buttons.post(reviewing.REVIEW, "review"),
    )
    title = answering.picture_added(count)
    card = Card(title, talk.about.title, "\n\n".join([*words, reviewing.how_short()]), (), buttons, buttons)
    return talk.turn([card], Outcome.REVIEW)


def ask_restart(talk: Talk) -> Turn:
    buttons = (talk.buttons.post(guiding.RESTART, "yes"), talk.buttons.post(guiding.GO_ON, "no"))
    return confirm(talk, "restart", guiding.sure_restart(), buttons)


def restart(talk: Talk) -> Turn:
    """A fresh filling with the same earlier values; buttons of the old one stay old."""
    dropped = talk.attachments()
    gone = [*talk.scratch.get("gone", []), *dropped]
    last, before = talk.scratch.get("last", {}), talk.scratch.get("round", 0)
    filling = fresh(talk, before + 1)
    filling.scratch.update({"round": before + 1, "last": last, "gone": gone})
    again = Talk(filling, talk.about, talk.now, [guiding.restarted()], dropped=dropped)
    return present(again)


def fresh(talk: Talk, round_number: int) -> Filling:
    seed = zlib.crc32(f"{talk.about.conversation}/{round_number}".encode())
    return Filling.start(
        talk.form, now=talk.now, seed=seed, suggestions=talk.scratch.get("last"), language=talk.filling.language
    )


def ask_cancel(talk: Talk) -> Turn:
    buttons = (
        talk.buttons.post(guiding.GO_ON, "no"),
        talk.buttons.post(guiding.PAUSE, "pause"),
        talk.buttons.post(guiding.DISCARD, "yes"),
    )
    return confirm(talk, "cancel", guiding.sure_cancel(), buttons)


def pause(talk: Talk) -> Turn:
    words = [*talk.lines, guiding.paused(talk.about.title)]
    return talk.turn([Text("\n\n".join(words), (talk.buttons.post(guiding.GO_ON, "resume"),))], Outcome.PAUSED)


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
