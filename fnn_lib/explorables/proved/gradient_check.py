"""What the error of a difference quotient should be: its bound, its tip."""

import sympy as sp

from ...symbolic import Derivation, symbol, verify
from ...symbolic.javascript import Formula

w, x, y = (symbol(name) for name in "wxy")
f, f1, f2, f3 = (symbol(name) for name in ("f", "f1", "f2", "f3"))
h, a, c = (symbol(name, positive=True) for name in "hac")
#: The spacing of the numbers at 1.
EPS = sp.Rational(1, 2**52)

t = sp.tanh(w * x)
J = (t - y) ** 2 / 2


def slopes():
    """Derive the first three derivatives of the cost of one weight.

    Returns
    -------
    dict of str to Derivation
        ``f``, the cost, to ``f3``.
    """
    g = 1 - t**2  # the slope of tanh
    return {
        "f": verify(J, J, because="definition"),
        "f1": verify(sp.diff(J, w), x * g * (t - y)),
        "f2": verify(sp.diff(J, w, 2), x**2 * g * (g - 2 * t * (t - y))),
        "f3": verify(
            sp.diff(J, w, 3),
            -2 * x**3 * g * (3 * t * g + (1 - 3 * t**2) * (t - y)),
        ),
    }


def tip(power):
    """Derive the step at which ``a h**power + c / h`` is smallest.

    Returns
    -------
    sympy expression
        In a and c; the slope of the bound is proved to vanish there.
    """
    at = sp.root(c / (power * a), power + 1)
    slope = sp.diff(a * h**power + c / h, h).subs(h, at)
    verify(slope, sp.Integer(0), because="the bound is level there")
    return at


def difference(name, power, bend, noise):
    """Derive the bound of a difference quotient, relative to the slope.

    Parameters
    ----------
    name : str
        Of the method.
    power : int
        The order of its truncation.
    bend, noise : sympy expression
        Truncation is ``bend h**power``, rounding ``noise / h``.

    Returns
    -------
    Formula
    """
    best = Derivation(tip(power).subs({a: bend, c: noise}))
    inside = sp.powsimp(noise / (power * bend))
    best.step(sp.root(inside, power + 1), because="one root")
    return method(name, bend * h**power, noise / h, best)


def method(name, truncation, rounding, best):
    """Divide both parts of a bound by the slope, and keep its best step."""
    slope = sp.Abs(f1)
    parts = {"truncation": truncation, "rounding": rounding}
    return Formula(
        name,
        (h, f, f1, f2, f3),
        {key: verify(one / slope, one / slope) for key, one in parts.items()}
        | {"best": best},
    )


def complex_step():
    """Derive its bound, and the step below which truncation is rounding."""
    truncation, rounding = sp.Abs(f3) * h**2 / 6, EPS * sp.Abs(f1)
    (level,) = sp.solve(a * h**2 - c, h)
    best = Derivation(level.subs({a: sp.Abs(f3) / 6, c: rounding}))
    best.step(sp.sqrt(6 * EPS * sp.Abs(f1) / sp.Abs(f3)), because="one root")
    return method("complex", truncation, rounding, best)


FORMULAS = [
    Formula("cost", (w, x, y), slopes()),
    difference("forward", 1, sp.Abs(f2) / 2, 2 * EPS * sp.Abs(f)),
    difference("central", 2, sp.Abs(f3) / 6, EPS * sp.Abs(f)),
    complex_step(),
]
