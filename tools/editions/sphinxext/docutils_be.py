"""Belarusian for docutils, which ships 30 languages without it.

Until docutils has its own module (compare sphinx-doc/sphinx#10669 for Ukrainian), a strict
build in Belarusian needs this one: labels of docutils' own elements and, for the parser,
the fact that directives and roles keep their English names.
"""

from __future__ import annotations

import sys
from types import ModuleType

LABELS = {
    "abstract": "Анатацыя",
    "address": "Адрас",
    "attention": "Увага",
    "author": "Аўтар",
    "authors": "Аўтары",
    "caution": "Асцярожна",
    "contact": "Кантакт",
    "contents": "Змест",
    "copyright": "Аўтарскія правы",
    "danger": "Небяспечна",
    "date": "Дата",
    "dedication": "Прысвячэнне",
    "error": "Памылка",
    "hint": "Падказка",
    "important": "Важна",
    "note": "Заўвага",
    "organization": "Арганізацыя",
    "revision": "Рэдакцыя",
    "status": "Статус",
    "tip": "Парада",
    "version": "Версія",
    "warning": "Папярэджанне",
}


def register() -> None:
    """Make ``docutils.languages.be`` and ``docutils.parsers.rst.languages.be`` importable."""
    labels = ModuleType("docutils.languages.be", __doc__)
    # Field names of a document stay English ("language", "issue"): tools read them.
    labels.__dict__.update(labels=LABELS, bibliographic_fields={}, author_separators=[";", ","])
    parser = ModuleType("docutils.parsers.rst.languages.be", __doc__)
    parser.__dict__.update(directives={}, roles={})
    for module in (labels, parser):
        sys.modules.setdefault(module.__name__, module)
