"""Facts Sphinx needs before it knows the extension; all settings: pyproject.toml."""

from pathlib import Path

extensions = ["editions.sphinxext", "editions.pdf"]
# Absolute: Sphinx would look for it below docs/, and silently find no translation.
locale_dirs = [str(Path(__file__).with_name("locale"))]
