"""What a page's template is given: all that Sphinx promises, where a publication asks for it."""

from __future__ import annotations

from pathlib import Path

from editions import config
from editions.names.gazetteer import gazetteer_path, load
from editions.process import Job, run_sphinx
from editions.site.gazetteer_page import register
from tests.conftest import DECEMBER

SETTINGS = '[tool.editions]\ntitle = "{}"\npublisher = ""\neditions = ["en"]\n'
TEMPLATE = (
    '{%- extends "!page.html" -%}\n'
    "{%- block body %}<p>{{ title }}: {{ prev.title }}</p>{{ toc }}{% endblock -%}\n"
)


def test_a_template_of_its_own_has_contents_and_neighbours(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "_templates").mkdir(parents=True)
    (docs / "_templates" / "page.html").write_text(TEMPLATE, "utf-8")
    (tmp_path / "conf.py").write_text('templates_path = ["docs/_templates"]\n', "utf-8")
    (tmp_path / "pyproject.toml").write_text(SETTINGS.format("T"), "utf-8")
    (docs / "index.rst").write_text("T\n=\n\n.. toctree::\n\n   one\n   two\n", "utf-8")
    (docs / "one.rst").write_text("One\n===\n\nText.\n", "utf-8")
    (docs / "two.rst").write_text("Two\n===\n\nPart\n----\n\nText.\n", "utf-8")
    job = Job("en", tmp_path / "trees", {"html": tmp_path / "html"}, run_conf=True)
    assert run_sphinx(config.load(tmp_path), job).problems == ()
    page = (tmp_path / "html" / "two.html").read_text("utf-8")
    assert "<p>Two: One</p>" in page
    assert 'href="#part">Part</a>' in page


def test_settings_are_read_again_when_they_have_changed(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    for title in ("T", "U", "T"):
        path.write_text(SETTINGS.format(title), "utf-8")
        assert config.load(tmp_path).title == title


def test_a_register_has_the_rows_that_are_judged() -> None:
    publication = config.load(DECEMBER)
    judged, _problems = load(gazetteer_path(publication), publication.root)
    assert list(register(publication).by_id.items()) == list(judged.by_id.items())
