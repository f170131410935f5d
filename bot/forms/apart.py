"""Converts one workbook in a process that may be stopped: `python -m bot.forms.apart SECONDS MEGABYTES`.

The workbook comes on standard input, the answer goes as JSON to standard output. Started by `convert_apart` only.
"""

from __future__ import annotations

import json
import resource
import sys


def main() -> None:
    seconds, megabytes = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    from bot.forms.workbook import packed

    answer = json.dumps(packed(sys.stdin.buffer.read()))
    sys.stdout.write(answer)


if __name__ == "__main__":
    main()
