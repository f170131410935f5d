"""The name a person shows on LINE, asked for once they have agreed to the privacy notice, after that commit.

It tells a supervisor who asks to join and a colleague who is filling the report in; nothing else uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.line import errors
from bot.line.client import LineClient
from models.database import Database
from models.membership.person import Person
from services.membership import join
from services.messaging.lanes import Again


class Namer:
    """`wake` hears the ids of people to whom something waits that can go now."""

    def __init__(
        self,
        database: Database,
        line: LineClient,
        clock: Callable[[], datetime],
        wake: Callable[[Iterable[int]], None] = lambda people: None,
    ) -> None:
        self.database = database
        self.line = line
        self.clock = clock
        self.wake = wake

    def learn(self, person_id: int, _again: Again) -> bool:
        """The work of a lane. A name that LINE will not tell stays empty and is asked for at the next message."""
        with self.database.reading() as session:
            person = session.get(Person, person_id)
            if person is None or not person.may_be_named:
                return False
            line_user_id = person.line_user_id
        try:
            name = self.line.name_of(line_user_id)
        except errors.LineError:
            return False
        if name:
            with self.database.writing(patient=True) as session:
                person = session.get(Person, person_id, with_for_update=True)
                # Whoever left meanwhile keeps no name.
                if person is None or not person.may_be_named:
                    return False
                person.name = name.replace("\x00", "")[:200]  # NUL cannot be stored
                told = join.name_in_requests(session, person, self.clock())
            self.wake(told)
        return False
