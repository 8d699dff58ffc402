"""What `check` answers, recalled if nothing has changed since it was asked the same.

The checks are imported only where something has to be judged: that alone takes half a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from editions.config import Publication
from editions.problems import Problem
from editions.recall import Recall


def problems(
    publication: Publication,
    *,
    editions: Iterable[str] = (),
    paths: Iterable[Path] = (),
    recall: Recall | None = None,
) -> list[Problem]:
    """Give what `editions.judging.problems` gives, with its arguments, order and errors.

    Beside it stands, as infos, what of the store was damaged and made again.
    """
    recall = recall or Recall(publication)
    languages, places = tuple(editions), tuple(path.resolve() for path in paths)

    def judged() -> list[Any]:
        from editions import judging  # noqa: PLC0415 - see above

        found = judging.problems(publication, editions=languages, paths=places, recall=recall)
        return [each.as_dict() for each in found]

    root = publication.root.resolve()
    asked = [place.relative_to(root) if place.is_relative_to(root) else place for place in places]
    question = [sorted(set(languages)), sorted(map(str, asked))]
    told = recall.whole("problems", question, judged)
    return [*map(Problem.from_dict, told), *recall.damaged()]
