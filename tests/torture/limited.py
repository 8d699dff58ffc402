"""``python -m tests.torture.limited ROOT BYTES``: merge where no file may grow longer."""

from __future__ import annotations

import resource
import signal
import sys
from pathlib import Path

from tests.torture.victim import work

if __name__ == "__main__":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
    sys.exit(work(Path(sys.argv[1]), "merge"))
