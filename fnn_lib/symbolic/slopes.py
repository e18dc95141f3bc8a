"""Slopes: a derivative that SymPy takes, held against differences.

SymPy's rules are trusted to simplify, not to differentiate indexed sums: a
captured index gives a plausible wrong answer. A difference quotient of the
values knows nothing of those rules.
"""

import itertools
from random import Random

import mpmath
import sympy as sp

from .compiled import compiled
from .draws import DIGITS, Point
from .runs import runs

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
    values = [prepare(node.expr) for node in nodes]
    slopes = [prepare(node) for node in nodes]
    by = [sp.Tuple(*node.variable_count) for node in nodes]
    side = compiled([*values, *slopes])
    random = Random(1)
    with mpmath.workdps(DIGITS):
        choices = runs([*values, *slopes, *by], where, random)
        for run in itertools.islice(choices, RUNS):
            for _ in range(POINTS):
                point = Point(random.gauss, where)
                for place, node in enumerate(nodes):
                    found = _compare(side, place, by, point, run)
                    if found is not None:
                        at = {str(s): v for s, v in run.items() if s != "key"}
                        return node, at | point.named(), *found
    return None


def _letter(variable, run):
    """Return under which key a point has a variable."""
    if not isinstance(variable, sp.Indexed):
        return variable
    places = (int(i.xreplace(_exact(run))) for i in variable.indices)
    return variable.base, *places


def _exact(run):
    return {s: sp.Integer(n) for s, n in run.items() if s != "key"}


def _compare(side, place, by, point, run):
    """Return slope and quotient where they differ; None where undefined."""
    letters = [_letter(variable, run) for variable, _ in by[place]]
    orders = tuple(int(order) for _, order in by[place])

    def along(*moved):
        here = point.moved(dict(zip(letters, moved, strict=True)))
        return side(here, run)[place]

    start = tuple(point[letter] for letter in letters)
    try:
        slope = side(point, run)[len(by) + place]
        if len(start) == 1:
            quotient = mpmath.diff(along, start[0], orders[0])
        else:
            quotient = mpmath.diff(along, start, orders)
    except (TypeError, ZeroDivisionError, ValueError, OverflowError):
        return None  # not defined there
    close = abs(slope - quotient) <= CLOSE * (1 + abs(slope) + abs(quotient))
    return None if close else (slope, quotient)
