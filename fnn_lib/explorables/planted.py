"""A network with a mistake: its lines, what may stand there, and where.

A mutant is the text of both passes with one line exchanged, compiled: the
line that a reader sees is the line that runs.
"""

import functools
from typing import NamedTuple

import numpy as np

from ..network import Network
from ..passes import Backward, Trace

__all__ = ["LINES", "MUTANTS", "POINTS", "Mutant", "Point", "planted"]

#: The lines of a network in which a mistake may stand.
LINES = {
    "input": "A[0] = X",
    "forward": "Z[l] = W[l] @ A[l - 1] + b[l]",
    "activate": "A[l] = g[l].value(Z[l])",
    "count": "m = Y.shape[1]",
    "cost": "J = head.value(Z[L], Y).sum() / m",
    "output": "dJ_dZ[L] = head.dl_dZ(Z[L], Y) / m",
    "weights": "dJ_dW[l] = dJ_dZ[l] @ A[l - 1].T",
    "bias": "dJ_db[l] = dJ_dZ[l].sum(axis=1, keepdims=True)",
    "back": "dJ_dA[l - 1] = W[l].T @ dJ_dZ[l]",
    "through": "dJ_dZ[l - 1] = g[l - 1].pullback(Z[l - 1], dJ_dA[l - 1])",
}

#: Around them, what `Network` has too.
PASSES = """
def _forward(self, X):
    W, b, g, L = self._W, self._b, self.activations, self.L
    Z, A = [None] * (L + 1), [None] * (L + 1)
    {input}
    for l in range(1, L + 1):
        {forward}
        {activate}
    return Trace(Z, A)


def _cost(self, X, Y):
    head, L, Z = self._head, self.L, self._forward(X).Z
    {count}
    {cost}
    return J


def _backward(self, trace, Y):
    (Z, A), head, L = trace, self._head, self.L
    W, b, g = self._W, self._b, self.activations
    dJ_dZ, dJ_dA, dJ_dW, dJ_db = ([None] * (L + 1) for _ in range(4))
    {count}
    dJ_dA[L] = head.dl_dYhat(Z[L], Y) / m
    {output}
    for l in range(L, 0, -1):
        {weights}
        {bias}
        {back}
        if l > 1:
            {through}
    return Backward(dJ_dZ, dJ_dA, dJ_dW, dJ_db, dJ_dA[0])
"""


def diagonal(g, Z):
    """Return the diagonal of an activation's Jacobian in each sample."""
    A = g.value(Z)
    return A * (1 - A) if g.coupled else g.slope(Z)


#: What the lines may use.
NAMES = {
    "Backward": Backward,
    "SWAPPED": {1: 1, 2: 3, 3: 2},
    "Trace": Trace,
    "diagonal": diagonal,
    "np": np,
}


class Mutant(NamedTuple):
    """A mistake: its name for a reader, its line, and what stands there."""

    label: str
    line: str
    text: str


