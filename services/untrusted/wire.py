"""What travels between a process and the reader it has asked: a JSON value and pieces of bytes, as one message.

Nothing that comes back is ever executed or unpickled: the reader has had somebody else's file in its hands.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable, Sequence
from typing import Any

_SIZE = struct.Struct(">I")
STATUS = struct.Struct(">i")
"""How a reader ended, written behind its answer by the process that started it."""
_AT_ONCE = 1 << 20


def packed(value: Any, pieces: Sequence[bytes]) -> bytes:
    """`value` is anything JSON can hold."""
    head = json.dumps([value, [len(piece) for piece in pieces]]).encode()
    return b"".join((_SIZE.pack(len(head)), head, *pieces))


def unpacked(message: bytes) -> tuple[Any, list[bytes]]:
    """`packed` undone. Raises ValueError for a message that breaks off."""
    (size,) = _SIZE.unpack_from(message.ljust(_SIZE.size, b"\0"))
    at = _SIZE.size + size
    value, sizes = json.loads(message[_SIZE.size : at])
    if not all(isinstance(one, int) and one >= 0 for one in sizes) or at + sum(sizes) != len(message):
        raise ValueError("a message that breaks off")
    pieces = []
    for one in sizes:
        pieces.append(message[at : at + one])
        at += one
    return value, pieces


def received(connection: socket.socket, most: int, wait: Callable[[], float] | None = None) -> bytes:
    """Everything until the other side stops sending. `wait` gives the seconds that are left. Raises TimeoutError, and
    ValueError for more than `most` bytes."""
    pieces: list[bytes] = []
    size = 0
    while True:
        if wait is not None:
            connection.settimeout(max(0.001, wait()))
        piece = connection.recv(_AT_ONCE)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise ValueError("more than there is room for")
