"""What anybody would be answered in the chat, and what would change by it, with nothing of it staying."""

from __future__ import annotations

import json
import re
from itertools import count
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from bot.buttons import press
from bot.events import Event, Kind
from bot.line.render import render
from handlers.dispatch import dispatch
from handlers.request import request_of
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person
from models.reporting.conversation import Conversation
from services.membership import leaving
from services.messaging.outbox import address_of
from tests.web.desk.world import OFFICES, SUPERVISORS, Place, World

_events = count(1)


class Chat:
    """What anybody would be answered, with nothing of it staying."""

    def __init__(self, world: World) -> None:
        self.world = world
        site = world.site
        self._changed: set[str] = set()
        event.listen(site.database.engine, "after_cursor_execute", self._written)
        self.people = {who: world.browsers[who].person_id for who in SUPERVISORS}
        self.people |= {
            "officer": site.person(Role.OFFICER, OFFICES["here"]),
            "officer far away": site.person(Role.OFFICER, OFFICES["there"]),
            "stranger": site.person(),
            "ended": world.browsers["ended"].person_id,
            "pending": site.asks_to_join(OFFICES["here"])[0],
            "removed": site.person(Role.OFFICER, OFFICES["here"]),
            "pending supervisor": site.person(),
        }
        site.joins(self.people["pending supervisor"], Role.DISTRICT, "1101")
        with site.database.writing() as session:
            leaving.end(session, site.membership_of(session, self.people["removed"]), site.now, by=None)
            waits = site.membership_of(session, self.people["pending supervisor"])
            session.get_one(Membership, waits).state = MembershipState.PENDING

    def presses(self, who: str, do: str, values: dict[str, Any], place: Place) -> tuple[str, str]:
        return self._does(who, place, kind=Kind.POSTBACK, data=press(do, **values))

    def types(self, who: str, text: str, place: Place) -> tuple[str, str]:
        return self._does(who, place, kind=Kind.TEXT, text=text)

    def taps(self, who: str, data: str, place: Place) -> tuple[str, str]:
        """A button with this data, as it was drawn."""
        return self._does(who, place, kind=Kind.POSTBACK, data=data)

    def stays(self, who: str, **what: Any) -> list[str]:
        """This is said or pressed for good; the data of every button of the answer."""
        with self.world.site.database.writing() as session:
            answer = json.dumps(self._answer(session, who, what))
        return sorted({json.loads(f'"{data}"') for data in re.findall(r'"data": "((?:[^"\\\\]|\\\\.)*)"', answer)})

    def _written(self, _connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        found = re.match(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)", statement)
        # What a person is talking about is theirs alone.
        if found and found[1] != "conversation" and cursor.rowcount != 0:
            self._changed.add(found[1])

    def _does(self, who: str, place: Place, **what: Any) -> tuple[str, str]:
        """(what was answered, the tables that had changed)."""
        try:
            with self.world.site.database.writing() as session:
                before = self._others(session, who)
                self._changed.clear()
                answer = self._answer(session, who, what)
                session.flush()
                if self._others(session, who) != before:
                    self._changed.add("another's conversation")
                raise _Undone(_neutral(json.dumps(answer, ensure_ascii=False), place), ", ".join(sorted(self._changed)))
        except _Undone as told:
            return told.answer

    def _answer(self, session: Session, who: str, what: dict[str, Any]) -> list[dict[str, Any]]:
        now = self.world.site.now
        person = session.get_one(Person, self.people[who])
        sent = Event(id=f"e{next(_events)}", at=now, user_id=person.line_user_id, reply_token="t", **what)
        return render(dispatch(request_of(sent, session, now)), address_of(session))

    def _others(self, session: Session, who: str) -> list[Any]:
        """Where the conversations of everybody else stand."""
        mine = Conversation.person_id == self.people[who]
        query = select(Conversation.id, Conversation.person_id, Conversation.version, Conversation.is_active)
        return [tuple(row) for row in session.execute(query.where(~mine).order_by(Conversation.id))]


class _Undone(Exception):
    def __init__(self, *answer: str) -> None:
        self.answer = (answer[0], answer[1])


def _neutral(text: str, place: Place) -> str:
    """An answer may repeat what was asked for; that tells nothing. Numbers of conversations differ from try to try."""
    for named in (place.office, f"r={place.report}", f"m={place.request}", f"m={place.member}"):
        text = re.sub(rf"\b{named}\b", "…", text)
    return re.sub(r"/(?:desk/in|my-data)/[\w.-]+|\bc=\d+", "…", text)
