"""Where our pages are and how LINE finds our chat: the links that people tap and scan."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit


@dataclass(frozen=True, slots=True)
class Address:
    """`public_base_url` has no slash at the end; `basic_id` begins with @."""

    public_base_url: str
    basic_id: str

    def page(self, link: str) -> str:
        """The full address of one of our paths; any other address is only percent-encoded (LINE refuses raw Thai)."""
        return percent_encoded(self.public_base_url + link if link.startswith("/") else link)

    def chat(self, text: str = "") -> str:
        """Opens the chat with `text` ready to send (phones; the person still taps send)."""
        link = f"https://line.me/R/oaMessage/{quote(self.basic_id, safe='')}/"
        return f"{link}?{quote(text, safe='')}" if text else link

    def add_friend(self) -> str:
        """Opens our profile to add us as a friend; on a PC a page with its QR code."""
        return f"https://line.me/R/ti/p/{quote(self.basic_id, safe='')}"

    def share(self, text: str) -> str:
        """Opens LINE's list of friends to pass `text` on, on a phone; on a PC it leads nowhere."""
        return f"https://line.me/R/share?text={quote(text, safe='')}"

    def share_page(self, link: str, text: str = "") -> str:
        """The same for a web page, with `text` before its link (LINE Social Plugins): on a PC in the browser, after one
        has signed in to LINE there; on a phone in LINE."""
        words = f"&text={quote(text, safe='')}" if text else ""
        return f"https://social-plugins.line.me/lineit/share?url={quote(self.page(link), safe='')}{words}"


def percent_encoded(link: str) -> str:
    """An address as LINE takes it: Thai letters in the path, query or host written in ASCII."""
    keep = "/?:@!$&'()*+,;=~-._%"
    scheme, host, path, query, fragment = urlsplit(link)
    if not host.isascii():
        host = host.encode("idna").decode()
    return urlunsplit((scheme, host, quote(path, safe=keep), quote(query, safe=keep), quote(fragment, safe=keep)))
