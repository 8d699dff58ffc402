"""Who adds a person to the register need not think of the surname: it is found alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECEMBER, Run

Root = Callable[[str], Path]
Call = Callable[..., Run]

TEXTS = {
    "be": "Учора Зымянковіч сустрэўся з Зымянковічам.",
    "ru": "Вчера Зымянкович встретился с Зымянковичем.",
    "en": "Yesterday Zymiankovič met the press.",
}


@pytest.mark.parametrize("variants", [(), ("--variants", "Зымянковіч|Зымянкович")])
def test_the_surname_of_a_new_person_is_found(
    root: Root, editions: Call, variants: tuple[str, ...]
) -> None:
    folder = root("trilingual")
    register = folder / "locale/gazetteer.csv"
    register.write_bytes((DECEMBER / "locale/gazetteer.csv").read_bytes())
    names = (
        *("--kind", "person", "--be", "Ясь Зымянковіч", "--ru", "Ясь Зымянкович"),
        *("--en", "Jaś Zymiankovič", "--reason", "own choice"),
    )
    assert editions(folder, "names", "add", "p-zymiankovic", *names, *variants).code == 0
    for language, text in TEXTS.items():
        command = ["-C", str(folder), "names", "find", "--language", language, "--format", "json"]
        found = subprocess.run(
            [sys.executable, "-m", "editions", *command, "-"],
            input=text, capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        ids = [each["id"] for each in json.loads(found.stdout)]
        assert ids == ["p-zymiankovic"] * text.count("Зымянков" if language != "en" else "Zym")
