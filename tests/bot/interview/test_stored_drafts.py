"""A draft that an older version of the interview has stored goes on where it was left, and is sent as it would have."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from bot.interview.state.types import Outcome, Turn
from tests.bot.interview.chat import Chat
from tests.bot.interview.drafts import DRAFTS, STATES, finished, form_called

STORED = sorted(STATES.glob("version-*/*.json"))


def kept_in(name: str, version: int) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads((STATES / f"version-{version}" / f"{name}.json").read_text(encoding="utf-8"))
    return kept


def taken_up(kept: dict[str, Any]) -> Chat:
    """The chat as a database would give it back."""
    state = kept["state"]
    chat = Chat(form_called(f"{state['form']}-{state['version']}"))
    chat.turn = Turn(state, (), Outcome.ASKING)
    chat.sent, chat.now = kept["messages"], datetime.fromisoformat(kept["now"])
    return chat


@pytest.mark.parametrize("file", STORED, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_stored_draft_is_finished_as_it_would_have_been(file: Any) -> None:
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert finished(DRAFTS[file.stem], taken_up(kept)) == kept["sent"]


def test_every_draft_is_stored() -> None:
    assert {file.stem for file in STORED} == set(DRAFTS)
