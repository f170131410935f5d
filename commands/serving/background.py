"""What a web process does beside answering requests: handling events, sending, fetching photos, asking for names,
making files, mailing codes; and taking over what a killed process has left."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.events import Event
from commands.wiring import Wiring
from handlers import inbox
from models.messaging import outbox, webhook_event
from models.photos import attachment
from services.exporting import jobs
from services.membership.mailing import Mailer
from services.membership.names import Namer
from services.messaging.aloud import Speaker
from services.messaging.lanes import Again, Lanes
from services.messaging.mail import Mails
from services.operations import figures
from services.operations.watchdog import Pulse
from services.storage.store import Store
from web import limits

log = structlog.get_logger(__name__)

# An answer is sent by whoever handled its event, so that a person's next event comes after it. With LINE taking 2 s,
# this many keep up with 112 events a second; a thread that waits for LINE costs next to nothing.
EVENT_THREADS = 224
# Of those, so many work at the same time: Python runs one at a time, and each holds a connection.
AT_ONCE = 4
PUSH_THREADS = 16
GROUP_THREADS = 4  # for what LINE has not taken at once
SWEEP_EVERY = 1.0  # seconds
# Events that came in less than this ago are with the process that took them in.
YOUNG = timedelta(seconds=1)
STANDS_STILL = 60.0  # seconds without a sweep after which something is wrong with this process
SLOW_SWEEP = 20  # photos and files are looked for every so many sweeps


class Background:
    """Start it with the web process and stop it at its end."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._at_once = threading.BoundedSemaphore(AT_ONCE)
        self._events: Lanes[str] = Lanes(self._handle, EVENT_THREADS)
        self._sending: Lanes[int] = Lanes(wiring.sender.send_next, PUSH_THREADS)
        self._speaker = Speaker(wiring.line, wiring.clock)
        self._speaking: Lanes[str] = Lanes(self._speaker.work, GROUP_THREADS)
        self._fetching: Lanes[int] = Lanes(wiring.keeper.fetch_soon, 4)
        namer = Namer(wiring.database, wiring.line, wiring.clock, self.send)
        self._naming: Lanes[int] = Lanes(namer.learn, 1)
        store = Store(wiring.settings.media_url)
        mails = Mails(wiring.mail_server, wiring.settings.mail_from)
        maker = jobs.Worker(wiring.database, store, wiring.clock, wiring.settings.public_base_url, mails)
        # One file at a time: the answers of the chat come first on a small machine.
        self._making: Lanes[int] = Lanes(maker.work, 1)
        self._mailer = Mailer(wiring.database, wiring.mail_server, wiring.settings.mail_from, wiring.clock, self.send)
        # Threads of their own: a mail server that is slow holds up nothing but mails.
        self._mailing: Lanes[int] = Lanes(self._mailer.work, 2)
        self._limits = limits.Limits()
        self._stopping = threading.Event()
        self.pulse = Pulse(STANDS_STILL)
        self._sweeper = threading.Thread(target=self._sweep, name="sweeper", daemon=True)

    def start(self) -> None:
        for lanes in self._all:
            lanes.start()
        self._sweeper.start()

    def stop(self) -> None:
        """Ends the pieces that are under way."""
        self._stopping.set()
        for lanes in self._all:
            lanes.stop()
        self._sweeper.join()
        self._wiring.visits.write(self._wiring.database)

    def receive(self, events: Sequence[Event]) -> None:
        """Writes LINE's events down and has them handled. Raises what the database raises when it cannot be reached.

        A group that asks without end is not heard; a person is put aside where their events are handled.
        """
        heard = [one for one in events if not self._is_too_many(one)]
        new = inbox.receive(heard, self._wiring.database, self._wiring.clock())
        for event in heard:
            if event.is_redelivery:
                figures.redelivered.labels().inc()
            lane = inbox.lane_of(event)
            if event.id in new and lane:
                self._events.wake(lane)
            else:
                known = inbox.Outcome.REPEAT if lane else inbox.Outcome.IGNORED
                figures.events.labels(event.kind.value, known.value).inc()

    def _is_too_many(self, event: Event) -> bool:
        group = inbox.lane_of(event) if event.in_group else None
        if group is None or self._limits.allows(limits.GROUP, group):
            return False
        figures.events.labels(event.kind.value, inbox.Outcome.ASIDE.value).inc()
        return True

    def make(self, job_id: int) -> None:
        """A file was asked for."""
        self._making.wake(job_id)

    def send(self, people: Iterable[int]) -> None:
        """Messages to these people were committed."""
        for person_id in dict.fromkeys(people):
            self._sending.wake(person_id)

    @property
    def _all(self) -> tuple[Lanes[str] | Lanes[int], ...]:
        return (self._events, self._speaking, self._sending, self._fetching, self._naming, self._making, self._mailing)

    def _handle(self, line_user_id: str, again: Again) -> bool:
        """One event of this person, and the sending of its answer."""
        with self._at_once:
            result = inbox.handle_next(line_user_id, self._wiring.database, self._wiring.clock())
        if result is None:
            return False
        figures.events.labels(result.kind, result.outcome.value).inc()
        if result.outcome is inbox.Outcome.AGAIN:
            again(result.wait)
            return False
        self.send(result.send_to)
        for attachment_id in result.fetch:
            self._fetching.wake(attachment_id)
        for person_id in result.unnamed:
            self._naming.wake(person_id)
        if result.aloud is not None and not self._speaker.say(result.aloud):
            self._speaking.wake(result.aloud.reply_token)
        if result.reply is not None and self._wiring.sender.deliver(result.reply, line_user_id) == timedelta(0):
            # LINE wants it said otherwise: at once.
            self._sending.wake(result.reply.person_id)
        return False

    def _sweep(self) -> None:
        count = 0
        while not self._stopping.wait(SWEEP_EVERY if count else 0.0):
            self.pulse.beat()
            self._wiring.visits.write(self._wiring.database)
            try:
                self._take_over(is_slow=count % SLOW_SWEEP == 0)
            except SQLAlchemyError as error:
                log.warning("sweep failed", error=type(error).__name__)
            count += 1

    def _take_over(self, *, is_slow: bool) -> None:
        now = self._wiring.clock()
        with self._wiring.database.reading() as session:
            writers = webhook_event.people_waiting(session, now, now - YOUNG)
            readers = outbox.people_with_replies(session, now)
            mails = self._mailer.due(session, now)
            photos = attachment.due(session, now) if is_slow else ()
            files = jobs.unfinished(session) if is_slow else ()
        for line_user_id in writers:
            self._events.wake_resting(line_user_id)
        sweeps = ((self._sending, readers), (self._fetching, photos), (self._making, files), (self._mailing, mails))
        for lanes, keys in sweeps:
            for key in keys:
                lanes.wake_resting(key)
