"""What checks the built site: axe, the Nu HTML checker, Lighthouse, and what serves it to them."""

from __future__ import annotations

from pathlib import Path

# What tools/setup.sh installs by package-lock.json.
MODULES = Path(__file__).parents[2] / ".venv-tools/node/node_modules"
