"""Giving more time: until when, why, and only then it is done. By taps, or by typing alone."""

from __future__ import annotations

from datetime import date, timedelta

from bot.messages import Message
from bot.schedule import local_day, next_workday
from bot.texts.reminding import extending as words
from bot.texts.reminding import follow_up as follow_up_words
from bot.thai.digits import tidy
from bot.thai.units import short_name
from bot.vocabulary.intents import Do
from bot.vocabulary.reminding import only_agrees, read_until
from bot.whole import whole
from handlers.reminding.follow_up import whom
from handlers.request import Request
from handlers.reviewing.where import Here, at, where
from services.progress.overview import OfficeLine
from services.reminding import extending, pending_step
from services.reminding.extending import Extended, ExtendRefused
from services.reminding.pending_step import PendingStep

# Days offered, the first working ones: so many after the due day, or after today where that has passed.
OFFERED = (3, 5, 7)
# The reason of a button whose words were typed: they stand in the memory, not in the button.
TYPED = "-"


def start(request: Request) -> list[Message]:
    """`do=chase.extend` for an area's month (u, p, m, or words), else for all that the person supervises: until when?

    "ขยายเวลา 3 ถึง 10 พ.ย. เพราะน้ำท่วม": what was said with it (`until`, `reason`) need not be asked.
    """
    here = whom(request, Do.EXTEND)
    if not isinstance(here, Here):
        return here
    flow, until_words, reason = _Flow(request, here), request.value("until"), request.value("reason")
    return flow.take_words(until_words, reason) if until_words else flow.ask_day(reason=reason)


def until(request: Request) -> list[Message]:
    """`do=chase.until`: a day (`d`), or what the date picker returned."""
    here = where(request, Do.EXTEND)
    if not isinstance(here, Here):
        return here
    return _Flow(request, here).take_day(_day(request.event.picked[:10] or request.value("d")))


def because(request: Request) -> list[Message]:
    """`do=chase.because`: a reason (`r`) for the day `d`."""
    here = where(request, Do.EXTEND)
    if not isinstance(here, Here):
        return here
    flow, day, code = _Flow(request, here), _day(request.value("d")), request.value("r")
    return flow.confirm(day, words.REASONS[code], code) if day and code in words.REASONS else flow.take_day(day)


def grant(request: Request) -> list[Message]:
    """`do=chase.grant`: the confirmation's button. It asks again for a typed reason that is no longer known, and where
    the report has been approved since the confirmation was drawn, which said nothing of it then (`a`)."""
    here = where(request, Do.EXTEND)
    if not isinstance(here, Here):
        return here
    flow, day, code = _Flow(request, here), _day(request.value("d")), request.value("r")
    reason = words.REASONS.get(code, "")
    if code == TYPED and request.value("s") == str(flow.memory.step):
        reason = flow.memory.reason
    if flow.wanted.unlocks and not request.has("a"):
        return flow.confirm(day, reason, code) if reason else flow.take_day(day)
    return flow.grant(day, reason)


def answered(request: Request) -> list[Message]:
    """What was typed where a day or a reason was asked for."""
    memory = pending_step.load(request.session, request.person)
    here = at(request, memory.unit, memory.programme, memory.period)
    if not isinstance(here, Here):
        return here
    flow = _Flow(request, here)
    if memory.asks == "day":
        return flow.take_words(request.event.text, memory.reason)
    return flow.take_reason(_day(memory.day), request.event.text)


