"""What a hostile workbook costs the reader that looks at it: seconds of a processor and megabytes at most.

    python -m bench.hostile_forms

Each is read by a process of its own, as an upload is; Python's own start and what readers import are in it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from services.untrusted.tasks import TERMS, Task
from tests.bot.forms.hostile import REFUSED, TAKEN
from tests.web.desk.forms.every_mistake import every_mistake

_READ = """
import json, resource, sys
from pathlib import Path
from bot.engine.definition.problems import FormRefused
from bot.forms.examining import examine
from services.untrusted import workbooks
content = Path(sys.argv[1]).read_bytes()
begun = resource.getrusage(resource.RUSAGE_SELF)
found = examine(content)
used = resource.getrusage(resource.RUSAGE_SELF)
spent = used.ru_utime + used.ru_stime - begun.ru_utime - begun.ru_stime
# Not ru_maxrss, which remembers the process that started this one.
most = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(json.dumps([spent, int(most.split()[1]) // 1024, len(found.remarks), found.xml is not None]))
"""


def main() -> int:
    made = {what: make for what, (make, _) in REFUSED.items()} | TAKEN | {"one of each mistake": every_mistake}
    limits = TERMS[Task.EXAMINE_WORKBOOK]
    print(f"of {limits.seconds} s and {limits.megabytes} MB\n{'':<44}{'s':>8}{'MB':>7}{'remarks':>9}")
    with TemporaryDirectory(prefix="nong-hostile-") as folder:
        for what, make in made.items():
            file = Path(folder) / "form"
            file.write_bytes(make())
            done = subprocess.run([sys.executable, "-c", _READ, str(file)], capture_output=True, check=True)
            spent, most, remarks, is_taken = json.loads(done.stdout)
            print(f"{what:<44}{spent:>8.2f}{most:>7}{remarks:>9}{'  taken' if is_taken else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
