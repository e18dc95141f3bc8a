"""Layers in names: an array of another layer is refused."""

import numpy as np
import pytest
import sympy as sp

from fnn_lib.symbolic import Executed, RefutedStep, matrix
from fnn_lib.symbolic.layers import check_layers

n, k, m = sp.symbols("n k m", integer=True, positive=True)
random = np.random.default_rng(0)
W, A = random.normal(size=(2, 3)), random.normal(size=(3, 4))


def run(of_weights, of_activations, of_result):
    names = of_weights, of_activations, of_result
    sizes = (n, k), (k, m), (n, m)
    left, right, whole = (
        matrix(name, *size) for name, size in zip(names, sizes, strict=True)
    )
    return Executed(whole, left * right, {left: W, right: A, whole: W @ A})


def test_right_layers_pass():
    assert run("W[l]", "A[l-1]", "Z[l]").verdict == "executed"
    assert run("W[2]", "A[1]", "Z[2]").verdict == "executed"
    assert run("W[L]", "A[L-1]", "Yhat").verdict == "executed"
    assert run("W[1]", "X", "dJ_dZ[1]").verdict == "executed"
    assert run("U", "V", "C").verdict == "executed"


@pytest.mark.parametrize(
    "names",
    [
        ("W[l]", "A[l]", "Z[l]"),
        ("W[l]", "A[l-1]", "Z[l-1]"),
        ("W[l+1]", "A[l+1]", "Z[l+1]"),
        ("W[2]", "A[1]", "Z[1]"),
        ("W[1]", "X", "dJ_dA[0]"),
        ("W[L]", "A[L]", "Yhat"),
    ],
)
def test_a_wrong_layer_is_refused(names):
    with pytest.raises(RefutedStep, match="units"):
        run(*names)


def test_a_layer_before_the_last_is_not_told_by_as_many_units():
    values = {matrix("Yhat", n, m): W, matrix("dJ_dZ[L-1]", n, m): W}
    with pytest.raises(RefutedStep, match="a wrong layer would not show"):
        check_layers(values)
