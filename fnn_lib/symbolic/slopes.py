"""Slopes: a derivative that SymPy takes, held against differences.

SymPy's rules are trusted to simplify, not to differentiate indexed sums: a
captured index gives a plausible wrong answer. A difference quotient of the
values knows nothing of those rules.
"""

import mpmath
import numpy as np
import sympy as sp

from .points import DIGITS, concrete, function, inside, letters
from .smooth import with_examples

__all__ = ["wrong_derivative"]

#: Random points at which each derivative is compared.
POINTS = 3
#: mpmath's differences are good to half of the digits and better.
CLOSE = mpmath.mpf(10) ** -12


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
    for node in sorted(expr.atoms(sp.Derivative), key=sp.default_sort_key):
        if not node.has(sp.MatrixSymbol):
            found = _contradiction(node, prepare, where)
            if found is not None:
                return node, *found
    return None


def _contradiction(node, prepare, where):
    inner, exact = prepare(node.expr), prepare(node)
    counts = sp.Tuple(*(count for _, count in node.variable_count))
    variables = sp.Tuple(*(v for v, _ in node.variable_count))
    random = np.random.default_rng(1)
    pair = sp.Tuple(inner, variables)
    with mpmath.workdps(DIGITS):
        runs = concrete(pair, exact, where, random)
        for key, (whole, (f, at), slope) in enumerate(runs):
            f, slope = (with_examples(side, key) for side in (f, slope))
            names = sorted(
                letters(f) | letters(slope) | set(at), key=lambda s: str(s)
            )
            for _ in range(POINTS):
                values = inside(random.normal(size=len(names)), names, where)
                found = _compare(f, slope, names, at, counts, values)
                if found is not None:
                    point = dict(zip(map(str, names), values, strict=True))
                    return whole | point, *found
    return None


def _compare(f, slope, names, at, counts, values):
    """Return both numbers where they differ; None where undefined, too."""
    places = [names.index(variable) for variable in at]
    value, exact = function(names, f), function(names, slope)
    if value is None or exact is None:
        return None

    def along(*moved):
        here = list(values)
        for place, entry in zip(places, moved, strict=True):
            here[place] = entry
        return value(*here)[0]

    start = tuple(values[place] for place in places)
    orders = tuple(int(count) for count in counts)
    try:
        found = exact(*values)[0]
        if len(start) == 1:
            quotient = mpmath.diff(along, start[0], orders[0])
        else:
            quotient = mpmath.diff(along, start, orders)
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    close = abs(found - quotient) <= CLOSE * (1 + abs(found) + abs(quotient))
    return None if close else (found, quotient)
