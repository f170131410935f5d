"""The front page: what this is, and the library by category."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, render_template

from bot.line.address import Address
from models.database import Database
from services.knowledge.shelves import shelves
from web.access import open_to_all


def pages(database: Database, address: Callable[[], Address]) -> Blueprint:
    blueprint = Blueprint("home", __name__)

    @blueprint.get("/")
    @open_to_all("everybody: the library is public")
    def home() -> str:
        with database.reading() as session:
            return render_template("home.html", shelves=shelves(session), chat=_chat(address()))

    return blueprint


def _chat(address: Address) -> str:
    """The link to our chat; empty while LINE has not told our @id: the library is open all the same."""
    return address.chat() if address.basic_id else ""
