"""Whether something may be sent into the visitor's own chat to be tried; where not, the page says why."""

from __future__ import annotations

from flask import flash

from bot.texts.desk import desk as words
from services.messaging import own_chat, quota
from web.desk.signed_in import Desk


def may_try(desk: Desk) -> bool:
    if not desk.person.is_reachable:
        flash(words.CHAT_IS_CLOSED, "warn")
    elif quota.left(desk.session, desk.now).messages == 0:
        flash(words.NO_MESSAGE_LEFT, "warn")
    elif until := own_chat.full_until(desk.session, desk.person, desk.now):
        flash(words.tried_too_often(until), "warn")
    else:
        return True
    return False
