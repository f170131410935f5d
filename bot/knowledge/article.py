"""An item's article: Markdown in, HTML out that holds nothing but words, lists, tables and links that may be followed.

markdown-it-py (CommonMark) reads it. HTML of the author's own is shown as the words it is, and pictures are left to the
item's files: what a page loads from elsewhere would tell others who reads it.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

_SCHEMES = ("http", "https", "mailto", "tel")
# The page's title is its only heading of the first rank.
_LOWEST = 6


@lru_cache(maxsize=64)
def article(markdown: str) -> str:
    """HTML, safe to be put into a page as it is; "" for an empty article."""
    tokens = _READER.parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, _LOWEST)}"
    return _READER.renderer.render(tokens, _READER.options, {}).strip()


def may_follow(link: str) -> bool:
    """Whether an article may lead there: the web, a mailbox, a telephone, or a page of ours (`/k/…`)."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    if parts.scheme:
        # "http:path" is read as a path of ours by some and as a host by others.
        return parts.scheme in _SCHEMES and (parts.scheme in ("mailto", "tel") or bool(parts.netloc))
    return link.startswith("/") and not parts.netloc and link[1:2] not in ("/", "\\") and link[1:4].upper() != "%5C"


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return may_follow(url)


_READER = _Reader("commonmark", {"html": False}).enable("table").disable("image")
