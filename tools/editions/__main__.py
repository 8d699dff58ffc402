"""Run the command line as ``python -m editions``."""

from __future__ import annotations

import sys

# Python has put the folder it was started in first: a publication, maybe a strange one.
if not sys.flags.safe_path:
    del sys.path[0]

from editions.cli import main

sys.exit(main())
