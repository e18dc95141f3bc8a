"""The forward pass of the 3-2-2-1 network, layer by layer."""

import sympy as sp

from ...symbolic import entries, relu, sigma, verify
from ...symbolic.javascript import Formula

x = entries("x", 3)
W = [None, entries("W1", 2, 3), entries("W2", 2, 2), entries("W3", 1, 2)]
b = [None, entries("b1", 2), entries("b2", 2), entries("b3", 1)]
A = [x, entries("A1", 2), entries("A2", 2)]

HIDDEN = {"tanh": sp.tanh, "sigmoid": sigma, "relu": relu}


def layer(name, l, g, activations):
    """Make the formula of a layer, row by row.

    Parameters
    ----------
    name : str
        Of the JavaScript function.
    l : int
        The layer.
    g : sympy function
        Its activation.
    activations : sequence of str
        The names of what it returns.

    Returns
    -------
    Formula
        Of the pre-activations and the activations.
    """
    values = {}
    rows = W[l] * A[l - 1] + b[l]  # eq-forward-entries
    for j, (Z, activation) in enumerate(zip(rows, activations, strict=True)):
        values[f"Z{l}_{j + 1}"] = verify(Z, Z, because="definition")
        values[activation] = verify(g(Z), g(Z), because="definition")
    return Formula(name, (*A[l - 1], *W[l], *b[l]), values)


FORMULAS = [
    *(
        layer(f"{name}_{l}", l, g, [f"A{l}_1", f"A{l}_2"])
        for name, g in HIDDEN.items()
        for l in (1, 2)
    ),
    layer("output", 3, sigma, ["yhat"]),
]
