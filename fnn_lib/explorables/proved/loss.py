"""The two losses of a sigmoid output, and their slopes, from the logit."""

import sympy as sp

from ...symbolic import Derivation, sigma, symbol, verify
from ...symbolic.javascript import Formula
from ...symbolic.stable import (
    binary_cross_entropy,
    binary_cross_entropy_error,
    binary_cross_entropy_slope,
    functions,
    sigmoid_error,
)

z, y, yhat = symbol("z"), symbol("y"), symbol("yhat")
stable = functions()
error = sigmoid_error(z, y)


def in_prediction(loss):
    """Take the slope of a loss in the prediction, at the sigmoid of z."""
    return sp.diff(loss(yhat), yhat).xreplace({yhat: sigma(z)})


def in_logit(loss):
    """Take the slope of a loss in the logit of its prediction."""
    return sp.diff(loss(sigma(z)), z)


def cross_entropy(p):
    """Write binary cross-entropy, see :eq:`eq-losses-bce-prediction`."""
    return -y * sp.log(p) - (1 - y) * sp.log(1 - p)


def half_square(p):
    """Write squared error, see :eq:`eq-losses-squared-error`."""
    return (p - y) ** 2 / 2


CROSS_ENTROPY = {
    "yhat": stable[sigma][1],
    "value": binary_cross_entropy(z, y),
    "dl_dyhat": verify(
        in_prediction(cross_entropy),
        binary_cross_entropy_slope(z, y).result,
        because="the sigmoid's reciprocals",
    ),
    "dl_dz": binary_cross_entropy_error(z, y),
}

#: The slope of the sigmoid stays in the logit's, and takes it to 0.
stalling = Derivation(in_logit(half_square))
stalling.step((sigma(z) - y) * sigma(z) * (1 - sigma(z)), because="chain rule")
stalling.step(
    error.result * sigma(z) * sigma(-z), because="without differences"
)

SQUARED_ERROR = {
    "yhat": stable[sigma][1],
    "value": verify(
        half_square(sigma(z)),
        error.result**2 / 2,
        because="without differences",
    ),
    "dl_dyhat": verify(
        in_prediction(half_square), error.result, because="power rule"
    ),
    "dl_dz": stalling,
}

FORMULAS = [
    Formula("binary_cross_entropy", (z, y), CROSS_ENTROPY),
    Formula("squared_error", (z, y), SQUARED_ERROR),
]
