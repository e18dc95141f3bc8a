"""Slips: the mistakes that have a name.

Signs, transposes and the order of factors are found in every exercise; the
others are told by the exercise, as wrong lines.
"""

from .fitting import Unfit, fit
from .trees import Tree, nodes
from .values import alike, evaluated

__all__ = ["begins_with_minus", "slip_of", "swapped", "turned", "unturned"]

#: Trees with more nodes than this are more than one slip away.
LARGEST = 40


def slip_of(exercise, tree, known, read_line):
    """Name the slip in a wrong line.

    Parameters
    ----------
    exercise : dict
    tree : Tree
        The wrong line, as read.
    known : Known
        The right answer.
    read_line : callable
        Reads the lines of the exercise.

    Returns
    -------
    str or None
    """
    if _equal(Tree("neg", (tree,), 0), exercise, known.values, known):
        return _sign(tree, known.answer)
    yours = _values(tree, exercise, known)
    for words, line in exercise.get("slips", {}).items():
        if yours is None:
            break
        if _equal(read_line(exercise, line), exercise, yours, known):
            return words
    if all("shape" not in told for told in exercise["letters"].values()):
        return None
    if sum(1 for _ in nodes(tree)) > LARGEST:
        return None
    for words, twins in TWINS.items():
        for twin in twins(tree):
            if _equal(twin, exercise, known.values, known):
                return words
    return None


def _sign(tree, answer):
    yours, right = begins_with_minus(tree), begins_with_minus(answer)
    if right and not yours:
        return "the minus is missing"
    if yours and not right:
        return "a minus too many"
    return "the sign is turned round"


def begins_with_minus(tree):
    """Tell whether a minus stands before the whole of a tree."""
    while tree.kind in ("*", "@", "o", "/", "o/"):
        tree = tree.parts[0]
    return tree.kind == "neg"


def _values(tree, exercise, known):
    try:
        fitted, _ = fit(tree, exercise["letters"])
        return tuple(evaluated(fitted, known.at))
    except Unfit:
        return None


def _equal(tree, exercise, values, known):
    """Tell whether a tree has these values; most differ at the first."""
    try:
        fitted, _ = fit(tree, exercise["letters"])
        pairs = zip(evaluated(fitted, known.at), values, strict=True)
        return all(alike(x, y) for x, y in pairs)
    except Unfit:
        return False


def _changed(change):
    """Return a generator: a tree with one node changed, at each in turn."""

    def twins(tree):
        twin = change(tree)
        if twin:
            yield twin
        for k, part in enumerate(tree.parts):
            if isinstance(part, Tree):
                for twin in twins(part):
                    parts = (*tree.parts[:k], twin, *tree.parts[k + 1 :])
                    yield tree._replace(parts=parts)

    return twins


def _swap(tree):
    if tree.kind not in ("*", "@"):
        return None
    return tree._replace(parts=tree.parts[::-1])


#: A tree with one transpose more, with one less, with two factors swapped.
turned = _changed(lambda tree: Tree("T", (tree,), tree.place))
unturned = _changed(lambda tree: tree.parts[0] if tree.kind == "T" else None)
swapped = _changed(_swap)

TWINS = {
    "a transpose is missing": turned,
    "a transpose too many": unturned,
    "the factors are in the wrong order": swapped,
}
