"""Examines one workbook in a process that may be stopped: `python -m bot.forms.apart SECONDS MEGABYTES`.

The workbook and its files come on standard input, the answer goes as JSON to standard output. Started by
`examine_apart` only.
"""

from __future__ import annotations

import json
import resource
import sys

_LARGEST_WRITTEN = 40_000_000


def main() -> None:
    seconds, megabytes = int(sys.argv[1]), int(sys.argv[2])
    # The first limit ends it with SIGXCPU, which says why; the second could not be told from any other end.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    # pyxform writes the XForm into a temporary file; nothing larger is to be written anywhere.
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_WRITTEN, _LARGEST_WRITTEN))
    from bot.forms.examined import packed, unframed
    from bot.forms.examining import examine

    workbook, files = unframed(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(packed(examine(workbook, files))))


if __name__ == "__main__":
    main()
