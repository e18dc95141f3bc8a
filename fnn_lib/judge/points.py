"""Points: values drawn for the letters of an exercise."""

import random

from mpmath import mpf, workdps

from .fitting import fit, shape_of
from .reading import read
from .values import CARRIED, evaluated

__all__ = ["POINTS", "drawn", "points"]

POINTS = 12
#: Values are drawn to this many decimals, so that they can be read.
DECIMALS = 3


def points(letters, seed=0):
    """Draw points: a value for each letter.

    Parameters
    ----------
    letters : dict
        By name, a dict with ``domain`` (``"real"``, ``"positive"``,
        ``"unit"``, the open interval from 0 to 1, or ``"whole"``, 1 to 6)
        or ``value``, the one number that it always is, such as that of
        samples, and perhaps ``shape``; or with ``is``, a line in letters that
        are drawn, such as ``sigma(z)``.
    seed : int
        The same points for the same seed.

    Yields
    ------
    dict of str to mpmath number or tuple of rows
    """
    draw = random.Random(seed)
    for _ in range(POINTS):
        point = {
            name: drawn(draw, told)
            for name, told in letters.items()
            if "is" not in told
        }
        yield point | {
            name: _made(told["is"], point, letters)
            for name, told in letters.items()
            if "is" in told
        }


def _made(line, point, letters):
    """Return the value of a letter that stands for a line in others."""
    tree, _ = fit(read(line, point), letters)
    return next(evaluated(tree, [point]))


def drawn(draw, told):
    """Draw a value for a letter.

    Parameters
    ----------
    draw : random.Random
    told : dict
        What the exercise tells of the letter.

    Returns
    -------
    mpmath number or tuple of rows
    """
    shape = shape_of(told)
    if not shape:
        return _number(draw, told)
    rows, columns = shape
    return tuple(
        tuple(_number(draw, told) for _ in range(columns)) for _ in range(rows)
    )


def _number(draw, told):
    if "value" in told:
        return mpf(told["value"])
    return DOMAINS[told.get("domain", "real")](draw)


def _decimal(number):
    with workdps(CARRIED):
        return mpf(round(number * 10**DECIMALS)) / 10**DECIMALS


DOMAINS = {
    "real": lambda draw: _decimal(draw.choice((-1, 1)) * draw.uniform(0.2, 2)),
    "positive": lambda draw: _decimal(draw.uniform(0.2, 3)),
    "unit": lambda draw: _decimal(draw.uniform(0.05, 0.95)),
    "whole": lambda draw: mpf(draw.randint(1, 6)),
}
