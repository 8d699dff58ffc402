"""How soon the page under translation shows a saved catalogue, in a real browser.

    python tests/bench/bench_serve.py [saves] [issues]

An archive of 120 issues is made in a temporary folder, `editions serve` started there, and
one paragraph of one catalogue saved 50 times, as an editor does it: written beside, renamed.
Measured is from the rename until the browser shows the text.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
NEWEST = "2020-12"
LAST = "Ёсць навіны"


def main() -> None:
    """Print how long the start took and the median, the ninth decile and the longest wait."""
    saves, issues = (int(value) for value in (*sys.argv[1:], *("50", "120")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "archive"
        made = [sys.executable, str(ROOT / "tests" / "archive.py"), str(root), str(issues)]
        subprocess.run(made, check=True)
        command = [sys.executable, "-m", "editions", "-C", str(root), "serve", "--edition", "be"]
        start = monotonic()
        with subprocess.Popen(
            [*command, "--port", "0"], stderr=subprocess.PIPE, encoding="utf-8"
        ) as process:
            try:
                url = _ready(process)
                _say(f"{issues} issues: ready after {monotonic() - start:.1f} s")
                waits = _waits(root, f"{url}be/reports/{NEWEST}.html", saves)
            finally:
                process.terminate()
                process.communicate()
    tenth = sorted(waits)[-max(1, len(waits) // 10)]
    _say(
        f"{saves} saves: median {statistics.median(waits):.2f} s, "
        f"nine of ten within {tenth:.2f} s, longest {max(waits):.2f} s"
    )


def _ready(process: subprocess.Popen[str]) -> str:
    url = ""
    for line in process.stderr or ():
        if found := re.search(r"http://\S+", line):
            url = found[0]
        if line.strip() == "be: ready":
            return url
    raise SystemExit("the preview did not start")


def _waits(root: Path, url: str, saves: int) -> list[float]:
    catalogue = root / "locale" / "be" / "LC_MESSAGES" / "reports" / f"{NEWEST}.po"
    text = catalogue.read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        chromium = os.environ.get("EDITIONS_BROWSER") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(url)
        page.locator(".ed-bar").wait_for()
        waits = []
        for number in range(saves):
            mark = f"{LAST} №{number}"
            beside = catalogue.with_suffix(".saving")
            beside.write_text(text.replace(LAST, mark), encoding="utf-8")
            beside.replace(catalogue)
            saved = monotonic()
            page.wait_for_function(
                "mark => document.querySelector('main').textContent.includes(mark)",
                arg=mark,
                polling=10,
                timeout=20_000,
            )
            waits.append(monotonic() - saved)
            sleep(0.5)
        browser.close()
    return waits


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
