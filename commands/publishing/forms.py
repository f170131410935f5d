"""`form`: workbooks looked at, published, withdrawn and handed out again."""

from __future__ import annotations

import click

from commands.loading import LazyCommands

_VERSIONS = "commands.publishing.form_versions"


@click.group(
    commands=LazyCommands(
        {
            "check": "commands.publishing.form_check:check_form",
            "publish": f"{_VERSIONS}:publish_form",
            "list": f"{_VERSIONS}:list_forms",
            "withdraw": f"{_VERSIONS}:withdraw_form",
            "export": f"{_VERSIONS}:export_form",
        }
    )
)
def form() -> None:
    """Forms, written as XLSForm workbooks (.xlsx, .xls, or their .md form)."""
