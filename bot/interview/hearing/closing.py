"""What ends a report or interrupts it: sending, a last photo, beginning again, throwing away, pausing."""

from __future__ import annotations

import zlib

from bot.buttons import tap
from bot.engine.filling.filling import Filling
from bot.engine.filling.places import AskedQuestion
from bot.interview.asking.anomalies import anomalous, confirmed
from bot.interview.asking.listing import free_picture
from bot.interview.asking.present import confirm, present
from bot.interview.state.interview_state import Act, Anomalies, InterviewState
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Outcome, Turn
from bot.messages import Card, Text
from bot.texts.interview import answering, guiding, review


def standing(conversation: LiveConversation) -> Outcome:
    """The outcome of a turn that changes nothing."""
    return Outcome.REVIEW if conversation.place() is None else Outcome.ASKING


def submit(conversation: LiveConversation) -> Turn:
    """Everything is checked once more; what does not stand is asked again. From a place that was gone back to, one
    comes to what is still due, or to the review."""
    returned = conversation.state.returned
    is_settled = not anomalous(conversation) and (returned is None or not returned.still_waits)
    # What has been ticked and not finished is not left behind.
    if is_settled and conversation.state.here.chosen is None and conversation.filling.leave():
        conversation.moved()
        if conversation.place() is None:
            return present(conversation)
    if (place := conversation.place()) is not None:
        number, about = conversation.progress()
        is_in_row = isinstance(place, AskedQuestion) and place.rows
        of_row, in_row = conversation.progress(in_row=True) if is_in_row else (1, 1)
        left = about - number + in_row - of_row + 1
        conversation.say(guiding.not_yet(max(1, left)))
        return present(conversation)
    if not is_settled:
        # An answer waits to be confirmed, or was sent back while this review stood on the screen.
        return present(conversation)
    issues = conversation.filling.problems()
    if not issues:
        conversation.moved()
        conversation.state.returned = None
        conversation.dropped += conversation.unused()
        return conversation.turn([], Outcome.SUBMIT, conversation.filling.answers(), confirmed(conversation))
    conversation.say(review.must_mend(len(issues)))
    if conversation.filling.go(issues[0].path):
        conversation.moved()
        if issues[0].message:
            conversation.say(answering.refused(issues[0].message))
    return present(conversation)


def add_picture(conversation: LiveConversation, reference: str, message: str) -> Turn:
    """A picture sent at the review takes the next place kept for one."""
    path, _, _ = free_picture(conversation.filling)
    if path is None or not conversation.put(path, reference, message).accepted:
        conversation.dropped.append(reference)
        conversation.say(answering.PICTURES_FULL)
        return present(conversation)
    if conversation.place() is not None:
        return present(conversation)
    _, count, left = free_picture(conversation.filling)
    words = [*conversation.words, review.more_pictures(left)] if left else conversation.words
    buttons = (
        conversation.buttons.post(review.SUBMIT, "submit", primary=True),
        conversation.buttons.post(review.REVIEW, "review"),
    )
    title = answering.picture_added(count)
    card = Card(title, conversation.about.title, "\n\n".join([*words, review.HOW_SHORT]), (), buttons, buttons)
    return conversation.turn([card], Outcome.REVIEW)


def has_work(conversation: LiveConversation) -> bool:
    """Whether more has been answered than that there was work: it would all be left out of a month without any."""
    lines = [
        line for section in conversation.filling.review() for line in section.lines if line.value not in (None, "", [])
    ]
    nothing = [line for line in lines if line.question.extras.get("nothing")]
    return len(lines) > len(nothing) > 0 and all(line.value != line.question.extras["nothing"] for line in nothing)


def ask_nothing(conversation: LiveConversation) -> Turn:
    """ "No work" in the middle of a report may be meant for the question alone."""
    word, post = conversation.about.period_word, conversation.buttons.post
    buttons = (post(guiding.whole(word), "yes"), post(guiding.THIS_ONE, "no"))
    return confirm(conversation, Act.NOTHING, guiding.sure_nothing(word), buttons)


def ask_restart(conversation: LiveConversation) -> Turn:
    buttons = (conversation.buttons.post(guiding.RESTART, "yes"), conversation.buttons.post(guiding.GO_ON, "no"))
    words = guiding.SURE_RESTART if conversation.about.sent is None else guiding.SURE_RESTART_CHANGES
    return confirm(conversation, Act.RESTART, words, buttons)


def restart(conversation: LiveConversation) -> Turn:
    """A fresh filling with the same earlier values; buttons of the old one stay old."""
    dropped = conversation.attachments()
    old = conversation.state
    state = InterviewState(
        round=old.round + 1,
        offered=old.offered,
        counted=old.counted,
        gone=[*old.gone, *dropped],
        anomalies=Anomalies(old.anomalies.earlier),
        returned=old.returned,
    )
    seed = zlib.crc32(f"{conversation.about.conversation}/{state.round}".encode())
    filling = Filling.start(
        conversation.form,
        now=conversation.now,
        seed=seed,
        suggestions=state.offered,
        language=conversation.filling.language,
    )
    return present(
        LiveConversation(filling, state, conversation.about, conversation.now, [guiding.RESTARTED], dropped=dropped)
    )


def ask_cancel(conversation: LiveConversation) -> Turn:
    post, is_draft = conversation.buttons.post, conversation.about.sent is None
    discard = guiding.DISCARD if is_draft else guiding.DISCARD_CHANGES
    buttons = (post(guiding.GO_ON, "no"), post(guiding.PAUSE, "pause"), post(discard, "yes"))
    return confirm(conversation, Act.CANCEL, guiding.SURE_CANCEL if is_draft else guiding.SURE_CANCEL_CHANGES, buttons)


def cancelled(conversation: LiveConversation) -> Turn:
    """The draft is thrown away; of a report that was sent only what was changed."""
    if conversation.about.sent is not None:
        return conversation.turn([Text(guiding.CHANGES_CANCELLED)], Outcome.CANCELLED)
    conversation.dropped += conversation.attachments()
    return conversation.turn([Text(guiding.CANCELLED)], Outcome.CANCELLED)


def pause(conversation: LiveConversation) -> Turn:
    """The person stops here. Of a report that was sent nothing is left to go on with where nothing was changed."""
    about, go_on = conversation.about, conversation.buttons.post(guiding.GO_ON, "resume")
    if about.sent is None:
        words = guiding.paused(about.title)
    elif conversation.is_amended():
        words = guiding.changes_paused(about.title)
    else:
        words, go_on = guiding.nothing_changed(about.title), tap(guiding.AMEND, "report.amend")
    return conversation.turn([Text("\n\n".join([*conversation.words, words]), (go_on,))], Outcome.PAUSED)
