"""What runs in another virtual environment is no test module of this one."""

from __future__ import annotations

collect_ignore = ["trial.py", "weblate_po.py"]
