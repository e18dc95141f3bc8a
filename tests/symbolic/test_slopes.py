"""Derivatives on a first line are held against differences."""

import pytest
import sympy as sp

from fnn_lib.symbolic import Derivation, RefutedStep, relu, sigma, symbol
from fnn_lib.symbolic.equality import prepare
from fnn_lib.symbolic.slopes import wrong_derivative

a, z = symbol("a"), symbol("z")
i, j, k = sp.symbols("i j k", integer=True, positive=True)
C = sp.Symbol("C", integer=True, positive=True)
Z = sp.IndexedBase("z", real=True)
SOFT = sp.exp(Z[j]) / sp.Sum(sp.exp(Z[k]), (k, 1, C))

FIRST = {
    "sigmoid": sp.diff(sigma(z), z),
    "inner function": sp.diff(sigma(a * z), z),
    "second": sp.Derivative(sigma(z), z, z),
    "mixed": sp.Derivative(sigma(a * z), a, z),
    "relu": sp.diff(relu(z), z),
    "softmax": sp.Derivative(SOFT, Z[i]),
    "entries": sp.Matrix([sp.Derivative(a * z, a), sp.Derivative(a * z, z)]),
}


@pytest.mark.parametrize("name", FIRST)
def test_a_right_derivative_passes(name):
    assert Derivation(FIRST[name]).first == FIRST[name]


@pytest.mark.parametrize("name", FIRST)
def test_a_wrong_derivative_is_found(name):
    def wrong(expr):
        """Carry out derivatives with a slip of one part in a million."""
        slip = 1 + sp.Rational(1, 10**6)
        factor = slip if isinstance(expr, sp.Derivative) else 1
        return prepare(expr) * factor

    node, at, left, right = wrong_derivative(FIRST[name], wrong, {})
    assert isinstance(node, sp.Derivative)
    assert at
    assert left != right


def test_a_derivation_refuses_a_wrong_first_line(monkeypatch):
    monkeypatch.setattr(
        "fnn_lib.symbolic.derivation.prepare",
        lambda e: prepare(e) + int(e.has(sp.Derivative)),
    )
    with pytest.raises(RefutedStep, match="first line"):
        Derivation(FIRST["sigmoid"])
