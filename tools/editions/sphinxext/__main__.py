"""Run one Sphinx builder, as `editions.process` orders it on standard input (JSON).

Standard output is one JSON object: ``problems`` (a list), those of each document that is
``broken``, what each has ``used``, why each was ``made``, and ``fatal`` (a message or null).
"""

from __future__ import annotations

import gc
import io
import json
import sys
from pathlib import Path
from typing import Any

from docutils.utils import SystemMessage
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from editions.problems import EditionsError, fault
from editions.sphinxext.again import why
from editions.sphinxext.sparing import Sparing, broken_of, used_by
from editions.sphinxext.starting import bring_extensions, problems_of
from editions.sphinxext.stated import stated, unheard

_SAY_WHY = (SphinxError, SystemMessage, OSError, EditionsError)
"""Those that say what is wrong in words."""


def main() -> int:
    """Do what the order on standard input says; always exit 0 with an answer."""
    order = json.load(sys.stdin)
    nocolor()
    bring_extensions()
    warnings = io.StringIO()
    fatal, broken, used, made = None, {}, {}, {}
    try:
        app, sparing = _build(order, warnings)
    except MemoryError:
        raise  # who started us knows what to do (`editions.bounds`)
    except (Exception, SystemExit) as error:
        said = str(error) if isinstance(error, _SAY_WHY) else fault(error)
        fatal = f"{order['builder']}, {order['language']}: {said}".replace("\n", " ")
    root = Path(order["root"])
    problems = problems_of(warnings.getvalue(), root)
    if fatal is None:
        broken, used = broken_of(problems, sparing.broken, app), used_by(app)
        made = {name: why(app, name) for name in sparing.written}
    problems += [] if order["run_conf"] else unheard(root / "conf.py")
    answer = {"problems": problems, "broken": broken, "used": used, "made": made, "fatal": fatal}
    json.dump(answer, sys.stdout, ensure_ascii=False)
    return 0


def _build(order: dict[str, Any], warnings: io.StringIO) -> tuple[Sphinx, Sparing]:
    root = Path(order["root"])
    # What the first process complained of while reading is lost with it.
    fresh = order["fresh"] or bool(order["beyond"])
    conf = root if order["run_conf"] and (root / "conf.py").is_file() else None
    settings: dict[str, Any] = {
        "language": order["language"],
        "editions_root": order["root"],
        "editions_documents": order["documents"],
        "editions_volumes": order["volumes"],
        "editions_beyond": order["beyond"],
        "editions_pdfs": order["pdfs"],
        "editions_pairs": order["pairs"],
        "editions_withheld": order["withheld"],
        "editions_there": order["there"],
        "editions_left_out": order["left_out"],
        "editions_again": order["again"],
        "locale_dirs": [order["catalogues"]] if order["catalogues"] else [],
        # The catalogues were compiled with sphinx-intl; Sphinx shall only read.
        "gettext_auto_build": False,
        **({} if order["run_conf"] else stated(root / "conf.py")),
    }
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            root / "docs",
            conf,
            Path(order["output"]),
            Path(order["doctrees"]),
            order["builder"],
            confoverrides=settings,
            status=None,
            warning=warnings,
            freshenv=fresh,
        )
        # What is there before the first document stays to the end; what documents leave in
        # circles is not worth looking for after every few nodes.
        gc.freeze()
        gc.set_threshold(100_000, 20, 50)
        sparing = Sparing(app)
        sparing.take_over()
        try:
            app.build(force_all=fresh)
        except MemoryError:
            raise
        except Exception as error:
            # What follows a document that broke is its doing.
            if not sparing.broken and not sparing.blame(error):
                raise
    return app, sparing


if __name__ == "__main__":
    sys.exit(main())
