"""Slopes: a derivative that SymPy takes, held against differences.

SymPy's rules are trusted to simplify, not to differentiate indexed sums: a
captured index gives a plausible wrong answer. A difference quotient of the
values knows nothing of those rules.
"""

import itertools

import mpmath
import numpy as np
import sympy as sp

from .points import DIGITS, concrete, function, inside, letters
from .smooth import with_examples

__all__ = ["wrong_derivative"]

#: Random points at which each derivative is compared.
POINTS = 2
#: mpmath's differences are good to half of the digits and better.
CLOSE = mpmath.mpf(10) ** -12
#: Choices of sizes tried: all different, rising and falling.
RUNS = 2


def wrong_derivative(expr, prepare, where):
    """Return a derivative in `expr` that differences contradict, if any.

    Parameters
    ----------
    expr : sympy expression or Matrix
        May contain derivatives still to be carried out.
    prepare : callable
        Carries them out as a proof does.
    where : dict
        The interval that a symbol is restricted to, by symbol.

    Returns
    -------
    tuple or None
        The derivative, the point, its value and the difference quotient.
    """
    nodes = sorted(expr.atoms(sp.Derivative), key=sp.default_sort_key)
    nodes = [node for node in nodes if not node.has(sp.MatrixSymbol)]
    if not nodes:
        return None
    values = sp.Tuple(*(prepare(node.expr) for node in nodes))
    slopes = sp.Tuple(*(prepare(node) for node in nodes))
    by = sp.Tuple(*(sp.Tuple(*node.variable_count) for node in nodes))
    random = np.random.default_rng(1)
    with mpmath.workdps(DIGITS):
        runs = concrete(sp.Tuple(values, by), slopes, where, random)
        for key, (whole, left, right) in enumerate(
            itertools.islice(runs, RUNS)
        ):
            (f, by_here), slope = (
                with_examples(s, key) for s in (left, right)
            )
            names = sorted(letters(left) | letters(right), key=str)
            sides = function(names, sp.Matrix([*f, *slope]))
            for _ in range(POINTS):
                point = inside(random.normal(size=len(names)), names, where)
                for place, node in enumerate(nodes):
                    found = _compare(
                        sides, place, len(nodes), by_here[place], names, point
                    )
                    if found is not None:
                        at = dict(zip(map(str, names), point, strict=True))
                        return node, whole | at, *found
    return None


def _compare(sides, place, count, by, names, point):
    """Return slope and quotient where they differ; None where undefined."""
    places = [names.index(variable) for variable, _ in by]
    orders = tuple(int(order) for _, order in by)

    def along(*moved):
        here = list(point)
        for index, entry in zip(places, moved, strict=True):
            here[index] = entry
        return sides(*here)[place]

    start = tuple(point[index] for index in places)
    try:
        slope = sides(*point)[count + place]
        if len(start) == 1:
            quotient = mpmath.diff(along, start[0], orders[0])
        else:
            quotient = mpmath.diff(along, start, orders)
    except (TypeError, ZeroDivisionError, ValueError, OverflowError):
        return None  # not defined there
    close = abs(slope - quotient) <= CLOSE * (1 + abs(slope) + abs(quotient))
    return None if close else (slope, quotient)
