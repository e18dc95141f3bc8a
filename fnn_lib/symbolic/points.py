"""Points: where two expressions are computed in search of a difference.

Some points are chosen, since wrong steps tend to hold at generic ones: zero,
one, minus one, far out, all symbols equal, one sign only. The rest are
random. Sizes differ from each other, so that a transpose shows. Values are
computed to 50 digits, and a difference counts if it stays at a thousand.
"""

import itertools

import mpmath
import numpy as np
import sympy as sp

from .smooth import with_examples
from .sums import write_out

__all__ = ["DIGITS", "differ"]

POINTS = 20
DIGITS = 50
#: Two computations to 50 digits may differ by what cancels in them.
CLOSE = mpmath.mpf(10) ** (15 - DIGITS)
SPECIAL = (0, 1, -1, 1000, -1000)
#: Digits at which a difference is looked at again: cancellation vanishes.
AGAIN = 1000
#: Beyond this a side may be undefined for want of digits only: log(1 - 1).
FAR = 100


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
    random = np.random.default_rng(0)
    found_any = False
    with mpmath.workdps(DIGITS):
        runs = concrete(left, right, where, random)
        for key, (whole, *sides) in enumerate(runs):
            a, b = (with_examples(side, key) for side in sides)
            names = sorted(letters(a) | letters(b), key=lambda s: str(s))
            sides = [function(names, side) for side in (a, b)]
            for values in trials(names, where, random, special):
                x, y = (_call(side, values) for side in sides)
                if x is None and y is None:
                    continue
                found_any = True
                if _difference(x, y) is None:
                    continue
                with mpmath.workdps(AGAIN):
                    x, y = (_call(side, values) for side in sides)
                    difference = _difference(x, y)
                if None in (x, y) and max(map(abs, values), default=0) > FAR:
                    continue
                if difference is not None:
                    point = dict(zip(map(str, names), values, strict=True))
                    return whole | point, *difference
    if not found_any:
        raise ValueError(
            f"step: found no point at which {left} or {right} is defined, "
            "wanted at least one"
        )
    return None


def letters(expr):
    """Return the scalars that a value is needed for."""
    return expr.atoms(sp.Indexed) | {s for s in _outside(expr) if s.is_Symbol}


def _outside(expr):
    """Return the symbols that occur other than as a name of an array."""
    indexed = {i: sp.Dummy() for i in expr.atoms(sp.Indexed)}
    return expr.xreplace(indexed).free_symbols - set(indexed.values())


def concrete(left, right, where, random):
    """Yield both sides with sizes and indices as integers."""
    free = left.free_symbols | right.free_symbols
    for bounds in where.values():
        if isinstance(bounds, tuple):
            free |= sp.sympify(bounds[1]).free_symbols
    integers = sorted(
        (s for s in free if s.is_Symbol and s.is_integer), key=str
    )
    if not integers:
        yield {}, left, right
        return
    sizes = _sizes(integers, left, right, where)
    for chosen in _choices_of_sizes(len(sizes), random):
        values = {
            s: sp.Integer(int(size))
            for s, size in zip(sizes, chosen, strict=True)
        }
        least = min(map(int, values.values()), default=3)
        for i in integers:
            if i in values:
                continue
            low, high = where.get(i, (1, sp.Integer(least)))
            high = int(sp.sympify(high).xreplace(values))
            values[i] = sp.Integer(int(random.integers(int(low), high + 1)))
        whole = {s.name: int(v) for s, v in values.items()}
        yield (
            whole,
            *(_written(side.xreplace(values)) for side in (left, right)),
        )


def _written(side):
    side = write_out(side)
    return side.doit() if side.has(sp.Sum, sp.Derivative, sp.Subs) else side


def _choices_of_sizes(count, random):
    """Yield sizes that all differ, in several orders; then equal ones."""
    rising = np.arange(2, 2 + count)
    yield rising
    yield rising[::-1]
    for _ in range(2):
        yield random.permutation(rising) + 1
    yield np.ones(count)
    yield np.full(count, 2)


def _sizes(integers, left, right, where):
    """Return the integer symbols that are sizes and not indices."""
    used = set()
    for side in (left, right):
        for total in side.atoms(sp.Sum):
            for _, low, high in total.limits:
                used |= sp.sympify(low).free_symbols
                used |= sp.sympify(high).free_symbols
        for thing in side.atoms(sp.Indexed, sp.KroneckerDelta):
            places = getattr(thing, "indices", thing.args)
            for place in places:
                used -= sp.sympify(place).free_symbols
    for bounds in where.values():
        if isinstance(bounds, tuple):
            used |= sp.sympify(bounds[1]).free_symbols
    return [s for s in integers if s in used]


def trials(names, where, random, special=True):
    """Yield value tuples: the chosen ones if wanted, then random ones."""
    count = len(names)
    if not names:
        yield ()
        return
    if special and count <= 40:
        for value in SPECIAL:
            yield inside([value] * count, names, where)
        if count <= 6:
            for place, value in itertools.product(range(count), SPECIAL):
                values = list(random.normal(size=count))
                values[place] = value
                yield inside(values, names, where)
    for point in range(POINTS):
        values = random.normal(scale=(1, 3, 10)[point % 3], size=count)
        if point % 5 == 1:
            values = np.abs(values)
        if point % 5 == 2:
            values = -np.abs(values)
        yield inside(values, names, where)


def inside(values, names, where):
    """Move each value into what its symbol's assumptions allow."""
    return tuple(
        _allowed(mpmath.mpf(str(round(float(v), 6))), s, where)
        for v, s in zip(values, names, strict=True)
    )


def _allowed(value, s, where):
    interval = where.get(s, where.get(getattr(s, "base", None)))
    letter = s.base.label if isinstance(s, sp.Indexed) else s
    if isinstance(interval, sp.Interval):
        return _into(value, interval)
    if letter.is_positive:
        return abs(value) or mpmath.mpf(1)
    if letter.is_nonnegative:
        return abs(value)
    return value


def _into(value, interval):
    """Map the real line onto an interval, monotonically."""
    low, high = interval.inf, interval.sup
    value = max(-FAR, min(FAR, value))  # an end of an open one is outside
    share = 1 / (1 + mpmath.exp(-value))
    if low.is_finite and high.is_finite:
        return mpmath.mpf(low) + share * (mpmath.mpf(high) - mpmath.mpf(low))
    if low.is_finite:
        return mpmath.mpf(low) + mpmath.exp(value)
    if high.is_finite:
        return mpmath.mpf(high) - mpmath.exp(value)
    return value


def function(names, side):
    """Return a function of `names` to the entries of one side, or None."""
    dummies = [sp.Dummy(f"v{i}") for i in range(len(names))]
    side = side.xreplace(dict(zip(names, dummies, strict=True)))
    flat = list(side) if isinstance(side, sp.MatrixBase) else [side]
    if any(entry.has(sp.zoo, sp.nan, sp.oo) for entry in flat):
        return None
    return sp.lambdify(dummies, flat, "mpmath", cse=True)


def _call(function, values):
    """Return the entries as numbers, None where one is undefined."""
    if function is None:
        return None
    try:
        entries = [mpmath.mpc(v) for v in function(*values)]
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    return entries if all(map(mpmath.isfinite, entries)) else None


def _difference(x, y):
    if x is None or y is None:
        return tuple("undefined" if v is None else v[0] for v in (x, y))
    for a, b in zip(x, y, strict=True):
        if abs(a - b) > CLOSE * (1 + abs(a) + abs(b)):
            return a, b
    return None
