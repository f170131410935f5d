"""Every function an expression may call, one family a file."""

from bot.engine.expressions.functions import dates, logic, lookups, nodes, numbers, selects, text
from bot.engine.expressions.functions.registry import FUNCTIONS

__all__ = ["FUNCTIONS", "dates", "logic", "lookups", "nodes", "numbers", "selects", "text"]
