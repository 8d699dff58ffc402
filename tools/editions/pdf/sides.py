"""One of the two languages of a pair: what the data of its edition become in their column."""

from __future__ import annotations

from typing import Any

from editions.pdf.walk import Content, Data, repeated

MARKS = frozenset({"mark", "ahead"})
"""The styles of what an edition says of its passages; here every cell speaks for itself."""

_IN_LINE = frozenset(
    {
        *("break", "emphasis", "language", "link", "literal", "math", "note", "note-again"),
        *("plain", "remark", "strong", "subscript", "superscript"),
    }
)


class Side:
    """A column: labels and pictures get the language's name before their own.

    Typst knows a label once only, and both columns stand in one file.
    """

    def __init__(self, data: Data, *, other: str) -> None:
        self.language: str = data["language"]
        self._missing: str = data["missing"]
        self._other = other
        self._notes = {each["id"]: each for each in objects(data) if each.get("type") == "note"}
        self._set_notes: set[str] = set()

    def label(self, identifier: str) -> str:
        """Give the label that a thing of this edition has in the pair."""
        return f"{self.language}-{identifier}"

    def file(self, name: str) -> str:
        """Give the name that a picture of this edition has in the pair."""
        return f"{self.language}-{name}"

    def read(self, content: Content) -> Content:
        """Give a copy as `shown`; what stands in the column is to be read in order.

        A note whose first call was in what is not translated is set at the next one.
        """
        found: Content = self.shown(content)
        for each in objects(found):
            if each.get("type") not in {"note", "note-again"} or each["id"] in self._set_notes:
                continue
            self._set_notes.add(each["id"])
            if each["type"] == "note-again":
                note = self._notes[each["id"].removeprefix(f"{self.language}-")]
                each |= {"type": "note", "content": self.read(note["content"])}
        return found

    def shown(self, value: Any) -> Any:
        """Give a copy of data as they stand in the column.

        What is not translated becomes a statement in the column's language.
        """
        if isinstance(value, list):
            row: list[Any] = []
            for item in value:
                found = self._part(item) if _is_node(item) else [self.shown(item)]
                # What is said of several passages in a row is said once.
                row += found if found != row[-1:] or not _is_said(found) else []
            return row
        if isinstance(value, dict):
            return {name: self._named(name, each) for name, each in value.items()}
        return value

    def absent(self) -> Content:
        """Give what a cell says where the edition has no such passage at all."""
        return [_statement([self._missing])]

    def said(self, said: Data) -> Content:
        """Give what is said of a passage, as a link to its source unless that stands beside it."""
        if said["url"] and said["language"] != self._other:
            return [{"type": "link", "url": said["url"], "content": [said["text"]]}]
        return [said["text"]]

    def _part(self, part: Data) -> Content:
        if part.get("style") in MARKS or part["type"] == "remark":
            return []
        if part["type"] == "heading":
            return [self._heading(part)]
        if "said" in part:
            return self._spoken_of(part)
        kept = dict(part)
        if part["type"] == "paragraph":
            kept.pop("number", None)  # both columns share it
        return [{name: self._named(name, each) for name, each in kept.items()}]

    def _heading(self, part: Data) -> Data:
        said = part.get("said")
        kept = {name: part[name] for name in ("type", "level", "id", "content", "words")}
        heading = {name: self._named(name, each) for name, each in kept.items()}
        if said:
            remark: Data = {"type": "remark", "content": self.said(said)}
            if said["missing"]:
                heading["content"] = [*_anchors(heading["content"]), remark]
                heading["words"] = repeated(remark["content"])
            else:
                heading["content"] = [*heading["content"], " ", remark]
        return heading

    def _spoken_of(self, part: Data) -> Content:
        """Give a passage of which something is said, or only that if it is not translated."""
        said, passage = self.said(part["said"]), self.shown(part["content"])
        in_line = all(isinstance(each, str) or each["type"] in _IN_LINE for each in _inner(passage))
        if part["said"]["missing"]:
            anchors: Content = [{"type": "anchor", "id": each} for each in own_ids(passage)]
            if in_line:
                return [*anchors, {"type": "remark", "content": said}]
            return [_statement([*anchors, *said])]
        if in_line:
            return [*passage, " ", {"type": "remark", "content": said}]
        return [*passage, _statement(said)]

    def _named(self, name: str, value: Any) -> Any:
        if name in {"id", "to"} and isinstance(value, str):
            return self.label(value)
        if name == "file":
            return self.file(value)
        return self.shown(value)


def own_ids(content: Content) -> list[str]:
    """Give the addresses of a block itself, not of what is within it."""
    found = []
    for part in content:
        if isinstance(part, dict):
            if "id" in part and part["type"] not in {"note", "note-again"}:
                found.append(part["id"])
            elif part["type"] in {"language", "plain"}:
                found += own_ids(part["content"])
    return found


def objects(value: Any) -> list[Data]:
    """Give every object in data, an outer one before what is in it."""
    if isinstance(value, dict):
        return [value, *(item for each in value.values() for item in objects(each))]
    if isinstance(value, list):
        return [item for each in value for item in objects(each)]
    return []


def _is_node(item: Any) -> bool:
    return isinstance(item, dict) and "type" in item


def _is_said(found: list[Any]) -> bool:
    return all(
        _is_node(part) and (part["type"] == "remark" or part.get("style") == "mark")
        for part in found
    )


def _inner(content: Content) -> Content:
    """Look through wrappers, which may hold blocks or words."""
    found: Content = []
    for part in content:
        wraps = isinstance(part, dict) and part["type"] in {"language", "plain"}
        found += _inner(part["content"]) if wraps and isinstance(part, dict) else [part]
    return [part for part in found if isinstance(part, str) or part["type"] != "anchor"]


def standing(content: Content) -> Content:
    """Make a paragraph of a remark that is all a cell has to say."""
    return [
        _statement(part["content"]) if isinstance(part, dict) and part["type"] == "remark" else part
        for part in content
    ]


def _statement(content: Content) -> Data:
    return {"type": "paragraph", "style": "mark", "content": content}


def _anchors(content: Content) -> Content:
    return [part for part in objects(content) if part.get("type") == "anchor"]
