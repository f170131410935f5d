"""Every function an expression may call, one family a file."""

from bot.conversation.expressions.functions import dates, logic, lookups, nodes, numbers, selects, text
from bot.conversation.expressions.functions.registry import FUNCTIONS

__all__ = ["FUNCTIONS", "dates", "logic", "lookups", "nodes", "numbers", "selects", "text"]
