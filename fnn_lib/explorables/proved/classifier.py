"""The units of a small classifier: tanh, sigmoid, and their slopes."""

import sympy as sp

from ...symbolic import sigma, symbol, verify
from ...symbolic.javascript import Formula
from ...symbolic.stable import (
    binary_cross_entropy,
    binary_cross_entropy_error,
    functions,
    tanh_slope,
)

z, y = symbol("z"), symbol("y")

value = verify(sp.tanh(z), sp.tanh(z))
loss = binary_cross_entropy(z, y)
delta = binary_cross_entropy_error(z, y)

FORMULAS = [
    Formula("tanh", (z,), {"a": value}),
    Formula("hidden", (z,), {"a": value, "slope": tanh_slope(z)}),
    Formula("sigmoid", (z,), {"yhat": functions()[sigma][1]}),
    Formula("output", (z, y), {"loss": loss, "dl_dz": delta}),
]
