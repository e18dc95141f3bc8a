"""An activation and its slope."""

import sympy as sp

from ...symbolic import relu, sigma, symbol, verify
from ...symbolic.javascript import Formula
from ...symbolic.stable import functions, relu_slope, sigmoid_slope, tanh_slope

z = symbol("z")
stable = functions()

FORMULAS = [
    Formula("sigmoid", (z,), {"g": stable[sigma][1], "dg": sigmoid_slope(z)}),
    Formula(
        "tanh",
        (z,),
        {"g": verify(sp.tanh(z), sp.tanh(z)), "dg": tanh_slope(z)},
    ),
    Formula("relu", (z,), {"g": stable[relu][1], "dg": relu_slope(z)}),
]
