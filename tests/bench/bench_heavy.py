"""What odd and large texts cost, as ratios within one run; exit 1 if one is beyond its bound.

python tests/bench/bench_heavy.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import process_time

from editions import config
from editions.catalogue import grammar, vet
from editions.checks import facts
from editions.checks.run import problems
from editions.checks.texts import Text, texts

ROOT = Path(__file__).parents[2]
MESSAGE = "6 студзеня ў Мінску выпаў снег."
PROSE = "6 студзеня ў Мінску выпаў снег, а ўвечары зноў быў мароз. "
ENDLESS = "а" * 9000 + " A снег" * 1500 + "і'" * 9000


def main() -> int:
    """Print a line for each ratio; 1 if one is beyond its bound."""
    beyond = 0
    for what, ratio, bound in (*vetted(), endless(), doubled()):
        beyond += ratio > bound
        sys.stdout.write(f"{what}: {ratio:.1f} (at most {bound}){' !' * (ratio > bound)}\n")
    return int(beyond > 0)


def vetted() -> Iterator[tuple[str, float, float]]:
    """Judge texts that are hard to parse, beside a long one that is not."""
    sys.path.insert(0, str(ROOT))
    from tests.catalogue.test_vet import HEAVY, LARGE  # noqa: PLC0415 - the tests' own texts

    usual = best(lambda: judge(LARGE, LARGE))
    for text in HEAVY:
        ratio = best(partial(judge, LARGE, text)) / usual
        yield f"vetting {text[:10]!r}, to long prose", ratio, 10


def judge(source: str, text: str) -> None:
    """Judge a translation as if nothing had been read before but its source."""
    grammar.read.cache_clear()
    grammar.read(source)
    vet.verdict(source, text)


def endless() -> tuple[str, float, float]:
    """Check a catalogue with words that never end, beside prose of their length."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "p"
        shutil.copytree(ROOT / "tests/roots/trilingual", root)
        path = root / "locale/be/LC_MESSAGES/reports/2021-01.po"
        text = path.read_text("utf-8")
        publication = config.load(root)
        cost = []
        for new in (PROSE * (len(ENDLESS) // len(PROSE)), ENDLESS):
            path.write_text(text.replace(MESSAGE, new), encoding="utf-8")
            problems(publication)  # caches are made in the first run
            cost.append(best(lambda: problems(publication), times=2))
    return "checking words without end, to prose", cost[1] / cost[0], 10


def doubled() -> tuple[str, float, float]:
    """Compare the facts of the report, and of a report in which each text stands twice."""
    report = [
        each for each in texts(config.load(ROOT / "tests/roots/december")) if "2020-12" in each.path
    ]
    twice = [
        replace(each, text=f"{each.text} {each.text}", raw=f"{each.raw} {each.raw}")
        for each in report
    ]
    once, both = (best(partial(found, chosen)) for chosen in (report, twice))
    return "facts of texts twice as long", both / once, 4


def found(chosen: list[Text]) -> int:
    """Give how many facts do not agree."""
    return sum(1 for text in chosen for _ in facts.find(text))


def best(work: Callable[[], object], *, times: int = 3) -> float:
    """Give the least CPU seconds of a few runs."""
    least = []
    for _ in range(times):
        started = process_time()
        work()
        least.append(process_time() - started)
    return min(least)


if __name__ == "__main__":
    sys.exit(main())
