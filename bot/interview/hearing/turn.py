"""What a person did, sorted: words, a tap, a photo, a place, or something that is no answer."""

from __future__ import annotations

from bot.engine.definition.form_items import QuestionKind
from bot.engine.filling.places import Asked, RepeatTurn
from bot.events import Kind
from bot.interview.asking.present import present
from bot.interview.hearing import changing, closing
from bot.interview.hearing.answers import clear, give, leave
from bot.interview.hearing.commands import obey, settle
from bot.interview.hearing.settling import typed_at_doubt
from bot.interview.hearing.taps import tapped
from bot.interview.state.live_conversation import Talk
from bot.interview.state.types import Attached, Incoming, Located, Tapped, Turn, Typed, Unsent
from bot.interview.values.reading import read
from bot.texts.interview import answering, review
from bot.thai.digits import tidy
from bot.thai.refused import Refused
from bot.thai.yesno import read_yesno
from bot.vocabulary.commands import understand

_UNREADABLE = {
    Kind.STICKER: answering.sticker,
    Kind.AUDIO: answering.voice,
    Kind.VIDEO: answering.video,
    Kind.FILE: answering.file,
    Kind.EDITED: answering.edited_message,
}
_TAKES = {
    QuestionKind.IMAGE: (Kind.IMAGE,),
    QuestionKind.AUDIO: (Kind.AUDIO, Kind.FILE),
    QuestionKind.VIDEO: (Kind.VIDEO, Kind.FILE),
    QuestionKind.FILE: (Kind.FILE, Kind.IMAGE, Kind.VIDEO, Kind.AUDIO),
}


def hear(talk: Talk, incoming: Incoming) -> Turn:
    """The turn that answers what came in."""
    if isinstance(incoming, Tapped):
        return tapped(talk, incoming)
    if isinstance(incoming, Typed):
        return _typed(talk, incoming)
    if isinstance(incoming, Unsent):
        return _unsent(talk, incoming.message)
    talk.scratch.pop("confirm", None)
    if isinstance(incoming, Attached):
        return _attached(talk, incoming)
    if isinstance(incoming, Located):
        return _located(talk, incoming)
    talk.say(_UNREADABLE.get(incoming.kind, answering.unreadable)())
    return present(talk)


def _typed(talk: Talk, typed: Typed) -> Turn:
    pending = talk.scratch.pop("confirm", None)
    if pending is not None:
        said = read_yesno(typed.text)
        if said is not None:
            return settle(talk, pending, said)
    if (at_doubt := typed_at_doubt(talk, typed)) is not None:
        return at_doubt
    place = talk.place()
    number = _bare_number(typed.text)
    if talk.scratch.pop("looking", False) and number is not None:
        return changing.edit_number(talk, number)
    spoken = understand(typed.text)
    if spoken is not None and not (isinstance(place, Asked) and _is_option(place, typed.text)):
        obeyed = obey(talk, place, spoken)
        if obeyed is not None:
            return obeyed
    if isinstance(place, Asked):
        value = read(place, typed.text, talk.today)
        if isinstance(value, Refused) and not place.required and read_yesno(typed.text) is False:
            # "None" to a question that may be left blank.
            return leave(talk, place) if place.answer is None else clear(talk, place)
        return give(talk, place, value, typed.message)
    return _unasked(talk, place, typed.text)


def _is_option(asked: Asked, text: str) -> bool:
    # An option that is called "done" or "yes" is meant before the command of that name.
    words = tidy(text)
    return any(tidy(choice.label) == words for choice in asked.choices)


def _bare_number(text: str) -> int | None:
    digits = tidy(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else None


def _unasked(talk: Talk, place: RepeatTurn | None, text: str) -> Turn:
    """Words at a repeat's turn or at the review that are no command: a bare number names a line."""
    number = _bare_number(text)
    if number is not None:
        at_rows = place is not None and not talk.scratch.get("listed")
        return changing.edit_row(talk, number) if at_rows else changing.edit_number(talk, number)
    if place is None:
        if read_yesno(text):
            return closing.submit(talk)
        talk.say(review.not_understood())
    return present(talk)


def _attached(talk: Talk, attached: Attached) -> Turn:
    place = talk.place()
    if place is None and attached.kind is Kind.IMAGE:
        return closing.add_picture(talk, attached.reference, attached.message)
    if isinstance(place, Asked) and attached.kind in _TAKES.get(place.question.kind, ()):
        return give(talk, place, attached.reference, attached.message)
    talk.dropped.append(attached.reference)
    if isinstance(place, Asked) and place.question.kind.is_attachment:
        is_image = place.question.kind is QuestionKind.IMAGE
        talk.say(answering.picture_wanted() if is_image else answering.file_wanted())
    else:
        talk.say(_UNREADABLE.get(attached.kind, answering.picture_not_wanted)())
    return present(talk)


def _located(talk: Talk, located: Located) -> Turn:
    place = talk.place()
    if isinstance(place, Asked) and place.question.kind is QuestionKind.GEOPOINT:
        return give(talk, place, (located.place.latitude, located.place.longitude), located.message)
    talk.say(answering.place_not_wanted())
    return present(talk)


def _unsent(talk: Talk, message: str) -> Turn:
    """A message taken back takes its answer along: the question is asked again. Any other unsend changes nothing."""
    path = talk.place_of(message)
    if path is None:
        return talk.turn([], closing.standing(talk))
    talk.forget(path)
    talk.say(answering.taken_back())
    return present(talk)
