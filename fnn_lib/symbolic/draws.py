"""Draws: the points at which letters get their values.

Some are chosen, since wrong steps tend to hold at generic ones: zero, one,
minus one, far out, all symbols equal, one sign only. The rest are random.
"""

import functools

import mpmath
import sympy as sp

__all__ = ["DIGITS", "FAR", "POINTS", "Point", "call", "points"]

#: Random points, over all choices of sizes.
POINTS = 20
DIGITS = 50
SPECIAL = (0, 1, -1, 1000, -1000)
#: Beyond this a side may be undefined for want of digits only: log(1 - 1).
FAR = 100
#: Values are drawn to six decimals, so that a counterexample can be read.
MILLION = 1_000_000
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
        number = _millionths(round(float(value) * MILLION), mpmath.mp.prec)
        self[letter] = _allowed(number, letter, self.where)

    def moved(self, values):
        """Return a copy in which some letters have other values."""
        other = Point(self.draw, self.where)
        other.update(self)
        other.update(values)
        return other

    def named(self):
        """Return the values by the names of the letters."""
        return {_name(letter): value for letter, value in self.items()}


@functools.lru_cache(maxsize=50_000)
def _millionths(count, _precision):
    return mpmath.mpf(count) / MILLION


def _name(letter):
    if isinstance(letter, tuple):
        base, *places = letter
        return f"{base}[{', '.join(map(str, places))}]"
    return str(letter)


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
    random : random.Random
        Draws what is not chosen.
    special : bool
        Whether the chosen points come first.
    count : int
        Of random points.
    """
    probe = Point(random.gauss, where)
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
                point = Point(random.gauss, where)
                point.put(letter, value)
                yield point
    for number in range(count):
        yield Point(_draw(number, random), where)


def _draw(number, random):
    """Return how a random point is drawn: near or far, of one sign or not."""
    scale = (1, 3, 10)[number % 3]
    sign = {1: 1, 2: -1}.get(number % 5)
    if sign is None:
        return lambda: random.gauss(0, scale)
    return lambda: sign * abs(random.gauss(0, scale))


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
