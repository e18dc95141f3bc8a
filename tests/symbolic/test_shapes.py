"""Shapes: products that conform for every size, and others."""

import pytest
import sympy as sp

from fnn_lib.symbolic import RefutedStep, Shape, matrix
from fnn_lib.symbolic.stacking import Vec

n, k, m = sp.symbols("n k m", integer=True, positive=True)
W, A, D = matrix("W", n, k), matrix("A", k, m), matrix("D", n, m)


@pytest.mark.parametrize(
    ("expr", "rows", "columns"),
    [
        (W * A, n, m),
        (W.T * D, k, m),
        (D * A.T, n, k),
        (D * sp.OneMatrix(m, 1), n, 1),
        (sp.HadamardProduct(D, W * A), n, m),
        (Vec(W), (k, n), 1),
        (sp.KroneckerProduct(A.T, sp.Identity(n)), (m, n), (k, n)),
    ],
)
def test_what_conforms_is_proved_for_every_size(expr, rows, columns):
    statement = Shape(expr, rows, columns)
    assert statement.verdict == "proved for every size"
    assert r"\in \mathbb{R}" in statement.claim


@pytest.mark.parametrize(
    ("expr", "found"),
    [
        (W * D, "k columns times n rows"),
        (W.T * A, "n columns times k rows"),
        (D * A, "m columns times k rows"),
    ],
)
def test_what_does_not_conform_is_refuted_with_the_shapes(expr, found):
    with pytest.raises(RefutedStep, match=found):
        Shape(expr, n, m)


def test_a_transposed_shape_is_refuted():
    with pytest.raises(RefutedStep, match=r"shape \(n, m\), not \(m, n\)"):
        Shape(W * A, m, n)


def test_a_fixed_size_is_proved():
    assert Shape(matrix("W", 2, 3) * matrix("x", 3, 1), 2, 1).verdict == (
        "proved"
    )
