"""Softmax and shares over C classes, each printed as one indexed letter."""

import sympy as sp

from .functions import DEFINITIONS
from .naming import subscribed
from .notation import latex

__all__ = ["share", "softmax"]


class _Entry(sp.Function):
    """Entry `i` of C numbers made of ``z[1] .. z[C]``, as one letter."""

    nargs = 4
    is_real = True
    is_letter = True  # printed among letters, not among called functions

    def _latex(self, printer, exp=None):
        letter, index = self.args[:2]
        power = f"^{{{exp}}}" if exp else ""
        return subscribed(latex(letter), latex(index), power)


class softmax(_Entry):
    """``softmax(a, i, z, C)``: entry i of the softmax of ``z[1] .. z[C]``.

    It prints as the letter `a` with index `i`. A proof replaces it by its
    definition, see :eq:`eq-activations-softmax`. Differentiate with
    ``sp.Derivative(..., evaluate=False)``: the derivative is to be derived.
    """


class share(_Entry):
    """``share(y, i, t, C)``: entry i of C numbers that sum to 1.

    They are ``t[1] .. t[C]``, each raised by what their sum lacks to 1, over
    C. Any C numbers that sum to 1 are such shares (of themselves), and no
    division needs a condition. It prints as the letter `y` with index `i`.
    """


def _softmax(letter, i, z, C):
    k = sp.Dummy("k", integer=True)
    return sp.exp(z[i]) / sp.Sum(sp.exp(z[k]), (k, 1, C))


def _share(letter, i, t, C):
    k = sp.Dummy("k", integer=True)
    return t[i] + (1 - sp.Sum(t[k], (k, 1, C))) / C


DEFINITIONS[softmax] = _softmax
DEFINITIONS[share] = _share
