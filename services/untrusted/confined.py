"""What a process that reads somebody else's file may not do. Nothing here needs a privilege, or can be taken back.

Connections and programs are refused by a filter on system calls (seccomp, Linux on x86_64 and aarch64), which every
process may put on itself, in containers too; where there is none, by a network namespace of its own, where the machine
lets ordinary users have one. `deny_network` says which of the two it was, so that whoever runs the product hears it
where it was neither.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import signal
import socket
import struct
from contextlib import suppress

LARGEST_WRITTEN = 40_000_000
"""Bytes. pyxform writes the XForm into a temporary file; nothing larger is to be written anywhere."""
_MOST_FILES = 64

# linux/prctl.h, linux/seccomp.h, linux/filter.h, linux/sched.h
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_NUMBER, _ARCHITECTURE = 0, 4  # where struct seccomp_data has them
_X32 = 0x40000000  # calls of x86_64's other ABI, which would go by other numbers
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000

# arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h. io_uring makes calls on one's behalf.
_OUTSIDE = {
    "x86_64": {
        "socket": 41, "connect": 42, "bind": 49, "listen": 50, "ptrace": 101, "execve": 59, "execveat": 322,
        "process_vm_readv": 310, "process_vm_writev": 311, "io_uring_setup": 425, "pidfd_getfd": 438,
    },
    "aarch64": {
        "socket": 198, "connect": 203, "bind": 200, "listen": 201, "ptrace": 117, "execve": 221, "execveat": 281,
        "process_vm_readv": 270, "process_vm_writev": 271, "io_uring_setup": 425, "pidfd_getfd": 438,
    },
}  # fmt: skip
_OTHERS = {
    "x86_64": {
        "clone": 56, "fork": 57, "vfork": 58, "clone3": 435, "kill": 62, "tkill": 200, "tgkill": 234,
        "pidfd_send_signal": 424,
    },
    "aarch64": {"clone": 220, "clone3": 435, "kill": 129, "tkill": 130, "tgkill": 131, "pidfd_send_signal": 424},
}  # fmt: skip
_NAMES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # linux/audit.h


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def deny_network() -> str:
    """No connection, no other program, from now on and in every process that this one starts. Gives how: "seccomp",
    "namespace", or "" where this machine has neither. Other processes are still started by `os.fork`."""
    if _filtered(_OUTSIDE):
        with suppress(PermissionError):
            socket.socket().close()
            return ""
        return "seccomp"
    libc = ctypes.CDLL(None, use_errno=True)
    unshare = getattr(libc, "unshare", None)
    return "namespace" if unshare is not None and unshare(_NEW_USER | _NEW_NETWORK) == 0 else ""


def confine(seconds: int, megabytes: int) -> None:
    """So much of a processor, so much memory, little room for files, no other process. The first limit ends it with
    SIGXCPU, which says why."""
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_WRITTEN, LARGEST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_FILES, _MOST_FILES))
    # Where memory is short after all, the system takes this process first, not the one that answers people.
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
    _filtered(_OTHERS)


def _filtered(calls: dict[str, dict[str, int]]) -> bool:
    """Refuses these calls with EPERM; False where there is no such filter."""
    machine = platform.machine()
    if machine not in calls or platform.system() != "Linux":
        return False
    numbers = sorted(calls[machine].values())
    refuse = len(numbers) + 1
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, _NAMES[machine]),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, refuse, 0, _X32),
        *((_EQUAL, refuse - 1 - at, 0, number) for at, number in enumerate(numbers)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    written = b"".join(struct.pack("=HBBI", *step) for step in steps)
    program = _Program(len(steps), written)
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
        and libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0
    )
