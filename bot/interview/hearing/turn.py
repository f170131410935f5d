"""What a person did, sorted: words, a tap, a photo, a place, or something that is no answer."""

from __future__ import annotations

from bot.anomalies.warn_rule import FIGURES
from bot.engine.definition.form_items import QuestionKind
from bot.engine.filling.places import AskedQuestion, Place, RepeatTurn
from bot.events import Kind
from bot.interview.asking.present import present
from bot.interview.hearing import changing, closing, languages
from bot.interview.hearing.answers import clear, give, leave, nothing
from bot.interview.hearing.commands import obey, settle
from bot.interview.hearing.lines import typed_in_lines
from bot.interview.hearing.settling import typed_at_anomaly
from bot.interview.hearing.several import several
from bot.interview.hearing.taps import tapped
from bot.interview.hearing.wording import in_doubt, quoted_answer, said_which
from bot.interview.state.interview_state import Act
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.state.types import Attached, Incoming, Located, Tapped, Turn, Typed, Unsent
from bot.interview.values.languages import named
from bot.interview.values.reading import read
from bot.texts.interview import answering, guiding, review
from bot.texts.interview.anomalies import nothing_to_say
from bot.thai.digits import folded, tidy
from bot.thai.refused import Refused
from bot.thai.yesno import agrees, is_unknown, read_yesno
from bot.vocabulary.commands import Command, quoted, understand

_UNREADABLE = {
    Kind.STICKER: answering.STICKER,
    Kind.AUDIO: answering.VOICE,
    Kind.VIDEO: answering.VIDEO,
    Kind.FILE: answering.FILE,
    Kind.EDITED: answering.EDITED_MESSAGE,
}
_TAKES = {
    QuestionKind.IMAGE: (Kind.IMAGE,),
    QuestionKind.AUDIO: (Kind.AUDIO, Kind.FILE),
    QuestionKind.VIDEO: (Kind.VIDEO, Kind.FILE),
    QuestionKind.FILE: (Kind.FILE, Kind.IMAGE, Kind.VIDEO, Kind.AUDIO),
}


def hear(conversation: LiveConversation, incoming: Incoming) -> Turn:
    """The turn that answers what came in."""
    if isinstance(incoming, Tapped):
        return tapped(conversation, incoming)
    if isinstance(incoming, Typed):
        return _typed(conversation, incoming)
    if isinstance(incoming, Unsent):
        return _unsent(conversation, incoming.message)
    conversation.take_pending()
    if isinstance(incoming, Attached):
        return _attached(conversation, incoming)
    if isinstance(incoming, Located):
        return _located(conversation, incoming)
    conversation.say(_UNREADABLE.get(incoming.kind, answering.UNREADABLE))
    return present(conversation)


def _typed(conversation: LiveConversation, typed: Typed) -> Turn:
    pending = conversation.take_pending()
    if pending is not None and pending.act is Act.LANGUAGE:
        if (turn := languages.chosen(conversation, typed.text)) is not None:
            return turn
    elif pending is not None:
        said = said_which(typed.text) if pending.act is Act.WORDS else read_yesno(typed.text)
        if said is not None:
            return settle(conversation, pending, said)
    is_waiting = bool(conversation.state.anomalies.waiting)
    if is_waiting and (at_anomaly := typed_at_anomaly(conversation, typed)) is not None:
        return at_anomaly
    place = conversation.place()
    number = _bare_number(typed.text)
    looked_at_row, conversation.state.here.looks_at_row = conversation.state.here.looks_at_row, False
    if looked_at_row and number is not None:
        return changing.edit_number(conversation, number)
    has_lines = len(typed.text.strip().splitlines()) > 1
    if has_lines and (by_line := typed_in_lines(conversation, typed)) is not None:
        return by_line
    if quoted(typed.text) and (answered := quoted_answer(conversation, place, typed)) is not None:
        return answered
    spoken = understand(typed.text)
    if spoken is not None and spoken.command is Command.LANGUAGE and not conversation.has_languages:
        spoken = None
    if (
        spoken is not None
        and isinstance(place, AskedQuestion)
        and (asked := in_doubt(conversation, place, typed, spoken)) is not None
    ):
        return asked
    if spoken is not None and not (isinstance(place, AskedQuestion) and _is_option(place, typed.text)):
        obeyed = obey(conversation, place, spoken)
        if obeyed is not None:
            return obeyed
    if conversation.has_languages and not _may_be_words(place, typed.text):
        language = named(conversation.form, typed.text)
        if language is not None:
            return languages.show_in(conversation, language)
    # A number alone is one answer.
    if number is None and (told := several(conversation, place, typed)) is not None:
        return told
    if isinstance(place, AskedQuestion):
        if place.question.extras.get("none") and not place.required and nothing_to_say(folded(typed.text)):
            return nothing(conversation, place)
        value = read(place, typed.text, conversation.today)
        if isinstance(value, Refused) and not place.required and read_yesno(typed.text) is False:
            # "None" to a question that may be left blank.
            return leave(conversation, place) if place.answer is None else clear(conversation, place)
        if isinstance(value, Refused) and is_unknown(typed.text):
            is_counted = place.question.kind in FIGURES and place.question.extras.get("reads") != "area"
            value = Refused(answering.not_known(required=place.required, is_counted=is_counted))
        return give(conversation, place, value, typed.message)
    return _unasked(conversation, place, typed.text)


