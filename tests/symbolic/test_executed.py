"""Executed statements and the evaluation behind them."""

import numpy as np
import pytest
import sympy as sp

from fnn_lib.symbolic import (
    Executed,
    RefutedStep,
    System,
    matrix,
    sigma,
    symbol,
)
from fnn_lib.symbolic.evaluate import evaluate

n, k, m, C = sp.symbols("n k m C", integer=True, positive=True)
i, j = sp.symbols("i j", integer=True, positive=True)
W, A, Z = matrix("W", n, k), matrix("A", k, m), matrix("Z", n, m)
b = matrix("b", n, 1)
random = np.random.default_rng(0)
ARRAYS = {
    W: random.normal(size=(2, 3)),
    A: random.normal(size=(3, 4)),
    b: random.normal(size=(2, 1)),
    m: 4,
}
ARRAYS[Z] = ARRAYS[W] @ ARRAYS[A] + ARRAYS[b]


def test_a_true_equation_is_executed():
    statement = Executed(Z, W * A + b * sp.OneMatrix(1, m), ARRAYS)
    assert statement.verdict == "executed"
    assert statement.error < 1e-15


@pytest.mark.parametrize(
    "wrong",
    [
        W * A - b * sp.OneMatrix(1, m),
        W * A,
        2 * (W * A) + b * sp.OneMatrix(1, m),
        sp.HadamardProduct(Z, Z),
    ],
)
def test_a_false_equation_is_refuted(wrong):
    with pytest.raises(RefutedStep, match="does not hold"):
        Executed(Z, wrong, ARRAYS)


def test_a_transposed_side_is_refuted_by_its_shape():
    with pytest.raises(RefutedStep, match=r"shape \(2, 4\) against"):
        Executed(Z, Z.T, ARRAYS)


def test_products_that_do_not_conform_name_the_shapes():
    arrays = ARRAYS | {A: np.ones((4, 3))}
    with pytest.raises(ValueError, match=r"\(2, 3\) times \(4, 3\)"):
        Executed(Z, W * A, arrays)


def test_sums_do_not_broadcast():
    X = matrix("X", n, m)
    arrays = ARRAYS | {X: ARRAYS[b]}
    with pytest.raises(ValueError, match="plus"):
        Executed(Z, Z + X, arrays)


def test_a_symbol_without_a_value_is_named():
    with pytest.raises(ValueError, match="none for W"):
        Executed(Z, W * A, {Z: ARRAYS[Z], A: ARRAYS[A]})


def test_a_function_is_compared_with_its_numeric_twin():
    z = symbol("z")
    formula = 1 / (1 + sp.exp(-z))
    values = {z: np.linspace(-3, 3, 7), sigma: lambda v: 1 / (1 + np.exp(-v))}
    assert Executed(sigma(z), formula, values).error < 1e-15
    with pytest.raises(RefutedStep):
        Executed(sigma(z), formula, values | {sigma: np.tanh})


def test_free_indices_run_over_their_range():
    x, p = sp.IndexedBase("x", real=True), sp.IndexedBase("p", real=True)
    softmax = sp.exp(x[i]) / sp.Sum(sp.exp(x[j]), (j, 1, C))
    logits = np.array([0.5, -1.0, 2.0])
    found = np.exp(logits) / np.exp(logits).sum()
    values = {x: logits, p: found, C: 3, i: range(1, 4)}
    assert Executed(p[i], softmax, values).error < 1e-15
    found = found[[1, 0, 2]]
    with pytest.raises(RefutedStep):
        Executed(p[i], softmax, values | {p: found})


def test_nested_sums_are_evaluated_from_the_outermost():
    x = sp.IndexedBase("x", real=True)
    total = sp.Sum(x[i, j], (j, 1, k), (i, 1, n))
    values = {x: ARRAYS[W], n: 2, k: 3}
    np.testing.assert_allclose(evaluate(total, values), ARRAYS[W].sum())


def test_an_index_outside_its_array_is_refused():
    x = sp.IndexedBase("x", real=True)
    with pytest.raises(ValueError, match="index"):
        evaluate(x[sp.Integer(0)], {x: np.ones(3)})


RULES = {
    "transpose": (W.T, lambda a: a[W].T),
    "kron": (sp.KroneckerProduct(W, b), lambda a: np.kron(a[W], a[b])),
    "trace": (sp.Trace(W * W.T), lambda a: np.trace(a[W] @ a[W].T)),
    "identity": (sp.Identity(n) * W, lambda a: a[W]),
    "scaled": (sp.Rational(1, 2) * W, lambda a: a[W] / 2),
    "diagonal": (
        sp.DiagMatrix(b.applyfunc(sp.Function("g"))),
        lambda a: np.diag(np.sin(a[b])[:, 0]),
    ),
    "stack": (
        sp.BlockMatrix([[sp.OneMatrix(1, 1)], [b]]),
        lambda a: np.vstack([[[1.0]], a[b]]),
    ),
    "elementwise": (
        W.applyfunc(sp.Lambda(symbol("t"), sp.tanh(symbol("t")))),
        lambda a: np.tanh(a[W]),
    ),
    "named function": (
        W.applyfunc(sp.Function("g")),
        lambda a: np.sin(a[W]),
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_agrees_with_numpy(name):
    expression, wanted = RULES[name]
    values = ARRAYS | {n: 2, k: 3, sp.Function("g"): np.sin}
    np.testing.assert_allclose(
        evaluate(expression, values), wanted(ARRAYS), rtol=1e-15
    )


def test_piecewise_is_evaluated_entry_by_entry():
    z = symbol("z")
    relu = sp.Piecewise((z, z > 0), (0, True))
    found = evaluate(relu, {z: np.array([-1.0, 0.0, 2.0])})
    np.testing.assert_array_equal(found, [0, 0, 2])


def test_a_system_is_one_block_of_executed_lines():
    line = W * A + b * sp.OneMatrix(1, m)
    system = System(
        Executed(Z, line, ARRAYS, because="forward"),
        Executed(line, Z, ARRAYS),
    )
    assert system.verdict == "executed"
    assert system.latex().split("\n") == [
        r"\begin{aligned}",
        r"Z &= W A + b \mathbf{1}^{\top} && \text{forward} \\[0.5em]",
        r"W A + b \mathbf{1}^{\top} &= Z",
        r"\end{aligned}",
    ]


def test_nothing_to_compare_is_refused():
    x = sp.IndexedBase("x", real=True)
    with pytest.raises(ValueError, match="empty range"):
        Executed(x[i], 2 * x[i], {x: np.ones(3), i: range(1, 1)})
    z = symbol("z")
    with pytest.raises(ValueError, match="no entry"):
        Executed(z, 2 * z, {z: np.empty(0)})