#: The mistakes by name; ``none`` has none.
MUTANTS = {
    "none": Mutant("none", "", ""),
    "transpose_lost": Mutant(
        "transpose lost", "back", "dJ_dA[l - 1] = W[l] @ dJ_dZ[l]"
    ),
    "slope_lost": Mutant(
        "slope g' lost", "through", "dJ_dZ[l - 1] = dJ_dA[l - 1]"
    ),
    "weights_swapped": Mutant(
        "W of two layers swapped",
        "back",
        "dJ_dA[l - 1] = W[SWAPPED[l]].T @ dJ_dZ[l]",
    ),
    "mean_lost": Mutant(
        "1/m lost", "output", "dJ_dZ[L] = head.dl_dZ(Z[L], Y)"
    ),
    "sign_flipped": Mutant(
        "sign flipped", "output", "dJ_dZ[L] = -head.dl_dZ(Z[L], Y) / m"
    ),
    "bias_forgotten": Mutant(
        "bias forgotten", "bias", "dJ_db[l] = np.zeros_like(b[l])"
    ),
    "wrong_layer": Mutant(
        "A of the wrong layer", "weights", "dJ_dW[l] = dJ_dZ[l] @ A[l].T"
    ),
    "wrong_axis": Mutant(
        "sum over the wrong axis",
        "bias",
        "dJ_db[l] = dJ_dZ[l].sum(axis=0, keepdims=True).T",
    ),
    "mean_for_sum": Mutant(
        "mean where the sum belongs",
        "bias",
        "dJ_db[l] = dJ_dZ[l].mean(axis=1, keepdims=True)",
    ),
    "sample_left_out": Mutant(
        "one sample left out",
        "weights",
        "dJ_dW[l] = dJ_dZ[l][:, :-1] @ A[l - 1][:, :-1].T",
    ),
    "delta_lost": Mutant(
        "delta not multiplied",
        "through",
        "dJ_dZ[l - 1] = g[l - 1].pullback(Z[l - 1], "
        "np.ones_like(dJ_dA[l - 1]) / dJ_dA[l - 1].size)",
    ),
    "softmax_diagonal": Mutant(
        "softmax as diagonal",
        "through",
        "dJ_dZ[l - 1] = dJ_dA[l - 1] * diagonal(g[l - 1], Z[l - 1])",
    ),
    "slope_one_off": Mutant(
        "g' one layer off",
        "through",
        "dJ_dZ[l - 1] = g[l - 1].pullback(Z[l], dJ_dA[l - 1])",
    ),
    "slope_at_A": Mutant(
        "g' at A, not at Z",
        "through",
        "dJ_dZ[l - 1] = g[l - 1].pullback(A[l - 1], dJ_dA[l - 1])",
    ),
    "factor": Mutant(
        "2.001 for 2.0",
        "output",
        "dJ_dZ[L] = 2.001 / 2.0 * head.dl_dZ(Z[L], Y) / m",
    ),
    "safety": Mutant(
        "1e-8 added, to be safe",
        "output",
        "dJ_dZ[L] = head.dl_dZ(Z[L], Y) / (m + 1e-8)",
    ),
    "cost_sum": Mutant(
        "cost not divided by m", "cost", "J = head.value(Z[L], Y).sum()"
    ),
    "sum_for_mean": Mutant("sum for mean", "count", "m = 1"),
    "upside_down": Mutant("input upside down", "input", "A[0] = X[::-1]"),
}


@functools.cache
def planted(name):
    """Return a kind of network with that mistake in it.

    Parameters
    ----------
    name : str
        One of `MUTANTS`.

    Returns
    -------
    type
        A subclass of `Network`.
    """
    mutant = MUTANTS[name]
    made = dict(NAMES)
    exec(PASSES.format(**LINES | {mutant.line: mutant.text}), made)
    own = {key: made[key] for key in ("_forward", "_cost", "_backward")}
    return type("Planted", (Network,), own)


def generic(kind, m=4):
    """Return a network with 4 units in each layer, and m samples.

    All sizes are equal, so that no shape gives a mistake away.
    """
    random = np.random.default_rng(3)
    net = kind(
        (4, 4, 4, 4),
        hidden=("tanh", "softmax"),
        output="softmax",
        loss="categorical_cross_entropy",
        seed=1,
    )
    for W, b in net.parameters:
        W *= 1.5
        b[...] = random.normal(size=b.shape)
    X = random.normal(size=(4, m))
    Y = np.eye(4)[:, random.integers(0, 4, m)]
    return net, X, Y


def one_sample(kind):
    """Return it with a batch of one."""
    return generic(kind, m=1)


def symmetric(kind):
    """Return it with weights that are their own transposes."""
    net, X, Y = generic(kind)
    for W, _ in net.parameters:
        W[...] = (W + W.T) / 2
    return net, X, Y


def zero(kind):
    """Return it with all weights zero."""
    net, X, Y = generic(kind)
    for W, _ in net.parameters:
        W[...] = 0
    return net, X, Y


def saturated(kind):
    """Return it with one class for all samples, and certain of it."""
    net, X, Y = generic(kind)
    net.parameters[-1][1][0] = 45.0
    Y[...] = np.eye(4)[:, :1]
    return net, X, Y


class Point(NamedTuple):
    """Where a network is checked: its name for a reader, and its maker."""

    label: str
    make: object


POINTS = {
    "generic": Point("random W, 4 samples", generic),
    "one_sample": Point("random W, 1 sample", one_sample),
    "symmetric": Point("symmetric W", symmetric),
    "zero": Point("all W zero", zero),
    "saturated": Point("saturated output", saturated),
}
