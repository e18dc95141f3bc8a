"""Stable forms: equal to the book's formulas, and precise where those are not.

Printed naively, ``1 - tanh(z)**2`` has no correct digit left at ``z = 20``,
and softmax overflows at ``z = 710``. Each form here is the last line of a
`Derivation` that begins with the book's formula: it is proved, not trusted.
"""

import functools

import sympy as sp
from sympy.codegen.cfunctions import log1p

from .derivation import Derivation, verify
from .functions import DEFINITIONS, relu, sigma, softplus
from .notation import symbol

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_error",
    "binary_cross_entropy_slope",
    "categorical_cross_entropy",
    "functions",
    "relu_slope",
    "sigmoid_error",
    "sigmoid_slope",
    "softmax_entries",
    "softmax_jacobian",
    "tanh_slope",
]

DEFINITIONS[log1p] = lambda x: sp.log(1 + x)


@functools.cache
def functions():
    """Return the functions of one number that formulas are made of.

    Returns
    -------
    dict
        By class, the argument and a `Derivation` that ends in a form without
        overflow and without cancellation.
    """
    z = symbol("z")
    small = sp.exp(-sp.Abs(z))  # at most 1
    by_sign = sp.Piecewise(
        (1 / (1 + small), z >= 0), (small / (1 + small), True)
    )
    return {
        sigma: (z, verify(sigma(z), by_sign, because="by the sign of z")),
        softplus: (
            z,
            verify(
                softplus(z),
                sp.Max(z, 0) + log1p(small),
                because="the larger term pulled out",
            ),
        ),
        relu: (z, verify(relu(z), sp.Max(z, 0), because="definition")),
    }


def sigmoid_slope(z):
    """Derive the sigmoid's slope, even in z, without ``1 - sigma``."""
    small = sp.exp(-sp.Abs(z))
    exact = sigma(z) * (1 - sigma(z))
    return verify(exact, small / (1 + small) ** 2, because="even in z")


def sigmoid_error(z, y):
    """Derive the error of a sigmoid, exact for targets of 0 and 1.

    One of the two terms is zero there: nothing cancels.
    """
    stable = (1 - y) * sigma(z) - y * sigma(-z)
    return verify(sigma(z) - y, stable, because="symmetry")


def tanh_slope(z):
    """Derive the slope of tanh, even in z, without ``1 - tanh(z)**2``."""
    small = sp.exp(-2 * sp.Abs(z))
    exact = 1 - sp.tanh(z) ** 2
    return verify(exact, 4 * small / (1 + small) ** 2, because="even in z")


def relu_slope(z):
    """Derive the slope of ReLU; at its kink, 0, it is 0 by convention."""
    slope = sp.Piecewise((1, z > 0), (0, True))
    return verify(sp.diff(relu(z), z), slope, because="on each side of 0")


def binary_cross_entropy(z, y):
    """Derive the loss of a sigmoid output from its logit."""
    exact = -y * sp.log(sigma(z)) - (1 - y) * sp.log(1 - sigma(z))
    stable = y * softplus(-z) + (1 - y) * softplus(z)
    return verify(exact, stable, because="logarithms of the sigmoid")


def binary_cross_entropy_slope(z, y):
    """Derive the loss's slope in the prediction from the logit."""
    exact = -y / sigma(z) + (1 - y) / (1 - sigma(z))
    stable = (1 - y) * (1 + sp.exp(z)) - y * (1 + sp.exp(-z))
    return verify(exact, stable, because="the sigmoid's reciprocals")


def binary_cross_entropy_error(z, y):
    """Derive the loss's slope in the logit, exact for targets of 0 and 1."""
    error = sigmoid_error(z, y)
    derivation = Derivation(sp.diff(binary_cross_entropy(z, y).first, z))
    derivation.step(error.first, because="the slope cancels the denominator")
    derivation.step(error.result, because="without differences")
    return derivation


def softmax_entries(logits):
    """Derive all entries of a softmax, the largest logit subtracted.

    Returns
    -------
    list of Derivation
        One for each logit.
    """
    top = sp.Max(*logits)
    exact = [sp.exp(z) for z in logits]
    moved = [sp.exp(z - top) for z in logits]
    return [
        verify(
            one / sp.Add(*exact),
            other / sp.Add(*moved),
            because="a shift changes nothing",
        )
        for one, other in zip(exact, moved, strict=True)
    ]


def softmax_jacobian(logits):
    """Derive the slopes of a softmax's entries, without ``1 - yhat``.

    Returns
    -------
    dict of (int, int) to Derivation
        By the numbers, from 1, of the logit and of the entry.
    """
    top = sp.Max(*logits)
    exact = [sp.exp(z) for z in logits]
    moved = [sp.exp(z - top) for z in logits]
    total = sp.Add(*moved)
    slopes = {}
    for i, z in enumerate(logits):
        others = sp.Add(*(e for k, e in enumerate(moved) if k != i))
        for j, entry in enumerate(exact):
            factor = others if i == j else -moved[j]
            slopes[i + 1, j + 1] = verify(
                sp.diff(entry / sp.Add(*exact), z),
                moved[i] * factor / total**2,
                because="what one gains the others lose",
            )
    return slopes


def categorical_cross_entropy(logits, target):
    """Derive the loss of a softmax output whose target is one class.

    Parameters
    ----------
    logits : sequence of Symbol
        One for each class.
    target : int
        Number of the class, from 1.
    """
    total = sp.Add(*(sp.exp(z) for z in logits))
    z = logits[target - 1]
    others = [one for k, one in enumerate(logits, 1) if k != target]
    derivation = Derivation(-sp.log(sp.exp(z) / total))
    derivation.step(sp.log(total) - z, because="logarithm of a quotient")
    derivation.step(
        softplus(_log_sum(others) - z),
        because="the target's share pulled out",
    )
    return derivation


def _log_sum(logits):
    """Write the logarithm of a sum of exponentials, term by term."""
    *others, last = logits
    return last + softplus(_log_sum(others) - last) if others else last
