"""The addresses of the pages of knowledge and of circulars, and what a target may be."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode, urlsplit

from bot.limits import graphemes, shorten
from bot.thai.digits import to_arabic

LONGEST = 1_000
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# RFC 2606: these never lead anywhere real, so a target on one of them has not been set yet.
_RESERVED = re.compile(r"(.+\.)?(example|invalid|test|localhost|example\.(com|net|org))", re.IGNORECASE)
# Thai numbers: 9 digits from a desk (02…05, 07…), 10 from a mobile telephone (06, 08, 09); "0 2241 9021-3" is a
# range of three, of which the first is called.
_TELEPHONE = re.compile(r"(?<!\d)0[ -]?(?:[2-57](?:[ -]?\d){7}|[689](?:[ -]?\d){8})(?!\d)")


def page(slug: str, *, office: str = "", in_chat: bool = False, in_list: bool = False) -> str:
    """The path of an item's page. `office` is the code of the office whose button or QR it is; `in_chat` and `in_list`
    say where the link stands, which is printed otherwise."""
    return _path(slug, "", office, "chat" if in_chat else "list" if in_list else "")


def onward(slug: str, *, office: str = "") -> str:
    """The path that counts a click and goes on to the item's target."""
    return _path(slug, "/go", office)


def qr(slug: str, *, office: str = "") -> str:
    """The path of the QR picture; what it encodes is `page(slug, office=office)`."""
    return _path(slug, "/qr.png", office)


def file(slug: str, file_id: int, *, office: str = "") -> str:
    """The path of a file of the item: opened or kept, and counted."""
    return _path(slug, f"/file/{file_id}", office)


def preview(slug: str, file_id: int) -> str:
    """The path of the picture of a file: its first page, or the picture that it is, small."""
    return _path(slug, f"/file/{file_id}/preview")


def picture(slug: str) -> str:
    """The path of the item's own picture."""
    return _path(slug, "/picture")


def share_card(slug: str) -> str:
    """The path of the picture that stands beside a link to the item where it has none of its own."""
    return _path(slug, "/share.png")


def circular(code: str, *, office: str = "", slug: str = "") -> str:
    """The path of a circular's page, which its printed QR codes open; with a slug of the one that counts a click and
    goes on to this document of it."""
    onward = f"/go/{quote(slug, safe='')}" if slug else ""
    return f"/c/{code}{onward}" + (f"?{urlencode({'u': office})}" if office else "")


def _path(slug: str, rest: str, office: str = "", place: str = "") -> str:
    marks = ({"v": place} if place else {}) | ({"u": office} if office else {})
    return f"/k/{quote(slug, safe='')}{rest}" + (f"?{urlencode(marks)}" if marks else "")


def target_fault(target: str) -> str:
    """Why this address cannot be a target, in English; empty where it can."""
    if len(target) > LONGEST:
        return f"longer than {LONGEST} characters"
    if any(ord(letter) < 33 or ord(letter) == 127 for letter in target):
        return "it holds spaces or control characters"
    try:
        parts = urlsplit(target)
        _ = parts.port
    except ValueError:
        return "not an address"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "not an http:// or https:// address"
    if parts.username is not None:
        return "it holds a user name, which hides where it leads"
    return ""


def is_placeholder(target: str) -> bool:
    """Whether the target still stands on a reserved example host, so that nobody has set it yet."""
    return bool(_RESERVED.fullmatch(urlsplit(target).hostname or ""))


def shareable(title: str, link: str) -> str:
    """What a friend receives: title and link. The title is cut where LINE's share link would be too long with it
    (a button's address has 1,000 characters, a Thai letter takes nine of them)."""
    room = LONGEST - len("https://line.me/R/share?text=") - len(quote(f"\n{link}", safe=""))
    while title and len(quote(title, safe="")) > room:
        title = shorten(title, len(graphemes(title)) - 1)
        title = title if title != "…" else ""
    return f"{title}\n{link}" if title else link


def telephone(contact: str) -> str:
    """The first Thai telephone number in free words, as a `tel:` link; empty where there is none."""
    found = _TELEPHONE.search(to_arabic(contact))
    return "tel:" + re.sub(r"\D", "", found[0]) if found else ""
