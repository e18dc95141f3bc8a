"""Mistakes planted in a network, and which check finds them."""

import functools
import itertools

import numpy as np

from ..differences import EPS
from ..gradcheck import TOLERANCES, gradient_check
from ..network import Network
from ..report import Report, Row, relative_error
from .base import Explorable, Output, choice
from .planted import LINES, MUTANTS, POINTS, planted

__all__ = ["ALLOWED", "Mutants", "check"]

#: As `TOLERANCES` has them, and that of a comparison with exact numbers.
ALLOWED = {
    "central": TOLERANCES["central", np.dtype(np.float64)],
    "complex": TOLERANCES["complex", np.dtype(np.float64)],
    "symbolic": 1e-12,
}


@functools.cache
def exact(point):
    """Return SymPy's derivative of the cost at a point."""
    from .proved._mutants import gradients  # SymPy, only when it is needed

    net, X, Y = POINTS[point].make(Network)
    return gradients(net.parameters, X, Y)


def by_symbols(net, X, Y, wanted):
    """Compare a network's gradients with the right ones."""
    rows = []
    for l, (own, right) in enumerate(
        zip(net.gradients(X, Y), wanted, strict=True), 1
    ):
        for kind, found, true in zip("Wb", own, right, strict=True):
            # The gradient's own rounding is all the noise there is.
            floor = EPS / ALLOWED["symbolic"]
            error = relative_error(true, found, floor)
            shape, allowed = true.shape, ALLOWED["symbolic"]
            name = f"dJ_d{kind}[{l}]"
            rows.append(Row(name, shape, "symbolic", error, allowed))
    return Report(tuple(rows), "SymPy's derivative of the cost")


@functools.cache
def check(mutant, point):
    """Check a mutant at a point by all three checks.

    Parameters
    ----------
    mutant : str
        One of `MUTANTS`.
    point : str
        One of `POINTS`.

    Returns
    -------
    dict of str to Report
        Named ``central``, ``complex`` and ``symbolic``.
    """
    net, X, Y = POINTS[point].make(planted(mutant))
    return {
        "central": gradient_check(net, X, Y, method="central"),
        "complex": gradient_check(net, X, Y, method="complex"),
        "symbolic": by_symbols(net, X, Y, exact(point)),
    }


def largest(mutant, point):
    """Return the largest entry, in size, of a mutant's gradients."""
    net, X, Y = POINTS[point].make(planted(mutant))
    return max(
        float(np.abs(part).max())
        for pair in net.gradients(X, Y)
        for part in pair
    )


@functools.cache
def table():
    """Check all mutants at all points.

    Returns
    -------
    dict
        By point and mutant: ``errors``, the largest of each check, ``rows``,
        those of each array, to be drawn, and ``largest``, see `largest`.
    """
    found = {}
    for point, mutant in itertools.product(POINTS, MUTANTS):
        reports = check(mutant, point).values()
        found.setdefault(point, {})[mutant] = {
            "errors": [report.max_relative_error for report in reports],
            "rows": [
                [row.passed for row in report.rows] for report in reports
            ],
            "largest": largest(mutant, point),
        }
    return found


class Mutants(Explorable):
    """A mistake in a network, and what three checks say.

    Outputs: ``error_central``, ``error_complex`` and ``error_symbolic``, the
    largest relative error of a gradient array against central differences,
    the complex step and SymPy's derivative, see
    :eq:`eq-gradient-check-relative-error`; ``largest``, the largest entry of
    the gradients.
    """

    NAME = "mutants"
    TITLE = "Mistakes in a network, and which check finds them"
    OUTPUTS = (
        Output("error_central", "central error"),
        Output("error_complex", "complex error"),
        Output("error_symbolic", "SymPy error"),
        Output("largest", "largest gradient"),
    )

    mutant = choice(
        {name: mutant.label for name, mutant in MUTANTS.items()},
        "transpose_lost",
        label="mistake",
        symbol="",
    )
    point = choice(
        {name: point.label for name, point in POINTS.items()},
        label="checked at",
        symbol="",
    )

    def record(self):
        """Return the lines, the mistakes, and what the checks found.

        Returns
        -------
        dict
        """
        return {
            "lines": [list(line) for line in LINES.items()],
            "mutants": {k: m._asdict() for k, m in MUTANTS.items()},
            "allowed": list(ALLOWED.values()),
            "table": table(),
        }

    def outputs(self):
        """Plant the mistake and run the three checks.

        Returns
        -------
        dict of str to float
        """
        reports = check(self.mutant, self.point)
        errors = {
            f"error_{name}": report.max_relative_error
            for name, report in reports.items()
        }
        return errors | {"largest": largest(self.mutant, self.point)}
