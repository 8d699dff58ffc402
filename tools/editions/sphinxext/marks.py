"""Inline marks that must leave no trace in the text once they have been read."""

from __future__ import annotations

from docutils import nodes


def dissolve(mark: nodes.inline) -> None:
    """Put the text of `mark` in its place, joined to what stands beside it.

    Typography binds words within one text only: «у Магілёве» must not be two.
    """
    parent = mark.parent
    parent.replace(mark, mark.children)
    joined: list[nodes.Node] = []
    for child in parent.children:
        if isinstance(child, nodes.Text) and joined and isinstance(joined[-1], nodes.Text):
            joined[-1] = nodes.Text(joined[-1].astext() + child.astext())
        else:
            joined.append(child)
    parent.children = []
    parent += joined
