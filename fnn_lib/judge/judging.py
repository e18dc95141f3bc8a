"""Judging: is a typed line what is derived, and if not, how does it differ.

An exercise is a dict of plain data: see `fnn_lib.judge.exercises`.
"""

import mpmath

from .reading import Malformed, Tree, read
from .typesetting import latex
from .values import DIGITS, POINTS, Unfit, points, shape, value

__all__ = ["EQUAL", "judge_line", "read_line", "typeset_line"]

#: How a line is found to be right.
EQUAL = f"equal at {POINTS} points to {DIGITS} digits"
CLOSE = mpmath.mpf(10) ** (6 - DIGITS)


def typeset_line(exercise, text):
    """Read what was typed so far and typeset it.

    Returns
    -------
    dict
        ``latex``, or ``message`` and ``place`` where it cannot be read.
    """
    try:
        return {"latex": latex(read_line(exercise, text))}
    except Malformed as error:
        return {"message": str(error), "place": error.place}


def judge_line(exercise, text):
    """Judge a line by its values.

    Parameters
    ----------
    exercise : dict
        See the module.
    text : str
        As typed.

    Returns
    -------
    dict
        ``verdict``: ``right``, ``wrong`` or ``malformed``; ``message`` in
        words; ``place`` of what was not understood; of a wrong line ``at``,
        ``yours`` and ``right`` (values by name, as text), and ``slip`` where
        it is a known one; ``latex`` of what was read.
    """
    try:
        tree = read_line(exercise, text)
        _refuse(tree, exercise.get("without", ()))
        with mpmath.workdps(DIGITS):
            found = _compare(exercise, tree)
    except (Malformed, Unfit) as error:
        return {
            "verdict": "malformed",
            "message": str(error),
            "place": error.place,
        }
    return found | {"latex": latex(tree)}


def read_line(exercise, text):
    """Read a line in the letters of an exercise; see `read`."""
    return read(text, exercise["letters"], exercise.get("functions", ()))


def _refuse(tree, names):
    """Refuse a line in functions that it is to be freed of."""
    if tree.kind == "call":
        name = tree.parts[0]
        slope = name + "'" * tree.parts[1]
        if name in names or slope in names:
            words = f"this line is wanted without {slope}"
            raise Malformed(words, tree.place)
    for part in tree.parts:
        if isinstance(part, Tree):
            _refuse(part, names)


def _compare(exercise, tree):
    at = list(points(exercise["letters"]))
    answer = read_line(exercise, exercise["answer"])
    wanted = _values(answer, at)
    try:
        yours = _values(tree, at)
    except Unfit as misfit:
        if misfit.kind != "shape":
            raise
        slip = _slip(exercise, tree, at, None, wanted)
        found = {"verdict": "wrong", "message": str(misfit)}
        return found | ({"slip": slip} if slip else {})
    if _alike(yours, wanted):
        return {"verdict": "right", "message": EQUAL}
    slip = _slip(exercise, tree, at, yours, wanted)
    found = _difference(at, yours, wanted)
    return found | ({"slip": slip} if slip else {})


def _values(tree, at):
    """Return the values at the points; None where there is none."""
    found = []
    for point in at:
        try:
            found.append(value(tree, point))
        except Unfit:
            raise
        except (ZeroDivisionError, ValueError, OverflowError):
            found.append(None)
    return found


def _alike(xs, ys):
    return all(map(_equal, xs, ys))


def _equal(x, y):
    if x is None or y is None or shape(x) != shape(y):
        return False
    if not shape(x):
        return abs(x - y) <= CLOSE * (1 + abs(x) + abs(y))
    return all(map(_equal, x, y))


def _difference(at, yours, wanted):
    pairs = enumerate(zip(yours, wanted, strict=True))
    place = next(k for k, (x, y) in pairs if not _equal(x, y))
    mine, its = shape(yours[place]), shape(wanted[place])
    message = "the two differ"
    if yours[place] is not None and mine != its:
        message = f"your line has {_sized(mine)}, wanted {_sized(its)}"
    return {
        "verdict": "wrong",
        "message": message,
        "at": {name: _text(x) for name, x in at[place].items()},
        "yours": _text(yours[place]),
        "right": _text(wanted[place]),
    }


def _sized(size):
    return f"shape ({size[0]}, {size[1]})" if size else "one number"


def _slip(exercise, tree, at, yours, wanted):
    """Return the words for a known slip, None for any other mistake."""
    if yours is not None and _alike(yours, [-1 * x for x in wanted]):
        return "the minus is missing"
    for words, line in exercise.get("slips", {}).items():
        if yours is not None and _alike(
            yours, _values(read_line(exercise, line), at)
        ):
            return words
    for twin in turned(tree):
        try:
            if _alike(_values(twin, at), wanted):
                return "a transpose is missing"
        except Unfit:
            continue
    return None


def turned(tree):
    """Yield the tree with one transpose more, at each place there is."""
    yield Tree("T", (tree,), tree.place)
    for k, part in enumerate(tree.parts):
        if isinstance(part, Tree):
            for twin in turned(part):
                parts = (*tree.parts[:k], twin, *tree.parts[k + 1 :])
                yield tree._replace(parts=parts)


def _text(x):
    if x is None:
        return "undefined"
    if shape(x):
        rows = (", ".join(_text(v) for v in row) for row in x.tolist())
        return "[" + "; ".join(rows) + "]"
    return mpmath.nstr(x, 6)
