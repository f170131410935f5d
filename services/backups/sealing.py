"""Backups that only the holder of a key can read: encrypted with age (https://age-encryption.org/v1).

Made with a public key, which is no secret, so that a server that is broken into gives away no backup. What is written
is encrypted on its way: nothing readable ever lies on the disk.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pyrage

_BEGINS = b"age-encryption.org/"


class CannotOpen(Exception):
    """The key does not fit, or what was encrypted is damaged; the text says which."""


def trouble_with(recipient: str) -> str:
    """Why this is no public key of age (`age1…`); "" where it is one."""
    try:
        pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        return str(error)
    return ""


def is_sealed(file: Path) -> bool:
    """Raises OSError where it cannot be opened."""
    with file.open("rb") as opened:
        return opened.read(len(_BEGINS)) == _BEGINS


@contextmanager
def sealed(file: IO[bytes], recipient: str) -> Iterator[IO[bytes]]:
    """What is written to the context is in `file`, encrypted, at its end. `recipient` is one that `trouble_with` finds
    none with. Raises OSError where it cannot be written."""
    key = pyrage.x25519.Recipient.from_str(recipient)
    reading, writing = os.pipe()
    failed: list[Exception] = []

    def encrypt() -> None:
        with os.fdopen(reading, "rb") as plain:
            try:
                pyrage.encrypt_io(plain, file, [key])
            except (pyrage.EncryptError, OSError) as error:
                failed.append(error)

    encrypting = threading.Thread(target=encrypt, name="sealing", daemon=True)
    encrypting.start()
    try:
        with os.fdopen(writing, "wb") as plain:
            yield plain
    except BrokenPipeError:
        pass  # its reader has failed, and says so below
    finally:
        encrypting.join()
    if failed:
        raise OSError(errno.EIO, f"it cannot be encrypted into the file ({type(failed[0]).__name__})") from failed[0]


def opened(file: Path, identity: Path) -> IO[bytes]:
    """What was sealed, in a file without a name that is gone when it is closed. `identity` holds the secret key, as
    `age-keygen` writes it. Raises CannotOpen, and OSError."""
    plain = TemporaryFile()  # noqa: SIM115 (its reader closes it)
    try:
        with file.open("rb") as encrypted:
            pyrage.decrypt_io(encrypted, plain, _identities(identity))
    except pyrage.DecryptError:
        plain.close()
        raise CannotOpen(f"{identity.name} does not hold the key it was encrypted for") from None
    except OSError as error:
        plain.close()
        if error.errno is not None:
            raise
        raise CannotOpen("it is damaged, or was cut short") from None
    plain.seek(0)
    return plain


def _identities(file: Path) -> list[pyrage.x25519.Identity]:
    lines = [line.strip() for line in file.read_text("ascii", errors="replace").splitlines()]
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise CannotOpen(f"{file.name} holds no secret key of age")
    return found
