"""Values: what a tree is at a point, scalars and matrices alike.

A matrix is a tuple of rows. All values are real: where a tree has none, as
at the logarithm of a negative number, it has no value.
"""

import operator
import zlib

from mpmath import mp, mpf, workdps

from .fitting import Unfit

__all__ = [
    "CARRIED",
    "DIGITS",
    "RULES",
    "alike",
    "each",
    "evaluated",
]

#: Values agree to this many digits; more are carried.
DIGITS = 30
CARRIED = 40
CLOSE = mpf(10) ** -DIGITS
#: Powers beyond this are no answer, and would take long.
LARGEST_POWER = 60
#: Beyond it no function is asked for a value, and no value is kept.
LARGEST_ARGUMENT = 10**5
LARGEST_BITS = 10**6


def _slope(name):
    """Return a smooth function and its slope, others for other names."""
    shift = 1 + mpf(zlib.crc32(name.encode()) % 997) / 997

    def function(z):
        return mp.sin(z + shift) + shift * z / 3

    def slope(z):
        return mp.cos(z + shift) + shift / 3

    return function, slope


def _root(z):
    if z < 0:
        raise ValueError("the root of a negative number")
    return mp.sqrt(z)


def _log(z):
    if z <= 0:
        raise ValueError("the logarithm of a number that is not positive")
    return mp.log(z)


FUNCTIONS = {
    "sigma": lambda z: 1 / (1 + mp.exp(-z)),
    "tanh": mp.tanh,
    "sinh": mp.sinh,
    "cosh": mp.cosh,
    "sech": mp.sech,
    "exp": mp.exp,
    "log": _log,
    "sqrt": _root,
    "softplus": lambda z: mp.log(1 + mp.exp(z)),
    "relu": lambda z: max(z, mpf(0)),
}
#: The slopes of the functions above that may be written with a prime.
SLOPES = {
    "sigma": lambda z: 1 / (2 + mp.exp(z) + mp.exp(-z)),
    "tanh": lambda z: mp.sech(z) ** 2,
    "exp": mp.exp,
    "softplus": FUNCTIONS["sigma"],
    "relu": lambda z: mpf(z > 0),
}


def evaluated(tree, at):
    """Evaluate a tree at points.

    Parameters
    ----------
    tree : Tree
        Of `fit`.
    at : iterable of dict
        Values of the letters.

    Yields
    ------
    mpmath number, tuple of rows, or None
        None where the tree has no value.

    Raises
    ------
    Unfit
        When an operation is none that an answer has.
    """
    for point in at:
        with workdps(CARRIED):
            try:
                value = _value(tree, point)
            except Unfit:
                raise
            except (ZeroDivisionError, ValueError, OverflowError):
                value = None
        yield value


def alike(x, y):
    """Tell whether two values agree to `DIGITS` digits.

    Parameters
    ----------
    x, y : mpmath number, tuple of rows, or None

    Returns
    -------
    bool
        Nothing agrees with None.
    """
    if x is None or y is None or isinstance(x, tuple) != isinstance(y, tuple):
        return False
    if isinstance(x, tuple):
        return len(x) == len(y) and all(map(alike, x, y))
    with workdps(CARRIED):
        return abs(x - y) <= CLOSE * (1 + max(abs(x), abs(y)))


def _value(tree, point):
    if tree.kind == "letter":
        return point[tree.parts[0]]
    if tree.kind == "number":
        return mpf(tree.parts[0])
    if tree.kind == "call":
        return _call(tree, point)
    parts = [_value(part, point) for part in tree.parts]
    return RULES[tree.kind](tree, *parts)


def _call(tree, point):
    name, primes, argument = tree.parts
    if primes > 1:
        raise Unfit("one prime at most", tree.place)
    if name in FUNCTIONS:
        table = SLOPES if primes else FUNCTIONS
        if name not in table:
            raise Unfit(f"write the slope of {name} out", tree.place)
        function = table[name]
    else:
        function = _slope(name)[primes]
    return each(lambda z: function(_small(z)), _value(argument, point))


def _small(z):
    if abs(z) > LARGEST_ARGUMENT:
        raise OverflowError("no function is evaluated so far out")
    return z


def each(operation, *sides):
    """Apply an operation entry by entry; a number goes with every entry.

    Parameters
    ----------
    operation : callable
    *sides : number or tuple of rows

    Returns
    -------
    number or tuple of rows
    """
    shaped = [side for side in sides if isinstance(side, tuple)]
    if not shaped:
        return operation(*sides)
    return tuple(
        each(
            operation,
            *(side[k] if isinstance(side, tuple) else side for side in sides),
        )
        for k in range(len(shaped[0]))
    )


def _sum(tree, first, *rest):
    for term in rest:
        first = each(operator.add, first, term)
    return first


def _matrices(tree, left, right):
    columns = tuple(zip(*right, strict=True))
    product = tuple(
        tuple(sum(map(operator.mul, row, column)) for column in columns)
        for row in left
    )
    return product[0][0] if len(left) == len(columns) == 1 else product


def _power(tree, base, exponent):
    if abs(exponent) > LARGEST_POWER:
        raise Unfit(f"a power beyond {LARGEST_POWER} is no answer", tree.place)
    return each(lambda x: _raised(x, exponent), base)


def _raised(base, exponent):
    if base < 0 and exponent != int(exponent):
        raise ValueError("a root of a negative number")
    if base == 0 and exponent < 0:
        raise ZeroDivisionError
    result = base**exponent
    if result and abs(mp.mag(result)) > LARGEST_BITS:
        raise OverflowError("too far out")
    return result


def _entries(operation):
    return lambda tree, left, right: each(operation, left, right)


#: What each kind of node does with the node and the values of its parts.
RULES = {
    "+": _sum,
    "*": _entries(operator.mul),
    "@": _matrices,
    "o": _entries(operator.mul),
    "/": _entries(operator.truediv),
    "o/": _entries(operator.truediv),
    "^": _power,
    "o^": _power,
    "neg": lambda tree, x: each(operator.neg, x),
    "T": lambda tree, x: (
        tuple(zip(*x, strict=True)) if isinstance(x, tuple) else x
    ),
}
