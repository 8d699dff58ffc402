"""Catalogues: reading, writing, extracting, updating and publishing gettext PO files.

Nothing else in the house imports polib, Babel's messages or sphinx-intl. Nothing is
imported here: git starts the cleaning of a catalogue for every file it adds.
"""
