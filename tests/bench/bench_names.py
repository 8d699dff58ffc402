"""How fast names are found: CPU seconds for 10 MB, and ratios to other ways, in one run.

    python tests/bench/bench_names.py [megabytes]

The text is the report of December in its three languages, over and over. The others search
the same forms: a tokeniser with a dictionary, without traps and names of several words; a flat
alternation of `re`, on a hundredth of the text; pymorphy3, where it is installed, which only
gives the base form of each distinct word of a hundredth.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TypeVar

from editions.names.forms import forms
from editions.names.gazetteer import Name, rows
from editions.names.match import finder

DECEMBER = Path(__file__).parents[1] / "roots" / "december"
T = TypeVar("T")
LANGUAGES = ("be", "ru", "en")


def main() -> None:
    """Print one table."""
    size = int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else 10_000_000
    names = rows(DECEMBER / "locale" / "gazetteer.csv")
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            _language(names, language, _text(language, size), Path(folder))


def _language(names: tuple[Name, ...], language: str, text: str, cache: Path) -> None:
    built = _timed(lambda: finder(names, language, cache=cache))[0]
    loaded, search = _timed(lambda: finder(names, language, cache=cache))
    seconds, found = _timed(lambda: search.find(text))
    _say(
        f"{language}: build {built:.2f} s, load {loaded:.3f} s, find {seconds:.2f} s"
        f" ({len(text.encode()) / 1e6:.1f} MB, {len(found)} mentions)"
    )
    if language == "en":
        return
    spelt = {form.text for name in names for form in forms(name, language)}
    known = {form.lower() for form in spelt}
    words = re.compile(r"\w+(?:[-’']\w+)*")
    other = _timed(lambda: [word for word in words.findall(text) if word.lower() in known])[0]
    _say(f"    tokeniser + dict    {other / seconds:8.1f} times the finder's CPU")
    part = text[: len(text) // 100]
    longest = sorted(spelt, key=lambda form: (-len(form), form))
    flat = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    other = _timed(lambda: flat.findall(part))[0] * 100
    _say(f"    re, flat alternation{other / seconds:8.1f} (from 1/100 of the text)")
    if language == "ru" and importlib.util.find_spec("pymorphy3") is not None:
        analyzer = importlib.import_module("pymorphy3").MorphAnalyzer()
        distinct = sorted(set(words.findall(part)))
        other = _timed(lambda: [analyzer.parse(word) for word in distinct])[0]
        _say(f"    pymorphy3           {other / seconds:8.1f} (distinct words of 1/100)")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _text(language: str, size: int) -> str:
    """Give `size` bytes of report text in `language`."""
    if language == "en":
        base = (DECEMBER / "docs" / "reports" / "2020-12.rst").read_text(encoding="utf-8")
    else:
        path = DECEMBER / "locale" / language / "LC_MESSAGES" / "reports" / "2020-12.po"
        lines = path.read_text(encoding="utf-8").splitlines()
        base = "\n".join(line for line in lines if re.search("[а-я]", line)) + "\n"
    return base * (size // len(base.encode()) + 1)


def _timed(call: Callable[[], T]) -> tuple[float, T]:
    start = process_time()
    made = call()
    return process_time() - start, made


if __name__ == "__main__":
    main()
