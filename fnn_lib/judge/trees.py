"""Trees: what was read, and how it could not be read."""

from typing import NamedTuple

__all__ = ["Malformed", "Tree", "nodes"]


class Malformed(ValueError):
    """What was typed could not be read.

    Attributes
    ----------
    place : int
        Where, counted from 0; the length of the text stands for its end.
    """

    def __init__(self, message, place):
        super().__init__(message)
        self.place = place


class Tree(NamedTuple):
    """A node: what it is, its parts, and where it was typed.

    Attributes
    ----------
    kind : str
        ``number``, ``letter``, ``call``, ``+``, ``*``, ``@``, ``o`` (entry
        by entry), ``/``, ``o/``, ``^``, ``o^``, ``neg`` or ``T``.
    parts : tuple
        Trees; of a number or a letter its text, of a call the function's
        name, its primes and its argument.
    place : int
        Where it begins.
    """

    kind: str
    parts: tuple
    place: int


def nodes(tree):
    """Yield every node of a tree with its depth, the root first.

    Parameters
    ----------
    tree : Tree

    Yields
    ------
    tuple of (Tree, int)
    """
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [
            (part, depth + 1) for part in node.parts if isinstance(part, Tree)
        ]
