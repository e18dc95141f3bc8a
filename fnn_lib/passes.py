"""Passes: what a forward and a backward pass return."""

from typing import NamedTuple

import numpy as np

__all__ = ["Backward", "Trace"]


class Trace(NamedTuple):
    """A forward pass: ``Z[l]`` for l = 1..L and ``A[l]`` for l = 0..L."""

    Z: list
    A: list

    @classmethod
    def empty(cls, L):
        """Return lists for `L` layers with no array in them yet."""
        return cls(*([None] * (L + 1) for _ in range(2)))


class Backward(NamedTuple):
    """A backward pass: every gradient, each of the shape of its variable.

    ``dJ_dZ``, ``dJ_dW`` and ``dJ_db`` are indexed by l = 1..L and hold
    ``None`` at 0; ``dJ_dA`` is indexed by l = 0..L, and ``dJ_dX`` is
    ``dJ_dA[0]``.
    """

    dJ_dZ: list
    dJ_dA: list
    dJ_dW: list
    dJ_db: list
    dJ_dX: np.ndarray

    @classmethod
    def empty(cls, L):
        """Return lists for `L` layers with no array in them yet."""
        return cls(*([None] * (L + 1) for _ in range(4)), None)
