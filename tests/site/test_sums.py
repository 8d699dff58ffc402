from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from editions.site import sums
from editions.site.tree import Tree


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "be").mkdir(parents=True)
    for name in ("index.html", "be/index.html", "be-2.txt", "_headers", ".hidden"):
        (folder / name).write_text(name, "utf-8")
    return folder


def run(*command: str, cwd: Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, input=given
    )


def test_the_sums_of_the_report_are_right_and_whole(site: Path) -> None:
    program = shutil.which("sha256sum")
    assert program
    done = run(program, "--check", "--strict", "--quiet", sums.NAME, cwd=site)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    listed = [line[66:] for line in (site / sums.NAME).read_text("utf-8").splitlines()]
    assert listed == sorted(listed)
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert set(listed) == there - {"_headers", sums.NAME}


def publish(folder: Path, *, text: str = "index.html") -> Tree:
    """Publish the small site as a build does."""
    tree = Tree(folder, ours=True)
    for name in ("index.html", "be/index.html", "be-2.txt", "_headers"):
        tree.write(name, (text if name == "index.html" else name).encode(), "site")
    assert tree.finish(summed=True) == []
    return tree


def stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.parent.rglob("*")}


def test_what_no_reader_can_fetch_has_no_sum(small: Path) -> None:
    publish(small)
    listed = [line[66:] for line in (small / sums.NAME).read_text("utf-8").splitlines()]
    assert listed == ["be-2.txt", "be/index.html", "index.html"]
    before = stamps(small)
    publish(small)
    assert stamps(small) == before


def test_a_signature_stays_with_the_sums_it_signs(small: Path) -> None:
    publish(small)
    for name in sums.SIGNATURES:
        (small / name).write_text("signed", "utf-8")
    publish(small)
    # A file that was spoilt and is mended gives the same sums as before.
    (small / "index.html").write_text("spoilt", "utf-8")
    publish(small)
    assert [(small / name).read_text("utf-8") for name in sums.SIGNATURES] == ["signed"] * 2
    publish(small, text="corrected")
    assert not any((small / name).exists() for name in sums.SIGNATURES)
    assert sorted(path.name for path in small.parent.iterdir()) == ["manifest.json", "site"]


def test_the_handbook_s_way_of_signing_works(small: Path, tmp_path: Path) -> None:
    keygen = shutil.which("ssh-keygen")
    assert keygen
    publish(small)
    key = tmp_path / "key"
    run(keygen, "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key), cwd=tmp_path)
    done = run(keygen, "-Y", "sign", "-f", str(key), "-n", "file", sums.NAME, cwd=small)
    assert done.returncode == 0, done.stderr
    public = key.with_suffix(".pub").read_text("utf-8").strip()
    (tmp_path / "signers").write_text(f"publisher {public}\n", "utf-8")

    def verified() -> int:
        return run(
            keygen, "-Y", "verify", "-f", str(tmp_path / "signers"), "-I", "publisher",
            "-n", "file", "-s", f"{sums.NAME}.sig",
            cwd=small, given=(small / sums.NAME).read_text("utf-8"),
        ).returncode  # fmt: skip

    assert verified() == 0
    (small / sums.NAME).write_text("0" * 64 + "  index.html\n", "utf-8")
    assert verified() != 0


def test_a_signature_stands_until_a_new_one_is_made(tmp_path: Path) -> None:
    keygen, make = shutil.which("ssh-keygen"), shutil.which("make")
    assert keygen
    assert make
    site = tmp_path / "build" / "site"
    site.mkdir(parents=True)
    (site / sums.NAME).write_text("0" * 64 + "  index.html\n", "utf-8")
    signature = site / f"{sums.NAME}.sig"
    signature.write_text("the old one", "utf-8")
    makefile = Path(__file__).parents[2] / "Makefile"

    def sign(*key: str) -> subprocess.CompletedProcess[str]:
        return run(make, "-f", str(makefile), "sign", *key, cwd=tmp_path)

    (tmp_path / "no-key").write_text("no key at all", "utf-8")
    for wrong in ([], ["KEY=nowhere"], ["KEY=no-key"]):
        assert sign(*wrong).returncode != 0
        assert signature.read_text("utf-8") == "the old one"
        assert sorted(path.name for path in site.parent.iterdir()) == ["site"]
    run(keygen, "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "key", cwd=tmp_path)
    done = sign("KEY=key")
    assert done.returncode == 0, done.stderr
    assert signature.read_text("utf-8").startswith("-----BEGIN SSH SIGNATURE-----")
    assert sorted(path.name for path in site.parent.iterdir()) == ["site"]
