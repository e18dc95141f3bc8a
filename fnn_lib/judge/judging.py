"""Judging: is what was typed what is derived, and if not, how does it differ?

An exercise is a dict of plain data, so that it can travel to the page:

``id``
    Such as ``sigmoid-derivative``.
``letters``
    By name, a dict with ``domain`` and perhaps ``shape``; see `points`.
``functions``
    Names of functions that it says nothing of, such as ``g``.
``answer``
    The right line, in the grammar of `read`.
``slips``
    By the words for it, a wrong line that readers write.
"""

import mpmath

from .reading import Malformed, read
from .typesetting import latex
from .values import DIGITS, Unfit, points, shape, value

__all__ = ["judge_line", "typeset_line"]

CLOSE = mpmath.mpf(10) ** (6 - DIGITS)
#: Slips that need no example: what becomes of the right value.
SLIPS = {
    "the minus is missing": lambda right: -1 * right,
    "a transpose is missing": lambda right: right.T if shape(right) else None,
}


def typeset_line(exercise, text):
    """Read what was typed so far and typeset it.

    Returns
    -------
    dict
        ``latex``, or ``message`` and ``place`` where it cannot be read.
    """
    try:
        return {"latex": latex(_read(exercise, text))}
    except Malformed as error:
        return {"message": str(error), "place": error.place}


def judge_line(exercise, text):
    """Judge a line.

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
        tree = _read(exercise, text)
        with mpmath.workdps(DIGITS):
            found = _compare(exercise, tree)
    except (Malformed, Unfit) as error:
        return {
            "verdict": "malformed",
            "message": str(error),
            "place": error.place,
        }
    return found | {"latex": latex(tree)}


def _read(exercise, text):
    return read(text, exercise["letters"], exercise.get("functions", ()))


def _compare(exercise, tree):
    right = _read(exercise, exercise["answer"])
    at = list(points(exercise["letters"]))
    wanted = [value(right, point) for point in at]
    yours = [_value(tree, point) for point in at]
    if all(map(_equal, yours, wanted)):
        return {
            "verdict": "right",
            "message": f"equal at {len(at)} points, to {DIGITS} digits",
        }
    return _difference(exercise, at, yours, wanted)


def _value(tree, point):
    try:
        return value(tree, point)
    except Unfit:
        raise
    except (ZeroDivisionError, ValueError, OverflowError):
        return None


def _equal(x, y):
    if x is None or y is None or shape(x) != shape(y):
        return False
    if not shape(x):
        return abs(x - y) <= CLOSE * (1 + abs(x) + abs(y))
    return all(map(_equal, x, y))


def _difference(exercise, at, yours, wanted):
    found = {"verdict": "wrong"}
    slip = _slip(exercise, at, yours, wanted)
    if slip:
        found["slip"] = slip
    place = next(k for k, (x, y) in enumerate(zip(yours, wanted, strict=True))
                 if not _equal(x, y))
    found |= {
        "at": {name: _text(x) for name, x in at[place].items()},
        "yours": _text(yours[place]),
        "right": _text(wanted[place]),
    }
    mine, its = shape(yours[place]), shape(wanted[place])
    if yours[place] is not None and mine != its:
        found["message"] = f"your line has {_sized(mine)}, wanted {_sized(its)}"
    else:
        found["message"] = "the two differ"
    return found


def _sized(size):
    return f"shape ({size[0]}, {size[1]})" if size else "one number"


def _slip(exercise, at, yours, wanted):
    if any(x is None for x in yours):
        return None
    for words, change in SLIPS.items():
        changed = [change(x) for x in wanted]
        if all(map(_equal, yours, changed)):
            return words
    for words, line in exercise.get("slips", {}).items():
        tree = _read(exercise, line)
        if all(map(_equal, yours, (_value(tree, p) for p in at))):
            return words
    return None


def _text(x):
    if x is None:
        return "undefined"
    if shape(x):
        rows = (", ".join(_text(v) for v in row) for row in x.tolist())
        return "[" + "; ".join(rows) + "]"
    return mpmath.nstr(x, 6)
