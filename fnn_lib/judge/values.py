"""Values: what a tree is at a point, scalars and matrices alike."""

import operator
import random

import mpmath

__all__ = ["DIGITS", "POINTS", "Unfit", "points", "shape", "value"]

DIGITS = 30
#: Values are drawn to this many decimals, so that they can be read.
DECIMALS = 3
POINTS = 12
#: Powers beyond this are no answer, and would take long.
LARGEST = 60

FUNCTIONS = {
    "sigma": lambda z: 1 / (1 + mpmath.exp(-z)),
    "tanh": mpmath.tanh,
    "exp": mpmath.exp,
    "log": mpmath.log,
    "sqrt": mpmath.sqrt,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "sech": mpmath.sech,
    "softplus": lambda z: mpmath.log(1 + mpmath.exp(z)),
    "relu": lambda z: max(z, mpmath.mpf(0)),
}
#: The slopes of the functions above that may be written with a prime.
SLOPES = {
    "sigma": lambda z: 1 / (2 + mpmath.exp(z) + mpmath.exp(-z)),
    "tanh": lambda z: mpmath.sech(z) ** 2,
    "exp": mpmath.exp,
    "relu": lambda z: mpmath.mpf(z > 0),
}
#: Functions of which an exercise says nothing: any smooth ones will do.
UNKNOWN = (
    lambda z: mpmath.sin(z + 1) + z / 3,
    lambda z: mpmath.cos(z + 1) + mpmath.mpf(1) / 3,
)


class Unfit(ValueError):
    """An operation whose sides do not fit.

    Attributes
    ----------
    place : int
        Where it was typed.
    kind : str
        ``shape`` for sides whose shapes do not fit, else ``other``.
    """

    def __init__(self, message, place, kind="other"):
        super().__init__(message)
        self.place, self.kind = place, kind


def points(letters, seed=0):
    """Draw points: a value for each letter.

    Parameters
    ----------
    letters : dict
        By name, a dict with ``domain`` (``"real"``, ``"positive"`` or
        ``"unit"``, the open interval from 0 to 1) and perhaps ``shape``; or
        ``value``, the one number that it always is, such as that of samples.
    seed : int
        The same points for the same seed.

    Yields
    ------
    dict of str to mpmath number or matrix
    """
    draw = random.Random(seed)
    for _ in range(POINTS):
        yield {name: _drawn(draw, told) for name, told in letters.items()}


def _drawn(draw, told):
    if "value" in told:
        return mpmath.mpf(told["value"])
    domain = told.get("domain", "real")
    if "shape" not in told:
        return DOMAINS[domain](draw)
    rows, columns = told["shape"]
    return mpmath.matrix(
        [[DOMAINS[domain](draw) for _ in range(columns)] for _ in range(rows)]
    )


def _decimal(number):
    return mpmath.mpf(round(number * 10**DECIMALS)) / 10**DECIMALS


DOMAINS = {
    "real": lambda draw: _decimal(draw.choice((-1, 1)) * draw.uniform(0.2, 2)),
    "positive": lambda draw: _decimal(draw.uniform(0.2, 3)),
    "unit": lambda draw: _decimal(draw.uniform(0.05, 0.95)),
}


def shape(x):
    """Return the shape of a value; None for a number."""
    return (x.rows, x.cols) if isinstance(x, mpmath.matrix) else None


def value(tree, point):
    """Return the value of a tree.

    Parameters
    ----------
    tree : Tree
    point : dict
        Values of the letters.

    Returns
    -------
    mpmath number or matrix

    Raises
    ------
    Unfit
        When shapes do not fit; it has the place.
    ZeroDivisionError, ValueError
        Where the tree has no value.
    """
    return RULES[tree.kind](tree, point)


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
        function = UNKNOWN[primes]
    x = value(argument, point)
    if shape(x):
        return x.apply(function)
    return function(mpmath.mpf(x) if not isinstance(x, mpmath.mpc) else x)


def _sum(tree, point):
    first, *rest = (value(part, point) for part in tree.parts)
    for part, term in zip(tree.parts[1:], rest, strict=True):
        first = _each(operator.add, first, term, part.place)
    return first


def _each(operation, left, right, place):
    """Apply an operation entry by entry; a number goes with every entry."""
    a, b = shape(left), shape(right)
    if a and b and a != b:
        raise Unfit(f"shapes {a} and {b} do not fit", place, "shape")
    if not a and not b:
        return operation(left, right)
    rows, columns = a or b
    result = mpmath.matrix(rows, columns)
    for i in range(rows):
        for j in range(columns):
            x = left[i, j] if a else left
            y = right[i, j] if b else right
            result[i, j] = operation(x, y)
    return result


def _product(tree, point):
    """Multiply: matrices where they conform, else entry by entry."""
    left, right = (value(part, point) for part in tree.parts)
    a, b = shape(left), shape(right)
    if not a or not b:
        return _each(operator.mul, left, right, tree.place)
    if a[1] == b[0]:
        return left * right
    return _each(operator.mul, left, right, tree.place)


def _matmul(tree, point):
    left, right = (value(part, point) for part in tree.parts)
    a, b = shape(left), shape(right)
    if not a or not b or a[1] != b[0]:
        words = f"{a} times {b} is no product of matrices"
        raise Unfit(words, tree.place, "shape")
    return left * right


def _entrywise(tree, point):
    left, right = (value(part, point) for part in tree.parts)
    return _each(operator.mul, left, right, tree.place)


def _quotient(tree, point):
    above, below = (value(part, point) for part in tree.parts)
    if shape(below):
        raise Unfit("one cannot divide by a matrix", tree.place)
    return _each(operator.truediv, above, below, tree.place)


def _power(tree, point):
    base, exponent = (value(part, point) for part in tree.parts)
    if shape(exponent):
        raise Unfit("an exponent is a number", tree.place)
    if abs(exponent) > LARGEST:
        raise Unfit("a power this large is no answer", tree.place)
    return _each(mpmath.power, base, exponent, tree.place)


def _transpose(tree, point):
    x = value(tree.parts[0], point)
    return x.T if shape(x) else x


def _negative(tree, point):
    return -1 * value(tree.parts[0], point)


RULES = {
    "number": lambda tree, point: mpmath.mpf(tree.parts[0]),
    "letter": lambda tree, point: point[tree.parts[0]],
    "call": _call,
    "+": _sum,
    "*": _product,
    "@": _matmul,
    "o": _entrywise,
    "/": _quotient,
    "^": _power,
    "neg": _negative,
    "T": _transpose,
}
