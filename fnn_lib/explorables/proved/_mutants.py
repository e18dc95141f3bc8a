"""SymPy's derivative of a cost, for the mistakes that are planted.

The cost is written here a second time, for every size n of the layers: tanh,
then softmax, then softmax with cross-entropy. Nothing of it is printed as
JavaScript: its numbers are recorded.
"""

import functools

import numpy as np
import sympy as sp

__all__ = ["gradients"]

n = sp.Symbol("n", integer=True, positive=True)
p = sp.Symbol("p", real=True)
z, s, y, W2, b2, W3, b3 = LETTERS = tuple(
    sp.IndexedBase(name, real=True) for name in "z s y W2 b2 W3 b3".split()
)


def _total(term):
    i = sp.Dummy("i", integer=True)
    return sp.Sum(term(i), (i, 0, n - 1))


# What a layer has is a function of the number of its unit.


def _tanh(z):
    return lambda i: sp.tanh(z(i))


def _softmax(z):
    return lambda i: sp.exp(z(i)) / _total(lambda j: sp.exp(z(j)))


def _affine(W, b, a):
    return lambda j: _total(lambda k: W[j, k] * a(k)) + b[j]


def _loss(z):
    # The logarithm of softmax, a quotient, is a difference.
    top = sp.log(_total(lambda j: sp.exp(z(j))))
    return -_total(lambda k: y[k] * (z(k) - top))


@functools.cache
def _slope(l):
    """Differentiate the loss of a sample by a parameter p of layer l.

    As p moves from 0, the pre-activations z of the layer move along s.
    """

    def moved(i):
        return z[i] + p * s[i]

    if l == 1:
        moved = _affine(W2, b2, _tanh(moved))
    if l < 3:
        moved = _affine(W3, b3, _softmax(moved))
    slope = sp.diff(_loss(moved), p)
    return sp.lambdify((n, p, *LETTERS), slope, "numpy")


def gradients(parameters, X, Y):
    """Differentiate the mean cost of a network of three layers.

    Parameters
    ----------
    parameters : sequence of (ndarray, ndarray)
        W and b of each layer, all of n units.
    X, Y : ndarray, shape (n, m)
        The samples and their targets.

    Returns
    -------
    list of (ndarray, ndarray)
        The derivative of the cost by each entry of W and b.
    """
    units, samples = X.shape
    later = [part for W, b in parameters[1:] for part in (W, b[:, 0])]
    activations = np.tanh, lambda Z: np.exp(Z) / np.exp(Z).sum(0), None
    A, found = X, []
    for l, ((W, b), g) in enumerate(zip(parameters, activations, strict=True)):
        Z = W @ A + b
        # Each parameter moves one unit: by an input, or by 1. Parameters
        # and samples stand side by side, a column for each pair.
        inputs = np.vstack([A, np.ones(samples)])
        along = np.einsum("ij,km->ijkm", np.eye(units), inputs)
        count = units * (units + 1)
        slopes = _slope(l + 1)(
            units,
            0.0,
            np.tile(Z, count),
            along.reshape(units, -1),
            np.tile(Y, count),
            *later,
        )
        by = slopes.reshape(units, units + 1, samples).mean(axis=2)
        found.append((by[:, :-1], by[:, -1:]))
        A = g(Z) if g else None
    return found
