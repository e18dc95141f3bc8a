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
from sympy.utilities.iterables import multiset_partitions

from .compiled import compiled

__all__ = ["DIGITS", "Point", "call", "differ", "points", "runs"]

#: Random points, over all choices of sizes.
POINTS = 20
#: How many choices of sizes there are.
CHOICES = 6
DIGITS = 50
#: Two computations to 50 digits may differ by what cancels in them.
CLOSE = mpmath.mpf(10) ** (15 - DIGITS)
SPECIAL = (0, 1, -1, 1000, -1000)
#: Digits at which a difference is looked at again: cancellation vanishes.
AGAIN = 1000
#: Beyond this a side may be undefined for want of digits only: log(1 - 1).
FAR = 100
#: Values are drawn to six decimals, so that a counterexample can be read.
MILLION = 1_000_000
#: With more indices than this, not each way of being equal is tried.
SEVERAL = 4
#: With more letters than this, not each is made special on its own.
FEW = 6
#: With more letters than this, all of them are random.
MANY = 40


class Point(dict):
    """Values of letters, each drawn when it is first asked for.

    Parameters
    ----------
    draw : callable
        Returns a number.
    where : dict
        The interval that a letter is restricted to, where it has one.
    """

    def __init__(self, draw, where):
        super().__init__()
        self.draw, self.where = draw, where

    def __missing__(self, letter):
        self.put(letter, self.draw())
        return self[letter]

    def put(self, letter, value):
        """Give a letter the value, moved into what it allows."""
        value = mpmath.mpf(round(float(value) * MILLION)) / MILLION
        self[letter] = _allowed(value, letter, self.where)

    def moved(self, values):
        """Return a copy in which some letters have other values."""
        other = Point(self.draw, self.where)
        other.update(self)
        other.update(values)
        return other

    def named(self):
        """Return the values by the names of the letters."""
        return {_name(letter): value for letter, value in self.items()}


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


def _name(letter):
    if isinstance(letter, tuple):
        base, *places = letter
        return f"{base}[{', '.join(map(str, places))}]"
    return str(letter)


def runs(sides, where, random):
    """Yield the values of the integers: sizes, and indices within them.

    Each run also has a ``key``, by which unspecified functions choose what
    they are in it.
    """
    free = set().union(*(side.free_symbols for side in sides))
    for bounds in where.values():
        if isinstance(bounds, tuple):
            free |= sp.sympify(bounds[1]).free_symbols
    integers = sorted(
        (s for s in free if s.is_Symbol and s.is_integer), key=str
    )
    if not integers:
        yield {"key": 0}
        return
    sizes = _sizes(integers, sides, where)
    indices = [s for s in integers if s not in sizes]
    key = 0
    for chosen in _choices_of_sizes(len(sizes), random):
        values = {s: int(n) for s, n in zip(sizes, chosen, strict=True)}
        drawn = {
            i: int(random.integers(low, high + 1))
            for i, low, high in _ranges(indices, values, where)
        }
        yield values | drawn | {"key": key}
        key += 1
    # Drawn, two may have been equal in every run, or never.
    most = max(3, len(indices))
    values = {s: n for n, s in enumerate(sizes, most)}
    for groups in _equal_ones(indices, sides) if len(indices) > 1 else ():
        chosen = {}
        for group in groups:
            ranges = list(_ranges(group, values, where, most))
            low = max(low for _, low, _ in ranges)
            high = min(high for *_, high in ranges)
            free = set(range(low, high + 1)) - set(chosen.values())
            chosen |= dict.fromkeys(group, max(free, default=high))
        yield values | chosen | {"key": key}
        key += 1


def _equal_ones(indices, sides):
    """Yield in which groups the indices are equal; all apart comes first.

    A delta tells equal indices from others: where there is one, each way of
    being equal is tried, of many indices those with one pair.
    """
    apart = [[i] for i in indices]
    yield apart
    if not any(side.has(sp.KroneckerDelta) for side in sides):
        return
    if len(indices) <= SEVERAL:
        yield from (g for g in multiset_partitions(indices) if g != apart)
        return
    for pair in itertools.combinations(indices, 2):
        yield [list(pair), *([i] for i in indices if i not in pair)]


def _ranges(indices, values, where, most=3):
    """Yield each index with its least and its largest value."""
    least = min(values.values(), default=most)
    for i in indices:
        low, high = where.get(i, (1, least))
        high = sp.sympify(high).xreplace(_exact(values))
        yield i, int(low), int(high)


def _exact(values):
    return {s: sp.Integer(n) for s, n in values.items()}


def _choices_of_sizes(count, random):
    """Yield sizes that all differ, in several orders; then equal ones."""
    rising = np.arange(2, 2 + count)
    yield rising
    yield rising[::-1]
    for _ in range(2):
        yield random.permutation(rising) + 1
    yield np.ones(count)
    yield np.full(count, 2)


def _sizes(integers, sides, where):
    """Return the integer symbols that are sizes and not indices."""
    used = set()
    for side in sides:
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


def points(sides, run, where, random, special=True, count=POINTS):
    """Yield points: the chosen ones if wanted, then random ones.

    Parameters
    ----------
    sides : sequence of callable
        Compiled; they tell which letters there are.
    run : dict
        Values of the integers.
    where : dict
        The interval of a letter, where it has one.
    random : numpy.random.Generator
        Draws what is not chosen.
    special : bool
        Whether the chosen points come first.
    count : int
        Of random points.
    """
    probe = Point(random.normal, where)
    for side in sides:
        call(side, probe, run)
    if not probe:
        yield probe
        return
    if special and len(probe) <= MANY:
        for value in SPECIAL:
            yield Point(lambda value=value: value, where)
    if special and len(probe) <= FEW:
        for letter in probe:
            for value in SPECIAL:
                point = Point(random.normal, where)
                point.put(letter, value)
                yield point
    for number in range(count):
        yield Point(_draw(number, random), where)


def _draw(number, random):
    """Return how a random point is drawn: near or far, of one sign or not."""
    scale = (1, 3, 10)[number % 3]
    sign = {1: 1, 2: -1}.get(number % 5)
    if sign is None:
        return lambda: random.normal(scale=scale)
    return lambda: sign * abs(random.normal(scale=scale))


def _allowed(value, letter, where):
    """Move a value into what a letter's assumptions allow."""
    base = letter[0] if isinstance(letter, tuple) else letter
    interval = where.get(letter, where.get(base))
    symbol = getattr(base, "label", base)
    if isinstance(interval, sp.Interval):
        return _into(value, interval)
    if symbol.is_positive:
        return abs(value) or mpmath.mpf(1)
    if symbol.is_nonnegative:
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


def call(side, point, run):
    """Return the entries of a compiled side, None where one is undefined."""
    if side is None:
        return None
    try:
        entries = [mpmath.mpc(v) for v in side(point, run)]
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
