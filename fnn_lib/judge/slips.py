"""Slips: the mistakes that have a name.

Signs, missing brackets, transposes and the order of factors are found in every
exercise; the others are told by the exercise, as wrong lines.
"""

from .fitting import Unfit, fit
from .trees import Tree, nodes
from .values import alike, evaluated

__all__ = [
    "begins_with_minus",
    "regrouped",
    "slip_of",
    "swapped",
    "turned",
    "unturned",
]

#: Trees with more nodes than this are more than one slip away.
LARGEST = 40


def slip_of(tree, known, letters):
    """Name the slip in a wrong line.

    Parameters
    ----------
    tree : Tree
        The wrong line, as read.
    known : Known
        What is known of the exercise.
    letters : dict
        Of the exercise.

    Returns
    -------
    str or None
    """
    line = _fitted(tree, letters)
    if line and _right(Tree("neg", (line,), 0), known):
        return _sign(line, known.answer)
    for words, slip in known.slips if line else ():
        if _same(line, slip, known.at):
            return words
    if sum(1 for _ in nodes(tree)) > LARGEST:
        return None
    shaped = any("shape" in told for told in letters.values())
    for words, twins in (BRACKETS | (TWINS if shaped else {})).items():
        for twin in twins(tree):
            twin = _fitted(twin, letters)
            if twin and _right(twin, known):
                return words
    return None


def _fitted(tree, letters):
    try:
        return fit(tree, letters)[0]
    except Unfit:
        return None


def _right(tree, known):
    return all(map(alike, evaluated(tree, known.at), known.values))


def _same(one, other, at):
    """Tell whether two trees have the same values; most differ at once."""
    return all(map(alike, evaluated(one, at), evaluated(other, at)))


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


def _regroup(tree):
    """Return a/(b*c) of a/b*c, and a ⊙ (b @ c) of a ⊙ b @ c."""
    if tree.kind not in PRODUCTS or tree.parts[0].kind not in LEFT:
        return None
    left, third = tree.parts
    first, second = left.parts
    if left.place <= first.place:  # a fraction, whose ends are seen
        return None
    return left._replace(parts=(first, tree._replace(parts=(second, third))))


PRODUCTS = ("*", "@", "o")
#: What a product behind it is often meant to stand under, or to go before.
LEFT = ("/", "o")
#: A tree with one transpose more, with one less, with two factors swapped,
#: with the last factors taken together.
turned = _changed(lambda tree: Tree("T", (tree,), tree.place))
unturned = _changed(lambda tree: tree.parts[0] if tree.kind == "T" else None)
swapped = _changed(_swap)
regrouped = _changed(_regroup)

BRACKETS = {
    "brackets are missing: products and quotients are read from left to "
    "right": regrouped,
}
TWINS = {
    "a transpose too many": unturned,
    "a transpose is missing": turned,
    "the factors are in the wrong order": swapped,
}
