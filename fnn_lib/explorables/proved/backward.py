"""The backward pass of the 3-2-2-1 network as sums over paths.

A path leads from the cost back to a parameter: a list of the names of its
factors. A gradient is the sum, over its paths, of their products. That it is
the derivative of the cost is proved here, for every smooth activation and
every smooth cost of the last pre-activation.
"""

import sympy as sp

from ...symbolic import Derivation, smooth, symbol
from ...symbolic.javascript import Formula, Proved
from ...symbolic.stable import (
    binary_cross_entropy,
    binary_cross_entropy_error,
)
from .forward import A, W, b

Z = {l: W[l] * A[l - 1] + b[l] for l in (1, 2, 3)}


def back(l, j):
    """Return the paths from the cost back to Z[l]_j.

    Parameters
    ----------
    l, j : int
        The layer and the unit, from 1.

    Returns
    -------
    list of list of list of str
        Of each path the factors of each layer, from the last one.
    """
    if l == 3:
        return [[["dJ_dZ3_1"]]]
    return [
        [*path, [f"W{l + 1}_{i}{j}", f"g'(Z{l}_{j})"]]
        for i in range(1, W[l + 1].rows + 1)
        for path in back(l + 1, i)
    ]


def paths(parameter):
    """Return the paths from the cost back to a parameter.

    Parameters
    ----------
    parameter : str
        Such as ``W1_23`` or ``b2_1``.

    Returns
    -------
    list of list of list of str
        As `back`, and at the end of each path what a weight is multiplied
        by.
    """
    l, j, *k = (int(digit) for digit in parameter if digit.isdigit())
    end = [[A[l - 1][k[0] - 1].name]] if k else []
    return [[*path, *end] for path in back(l, j)]


def _network():
    """Write the cost by the parameters, and the factors by their names."""
    g, slope, J, slope_of_J = map(smooth, ("g", "g'", "J", "J'"))
    letters = (*A[0], *W[1], *W[2], *W[3])
    factors, inner = {letter.name: letter for letter in letters}, {}
    for l in (1, 2):
        for j, row in enumerate(Z[l].xreplace(inner), 1):
            factors[f"g'(Z{l}_{j})"] = slope(row)
            factors[f"A{l}_{j}"] = inner[A[l][j - 1]] = g(row)
    (last,) = Z[3].xreplace(inner)
    return J(last), factors | {"dJ_dZ3_1": slope_of_J(last)}


COST, FACTORS = _network()


def prove(found):
    """Prove that paths give the derivatives of the cost.

    Parameters
    ----------
    found : dict of str to list
        By the name of the parameter, as of `paths`.

    Returns
    -------
    Derivation
        Of all of them, one below the other.

    Raises
    ------
    RefutedStep
        When one of them does not.
    """
    sums = [
        sp.Add(
            *(
                sp.Mul(*(FACTORS[name] for part in path for name in part))
                for path in ways
            )
        )
        for ways in found.values()
    ]
    slopes = [sp.diff(COST, symbol(parameter)) for parameter in found]
    derivation = Derivation(sp.Matrix(slopes))
    derivation.step(sp.Matrix(sums), because="a sum over paths")
    return derivation


z, y = symbol("Z3_1"), symbol("y")
FORMULAS = [
    Formula(
        "cost",
        (z, y),
        {
            "J": binary_cross_entropy(z, y),
            "dJ_dZ3_1": binary_cross_entropy_error(z, y),
        },
    ),
]

PATHS = {p.name: paths(p.name) for l in (1, 2, 3) for p in (*W[l], *b[l])}
DATA = {"PATHS": Proved(PATHS, prove(PATHS))}
