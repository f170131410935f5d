"""What ends a report or interrupts it: sending, a last photo, beginning again, throwing away, pausing."""

from __future__ import annotations

import zlib

from bot.engine.filling.filling import Filling
from bot.interview.asking.anomalies import PAST, confirmed, doubted
from bot.interview.asking.listing import free_picture
from bot.interview.asking.present import confirm, present
from bot.interview.asking.returned import still_waits
from bot.interview.state.live_conversation import SENT_BACK, Talk
from bot.interview.state.types import Outcome, Turn
from bot.messages import Card, Text
from bot.texts.interview import answering, guiding, review


def standing(talk: Talk) -> Outcome:
    """The outcome of a turn that changes nothing."""
    return Outcome.REVIEW if talk.place() is None else Outcome.ASKING


def submit(talk: Talk) -> Turn:
    """Everything is checked once more; what does not stand is asked again."""
    if talk.place() is not None:
        number, about = talk.filling.progress()
        talk.say(guiding.not_yet(max(1, about - number + 1)))
        return present(talk)
    if doubted(talk) or still_waits(talk):
        # An answer waits to be confirmed, or was sent back while this review stood on the screen.
        return present(talk)
    issues = talk.filling.problems()
    if not issues:
        talk.moved()
        talk.scratch.pop(SENT_BACK, None)
        talk.dropped += talk.unused()
        return talk.turn([], Outcome.SUBMIT, talk.filling.answers(), confirmed(talk))
    talk.say(review.must_mend(len(issues)))
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
    words = [*talk.lines, review.more_pictures(left)] if left else talk.lines
    buttons = (
        talk.buttons.post(review.SUBMIT, "submit", primary=True),
        talk.buttons.post(review.REVIEW, "review"),
    )
    title = answering.picture_added(count)
    card = Card(title, talk.about.title, "\n\n".join([*words, review.how_short()]), (), buttons, buttons)
    return talk.turn([card], Outcome.REVIEW)


def has_work(talk: Talk) -> bool:
    """Whether more has been answered than that there was work: it would all be left out of a month without any."""
    lines = [line for section in talk.filling.review() for line in section.lines if line.value not in (None, "", [])]
    nothing = [line for line in lines if line.question.extras.get("nothing")]
    return len(lines) > len(nothing) > 0 and all(line.value != line.question.extras["nothing"] for line in nothing)


def ask_nothing(talk: Talk) -> Turn:
    """ "No work" in the middle of a report may be meant for the question alone."""
    buttons = (talk.buttons.post(guiding.WHOLE_MONTH, "yes"), talk.buttons.post(guiding.THIS_ONE, "no"))
    return confirm(talk, "nothing", guiding.sure_nothing(), buttons)


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
    filling.scratch.update({name: talk.scratch[name] for name in (SENT_BACK, PAST) if name in talk.scratch})
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
