"""The front page: what this is, and the library by category."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, render_template

from bot.line.address import Address
from bot.schedule import local_day
from models.database import Database
from services.knowledge.shelves import shelves
from web.access import open_to_all


def pages(database: Database, clock: Callable[[], datetime], address: Callable[[], Address]) -> Blueprint:
    blueprint = Blueprint("home", __name__)

    @blueprint.get("/")
    @open_to_all("everybody: the library is public")
    def home() -> str:
        with database.reading() as session:
            found = shelves(session, local_day(clock()))
            return render_template("home.html", shelves=found, chat=_chat(address()))

    return blueprint


def _chat(address: Address) -> str:
    """The link to our chat; empty while LINE has not told our @id: the library is open all the same."""
    return address.chat() if address.basic_id else ""
