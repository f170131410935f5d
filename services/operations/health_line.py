"""What LINE says about our channel: the token, the webhook, the month's messages, the menu."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from bot.line import errors
from bot.line.client import LineClient
from bot.line.console import Console
from bot.message_class import MessageClass, in_classes
from models import figure
from services.operations import figures
from services.operations.health import Finding, bad, ok, warn

WEBHOOK_PATH = "/callback"
NEARLY_SPENT = 0.8


def of_line(
    line: LineClient, *, public_base_url: str, basic_id: str, forecast: Mapping[MessageClass, int]
) -> Iterator[Finding]:
    """Asks LINE five things, and lets it call our webhook once. `forecast`: class → counted messages that will be
    wanted until the month's end."""
    try:
        own = line.basic_id()
    except errors.LineError as error:
        yield _unanswered("LINE", error)
        return
    yield ok("LINE", f"the token is that of {own}")
    if basic_id and basic_id != own:
        yield bad("LINE id", f"LINE_BASIC_ID is {basic_id}, the token's is {own}", "correct it, or leave it empty")
    for name, ask in (
        ("webhook", lambda: _webhook(Console(line), public_base_url)),
        ("quota", lambda: _quota(line, forecast)),
        ("rich menu", lambda: _menu(Console(line))),
    ):
        try:
            yield ask()
        except errors.LineError as error:
            yield _unanswered(name, error)


def of_redelivery(session: Session, *, is_said_on: bool) -> Finding:
    """Whether LINE delivers again what we could not take. Its API does not tell (REF: get webhook endpoint); what has
    come again proves it, what was refused and never came again speaks against it. `is_said_on`: the operator says so.
    """
    came, refused = (_total(session, one) for one in (figures.redelivered, figures.refused))
    switch = "switch on `Webhook redelivery` in LINE's console (Messaging API)"
    if came:
        return ok("redelivery", f"LINE has delivered {came} events again")
    if refused:
        says = f"{refused} webhooks were refused while the database was away, and nothing has come again so far"
        return warn("redelivery", says, f"if that was an hour ago or more, it is off: {switch}")
    if is_said_on:
        return ok("redelivery", "is on, says LINE_WEBHOOK_REDELIVERY; nothing has had to come again yet")
    says = "LINE does not tell whether it is on, and nothing has come again yet"
    return warn("redelivery", says, f"{switch}, then set LINE_WEBHOOK_REDELIVERY=on")


def _total(session: Session, counter: figures.Counter) -> int:
    return sum(figure.totals(session, counter.name).values())


def _webhook(console: Console, public_base_url: str) -> Finding:
    wanted = public_base_url + WEBHOOK_PATH
    found = console.webhook()
    if found is None:
        return bad("webhook", "no address is set at LINE", f"set it in LINE's console: {wanted}")
    if found.url != wanted:
        return bad("webhook", f"LINE sends events to {found.url}", f"set it in LINE's console: {wanted}")
    if not found.is_active:
        return bad("webhook", "is switched off at LINE", "switch on `Use webhook` in LINE's console")
    if trouble := console.try_webhook():
        do = "see that `serve` runs, that its proxy passes /callback on, and that LINE_CHANNEL_SECRET is right"
        return bad("webhook", f"LINE called it and got: {trouble}", do)
    return ok("webhook", f"LINE called {found.url} and was answered")


def _quota(line: LineClient, forecast: Mapping[MessageClass, int]) -> Finding:
    quota, more = line.quota(), sum(forecast.values())
    wanted = f"until its end about {more} more will be wanted{in_classes(forecast)}"
    if quota.limit is None:
        return ok("quota", f"{quota.used} counted messages this month, no limit; {wanted}")
    says = f"{quota.used} of {quota.limit} counted messages used this month; {wanted}"
    if quota.left == 0:
        do = "until the 1st only replies are sent, no reminders: choose a larger plan"
        return bad("quota", says, do)
    if more > (quota.left or 0):
        do = "what does not fit goes with the next replies, the least important first: choose a larger plan"
        return warn("quota", says, do)
    if quota.used >= NEARLY_SPENT * quota.limit:
        return warn("quota", says, "reminders stop where it ends: choose a larger plan")
    return ok("quota", says)


def _menu(console: Console) -> Finding:
    if console.has_default_menu():
        return ok("rich menu", "is shown")
    return warn("rich menu", "none is shown", "put it up: `python app.py menu install`")


def _unanswered(name: str, error: errors.LineError) -> Finding:
    if isinstance(error, errors.NotAuthorized):
        return bad(name, "the access token is refused", "issue a new one in LINE's console: LINE_CHANNEL_ACCESS_TOKEN")
    if isinstance(error, errors.LineRefused):
        return bad(name, f"LINE refuses to answer ({error.status})", "see that the channel is a Messaging API channel")
    do = "see that this machine reaches LINE_API_BASE; try again"
    return bad(name, f"cannot be reached ({type(error).__name__})", do)
