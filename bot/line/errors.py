"""What can go wrong when we speak to LINE, in classes that differ in what a caller does next."""

from __future__ import annotations


class LineError(Exception):
    """Any failure of a call to LINE; its class says whether trying again is of any use."""


class LineUnreachable(LineError):
    """No answer, or 5xx: try the same words again with the same key. Whether it arrived is not known."""


class LineBusy(LineError):
    """429 of the first kind: too many calls just now. Nothing was accepted. `retry_after`: seconds for which LINE wants
    no more of them; None where it did not say."""

    def __init__(self, words: str = "", retry_after: float | None = None) -> None:
        super().__init__(words)
        self.retry_after = retry_after


class QuotaSpent(LineError):
    """429 of the second kind: this month's counted messages are used up. Replies still work."""


class LineRefused(LineError):
    """4xx: LINE understood and will not. `status` and LINE's own words, which quote nothing of ours."""

    def __init__(self, status: int, words: str = "") -> None:
        super().__init__(f"{status} {words}".strip())
        self.status = status
        self.words = words


class TokenSpent(LineRefused):
    """The reply token was used already, or is older than LINE allows."""


class NotAuthorized(LineRefused):
    """401/403: the channel access token is wrong, revoked or not allowed this."""


class AlreadyAccepted(LineError):
    """An earlier call with this retry key was accepted: the message is there. Success, to whoever pushes."""

    def __init__(self, request_id: str) -> None:
        super().__init__(request_id)
        self.request_id = request_id
