"""Every message that any test puts on its way is shown to the strict pretend LINE."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Mapper

from emulator import wire
from emulator.checking.messages import check
from emulator.checking.refusals import refuse
from models.messaging.outbox import Outbox


@contextmanager
def all_messages_judged() -> Iterator[None]:
    """Fails with LINE's own words if anything that went into an outbox meanwhile would be refused."""
    queued: set[str] = set()

    def remember(_mapper: Mapper[Any], _connection: object, row: Outbox) -> None:
        queued.add(json.dumps(row.messages, ensure_ascii=False))

    event.listen(Outbox, "after_insert", remember)
    try:
        yield
    finally:
        event.remove(Outbox, "after_insert", remember)
    for messages in queued:
        judge(messages)


@cache
def judge(messages: str) -> None:
    """Raises AssertionError with LINE's own words where it would refuse these messages (JSON)."""
    # Pictures are ours and are fetched where a test really sends them; here only the form is judged.
    formal = [one for one in json.loads(messages) if one["type"] != "image"]
    if formal:
        problems = check("validate", wire.parse(json.dumps({"messages": formal}).encode()))
        assert not problems, f"{refuse(problems).body()}\n{messages}"
