"""Values that the engine fills in by itself: start, end, today, username, the filling's own id."""

from __future__ import annotations

from datetime import datetime

from bot.engine.definition.datatypes import local
from bot.engine.instance.environment import FillingEnvironment
from bot.engine.instance.recompute import Computation
from bot.engine.instance.tree import Node


def fill(root: Node, computation: Computation, environment: FillingEnvironment, now: datetime, username: str) -> None:
    """At the beginning. What has no meaning in a chat (deviceid, phonenumber, simserial) stays blank."""
    for node in root.within():
        preload = node.spec.preload
        if preload is None:
            continue
        kind, parameter = preload
        if kind == "timestamp" and parameter == "start":
            node.value = local(now).isoformat(timespec="milliseconds")
        elif kind == "date" and parameter == "today":
            node.value = local(now).date().isoformat()
        elif kind == "property" and parameter in ("username", "uri:username"):
            node.value = username or None
        elif kind == "uid":
            node.value = f"uuid:{environment.identifier(node, 0)}"
        computation.see(node)


def finish(root: Node, computation: Computation, now: datetime) -> None:
    """When the answers are taken: `end` is now."""
    for node in root.within():
        if node.spec.preload == ("timestamp", "end"):
            node.value = local(now).isoformat(timespec="milliseconds")
            computation.see(node)
