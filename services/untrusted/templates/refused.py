"""Why a template is not taken."""

from __future__ import annotations


class TemplateRefused(Exception):
    """`words` say in Thai what is wrong."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.words = said
