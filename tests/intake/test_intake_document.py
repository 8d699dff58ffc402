"""Whatever the blocks, docutils reads back from the document what was in them."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.intake.blocks import (
    BREAK,
    Block,
    Definitions,
    Heading,
    Items,
    Literal,
    Paragraph,
    Quote,
    Run,
    Runs,
    Style,
    Table,
    plain,
    tidy,
    words,
)
from editions.intake.document import render
from editions.intake.headings import Outline, outline, slug
from editions.intake.letters import clean

# A loaded machine is no fault of the code; what was found goes into the lists below.
readily = settings(deadline=None)

ALPHABET = st.sampled_from("ab Ж1_*`|\\:.<>-+=~#[](){}\"'/@$^&%!?,;–—«»“”•\u00a0\u00ad\u2028\te")
TEXTS = st.one_of(
    st.text(ALPHABET, max_size=24),
    st.text(max_size=24),
    st.sampled_from(
        [
            "1. A",
            "A. Lukashenka",
            "(a) b",
            "- x",
            "* x",
            "+ x",
            "• x",
            ".. note:: x",
            "::",
            "a::",
            ":field: x",
            "| x",
            ">>> x",
            "====",
            "=== ===",
            "--option",
            "-o x",
            "/V",
            "__ x",
            "x_",
            "_x_",
            "[1]_",
            "|x|_",
            "`x`_",
            "*x",
            "**x**",
            "\\",
            "x\\",
            "http://x.y/_a_ b",
            "a@b.c",
            "javascript:alert(1)",
            "mailto:a@b.c",
            "news:x",
            ":sup:`x`",
            "— x",
            "-- x",
            "# x",
            "%",
        ]
    ),
)


def doctree(outlined: Outline) -> nodes.document:
    text = render(outlined, issue="2020-12", language="en")
    # A list that begins with 7 is told about, on a level that nobody sees.
    quiet = {"report_level": 2, "halt_level": 2, "docinfo_xform": False, "doctitle_xform": False}
    read: nodes.document = publish_doctree(text, settings_overrides=quiet)
    return read


def run_of(text: str, styles: set[Style], target: str) -> Run:
    return Run(text, frozenset(styles), target)


RUNS = st.lists(
    st.one_of(
        TEXTS.map(Run),
        st.builds(
            run_of,
            TEXTS,
            st.sets(st.sampled_from(list(Style)), max_size=2),
            st.sampled_from(["", "", "https://example.org/a_b?c=<d>_", "http://x.y/ `z`"]),
        ),
        st.just(BREAK),
    ),
    min_size=1,
    max_size=5,
).map(tidy)
FILLED = RUNS.filter(lambda runs: bool(plain(runs)))
PARAGRAPHS = FILLED.map(Paragraph)


def containers(children: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(children, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(
            Items,
            st.lists(several, min_size=1, max_size=3).map(tuple),
            st.sampled_from([None, 1, 7]),
        ),
        several.map(Quote),
        st.lists(several, min_size=2, max_size=2).map(lambda row: Table((tuple(row),) * 2, head=1)),
        st.builds(
            lambda term, said: Definitions(((tuple(r for r in term if r != BREAK), said),)),
            FILLED.filter(lambda runs: BREAK not in runs),
            several,
        ),
    )


BLOCKS: st.SearchStrategy[Block] = st.recursive(PARAGRAPHS, containers, max_leaves=6)


def squeezed(text: str) -> str:
    return "".join(clean(text).split())


@readily
@given(FILLED)
def test_any_paragraph_reads_back(runs: Runs) -> None:
    body = doctree(Outline((Run("T"),), (Paragraph(runs),)))
    section = body.next_node(nodes.section)
    assert section is not None
    assert squeezed("".join(child.astext() for child in section.children[1:])) == squeezed(
        plain(runs)
    )
    if BREAK not in runs:
        assert [type(child) for child in section.children[1:]] == [nodes.paragraph]


@readily
@given(FILLED.filter(lambda runs: BREAK not in runs))
def test_any_heading_reads_back(runs: Runs) -> None:
    blocks = (Heading(runs, 1), Paragraph((Run("x"),)), Heading(runs, 2), Paragraph((Run("y"),)))
    titles = [t.astext() for t in doctree(Outline(runs, blocks)).findall(nodes.title)]
    assert [squeezed(title) for title in titles] == [squeezed(plain(runs))] * 3


@readily
@given(st.lists(BLOCKS, max_size=4))
def test_any_blocks_read_back_in_order(blocks: list[Block]) -> None:
    body = doctree(Outline((Run("T"),), tuple(blocks)))
    section = body.next_node(nodes.section)
    assert section is not None
    messages = list(section.findall(nodes.system_message))
    told = {text for message in messages for text in message.findall(nodes.Text)}
    texts = [text.astext() for text in section.findall(nodes.Text) if text not in told]
    read = " ".join(texts[1:])
    assert squeezed(read) == squeezed(" ".join(words(blocks)))


def test_neighbours_stay_apart() -> None:
    item = ((Paragraph((Run("x"),)),),)
    quote = Quote((Paragraph((Run("— q"),)),))
    lines = Paragraph((Run("a"), BREAK, Run("b")))
    blocks: tuple[Block, ...] = (
        Items(item),
        Items(item),
        quote,
        quote,
        Items(item, 1),
        Items(item, 1),
        lines,
        lines,
    )
    blocks += (Literal("a\n  b"), Literal("c"), quote)
    section = doctree(Outline((Run("T"),), blocks)).next_node(nodes.section)
    assert section is not None
    kinds = [type(n) for n in section.children[1:] if not isinstance(n, nodes.comment)]
    pairs = [nodes.bullet_list, nodes.block_quote, nodes.enumerated_list, nodes.line_block]
    expected = [kind for kind in pairs for _ in range(2)]
    assert kinds == [*expected, nodes.literal_block, nodes.literal_block, nodes.block_quote]


def test_footnotes_are_set_at_the_end_in_order() -> None:
    note = Run("", note=(Paragraph((Run("First."),)), Paragraph((Run("More."),))))
    later = Run("", note=(Paragraph((Run("Second."),)),))
    text = render(
        Outline((Run("T"),), (Paragraph((Run("a"), note, Run(", b"), later)),)),
        issue="2020-12",
        language="be",
    )
    assert text.endswith(
        "a\\ [#note-1]_, b\\ [#note-2]_\n\n"
        ".. [#note-1] First.\n\n   More.\n\n.. [#note-2] Second.\n"
    )


def test_labels_are_never_given_twice() -> None:
    heads = ["Conclusions", "Conclusions", "Высновы", "Section 3", "Section-3", "2020"]
    blocks = tuple(Heading((Run(head),), 1) for head in heads)
    text = render(Outline((Run("T"),), blocks), issue="2020-12", language="en")
    labels = [line[len(".. _report-2020-12") : -1] for line in text.splitlines() if ".. _" in line]
    assert labels == [
        "", "-conclusions", "-conclusions-2", "-section-3", "-section-3-2", "-section-3-3",
        "-section-6",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("The developments", "the-developments"),
        ("Naša Niva’s “view”", "nasa-nivas-view"),
        ("Падзеі месяца", "section-4"),
        ("CSTO і АДКБ", "section-4"),
        ("one " * 40, "-".join(["one"] * 15)),
    ],
)
def test_slugs(heading: str, expected: str) -> None:
    assert slug(heading, number=4) == expected


STRONG = frozenset({Style.STRONG})


def bold(text: str) -> Run:
    return Run(text, STRONG)


def heads(*blocks: Block) -> tuple[str, list[tuple[int, str]]]:
    found = outline(blocks)
    levels = [(b.level, plain(b.runs)) for b in found.blocks if isinstance(b, Heading)]
    return plain(found.title), levels


def test_a_title_in_bold_paragraphs_is_joined_as_far_as_it_goes_on() -> None:
    lines = ["Analytical report:", "Situation in the field of", "national security", "Events"]
    title, levels = heads(*(Paragraph((bold(line),)) for line in lines), Paragraph((Run("Text."),)))
    assert title == "Analytical report: Situation in the field of national security"
    assert levels == [(1, "Events")]


def test_run_in_heads_are_split_off_and_emphasised_sentences_are_not() -> None:
    long_sentence = "This is not a head but a sentence somebody wanted to be seen. And one more."
    _, levels = heads(
        Heading((Run("T"),), 1),
        Paragraph((bold("Head."), Run(" Text."))),
        Paragraph((bold("Head"), Run(". Text."))),
        Paragraph((bold("What next?"), Run(" Text."))),
        Paragraph((bold("NATO"), Run(" said no."))),
        Paragraph((bold("Note:"), Run(" text."))),
        Paragraph((bold(long_sentence), Run(" Text."))),
        Paragraph((Run("In "), bold("bold."), Run(" Text."))),
    )
    assert levels == [(1, "Head"), (1, "Head"), (1, "What next?")]


def test_levels_are_counted_from_one_without_gaps() -> None:
    title, levels = heads(
        *(Heading((Run(f"H{level}"),), level) for level in (1, 3, 5, 3, 2)),
        Paragraph((bold("Run in."), Run(" Text."))),
    )
    assert title == "H1"
    assert levels == [(1, "H3"), (2, "H5"), (1, "H3"), (1, "H2"), (2, "Run in")]
