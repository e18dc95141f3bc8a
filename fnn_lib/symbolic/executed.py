"""Executed statements: a formula printed, run, and found to hold."""

import itertools

import numpy as np
import sympy as sp

from .evaluate import evaluate
from .layers import check_layers
from .notation import latex
from .refusal import RefutedStep

__all__ = ["Executed", "System"]

#: Two float64 computations of one formula differ by their rounding only.
TOLERANCE = 1e-12


class Executed:
    """An equation whose two sides agree on given arrays.

    Parameters
    ----------
    lhs, rhs : sympy expression
        The two sides, printed as they stand.
    values : dict
        Numbers or arrays by symbol (`IndexedBase` for indexed ones),
        callables by function class; a `range` for a free index runs the
        equation at each of its values. A value may also be given for `lhs`
        as a whole.
    because : str
        A remark printed beside the equation.

    Raises
    ------
    RefutedStep
        When the two sides differ, in shape or in value, the shapes within a
        side do not conform, or an array is not of the layer in its name.
    ValueError
        When a symbol has no value, or there is nothing to compare.
    """

    verdict = "executed"

    def __init__(self, lhs, rhs, values, because=""):
        self.lhs, self.rhs = sp.sympify(lhs), sp.sympify(rhs)
        self.because = because
        check_layers(values)
        runs = {s: v for s, v in values.items() if isinstance(v, range)}
        #: The largest difference, relative to the larger side, at least 1.
        self.error = 0.0
        if not all(map(len, runs.values())):
            raise ValueError(
                f"values: found an empty range for an index of {self.lhs}, "
                "wanted at least one value: nothing would be compared"
            )
        for indices in itertools.product(*runs.values()):
            here = values | dict(zip(runs, indices, strict=True))
            self.error = max(self.error, self._difference(here))

    def latex(self):
        """Return the equation as printed."""
        return System(self).latex()

    @property
    def claim(self):
        """The equation on one line, as LaTeX."""
        return f"{latex(self.lhs)} = {latex(self.rhs)}"

    def formulas(self):
        """Return the LaTeX of the two sides, as one group."""
        return [[latex(self.lhs), latex(self.rhs)]]

    def _point(self, values):
        """Return the values of the letters that occur."""
        names = self.lhs.free_symbols | self.rhs.free_symbols
        return {str(s): v for s, v in values.items() if s in names}

    def _difference(self, values):
        left = np.asarray(evaluate(self.lhs, values), dtype=float)
        right = np.asarray(evaluate(self.rhs, values), dtype=float)
        if not left.size:
            raise ValueError(
                f"values: found no entry in {self.lhs}, wanted at least one"
            )
        if left.shape != right.shape:
            raise RefutedStep(
                f"{self.lhs} = {self.rhs} does not hold: shape {left.shape} "
                f"against {right.shape}",
                {},
                left,
                right,
            )
        scale = max(1.0, float(np.abs(left).max(initial=0)))
        error = float(np.abs(left - right).max(initial=0)) / scale
        if not error <= TOLERANCE:
            raise RefutedStep(
                f"{self.lhs} = {self.rhs} does not hold: {left} against "
                f"{right}",
                self._point(values),
                left,
                right,
            )
        return error


class System:
    """Several executed equations, shown as one block with one number.

    Parameters
    ----------
    *equations : Executed
        Each has held when it was made; a remark stands beside its line.
    """

    verdict = "executed"

    def __init__(self, *equations):
        self.equations = equations

    def latex(self):
        """Return the equations as printed, aligned."""
        lines = " \\\\[0.5em]\n".join(_line(e) for e in self.equations)
        return f"\\begin{{aligned}}\n{lines}\n\\end{{aligned}}"

    @property
    def claim(self):
        """The equations one after the other, as LaTeX."""
        return r", \quad ".join(e.claim for e in self.equations)

    def formulas(self):
        """Return the LaTeX of the sides, a group for each equation."""
        return [group for e in self.equations for group in e.formulas()]


def _line(equation):
    remark = equation.because and f" && \\text{{{equation.because}}}"
    return f"{latex(equation.lhs)} &= {latex(equation.rhs)}{remark}"
