"""The name a person shows on LINE, asked for after the commit of their first message.

It tells a supervisor who asks to join and a colleague who is filling the report in; nothing else uses it.
"""

from __future__ import annotations

from sqlalchemy import update

from bot.line import errors
from bot.line.client import LineClient
from models.database import Database
from models.membership.person import Person
from services.messaging.lanes import Again


class Namer:
    def __init__(self, database: Database, line: LineClient) -> None:
        self.database = database
        self.line = line

    def learn(self, person_id: int, _again: Again) -> bool:
        """The work of a lane. A name that LINE will not tell stays empty and is asked for at the next message."""
        with self.database.reading() as session:
            person = session.get(Person, person_id)
            if person is None or person.name or not person.is_reachable:
                return False
            line_user_id = person.line_user_id
        try:
            name = self.line.name_of(line_user_id)
        except errors.LineError:
            return False
        if name:
            with self.database.writing(patient=True) as session:
                # NUL cannot be stored; a person who left meanwhile keeps no name.
                session.execute(
                    update(Person)
                    .where(Person.id == person_id, Person.line_user_id == line_user_id)
                    .values(name=name.replace("\x00", "")[:200])
                    .execution_options(synchronize_session=False)
                )
        return False
