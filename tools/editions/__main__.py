"""Run the command line as ``python -m editions``."""

from __future__ import annotations

import sys

from editions.cli import main

sys.exit(main())
