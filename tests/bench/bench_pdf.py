"""What the PDF step costs, from a built environment: one issue, and a yearly volume of twelve.

    python tests/bench/bench_pdf.py [edition] [furo]

An archive of a year is made in a temporary folder and built once. Then one issue and the
volume are set again from the doctrees and data that lie there, each in a process of its own:
CPU is that from the doctree to the PDF, without the start of Python and Sphinx; peak memory is
that of the whole process. Where
TeX is installed, Sphinx's own LaTeX route sets the same documents in the same run: the Makefile
that its latex builder writes, with latexmk, as many passes as that thinks it needs, and the index.

Then all PDFs of the archive, in all editions and pairs, are set in one build after its pages, and
once more each by itself. What is given in seconds there is of a machine on which the stock loop
with furo takes 116 s for 120 issues; `furo` says how long it takes here (bench_build.py prints
it). Ends with 1 if a bar is missed.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from editions.bilingual import IN_A_PROCESS
from editions.pdf.builder import PdfBuilder
from editions.pdf.typeset import Sheet, typeset
from editions.sphinxext.starting import bring_extensions

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.bench_build import Row, spent  # noqa: E402 - needs the path set above

FURO = 116
"""CPU seconds of the loop with furo for 120 issues, on the machine whose seconds the bars are."""

ISSUE = "2020-12"
ENGINES = {"xelatex": (15, 8), "lualatex": (40, 20)}
"""How many times less CPU than the engine an issue and a volume may cost."""

BARS = {"an issue": 0.48, "a pair": 0.95, "December": 0.28}
"""CPU seconds that setting one may take."""

MOST_ROUND_IT = 1.15
"""What a build of PDFs may take, of the sum of their setting."""

MOST_OF_A_PROCESS = 300  # MB, of one that sets issues and pairs
MOST_MEMORY = 500  # MB, of one that binds a volume
MOST_BYTES = 200_000  # an issue without pictures


def main() -> None:
    """Print the figures and, where TeX is, the ratios; exit 1 if one is not what it must be."""
    edition = sys.argv[1] if len(sys.argv) > 1 else "be"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "archive"
        _archive(root, edition)
        issue, volume = (_measure(root, edition, what) for what in (ISSUE, "2020"))
        _say(f"one issue:  {issue['cpu']:.2f} s CPU, peak {issue['memory']} MB")
        _say(f"12 issues as a volume: {volume['cpu']:.2f} s CPU, peak {volume['memory']} MB")
        size = _without_pictures(_report(Path(folder) / "report", edition), edition)
        _say(f"the December 2020 report without its map: {size / 1000:.0f} kB")
        failed = volume["memory"] >= MOST_MEMORY or size > MOST_BYTES
        failed |= _against_tex(root, edition, (issue["cpu"], volume["cpu"]))
        failed |= _beyond(Path(folder), edition)
    raise SystemExit(1 if failed else 0)


def _archive(root: Path, edition: str) -> None:
    from tests.archive import archive  # noqa: PLC0415 - needs the path set above

    archive(root, 12)
    _build(root, edition, "--volume", "2020")


def _report(root: Path, edition: str) -> Path:
    """Build the report of December in `root`."""
    shutil.copytree(ROOT / "tests/roots/december", root, dirs_exist_ok=True)
    _build(root, edition)
    return root


def _build(root: Path, edition: str, *more: str) -> None:
    editions = [sys.executable, "-m", "editions", "-C", str(root)]
    order = ["build", "--edition", edition, "--format", "pdf", *more]
    subprocess.run([*editions, *order], check=True, stderr=subprocess.DEVNULL)


def _measure(root: Path, edition: str, what: str) -> dict[str, float]:
    """Set an issue or a volume once more in a process of its own; give what it said."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(root), edition, what],
        check=True,
        capture_output=True,
        text=True,
    )
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def _one(root: Path, edition: str, what: str) -> None:
    """Set an issue or a volume as the build does; say CPU (s), peak memory (MB), size (bytes).

    Sphinx has started, and knows all documents, before the clock runs.
    """
    work = root / "build/work" / edition
    bring_extensions()
    with docutils_namespace():
        app = Sphinx(
            root / "docs",
            root,
            work / "pdf",
            work / "doctrees-pdf",
            "pdf",
            confoverrides={
                "language": edition,
                "editions_root": str(root),
                "editions_volumes": [],
                "locale_dirs": [str(root / "build/locale")],
                "gettext_auto_build": False,
            },
            status=None,
        )
        builder = app.builder
        assert isinstance(builder, PdfBuilder)
        builder.read()
        builder.prepare_writing(set())
        for record in (work / "doctrees-pdf/pdf").rglob("record.json"):
            record.unlink()
        before = _cpu()
        if what == ISSUE:
            name = f"reports/{what}"
            builder.write_doc(name, app.env.get_and_resolve_doctree(name, builder))
        else:
            builder.bind(what)
        cpu = _cpu() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps({"cpu": cpu, "memory": peak}))


def _beyond(folder: Path, edition: str) -> bool:
    """Set all PDFs of an archive, and each once more; tell whether one figure is beyond its bar."""
    scale = FURO / float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    root = folder / "all"
    subprocess.run([sys.executable, str(ROOT / "tests/archive.py"), str(root), "12"], check=True)
    order = [sys.executable, "-m", "editions", "-C", str(root), "build", "--format"]
    subprocess.run([*order, "html"], check=True, stderr=subprocess.DEVNULL)
    whole = spent([[*order, "pdf"]], root)
    work = root / "build/work"
    issues, pairs = (
        _again(sorted(work.glob(pattern)))
        for pattern in ("*/doctrees-pdf/pdf/reports/*/", "pairs/*/reports/*/")
    )
    report = folder / f"report/build/work/{edition}/doctrees-pdf/pdf/reports/{ISSUE}"
    costs = {"an issue": issues, "a pair": pairs, "December": _again([report])}
    rows = [
        Row(f"setting {what}, s", sum(costs[what]) / len(costs[what]) * scale, bar)
        for what, bar in BARS.items()
    ]
    every = [*issues, *pairs]
    rows += [
        Row(f"{len(every)} PDFs, of their setting", whole.seconds / sum(every), MOST_ROUND_IT),
        Row("memory of the largest process, MB", whole.memory, MOST_OF_A_PROCESS),
    ]
    for row in rows:
        _say(str(row))
    return any(row.mark for row in rows)


def _again(works: list[Path]) -> list[float]:
    """Set once more what lies in folders, so many in a process as the build does; give CPU s."""
    found: list[float] = []
    for at in range(0, len(works), IN_A_PROCESS):
        names = map(str, works[at : at + IN_A_PROCESS])
        command = [sys.executable, __file__, "--again", *names]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found += json.loads(done.stdout)
    return found


def _set_again(works: list[Path]) -> None:
    """Set the PDFs whose data lie in folders; say the CPU seconds of each."""
    found = []
    for work in works:
        data = json.loads((work / "data.json").read_text("utf-8"))
        images = {path.name: path for path in (work / "images").glob("*")}
        template = "pair.typ" if "sides" in data else "issue.typ"
        sheet = Sheet(data, images, date.fromisoformat(data["date"]), template)
        with tempfile.TemporaryDirectory() as folder:
            before = _cpu()
            typeset(sheet, work=Path(folder) / "work", output=Path(folder) / "out.pdf")
            found.append(_cpu() - before)
    sys.stdout.write(json.dumps(found))


def _without_pictures(root: Path, edition: str) -> int:
    """Give the size in bytes of an issue without its map."""
    work = root / "build/work" / edition
    data = json.loads((work / f"doctrees-pdf/pdf/reports/{ISSUE}/data.json").read_text("utf-8"))
    data["body"] = [part for part in data["body"] if part.get("type") != "figure"]
    output = work / "bench" / f"{ISSUE}.pdf"
    sheet = Sheet(data, {}, date.fromisoformat(f"{ISSUE}-01"))
    typeset(sheet, work=work / "bench/work", output=output)
    return output.stat().st_size


def _cpu(who: int = resource.RUSAGE_SELF) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _against_tex(root: Path, edition: str, ours: tuple[float, float]) -> bool:
    """Set the same by TeX, where it is; tell whether a ratio is below what it must be."""
    engines = [each for each in ENGINES if shutil.which(each) and shutil.which("latexmk")]
    if not engines:
        _say("no TeX on this machine: figures alone, no ratios")
    failed = False
    for engine in engines:
        for number, (what, least) in enumerate(zip((ISSUE, "2020"), ENGINES[engine], strict=True)):
            cpu = _tex(root, edition, engine, what)
            ratio = cpu / ours[number]
            failed |= ratio < least
            _say(f"{engine}, {what}: {cpu:.1f} s CPU, {ratio:.0f} times ours (at least {least})")
    return failed


def _tex(root: Path, edition: str, engine: str, what: str) -> float:
    """Give the CPU seconds that the engine takes for what Sphinx's latex builder wrote."""
    folder = root / "build/tex" / engine / what
    wanted = f"reports/{what}" if what == ISSUE else "index"
    conf = root / "build/tex" / "conf"
    conf.mkdir(parents=True, exist_ok=True)
    text = (
        "extensions = ['editions.sphinxext']\n"
        f"latex_engine = '{engine}'\nlanguage = '{edition}'\n"
        f"latex_documents = [('{wanted}', 'bench.tex', 'Bench', '', 'manual', False)]\n"
        "from docutils.writers.latex2e import Babel\n"
        "Babel.language_codes['be'] = 'belarusian'\n"
    )
    (conf / "conf.py").write_text(text, encoding="utf-8")
    locales = f"locale_dirs={root / 'build/locale'}"
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-b", "latex", "-c", str(conf)]
    settings = ["-D", locales, "-D", f"editions_root={root}"]
    subprocess.run([*sphinx, *settings, str(root / "docs"), str(folder)], check=True)
    before = _cpu(resource.RUSAGE_CHILDREN)
    # Forced past what it takes for an error: xindy knows no Belarusian.
    command = ["make", "all-pdf", "LATEXMKOPTS=-f -interaction=nonstopmode"]
    subprocess.run(command, cwd=folder, check=False, capture_output=True)
    if not (folder / "bench.pdf").is_file():
        said = (folder / "bench.log").read_text("utf-8", errors="replace")
        error = re.search(r"^! .*", said, re.MULTILINE)
        raise SystemExit(f"{engine} made no PDF: {error[0] if error else 'see its log'}")
    return _cpu(resource.RUSAGE_CHILDREN) - before


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if "--one" in sys.argv:
        at, language, what = sys.argv[2:]
        _one(Path(at), language, what)
    elif "--again" in sys.argv:
        _set_again([Path(each) for each in sys.argv[2:]])
    else:
        main()
