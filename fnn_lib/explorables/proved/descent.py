"""The loss of one linear unit, its slopes, and the rates of its descent."""

import sympy as sp

from ...symbolic import Derivation, symbol, verify
from ...symbolic.javascript import Formula

w, b, x, y = letters = tuple(map(symbol, "wbxy"))
loss = (w * x + b - y) ** 2 / 2


def _slope(variable, result, because):
    derivation = Derivation(sp.diff(loss, variable))
    derivation.step(result, because=because)
    return derivation


def _value():
    derivation = Derivation(loss)
    derivation.step((w * x + b - y) * (w * x + b - y) / 2, because="a square")
    return derivation


alpha, lambda_1, lambda_2, d = (
    symbol(name, positive=True)
    for name in ("alpha", "lambda_1", "lambda_2", "d")
)


def factor(curvature):
    """Derive by what a step multiplies the distance d from the minimum.

    Along a direction of that curvature the cost is ``curvature d**2 / 2``.
    """
    step = d - alpha * sp.diff(curvature * d**2 / 2, d)
    return verify(step / d, 1 - alpha * curvature, because="a quadratic")


STEEP, FLAT = factor(lambda_1), factor(lambda_2)


def rate(condition, result):
    """Derive the rate at which a condition is zero."""
    (found,) = sp.solve(condition, alpha)
    return verify(found, result, because="solved for the rate")


RATES = {
    "factor_steep": STEEP,
    "factor_flat": FLAT,
    # Beyond it the distance along the steep direction grows.
    "limit": rate(STEEP.result + 1, 2 / lambda_1),
    # There both directions shrink alike, one of them to the other side.
    "fastest": rate(STEEP.result + FLAT.result, 2 / (lambda_1 + lambda_2)),
}

FORMULAS = [
    Formula("rates", (alpha, lambda_1, lambda_2), RATES),
    Formula(
        "sample",
        letters,
        {
            "loss": _value(),
            "dl_dw": _slope(w, (w * x + b - y) * x, "chain rule"),
            "dl_db": _slope(b, w * x + b - y, "chain rule"),
        },
    ),
]