def _is_option(asked: AskedQuestion, text: str) -> bool:
    # An option that is called "done" or "yes" is meant before the command of that name.
    words = tidy(text)
    return any(tidy(choice.label) == words for choice in (*asked.choices, *asked.also))


def _may_be_words(place: Place | None, text: str) -> bool:
    return isinstance(place, AskedQuestion) and (place.question.kind is QuestionKind.TEXT or _is_option(place, text))


def _bare_number(text: str) -> int | None:
    digits = tidy(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else None


def _unasked(conversation: LiveConversation, place: RepeatTurn | None, text: str) -> Turn:
    """Words at a repeat's turn or at the review that are no command: a bare number names a line."""
    number = _bare_number(text)
    if number is not None:
        at_rows = place is not None and not conversation.state.here.listed
        return changing.edit_row(conversation, number) if at_rows else changing.edit_number(conversation, number)
    if place is None:
        if agrees(text):
            return closing.submit(conversation)
        conversation.say(review.NOT_UNDERSTOOD)
    else:
        conversation.say(guiding.ROWS_NOT_UNDERSTOOD)
    conversation.refused = True
    return present(conversation)


def _attached(conversation: LiveConversation, attached: Attached) -> Turn:
    place = conversation.place()
    if place is None and attached.kind is Kind.IMAGE:
        return closing.add_picture(conversation, attached.reference, attached.message)
    if isinstance(place, AskedQuestion) and attached.kind in _TAKES.get(place.question.kind, ()):
        return give(conversation, place, attached.reference, attached.message)
    conversation.dropped.append(attached.reference)
    if isinstance(place, AskedQuestion) and place.question.kind.is_attachment:
        is_image = place.question.kind is QuestionKind.IMAGE
        conversation.say(answering.PICTURE_WANTED if is_image else answering.FILE_WANTED)
    else:
        conversation.say(_UNREADABLE.get(attached.kind, answering.PICTURE_NOT_WANTED))
    return present(conversation)


def _located(conversation: LiveConversation, located: Located) -> Turn:
    place = conversation.place()
    if isinstance(place, AskedQuestion) and place.question.kind is QuestionKind.GEOPOINT:
        return give(conversation, place, (located.place.latitude, located.place.longitude), located.message)
    conversation.say(answering.PLACE_NOT_WANTED)
    return present(conversation)


def _unsent(conversation: LiveConversation, message: str) -> Turn:
    """A message taken back takes its answer along: the question is asked again. Any other unsend changes nothing."""
    paths = conversation.places_of(message)
    if not paths:
        pending = conversation.state.here.pending
        if pending is not None and pending.message == message:
            conversation.take_pending()
        return conversation.turn([], closing.standing(conversation))
    for path in reversed(paths):
        conversation.withdraw_answer(path)
    conversation.state.ahead.clear()
    conversation.say(answering.TAKEN_BACK)
    return present(conversation)
