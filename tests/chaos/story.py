"""What an officer and the bot said to each other, beside what the bot believes of it: to be read after a complaint."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from emulator.world import World
from tests.chaos.officer import Officer
from tests.support.transcripts import lines

_MESSAGES = """
    SELECT outbox.id, outbox.state, attempts, outbox.created_at, sent_at, error, messages
    FROM outbox JOIN person ON person.id = person_id WHERE line_user_id = %s
"""


def told(url: str, world: World, officer: Officer) -> Sequence[str]:
    """Lines in the order of time: what stood on the screen and when, and each message of the outbox when it was
    written."""
    entries = world.chats.of(officer.person.user_id).entries
    found = [(one["at"][11:23], f"{one['from']:>7}  {_words([one])}") for one in entries]
    with psycopg.connect(url) as connection:
        connection.execute("SET timezone TO 'Asia/Bangkok'")
        for number, state, attempts, created, sent, error, messages in connection.execute(
            _MESSAGES, [officer.person.user_id]
        ):
            words = _words([{"message": one} for one in messages])
            at = f"{sent:%H:%M:%S.%f}"[:12] if sent else "never"
            line = f"         [{number} {state} at {at}, {attempts} tries, {error}] {words}"
            found.append((f"{created:%H:%M:%S.%f}"[:12], line))
    return [f"{at} {line}" for at, line in sorted(found)]


def _words(entries: list[dict]) -> str:
    return " ".join(" ".join(lines([one])) for one in entries)[:150].replace("\n", " ")
