"""Names of slopes: the index, the layer and the shape that they carry."""

import pytest
import sympy as sp

from fnn_lib.symbolic import Derivation, RefutedStep, entries, symbol

j, k, n, m = sp.symbols("j k n m", integer=True, positive=True)
W, D = sp.IndexedBase("W[l]", real=True), sp.IndexedBase("D", real=True)
A = sp.IndexedBase("A[l-1]", real=True)
p, r = sp.symbols("p r", integer=True, positive=True)
Z = sp.Sum(W[p, r] * A[r], (r, 1, m))
LINE = sp.Derivative(sp.Sum(D[p] * Z, (p, 1, n)), W[j, k])
w_1, w_2 = symbol("W1_11"), symbol("W1_12")
ENTRIES = sp.Matrix([[sp.Derivative(w_1 * w_2, w) for w in (w_1, w_2)]])


def slope(name):
    return sp.IndexedBase(name, real=True)


RIGHT = [
    (slope("dJ_dW[l]")[j, k], LINE),
    (symbol("dJ_dW1_11"), ENTRIES[0]),
    (entries("dJ_dW1", 1, 2), ENTRIES),
    (slope("dz._dW[l].")[p, j, k], sp.Derivative(Z, W[j, k])),
    (symbol("L"), LINE),
    (sp.Derivative(symbol("L"), w_1), ENTRIES[0]),
]
WRONG = {
    "transposed": (slope("dJ_dW[l]")[k, j], LINE),
    "another layer": (slope("dJ_dW[l-1]")[j, k], LINE),
    "another variable": (slope("dJ_dA[l-1]")[j, k], LINE),
    "an index bound in the line": (slope("dJ_dW[l]")[j, r], LINE),
    "an index of nothing": (slope("S")[r], D[j] * D[k]),
    "another entry": (symbol("dJ_dW1_12"), ENTRIES[0]),
    "entries exchanged": (entries("dJ_dW1", 1, 2)[:, ::-1], ENTRIES),
    "a column for a row": (entries("dJ_dW1", 1, 2).T, ENTRIES),
    "indices exchanged": (
        slope("dz._dW[l].")[p, k, j],
        sp.Derivative(Z, W[j, k]),
    ),
    "a derivative by another": (sp.Derivative(symbol("L"), w_2), ENTRIES[0]),
}


@pytest.mark.parametrize(("lhs", "first"), RIGHT)
def test_a_right_name_passes(lhs, first):
    assert Derivation(first, lhs=lhs).lhs == lhs


@pytest.mark.parametrize("slip", WRONG)
def test_a_wrong_name_is_refuted(slip):
    lhs, first = WRONG[slip]
    with pytest.raises(RefutedStep, match="first line"):
        Derivation(first, lhs=lhs)
