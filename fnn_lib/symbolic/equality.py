"""Equality of two expressions: proved, checked or refuted.

Refutation comes first: both sides are computed to 50 digits at random points,
so that a counterexample stops a wrong step before any simplification could
hide it. What survives is handed to SymPy; what SymPy cannot prove is called
checked, never proved.
"""

from dataclasses import dataclass

import mpmath
import numpy as np
import sympy as sp

from .functions import expand_definitions
from .smooth import by_conjugates, with_examples
from .sums import collect_sums, rename_bound, write_out

__all__ = ["Finding", "decide"]

POINTS = 20
DIGITS = 50
#: Sizes at which indexed sums are computed when a size is a symbol.
SIZES = (2, 3, 5)


@dataclass(frozen=True)
class Finding:
    """What was found out about ``left = right``.

    Attributes
    ----------
    verdict : str
        One of "proved for every size", "proved", "checked", "refuted".
    counterexample : dict or None
        Values at which the two differ, by symbol, where refuted.
    left, right : object
        The two values there.
    """

    verdict: str
    counterexample: dict | None = None
    left: object = None
    right: object = None


def decide(left, right):
    """Return a `Finding` on whether two expressions are equal.

    Parameters
    ----------
    left, right : sympy expression or Matrix
        Scalars, explicit matrices of one shape, or indexed sums.

    Raises
    ------
    ValueError
        When a bound index also occurs free, so that it is unclear what is
        meant, or when neither side is defined anywhere.
    """
    left, right = sp.sympify(left), sp.sympify(right)
    shapes = [  # an entry has none, and says so with an error of its own
        () if isinstance(side, sp.Indexed) else getattr(side, "shape", ())
        for side in (left, right)
    ]
    if shapes[0] != shapes[1]:
        return Finding("refuted", {}, *(f"shape {s}" for s in shapes))
    left, right = (  # products of explicit matrices, printed as products
        side.as_explicit() if isinstance(side, sp.MatrixExpr) else side
        for side in (left, right)
    )
    sums = _differentiate(left), _differentiate(right)
    left, right = _prepare(left), _prepare(right)
    if refuted := _refute(left, right):
        return refuted
    # SymPy's own summation answers deltas by cases: sums are tried before it.
    if not (
        _proved(*sums, STRATEGIES[:1]) or _proved(left, right, STRATEGIES)
    ):
        return Finding("checked")
    indexed = left.has(sp.Indexed, sp.Sum) or right.has(sp.Indexed, sp.Sum)
    return Finding("proved for every size" if indexed else "proved")


def _prepare(expr):
    """Rename bound indices, expand definitions, carry out derivatives."""
    bound = {s for total in expr.atoms(sp.Sum) for s in total.variables}
    if clash := bound & expr.free_symbols:
        raise ValueError(
            f"index {', '.join(map(str, clash))}: found both bound by a sum "
            "and free, wanted different letters"
        )
    return rename_bound(rename_bound(expand_definitions(expr)).doit())


def _differentiate(expr):
    """Carry out derivatives, and leave sums as they are."""
    return rename_bound(expand_definitions(expr)).replace(
        lambda part: isinstance(part, sp.Derivative),
        lambda part: part.expr.diff(*part.variables),
    )


def _is_size(s):
    return s.name.isupper() or s.name in ("m", "n")


def _refute(left, right):
    random = np.random.default_rng(0)
    bases = _bases(left, right)
    free = (left.free_symbols | right.free_symbols) - bases
    symbols = sorted((s for s in free if s.is_Symbol), key=str)
    compared = 0
    for point in range(POINTS):
        values = _sample(symbols, random, point)
        with mpmath.workdps(DIGITS):
            a, b = (_at(side, values, point) for side in (left, right))
            if a is None and b is None:
                continue
            compared += 1
            shown = {s.name: v for s, v in values.items()}
            if a is None or b is None:
                sides = ("undefined" if s is None else s[0] for s in (a, b))
                return Finding("refuted", shown, *sides)
            for x, y in zip(a, b, strict=True):
                if not _close(x, y):
                    return Finding("refuted", shown, x, y)
    if not compared:
        raise ValueError(
            f"step: found no point at which {left} or {right} is defined, "
            "wanted at least one"
        )
    return None