class _Flow:
    """One area's month that is to get more time, at one turn of the conversation."""

    def __init__(self, request: Request, here: Here) -> None:
        session, now = request.session, request.now
        self.session, self.person, self.here, self.now = session, request.person, here, now
        self.today = local_day(now)
        self.memory = pending_step.load(session, self.person)
        self.lines = extending.waiting(session, here.programme, here.period, here.unit, now, level=here.level)
        self.due = max((line.due for line in self.lines), default=self.today)
        self.base = max(self.due, self.today)
        self.wanted = words.ExtensionWish(
            where=here.said,
            due=self.due,
            offices=_names(self.lines),
            latest=self.today + extending.LONGEST,
            unlocks=any(not line.waits for line in self.lines),
        )

    def ask_day(self, first: str = "", reason: str = "") -> list[Message]:
        if not self.lines:
            self._awaits("")
            return [words.nobody_waits_in_chat(self.here.unit, self.here.period)]
        self._awaits("day", reason=reason)
        return [words.ask_day(self.wanted, self._offered(), first)]

    def take_words(self, typed: str, reason: str = "") -> list[Message]:
        """A day as typed: the number of one that was offered, or any way of saying one."""
        offered = self._offered()
        if number := whole(tidy(typed), len(offered)):
            return self.take_day(offered[number - 1][1], reason)
        day = read_until(typed, self.today, self.due)
        return (
            self.ask_day(words.refused("", self.due, self.wanted.latest), reason)
            if day is None
            else self.take_day(day, reason)
        )

    def take_day(self, day: date | None, reason: str = "") -> list[Message]:
        if day is None or not self.lines:
            return self.ask_day(reason=reason)
        found = self._preview(day)
        if isinstance(found, str):
            return self.ask_day(words.refused(found, self.due, self.wanted.latest), reason)
        if reason:
            return self.take_reason(day, reason)
        self._awaits("reason", day=day)
        return [words.ask_reason(self.wanted, day)]

    def take_reason(self, day: date | None, typed: str) -> list[Message]:
        """A reason as typed: the number of a usual one, or words of one's own."""
        codes = list(words.REASONS)
        if number := whole(tidy(typed), len(codes)):
            code = codes[number - 1]
            return self.confirm(day, words.REASONS[code], code)
        reason = extending.tidy_reason(typed)
        if day is None:
            return self.take_day(day)
        if len(reason) < 2 or only_agrees(typed):
            # A yes would go to the offices as the reason.
            self._awaits("reason", day=day)
            return [words.ask_reason(self.wanted, day, again=True)]
        return self.confirm(day, reason, TYPED)

    def confirm(self, day: date | None, reason: str, code: str) -> list[Message]:
        found = self._preview(day) if day and self.lines else ""
        if isinstance(found, str) or day is None:
            return self.take_day(day)
        # The step that this card is going to be.
        step = self.memory.step + 1
        approved = {"a": 1} if self.wanted.unlocks else {}
        data = self.wanted.where.press("chase.grant", d=day.isoformat(), r=code, s=step, **approved)
        self._awaits("yes", yes=data, day=day, reason=reason)
        left = found.left.messages if found.left.is_known else -1
        return [
            words.confirm(
                self.wanted,
                day,
                reason,
                data,
                gets=_names(found.gets),
                has=len(found.has),
                people=found.people,
                left=follow_up_words.left(left),
            )
        ]

    def grant(self, day: date | None, reason: str) -> list[Message]:
        if day and self.lines and self._preview(day) == "not_later":
            # Pressed twice, or by two people.
            self._awaits("")
            return [words.has_it(self.wanted, day)]
        if day is None or not reason or not self.lines:
            return self.take_day(day)
        here = self.here
        try:
            done = extending.grant(
                self.session,
                here.programme,
                here.period,
                here.unit,
                self.person,
                day,
                reason,
                self.now,
                level=here.level,
            )
        except ExtendRefused as refused:
            return self.ask_day(words.refused(refused.reason, self.due, self.wanted.latest), reason)
        self._awaits("")
        if not done.gets:
            return [words.has_it(self.wanted, day)]
        nobody = sum(not line.reachable for line in done.gets)
        return [words.granted(self.wanted, day, gets=_names(done.gets), people=done.people, nobody=nobody)]

    def _preview(self, day: date) -> Extended | str:
        """What the day would do, or why it cannot be given."""
        here = self.here
        try:
            found = extending.preview(
                self.session, here.programme, here.period, here.unit, day, self.now, level=here.level
            )
        except ExtendRefused as refused:
            return refused.reason
        return found if found.gets else "not_later"

    def _offered(self) -> list[tuple[int, date]]:
        """(days more, the day): working days, each once."""
        days = dict.fromkeys(next_workday(self.base + timedelta(days=more)) for more in OFFERED)
        return [((day - self.base).days, day) for day in days]

    def _awaits(self, asks: str, *, yes: str = "", day: date | None = None, reason: str = "") -> None:
        here = self.here
        memory = PendingStep(
            asks=asks,
            yes=yes,
            unit=here.unit.code,
            programme=here.programme.code,
            period=here.period,
            day=day.isoformat() if day else "",
            reason=reason,
        )
        pending_step.save(self.session, self.person, memory, self.now)


def _names(lines: list[OfficeLine] | tuple[OfficeLine, ...]) -> list[str]:
    return [short_name(line.unit) for line in lines]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
