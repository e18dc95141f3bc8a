"""Notation: a code name has one LaTeX."""

import pytest
import sympy as sp

from fnn_lib.symbolic import entries, latex, matrix, sigma, symbol
from fnn_lib.symbolic.notation import value_latex

NAMES = {
    "W1_21": r"W^{[1]}_{21}",
    "b2_1": r"b^{[2]}_{1}",
    "A[l-1]": r"A^{[l-1]}",
    "W(1)": r"W^{(1)}",
    "dJ_dW[l]": r"\frac{\partial J}{\partial W^{[l]}}",
    "dJ_dW1_21": r"\frac{\partial J}{\partial W^{[1]}_{21}}",
    "dloss_dyhat": r"\frac{\partial \ell}{\partial \hat{y}}",
    "yhat": r"\hat{y}",
    "yhat_k": r"\hat{y}_{k}",
    "Yhat": r"\hat{Y}",
    "x_1": "x_{1}",
    "learning_rate": r"\alpha",
    "delta": r"\delta",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_prints_by_rule(name):
    assert latex(symbol(name)) == NAMES[name]
    assert latex(matrix(name, 2, 2)) == NAMES[name]


def test_formulas_print_as_one_writes_them():
    z, y, yhat = symbol("z"), symbol("y"), symbol("yhat")
    assert latex(yhat - y) == r"\hat{y} - y"
    assert latex(sigma(z) * (1 - sigma(z))) == (
        r"\sigma{\left(z \right)} \left(1 - \sigma{\left(z \right)}\right)"
    )


def test_matrix_formulas_print_transposes_products_and_ones():
    n, m = sp.symbols("n m", integer=True, positive=True)
    W, D = matrix("W[l]", n, m), matrix("dJ_dZ[l]", n, m)
    b = matrix("b", n, 1)
    assert latex(W.T) == r"W^{[l]\top}"
    assert latex(sp.HadamardProduct(W, D)) == (
        r"W^{[l]} \odot \frac{\partial J}{\partial Z^{[l]}}"
    )
    assert latex(b * sp.OneMatrix(1, m)) == r"b \mathbf{1}^{\top}"
    assert latex(W.applyfunc(sp.Function("g"))) == r"g\left(W^{[l]}\right)"
    x = matrix("x", n, 1)
    kron = sp.KroneckerProduct(x.T, sp.Identity(m))
    assert latex(kron) == r"x^{\top} \otimes I"


def test_entries_count_from_one():
    W = entries("W1", 2, 3)
    assert (W[0, 0].name, W[1, 2].name) == ("W1_11", "W1_23")
    assert [s.name for s in entries("x", 2)] == ["x_1", "x_2"]
    assert [s.name for s in entries("b1", 2)] == ["b1_1", "b1_2"]


def test_indices_of_a_gradient_belong_to_its_variable():
    i, j = sp.symbols("i j", integer=True)
    D = sp.IndexedBase("dJ_dz[l]", real=True)
    expected = r"\frac{\partial J}{\partial z^{[l]}_{i j}}"
    assert latex(D[i, j]) == expected


def test_a_negative_factor_prints_as_one_number():
    z = symbol("z")
    assert latex(-2 * z) == "- 2 z"
    assert latex(sp.exp(-2 * z)) == "e^{- 2 z}"


def test_a_negative_factor_left_unevaluated_keeps_its_brackets():
    z = symbol("z")
    product = sp.Mul(z, sp.UnevaluatedExpr(-sigma(z)), evaluate=False)
    assert latex(product) == (r"z \left(- \sigma{\left(z \right)}\right)")


def test_an_index_joins_the_one_that_a_letter_has():
    i, j = sp.symbols("i j", integer=True)
    W, dL_dz = sp.IndexedBase("W_2"), sp.IndexedBase("dL_dz_1")
    assert latex(W[i, j]) == "W_{2,i j}"
    assert latex(dL_dz[i]) == r"\frac{\partial L}{\partial z_{1,i}}"


def test_an_entry_of_a_layer_in_brackets_has_both_its_indices():
    w, dJ_dw = symbol("w(1)_10"), symbol("dJ_dw(1)_10")
    assert latex(w) == "w^{(1)}_{10}"
    assert latex(dJ_dw) == r"\frac{\partial J}{\partial w^{(1)}_{10}}"
    assert latex(symbol("dz(2)_1_dz(1)_2")) == (
        r"\frac{\partial z^{(2)}_{1}}{\partial z^{(1)}_{2}}"
    )


def test_a_double_sum_prints_one_sign_for_each_index():
    j, i, m, n = sp.symbols("j i m n", integer=True, positive=True)
    A = sp.IndexedBase("A", real=True)
    D = sp.IndexedBase("dJ_dZ", real=True)
    text = latex(sp.Sum(A[j, i] * D[j, i], (i, 1, m), (j, 1, n)))
    assert text == (
        r"\sum_{j=1}^{n} \sum_{i=1}^{m} "
        r"\frac{\partial J}{\partial Z_{j i}} A_{j i}"
    )


def test_terms_stand_in_the_order_in_which_one_writes_them():
    n, k = sp.symbols("n k", integer=True, positive=True)
    w = sp.IndexedBase("w", real=True)
    total = sp.Sum(w[k], (k, 1, n))
    W, x, b = matrix("W", 2, 3), matrix("x", 3, 1), matrix("b", 2, 1)
    assert latex(total + symbol("b")).endswith("w_{k} + b")
    assert latex(symbol("y") - total).startswith("y - ")
    assert latex(W * x + b) == "W x + b"
    assert latex(b - W * x) == "b - W x"
    ones = sp.OneMatrix(2, 1)
    assert latex(ones * b.T + W * x * b.T).endswith(r"\mathbf{1} b^{\top}")
    assert latex(sp.BlockMatrix([[sp.OneMatrix(1, 1)], [x]])).count("1") == 1


def test_a_derivative_and_a_weight_print_before_what_they_multiply():
    A, W = symbol("A1_1"), symbol("W2_11")
    D, rate = symbol("dJ_dZ2_1"), symbol("learning_rate")
    gradient = r"\frac{\partial J}{\partial Z^{[2]}_{1}}"
    assert latex(A * W) == "W^{[2]}_{11} A^{[1]}_{1}"
    assert latex(rate * A * D) == rf"\alpha {gradient} A^{{[1]}}_{{1}}"


def test_a_derivative_stands_last_lest_it_take_in_what_follows():
    y, z = symbol("y"), symbol("z")
    product = sp.Derivative(sigma(z), z) * (sigma(z) - y)
    assert latex(product) == (
        r"\left(\sigma{\left(z \right)} - y\right) "
        r"\frac{d}{d z} \sigma{\left(z \right)}"
    )


def test_a_power_of_an_entry_has_one_superscript():
    j = sp.Symbol("j", integer=True, positive=True)
    W = sp.IndexedBase("W[l]", real=True)
    assert latex(W[j] ** 2) == r"\left(W^{[l]}_{j}\right)^{2}"
    assert latex(sp.IndexedBase("z", real=True)[j] ** 2) == "z_{j}^{2}"


def test_rows_with_fractions_stand_apart():
    assert r"\\[1em]" in latex(entries("dJ_dZ1", 2))
    assert latex(entries("x", 2)).count(r"\\") == 1
    assert r"\\[" not in latex(entries("x", 2))


def test_an_entrywise_product_within_a_product_has_brackets():
    n = sp.symbols("n", integer=True, positive=True)
    P, Q, R = (matrix(name, n, n) for name in "PQR")
    formula = latex(P * sp.HadamardProduct(Q, R))
    assert formula == r"P \left(Q \odot R\right)"
    assert latex(P + sp.HadamardProduct(Q, R)).count(r"\left(") == 0


def test_slopes_of_entries_share_their_indices():
    i, j, k = sp.symbols("i j k", integer=True)
    slopes, inner = sp.IndexedBase("dy._du."), sp.IndexedBase("du._dx.")
    assert latex(inner[i, j] * slopes[k, i]) == (
        r"\frac{\partial y_{k}}{\partial u_{i}} "
        r"\frac{\partial u_{i}}{\partial x_{j}}"
    )
    assert latex(slopes[k, i]) == (r"\frac{\partial y_{k}}{\partial u_{i}}")
    assert latex(sp.IndexedBase("da[l]._dz[l].")[k, i, j, i]) == (
        r"\frac{\partial a^{[l]}_{k i}}{\partial z^{[l]}_{j i}}"
    )


def test_a_sum_of_entries_within_an_entrywise_product_has_brackets():
    n = sp.symbols("n", integer=True, positive=True)
    z, d, u = matrix("z_1", n, 1), matrix("d", n, 1), symbol("u")
    bend = z.applyfunc(sp.Lambda(u, 1 - sp.tanh(u) ** 2))
    text = latex(sp.HadamardProduct(bend, d))
    assert text.startswith(r"\left(1 - \tanh^{2}")
    assert text.endswith(r"\right) \odot d")


def test_weights_come_before_what_they_weigh_and_before_the_bias():
    w, a, v, x, b = map(symbol, ("w_4", "a_0", "w_5", "x_1", "b_2"))
    assert latex(b + a * w + x * v) == "w_{4} a_{0} + w_{5} x_{1} + b_{2}"
    assert latex(b - w * a) == "b_{2} - w_{4} a_{0}"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("dL_dz_2", r"\frac{\partial L}{\partial z_{2}}"),
        ("t[3]", "t_{3}"),
        ("W_2[1, 3]", "W_{2,1,3}"),
        ("n[L]", "n^{[L]}"),
        (
            "da[l]._dz[l].[1, 2, 3, 2]",
            r"\frac{\partial a^{[l]}_{1,2}}{\partial z^{[l]}_{3,2}}",
        ),
    ],
)
def test_what_a_counterexample_gives_a_value(name, wanted):
    assert value_latex(name) == wanted
