"""The tiny publication tests/roots/site-small, built once, and a real browser to read it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from playwright.sync_api import Browser, Page

from editions import config
from editions.process import Job, run_sphinx
from editions.site import chooser, read_facts
from editions.site.chooser import nowhere
from editions.site.digests import Digests
from editions.site.landing import landing
from editions.site.parallel import parallel
from editions.site.published import PUBLISHED, load

ROOT = Path(__file__).parent.parent / "roots" / "site-small"


def build_small(root: Path) -> Path:
    """Build the three HTML editions and the root pages of `root`; give the site's folder."""
    publication = config.load(root)
    site, found, kept = root / "build" / "site", [], {}
    for language in publication.languages:
        catalogues = root / "build" / "locale"
        messages = Path(language) / "LC_MESSAGES"
        for path in (root / "locale" / messages).rglob("*.po"):
            target = catalogues / messages / path.relative_to(root / "locale" / messages)
            target.parent.mkdir(parents=True, exist_ok=True)
            polib.pofile(str(path)).save_as_mofile(str(target.with_suffix(".mo")))
        doctrees = root / "build" / "doctrees" / language
        html = {"html": site / language}
        job = Job(language, doctrees, html, catalogues=catalogues, run_conf=True)
        assert run_sphinx(publication, job).problems == ()
        found.append(read_facts(doctrees / "facts.json"))
        kept[language] = doctrees
    published = {language: load(folder / PUBLISHED) for language, folder in kept.items()}
    digest = Digests().of
    made = [
        *parallel(publication, kept, published, there=lambda _name: False, digest=digest),
        *landing(publication, list(published.values()), there=lambda _name: False),
    ]
    above = chooser(publication, found) | nowhere(publication, found)
    for name, data in {**above, **{page.name: page.make() for page in made}}.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    return site


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the built site of the tiny publication; tests only read it."""
    root = tmp_path_factory.mktemp("pages") / "publication"
    shutil.copytree(ROOT, root)
    return build_small(root)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give an empty page whose script errors and refused loads fail the test."""
    context = browser.new_context()
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []
