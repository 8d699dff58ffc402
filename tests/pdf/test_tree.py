"""Doctree → data: what the whole builds do not show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from editions.pdf.tree import Tree, tree
from editions.pdf.walk import TreeError


class Alone:
    """A document without Sphinx."""

    def address(self, reference: nodes.Element) -> str | None:
        return str(reference.get("refuri")) or None

    def image(self, node: nodes.image) -> Path:
        return Path(node["uri"])

    def caption_number(self, node: nodes.Element) -> str:
        return "Fig. 1 "

    def equation_number(self, node: nodes.math_block) -> str:
        return str(node.get("number", ""))

    def download(self, node: nodes.Element) -> str | None:
        return str(node["refuri"]) if "refuri" in node else None


def read(text: str) -> Tree:
    settings = {"doctitle_xform": False, "report_level": 5, "input_encoding": "unicode"}
    document = publish_doctree(f"Title\n=====\n\n{text}", settings_overrides=settings)
    return tree(document, Alone())


def test_a_node_nobody_knows_is_an_error_with_its_line() -> None:
    with pytest.raises(TreeError, match="cannot set 'decoration'") as error:
        read("Words.\n\n.. header:: On every page\n")
    assert error.value.line is not None


def test_a_report_needs_a_title() -> None:
    with pytest.raises(TreeError, match="title"):
        tree(publish_doctree("Only words."), Alone())


def test_blanks_of_the_source_are_one_blank() -> None:
    assert read("One  two\nthree\u00a0four").body == [
        {"type": "paragraph", "content": ["One two three\u00a0four"]}
    ]


def test_the_blank_before_a_note_goes() -> None:
    (paragraph,) = read("Word [#]_ more.\n\n.. [#] Note.").body
    assert isinstance(paragraph, dict)
    word, note, more = paragraph["content"]
    assert (word, more) == ("Word", " more.")
    assert note["content"] == ["Note."]


def test_a_note_that_nobody_calls_stays_where_it_is() -> None:
    (note,) = read(".. [1] Lonely note.").body
    assert note == {"type": "labelled", "label": "[1]", "content": ["Lonely note."]}


def test_a_section_of_notes_alone_disappears() -> None:
    body = read("Word [1]_.\n\nNotes\n-----\n\n.. [1] Note.\n\nLater\n-----\n\nMore.").body
    assert [part["id"] for part in body if isinstance(part, dict) and "id" in part] == ["later"]


@pytest.mark.parametrize("heading", ["Kept [1]_\n---------", ".. rubric:: Kept [1]_"])
def test_a_heading_that_calls_a_note_stays_though_nothing_else_is_below(heading: str) -> None:
    body = read(f"{heading}\n\n.. [1] Note.\n\n").body
    assert "Kept" in json.dumps(body)
    assert "Note." in json.dumps(body)


def test_a_link_into_nowhere_is_text_and_a_remark() -> None:
    result = read("See `there <#p99>`__.")
    assert result.body == [
        {
            "type": "paragraph",
            "content": ["See ", {"type": "plain", "to": "p99", "content": ["there"]}, "."],
        }
    ]
    assert [remark.message for remark in result.remarks] == [
        "a link leads to 'p99', which is not here"
    ]


def test_a_passage_in_another_language_says_which() -> None:
    (passage,) = read(".. class:: language-ru\n\nСлова.").body
    assert passage == {
        "type": "language",
        "language": "ru",
        "content": [{"type": "paragraph", "content": ["Слова."]}],
    }


@pytest.mark.parametrize(
    ("given", "size"),
    [
        ("50%", {"share": 50.0}),
        ("100px", {"points": 75.0}),
        ("100", {"points": 75.0}),
        ("1in", {"points": 72.0}),
    ],
)
def test_sizes_of_images(given: str, size: dict[str, float]) -> None:
    (image,) = read(f".. image:: a.png\n   :alt: a\n   :width: {given}").body
    assert isinstance(image, dict)
    assert image["width"] == size


def test_what_is_said_of_a_table_goes_where_the_table_goes() -> None:
    source = "Title\n=====\n\nText.\n\n=  =\na  b\n=  =\n\nMore."
    document = publish_doctree(source, settings_overrides={"doctitle_xform": False})
    (section,) = document.findall(nodes.section)
    for block in section.children[1:]:
        section.insert(section.index(block) + 1, nodes.container(mark=[("Said.", "")]))
    parts = [part for part in tree(document, Alone()).body if isinstance(part, dict)]
    mark = {"type": "paragraph", "style": "mark", "content": ["Said."]}
    kinds = [(part["type"], part == mark, part.get("after")) for part in parts]
    text = [("paragraph", False, None), ("paragraph", True, None)]
    assert kinds == [*text, ("table", False, [mark]), *text]


def test_one_image_used_twice_is_one_file() -> None:
    result = read(".. image:: a.png\n   :alt: a\n\n.. image:: a.png\n   :alt: b")
    assert result.images == {"image-1.png": Path("a.png")}
    assert [part["alt"] for part in result.body if isinstance(part, dict)] == ["a", "b"]
