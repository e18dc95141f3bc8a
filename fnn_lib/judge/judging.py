"""Judging: is a typed line what is derived, and if not, how does it differ.

An exercise is a dict of plain data: see `fnn_lib.judge.exercises`. A verdict
comes from values alone, at fixed points, so that it comes at once.
"""

import functools
import json
from typing import NamedTuple

from mpmath import mp

from .fitting import Unfit, fit, sized
from .reading import Malformed, Tree, read
from .slips import slip_of
from .trees import nodes
from .typesetting import latex
from .values import DIGITS, POINTS, alike, evaluated, points

__all__ = ["EQUAL", "judge_line", "known", "read_line", "typeset_line"]

#: How a line is found to be right.
EQUAL = f"equal at {POINTS} points to {DIGITS} digits"


class Known(NamedTuple):
    """What is known of an exercise before anybody answers.

    Attributes
    ----------
    answer : Tree
        Of `fit`.
    shape : tuple or None
    at : tuple of dict
        The points.
    values : tuple
        Of the answer.
    """

    answer: Tree
    shape: tuple | None
    at: tuple
    values: tuple


def known(exercise):
    """Evaluate the answer of an exercise, once.

    Parameters
    ----------
    exercise : dict

    Returns
    -------
    Known
    """
    told = {k: exercise.get(k) for k in ("letters", "functions", "answer")}
    return _known(json.dumps(told))


@functools.lru_cache(maxsize=64)
def _known(told):
    exercise = json.loads(told)
    exercise["functions"] = exercise["functions"] or ()
    letters = exercise["letters"]
    answer, shape = fit(read_line(exercise, exercise["answer"]), letters)
    at = tuple(points(letters))
    return Known(answer, shape, at, tuple(evaluated(answer, at)))


def read_line(exercise, text):
    """Read a line in the letters of an exercise; see `read`."""
    tree = read(text, exercise["letters"], exercise.get("functions", ()))
    for node, _ in nodes(tree):
        if node.kind == "call":
            name, primes, _ = node.parts
            slope = name + "'" * primes
            if {name, slope} & set(exercise.get("without", ())):
                words = f"this line is wanted without {slope}"
                raise Malformed(words, node.place)
    return tree


def typeset_line(exercise, text):
    """Read what was typed so far and typeset it.

    Parameters
    ----------
    exercise : dict
    text : str

    Returns
    -------
    dict
        ``latex``, or ``message`` and ``place`` where it cannot be read.
    """
    try:
        return {"latex": _typeset(exercise, read_line(exercise, text))}
    except Malformed as error:
        return {"message": str(error), "place": error.place}


def _typeset(exercise, tree):
    """Typeset a tree; where its shapes fit, with the products they make."""
    try:
        tree, _ = fit(tree, exercise["letters"])
    except Unfit:
        pass
    return latex(tree)


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
        ``yours`` and ``right`` (values by name, as text) where its shape
        fits, and ``slip`` where it is a known one; ``latex`` of what was
        read.
    """
    try:
        tree = read_line(exercise, text)
        found = _compare(exercise, tree)
    except (Malformed, Unfit) as error:
        return {
            "verdict": "malformed",
            "message": str(error),
            "place": error.place,
        }
    return found | {"latex": _typeset(exercise, tree)}


def _compare(exercise, tree):
    answer = known(exercise)
    try:
        fitted, shape = fit(tree, exercise["letters"])
    except Unfit as misfit:
        if misfit.kind != "shape":
            raise
        return _wrong(exercise, tree, str(misfit))
    if shape != answer.shape:
        message = f"your line has {sized(shape)}, wanted {sized(answer.shape)}"
        return _wrong(exercise, tree, message)
    pairs = zip(evaluated(fitted, answer.at), answer.values, strict=True)
    for place, (yours, right) in enumerate(pairs):
        if not alike(yours, right):
            at = answer.at[place]
            return _wrong(exercise, tree, "the two differ") | {
                "at": {name: _text(x) for name, x in at.items()},
                "yours": _text(yours),
                "right": _text(right),
            }
    return {"verdict": "right", "message": EQUAL}


def _wrong(exercise, tree, message):
    found = {"verdict": "wrong", "message": message}
    slip = slip_of(exercise, tree, known(exercise), read_line)
    return found | ({"slip": slip} if slip else {})


def _text(x):
    if x is None:
        return "undefined"
    if isinstance(x, tuple):
        rows = (", ".join(map(_text, row)) for row in x)
        return f"[{'; '.join(rows)}]"
    return mp.nstr(x, 6)
