"""รับทราบ: one tap or a typed word, and its receipt."""

from __future__ import annotations

from bot.messages import Message
from bot.texts.circulars import chat as words
from bot.texts.circulars.chat import ReceiptLine
from bot.texts.joining.join import ROLES
from bot.thai.units import office_name
from handlers.circulars.reading import listed, not_in_force, open_letter, open_one
from handlers.request import Request
from services.circulars import receipts
from services.circulars.lines import lines_of
from services.circulars.receipts import Addressed, How


def acknowledge(request: Request) -> list[Message]:
    """A card's button (`c`, `v`), or the word: alone where one letter waits that the person has been shown, with its
    number (`n`) where several do."""
    mine = list(enumerate(receipts.addressed_to(request.session, request.person), 1))
    if request.has("c"):
        return _of_card(request, mine)
    number = request.number("n")
    if number is not None:
        chosen = next((one for place, one in mine if place == number), None)
        return [words.NO_SUCH_NUMBER] if chosen is None else _acknowledged(request, chosen, How.WORDS)
    waiting = [(place, one) for place, one in mine if one.is_awaited]
    if len(waiting) > 1:
        return [*words.which(listed(request.session, waiting))]
    if not waiting:
        return [words.NONE_WAITS]
    [(place, one)] = waiting
    unseen = receipts.waiting_for(request.session, request.person, request.now)
    if any(other.circular.id == one.circular.id for other in unseen):
        # The word is what people say to anything: here it answers something else than a letter they were never shown.
        return [words.READ_FIRST, *open_letter(request, one, place)]
    return _acknowledged(request, one, How.WORDS)


def _of_card(request: Request, mine: list[tuple[int, Addressed]]) -> list[Message]:
    chosen = next((one for _, one in mine if one.circular.code == request.value("c")), None)
    if chosen is None:
        return [not_in_force(request)]
    if chosen.circular.version > (request.number("v") or chosen.circular.version):
        # What was read is not what is asked for any more.
        return open_one(request)
    return _acknowledged(request, chosen, How.BUTTON)


def _acknowledged(request: Request, one: Addressed, how: How) -> list[Message]:
    if not one.version.must_acknowledge:
        return [words.NOT_ASKED]
    session = request.session
    done = receipts.acknowledge(session, request.person, one, request.at, how)
    (line,) = lines_of(session, [(one.circular, one.version)])
    roles = dict(zip((unit.id for unit in one.units), one.roles, strict=True))
    lines = [ReceiptLine(office_name(each.unit), ROLES[roles[each.unit.id]], each.at, each.is_new) for each in done]
    return [words.receipt(line, request.person.name, lines, one.version.file_sha256)]
