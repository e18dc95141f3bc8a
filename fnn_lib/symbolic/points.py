"""Points: where two expressions are computed in search of a difference.

Values are computed to 50 digits, and a difference counts if it stays at a
thousand.
"""

from random import Random

import mpmath
import sympy as sp

from .compiled import compiled
from .draws import DIGITS, FAR, POINTS, call, points
from .runs import CHOICES, runs

__all__ = ["CLOSE", "differ"]
#: Two computations to 50 digits may differ by what cancels in them.
CLOSE = mpmath.mpf(10) ** (15 - DIGITS)
#: Digits at which a difference is looked at again: cancellation vanishes.
AGAIN = 1000


def differ(left, right, where, special=True):
    """Return ``(values, left, right)`` at a point where two sides differ.

    Parameters
    ----------
    left, right : sympy expression or Matrix
        Of one shape, with no derivative left to carry out.
    where : dict
        The interval or index range of a symbol, where it has one.
    special : bool
        Whether the chosen points are tried before the random ones.

    Returns
    -------
    tuple or None
        None where they agree at every point tried.

    Raises
    ------
    ValueError
        When neither side is defined at any point.
    """
    random = Random(0)
    sides = [compiled(_flat(side)) for side in (left, right)]
    found_any = False
    with mpmath.workdps(DIGITS):
        every = list(runs((left, right), where, random))
        count = POINTS if len(every) == 1 else -(-POINTS // CHOICES)
        for run in every:
            for point in points(sides, run, where, random, special, count):
                x, y = (call(side, point, run) for side in sides)
                if x is None and y is None:
                    continue
                found_any = True
                if _difference(x, y) is None:
                    continue
                with mpmath.workdps(AGAIN):
                    x, y = (call(side, point, run) for side in sides)
                    difference = _difference(x, y)
                far = max(map(abs, point.values()), default=0) > FAR
                if difference is not None and not (None in (x, y) and far):
                    return _integers(run) | point.named(), *difference
    if not found_any:
        raise ValueError(
            f"step: found no point at which {left} or {right} is defined, "
            "wanted at least one"
        )
    return None


def _flat(side):
    return list(side) if isinstance(side, sp.MatrixBase) else [side]


def _integers(run):
    return {str(s): value for s, value in run.items() if s != "key"}


def _difference(x, y):
    if x is None or y is None:
        return tuple("undefined" if v is None else v[0] for v in (x, y))
    for a, b in zip(x, y, strict=True):
        if abs(a - b) > CLOSE * (1 + abs(a) + abs(b)):
            return a, b
    return None
