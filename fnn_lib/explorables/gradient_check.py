"""The error of a difference quotient over its step: the V-curve."""

import functools
import math

import numpy as np

from ..differences import EPS, METHODS
from ..pairings import pairing
from .base import Explorable, Output, choice, slider

__all__ = ["GradientCheck"]

#: The smallest network: one weight, one sample, half the squared error.
SAMPLE = {"w": 0.7, "x": 0.8, "y": -0.3}
HEAD = pairing("tanh", "squared_error")

#: Powers of ten of the steps.
LOW, HIGH, STEP = -20.0, -1.0, 0.1


def cost(w):
    """Return the cost as a function of the weight, which may be complex."""
    X, Y = np.array([[SAMPLE["x"]]]), np.array([[SAMPLE["y"]]])
    return HEAD.value(w * X, Y)[0]


def slope():
    """Return the slope of the cost in the weight, by backpropagation."""
    X, Y = np.array([[SAMPLE["x"]]]), np.array([[SAMPLE["y"]]])
    return (HEAD.dl_dZ(SAMPLE["w"] * X, Y) @ X.T).item()


@functools.cache
def error(method, power):
    """Return how far a difference quotient is off, relative to the slope.

    Parameters
    ----------
    method : str
        One of `fnn_lib.differences.METHODS`.
    power : float
        The step is ``10**power``.

    Returns
    -------
    float
        1 where the step is lost, as ``w + h`` rounds to ``w``: the quotient
        is then 0 / 0 and has no right digit.
    """
    w, h = np.float64(SAMPLE["w"]), 10.0**power
    if method != "complex" and w + h == w:
        return 1.0
    found, exact = METHODS[method].slope(cost, w, h), slope()
    return float(abs(found - exact) / abs(exact))


@functools.cache
def derivatives():
    """Return the cost and its first three derivatives, from values alone.

    By Cauchy's formula: means over a circle around the weight, inside which
    the cost is analytic.
    """
    count, radius = 64, 0.5
    turns = np.exp(2j * np.pi * np.arange(count) / count)
    values = np.array([cost(SAMPLE["w"] + radius * turn) for turn in turns])
    return [
        math.factorial(k) / radius**k * (values / turns**k).mean().real
        for k in range(4)
    ]


class GradientCheck(Explorable):
    """The error of three methods over the step, and what is predicted.

    Outputs: ``error``, measured, relative to the slope, and its predicted
    parts ``truncation`` and ``rounding``, see
    :eq:`eq-gradient-check-best-forward`.
    """

    NAME = "gradient-check"
    TITLE = "The error of a difference quotient over its step"
    OUTPUTS = (
        Output("error", "error"),
        Output("truncation", "truncation"),
        Output("rounding", "rounding"),
    )

    method = choice(
        {
            "forward": "forward difference",
            "central": "central difference",
            "complex": "complex step",
        },
        "central",
        label="method",
        symbol="",
    )
    log10_h = slider(-2.0, LOW, HIGH, STEP, label="step: log₁₀ h", symbol="")

    def record(self):
        """Return the sample, and the error at each step of the slider.

        Returns
        -------
        dict
        """
        count = round((HIGH - LOW) / STEP) + 1
        powers = [round(LOW + k * STEP, 1) for k in range(count)]
        return SAMPLE | {
            "errors": {m: [error(m, p) for p in powers] for m in METHODS}
        }

    def outputs(self):
        """Compute the error, and what is predicted of it.

        Returns
        -------
        dict of str to float
        """
        value, first, second, third = map(abs, derivatives())
        power = round(self.log10_h, 1)
        h = 10.0**power
        truncation, rounding = {
            "forward": (second * h / 2, 2 * EPS * value / h),
            "central": (third * h**2 / 6, EPS * value / h),
            "complex": (third * h**2 / 6, EPS * first),
        }[self.method]
        return {
            "error": error(self.method, power),
            "truncation": float(truncation / first),
            "rounding": float(rounding / first),
        }
