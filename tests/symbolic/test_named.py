"""Named matrices: they print as letters and are proved by their entries."""

import numpy as np
import pytest
import sympy as sp

from fnn_lib.symbolic import (
    Executed,
    RefutedStep,
    Shape,
    latex,
    matrix,
    matrix_of,
    smooth,
    verify,
)

i, j, k = sp.symbols("i j k", integer=True, positive=True)
n, m = sp.symbols("n m", integer=True, positive=True)
f, df = smooth("f"), smooth("f'")
W, x, z = matrix("W", n, m), matrix("x", m, 1), matrix("z", n, 1)
We, xe, ze = (sp.IndexedBase(name, real=True) for name in "Wxz")
TOTAL = sp.Sum(We[j, k] * xe[k, 1], (k, 1, m))


def test_a_jacobian_by_its_entries():
    found = matrix_of("dz_dx", sp.Derivative(TOTAL, xe[i, 1]), (i, m), (j, n))
    d = verify(found, W.T)
    assert d.verdict == "proved for every size"
    assert d.claim == r"\frac{\partial z}{\partial x} = W^{\top}"
    assert Shape(found, m, n).verdict == "proved for every size"
    for wrong in (W, -W.T, 2 * W.T):
        with pytest.raises(RefutedStep):
            verify(found, wrong)


def test_a_diagonal_matrix_in_a_proof():
    slopes = sp.DiagMatrix(z.applyfunc(df))
    found = sp.Derivative(f(ze[j, 1]), ze[i, 1])
    found = matrix_of("da_dz", found, (i, n), (j, n))
    assert verify(found, slopes).verdict == "proved for every size"
    assert (
        verify(slopes * z, sp.HadamardProduct(z.applyfunc(df), z)).verdict
        == "proved for every size"
    )
    for wrong in (z.applyfunc(df), sp.DiagMatrix(z.applyfunc(f))):
        with pytest.raises(RefutedStep):
            verify(found, wrong)
    with pytest.raises(RefutedStep, match="wanted a column"):
        Shape(sp.DiagMatrix(W), n, n)


def test_the_names_of_others_are_not_captured():
    """The rule keeps an index that is not one of its own."""
    row = matrix_of("r", We[i, k], (k, m))
    assert row.rule(j, 1) == We[i, j]


def test_it_is_run_as_a_whole():
    layer = matrix_of("z", TOTAL, (j, n))
    arrays = {W: np.ones((2, 3)), x: np.ones((3, 1))}
    assert latex(layer) == "z"
    assert Executed(layer, W * x, arrays | {layer: 3 * np.ones((2, 1))})
    with pytest.raises(RefutedStep):
        Executed(layer, W * x, arrays | {layer: np.ones((2, 1))})


def test_without_rows_and_columns_it_is_a_number():
    square = matrix_of("L", sp.Sum(xe[k, 1] ** 2, (k, 1, m)))
    assert verify(square, x.T * x).verdict == "proved for every size"
    with pytest.raises(RefutedStep):
        verify(square, x * x.T)


def test_a_product_leaves_its_derivatives_to_the_proof():
    slope = sp.Derivative(f(ze[j, 1]), ze[i, 1])
    found = matrix_of("da_dz", slope, (i, n), (j, n))
    wanted = sp.HadamardProduct(z.applyfunc(df), z)
    assert verify(found * z, wanted).verdict == "proved for every size"
    assert (found * z).args[0].rule(i, j) == slope


def test_a_column_has_no_square():
    square = sp.MatPow(z, 2)
    with pytest.raises(RefutedStep, match="1 columns times n rows"):
        Shape(square, n, 1)
    with pytest.raises(RefutedStep, match=r"\(2, 1\) times \(2, 1\)"):
        Executed(z, square, {z: np.ones((2, 1))})
    V, ones = matrix("V", n, n), np.ones((2, 2))
    assert Executed(V * V * V, sp.MatPow(V, 3), {V: ones})
    assert latex(z.applyfunc(sp.Lambda(k, sp.tanh(k) ** 2))) == (
        r"\tanh^{2}{\left(z \right)}"
    )
