"""An officer at the phone: reads what the bot said last, answers that, and says it again when nothing comes."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from emulator.account.people import Person
from emulator.phone import acts, photos
from emulator.world import World
from tests.chaos.questions import OCTOBER, PHOTO, REVIEW, Seen, answers, read
from tests.chaos.webhooks import Webhooks
from tests.support.nakhon_nayok import picture
from tests.support.transcripts import lines

PATIENCE = 4.0  # seconds until what was said is said again
BURST = 10
LOST_AFTER = 3  # answers that ask nothing, until the report is begun afresh


class Officer:
    """`said` is what was typed in answer to a question that stood on the screen, by month and question; `locked` the
    months that closed meanwhile. `person` is this officer in the pretend LINE."""

    def __init__(
        self,
        number: int,
        code: str,
        person: Person,
        world: World,
        webhooks: Webhooks,
        chance: random.Random,
        seed: int,
        photo_sent: Callable[[str], None],
    ) -> None:
        self.number, self.code, self.person = number, code, person
        self.said: dict[tuple[str, str], str] = {}
        self.receipts: set[str] = set()
        self.locked: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.month = OCTOBER
        self._world, self._webhooks, self._chance, self._seed = world, webhooks, chance, seed
        self._photo_sent = photo_sent
        self._read, self._open, self._strange = 0, Seen(), 0

    def has_receipt(self, month: str) -> bool:
        year, number = month.split("-")
        return f"{int(year) + 543}{number}-{self.code}/1" in self.receipts

    def is_done(self, month: str) -> bool:
        """Whether nothing is left to do for this month: its receipt is on the screen, or it has closed."""
        return self.has_receipt(month) or month in self.locked or self.month > month

    async def report(self, month: str, think: float) -> None:
        """Until the month is done. `think`: seconds before an act, in the mean."""
        while True:
            await asyncio.sleep(self._chance.uniform(0.3, 1.7) * think)
            seen = self._look()
            if self.is_done(month):
                return
            before = self._newest()
            self._act(seen)
            await self._await_answer(before)

    def reads_the_rest(self) -> int:
        """What has come since they were done, when all is quiet; how many receipts are among it."""
        before = len(self.receipts)
        self._look()
        return len(self.receipts) - before

    async def await_reminder(self, seconds: float) -> None:
        before = self._newest()
        await self._world.bell.until(lambda: self._newest() > before, seconds)

    def _look(self) -> Seen:
        """The newest message that asks something, of those since the last thing that ended a report."""
        entries = self._world.chats.of(self.person.user_id).entries
        for entry in entries[self._read :]:
            if entry["from"] != "bot":
                continue
            seen = read(entry["message"])
            if seen.receipt:
                self.receipts.add(seen.receipt)
            if seen.is_locked:
                self.locked.add(OCTOBER)
            self._strange = 0 if seen.asks else self._strange + 1
            if seen.receipt or seen.is_locked:
                self._open = Seen()
            elif seen.asks:
                self._open = seen
                self.month = seen.month or self.month
        self._read = len(entries)
        return self._open

    def _act(self, seen: Seen) -> None:
        if not seen.asks or self._strange >= LOST_AFTER:
            self._strange = 0
            self._say("รายงาน")
        elif seen.asks == REVIEW:
            self._say("ส่ง")
        elif seen.asks == PHOTO:
            self._send_photos()
        else:
            words = answers(self.number, self.month, self._seed).words[seen.asks]
            self.said[self.month, seen.asks] = words
            self._say(words, times=BURST if self._chance.random() < 0.02 else self._chance.choice([1] * 12 + [2, 3]))

    def _say(self, words: str, times: int = 1) -> None:
        self.counts["bursts"] += times == BURST
        done = [acts.perform(self._world, self.person, {"type": "text", "text": words}) for _ in range(times)]
        self._webhooks.send([one.event for one in done if one.event])

    def _send_photos(self) -> None:
        many = self._chance.choice([1] * 8 + [3, BURST])
        self.counts["bursts"] += many == BURST
        happened: list[dict[str, Any]] = []
        for index in range(many):
            self.counts["photos"] += 1
            data = picture(self.number * 1000 + self.counts["photos"])
            image_set = {"id": f"{self.number}-{self.counts['photos']}", "index": index + 1, "total": many}
            done = photos.send(self._world, self.person, data, "image/jpeg", image_set if many > 1 else None)
            assert done.event is not None
            self._photo_sent(done.event["message"]["id"])
            happened.append(done.event)
        self._webhooks.send(happened)

    def last_entries(self) -> list[str]:
        """The end of the chat, for complaints."""
        entries = self._world.chats.of(self.person.user_id).entries[-8:]
        return [f"{one['from']} {one['at']}: {' '.join(lines([one]))[:160]}" for one in entries]

    def _newest(self) -> int:
        return max((one["seq"] for one in self._world.chats.of(self.person.user_id).entries), default=0)

    async def _await_answer(self, before: int) -> None:
        def has_come() -> bool:
            entries = self._world.chats.of(self.person.user_id).entries
            return any(one["from"] == "bot" and one["seq"] > before for one in entries[-4:])

        await self._world.bell.until(has_come, PATIENCE * self._chance.uniform(0.75, 1.5))
        if not has_come():
            self.counts["impatient"] += 1
