"""Fitting: do the shapes go together, and what does each product mean.

The shapes of the letters settle it before anything is evaluated. A product
of matrices is one of matrices where they conform, else entry by entry; a
matrix with one entry is a number, as in the mathematics.
"""

from .trees import Tree

__all__ = ["Unfit", "fit", "shape_of"]


class Unfit(ValueError):
    """An operation whose sides do not fit.

    Attributes
    ----------
    place : int
        Where it was typed.
    kind : str
        ``shape`` for sides whose shapes do not fit, else ``other``.
    """

    def __init__(self, message, place, kind="other"):
        super().__init__(message)
        self.place, self.kind = place, kind


def shape_of(told):
    """Return the shape of a letter, None for a number.

    Parameters
    ----------
    told : dict
        What the exercise tells of it.

    Returns
    -------
    tuple of int or None
    """
    shape = tuple(told.get("shape", (1, 1)))
    return None if shape == (1, 1) else shape


def fit(tree, letters):
    """Settle what the operations of a tree mean.

    Parameters
    ----------
    tree : Tree
        As read.
    letters : dict
        By name, what the exercise tells of it.

    Returns
    -------
    tuple of (Tree, tuple or None)
        ``*``, ``/`` and ``^`` stand for numbers only, with ``@``, ``o``,
        ``o/`` and ``o^`` for matrices; and the shape, None for a number.

    Raises
    ------
    Unfit
        When shapes do not fit; it has the place.
    """
    if tree.kind == "letter":
        return tree, shape_of(letters[tree.parts[0]])
    if tree.kind == "number":
        return tree, None
    if tree.kind == "call":
        *head, argument = tree.parts
        inner, shape = fit(argument, letters)
        return tree._replace(parts=(*head, inner)), shape
    pairs = [fit(part, letters) for part in tree.parts]
    parts = tuple(part for part, _ in pairs)
    kind, shape = RULES[tree.kind](tree, *(shape for _, shape in pairs))
    return Tree(kind, parts, tree.place), shape


def sized(shape):
    """Say a shape in words."""
    return f"shape ({shape[0]}, {shape[1]})" if shape else "one number"


def _clash(tree, left, right, what):
    one, two = f"({left[0]}, {left[1]})", f"({right[0]}, {right[1]})"
    return Unfit(f"shapes {one} and {two} {what}", tree.place, "shape")


def _sum(tree, *shapes):
    found = None
    for shape, part in zip(shapes, tree.parts, strict=True):
        if shape and found and shape != found:
            raise _clash(part, found, shape, "cannot be added")
        found = found or shape
    return "+", found


def _product(tree, left, right):
    if not left or not right:
        return "*", left or right
    if left[1] == right[0]:
        return _matrices(tree, left, right)
    if left == right:
        return "o", left
    raise _clash(tree, left, right, "cannot be multiplied")


def _matrices(tree, left, right):
    if not left or not right:
        return "*", left or right
    if left[1] != right[0]:
        raise _clash(tree, left, right, "are no product of matrices")
    shape = (left[0], right[1])
    return "@", None if shape == (1, 1) else shape


def _entries(kind, what):
    def rule(tree, left, right):
        if left and right and left != right:
            raise _clash(tree, left, right, what)
        return kind, left or right

    return rule


def _quotient(tree, above, below):
    if not below:
        return "/", above
    return _entries("o/", "cannot be divided")(tree, above, below)


def _power(tree, base, exponent):
    if exponent:
        raise Unfit("an exponent is one number", tree.place)
    return ("o^" if base else "^"), base


RULES = {
    "+": _sum,
    "*": _product,
    "@": _matrices,
    "o": _entries("o", "are no product entry by entry"),
    "/": _quotient,
    "o/": _quotient,
    "^": _power,
    "neg": lambda tree, shape: ("neg", shape),
    "T": lambda tree, shape: ("T", shape and shape[::-1]),
}
