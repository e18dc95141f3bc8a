"""The loss of one linear unit and its slopes in the parameters."""

import sympy as sp

from ...symbolic import Derivation, symbol
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


FORMULAS = [
    Formula(
        "sample",
        letters,
        {
            "loss": _value(),
            "dl_dw": _slope(w, (w * x + b - y) * x, "chain rule"),
            "dl_db": _slope(b, w * x + b - y, "chain rule"),
        },
    )
]