def _bases(*sides):
    found = set()
    for side in sides:
        for base in side.atoms(sp.IndexedBase):
            found |= {base, base.label}
    return found


def _sample(symbols, random, point):
    """Return a random value for each symbol that its assumptions allow."""
    values = {}
    for s in symbols:
        if s.is_integer:
            values[s] = None
        else:
            value = round(float(random.normal(scale=1 + 2 * (point % 2))), 6)
            values[s] = abs(value) if s.is_positive else value
    integers = [s for s in symbols if s.is_integer]
    sizes = [s for s in integers if _is_size(s)]
    # Sizes that differ, so that a range in place of another is noticed; an
    # index within all of them.
    values |= {
        s: SIZES[(point + rank) % len(SIZES)] for rank, s in enumerate(sizes)
    }
    least = min((values[s] for s in sizes), default=SIZES[point % len(SIZES)])
    for s in integers:
        if s not in sizes:
            values[s] = int(random.integers(1, least + 1))
    return {
        s: sp.Float(str(v), DIGITS) if isinstance(v, float) else sp.Integer(v)
        for s, v in values.items()
    }


def _at(side, values, point):
    """Return the entries of one side as numbers, None where undefined."""
    concrete = write_out(
        side.xreplace({s: v for s, v in values.items() if v.is_Integer})
    )
    if concrete.has(sp.Sum, sp.Derivative, sp.Integral, sp.Subs):
        concrete = concrete.doit()
    names = sorted(concrete.atoms(sp.Indexed), key=str)
    numbers = dict(values)
    for name in names:
        # A value that depends on the name and the point only, so that both
        # sides see the same array.
        key = np.random.default_rng([point, *map(ord, str(name))])
        positive = name.base.label.is_positive
        value = float(np.round(key.normal(), 6))
        numbers[name] = sp.Float(str(abs(value) if positive else value), 50)
    entries = (
        list(concrete) if isinstance(concrete, sp.MatrixBase) else [concrete]
    )
    out = []
    for entry in entries:
        entry = with_examples(entry.xreplace(numbers), point)
        value = entry.evalf(DIGITS)
        if not value.is_number or value.has(sp.nan, sp.zoo, sp.oo):
            return None
        real, imaginary = value.as_real_imag()
        out.append(mpmath.mpc(str(real), str(imaginary)))
    return out


def _close(x, y):
    return abs(x - y) <= mpmath.mpf(10) ** (15 - DIGITS) * (
        1 + abs(x) + abs(y)
    )


#: What is tried, in this order, to bring a difference to zero.
STRATEGIES = (
    lambda e: sp.expand(collect_sums(e)),
    lambda e: sp.expand(sp.together(collect_sums(e))),
    lambda e: sp.expand(by_conjugates(e)),
    sp.simplify,
    lambda e: sp.simplify(sp.expand(e.rewrite(sp.exp))),
    lambda e: sp.simplify(sp.piecewise_fold(e.rewrite(sp.Piecewise))),
    lambda e: sp.simplify(sp.expand_log(e, force=False)),
)


#: What SymPy raises where it gives up.
FAILURES = (
    RuntimeError,
    StopIteration,
    ValueError,
    TypeError,
    NotImplementedError,
)


def _proved(left, right, strategies):
    if isinstance(left, sp.MatrixBase):
        pairs = zip(left, right, strict=True)
    else:
        pairs = [(left, right)]
    return all(
        any(_brings_to_zero(s, a - b) for s in strategies) for a, b in pairs
    )


def _brings_to_zero(strategy, difference):
    try:
        return strategy(difference) == 0
    except FAILURES:
        return False  # SymPy gave up: that strategy proves nothing
