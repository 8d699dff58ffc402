"""Catalogues over each limit: the text, the line that is told, and words of the sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from editions import limits

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: be\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
)
GOOD = '\nmsgid "Roads"\nmsgstr "Дарогі"\n'
MANY = 10_000_000
TRACE = "a@a.example /home/user "


@dataclass(frozen=True, slots=True)
class Over:
    """A catalogue that is over a limit; `line` is None where counting it by hand says nothing."""

    text: Callable[[], str]
    line: int | None
    says: str


def message(number: int, text: str) -> str:
    return f'\nmsgid "message {number}"\nmsgstr {text}\n'


def wrapped(size: int) -> str:
    return '""\n' + f'"{"слова " * 12}"\n' * (size // 132)


CATALOGUES = {
    "fields": Over(
        lambda: HEAD + "".join(f'"X-{n}: a@a.example\\n"\n' for n in range(200_000)) + GOOD,
        203,
        "over 200 fields",
    ),
    "a field": Over(lambda: f'{HEAD}"X-Foo: {"x" * MANY}\\n"\n{GOOD}', 6, "line has over 100 kB"),
    "a wrapped field": Over(
        lambda: HEAD + '"X-Foo: "\n' + wrapped(MANY).partition("\n")[2] + GOOD, 2, "text has over"
    ),
    "a comment": Over(lambda: f"{HEAD}{GOOD}\n# {'x' * MANY}\n", 10, "line has over 100 kB"),
    "a comment of many lines": Over(
        lambda: HEAD + "\n" + f"# {TRACE * 10}\n" * (MANY // 203) + GOOD, 7, "comment has over"
    ),
    "a translation": Over(
        lambda: HEAD + GOOD + message(1, f'"{"x" * MANY}"'), 11, "line has over 100 kB"
    ),
    "a wrapped translation": Over(
        lambda: HEAD + GOOD + message(1, wrapped(MANY)), 11, "text has over 100 kB"
    ),
    "long translations": Over(
        lambda: HEAD + GOOD + "".join(message(n, wrapped(90_000)) for n in range(100)),
        None,
        "characters have over 1000000 together",
    ),
    "messages": Over(
        lambda: HEAD + GOOD + "".join(message(n, '"слова"') for n in range(100_000)),
        9 + 3 * limits.MESSAGES - 2,
        "over 20000 messages",
    ),
    "lines": Over(lambda: HEAD + GOOD + "\n" * MANY, 500_001, "over 500000 lines"),
    "a damaged line": Over(lambda: "x" * MANY, 1, "line has over 100 kB"),
    "the end": Over(
        lambda: (
            HEAD
            + "".join(message(n, wrapped(400)) for n in range(15_000))
            + f"# {'x' * limits.LINE}\n"
        ),
        None,
        "line has over 100 kB",
    ),
}
