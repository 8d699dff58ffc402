"""Where translators and editors see how things stand: the status and the live preview."""
