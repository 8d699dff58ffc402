"""What is published is what a build has written, nothing else; and it says when it is whole."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Collection
from pathlib import Path

import pytest
from tests.conftest import tree as files_of

from editions.files import portable_name_fault
from editions.problems import UsageError
from editions.site import sums
from editions.site.tree import Tree, load_manifest, manifest_path
from editions.site.verify import verify

FILES = {"be/index.html": "index", "be/reports/2021-01.html": "reports/2021-01", "index.html": "x"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "build" / "site"
    publish(folder)
    return folder


def publish(
    site: Path,
    files: dict[str, str] = FILES,
    *,
    text: str = "text",
    withheld: Collection[str] = (),
) -> list[str]:
    """Publish files as a build does; give what it says."""
    said: list[str] = []
    tree = Tree(site, say=said.append)
    tree.withhold(withheld)
    for name, source in files.items():
        tree.write(name, f"{text} of {name}".encode(), source)
    assert tree.finish(summed=True) == []
    return said


def entries(site: Path) -> dict[str, dict[str, object]]:
    told = json.loads((site.parent / "manifest.json").read_text("utf-8"))
    assert told["whole"] is True
    files: dict[str, dict[str, object]] = told["files"]
    return files


def test_the_manifest_names_every_file_and_what_it_came_from(site: Path) -> None:
    found = entries(site)
    assert set(found) == {*FILES, sums.NAME}
    assert found["be/reports/2021-01.html"]["from"] == ["reports/2021-01"]
    assert verify(site) == []


def test_a_second_build_touches_nothing(site: Path) -> None:
    def stamps() -> dict[Path, int]:
        return {path: path.stat().st_ctime_ns for path in site.parent.rglob("*")}

    before = stamps()
    publish(site)
    assert stamps() == before


def test_what_is_not_published_any_more_is_withdrawn_and_named(site: Path) -> None:
    (site / "be/old/deep").mkdir(parents=True)
    (site / "be/old/deep/face.png").write_bytes(b"x")
    (site / "away").symlink_to("/")
    (site / ".DS_Store").write_bytes(b"x")
    gone = FILES | {}
    del gone["be/reports/2021-01.html"]
    assert publish(site, gone) == [
        "withdrawn: .DS_Store",
        "withdrawn: away",
        "withdrawn: be/old/deep/face.png",
        "withdrawn: be/reports/2021-01.html",
    ]
    assert sorted(path.name for path in (site / "be").iterdir()) == ["index.html"]
    assert verify(site) == []


def test_nothing_is_written_through_a_link(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (site / "be/index.html").unlink()
    (site / "be/reports/2021-01.html").unlink()
    (site / "be/reports").rmdir()
    (site / "be").rmdir()
    (site / "be").symlink_to(outside)
    (site / "index.html").unlink()
    (site / "index.html").mkdir()
    assert set(publish(site)) == {"withdrawn: be", "withdrawn: index.html"}
    assert list(outside.iterdir()) == []
    assert verify(site) == []


def test_a_folder_with_files_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/snow.jpg").write_bytes(b"x")
    with pytest.raises(UsageError, match="no build has written"):
        Tree(tmp_path / "photos")
    assert (tmp_path / "photos/snow.jpg").is_file()


def test_the_site_of_a_version_without_manifests_is_taken_over(site: Path) -> None:
    (site.parent / "manifest.json").unlink()
    (site / "_headers").write_text("/*\n", "utf-8")
    (site / "be/left.html").write_text("x", "utf-8")
    assert publish(site) == ["withdrawn: _headers", "withdrawn: be/left.html"]


def test_two_sites_side_by_side_have_a_manifest_each(site: Path) -> None:
    publish(site.with_name("mirror"))
    assert manifest_path(site).name == "manifest.json"
    assert manifest_path(site.with_name("mirror")).name == "mirror.manifest.json"
    assert publish(site) == publish(site.with_name("mirror")) == []


def test_a_manifest_of_somebody_else_s_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "an app"}', "utf-8")
    publish(tmp_path / "site")
    assert (tmp_path / "manifest.json").read_text("utf-8") == '{"name": "an app"}'
    assert load_manifest(tmp_path / "site")


def test_what_a_build_does_not_make_stays_if_a_build_has_made_it(site: Path) -> None:
    (site / "be/stray.html").write_text("x", "utf-8")
    (site / "be/index.html").write_text("by hand", "utf-8")
    tree = Tree(site)
    tree.write("index.html", b"new", "x")
    tree.keep(lambda name: name.startswith("be/"))
    problems = tree.finish(summed=True)
    assert [problem.location.path for problem in problems] == ["site/be/index.html"]
    assert set(files_of(site)) == {*FILES, sums.NAME}
    assert entries(site)["be/reports/2021-01.html"]["from"] == ["reports/2021-01"]


def test_a_site_in_the_middle_of_a_change_does_not_pass_for_whole(site: Path) -> None:
    for name in sums.SIGNATURES:
        (site / name).write_text("signed", "utf-8")
    tree = Tree(site)
    tree.write("index.html", b"new", "x")
    # Here the run is killed.
    assert not any((site / name).exists() for name in sums.ABOUT)
    found = [problem.location.path for problem in verify(site)]
    assert found == [f"{site}/{sums.NAME}", f"{site}/index.html"]
    assert Tree(site).interrupted
    # The next one makes the same as before: the signature holds again.
    assert publish(site) == []
    assert all((site / name).read_text("utf-8") == "signed" for name in sums.SIGNATURES)
    assert sorted(path.name for path in site.parent.iterdir()) == ["manifest.json", "site"]


def test_a_signature_of_other_sums_goes(site: Path) -> None:
    (site / f"{sums.NAME}.sig").write_text("signed", "utf-8")
    assert publish(site, text="new text") == [f"withdrawn: {sums.NAME}.sig"]


def test_what_was_published_by_half_is_not_called_whole(site: Path) -> None:
    tree = Tree(site)
    tree.write("index.html", b"new", "x")
    tree.spoil()
    tree.keep(lambda _name: True)
    tree.finish(summed=True)
    assert not (site / sums.NAME).exists()
    assert Tree(site).interrupted


def test_files_of_a_faulty_document_are_kept(site: Path) -> None:
    before = files_of(site)
    faulty = ["reports/2021-01"]
    assert publish(site, text="a stand-in", withheld=faulty) == []
    after = files_of(site)
    assert after["be/reports/2021-01.html"] == before["be/reports/2021-01.html"]
    assert after["be/index.html"] != before["be/index.html"]
    assert entries(site)["be/reports/2021-01.html"]["kept"] is True
    # Made not at all, it stays as well.
    assert publish(site, {"index.html": "x"}, withheld=faulty) == ["withdrawn: be/index.html"]
    assert "be/reports/2021-01.html" in files_of(site)
    publish(site, text="mended")
    assert "kept" not in entries(site)["be/reports/2021-01.html"]


def test_a_stand_in_is_not_kept(tmp_path: Path) -> None:
    site = tmp_path / "site"
    faulty = ["reports/2021-01"]
    publish(site, text="a stand-in", withheld=faulty)
    publish(site, text="another one", withheld=faulty)
    assert files_of(site)["be/reports/2021-01.html"].startswith(b"another one")


def test_a_server_can_read_the_site_whatever_the_umask_is(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(tmp_path / "some" / "site")
    finally:
        os.umask(before)
    for path in [tmp_path / "some" / "site", *(tmp_path / "some" / "site").rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o755 if path.is_dir() else 0o644), path


@pytest.mark.parametrize(
    ("names", "where", "why"),
    [
        (["be/reports/a:b.html"], "docs/reports/a:b.rst", "refuse ':'"),
        (["be/nul.html"], "docs/nul.rst", "keeps 'nul.html'"),
        (["be/dot./x.html"], "docs/dot./x.rst", "last sign"),
        (["be/About.html", "be/about.html"], "docs/about.rst", "one name"),
        (["be/notes/x.html", "be/Notes/y.html"], "docs/notes/x.rst", "one name"),
        (["be/ўзор.html", "be/у\u0306зор.html"], "docs/ўзор.rst", "one name"),
        (["be/" + "long/" * 50 + "x.html"], "docs/" + "long/" * 50 + "x.rst", "200 signs"),
    ],
)
def test_names_must_be_fit_for_every_system(
    tmp_path: Path, names: list[str], where: str, why: str
) -> None:
    tree = Tree(tmp_path / "site")
    for name in names:
        source = name.removeprefix("be/").removesuffix(".html")
        tree.write(name, b"text", source)
        tree.write(name.replace("be/", "ru/"), b"text", source)
    problems = tree.finish(summed=True)
    assert {problem.location.path for problem in problems} == {where}
    assert all(why in problem.message for problem in problems)


@pytest.mark.parametrize("name", ["be/Пра нас.html", "be/console.html", ".well-known/x", "a.b.c"])
def test_usual_names_are_fit(name: str) -> None:
    assert portable_name_fault(name) is None
