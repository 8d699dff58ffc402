"""What the verbs say: progress on standard error, problems on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from editions import printable
from editions.problems import Problem


def say(line: str) -> None:
    """Print one line of progress or talk to standard error."""
    print(printable.line(line), file=sys.stderr, flush=True)


def put(text: str) -> None:
    """Print JSON; what an output cannot take, or would obey, as JSON itself spells it."""
    text = printable.json(text)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(json.loads(text), indent=1)
    print(text)


def show(problems: Sequence[Problem], *, as_json: bool = False) -> None:
    """Print problems to standard output, one a line or as one JSON array."""
    if as_json:
        found = [problem.as_dict() for problem in problems]
        put(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for problem in problems:
        print(problem)
