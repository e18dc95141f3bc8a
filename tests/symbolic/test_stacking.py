"""Stacked columns as a symbol: shape, entries, printing, evaluation."""

import numpy as np
import pytest
import sympy as sp

from fnn_lib.layouts import vec
from fnn_lib.symbolic import Executed, RefutedStep, latex, matrix
from fnn_lib.symbolic.stacking import Vec

n, k = sp.symbols("n k", integer=True, positive=True)
W, x = matrix("W", n, k), matrix("x", k, 1)
random = np.random.default_rng(0)
ARRAYS = {W: random.normal(size=(2, 3)), x: random.normal(size=(3, 1)), n: 2}


def test_columns_are_stacked():
    explicit = sp.Matrix([[1, 3, 5], [2, 4, 6]])
    assert Vec(explicit).doit() == sp.Matrix([1, 2, 3, 4, 5, 6])
    assert [Vec(explicit)[p, 0] for p in range(6)] == [1, 2, 3, 4, 5, 6]
    assert Vec(W).shape == (n * k, 1)


def test_it_prints_as_an_operator():
    assert latex(Vec(W * x)) == r"\operatorname{vec}\left(W x\right)"


def test_it_runs_with_a_callable_for_the_class():
    layer = sp.KroneckerProduct(x.T, sp.Identity(n)) * Vec(W)
    assert Executed(W * x, layer, ARRAYS | {Vec: vec}).error < 1e-15
    with pytest.raises(RefutedStep):
        Executed(W * x, layer, ARRAYS | {Vec: lambda M: M.reshape(-1, 1)})
