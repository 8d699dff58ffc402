"""What the publication sets beyond pyproject.toml."""

numfig = True
