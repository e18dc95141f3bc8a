"""Agreements: a value found, and the value that was claimed."""

import numpy as np

from .executed import TOLERANCE
from .refusal import CLASH, RefutedStep

__all__ = ["Agreement"]

#: How NumPy begins to say that shapes do not conform.
CLASHES = ("matmul", "operands could not be broadcast", "shapes ")


class Agreement:
    """A value that is as claimed: a number, an array, a shape, a set, a word.

    For claims that are no formula, such as a count, a shape or a name, and
    for formulas that a document gives as a program.

    Parameters
    ----------
    found : object
        What it is. Arrays and numbers are compared with a tolerance and
        without broadcasting, all else by ``==``.
    claimed : object or callable
        What it is claimed to be. A callable is called without arguments, and
        shapes that do not conform in it refute the claim.
    tolerance : float
        The largest difference, relative to the largest number found, at
        least 1. Wider than the default only where differences are taken.

    Raises
    ------
    RefutedStep
        When the two differ.

    Examples
    --------
    >>> Agreement({1, 2}, {2, 1}).verdict
    'executed'
    """

    verdict = "executed"

    def __init__(self, found, claimed, tolerance=TOLERANCE):
        claimed = _compute(claimed)
        if not _same(found, claimed, tolerance):
            raise RefutedStep(
                f"claimed {claimed}, found {found}", {}, found, claimed
            )


def _compute(claimed):
    if not callable(claimed):
        return claimed
    try:
        return claimed()
    except ValueError as error:
        if not str(error).startswith(CLASHES):
            raise
        raise RefutedStep(
            f"claimed a product that does not conform: {error}",
            {},
            CLASH,
            str(error),
        ) from error


def _same(found, claimed, tolerance):
    a, b = _numbers(found), _numbers(claimed)
    if a is None and b is None:
        return bool(found == claimed)
    if a is None or b is None:
        return False
    if a.shape != b.shape:
        return False
    if not a.size:
        raise ValueError("found: no entries, wanted at least one to compare")
    scale = max(1.0, float(np.abs(a).max()))
    return bool(np.abs(a - b).max() <= tolerance * scale)


def _numbers(value):
    """Return an array, or None for words, sets and rows of several lengths."""
    if isinstance(value, str | bool):
        return None
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return None
