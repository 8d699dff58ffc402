"""What other people's tools made of a catalogue: files they saved, one text typed in each.

Poedit 3.2.2, gtranslator 42.0 and Lokalize 22.12.3 by hand; the others as `make tools-trial`
runs them: Emacs 28 with po-mode 0.21, OmegaT 3.6 (console), msgcat 0.21.
"""

from __future__ import annotations

import difflib
import subprocess
from pathlib import Path

import pytest

from editions.catalogue.clean import cleaned, identities
from tests.catalogue.head import HEAD

SAVED = Path(__file__).parent / "data" / "saved"
TYPED = ['-msgstr ""', '+msgstr "Nehta"']
FLAGS = "-#, ignore-fact-date, ignore-name-repeat"
EMPTIED = [
    *("-#, fuzzy", '-msgstr "Кіроўцы не бачылі рэек у снезе."', '+msgstr ""'),
    *("-#, fuzzy", '-msgstr "Прапанова памяці."', '+msgstr ""'),
]
TOOLS = {
    "emacs": TYPED,
    "lokalize": TYPED,
    "poedit": [FLAGS, *TYPED],
    "gtranslator": [FLAGS, *TYPED],
    "msgcat": [FLAGS, *TYPED],
    "omegat": [*EMPTIED, *TYPED],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_of_what_a_tool_saved_only_the_work_is_left(tool: str) -> None:
    before = (SAVED / "before.po").read_bytes()
    assert cleaned(before) == before
    after = cleaned((SAVED / f"{tool}.po").read_bytes())
    old, new = before.decode().splitlines(), after.decode().splitlines()
    changed = [line for line in difflib.unified_diff(old, new, n=0) if line[0] in "+-"]
    assert changed[2:] == TOOLS[tool]
    assert after.decode().startswith(HEAD)
    assert identities(after.decode()) == []


@pytest.mark.parametrize("tool", ["before", *TOOLS])
def test_gettext_finds_nothing_wrong_with_it(tool: str, tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(cleaned((SAVED / f"{tool}.po").read_bytes()))
    command = ["msgfmt", "-c", "-o", "x.mo", path.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
