"""One judgement: every verb knows what only Sphinx can tell, says it once and remembers it."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from editions import config, judging, process, reading
from tests.conftest import ROOTS, Run
from tests.field.test_pictures import dot, drawing
from tests.test_outgoing import docx

Call = Callable[..., Run]

FAULTY = {
    ".. include:: ../../../secret.txt": "outside",
    ".. raw:: html\n\n   <b>x</b>": "outside",
    ".. nosuch:: a": "sphinx",
    "See |undefined|.": "docutils",
    "See `nowhere`_.": "docutils",
    ".. image:: missing.png\n   :alt: a": "picture",
    ".. image:: http://a.example/b.png\n   :alt: a": "picture",
}


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication in two languages; each test leaves its documents as it finds them."""
    folder = tmp_path_factory.mktemp("judged") / "notes"
    shutil.copytree(ROOTS / "trilingual", folder)
    settings = folder / "pyproject.toml"
    text = settings.read_text("utf-8").replace('["be", "ru", "en"]', '["be", "en"]')
    settings.write_text(text, "utf-8")
    return folder


def errors_of(run: Run) -> list[str]:
    return sorted(line for line in run.out.splitlines() if line.startswith("docs/"))


def test_every_verb_says_the_same_of_a_document_once(notes: Path, editions: Call) -> None:
    report = notes / "docs/reports/2021-01.rst"
    sound = report.read_text("utf-8")
    report.write_text("\n\n".join([sound, *FAULTY]) + "\n", encoding="utf-8")

    told = errors_of(editions(notes, "check"))
    assert [line.split(": ")[1].split()[1] for line in told].count("outside") == 2
    assert len(told) == len(FAULTY), told
    assert errors_of(editions(notes, "freeze", "2021-01")) == told
    assert errors_of(editions(notes, "update")) == told
    assert "withheld until it is mended" in editions(notes, "status").out
    done = editions(notes, "build", "--format", "html")
    assert (done.code, errors_of(done)) == (1, told)
    report.write_text(sound, encoding="utf-8")
    assert editions(notes, "check").code == 0


def test_what_is_unchanged_is_not_read_again(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publication = config.load(notes)
    part = notes / "docs/reports/_part.rst"
    report = notes / "docs/reports/2021-01.rst"
    sound = report.read_text("utf-8")
    part.write_text("It snowed.\n", encoding="utf-8")
    report.write_text(f"{sound}\n.. include:: _part.rst\n", encoding="utf-8")
    asked: list[tuple[str, ...]] = []
    run = process.run_sphinx

    def counted(publication: config.Publication, job: process.Job) -> process.Outcome:
        asked.append(job.again)
        return run(publication, job)

    monkeypatch.setattr(reading, "run_sphinx", counted)
    assert reading.faults(publication) == {}
    asked.clear()
    assert reading.faults(publication) == {}
    assert asked == []
    part.write_text("It |snowed|.\n", encoding="utf-8")
    (problem,) = reading.faults(publication)["reports/2021-01"]
    assert str(problem.location) == "docs/reports/_part.rst:1"
    assert asked == [("reports/2021-01",)]
    assert reading.faults(publication)["reports/2021-01"] == (problem,)
    assert "reports/2021-01" in judging.withheld(judging.judge(publication))
    assert len(asked) == 1
    report.write_text(sound, encoding="utf-8")
    part.unlink()
    assert reading.faults(publication) == {}


def test_a_mended_picture_renews_the_judgement(notes: Path) -> None:
    publication = config.load(notes)
    report, face = notes / "docs/reports/2021-01.rst", notes / "docs/reports/face.png"
    sound = report.read_text("utf-8")
    report.write_text(f"{sound}\n.. image:: face.png\n   :alt: a\n", encoding="utf-8")
    for data, wrong in ((None, True), (dot(), False), (dot()[:-30], True), (dot(), False)):
        if data is not None:
            face.write_bytes(data)
        withheld = judging.withheld(judging.judge(publication))
        assert ("reports/2021-01" in withheld) is wrong
    report.write_text(sound, encoding="utf-8")
    face.unlink()


def test_bad_pictures_cost_their_document_alone(notes: Path, editions: Call) -> None:
    folder = notes / "docs/reports"
    report = folder / "2021-01.rst"
    sound = report.read_text("utf-8")
    bad = {
        "calls.svg": drawing('<image href="http://track.example/t.png"/>'),
        "half.png": dot()[:-30],
        "huge.png": dot(60_000),
    }
    names = [*bad, "missing.png"]
    for name, data in bad.items():
        (folder / name).write_bytes(data)
    shows = "".join(f"\n.. image:: {name}\n   :alt: a\n" for name in names)
    report.write_text(sound + shows, encoding="utf-8")
    done = editions(notes, "build", "--format", "html")
    assert done.code == 1
    told = errors_of(done)
    assert len(told) == len(names), told
    first = len(sound.splitlines()) + 2
    for at, name in enumerate(names):
        where = f"docs/reports/2021-01.rst:{first + 3 * at}: error picture: "
        assert any(line.startswith(where) and f"'{name}'" in line for line in told)
    for language in ("be", "en"):
        site = notes / "build/site" / language
        assert (site / "reports/2021-02.html").is_file()
        page = (site / "reports/2021-01.html").read_text("utf-8")
        assert not [name for name in names if name in page]
        assert not [name for name in names if (site / "_images" / name).exists()]
    report.write_text(sound, encoding="utf-8")
    for name in bad:
        (folder / name).unlink()


def test_a_download_that_must_not_leave_costs_its_document_alone(
    notes: Path, editions: Call
) -> None:
    report, letter = notes / "docs/reports/2021-01.rst", notes / "docs/reports/letter.docx"
    sound = report.read_text("utf-8")
    letter.write_bytes(docx())
    report.write_text(f"{sound}\n:download:`a letter <letter.docx>`\n", encoding="utf-8")
    done = editions(notes, "build", "--format", "html")
    assert done.code == 1
    (line,) = errors_of(done)
    place = f"docs/reports/2021-01.rst:{len(sound.splitlines()) + 2}: error document: "
    assert line.startswith(f"{place}'letter.docx' is not published")
    for language in ("be", "en"):
        assert (notes / f"build/site/{language}/reports/2021-02.html").is_file()
    report.write_text(sound, encoding="utf-8")
    letter.unlink()


def test_names_that_not_every_system_bears_are_told(notes: Path) -> None:
    folder = notes / "docs/about"
    names = ["aux.rst", unicodedata.normalize("NFD", "й.rst"), "й.rst", "METHOD.rst"]
    for name in names:
        (folder / name).write_text(":orphan:\n\nNotes\n=====\n\nSnow.\n", encoding="utf-8")
    found = judging.judge(config.load(notes))
    wrong = {name for name, told in found.items() if any(each.id == "file-name" for each in told)}
    assert "about/aux" in wrong
    assert "about/method" in wrong  # the second of the two, as they are sorted
    assert len(wrong) == 3
    for name in names:
        (folder / name).unlink()
    assert not judging.withheld(judging.judge(config.load(notes)))
