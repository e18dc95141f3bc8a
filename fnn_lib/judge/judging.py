"""Judging: is a typed line what is derived, and if not, how does it differ.

An exercise is a dict of plain data: see `fnn_lib.judge.exercises`. A verdict
comes from values alone, at fixed points, so that it comes at once.
"""

import functools
import json
from typing import NamedTuple

from mpmath import mp

from .fitting import Unfit, fit, sized
from .points import POINTS, points
from .reading import Malformed, Tree, read
from .slips import slip_of
from .trees import nodes
from .typesetting import latex
from .values import DIGITS, alike, evaluated

__all__ = ["EQUAL", "judge_line", "known", "read_line", "typeset_line"]

#: How a line is found to be right.
EQUAL = f"equal at {POINTS} points to {DIGITS} digits"

#: Digits of a value in a message.
SHOWN = 6
NEEDED = ("letters", "functions", "answer", "slips")


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
    slips : tuple of (str, Tree)
    """

    answer: Tree
    shape: tuple | None
    at: tuple
    values: tuple
    slips: tuple


def known(exercise):
    """Evaluate the answer of an exercise, once.

    Parameters
    ----------
    exercise : dict

    Returns
    -------
    Known
    """
    return _known(json.dumps({key: exercise.get(key) for key in NEEDED}))


@functools.lru_cache(maxsize=64)
def _known(told):
    exercise = json.loads(told)
    letters, functions = exercise["letters"], exercise["functions"] or ()

    def fitted(line):
        return fit(read(line, letters, functions), letters)

    answer, shape = fitted(exercise["answer"])
    at = tuple(points(letters))
    slips = (exercise["slips"] or {}).items()
    return Known(
        answer,
        shape,
        at,
        tuple(evaluated(answer, at)),
        tuple((words, fitted(line)[0]) for words, line in slips),
    )


def read_line(exercise, text):
    """Read a line in the letters of an exercise; see `read`."""
    tree = read(text, exercise["letters"], exercise.get("functions", ()))
    calls = [node for node, _ in nodes(tree) if node.kind == "call"]
    for node in sorted(calls, key=lambda call: call.place):
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
        fits, of matrices those of an ``entry``, and ``slip`` where it is a
        known one; ``latex`` of what was read.
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
            found = _wrong(exercise, tree, "the two differ")
            at = _letters(answer.at[place], fitted, answer.answer)
            return found | _difference(at, yours, right)
    return {"verdict": "right", "message": EQUAL}


def _letters(at, *trees):
    """Return the values of the letters that occur in the trees."""
    texts = {
        node.parts[0]
        for tree in trees
        for node, _ in nodes(tree)
        if node.kind == "letter"
    }
    return {name: x for name, x in at.items() if name in texts}


def _difference(at, yours, right):
    """Say where two values differ; of matrices the first such entry."""
    found = {"at": {name: _text(x) for name, x in at.items()}}
    if isinstance(yours, tuple):
        rows, columns = len(right), len(right[0])
        entries = [(i, j) for i in range(rows) for j in range(columns)]
        i, j = next(
            (i, j) for i, j in entries if not alike(yours[i][j], right[i][j])
        )
        found["entry"] = [i + 1, j + 1]
        yours, right = yours[i][j], right[i][j]
    return found | dict(
        zip(("yours", "right"), _apart(yours, right), strict=True)
    )


def _wrong(exercise, tree, message):
    found = {"verdict": "wrong", "message": message}
    slip = slip_of(tree, known(exercise), exercise["letters"])
    return found | ({"slip": slip} if slip else {})


def _apart(yours, right):
    """Write two values with as many digits as it takes to tell them apart."""
    for digits in (SHOWN, 2 * SHOWN, DIGITS):
        texts = _text(yours, digits), _text(right, digits)
        if texts[0] != texts[1]:
            break
    return texts


def _text(x, digits=SHOWN):
    if x is None:
        return "undefined"
    if isinstance(x, tuple):
        rows = (", ".join(_text(one, digits) for one in row) for row in x)
        return f"[{'; '.join(rows)}]"
    return mp.nstr(x, digits).removesuffix(".0")
